"""Long records: one row per rating, and how they are checked before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa_service.agreement.scale import LARGEST, SMALLEST, AgreementError, Scale, as_number, in_range, level_key
from qa_service.errors import Problem


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating: who gave which item which value; None as value is a missing rating."""

    item: str
    rater: str
    value: str | float | int | bool | None
    criterion: str | None = None
    site: str | None = None
    reference: str | float | int | bool | None = None
    time: str | None = None
    blind: bool = True


_TEXT_FIELDS = ("criterion", "site", "time")


def read_records(rows: object) -> list[Rating]:
    """Read a JSON list of rating objects; every defect is named by its pointer."""
    if isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable):
        raise AgreementError([Problem("/ratings", "not_a_list", "The ratings are a list of objects.")])
    problems: list[Problem] = []
    records = [_read_one(index, row, problems) for index, row in enumerate(rows)]
    if problems:
        raise AgreementError(problems)
    return [record for record in records if record is not None]


def _read_one(index: int, row: object, problems: list[Problem]) -> Rating | None:
    where = f"/ratings/{index}"
    if not isinstance(row, Mapping):
        problems.append(Problem(where, "not_an_object", "A rating is an object with item, rater and value."))
        return None
    found = [_missing_name(where, row, key) for key in ("item", "rater")]
    found += [_not_scalar(where, row, key) for key in ("value", "reference", *_TEXT_FIELDS)]
    if not isinstance(row.get("blind", True), bool):
        found.append(Problem(f"{where}/blind", "not_a_boolean", "blind is true or false."))
    defects = [problem for problem in found if problem is not None]
    problems.extend(defects)
    if defects:
        return None
    texts = {key: None if row.get(key) is None else level_key(row[key]) for key in _TEXT_FIELDS}
    item, rater = level_key(row["item"]), level_key(row["rater"])
    value, reference, blind = row.get("value"), row.get("reference"), row.get("blind", True)
    return Rating(item, rater, value, texts["criterion"], texts["site"], reference, texts["time"], blind)


def _missing_name(where: str, row: Mapping[str, object], key: str) -> Problem | None:
    value = row.get(key)
    if isinstance(value, str | int) and not isinstance(value, bool) and str(value) != "":
        return None
    return Problem(f"{where}/{key}", "required", f"Every rating names its {key}.")


def _not_scalar(where: str, row: Mapping[str, object], key: str) -> Problem | None:
    if row.get(key) is None or isinstance(row[key], str | int | float):
        return None
    return Problem(f"{where}/{key}", "not_a_scalar", f"The {key} is a text, a number or null.")


def infer_levels(scale: Scale, values: Iterable[object]) -> Scale:
    """Return the scale with its levels; levels that were not declared are those in the data, sorted.

    An undeclared ordinal scale needs numeric labels, because an order of words cannot be guessed.
    """
    if scale.levels is not None or scale.numeric:
        return scale
    seen = {level_key(v) for v in values if not is_missing(v)}
    numbers = {label: as_number(label) for label in seen}
    all_numeric = all(number is not None for number in numbers.values())
    if scale.type == "ordinal" and not all_numeric:
        message = "An ordinal scale with named levels lists them, lowest first."
        raise AgreementError([Problem("/scale/levels", "levels_required", message)])
    if scale.type == "binary" and len(seen) > 2:
        message = f"A binary scale has two levels; the ratings hold {len(seen)}."
        raise AgreementError([Problem("/scale/levels", "level_count", message)])
    ordered = sorted(seen, key=lambda s: (numbers[s] or 0.0, s)) if all_numeric else sorted(seen)
    kind = "nominal" if scale.type == "binary" and len(ordered) < 2 else scale.type
    return Scale(kind, tuple(ordered) or ("-",))


def is_missing(value: object) -> bool:
    """Whether a raw value stands for no rating: None or NaN."""
    return value is None or value != value


def encode(value: object, scale: Scale, index: Mapping[str, int]) -> float | int | None:
    """Return the level code, or the number on a numeric scale; None when the scale has no such value."""
    if scale.numeric:
        number = as_number(value)
        return number if number is not None and in_range(number) and not _too_low(number, scale) else None
    code = index.get(level_key(value))
    if code is None and isinstance(value, str):
        # Text sources write the level 3 as "3.0" or " 3".
        number = as_number(value)
        code = index.get(value.strip() if number is None else level_key(number))
    return code


def not_in_scale(pointer: str, value: object, scale: Scale) -> Problem:
    """Describe a value outside the scale."""
    number = as_number(value) if scale.numeric else None
    if number is not None and not in_range(number) and not _too_low(number, scale):
        return _out_of_range(pointer, value, scale)
    if scale.numeric:
        kind = "a number that is not negative" if scale.type == "ratio" else "a finite number"
        return Problem(pointer, "not_in_scale", f"{value!r} is not {kind}.")
    allowed = (scale.levels or ())[:50]
    return Problem(pointer, "not_in_scale", f"{value!r} is not a level of the scale.", allowed=allowed)


def _too_low(number: float, scale: Scale) -> bool:
    return scale.type == "ratio" and number < 0


def _out_of_range(pointer: str, value: object, scale: Scale) -> Problem:
    low, high = f"{SMALLEST:g}", f"{LARGEST:g}"
    below = () if scale.type == "ratio" else (f"-{high} to -{low}",)
    message = f"{value!r} is out of range: a rating is 0, or from {low} to {high} in size."
    return Problem(pointer, "out_of_range", message, allowed=("0", f"{low} to {high}", *below))
