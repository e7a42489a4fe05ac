"""Letters that stand for a thing and that nothing tells: "the SCCs prevail", where no bracket has given that name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qa_service.checks.terms.plain import defines_some
from qa_service.checks.terms.uses import Terms, Use
from qa_service.documents import Document
from qa_service.documents.names.capital_runs import run_key
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.word_sets import word_set

_LETTERS = re.compile(r"(?<![^\W_])(?P<base>[A-Z]{3,6})s?(?![^\W_])")
_MIN_USES, _LINE = 2, 24
_BEFORE = re.compile(r"(?:^|\s|\()(?P<word>\w+)\s{1,6}\Z")
_POINTING = frozenset(
    {"the", "such", "each", "any", "an", "a", "all", "this", "that", "no", "these", "those", "estimated"}
)
# "(the “SCCs”)", "SCCs means", "SCCs (standard clauses)", "ITT: the invitation".
_OPENS = re.compile(r"[\"\u201c\u2018'*_(\[/&-]\s?(?:the\s)?[\"\u201c\u2018'*_]?\Z")
_GOES_ON = re.compile(
    r"[\"\u201d*_]*(?:\s?[(\u2013\u2014=|]|:|\s(?:means?|stands)\b|\s(?:is|are)\s(?:an?|the)\s|"
    r"[ /&-][A-Z\d]|[/&-]|\s\d|\.[A-Za-z])"
)
_OWNED = re.compile(r"['\u2019]s?\s")
# What everybody knows without being told: measures, money, bodies, means of communication, degrees and legal forms.
_KNOWN = word_set(
    "vat gst usd eur gbp chf nok sek dkk aud cad nzd sgd hkd inr jpy zar pln czk huf iban bic swift isin lei "
    "ebitda ebit gaap ifrs ceo cfo coo cto cio dpo hrd phd llb llm mba pdf html http https url ftp vpn sql api "
    "csv xml json usb cctv sms email www gps gsm iso iec ieee din ansi astm bsi oecd nato unesco who bbc fbi "
    "cia irs sec ftc fda epa osha nhs hmrc aids hiv dna rna mri covid usa ussr uae gmt utc cet bst est pst etc "
    "inc ltd llc llp plc gmbh etf ipo roi kpi faq diy asap gdpr hipaa ccpa ferpa erisa cobra rics cpi rpi hicp "
    "libor euribor sonia sofr hibor incoterms fob cif exw dap ddp isbn issn ean gtin hvac led hdmi ram cpu gpu "
    "nda mnda ncnda"
)


def acronym_uses(document: Document, terms: Terms, printed: Mapping[str, Sequence[int]]) -> Iterator[Sequence[Use]]:
    """Yield the uses of each word of letters that stands for a thing, in a document that defines its terms.

    ``printed`` are the runs of words with capitals and where each stands.
    """
    if not defines_some(terms):
        return
    told = terms.defined | terms.mentioned | terms.promised
    places = defaultdict[str, list[tuple[int, int]]](list)
    for run, starts in printed.items():
        for found in _LETTERS.finditer(run):
            places[found["base"]] += [(start + found.start(), start + found.end()) for start in starts]
    for base, spans in places.items():
        if base.lower() in _KNOWN or not told.isdisjoint({run_key(base), run_key(f"{base}s"), base.lower()}):
            continue
        uses = _uses(document, sorted(spans))
        if len(uses) >= _MIN_USES - any(use.text.endswith("s") for use in uses):
            yield uses


def _uses(document: Document, spans: Sequence[tuple[int, int]]) -> Sequence[Use]:
    """Return where the letters stand, if nowhere as a name that is given or is part of another."""
    text, uses, pointed = document.text, list[Use](), False
    for at, end in spans:
        if _OPENS.search(text, max(0, at - 8), at) or _GOES_ON.match(text, end) or _begins_line(text, at):
            return ()
        before = _BEFORE.search(text, max(0, at - 24), at)
        lead = before["word"] if before else ""
        if lead[:1].isupper() and lead.lower() not in _POINTING:
            return ()
        pointed = pointed or lead.lower() in _POINTING or _OWNED.match(text, end) is not None
        if part_at(document.headings, at) is None and part_at(document.quotations, at) is None:
            uses.append(Use(at, end, text[at:end], lead))
    return uses if pointed else ()


def _begins_line(text: str, at: int) -> bool:
    before = text[max(0, at - _LINE) : at]
    line = before.rpartition("\n")[2]
    return not line.strip(" \t#*_>|-") and (len(line) < len(before) or at <= _LINE)
