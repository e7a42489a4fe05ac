"""How a document speaks of itself, which tells whether a reference is to a part of it or of another text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa_service.checks.references import foreign_signs as signs
from qa_service.checks.references.another_of_kind import names_another, tells_another
from qa_service.checks.references.attached_signs import is_attached
from qa_service.checks.references.called_instruments import called_instruments
from qa_service.checks.references.cited_sources import is_place_in_source, source_lists
from qa_service.checks.references.cited_titles import is_behind_numbered_title, is_behind_work
from qa_service.checks.references.emphasis import unmarked, without_emphasis
from qa_service.checks.references.paper_kinds import is_review
from qa_service.checks.references.quoted_references import is_mentioned
from qa_service.documents import Document, Quotation
from qa_service.documents.references.bare import MARK
from qa_service.documents.references.labels import line_start
from qa_service.documents.references.numbers import DOTTED, PARAGRAPHS
from qa_service.documents.references.spans import Reference
from qa_service.documents.searching.anchors import match_lines
from qa_service.documents.searching.lookup import part_at

_STATUTE = 100
_NEAR, _LINE, _LAW, _HEAD, _OFTEN, _COVER = 400, 200, 60, 1500, 3, 2500
CLAUSES = frozenset({"clause", "sub-clause", "subclause", "cl", "article", "art", "klausel", "artikel"})
_ATTACHED = frozenset({"exhibit", "appendix", "attachment", "annex", "schedule", "enclosure"})
# "The letter (Exhibit 4)": the letter is the exhibit.
_BESIDE = frozenset({"exhibit", "attachment", "annex", "enclosure"})
SHOWN = frozenset({"table", "figure", "chart", "plate", "box", "equation"})
"""The families of what a work shows beside its text."""
_BEFORE = (
    signs.STATUTE_BEFORE,
    signs.LAND_BEFORE,
    signs.GONE_BEFORE,
    signs.POSSESSIVE_BEFORE,
    signs.LOCATED_BEFORE,
)
_ABROAD = frozenset({"art", "artikel", "article", "articolo", "\u00a7"})


def is_named_own(text: str, reference: Reference) -> bool:
    """Tell whether the words beside it say that it is this document's ("of this lease", "annexed hereto as")."""
    text, reference = without_emphasis(text, reference)
    if any(signs.OWN_AFTER.match(text, end) is not None for end in _ends(text, reference)):
        return True
    return reference.family in _ATTACHED and is_attached(text, reference.group_start, reference.group_end, plainly=True)


def _ends(text: str, reference: Reference) -> Iterator[int]:
    """Yield where the words behind may begin: behind the number, and behind a title in brackets."""
    end = reference.group_end
    yield end
    while gloss := signs.GLOSS.match(text, end):
        end = gloss.end()
        yield end


@dataclass(frozen=True, slots=True)
class Ownership:
    """How one document speaks of itself; ``lent`` says that its references belong to another text anyway.

    ``long`` says that its own sections have numbers of a hundred and more, ``report`` that it is a memorandum, a
    decision or a report by its headings, ``reviews`` by its title; ``kinds`` are the words that its own headings number
    by ("§ 4"), ``numbers`` the numbers of its sections; ``answers`` tells a letter that answers another text or
    takes its terms from one. What stands in
    its ``quotations`` is not its own, unless it is an instrument itself; ``sources`` are its lists of other
    works. ``others`` are bare names that it gives to other instruments ("Agreement"). ``whole`` is the text where
    ``text`` is a passage of it.
    """

    text: str
    titles: frozenset[str]
    lent: bool = False
    long: bool = False
    report: bool = False
    reviews: bool = False
    kinds: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    answers: bool = False
    quotations: Sequence[Quotation] = ()
    sources: Sequence[tuple[int, int]] = ()
    others: frozenset[str] = frozenset()
    whole: str = ""

    @property
    def is_instrument(self) -> bool:
        """Tell whether bare numbers are clauses of this text, as in "this Agreement"."""
        return not self.lent and bool(self.titles & signs.INSTRUMENTS - {"plan"})

    def goes_on(self, kind: str, last: int, at: int) -> bool:
        """Tell whether a bare number of this kind goes on with another text that was named before it."""
        clause = kind in CLAUSES or self.report
        return at - last <= _NEAR and (clause or signs.NEW_PART.search(self.text, last, at) is None)

    def speaks_of(self, kind: str, times: int) -> bool:
        """Tell whether a kind of which there is none here, and another text's ``times``, is always the other's."""
        return times > (0 if self.report else 1 if kind in CLAUSES else 2)

    def plainly_own(self, references: Iterable[Reference]) -> frozenset[str]:
        """Return the kinds that stand for parts of this text: the number is there, or they seem to be so often."""
        often = Counter[str]()
        for reference in references:
            often[reference.kind] += _OFTEN if reference.number in self.numbers or self.is_own(reference) else 1
        return frozenset(kind for kind, times in often.items() if times >= _OFTEN)

    def may_be_own(self, reference: Reference, foreign: Container[Reference]) -> bool:
        """Tell whether nothing says that it is another's; nobody calls the parts of a report clauses."""
        return reference not in foreign and not self.has_no(reference.kind)

    def has_no(self, kind: str) -> bool:
        """Tell whether nobody calls the parts of such a paper so."""
        return (self.report or self.reviews) and kind in CLAUSES

    def tells_of(self, at: int) -> bool:
        """Tell whether another text is spoken of on the line before a place, or all over, as in an answer."""
        if self.lent:
            return False
        line = line_start(self.text, at, _LINE)
        return self.answers or signs.TEXT_NAMED.search(unmarked(self.text[line:at])) is not None

    def looks_up(self, reference: Reference) -> bool:
        """Tell whether the words before send the reader to another place of this text, which has named no other yet."""
        start = reference.group_start
        if (
            self.lent
            or self.reviews
            or signs.TREATED_BEFORE.search(unmarked(self.text[max(0, start - 40) : start])) is None
        ):
            return False
        return signs.TEXT_NAMED.search(self.text, 0, start) is None

    def has(self, reference: Reference) -> bool:
        """Tell whether it is this document's by the words behind it, or as there is such a heading."""
        named = reference.kind in self.kinds and reference.number in self.numbers
        return named or self.is_own(reference)

    def is_own(self, reference: Reference) -> bool:
        """Tell whether the words behind say that it is this document's."""
        return is_named_own(self.text, reference)

    def is_foreign(self, reference: Reference) -> bool:
        """Tell whether the words around say that it is another instrument's, or that it is there no more."""
        quoted = not self.is_instrument and part_at(self.quotations, reference.start) is not None
        if is_mentioned(self.text, reference.group_start, reference.group_end):
            return True
        if self.sources and is_place_in_source(self.text, reference.start, self.sources):
            return not self.is_own(reference)
        text, near = without_emphasis(self.text, reference)
        if near is not reference and not self.is_own(reference) and is_behind_work(self.text, reference.group_start):
            return True
        owner = self if near is reference else replace(self, text=text, whole=self.text)
        return owner._is_foreign(near, quoted=quoted)

    def _is_foreign(self, reference: Reference, *, quoted: bool) -> bool:
        law = signs.THIS_LAW.match(self.text, reference.group_end)
        if law is not None and law["law"] not in self.titles:
            return True
        if self.is_own(reference):
            return False
        return (
            quoted or self._statute_number(reference) or self._named_behind(reference) or self._named_before(reference)
        )

    def _statute_number(self, reference: Reference) -> bool:
        top = reference.number.partition(" ")[0].partition(".")[0]
        if reference.family != "section":
            return False
        return not self.long and int(top) >= _STATUTE if top.isdecimal() else len(top) > 2

    def _named_behind(self, reference: Reference) -> bool:
        text, end = self.text, reference.group_end
        listed = signs.LIST_BEHIND.match(text, end)
        if any(map(self._named_at, (*_ends(text, reference), *([listed.end()] if listed else [])))):
            return True
        if (
            reference.family != MARK  # it is read with these words
            and signs.OF_WHICH.match(text, end)
            and signs.THIS_BEFORE.search(text, max(0, reference.group_start - 60), reference.group_start) is None
        ):
            return True
        if signs.IN_STUDY.match(text, end) or signs.LAND.match(text, end) or signs.GONE.match(text, end):
            return True
        if reference.family == "section" and signs.BY_STATUTE.match(text, end):
            return True
        if self._within_words_of_another(reference):
            return True
        spoken = not text[reference.group_start : reference.group_start + len(reference.kind)].isupper()
        if spoken and reference.kind in _ABROAD and signs.SWISS_LAW.match(text, end):
            return True
        if spoken and reference.family != "section" and signs.TO_LETTERS.match(text, end):
            return True
        return (spoken and signs.CODE.match(text, end) is not None) or self._named_abroad(end)

    def _within_words_of_another(self, reference: Reference) -> bool:
        """Tell whether it stands in a bracket whose words go on with another's paper: "those (…) in its form"."""
        text, start = self.text, reference.group_start
        if signs.WITHIN_BEHIND.match(text, reference.group_end) is None:
            return False
        return signs.WITHIN_BEFORE.search(text, max(0, start - 110), start) is not None

    def _named_at(self, place: int) -> bool:
        found = (pattern.match(self.text, place) for pattern in (signs.AFTER, signs.OF))
        return any(after is not None and not self._own_instrument(after) for after in found)

    def _named_abroad(self, end: int) -> bool:
        after = signs.ABROAD.match(self.text, end)
        if after is None:
            return False
        word = (after["german"] or after["romance"]).split()[-1]
        own = any(word.lower().startswith(title[:6]) for title in self.titles)
        known = signs.GERMAN_TEXT.search(word) if after["german"] else signs.ROMANCE_TEXT.match(word)
        return known is not None and not own

    def _named_before(self, reference: Reference) -> bool:
        text, start = self.text, reference.group_start
        near = max(0, start - 24)
        if any(pattern.search(text, near, start) for pattern in _BEFORE):
            if signs.OWN_POSSESSIVE.search(text, max(0, start - _LINE), start):
                return False
            return signs.TITLE_BEFORE.search(text, max(0, start - _LINE), start) is None
        if signs.LAW_BEFORE.search(text, max(0, start - _LAW), start):
            return True
        if signs.SURVEY_BEFORE.search(text, max(0, start - _LINE), start):
            return True
        if reference.kind in PARAGRAPHS and signs.PINPOINT_BEFORE.search(text, near, start):
            return True
        if (reference.family in _ATTACHED and self._paper_of_another(start)) or names_another(text, start):
            return True
        if is_behind_numbered_title(text, start, self.whole or text):
            return True
        if reference.family in SHOWN and signs.OWNER_BEFORE.search(text, near, start):
            return True
        if reference.family != "section" and self._in_study(reference, near):
            return True
        if (reference.kind in DOTTED or reference.family in _ATTACHED) and self._pleaded(reference, near):
            return True
        if not text[start : start + 4].isupper() and (found := signs.CODE_BEFORE.search(text, near, start)):
            return found.group().strip(" ,(").lower() not in self.titles
        named = signs.INSTRUMENT_BEFORE.search(text, max(0, start - 70), start)
        mark = text[max(0, start - 2) : start].strip()
        beside = mark in {"(", ","} and (
            reference.family in _BESIDE or (reference.family == "appendix" and mark == "(")
        )
        return named is not None and not beside and not self._own_name(named)

    def _paper_of_another(self, start: int) -> bool:
        found = signs.PAPER_OF_BEFORE.search(self.text, max(0, start - 110), start)
        return found is not None and (found["noun"] or "").lower() not in self.titles

    def _in_study(self, reference: Reference, near: int) -> bool:
        start = reference.group_start
        study = signs.STUDY_BEFORE.search(self.text, near, start)
        if study is not None and any(map(str.isdigit, study.group())):
            return True
        if study is not None and reference.family not in _ATTACHED and not self._is_common(study.group()):
            return True
        small = [signs.AUTHOR_BEFORE] if self.text[start].islower() else []
        return any(pattern.search(self.text, max(0, near - 40), start) for pattern in (signs.SOURCE_BEFORE, *small))

    def _is_common(self, printed: str) -> bool:
        """Tell whether the word before a bracket, which may be an author, stands in small letters elsewhere."""
        word = printed.split()[0].lower()
        return word != "et" and re.search(rf"\b{re.escape(word)}\b", self.whole or self.text) is not None

    def _pleaded(self, reference: Reference, near: int) -> bool:
        found = signs.PLEADING_BEFORE.search(self.text, near, reference.group_start)
        return found is not None and (reference.kind in DOTTED or not found.group().rstrip(" ,").endswith("."))

    def _own_name(self, named: re.Match[str]) -> bool:
        if named["word"].lower() == "this":
            return True
        bare = " ".join(named.group().split()[:2]).rstrip(",('\u2019s").lower()
        own = self._is_title(named["noun"]) or (self.lent and named["noun"].lower() in signs.LENT_TITLES)
        return own and named["year"] is None and bare.endswith(named["noun"].lower())

    def _own_instrument(self, after: re.Match[str]) -> bool:
        words = signs.PLAIN_OF.match(self.text, after.start())
        if words is None:
            return False
        title = words.group("title").lower()
        if not self.lent and self._is_title(title) and tells_another(self.text, words.end()):
            return False
        return self._is_title(title) or (self.lent and title in signs.LENT_TITLES)

    def _is_title(self, noun: str) -> bool:
        """Tell whether "the Lease" is this text."""
        return noun.lower() in self.titles - self.others


def ownership(
    text: str,
    *,
    lent: bool = False,
    long: bool = False,
    kinds: Iterable[str] = (),
    numbers: Iterable[str] = (),
    quotations: Sequence[Quotation] = (),
) -> Ownership:
    """Learn from a text what it calls itself ("this Lease", or a title such as "Master services agreement")."""
    titles = set(_own_titles(text, quotations))
    # The only one has no number: "Part B of the Schedule".
    titles |= {head["title"].lower() for head in match_lines(signs.LONE_PAPER, text)}
    heads = {match["title"].lower() for match in match_lines(signs.REPORT_HEAD, text)}
    answers = signs.LETTER.search(text, 0, _HEAD) is not None and signs.ANSWERED.search(text) is not None
    answers = answers or signs.TERMS_LENT.search(text, 0, _HEAD) is not None
    titled = not lent and is_review(text)
    if titled:
        # The wording that it proposes says "this Agreement", and its headings go through the clauses of another text.
        titles -= signs.INSTRUMENTS
        kinds = frozenset(kinds) - CLAUSES
    report = len(heads) > 1
    own = frozenset(kinds), frozenset(numbers)
    others = frozenset(called_instruments(text, _bare_titles(text)))
    sources = source_lists(text)
    return Ownership(text, frozenset(titles), lent, long, report, titled, *own, answers, quotations, sources, others)


def is_instrument(document: Document) -> bool:
    """Tell whether a document is a contract or the like by what it calls itself, and no review of one."""
    return document.cached("instrument", _is_instrument)


def _is_instrument(document: Document) -> bool:
    instruments = signs.INSTRUMENTS - {"plan"}
    titles = _own_titles(document.text, document.quotations)
    # Most contracts say "this Agreement" early.
    return any(title in instruments for title in titles) and not is_review(document.text)


def _own_titles(text: str, quotations: Sequence[Quotation]) -> Iterator[str]:
    """Yield what a text calls itself, in small letters: the title at its head, then "this Lease" in its sentences."""
    head = signs.HEAD_TITLE.match(text)
    if head and not signs.PREPOSITION.search(head["words"]) and head["title"].lower() in signs.INSTRUMENTS:
        yield head["title"].lower()
    yield from _plain_titles(text)
    told: set[str] = set()
    for match in signs.OWN_TITLE.finditer(text):
        name = (match["title"] or match["abroad"]).lower()
        if name not in told and part_at(quotations, match.start()) is None:
            told.add(name)
            yield from _titles_in(name)


def _plain_titles(text: str) -> Iterator[str]:
    """Yield what a text calls itself without a capital, "this lease", where it opens so: "THIS LEASE is dated".

    One that changes an earlier paper speaks of the parts of that.
    """
    opening = signs.OPENING.search(text, 0, _COVER)
    if opening is not None:
        yield from () if _is_later(opening) else (opening["title"].lower(),)
        return
    heads = signs.HEAD_LINE.finditer(text, 0, _COVER)
    names = {each["title"].lower() for each in heads if not _is_later(each)}
    spoken = Counter(match["title"] for match in signs.PLAIN_TITLE.finditer(text)) if names else Counter[str]()
    yield from (title for title, times in spoken.items() if times >= _OFTEN and title in names)


def _is_later(head: re.Match[str]) -> bool:
    """Tell whether a title is of a paper that goes with an earlier one: "Deed of Amendment"."""
    before, behind = head.string[head.start() : head.start("title")], head.string[head.end("title") : head.end()]
    return signs.LATER.search(f"{before} {behind}".lower()) is not None


def _bare_titles(text: str) -> frozenset[str]:
    """Return the single words that "this" stands before: "this Agreement", but not "this Supply Agreement"."""
    found = (match["title"] for match in signs.OWN_TITLE.finditer(text))
    return frozenset(title.lower() for title in found if title and title.isalpha())


def _titles_in(name: str) -> Iterator[str]:
    """Yield the first word of what a text calls itself, and its kind: "this Settlement Agreement" is an agreement."""
    first, *rest = re.findall(r"[^\W\d_]+", name)
    yield first
    if rest and signs.LATER.search(name) is None:
        yield from signs.INSTRUMENTS.intersection(rest)
