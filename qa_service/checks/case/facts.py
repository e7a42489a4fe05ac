"""What a deliverable says of its case in a form that can be compared: submitted facts and labelled lines.

A fact has a key, the words of its label whatever their order ("Date of loss", "loss date", ``loss.date``), and a value
of one kind: a date, an amount, a code, a name or, for submitted facts alone, a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from qa_service.documents.dates.spans import find_dates, parse_date
from qa_service.documents.names.spans import name_key
from qa_service.documents.numbers.spans import Number, find_notation, find_numbers
from qa_service.documents.searching.rare_signs import Signed
from qa_service.documents.searching.word_sets import word_set

MAX_LINE, MAX_LABEL, MAX_VALUE = 400, 60, 160
LABEL_WORDS = 7
WORD = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[^\W\d_A-Z]+|[A-Z]+|\d+|#")
BOLD = re.compile(r"(?:\*\*|__)([^*_\n]{1,60})(?:\*\*|__):?")
EDGE = " \t>*_-•–—|~`"
CODE = re.compile(r"#?(?=[\w./-]{0,40}\d)[^\W_][\w./-]{2,40}(?<![./-])")
PERSON = re.compile(r"[^\W\d_][\w'’&.-]*(?:[ ,]+[^\W\d_][\w'’&.()-]*){0,9}\.?")
SEVERAL = re.compile(r"\s*(?:;|\band\b|&|\bund\b|\bet\b)\s*")
UNSURE = re.compile(
    r"(?i)\b(?:approx\w*|about|around|circa|ca|estimated|tb[dac]|n/?a|none|unknown|pending|various|to be)\b|[~≈?]|__"
)
NOISE = word_set("of the a an for in on at and or to by this that")
SAME_WORDS = {"no": "number", "nr": "number", "num": "number", "#": "number", "ref": "reference", "amt": "amount"}
SHORT_FORMS = {"dob": "date birth", "dol": "date loss", "doi": "date injury", "doa": "date accident"}
# Of the paper, not of the case; and what moves on while a case goes on.
OWN = word_set(
    "report memo memorandum document draft version revision prepared preparer reviewed reviewer author"
    " approved approver signed signature issued issue printed page review submission submitted submitter"
    " analyst examiner adjuster adjustor consultant drafter checked checker editor handler handled assigned"
    " today subject re title from cc attn attention file filename visit inspection inspected interview meeting"
    " call telephone tel phone mobile email mail fax website url word hour fee time section table figure"
    " exhibit appendix note comment remark producer deliverable created updated modified completed completion"
    " received sent dated language pass score rating grade result invoice"
)
MOVING = word_set(
    "reserve reserved paid payment payable outstanding balance estimate estimated forecast projected revised"
    " current total subtotal remaining last next previous prior interim open closed status stage phase priority"
    " deadline due expected actual budget cumulative ytd recommended recommendation proposed net gross summary"
    " description progress"
)
BARE = word_set("date amount number name address value id code reference type kind party other period currency")
ROOTS = frozenset({"case", "facts"})
LEFT_OUT = frozenset({"deliverable", "checks", "answers"})
PARTIES = word_set(
    "claimant insured policyholder plaintiff defendant buyer seller purchaser vendor lessor lessee landlord"
    " tenant client patient employer employee applicant respondent petitioner appellant appellee debtor"
    " creditor lender borrower owner contractor subcontractor insurer reinsurer carrier broker company partie"
    " party licensor licensee guarantor principal agent trustee beneficiary vessel driver manufacturer supplier"
    " customer target acquirer name physician hospital court judge"
)


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One comparable statement; ``start`` and ``end`` are 0 for a submitted fact."""

    key: str
    label: str
    kind: str
    value: object
    shown: str
    start: int = 0
    end: int = 0


def facts_of(text: str, submitted: Mapping[str, object]) -> dict[str, list[CaseFact]]:
    """Return what labelled lines and submitted facts say, by key; lines come first."""
    out: dict[str, list[CaseFact]] = {}
    for fact in (*labelled(text), *_submitted(submitted)):
        out.setdefault(fact.key, []).append(fact)
    return out


def conflict(ours: CaseFact, theirs: CaseFact) -> bool:
    """Tell whether two statements under one key cannot both be true."""
    if ours.kind != theirs.kind:
        return False
    a, b = ours.value, theirs.value
    if isinstance(a, Number) and isinstance(b, Number):
        return _amounts_differ(a, b)
    if isinstance(a, frozenset) and isinstance(b, frozenset):
        return _names_differ(a, b) if ours.kind == "name" else not (a & b)
    return a != b


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """Return the words of a label in lower case, in alphabetical order, without small words and plural endings."""
    found = [word.lower() for word in WORD.findall(label)]
    words = [part for word in found for part in SHORT_FORMS.get(word, SAME_WORDS.get(word, word)).split()]
    return " ".join(sorted({_singular(word) for word in words if word not in NOISE}))


def labelled(text: str) -> Iterator[CaseFact]:
    """Yield what labelled lines say ("Date of loss: 3 May 2024", or two cells of a row)."""
    start, decimal = 0, find_notation(text).mark
    for line in text.split("\n"):
        if len(line) <= MAX_LINE and any(mark in line for mark in ":|\t*"):
            for label, value, offset in _pairs(line):
                fact = _fact(label, value, start + offset, decimal)
                if fact is not None:
                    yield fact
        start += len(line) + 1


def _pairs(line: str) -> Iterator[tuple[str, str, int]]:
    bold = list(BOLD.finditer(line))
    if bold and bold[0].start() == len(line) - len(line.lstrip("-•* \t")) - 2:
        ends = [*(found.start() for found in bold[1:]), len(line)]
        for found, end in zip(bold, ends, strict=True):
            value = line[found.end() : end].strip(EDGE + ":,;")
            yield found[1].strip(" :"), value, found.end() + (line[found.end() :].index(value) if value else 0)
        return
    mark = "|" if "|" in line else "\t" if "\t" in line.strip() else ""
    if mark:
        cells = [cell for cell in _cells(line, mark) if cell[0]]
        if len(cells) in (2, 4):
            yield from ((cells[at][0].rstrip(":"), *cells[at + 1]) for at in range(0, len(cells), 2))
            return
    label, colon, value = line.partition(":")
    if colon and (value[:1].isspace() or value[:1] in "*_"):
        stripped = value.strip(EDGE)
        yield label.strip(EDGE), stripped, len(label) + 1 + value.index(stripped) if stripped else 0


def _cells(line: str, mark: str) -> Iterator[tuple[str, int]]:
    offset = 0
    for cell in line.split(mark):
        stripped = cell.strip(EDGE)
        yield stripped, offset + (cell.index(stripped) if stripped else 0)
        offset += len(cell) + 1


def _fact(label: str, value: str, start: int, decimal: str) -> CaseFact | None:
    if not (0 < len(label) <= MAX_LABEL and 0 < len(value) <= MAX_VALUE) or len(label.split()) > LABEL_WORDS:
        return None
    key = label_key(label)
    if not _of_the_case(key):
        return None
    kind, normal, length = _typed(key, value, decimal)
    if normal is None:
        return None
    shown = value[:length]
    return CaseFact(key, " ".join(label.split()), kind, normal, shown, start, start + length)


def _of_the_case(key: str) -> bool:
    words = key.split()
    return bool(words) and not (set(words) & (OWN | MOVING)) and not (len(words) == 1 and words[0] in BARE)


def _typed(key: str, value: str, decimal: str = "") -> tuple[str, object, int]:
    """Return the kind of a value, its comparable form (None: not comparable) and the length of what was read.

    ``decimal`` is the decimal mark of the text that the value stands in, where it is known.
    """
    if UNSURE.search(value):
        return "", None, 0
    dates = find_dates(Signed(value[:80]))
    if dates and dates[0].start == 0 and dates[0].readings:
        return "date", frozenset(dates[0].readings), dates[0].end
    amount = _amount(key, value, decimal)
    if amount is not None:
        return "amount", amount, len(value[: amount.end].rstrip())
    if set(key.split()) & PARTIES and not any(map(str.isdigit, value)):
        names = frozenset(name_key(part) for part in SEVERAL.split(value.rstrip(" .")) if part.strip())
        proper = PERSON.fullmatch(value) and value[0].isupper()
        return ("name", names, len(value)) if proper and names else ("", None, 0)
    return _codes(key, value)


def _amount(key: str, value: str, decimal: str) -> Number | None:
    numbers = find_numbers(value[:60], decimal)
    if len(numbers) != 1 or value[: numbers[0].start].strip(" ~=") or "number" in key.split():
        return None
    rest = value[numbers[0].end :].strip(" .*")
    plain = rest == "" or re.fullmatch(r"(?i)[a-zà-ü]{1,12}(?: [a-zà-ü]{1,12})?|\([^()]{0,60}\)", rest) is not None
    return numbers[0] if plain and (numbers[0].currency or numbers[0].percent or not _looks_coded(value)) else None


def _looks_coded(value: str) -> bool:
    return bool(re.match(r"\d{6,}\b(?![.,]\d)", value))


def _codes(key: str, value: str) -> tuple[str, object, int]:
    found = [match for match in CODE.finditer(value) if any(map(str.isdigit, match.group()))]
    if not found or found[0].start() or len(found) > 8:
        return "", None, 0
    rest = CODE.sub("", value).strip(" ,;/&.")
    if rest and not re.match(r"[(\-–—:]|and\b", rest) and len(rest) > 40:
        return "", None, 0
    codes = frozenset(re.sub(r"[\W_]", "", match.group()).casefold() for match in found)
    return "code", codes, found[0].end() if len(found) == 1 else found[-1].end()


def _amounts_differ(a: Number, b: Number) -> bool:
    """Two amounts differ when no one value rounds to both, or when their currencies are not the same."""
    if a.percent != b.percent:
        return False
    if a.currency and b.currency and a.currency != b.currency:
        return True
    halves = [Decimal(5).scaleb(number.exponent - number.decimals - 1) for number in (a, b)]
    slack = max(halves) if halves[0] != halves[1] else Decimal(0)
    return abs(a.amount - b.amount) > slack


def _names_differ(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    def unmatched(names: frozenset[str], others: frozenset[str]) -> bool:
        return any(not any(_same_name(name, other) for other in others) for name in names)

    return unmatched(ours, theirs) and unmatched(theirs, ours)


def _same_name(name: str, other: str) -> bool:
    """Tell whether two folded names may be one: equal, a short form, or initials for given names."""
    few, many = sorted((name.split(), other.split()), key=len)
    titles = {"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "herr", "frau", "mme"}
    few, rest = [word for word in few if word not in titles], [word for word in many if word not in titles]
    for word in few:
        match = next((w for w in rest if w == word or (1 in (len(w), len(word)) and w[0] == word[0])), None)
        if match is None:
            return False
        rest.remove(match)
    return bool(few)


def _submitted(facts: Mapping[str, object]) -> Iterator[CaseFact]:
    for path, value in _leaves(facts, ()):
        if path[0] in LEFT_OUT:
            continue
        words = " ".join(path[1:] if path[0] in ROOTS and len(path) > 1 else path)
        key = label_key(words.replace("_", " "))
        if _of_the_case(key):
            kind, normal = _fact_value(key, value, path[0] in ("case", "policy"))
            if normal is not None:
                yield CaseFact(key, ".".join(path), kind, normal, _shown(value))


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(value, Mapping):
        for name in sorted(value, key=str):
            yield from _leaves(value[name], (*path, str(name)))
    elif path:
        yield path, value


def _fact_value(key: str, value: object, of_the_case: bool) -> tuple[str, object]:
    if isinstance(value, bool) or value is None:
        return "", None
    if isinstance(value, date):
        return "date", frozenset({value})
    if isinstance(value, int | float | Decimal):
        text = f"{Decimal(str(value)):f}"
        return "amount", next(iter(find_numbers(text.lstrip("-"), ".")), None)
    if isinstance(value, list | tuple):
        texts = [item for item in value if isinstance(item, str) and item.strip()]
        named = texts and len(texts) == len(value) and set(key.split()) & PARTIES
        return ("name", frozenset(map(name_key, texts))) if named else ("", None)
    text = str(value).strip()
    if not text or len(text) > MAX_VALUE:
        return "", None
    if parse_date(text):
        return "date", frozenset(parse_date(text))
    kind, normal, _ = _typed(key, text)
    if normal is None and of_the_case and not UNSURE.search(text):
        return "text", " ".join(re.findall(r"\w+", text.casefold()))
    return kind, normal


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
