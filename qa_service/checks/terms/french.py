"""Terms that a French contract uses and does not define: French writes no common noun with a capital but a term."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa_service.checks.terms.likeness import SAMPLE, english_articles
from qa_service.checks.terms.uses import LINE, terms_of
from qa_service.documents import Document
from qa_service.documents.definitions.definition import term_key
from qa_service.documents.searching.word_sets import word_set

CLEARLY = 3
FEWEST_DEFINED, HABIT = 2, 6
_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0152"
_WORD = rf"[{_CAPITAL}][^\W\d_]+"
_USE = re.compile(
    r"(?<![\w\u2019'-])(?P<article>[Ll]es?|[Ll]a|[Dd]u|[Dd]es|[Aa]ux?|[Uu]ne?|[Tt]oute?s?|[Tt]ous|[Cc]haque|[Aa]ucune?|"
    r"[Cc]e(?:t|tte|s)?|[Ss](?:on|a|es)|[Ll]eurs?|[LldD](?=['\u2019]))(?:\s(?:les?\s|la\s)?|['\u2019])"
    rf"(?P<term>{_WORD}(?:(?:-|\s(?:(?:de|du|des)\s)?|\sd['\u2019]){_WORD})*)"
)
# No name stands behind these.
_GENERIC = word_set("un une tout toute tous toutes chaque aucun aucune")
# Endings of nouns that tell who does a thing, or what is done.
_COMMON = re.compile(r"(?:eur|euse|trice|aire|ion|ment|ance|ence|té|age|ure|ant|able|ible)\Z")
_THINGS = word_set(
    "anomalie bail capital date période intérêt bien cahier chantier client clé commande délai dépôt donnée droit "
    "film garantie honoraire œuvre jour licence livrable livre local locaux logement logiciel lot loyer mandat "
    "mandataire marque matériel mission objet offre option ouvrage part patient pénalité phase plan planning "
    "point prêt prix procès produit projet recette redevance retard salarié associé service site solde somme "
    "stock taux terrain territoire titre travaux procè prestataire preneur bailleur locataire vendeur acquéreur "
    "acheteur cédant cessionnaire emprunteur prêteur licencié concédant franchisé franchiseur auteur éditeur "
    "employeur fournisseur souscripteur assuré assureur garant caution exploitant titulaire bénéficiaire"
)
# Bodies, offices and laws are written so by custom; so are the parts of a paper, and what it calls itself.
_CUSTOMARY = word_set(
    "code tribunal cour conseil état union ville mairie commune ministère ministre président présidente "
    "république loi décret banque chambre préfet préfecture région département commission communauté autorité "
    "assemblée registre directeur directrice direction sécurité trésor ordre caisse agence fédération fondation "
    "association académie bureau groupe parlement gouvernement constitution convention règlement directive arrêté "
    "traité déclaration ordonnance administration inspection assurance médiateur défenseur procureur révolution "
    "renaissance antiquité orient occident provence durance florence valence france contrat accord avenant annexe "
    "article partie préambule section titre chapitre paragraphe document université monsieur madame maître saint "
    "sainte société compagnie établissement secrétaire contrôleur inspecteur recteur gendarmerie juge garde nord "
    "sud est ouest"
)
_STOPS = ".;,:"


class FrenchUse(NamedTuple):
    """A place where a phrase stands behind an article."""

    start: int
    end: int
    text: str
    article: str


def is_french(document: Document) -> bool:
    """Whether a text is French, judged by its beginning."""
    english, text = english_articles(document), document.text
    if english > CLEARLY or (text.find(" du ", 0, SAMPLE) < 0 and text.find(" et ", 0, SAMPLE) < 0):
        return False
    words = (" du ", " et ", " le ", " les ", " est ", " une ")
    return sum(text.count(word, 0, SAMPLE) for word in words) > max(CLEARLY, english)


def french_terms(document: Document) -> list[Sequence[FrenchUse]]:
    """Return the uses of each term that nothing defines, in a text that defines terms."""
    terms = terms_of(document)
    if len(terms.defined) < FEWEST_DEFINED:
        return []
    known = {word for key in terms.defined | terms.mentioned | terms.promised for word in key.split()}
    groups: dict[str, list[FrenchUse]] = defaultdict(list)
    for use in _uses(document.text):
        key = term_key(use.text)
        if key.split()[0] not in known:
            groups[key].append(use)
    found: list[Sequence[FrenchUse]] = [uses for key, uses in groups.items() if _is_term(key, uses)]
    return found if len(found) <= HABIT else []


def _uses(text: str) -> Iterator[FrenchUse]:
    for match in _USE.finditer(text):
        term = match.group("term")
        if not term.isupper() and not _is_title(text, match.start("term")):
            yield FrenchUse(*match.span("term"), term, match.group("article").lower())


def _is_title(text: str, at: int) -> bool:
    """Whether the line is so short, and ends without a stop, that it is a title."""
    first, last = text.rfind("\n", max(0, at - LINE), at), text.find("\n", at, at + LINE)
    if last < 0 or (first < 0 and at > LINE):
        return False
    return last - first < LINE and text[last - 1] not in _STOPS


def _is_term(key: str, uses: Sequence[FrenchUse]) -> bool:
    """Whether a common noun has a capital, and is more than once so or behind what no name follows."""
    first = key.split()[0]
    if first in _CUSTOMARY or (first not in _THINGS and not _COMMON.search(first)):
        return False
    return len(uses) > 1 or uses[0].article in _GENERIC or first in _THINGS
