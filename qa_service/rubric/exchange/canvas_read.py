"""Read Canvas LMS rubrics as JSON.

Read are a Rubric object as the API answers it (``data`` is a list of criteria), the form that creates one
(``criteria`` by index), either inside ``{"rubric": …}``, an assignment (``rubric`` is the list of criteria), a bare
list of criteria, and a list of rubrics, of which the first is taken. ``description`` becomes the title,
``long_description`` the question or anchor; points become weight and scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from qa_service.errors import Problem, pointer_to
from qa_service.rubric.exchange.canvas_keys import CRITERION_KEYS, RATING_KEYS, RUBRIC_KEYS, note_keys
from qa_service.rubric.exchange.draft import Draft, DraftCriterion, DraftLevel
from qa_service.rubric.exchange.html_text import html_to_text
from qa_service.rubric.exchange.json_text import Digits, read_json
from qa_service.rubric.exchange.model import Losses, refusal, shown
from qa_service.rubric.exchange.texts import number

Json = dict[str, Any]
_WORD = re.compile(r"[a-z][a-z0-9_]{0,63}")
_FORMS = ("data", "criteria", "rubric")


def read_canvas(source: str | bytes, losses: Losses) -> Draft:
    """Return the draft of a Canvas rubric. Raises ExchangeError."""
    value = read_json(source)
    return _Reader(losses).rubric(value, "")


class _Reader:
    """Walks through a Canvas answer; ``html`` tells that long descriptions are marked up, as in API answers."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses
        self._html = False

    def rubric(self, value: object, pointer: str) -> Draft:
        """Return the draft of whatever form ``value`` has."""
        if isinstance(value, list):
            return self._list(value, pointer)
        rubric = _object(value, pointer)
        inner = rubric.get("rubric")
        if isinstance(inner, dict):
            self._note(rubric, "file", {"rubric": ""})
            return self.rubric(inner, f"{pointer}/rubric")
        if isinstance(inner, list):
            return self._assignment(rubric, inner, pointer)
        key = next((key for key in ("data", "criteria") if rubric.get(key)), None)
        if key is None:
            message = "There are no criteria: a Canvas rubric has them under data or criteria."
            raise refusal(Problem(pointer, "required", message, allowed=_FORMS))
        self._note(rubric, "rubric", RUBRIC_KEYS)
        return Draft(
            title=_text(rubric, "title", pointer), criteria=self._criteria(rubric[key], pointer_to(pointer, key))
        )  # fmt: skip

    def _list(self, items: list[object], pointer: str) -> Draft:
        first = _object(items[0], f"{pointer}/0") if items else {}
        if "ratings" in first:
            return Draft(criteria=self._criteria(items, pointer))
        if not items:
            raise refusal(Problem(pointer, "empty", "The list holds no rubric."))
        for index, other in enumerate(items[1:], 1):
            title = other.get("title") if isinstance(other, dict) else None
            where = f"rubric {shown(title) if isinstance(title, str) else index + 1}"
            self._losses.add(where, "other_rubric", "Only the first rubric of the list is read.")
        return self.rubric(first, f"{pointer}/0")

    def _assignment(self, holder: Json, criteria: list[object], pointer: str) -> Draft:
        settings = holder.get("rubric_settings")
        settings = settings if isinstance(settings, dict) else {}
        self._note(settings, "rubric_settings", RUBRIC_KEYS)
        self._losses.add("assignment", "assignment", "Only the rubric of the assignment is read.")
        title = _text(settings, "title", f"{pointer}/rubric_settings") or _text(holder, "name", pointer)
        return Draft(title=title, criteria=self._criteria(criteria, f"{pointer}/rubric"))

    def _criteria(self, value: object, pointer: str) -> list[DraftCriterion]:
        self._html = isinstance(value, list)
        return [
            self._criterion(_object(one, at), at, count) for count, (at, one) in enumerate(_items(value, pointer), 1)
        ]

    def _criterion(self, one: Json, pointer: str, count: int) -> DraftCriterion:
        title = _text(one, "description", pointer)
        name = _text(one, "id", pointer)
        # Ids made by Canvas are numbers ("_8027") or "blank"; a word has been given by somebody.
        name = name if _WORD.fullmatch(name) and not name.startswith("blank") else ""
        where = f"criterion {shown(title) or count}"
        self._note(one, where, CRITERION_KEYS)
        levels = [
            self._rating(_object(rating, at), at, where, name)
            for at, rating in _items(one.get("ratings") or [], pointer_to(pointer, "ratings"))
        ]
        return DraftCriterion(
            where, name, title, levels,
            ask=self._long(one, pointer, where), full=self._full(one, pointer, where, levels),
            advisory=_is_true(one.get("ignore_for_scoring")), highest_first=_is_highest_first(levels),
        )  # fmt: skip

    def _long(self, one: Json, pointer: str, where: str) -> str:
        text = _text(one, "long_description", pointer)
        if not self._html:
            return text
        plain, had_marks = html_to_text(text)
        if had_marks:
            self._losses.add(f"long_description of {where}", "markup", "The text is kept without its markup.")
        return plain

    def _full(self, one: Json, pointer: str, where: str, levels: list[DraftLevel]) -> Fraction | None:
        """Return the points of the criterion where they exceed those of its best rating."""
        best = max((level.points for level in levels), default=Fraction(0))
        if one.get("points") in (None, ""):
            return None
        points = _points(one, pointer)
        if points < best:
            message = f"Its {float(points):g} points are below those of its best rating, which count instead."
            self._losses.add(where, "points", message)
        return points if points > best and points > 0 and best > 0 else None

    def _rating(self, one: Json, pointer: str, where: str, criterion: str) -> DraftLevel:
        label = _text(one, "description", pointer)
        rating_id = _text(one, "id", pointer)
        here = f"rating {shown(label)} of {where}"
        self._note(one, here, RATING_KEYS)
        if one.get("points") in (None, ""):
            self._losses.add(here, "no_points", "It has no points: 0 stands here.")
            points = Fraction(0)
        else:
            points = _points(one, pointer)
        prefix = f"{criterion}."
        name = rating_id.removeprefix(prefix) if criterion and rating_id.startswith(prefix) else ""
        return DraftLevel(name, label, _text(one, "long_description", pointer), points)

    def _note(self, holder: Json, where: str, known: dict[str, str]) -> None:
        note_keys(holder, where, known, self._losses)


def _is_highest_first(levels: list[DraftLevel]) -> bool:
    """Canvas lists the best rating first; only a list that visibly rises stands the other way round."""
    return len(levels) > 1 and levels[0].points >= levels[-1].points


def _items(value: object, pointer: str) -> Iterator[tuple[str, object]]:
    """Yield (pointer, item) of a list, or of an object whose keys are places in a list."""
    if isinstance(value, list):
        yield from ((f"{pointer}/{index}", item) for index, item in enumerate(value))
    elif isinstance(value, dict):
        pairs = list(value.items())
        if all(key.isascii() and key.isdigit() and len(key) < 10 for key in value):
            pairs.sort(key=lambda pair: int(pair[0]))
        yield from ((pointer_to(pointer, key), item) for key, item in pairs)
    else:
        raise refusal(Problem(pointer, "not_a_list", "A list is expected here."))


def _object(value: object, pointer: str) -> Json:
    if not isinstance(value, dict):
        raise refusal(Problem(pointer, "not_an_object", "An object is expected here."))
    return value


def _text(holder: Json, key: str, pointer: str) -> str:
    value = holder.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise refusal(Problem(pointer_to(pointer, key), "wrong_type", f"{key} is a text."))
    return str(value).strip()


def _points(holder: Json, pointer: str) -> Fraction:
    value = holder["points"]
    found = number(value) if isinstance(value, str) else None
    if found is None:
        given = shown(value) if isinstance(value, str | Digits) else "something else"
        raise refusal(Problem(pointer_to(pointer, "points"), "wrong_type", f"Points are a number, not {given}."))
    return found


def _is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.lower() in ("true", "1"))
