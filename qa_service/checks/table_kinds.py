"""What rows and columns hold, told by their labels: totals, deductions, parts of parts, ratios, counts."""

from __future__ import annotations

import re

TOTAL = re.compile(
    r"\b(?:(?:sub|grand)?-?\s?totals?|sum|aggregate|(?:zwischen|gesamt)?summe|gesamt\w*|insgesamt|totale|totaux|"
    r"sous-total|suma|somme|totaal)\b",
    re.IGNORECASE,
)
TOTAL_HEAD = re.compile(
    r"(?:^|.*\s)(?:(?:sub|grand)[-\s]?)?(?:total|gesamt|summe|insgesamt|totale|sum|overall|combined)\W*|"
    r"\W*(?:all|both|(?:full\s)?year|fy|jahr)\W*",
    re.IGNORECASE,
)
DERIVED = re.compile(
    r"^\s*(?:net\b|gross (?:profit|margin|result)|balance\b|ending|closing|carried|end of|"
    r"at end|amount (?:payable|due)|netto|"
    r"endbestand|schlussbestand|saldo)|\bnett?e?s?\W*\Z|\bat (?:3[01]|2[89]) \w+|\b(?:at|,)\s(?:the )?end of\b|"
    r"\bbalance,? (?:at )?(?:end|\d|december|june)|\bpayable\b",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"\bat 0?1 (?:jan|apr|jul|oct)|"
    r"^\s*(?:opening|beginning|brought forward|anfangs\w*)|\bbeginning\b|\b(?:at|,)\s(?:the )?(?:start|beginning) of\b|"
    r"^\s*(?:balance|at|as of)\b",
    re.IGNORECASE,
)
LESS = re.compile(r"^\W*(?:less|minus|deduct\w*|abz(?:\u00fcglich|gl)|\./\.|moins|menos|meno)\b", re.IGNORECASE)
MEMO = re.compile(
    r"^\W*(?:of which|thereof|including|incl\b|includes|davon|darunter|dont|di cui|memo\b|memorandum|out of which)|"
    r"\bincluded (?:in|above)\b",
    re.IGNORECASE,
)
RATIO = re.compile(
    r"%|\bper\s?cent|\bpercentages?\b|\bratios?\b|\bmargins?\b|\bgrowth|"
    r"\bper\s+(?:\w+[\s-])?(?:share|unit|hour|day|head|capita|"
    r"employee|ton\w*|square|item|user|customer|night|m2|kg|litre|gallon|visit|case|year)\b|"
    r"/\s?(?:share|unit|kg|t|h|m\u00b2)\b|"
    r"\baverage|\bavg|\bmean\b|\bmedian|\brates?\b|\bprices?\b|\byield|\bindex\b|\bmultiple|"
    r"\bdays\b|\bEPS\b|\breturn on\b|"
    r"\bCAGR|\bstd|\bdeviation\b|\bSD\b|\bscore\b|\baccuracy\b|\bF1\b|\bprecision\b|\brecall\b|\bBLEU\b|\bROUGE|"
    r"\bweighted|\bturnover ratio|\bdurchschnitt|\bquote\b|\bpreis\b|\bmarge\b|\b(?:\u00d8)",
    re.IGNORECASE,
)
MOVEMENT = re.compile(
    r"change|differ|\binc\b|\bincrease|\bdec(?:rease)?\b|growth|\bvar(?:iance|\.)?\b|"
    r"ver\u00e4nderung|y/y|yoy|\bvs\b|\u0394",
    re.I,
)
NOTE = re.compile(r"^\W*(?:notes?|ref(?:erence|\.)?|no\.?|nr\.?|#|page|id|code|anhang|rank)\W*$", re.IGNORECASE)
RUNNING = re.compile(r"\brunning\b|\bcumulative (?:total|sum|balance)|\bkumuliert", re.IGNORECASE)
COUNTS = re.compile(
    r"\b(?:number of|no\. of|headcount|employees|persons|people|votes|claims|cases|units|"
    r"visits|visitors|students|patients|"
    r"respondents|shares|anzahl|personen|st\u00fcck|count|seats|rooms|participants|n)\b",
    re.IGNORECASE,
)
SCALED = re.compile(
    r"\b(?:thousands?|millions?|billions?|000s?|tsd|teur|mio|mrd|mn|mm|bn)\b|['\u2019]000|"
    r"\b[m]\b|[$€£]\s?[mk]\b|\b[a-z]{2,3}\s?m\b",
    re.IGNORECASE,
)
ROUNDED = re.compile(
    r"\b(?:round(?:ed|ing)|rundung\w*|gerundet\w*|arrondi\w*)\b",
    re.IGNORECASE,
)
