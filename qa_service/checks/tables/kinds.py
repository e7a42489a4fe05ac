"""What rows and columns hold, told by their labels: totals, deductions, parts of parts, ratios, counts."""

from __future__ import annotations

import re

from qa_service.documents.searching.any_case import AnyCase

TOTAL = AnyCase.of(
    r"\b(?:totals?|subtotals?|grandtotals?|totale|totaux|totaal|sum|summe|suma|somme|zwischensumme|gesamt\w*|insgesamt|"
    r"aggregate|rechnungsbetrag|zahlbetrag|carried to (?:summary|collection)|to (?:summary|collection)|"
    r"(?:solde|reste|net) (?:\u00e0 payer|d\u00fb)|amount (?:now )?(?:required|owed|owing)|owed to (?:me|us)|"
    r"nachzahlung|(?:restbetrag|guthaben)(?=\W*\Z)|in all(?=\W*\Z))\b"
)
TOTAL_HEAD = AnyCase.of(
    r"(?:^|.*\s)(?:(?:sub|grand)[-\s]?)?(?:total|gesamt|summe|insgesamt|totale|sum|overall|combined)"
    r"(?:\s(?:score|points|marks|amount))?\W*|"
    r"\W*(?:all|both|(?:full\s)?year|fy|jahr)\W*"
)
DERIVED = AnyCase.of(
    r"^\s*(?:(?:identifiable\s)?net\b|group\W*\Z|(?:grant|funding|amount) (?:requested|applied for|sought)\W*\Z|"
    r"(?:requested|eligible) (?:grant|funding|amount)\W*\Z|gross (?:profit|margin|result)|balance\b|ending|closing|"
    r"carried|end of|at end|amount (?:payable|due)|due\b|netto\b|endbestand|all(?:\s\w+)?\W*\Z|fully[- ]diluted\b|"
    r"schlussbestand|saldo|auszahlung\w*\W*\Z|(?:net )?(?:payout|settlement|payment)\W*\Z|"
    r"(?:adjusted|corrected|revised|reconciled) (?:\w+ )?(?:balance|total|figure)\b|"
    r"cash (?:generated|used|provided|absorbed|(?:in|out)-?flows?|flows?)\b)|"
    r"\b(?:nett?e?s?\W*\Z|at (?:3[01]|2[89]) \w|at\s(?:the )?end of\b|,\s(?:the )?end of\b|"
    r"(?:profits?|loss|surplus|deficit|estate|residue|liabilities|(?:taxable|chargeable) \w+|"
    r"(?:cash|equity|cost|net|full|enterprise) value)\W*\Z|"
    r"(?:profit|loss|surplus|deficit|result|income|earnings) (?:before|after|for)\b|"
    r"(?:operating (?:income|result)|ebit(?:da)?|contribution)\W*\Z|(?:to date|now due)\W*\Z|"
    r"balance,? (?:at )?(?:end|\d|december|june)|payable\b)"
)
RESULT = AnyCase.of(
    r"^\W*(?:(?:gross|operating|net|trading|pre-?tax) )?(?:profit|surplus|deficit|loss|income|result)\W*\Z|"
    r"^\W*(?:profit|surplus|deficit|loss|excess)(?:/\(?\w+\)?)? (?:for|before|after|of) |"
    r"^\W*(?:rohertrag|rohgewinn|\u00fcberschuss|gewinn|jahres\u00fcberschuss|r\u00e9sultat(?: net)?)\W*\Z"
)
# What stands below a tax on a price is the price with the tax.
GROSS = AnyCase.of(
    r"\W*(?:gross(?: amount| price)?|brutto(?:betrag)?|(?:montant )?ttc|(?:price )?incl\.? (?:vat|tax))\W*"
)
TAX = AnyCase.of(r"\b(?:vat|gst|sales tax|mwst|ust|tva|iva|mehrwertsteuer|umsatzsteuer)\b")
OPENING = AnyCase.of(
    r"^\s*(?:opening|beginning|brought forward|anfangs|balance\b|at\b|as of\b)|"
    r"\b(?:at 0?1 (?:jan|apr|jul|oct)|beginning\b|at\s(?:the )?(?:start|beginning) of\b|"
    r",\s(?:the )?(?:start|beginning) of\b)"
)
LESS = AnyCase.of(
    r"^\W*(?:less|minus|deduct\w*|abz(?:\u00fcglich|gl)|\./\.|moins|menos|meno|(?:policy )?excess\W*$|"
    r"(?:non-)?(?:recoverable )?depreciation\W*$|(?:prior|advance|interim) payments?\b|retention\b|discounts?\W*$|"
    r"provisions? vers\w+|acomptes?|d\u00e9j\u00e0|bereits|(?:an|voraus|abschlags?)zahlung\w*|"
    r"(?:already|previously|amounts?) paid|(?:paid|received|payments?) (?:received|on account|made|to date|in advance)|"
    r"previously (?:certified|invoiced|billed)|legac(?:y|ies)|omit\w*|"
    r"(?:dis)?allowances?\W*$)(?:\b|$)"
)
MEMO = AnyCase.of(
    r"^\W*(?:of which|thereof|including|incl\b|includes|davon|darunter|dont|di cui|memo\b|memorandum|out of which)|"
    r"\bincluded (?:in|above)\b"
)
PERCENT = AnyCase.of(r"(?<![\d\s])\s?%|^\s*%")
# "Indirect costs 7%" is an amount, "Margin, %" a ratio.
RATIO = AnyCase.of(
    r"(?<![\d\s])\s?%|^\s*%|/\s?(?:share|unit|kg|t|h|m\u00b2)\b|"
    r"\b(?:per\s?cent\b|percentages?\b|per\s+(?:\w+[\s-])?(?:share|unit|hour|day|head|capita|employee|ton\w*|square|"
    r"item|user|customer|night|m2|kg|litre|gallon|visit|case|year|teacher|pupil|student|patient|nurse|doctor|member|"
    r"resident|household|guest|driver|vehicle|bed|room|seat|job|store|school|ward|acre|hectare|tree|km|mile|worker|"
    r"person|trip|flight|passenger|litre|animal|cow|hen|plant|page|call|click|lead|order)\b|"
    r"ratios?\b|margins?\b|growth|average|avg|mean\b|median|rates?\b|prices?\b|yield|index\b(?![-\s]linked)|multiple|eps\b|"
    r"days (?:sales|payables?|receivables?|inventory|stock|outstanding|of)\b|"
    r"(?:debtors?|creditors?|receivables?|payables?|inventory|stock|collection|payment|average) days\b|"
    r"return on\b|cagr|std|deviation\b|sd\b|(?<!total )score\b|accuracy\b|f1\b|precision\b|recall\b|bleu\b|rouge|"
    r"weighted|turnover ratio|\bje\s(?!nach\b)|\bpro\s(?!rata\b|forma\b)|par (?:habitant|t\u00eate|unit\u00e9)\b|"
    r"durchschnitt|quote\b(?!-)|preis\b|marge\b|\u00f8)"
)
# A margin in money, where no share of anything is as large.
MARGIN = AnyCase.of(r"\bmargins?\b|\bmarge\b")
LARGEST_MARGIN = 100
MOVEMENT = AnyCase.of(
    r"change|differ|growth|ver\u00e4nderung|y/y|yoy|\u03b4|fav/|\bunfav|adverse|\bfavou?rable|"
    r"\b(?:inc\b|increase|dec(?:rease)?\b|var(?:iance|\.)?\b|vs\b)"
)
NOTE = AnyCase.of(r"^\W*(?:notes?|ref(?:erence|\.)?|no\.?|nr\.?|#|page|id|code|anhang|rank)\W*$")
# Beside such a column one headed "No" counts answers.
ANSWER = AnyCase.of(r"^\W*(?:yes|ja|oui|s\u00ed|for|agree)\W*$")
# A column of opening balances, and one of what they have become.
START_HEAD = AnyCase.of(
    r"\b(?:opening|beginning|start|brought forward|b/?f|anfangs\w*|0?1(?:st|\.)?\s?(?:jan|apr|jul|oct|okt)\w*)\b"
)
END_HEAD = AnyCase.of(
    r"\b(?:closing|ending|end|carried forward|c/?f|endbestand|schluss\w*|"
    r"(?:2[89]|3[01])(?:st|th|\.)?\s?(?:dec|dez|mar|m\u00e4r|jun|sep)\w*)\b"
)
RUNNING = AnyCase.of(r"\b(?:running\b|cumulative (?:total|sum|balance)|kumuliert)")
COUNTS = AnyCase.of(
    r"\b(?:number of|no\. of|headcount|employees|persons|people|votes|claims|cases|units|visits|visitors|students|"
    r"patients|respondents|shares|anzahl|personen|st\u00fcck|count|seats|rooms|participants|n)\b"
)
SCALED = AnyCase.of(
    r"\b(?:thousands?|millions?|billions?|000s?|tsd|teur|mio|mrd|mn|mm|bn|m|[a-z]{2,3}\s?m)\b|['\u2019]000|"
    r"[$€£]\s?[mk]\b"
)
ROUNDED = re.compile(
    r"\b(?:round(?:ed|ing)|rundung\w*|gerundet\w*|arrondi\w*)\b",
    re.IGNORECASE,
)
