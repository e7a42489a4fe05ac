"""Numbers in digits: 1,234.50, (1,234), $3.2 million, 45 %, 1.234,50 EUR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

SCALES = {
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "k": 3,
    "m": 6,
    "mn": 6,
    "mm": 6,
    "bn": 9,
    "b": 9,
    "lakh": 5,
    "crore": 7,
}
SYMBOLS = {"$": "USD", "US$": "USD", "A$": "AUD", "C$": "CAD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
CODES = "USD|EUR|GBP|JPY|CHF|AUD|CAD|INR|PHP|CNY|SGD|HKD|NZD|SEK|NOK|DKK|ZAR|MXN|BRL"
WORDS = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "rupee": "INR"}
NUMBER = re.compile(
    rf"""
    (?<![\w.,])(?P<open>\()?
    (?P<sign>[-+\u2212\u2013])?
    (?P<currency>(?:US|A|C)?\$|[€£¥₹]|\b(?:{CODES})\b)?\s?
    (?P<inner>[-\u2212])?
    (?P<digits>\d{{1,3}}(?:[,\u00a0\u202f']\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?:,\d+)?
      |\d{{1,3}}(?:\.\d{{3}})+,\d+|\d+(?:\.\d+)?|\.\d+)
    (?![\d])(?P<close>\))?
    (?P<tail>\s?%|\s(?:percent|per\scent|percentage\spoints)\b)?
    (?P<scale>(?:\s|-)?(?:thousand|million|billion|trillion|lakh|crore)\b|\s?(?:bn|mn|mm|[kKmMbB])\b)?
    (?P<after>\s(?:{CODES}|dollars?|euros?|pounds?|yen|rupees?)\b|\s?€)?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed.

    ``value`` is the printed value with its sign, ``amount`` the same times its scale word (and, for a
    percentage, still in percent); ``decimals`` counts printed decimals; ``currency`` is an ISO 4217 code;
    ``digits_start`` and ``digits_end`` bound the digits alone.
    """

    start: int
    end: int
    value: Decimal
    decimals: int
    percent: bool = False
    currency: str | None = None
    scale: str | None = None
    digits_start: int = 0
    digits_end: int = 0

    @property
    def exponent(self) -> int:
        """The power of ten of the scale word; 0 without one."""
        return SCALES[self.scale] if self.scale else 0

    @property
    def amount(self) -> Decimal:
        """The value with its scale word applied."""
        return self.value.scaleb(self.exponent) if self.exponent else self.value


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return all numbers of ``text``, in order."""
    return tuple(_number(found) for found in NUMBER.finditer(text))


def parse_digits(digits: str) -> Decimal:
    """Return the value of digits with either kind of separators ("1,234.5", "1.234.567,8", "1 234")."""
    plain = re.sub(r"[\u00a0\u202f' ]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}", plain):
        plain = plain.replace(".", "").replace(",", ".")
    return Decimal(plain.replace(",", ""))


def _number(found: re.Match[str]) -> Number:
    digits = found["digits"]
    value = parse_digits(digits)
    bracketed = bool(found["open"] and found["close"])
    negative = found["sign"] in ("-", "\u2212") or bool(found["inner"])
    start = found.start() + (1 if found["open"] and not found["close"] else 0)
    end = found.end("close") if found["close"] and not found["open"] else found.end()
    if found["close"] and not found["open"]:
        end = found.end("digits")
    return Number(
        start=start,
        end=end,
        # An accountant's (1,234) is negative; a bare "(2)" in running text is only a number in brackets.
        value=-value if negative or (bracketed and _accounting(found)) else value,
        decimals=max(0, -int(value.as_tuple().exponent)),
        percent=bool(found["tail"]),
        currency=_currency(found),
        scale=found["scale"].strip(" -\t\n\u00a0").lower() if found["scale"] else None,
        digits_start=found.start("digits"),
        digits_end=found.end("digits"),
    )


def _accounting(found: re.Match[str]) -> bool:
    return bool(found["currency"]) or "," in found["digits"] or "." in found["digits"]


def _currency(found: re.Match[str]) -> str | None:
    before = found["currency"]
    if before:
        return SYMBOLS.get(before, before)
    after = (found["after"] or "").strip().rstrip("s")
    if not after:
        return None
    return WORDS.get(after) or SYMBOLS.get(after) or after
