"""Invisible characters that have no business where they stand: directions turned over, and signs of no width.

Scripts and pictures need some of them: joiners in emoji, Arabic and Indic words, breaks in Thai and Khmer, direction
marks beside Hebrew and Arabic, variation selectors behind pictures and Chinese characters. Those are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from qa_service.documents import Document
from qa_service.documents.searching.rare_signs import rare_sign, signed

OVERRIDES: Final = "\u202d\u202e"
OPENINGS: Final = "\u202a\u202b\u2066\u2067\u2068"
CLOSINGS: Final = "\u202c\u2069"
DIRECTION: Final = OVERRIDES + OPENINGS + CLOSINGS
MARKS: Final = "\u200e\u200f\u061c"
INVISIBLE: Final = {ord(sign): None for sign in DIRECTION + MARKS + "\u200b\u200c\u200d\u2060\ufeff"}
JOINERS: Final = "\u200c\u200d"
FILLERS: Final = "\u115f\u1160\u3164\uffa0"
OPERATORS: Final = "\u2061\u2062\u2063\u2064"
TAGS: Final = "\U000e0001\U000e0020-\U000e007f"
SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
SUSPECT = re.compile(
    f"[{DIRECTION}{MARKS}{JOINERS}{FILLERS}{OPERATORS}{SELECTORS}{TAGS}\u034f\u180e\u200b\u2060\ufeff\ufff9-\ufffb]+"
)
ANY_SUSPECT = rare_sign(SUSPECT.pattern)
WORD_CHARS: Final = 24
WORD_BEFORE = re.compile(r"\S*\Z")
WORD_AFTER = re.compile(r"\S*")
# Letters written from right to left.
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Scripts whose letters are joined or parted by signs of no width.
JOINING = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\u1900-\u1aff\u1b00-\u1bff\ua840-\uabff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff]"
)
UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
IDEOGRAPH = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
BLACK_FLAG: Final = "\U0001f3f4"
END_TAG: Final = "\U000e007f"
PICTURE_PARTS: Final = "\ufe0f\u20e3"


@dataclass(frozen=True, slots=True)
class Invisible:
    """A run of invisible characters: ``kind`` is "bidi" or "zero_width"; ``spelled`` is text that it spells."""

    kind: str
    start: int
    end: int
    names: tuple[str, ...]
    spelled: str = ""


def find_invisible(document: Document) -> Iterator[Invisible]:
    """Yield each run of invisible characters that the text around it does not need."""
    text = document.text
    if text.isascii() or not ANY_SUSPECT.occurs_in(signed(document)):
        return
    unbalanced = _unbalanced(text)
    for found in SUSPECT.finditer(text):
        wrong = [at for at in range(*found.span()) if _is_wrong(text, at, found, unbalanced)]
        if wrong:
            yield _described(text, wrong[0], wrong[-1] + 1, found)


def _described(text: str, start: int, end: int, found: re.Match[str]) -> Invisible:
    signs = text[start:end]
    kind = "bidi" if any(sign in DIRECTION for sign in signs) else "zero_width"
    spelled = "".join(chr(ord(sign) - 0xE0000) for sign in signs if 0xE0020 <= ord(sign) < 0xE007F)
    names = tuple(dict.fromkeys(f"U+{ord(sign):04X} {unicodedata.name(sign, '').lower()}".strip() for sign in signs))
    return Invisible(kind, start, end, names[:8], spelled[:500])


def word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of the word that a run stands in or beside, so that there is something to see."""
    before = WORD_BEFORE.search(text[max(0, start - WORD_CHARS) : start])
    after = WORD_AFTER.match(text[end : end + WORD_CHARS])
    left = start - (len(before.group()) if before else 0)
    right = end + (len(after.group()) if after else 0)
    return left, right


def _is_wrong(text: str, at: int, run: re.Match[str], unbalanced: set[int]) -> bool:
    sign = text[at]
    if sign in OVERRIDES:
        return True
    if sign in CLOSINGS:
        return at in unbalanced
    if sign in OPENINGS:
        return at in unbalanced or not _beside_right_to_left(text, at)
    if sign in MARKS:
        return not _beside_right_to_left(text, at)
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    if _is_selector(sign):
        return _selects_nothing(text, at)
    if "\U000e0000" <= sign <= END_TAG:
        return not _is_flag(text, run)
    if sign in JOINERS:
        return not (_joins_pictures(text, at) or _matches(JOINING, before, after))
    return _zero_width_is_wrong(sign, before, after)


def _zero_width_is_wrong(sign: str, before: str, after: str) -> bool:
    if sign in FILLERS:
        return not _matches(HANGUL, before, after)
    if sign == "\u034f":
        return not (_matches(JOINING, before, after) or bool(before and unicodedata.combining(before)))
    if sign == "\u180e":
        return not ("\u1800" <= before <= "\u18af")
    if sign in OPERATORS or sign == "\u2060":
        # Between a letter and a sign they keep formulas and dashes together.
        return before.isalpha() and after.isalpha() and not _matches(JOINING, before, after)
    if sign == "\u200b":
        alone = (not before or before in "\n\t") and (not after or after in "\n\t")
        return not alone and not _matches(UNSPACED, before, after)
    return True


def _matches(script: re.Pattern[str], before: str, after: str) -> bool:
    return bool((before and script.match(before)) or (after and script.match(after)))


def _beside_right_to_left(text: str, at: int) -> bool:
    """Whether the line, near by, holds letters written from right to left."""
    left = max(text.rfind("\n", 0, at) + 1, at - 400)
    right = text.find("\n", at)
    right = min(len(text) if right < 0 else right, at + 400)
    return RIGHT_TO_LEFT.search(text, left, right) is not None


def _unbalanced(text: str) -> set[int]:
    """Return openings without a closing in their line, and closings without an opening."""
    out: set[int] = set()
    if not any(sign in text for sign in DIRECTION):
        return out
    open_: list[int] = []
    for found in re.finditer(f"[{DIRECTION}\n\u2029]", text):
        sign = found.group()
        if sign in "\n\u2029":
            out.update(open_)
            open_.clear()
        elif sign not in CLOSINGS:
            open_.append(found.start())
        elif open_:
            open_.pop()
        else:
            out.add(found.start())
    out.update(open_)
    return out


def _is_selector(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def _selects_nothing(text: str, at: int) -> bool:
    """Whether a variation selector follows a letter of the Latin script, another selector, or nothing."""
    before = text[at - 1 : at]
    if not before or before.isspace() or _is_selector(before):
        return True
    if before in "#*0123456789":
        return text[at + 1 : at + 2] != "\u20e3" and before not in "0123456789"
    if IDEOGRAPH.match(before):
        return False
    return before.isalpha() and before < "\u0700"


def _joins_pictures(text: str, at: int) -> bool:
    """Whether a joiner stands between two pictures, each perhaps with a skin tone or a selector behind it."""
    before = text[at - 1 : at]
    if before and (before in PICTURE_PARTS or unicodedata.combining(before)) and at > 1:
        before = text[at - 2] if before in PICTURE_PARTS else before
    after = text[at + 1 : at + 2]
    return _is_picture(before) and _is_picture(after)


def _is_picture(sign: str) -> bool:
    return bool(sign) and (unicodedata.category(sign) in ("So", "Sk", "Sm") or "\U0001f000" <= sign <= "\U0001faff")


def _is_flag(text: str, run: re.Match[str]) -> bool:
    """Whether tag characters name a part of a country behind a black flag, as for Scotland."""
    return text[run.start() - 1 : run.start()] == BLACK_FLAG and run.group().endswith(END_TAG) and len(run.group()) < 10
