"""Wording rules that count, compare or demand: one spelling, an introduction, a form of headings, a required phrase."""

from __future__ import annotations

import re

from benchmarks.checks_seeding.mechanism import PLAIN, Form, Params, Seed, Seeding, Trial, both, whole
from qa_service.documents import parse_document

SPELLINGS = [
    ["gearbox", "gear box"],
    ["grey", "gray"],
    ["catalogue", "catalog"],
    ["timetable", "time-table"],
    ["storey", "floor level"],
    ["plough", "plow"],
]
USES = ("The first {} was shown in May.", "The parties looked at each {}.", "A list of every {} is kept.")
SHORT_FORMS = {
    "FNOL": "first notice of loss",
    "SIU": "special inquiry unit",
    "ACV": "actual cash value",
    "EUO": "examination under oath",
    "TPA": "third party administrator",
}
REQUIRED = {
    "Privileged and confidential work of counsel": "Privileged but not confidential work of counsel",
    "This opinion rests on the papers listed below": "This opinion rests on papers that are listed below",
    "No site visit was made": "No visit of the site was made",
    "The reader may not rely on drafts": "The reader may rely on drafts",
}
WORDS = ("indeed", "in fact", "needless to say", "as it were")
HEADINGS = ("return of lent machines", "visits to the press room", "keeping of spare parts", "care of the yard")
SMALL = frozenset(("of", "the", "a", "an", "and", "or", "to", "for", "in", "on", "by", "with", "as", "at", "from"))
CAPITAL = r"^\W*[\p{Lu}\d]"
RUN_ON = ", and the press stands still while the office counts the parts of the last visit"


def consistency(seeding: Seeding) -> Trial:
    """Use one of two spellings twice and the other once."""
    usual, odd = seeding.chance.sample(seeding.chance.choice(SPELLINGS), 2)
    at = seeding.chance.randrange(len(USES))
    faulty = [f"⟦{odd}⟧" if place == at else usual for place in range(len(USES))]
    order = seeding.chance.sample(USES, len(USES))
    pairs = [(use.format(usual), use.format(form)) for use, form in zip(order, faulty, strict=True)]
    return seeding.sentences(*pairs, params={"either": SPELLINGS})


def conditional(seeding: Seeding) -> Trial:
    """Use a short form that is never introduced, or only behind its first use where it has to stand before."""
    short, early = seeding.chance.choice(sorted(SHORT_FORMS)), seeding.chance.random() < 0.5
    known = f"({'|'.join(SHORT_FORMS)})"
    params = {"first": rf"\b{known}s?\b", "second": rf"\({known}s?\)", "before": early}
    introduced, used = f"The {SHORT_FORMS[short]} ({short}) was filed.", f"The {short} names no witness."
    faulty = f"The ⟦{short}⟧ names no witness."
    if early:
        return seeding.sentences((introduced, faulty), (used, introduced), params=params)
    return seeding.sentences((introduced, faulty), (used, used), params=params)


def occurrence(seeding: Seeding) -> Trial:
    """Say a word twice in one sentence, or not at all in a text that has to have it."""
    word = seeding.chance.choice(WORDS)
    once, without = f"The visit was, {word}, late, and the list was short.", "The visit was late."
    if seeding.chance.random() < 0.3:
        return whole(seeding.sentences((once, without), params={"tokens": list(WORDS), "min": 1}))
    twice = f"⟦The visit was, {word}, late, and the list was, {word}, short.⟧"
    pairs = ((f"{once} The list was, {word}, short.", twice), (once, once))
    return seeding.sentences(*pairs, params={"tokens": list(WORDS), "max": 1, "scope": "sentence"})


def must_contain(seeding: Seeding) -> Trial:
    """Leave a required phrase out, or change a word of it; the right form may have it in capitals or over two lines."""
    phrase = seeding.chance.choice(sorted(REQUIRED))
    written = seeding.chance.choice((phrase, phrase.upper(), phrase.replace(" ", "\n", 1), phrase.replace(" ", "  ")))
    instead = seeding.chance.choice((REQUIRED[phrase], "The list is kept"))
    others = [each for each in sorted(REQUIRED) if each != phrase][:1]
    # Two of the three ask for a second phrase too, which the text has.
    asked: tuple[Params, ...] = (
        {"any": [phrase, "TO BE READ BY COUNSEL ALONE"]},
        {"all": [phrase, *others]},
        {"any_of_each": [[phrase], others]},
    )
    params = seeding.chance.choice(asked)
    second = f"{others[0]}."
    return whole(seeding.sentences((f"{written}.", f"{instead}."), (second, second), params=params), phrase)


def metric(seeding: Seeding) -> Trial:
    """Lengthen the sentences, or put in code or a table where none may stand."""
    words = len(seeding.contract.text.split())
    mode = seeding.chance.choice(("sentences", "code_blocks", "tables"))
    if mode == "sentences":
        average = words / max(1, len(seeding.contract.document.sentences))
        pair = ("The press stands still.", f"The press stands still{RUN_ON * (words // 60 + 5)}.")
        return _whole(seeding, pair, {"formula": "words / sentences", "condition": f"> {average * 1.05 + 1:.2f}"})
    block = "```\nstart press\n```" if mode == "code_blocks" else "| Part | Count |\n|---|---|\n| Gear | 4 |"
    inline = "`start press`" if mode == "code_blocks" else "Part | Count"
    pair = (f"\n\nThe sheet says {inline}.\n\n", f"\n\n{block}\n\n")
    return _whole(seeding, pair, {"formula": f"2 * {mode}", "condition": ">= 2"}, "text/markdown")


def _whole(seeding: Seeding, pair: tuple[str, str], params: dict[str, object], kind: str = PLAIN) -> Trial:
    return whole(seeding.sentences(pair, params=params, kind=kind))


def capitalization(seeding: Seeding) -> Trial:
    """Put a heading in that is not in the form which the contract's own headings keep."""
    titles = [heading.title for heading in seeding.contract.document.headings]
    form, written, odd = _form_of(titles)
    heading = seeding.chance.choice(HEADINGS)
    mark = "\n\n## "
    right, wrong, spans = seeding.put_in((f"{mark}{_as(heading, written)}\n\n", f"{mark}⟦{_as(heading, odd)}⟧\n\n"))
    forms = both(lambda text: Form(parse_document(text, "text/markdown")), right, wrong)
    return Trial({"match": form}, *forms, spans)


def _form_of(titles: list[str]) -> tuple[str, str, str]:
    """Return what all titles keep to, how a right title is written, and how one that breaks it."""
    if all(title.isupper() for title in titles):
        return "upper", "upper", "title"
    if all(_is_title(title) for title in titles):
        return "title", "title", "sentence"
    return CAPITAL, "sentence", "lower"


def _is_title(title: str) -> bool:
    words = re.findall(r"[^\W\d_]+", title)
    return not title.isupper() and all(word[0].isupper() or word in SMALL for word in words)


def _as(heading: str, form: str) -> str:
    if form == "title":
        words = [word if word in SMALL else word.capitalize() for word in heading.split()]
        return " ".join(words)
    return {"upper": heading.upper(), "sentence": heading.capitalize()}.get(form, heading)


SEEDS = (
    Seed("other_spelling", "text.consistency", consistency),
    Seed("not_introduced", "text.conditional", conditional),
    Seed("too_often", "text.occurrence", occurrence),
    Seed("phrase_left_out", "text.must_contain", must_contain),
    Seed("measure_exceeded", "text.metric", metric),
    Seed("heading_capitals", "text.capitalization", capitalization),
)
