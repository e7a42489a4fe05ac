"""Driving licences and plates of cars: the words in front, and how their numbers are printed."""

from __future__ import annotations

# Some of the United States license operators; elsewhere it is firms that operate.
_OPERATOR = (
    r"(?:michigan|ohio|pennsylvania|kentucky|virginia|indiana|missouri|nebraska|delaware|connecticut|wisconsin|maryland"
    r"|minnesota|north dakota|south dakota|iowa|motor vehicle|vehicle|his|her|my|their)"
    r" operator['’]?s?['’]? license"
)
LICENCE = (
    r"driver['’]?s?['’]? (?:licen[cs]e|lic\b|permit)|driving (?:licen[cs]e|permit)|licen[cs]e to drive"
    r"|learner['’]?s?['’]? permit|chauffeur['’]?s?['’]? licen[cs]e|\bDLN?\b|\bVIN\b|f[uü]hrerschein(?:-?n(?:umme)?r)?"
    r"|permis de conduire|(?:permiso|carn[eé]t?|licencia) de conducir|patente di guida|rijbewijs(?:nummer)?|k[oö]rkort"
    rf"|f[oø]rerkort|k[oø]rekort|ajokort|prawo jazdy|carta de condu[cç][aã]o|{_OPERATOR}"
)
PLATE = (
    r"licen[cs]e plate|number plate|registration (?:plate|mark)|(?:car|vehicle)(?: with)? reg(?:istration|\.)?"
    r"|registration number of (?:the|her|his)|kennzeichen|plaque d['’]immatriculation|matr[ií]cula|\btarga"
)
# A name, a day of birth and initials: the number of a British licence.
LICENCE_FORM = r"\b[A-Z]{2,5}9{0,3} ?\d[0156]\d[0-3]\d\d ?[A-Z][A-Z9]\d[A-Z]{2}\b"
LICENCE_ID = r"\b[A-Z0-9][A-Z0-9 -]{4,18}[A-Z0-9]\b"
PLATE_ID = r"\b[A-ZÄÖÜ0-9]{1,4}[ -]?[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,4})?\b"


def is_plate(candidate: str) -> bool:
    """Whether letters and digits may be those of a car."""
    return any(map(str.isdigit, candidate)) and sum(map(str.isalpha, candidate)) > 0 and len(candidate) > 4


def is_british_licence(candidate: str) -> bool:
    """Whether month and day of birth are real."""
    plain = candidate.replace(" ", "")
    return len(plain) == len("MORGA657054SM9IJ") and 1 <= int(plain[6:8]) % 50 <= 12 and 1 <= int(plain[8:10]) <= 31
