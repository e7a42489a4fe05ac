"""Doubled words, length, sections, and terms that are left out or defined again."""

from __future__ import annotations

import re

from benchmarks.checks_seeding.mechanism import Form, Seed, Seeding, Trial, both, unmarked, whole
from qa_service.documents import parse_document

SMALL_WORDS = re.compile(r"(?<=[a-z,] )(?:the|of|to|and|in|a|or|by|any|its|for|is|be|this|with|from)(?= [a-z])")
LONG_WORDS = re.compile(r"(?<=[a-z] )[a-z]{4,}(?= [a-z])")
LEAD = re.compile(r"(?<=[a-z] )(?:of the|to the|in the|by the|for the|under this|of any)(?= [a-z])")
TITLES = ("Scope of the visit", "Findings", "Open points", "Method", "Papers read")
LAWFUL = (
    "The office had had the notice for a week.",
    "It is said that that list was lost.",
    "The office moved on on Monday.",
    "What it is is a list of parts.",
    "The press ran very, very late in New York, New York.",
    "The parties log in in the morning.",
)
MEASURE = "words_per_sentence"
# Ends of sentences within a paragraph, and how many times longer the sentences have to become.
JOINS = re.compile(r"(?<=[a-z)])\. (?=[A-Z])")
LONGER, SHORTEST = 1.6, 12
TERMS = {
    "salvage value": "The salvage values are told in a list.",
    "gross tonnage": "The gross\ntonnage is told in a list.",
    "seaworthiness": "Seaworthiness is told of in a list.",
    "cold-chain record": "Each cold chain record is in a list.",
    "retroactive date": "The RETROACTIVE DATE is told in a list.",
    "stowage plan": "Of the stowage plan’s parts there is a list.",
}
OTHER_TERMS = (
    "The salvage is of value.",
    "The gross weight is told.",
    "The date is retroactive.",
    "The plan is stowed.",
)
DEFINED = re.compile(r"[“\"]([A-Z][^”\"\n]{2,40})[”\"] (?:means|shall mean) ")
MEANINGS = ("all goods that are named in the list", "the sum that is paid for the visit", "the hall of the first party")


def doubled_words(seeding: Seeding) -> Trial | None:
    """Double a word, or two, of the contract's own; the right form has words that are lawfully doubled."""
    return _doubled(seeding, (SMALL_WORDS, SMALL_WORDS, LONG_WORDS, LEAD))


def repetition(seeding: Seeding) -> Trial | None:
    """Double a word of the contract's own."""
    return _doubled(seeding, (SMALL_WORDS, LONG_WORDS), LAWFUL[:2])


def _doubled(seeding: Seeding, kinds: tuple[re.Pattern[str], ...], lawful: tuple[str, ...] = LAWFUL) -> Trial | None:
    text, chance = seeding.contract.text, seeding.chance
    found = list(chance.choice(kinds).finditer(text))
    if not found:
        return None
    word = chance.choice(found)
    small = len(word.group()) < 5
    gap = chance.choice((" ", " ", " ", "\n")) if small else " "
    again = word.group().capitalize() if small and gap == " " and chance.random() < 0.2 else word.group()
    faulty = f"{text[: word.start()]}⟦{word.group()}{gap}{again}⟧{text[word.end() :]}"
    line = f"\n{chance.choice(lawful)}\n"
    wrong, spans = unmarked(faulty + line)
    return Trial({}, Form(parse_document(text + line)), Form(parse_document(wrong)), spans)


def length(seeding: Seeding) -> Trial | None:
    """Leave paragraphs out, put more in, or join the sentences, until a band around the contract is left."""
    text, mode = seeding.contract.text, seeding.chance.choice(("min", "max", "reading"))
    words = len(text.split())
    if mode == "reading":
        return _joined(seeding)
    lines = text.split("\n")
    own = max(lines, key=len)
    if mode == "min":
        cut, limit = "\n".join(line for line in lines if line is not own), words - len(own.split()) // 2
    else:
        cut, limit = f"{text}\n{own}", words + len(own.split()) // 2
    return Trial({mode: limit}, Form(seeding.contract.document), Form(parse_document(cut)), says=str(limit))


def _joined(seeding: Seeding) -> Trial | None:
    """Join the sentences of each paragraph; contracts whose paragraphs hold few are left out."""
    paragraphs = [line for line in seeding.contract.text.split("\n") if len(line.split()) > SHORTEST]
    joints = sum(len(JOINS.findall(line)) for line in paragraphs)
    if joints + len(paragraphs) < LONGER**2 * len(paragraphs) or not paragraphs:
        return None
    average = sum(len(line.split()) for line in paragraphs) / (joints + len(paragraphs))
    params = {"reading": {MEASURE: {"max": round(average * LONGER)}}}
    text = "\n".join(paragraphs)
    return Trial(params, *both(_plain, text, JOINS.sub("; and then ", text)))


def _plain(text: str) -> Form:
    return Form(parse_document(text))


def sections(seeding: Seeding) -> Trial:
    """Leave a section out, leave it empty, or put it before the one that it has to follow."""
    names = seeding.chance.sample(TITLES, 3)
    mode = seeding.chance.choice(("missing", "empty", "order"))
    right = [_section(at, name, seeding) for at, name in enumerate(names, 1)]
    first, second, third = right
    wrong = {
        "missing": [first, _section(2, "Thanks", seeding), third],
        "empty": [first, second.split("\n", 1)[0] + "\n\n", third],
        "order": [first, third, second],
    }[mode]
    behind = "# Contract\n\n" + seeding.contract.text
    forms = both(lambda parts: Form(parse_document("".join(parts) + behind, "text/markdown")), right, wrong)
    required = [names[0], [names[1], f"{names[1]} in short"], names[2]]
    spans = () if mode == "missing" else [(0, sum(map(len, wrong)))]
    return Trial({"required": required, "ordered": True}, *forms, spans, names[2 if mode == "order" else 1])


def _section(at: int, name: str, seeding: Seeding) -> str:
    """Return a section with a number, capitals or a slip of the pen in its heading, all of which are lawful."""
    slip = name.replace("n", "m", 1) if len(name) > 8 else name
    title = seeding.chance.choice((name, f"{at}. {name}", name.upper(), slip))
    return f"# {title}\n\nOf this the list tells all that is known.\n\n"


def coverage(seeding: Seeding) -> Trial:
    """Leave a listed term out; the right form has it in the plural, in capitals or without its hyphen."""
    term = seeding.chance.choice(sorted(TERMS))
    given = [term, {"term": "notice", "any": ["notices", "notify", "written", "confidential"]}]
    pair = (TERMS[term], seeding.chance.choice(OTHER_TERMS))
    return whole(seeding.sentences(pair, params={"list": given}), term)


def duplicate(seeding: Seeding) -> Trial:
    """Define a term of the contract, or one put in, a second time; the right sentence only adds or points to it."""
    chance = seeding.chance
    own = DEFINED.findall(seeding.contract.text)
    first, second = chance.sample(MEANINGS, 2)
    term = chance.choice(own) if own else "Yard Goods"
    verb = chance.choice(("means", "shall mean"))
    again = f"⟦“{term}” {verb} {second}.⟧"
    adds = (
        f"The {term} may be changed by a writing of both parties.",
        f"“{term}” has the meaning given in Section 1.",
        f"For the purposes of this paragraph, “{term}” means {second}.",
    )
    pair = (chance.choice(adds), again)
    line = f"“{term}” means {first}."
    return _at_end(seeding, pair, "" if own else line)


def _at_end(seeding: Seeding, pair: tuple[str, str], before: str) -> Trial:
    """Put the pair behind the whole contract, so that it is the later of two definitions."""
    head = f"{before}\n{seeding.contract.text}\n" if before else f"{seeding.contract.text}\n"
    wrong, spans = unmarked(f"{head}{pair[1]}\n")
    return Trial({}, Form(parse_document(f"{head}{pair[0]}\n")), Form(parse_document(wrong)), spans)


SEEDS = (
    Seed("doubled_word", "structure.doubled_words", doubled_words),
    Seed("repeated_word", "text.repetition", repetition),
    Seed("length_outside_band", "structure.length", length),
    Seed("section_wrong", "structure.sections", sections),
    Seed("term_not_mentioned", "terms.coverage", coverage),
    Seed("term_defined_twice", "terms.duplicate", duplicate),
)
