"""Fields in capitals without brackets, in several languages: "NAME HERE", "NOMBRE AQUÍ", "INSÉRER DATE"."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.words import FIELDS, OTHER_FIELDS
from qa_service.documents.searching.word_sets import word_set

# "Here", or an order to the writer, behind what belongs there; and an order in front of it.
_BEHIND = (
    "HERE|AQUI|AQUÍ|ICI|HIER|QUI|TUTAJ|TÄHÄN|EINFÜGEN|EINSETZEN|ERGÄNZEN|EINTRAGEN|NACHTRAGEN|INVULLEN|AANVULLEN"
    "|TOEVOEGEN|INVOEGEN"
)
_BEFORE = (
    "INSÉRER|INSERER|COMPLÉTER|COMPLETER|INDIQUER|PRÉCISER|PRECISER|INSERTAR|COMPLETAR|INDICAR|RELLENAR|INSERIR"
    "|PREENCHER|INSERIRE|COMPLETARE|INDICARE|SPECIFICARE"
)
# Its judge tells that no word is cut: beside other letters than those of English, patterns see no edge.
IN_CAPITALS = rf"(?:\p{{Lu}}+ )+(?:{_BEHIND})|(?:{_BEFORE})(?: \p{{Lu}}+)+"
_MOST_WORDS = 6
# What Portuguese, Finnish, Swedish and Polish forms ask for beside the fields of other languages.
_MORE_FIELDS = word_set(
    "endereço endereco valor agência agencia prazo assinatura empresa cidade cargo moeda telefone nimi päivämäärä summa"
    " osoite namn belopp adress ort nazwa kwota data adres podpis nazwisko banque banco banca bank conto compte cuenta"
    " conta texto texte testo text bild foto logo"
)
_WORD = re.compile(r"[^\W\d_]+")


def shouted_field(text: str, start: int, end: int) -> bool:
    """Whether words in capitals are a field and no piece of a heading or of a name."""
    around = text[max(0, start - 1) : start], text[end : end + 1]
    if any(sign.isalnum() or sign in ("_", "-") for sign in around):
        return False
    words = [word.lower() for word in _WORD.findall(text, start, end)]
    if len(words) > _MOST_WORDS:
        return False
    known = [word in FIELDS or word in OTHER_FIELDS or word in _MORE_FIELDS for word in words]
    # An order stands at one end; what it asks for is named first, or right behind the order and its article.
    return any(known[:1]) or any(known[1:3]) if re.match(_BEFORE, text[start:end]) else known[0]
