"""What stands around a deliverable: its case, earlier work, its own earlier versions, and the brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from benchmarks.checks_seeding.days import printed
from benchmarks.checks_seeding.mechanism import Form, Params, Seed, Seeding, Trial, both, run, whole
from qa_service.checks.related import EarlierVersion, Other, Past, Related
from qa_service.documents import Document, parse_document

# A label, another form of it, and values: one, the same otherwise written, another.
LINES = (
    ("Policy number", "Policy no.", ("HO-443210", "HO 443210", "HO-443219")),
    ("Sum insured", "Insured sum", ("$250,000", "USD 250,000.00", "$205,000")),
    ("Insured", "Insured", ("Harbour Freight Line Ltd", "HARBOUR FREIGHT LINE LTD", "Harbour Tug Line Ltd")),
    ("Claim reference", "Reference of the claim", ("CL/2024/0117", "CL-2024-0117", "CL/2024/0171")),
    ("Area of the hall", "Hall area", ("1,250", "1250", "1,520")),
    ("Rate of interest", "Interest rate", ("4.5%", "4.50 %", "5.4%")),
)
BLANKS = ("The fee is [TBD].", "The hall is let to [insert name].", "The visit takes place on [date].")
FILLED = ("The fee is named in the list.", "The hall is let to the first party.", "The visit takes place in May.")
# A topic, as a brief asks for it, and a passage that covers it in other forms of its words.
TOPICS = (
    ("the seaworthiness of the vessel", "The vessel was seaworthy: her hull and pumps were sound."),
    ("the salvage value of the machines", "What the machine would bring as salvage is valued at a tenth of its price."),
    ("the alarms against fire", "An alarm that tells of fires hangs in each hall."),
    ("the state of the roof", "The roofs are in a good state."),
    ("subsidence of the soil", "The soil has not subsided in ten years."),
    ("the tenant's break clause", "By its clause on breaks the lease lets the tenant go after five years."),
    ("the cooling chain of the cargo", "The cargo's chain of cooling was kept."),
)
ASKED = (
    "Assess {} and {}.",
    "Please report on:\n- {}\n- {}\n",
    "Describe {}. Then examine {}.",
    "What is to be said of {}? Explain {}.",
)
CHANGED, TITLE = 12, "Earlier contract"


def conflicts(seeding: Seeding) -> Trial:
    """State a fact of the case otherwise than a memo of the same case; right is the same in another notation."""
    chance = seeding.chance
    label, other_label, (value, same, other) = chance.choice([*LINES, _dated(seeding)])
    pair = (f"\n{label}: {chance.choice((value, same))}\n", f"\n{label}: ⟦{other}⟧\n")
    trial = seeding.sentences(pair)
    memo = f"{seeding.contract.text}\n{other_label}: {value}\nThe memo tells of the visit.\n"
    facts = {"case": {label.lower().replace(" ", "_"): value}} if chance.random() < 0.3 and label != "Insured" else {}
    related = Related(case=(Other("d-2", "Memo of the visit", 1, memo, facts),))
    return _with(trial, related)


def _dated(seeding: Seeding) -> tuple[str, str, tuple[str, str, str]]:
    day = date(2023, 5, 13) + timedelta(days=seeding.chance.randrange(300))
    values = [
        printed(each, seeding.chance) for each in (day, day, day + timedelta(days=seeding.chance.choice((1, 10, 365))))
    ]
    return "Date of loss", "Loss date", (values[0], values[1], values[2])


def _with(trial: Trial, related: Related, beside: Mapping[str, Params] | None = None) -> Trial:
    forms = both(lambda form: Form(form.document, related=related), trial.right, trial.wrong)
    return Trial(trial.params, *forms, trial.spans, beside=beside or {})


def near_duplicate(seeding: Seeding) -> Trial | None:
    """Hand in an earlier contract again with some words changed; right is to have another contract before it."""
    if not seeding.others:
        return None
    words = seeding.contract.text.split(" ")
    for at in seeding.chance.sample(range(len(words)), min(len(words) // 20, CHANGED)):
        words[at] = seeding.chance.choice(("goods", "papers", "visits", "halls"))
    document = parse_document(" ".join(words))
    other = seeding.chance.choice(seeding.others)
    kept = (Other("d-9", "Another contract", 1, other.text), Other("d-9", TITLE, 1, seeding.contract.text))
    return Trial({}, *both(lambda each: Form(document, related=Related(lookalikes=(each,))), *kept), says=TITLE)


def regression(seeding: Seeding) -> Trial:
    """Bring a blank back that the second of two versions had filled in; right is a blank that was never filled in.

    The contract's own blanks stand in every version.
    """
    at, other = seeding.chance.sample(range(len(BLANKS)), 2)
    blank, filled, new = BLANKS[at], FILLED[at], BLANKS[other]
    trial = seeding.sentences((new, f"⟦{blank}⟧"))
    place = trial.spans[0][0] if trial.spans else 0
    text = trial.wrong.document.text
    second = f"{text[:place]}{filled}{text[place + len(blank) :]}"
    versions = [parse_document(each) for each in (text, second)]
    related = Related(versions=tuple(_version(at, each) for at, each in enumerate(versions, 1)))
    return _with(trial, related, {"text.placeholders": {}})


def _version(number: int, document: Document) -> EarlierVersion:
    found = run("text.placeholders", Trial({}, Form(document), Form(document)), Form(document)).findings
    past = tuple(Past(each.check, each.quote, each.message, each.fingerprint) for each in found)
    return EarlierVersion(number, past, frozenset({"text.placeholders"}))


def coverage(seeding: Seeding) -> Trial:
    """Ask for a topic that the text does not cover, beside one of the contract's own."""
    chance = seeding.chance
    (topic, passage), (_, aside) = chance.sample(TOPICS, 2)
    own = _own_topic([heading.title for heading in seeding.contract.document.headings])
    brief = chance.choice(ASKED).format(topic, own)
    trial = seeding.sentences((passage, aside))
    forms = both(lambda form: Form(form.document, brief=brief), trial.right, trial.wrong)
    return whole(Trial({}, *forms), topic)


def _own_topic(titles: Sequence[str]) -> str:
    """Return a title of the contract in small letters: a passage below it is bound to hold its words."""
    plain = [title for title in titles if 1 < len(title.split()) < 5 and title.replace(" ", "").isalpha()]
    return f"the {plain[-1].lower()}" if plain else "the confidential information"


SEEDS = (
    Seed("conflict_in_case", "case.conflicts", conflicts),
    Seed("handed_in_again", "case.near_duplicate", near_duplicate),
    Seed("finding_back", "case.regression", regression),
    Seed("topic_not_covered", "grounding.coverage", coverage),
)
