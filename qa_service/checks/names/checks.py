"""Names: one name spelled two ways, another client's name left in, and names outside an allow-list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from marshmallow import fields
from rapidfuzz.distance import DamerauLevenshtein

from qa_service.checks.arguments import argument
from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.names.variants import names_of
from qa_service.checks.names.words import plain
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents.names.spans import name_key
from qa_service.documents.searching.anchors import compile_anchor, spans

MIN_LENGTH = 6


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
    for name in names_of(ctx.document):
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
    description=(
        "A name of another client or case, in any capitals, with or without accents and its legal form. A name of one"
        " word is left alone where the text uses that word as an ordinary one."
    ),
    params=ForeignParameters,
    severity="critical",
    fires="As agreed with our client Beta Tools Ltd.",
    quiet="As agreed with our client.",
    reads="all",
)
def foreign(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each occurrence of a foreign name."""
    own = {_letters(name) for name in _texts(ctx.resolve(ctx.params["allowed"]))}
    given = {_letters(name): name for name in _texts(argument(ctx, "foreign"))}
    names = {letters: name for letters, name in given.items() if letters and letters not in own}
    text, reach = ctx.document.text, 0
    for start, end in sorted(_occurrences(text, [*names.values()])):
        named = names.get(_letters(text[start:end]), _flat(text[start:end]))
        if start >= reach and text[start].isupper() | text[start].isdigit() and not _is_word(text, start, end):
            reach = end
            yield Hit(start, end, f"{named} belongs to another case.", {"name": named})


def _letters(name: str) -> str:
    """Fold a name to the letters and digits of its key, without accents."""
    return plain(name_key(name)).replace(" ", "").replace("_", "")


def _occurrences(text: str, names: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where names stand, the longer one first where two begin at one place."""
    patterns = sorted({_pattern(name_key(name)) for name in names}, key=lambda item: (-len(item), item))
    for at in range(0, len(patterns), PORTION):
        together = compile_anchor(rf"(?:{'|'.join(patterns[at : at + PORTION])})", ignore_case=True)
        for start, end in spans(together, text):
            if not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum():
                yield start, end


def _pattern(key: str) -> str:
    """Return a pattern for the words of a key: "&" is "and", initials may have full stops, letters accents."""
    return r"[^\pL\p{N}]{1,3}".join(AND if word == "and" else _word_pattern(word) for word in key.split())


def _word_pattern(word: str) -> str:
    letters = [ACCENTED.get(letter, letter) for letter in plain(word)]
    return r"\.? ?".join(letters) if len(letters) < 4 else "".join(letters)


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether one word without a legal form is an ordinary word or a defined term here."""
    word = text[start:end]
    if not word.isalnum() or FORM_BEHIND.match(text, end):
        return False
    if word[1:].islower() and ARTICLE.search(text, max(0, start - 6), start):
        return True
    opens = OPENING.search(text, max(0, start - 4), start) or start == 0
    return bool(opens and re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text))


PORTION = 500
AND = "(?:&|and|und|et|y|e)"
ACCENTED = {
    plain_letter: f"[{plain_letter}{accented}]"
    for plain_letter, accented in {
        "a": "àáâãäåā", "c": "çćč", "d": "ďđ", "e": "èéêëēęě", "g": "ğ", "i": "ìíîïī", "l": "ł", "n": "ñńň",
        "o": "òóôõöøō", "r": "ř", "s": "śšşß", "t": "ťţ", "u": "ùúûüūů", "y": "ýÿ", "z": "źżž",
    }.items()
}  # fmt: skip
FORM_BEHIND = re.compile(r",? (?:Inc|Ltd|Limited|LLC|LLP|LP|PLC|plc|GmbH|AG|SE|Corp|Co|S\.?A|N\.?V|B\.?V)\b")
OPENING = re.compile(r"[.!?:\n|]\s*$")
ARTICLE = re.compile(r"(?i)(?:^|\W)(?:the|a|an|each|this|any)\s$")
