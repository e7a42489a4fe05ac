"""Capitalised phrases that differ from a defined term in a word or in a letter or two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.registry import check
from qa_service.checks.terms.forms import Forms
from qa_service.checks.terms.likeness import (
    FREQUENT,
    by_beginning,
    by_kind,
    covered,
    heads_of,
    is_english,
    look_alike,
    may_qualify,
    misspelt,
    same_kind,
    shortened,
)
from qa_service.checks.terms.nouns import CUSTOMARY, names_part
from qa_service.checks.terms.uses import (
    SmallWords,
    Terms,
    Use,
    definitions_of,
    of_an_institution,
    runs_of,
    terms_of,
    uses_of,
    uses_of_runs,
)
from qa_service.documents import Document
from qa_service.documents.definitions.definition import term_key
from qa_service.documents.names.capital_runs import split_opener


@check(
    "terms.variant",
    title="Near variant of a defined term",
    description=(
        "A capitalised phrase that differs from a defined term in one word, or in a letter or two, and is not defined"
        " itself; the defined term is suggested."
    ),
    fires="\u201cConfidential Information\u201d means all data. The Recipient shall protect Confidental Information.",
    quiet="\u201cConfidential Information\u201d means all data. The Recipient keeps Confidential Information.",
)
def variant(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the first use of each near variant, with the defined term as suggestion."""
    document = ctx.document
    if not terms_of(document).defined:
        return
    models = _models(document)
    printed = {term_key(item.term): item.term for item in reversed(definitions_of(document))}
    for key, uses in uses_of(document, models).items():
        if uses and not of_an_institution(document.text, uses, terms_of(document).defined):
            yield _hit(uses, printed[models[key]])
    for term, uses in _odd_numbers(document).items():
        yield _hit(uses, term)


def _hit(uses: Sequence[Use], term: str) -> Hit:
    found = uses[0]
    message = f"\u201c{found.text}\u201d looks like a variant of \u201c{term}\u201d."
    return Hit(found.start, found.end, message, {"term": term, "uses": len(uses)}, term)


def _odd_numbers(document: Document) -> dict[str, list[Use]]:
    """Return the uses of terms in which a word within has another number: "Customers Data" for "Customer Data"."""
    runs, defined = runs_of(document), terms_of(document).defined
    plural = {run: key for run, key in zip(runs.printed, runs.keys, strict=True) if "s " in run and key in defined}
    if not plural:
        return {}
    forms: dict[str, list[str]] = defaultdict(list)
    for item in definitions_of(document):
        if item.formal:
            forms[term_key(item.term)].append(item.term)
    odd: dict[str, str] = {}
    for run, key in plural.items():
        own = split_opener(run)[1]
        if len(runs.printed[run]) < FREQUENT and all(_differs_within(own, form) for form in forms[key]):
            odd[run] = forms[key][0]
    found: dict[str, list[Use]] = defaultdict(list)
    for run, use in uses_of_runs(document, odd) if odd else ():
        found[odd[run]].append(use)
    return found


def _differs_within(phrase: str, term: str) -> bool:
    """Whether a word that is not the last one of a phrase has a plural ending and that of the term has none."""
    words, others = phrase.split(), term.split()
    if len(words) != len(others) or phrase.isupper():
        return False
    odd = [at for at in range(len(words) - 1) if words[at].lower() != others[at].lower()]
    return bool(odd) and all(
        _is_plural_of(words[at].lower(), others[at].lower()) and words[at + 1] != "of" for at in odd
    )


def _is_plural_of(word: str, other: str) -> bool:
    return word in (f"{other}s", f"{other}es", f"{other.removesuffix('y')}ies")


def _models(document: Document) -> dict[str, str]:
    """Return the phrases that look like variants, each with the term that it resembles."""
    terms = terms_of(document)
    heads, spelled = heads_of(terms.defined), by_beginning(terms.defined)
    kinds, forms = by_kind(terms.defined), Forms.of(terms.defined)
    english, small = is_english(document), SmallWords(document.text)
    models: dict[str, str] = {}
    for key, count in runs_of(document).counts.items():
        if count >= FREQUENT or key in CUSTOMARY or key in terms.defined:
            continue
        model = misspelt(key, spelled) if key[:2] in spelled else None
        if model is not None and not english and _is_inflected(key, model):
            continue
        if model is None and key not in terms.mentioned and (english or " " in key):
            model = forms.model(key) if english else _joined(key, forms)
        if model is None and english and " " in key:
            model = _another_name(key, terms, heads, kinds, small)
        if model is not None:
            models[key] = model
    return models


def _joined(key: str, forms: Forms) -> str | None:
    """Return the compound that is written in parts; folding takes the joint for a plural: "Leistungs-Verzeichnis"."""
    return forms.joined.get(key.replace(" ", "")) or forms.joined.get(key.replace(" ", "s"))


def _is_inflected(key: str, model: str) -> bool:
    """Whether one is the other with an ending of German nouns: "Festpreises"."""
    short, long = sorted((key, model), key=len)
    return long.startswith(short) and long[len(short) :] in ("s", "es", "n", "en", "e", "er", "ern")


def _another_name(
    key: str,
    terms: Terms,
    heads: Mapping[tuple[str, int], Sequence[str]],
    kinds: Mapping[tuple[str, int], str],
    small: SmallWords,
) -> str | None:
    same, longer = same_kind(key, kinds), shortened(key, terms.defined)
    model = same or longer or look_alike(key, heads)
    if model is None or key in terms.mentioned or key in terms.parts or names_part(key.split()):
        return None
    if covered(key, terms.defined):
        return None
    return model if same or longer or may_qualify(key, model, small) else None
