"""Names: one name spelled two ways, another client's name left in, and names outside an allow-list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, count
from operator import itemgetter

from marshmallow import fields
from rapidfuzz.distance import DamerauLevenshtein

from qa_service.checks.arguments import argument
from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents import Document
from qa_service.documents.spans_names import Name, find_companies, find_persons, name_key
from qa_service.documents.words import words_of

MAX_NAMES = 2000
MIN_LENGTH = 6
LONG_NAME = 8


def _names(document: Document) -> tuple[Name, ...]:
    companies = document.cached("companies", lambda item: find_companies(item.text))
    persons = document.cached("persons", lambda item: find_persons(item.text))
    return tuple(sorted((*companies, *persons), key=lambda name: name.start))


def _texts(value: object) -> list[str]:
    """Return the names in a fact: a text, a list, or mappings with ``name`` and ``aliases``."""
    if isinstance(value, Mapping):
        parts = [value.get(key) for key in ("name", "aliases", "short", "legal_name")]
        found = [name for part in parts if part is not None for name in _texts(part)]
        return found or [name for part in value.values() for name in _texts(part)]
    if isinstance(value, list | tuple):
        return [name for part in value for name in _texts(part)]
    return [value] if isinstance(value, str) and value.strip() else []


def _distance_limit(length: int) -> int:
    return 0 if length < MIN_LENGTH else 1 if length < 10 else 2


class AllowlistParameters(Parameters):
    """Where the permitted names stand."""

    class Meta(Parameters.Meta):
        """`from` is no Python name."""

        include = {  # noqa: RUF012 - marshmallow reads the options of this class
            "from": fields.Raw(required=True, metadata={"description": "Names, or the fact that holds them."})
        }

    also = fields.List(fields.String(), load_default=list, metadata={"description": "Further permitted names."})
    persons = fields.Boolean(load_default=False, metadata={"description": "Check persons with a title too."})


@check(
    "names.allowlist",
    title="Name that is not on the list",
    description=(
        "A company (any name with a legal form: Inc., Ltd, GmbH, S.A. \u2026) that is not among the permitted "
        "names, nor a"
        " short form or spelling of one of them."
    ),
    params=AllowlistParameters,
    severity="major",
    fires="The supplier is Beta Tools Ltd.",
    quiet="The supplier is the company next door.",
)
def allowlist(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each name outside the list, once per place."""
    allowed = [*_texts(argument(ctx, "from")), *_texts(ctx.params["also"])]
    keys = sorted({name_key(name) for name in allowed})
    for name in _names(ctx.document):
        wanted = name.kind == "company" or ctx.params["persons"] is True
        if wanted and not any(_same(name_key(name.text), key) for key in keys):
            yield Hit(
                name.start, name.end, f"{_flat(name.text)} is not among the permitted names.", {"allowed": allowed[:50]}
            )


def _same(key: str, other: str) -> bool:
    """Whether two folded names are one: equal, nearly equal, or one the short form of the other."""
    if key == other or key.replace(" ", "") == other.replace(" ", ""):
        return True
    words, others = key.split(), other.split()
    if words == others[-len(words) :] or words == others[: len(words)] or others == words[-len(others) :]:
        return len(min(key, other, key=len)) >= 3
    limit = _distance_limit(min(len(key), len(other)))
    return DamerauLevenshtein.distance(key, other, score_cutoff=limit) <= limit


def _flat(text: str) -> str:
    return " ".join(text.split())


class ForeignParameters(Parameters):
    """Names that must not occur."""

    foreign = fields.Raw(
        required=True, metadata={"description": "Names of other clients, or the fact that holds them."}
    )
    allowed = fields.Raw(load_default=None, metadata={"description": "Names of this case, which are never reported."})


@check(
    "names.foreign",
    title="Another client's name",
    description="A name of another client or case, in any capitals and with or without its legal form.",
    params=ForeignParameters,
    severity="critical",
    fires="As agreed with our client Beta Tools Ltd.",
    quiet="As agreed with our client.",
)
def foreign(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each occurrence of a foreign name."""
    own = {name_key(name) for name in _texts(ctx.resolve(ctx.params["allowed"]))}
    names = {key: name for name in _texts(argument(ctx, "foreign")) if (key := name_key(name)) and key not in own}
    by_first: dict[str, list[list[str]]] = defaultdict(list)
    for key in sorted(names, key=len, reverse=True):
        by_first[key.split()[0]].append(key.split())
    words = [(match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(ctx.document.text)]
    taken = -1
    for at, (word, start, _) in enumerate(words):
        for parts in by_first.get(word, ()):
            run = words[at : at + len(parts)]
            if start >= taken and [item[0] for item in run] == parts and ctx.document.text[start].isupper():
                taken = run[-1][2]
                named = names[" ".join(parts)]
                yield Hit(start, taken, f"{named} belongs to another case.", {"name": named})
                break


_WORD = re.compile(r"\w+")


@check(
    "names.variants",
    title="One name spelled two ways",
    description=(
        "Two company names (or titled persons) that differ by a letter or two, or by their legal form; the rarer"
        " spelling is reported with the other as suggestion."
    ),
    severity="major",
    fires="Kestrel Marine Ltd signs first. Kestral Marine Ltd pays. Kestrel Marine Ltd delivers.",
    quiet="Kestrel Marine Ltd signs first. Osprey Marine Ltd pays. Kestrel Marine Ltd delivers.",
)
def variants(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the places of the rarer spelling."""
    groups: dict[str, list[Name]] = defaultdict(list)
    for name in _names(ctx.document)[:MAX_NAMES]:
        groups[name_key(name.text)].append(name)
    keys = sorted(groups, key=lambda key: (-len(groups[key]), groups[key][0].start))
    hits: list[Hit] = []
    for position, key in enumerate(keys):
        better = next((other for other in keys[:position] if _misspelling(key, other)), None)
        if better is not None:
            hits.extend(_variant_hits(groups[key], groups[better][0].text, len(groups[better])))
    taken = [(hit.start, hit.end) for hit in hits]
    hits.extend(
        hit
        for hit in _transposed(ctx.document, groups)
        if not any(hit.start < end and start < hit.end for start, end in taken)
    )
    yield from hits


def _misspelling(key: str, other: str) -> bool:
    words, others = key.split(), other.split()
    if key == other or not words or not others:
        return False
    if key.replace(" ", "") == other.replace(" ", ""):
        return True
    if len(words) != len(others):
        return False
    changed = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    if len(changed) != 1:
        return False
    left, right = changed[0]
    limit = 1 if len(left) < 8 else 2
    plain = left.isalpha() and right.isalpha() and min(len(left), len(right)) >= 4
    return plain and DamerauLevenshtein.distance(left, right, score_cutoff=limit) <= limit


def _transposed(document: Document, groups: Mapping[str, Sequence[Name]]) -> Iterator[Hit]:
    """Find runs of words with exactly the letters of a known name in another order or division."""
    known = {_squashed(key): key for key in groups if len(_squashed(key)) >= LONG_NAME}
    if not known:
        return
    letters = {"".join(sorted(squashed)): key for squashed, key in known.items()}
    sizes = sorted({len(key.split()) for key in known.values()})
    lengths = {len(squashed) for squashed in known}
    words = words_of(document)
    capitals = compress(count(), map(str.isupper, map(itemgetter(0), words.printed)))
    for at in capitals:
        for size in sizes:
            run = words.printed[at : at + size]
            squashed = "".join(run).lower()
            if len(squashed) not in lengths:
                continue
            key = letters.get("".join(sorted(squashed)))
            if key is None or [word.lower() for word in run] == key.split():
                continue
            start, end = int(words.starts[at]), int(words.ends[at + len(run) - 1])
            if end - start < len(key) + 4:
                better = _best(groups, known, squashed, key)
                if better is not None:
                    yield from _variant_hits([_window(document, start, end)], better.stem, len(groups[key]))
                break


def _best(groups: Mapping[str, Sequence[Name]], known: Mapping[str, str], squashed: str, key: str) -> Name | None:
    """Return the better spelling, or None when the run itself is the more frequent one or only similar by chance."""
    own = known.get(squashed)
    if own is not None and own != key and len(groups[own]) > len(groups[key]):
        return None
    near = DamerauLevenshtein.distance(squashed, _squashed(key), score_cutoff=2) <= 2
    return groups[key][0] if near else None


def _window(document: Document, start: int, end: int) -> Name:
    text = document.text[start:end]
    return Name(start, end, text, text)


def _squashed(key: str) -> str:
    return key.replace(" ", "")


def _variant_hits(names: Sequence[Name], better: str, count: int) -> Iterator[Hit]:
    for name in names:
        evidence = {"other": _flat(better), "other_count": count, "count": len(names)}
        message = f"{_flat(name.text)} is also spelled {_flat(better)}."
        yield Hit(name.start, name.end, message, evidence, _flat(better))
