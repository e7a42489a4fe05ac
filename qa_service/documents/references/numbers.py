"""What sections, exhibits, tables and the like are called in several languages, and how their numbers are read."""

from __future__ import annotations

import re
from collections.abc import Set

from qa_service.documents.numbers.list_numbers import roman_sum
from qa_service.documents.numbers.numerals import cardinal
from qa_service.documents.searching.word_sets import word_list

# Family -> its words in English; German; French; Spanish, Italian and Dutch.
_WORDS = {
    "section": (
        "section sec sect subsection sub-section clause cl subclause sub-clause article art paragraph para subparagraph"
        " sub-paragraph ziffer ziff abschnitt absch artikel klausel paragraphe artículo articolo cláusula clausola"
        " sección sezione item"
    ),
    "schedule": "schedule sched sch",
    "exhibit": "exhibit ex",
    "annex": "annex annexe annexure anlage anl anexo allegato bijlage",
    "appendix": "appendix app anhang appendice apéndice",
    "attachment": "attachment beilage",
    "enclosure": "enclosure encl",
    "table": "table tabelle tab tableau tabla tabella tabel",
    "figure": "figure fig abbildung abb figura figuur",
    "chart": "chart grafik graphique",
    "box": "box",
    "photo": "photo photograph foto",
    "equation": "equation eq",
    "plate": "plate",
    "step": "step",
    "condition": "condition",
    "recommendation": "recommendation empfehlung",
    "chapter": "chapter kapitel chapitre",
    "part": "part teil",
    "footnote": "footnote endnote fn fußnote note",
}
FAMILIES = {"§": "section"} | {word: family for family, words in _WORDS.items() for word in word_list(words)}
# Plurals that are more than the word with an s.
_PLURALS = {
    "§§": "§", "cll": "cl", "appendices": "appendix", "appendixes": "appendix", "annexes": "annex", "boxes": "box",
    "ziffern": "ziffer", "abschnitte": "abschnitt", "abschnitten": "abschnitt", "artikeln": "artikel",
    "artikelen": "artikel", "klauseln": "klausel", "articoli": "articolo", "secciones": "sección",
    "sezioni": "sezione", "anlagen": "anlage", "allegati": "allegato", "bijlagen": "bijlage", "anhänge": "anhang",
    "anhängen": "anhang", "beilagen": "beilage", "tabellen": "tabelle", "tableaux": "tableau", "tabelle": "tabella",
    "abbildungen": "abbildung", "figuren": "figuur", "figure": "figura", "fußnoten": "fußnote", "teile": "teil",
    "arts": "art", "clausole": "clausola", "empfehlungen": "empfehlung",
}  # fmt: skip
# Read as a plural too, as their plural has no form of its own.
_BOTH = frozenset({"artikel", "kapitel", "abb", "tab", "ziff", "fig", "art"})
_HOMOGRAPHS = frozenset({"figure", "tabelle"})
PLURALS = {word + "s": word for word in FAMILIES if word not in {"§", "note"}} | {
    word: singular for word, singular in _PLURALS.items() if word not in _HOMOGRAPHS
}
# Abbreviations that are words or measures without their full stop.
DOTTED = frozenset(word_list("sect sects cl cll cls ex exs anl abb tab app apps sched encl ziff absch fn fns eq eqs"))
# Those that are written without the stop too.
ABBREVIATED = DOTTED | {"sec", "art", "para", "fig", "sch", "§"}
PARAGRAPHS = frozenset({"paragraph", "para"})
# Measures that stand behind their figure: "cl 9" is a clause, "70 cl" a volume.
_BEHIND_FIGURE = frozenset({"cl", "cll"})


def _guard(word: str) -> str:
    """Return what must stand around an abbreviation."""
    if word in _BEHIND_FIGURE:
        return rf"(?:(?=\.)|(?<!\d.{word})(?=\s\d))"
    return r"(?=\.)" if word in DOTTED else ""


WORD = "|".join(
    re.escape(word) + _guard(word)
    for word in sorted((FAMILIES.keys() | PLURALS.keys()) - {"§", "§§"}, key=lambda word: (-len(word), word))
)
"""A pattern of all words (not of the paragraph sign); abbreviations with their full stop ahead."""


def singular(printed: str) -> str:
    """Return the word in small letters, without plural and full stop: "clause" for "Clauses"."""
    word = printed.lower().rstrip(".")
    return PLURALS.get(word, word)


def family_of(printed: str) -> str:
    """Return the family that a printed word belongs to: "section" for "Clauses", "figure" for "Figs."; "" if none."""
    return FAMILIES.get(singular(printed), "")


def is_plural(printed: str) -> bool:
    """Tell whether the word may announce several numbers."""
    word = printed.lower().rstrip(".")
    return word in PLURALS or word in _BOTH


def normal_number(printed: str) -> str:
    """Return "4.2" for "4.2", "4" for "IV" and "Four", "A-1" for "a-1"; a lone C, D, L or M is a letter."""
    plain = printed.strip().rstrip(".").upper()
    if plain[:1].isdigit() or (len(plain) == 1 and plain in "CDLM"):
        return plain
    if len(plain) > 2 and plain.replace("-", "").replace(" ", "").isalpha():
        value = cardinal(re.split(r"[-\s]", plain.lower()))
        if value:
            return str(value)
    return str(roman) if (roman := roman_sum(plain.lower())) else plain


def counts_from_one(numbers: Set[str]) -> bool:
    """Tell whether the printed numbers are 1, 2, 3 and so on, with none left out."""
    return numbers == {str(place) for place in range(1, len(numbers) + 1)}
