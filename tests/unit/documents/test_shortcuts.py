"""The quick ways through a text find what the plain ways find, character for character."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.checks.citations import cases as legal_cases
from qa_service.checks.citations import europe as legal_europe
from qa_service.checks.citations import statutes as legal_statutes
from qa_service.checks.placeholders import kinds as placeholder_kinds
from qa_service.checks.privacy import identifiers
from qa_service.checks.references import foreign_signs
from qa_service.checks.statistics import shares as statistics_shares
from qa_service.checks.tables.footing import share_lists as table_share_lists
from qa_service.documents import DocumentError, parse_document
from qa_service.documents.dates import named as dates_named
from qa_service.documents.dates import numeric as dates_numeric
from qa_service.documents.dates import other_languages as dates_other_languages
from qa_service.documents.dates import spans as dates
from qa_service.documents.names import spans as names
from qa_service.documents.names.spans import COMPANY
from qa_service.documents.references import labels as reference_labels
from qa_service.documents.references import spans as references
from qa_service.documents.references import targets as reference_targets
from qa_service.documents.references.lines import Lines, opens_line
from qa_service.documents.searching.anchors import Anchored, has_digit, match_lines, spans
from qa_service.documents.searching.rare_signs import RareForm, Signed
from qa_service.documents.words import find_words

ANCHORED = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in (dates_named, dates_other_languages, names, references, foreign_signs, reference_targets)
    for name, value in sorted(vars(module).items())
    if isinstance(value, Anchored)
}
RARE = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in (
        dates_named, dates_other_languages, foreign_signs, legal_cases, legal_europe, legal_statutes, statistics_shares
    )
    for name, value in sorted(vars(module).items())
    if isinstance(value, RareForm)
}  # fmt: skip
LINES = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in (reference_labels, reference_targets)
    for name, value in sorted(vars(module).items())
    if isinstance(value, re.Pattern) and value.pattern.startswith("^")
}
PIECES = (
    "Section 7.3(b)", "§§ 4 and 5", "§9", "ſection 2", "EXHIBIT A", "Exhıbit B", "Annexes I to IV", "Tables 3, 4",
    "28.-31 Juni", "29–31 May", "le 3e mars", "4 d’août 2024",
    "5 May 2024", "31 April", "Aprıl 4", "the thırd day of June", "twenty-first March", "x-twenty first May", "Sept. 4",
    "1 2 March '24", "3rd\u2003of Aug", "“Fee” means", "**“Term”**", "(the ‘Other Party’)", "‘Fee’ shall mean",
    "hereinafter the Buyer", "referred to as “X”", "Fee Note is defined", "meaning of Net Fee in",
    "this Lease Agreement",
    "Mr. Ann Lee", "Dr Ö", "Kestrel & Sons Ltd", "S.à r.l", "Alpha of Beta Company Trust", "1. Term", ". 2 Notices",
    "May first", "May the ſeventh", "March Twenty-first", "May nınth", "may not", "June-5", "Sept. fifteenth",
    "12/3/2024", "2024-03-05", "3. 4. 2024", "1 / 2 / 03", "٣/٤/2024", "1.2.3/4", "28.-30.06.2023", "1,234.5.6",
    "50 %", "per cent", "Prozent", "40 percent of the 35 files were", "Of 20 people, 30 % left", "[2019] UKSC 41",
    "ECLI:EU:C:2019:1", "C-131/12", "CELEX 32016R0679", "28 U.S.C. § 1332", "17 CFR 240", "Fed. R. Civ. P. 12",
    "FRCP 56", "Article 6 GDPR", "GDPR's Art. 7", "Id. at 5", "ibid. § 4",
    "List of exhibits", "İndex of Exhibits:", "Article premier", "Fußnoten", "[^1]:", "Clause Nine", "Anl. 2", "ı.",
    "and", "the", "A.", "B", "9", "٣", "é", "\u00a0", "\u2028", "'", "’", '"', "“", "(", ")", ",", ".", "-", "/", ":",
)  # fmt: skip
TEXTS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(("", " ", " ", "\n", "\n\n"))), min_size=1, max_size=14
).map(lambda parts: "".join(piece + gap for piece, gap in parts))


@pytest.mark.parametrize("name", sorted(ANCHORED))
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_an_anchored_pattern_finds_what_the_pattern_finds(name: str, text: str) -> None:
    anchored = ANCHORED[name]
    found = [match.span() for match in anchored.finditer(text)]
    assert found == [match.span() for match in anchored.pattern.finditer(text)]


@pytest.mark.parametrize("name", sorted(RARE))
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_a_rare_form_is_found_wherever_its_pattern_matches(name: str, text: str) -> None:
    rare = RARE[name]
    assert [found.span() for found in rare.find_in(Signed(text))] == [
        found.span() for found in rare.form.pattern.finditer(text)
    ]


@settings(deadline=None, max_examples=200)
@given(text=TEXTS)
def test_no_text_with_a_date_or_a_share_lacks_its_sign(text: str) -> None:
    subject = Signed(text)
    dated = dates_numeric._YEAR_FIRST.search(text) or dates_numeric._DAY_OR_MONTH_FIRST.search(text)
    assert not dated or dates_numeric._ANY.occurs_in(subject)
    assert not table_share_lists.SIGN.search(text) or table_share_lists.ANY_SIGN.occurs_in(subject)


@pytest.mark.parametrize("name", sorted(LINES))
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_lines_that_number_a_part_are_all_tried(name: str, text: str) -> None:
    lines = Lines(Signed(text))
    starts = {"_NOTE": lines.numbered, "_LINE_NUMBER": sorted({*lines.numbered, *lines.named})}
    tried = reference_labels.match_at(LINES[name], text, starts.get(name.rpartition(".")[2], lines.named))
    assert [match.span() for match in tried] == [match.span() for match in match_lines(LINES[name], text)]


@settings(deadline=None, max_examples=200)
@given(text=TEXTS)
def test_numbers_within_a_paragraph_are_parts_like_those_that_open_one(text: str) -> None:
    plain = {
        reference_targets.normal_number(found["number"])
        for found in reference_targets._INLINE_NUMBER.finditer(text)
        if reference_targets._REFERRING.search(text, max(0, found.start() - 12), found.start()) is None
    }
    assert plain <= reference_targets.find_targets(Lines(Signed(text))).of("section").keys()


@settings(deadline=None, max_examples=200)
@given(text=TEXTS)
def test_labels_at_the_beginning_of_lines_are_no_references(text: str) -> None:
    lines = Lines(Signed(text))
    labels = {found.start("kind") for found in reference_labels.captions(lines)}
    assert all(opens_line(text, start) for start in labels)
    assert labels.isdisjoint(reference.start for reference in references.find_references(lines))


@settings(deadline=None, max_examples=100)
@given(text=TEXTS)
def test_companies_are_found_around_their_legal_forms(text: str) -> None:
    plain = [match.span() for match in COMPANY.finditer(text)]
    near = [m.span() for start, end in names._around_forms(text) for m in COMPANY.finditer(text, start, end)]
    assert near == plain


@settings(deadline=None, max_examples=100)
@given(text=st.one_of(TEXTS, st.text(max_size=80)))
def test_words_lines_and_digits(text: str) -> None:
    words = find_words(text)
    assert [(w, int(s), int(e)) for w, s, e in zip(words.printed, words.starts, words.ends, strict=True)] == [
        (match.group(), *match.span()) for match in re.finditer(r"\w+", text)
    ]
    line = re.compile(r"^[ \t]*\w+", re.MULTILINE)
    assert [m.span() for m in match_lines(line, text)] == [m.span() for m in line.finditer(text)]
    assert has_digit(text) == (re.search(r"\d", text) is not None)


@settings(deadline=None, max_examples=100)
@given(
    text=st.one_of(
        TEXTS,
        st.lists(
            st.sampled_from(
                ("[date]", "TBD", "a@b.io ", "é", "555-01-1234", "XX%", "j.r [at] b-c", " AT b", " dot com")
            )
        ).map("".join),
    )
)
def test_a_screen_names_the_patterns_that_occur(text: str) -> None:
    for module in (placeholder_kinds, identifiers):
        patterns = [kind.pattern for kind in module.KINDS]
        expected = [[found.span() for found in pattern.finditer(text)] for pattern in patterns]
        assert [list(spans(pattern, text)) for pattern in patterns] == expected
        occurring = [kind for kind, found in zip(module.KINDS, expected, strict=True) if found]
        if module is placeholder_kinds:
            assert module.kinds_in(text) == occurring
        else:
            likely = module.likely_kinds(text.encode())
            assert [kind for kind in likely if kind in occurring] == occurring


def test_a_date_with_an_unusual_letter_is_read() -> None:
    found = dates.find_dates(Signed("on ſept 5, 2020 and 3 Aprıl 2021"))
    assert [span.value for span in found] == [date(2020, 9, 5), date(2021, 4, 3)]


@pytest.mark.parametrize(
    ("text", "code"), [("a\x00", "control_character"), ("é\x7f", "control_character"), ("\ud800", "lone_surrogate")]
)
def test_what_is_no_text_is_refused(text: str, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(text)
    assert [problem.code for problem in refused.value.problems] == [code]
