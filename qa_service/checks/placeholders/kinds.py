"""The kinds of placeholder: a linear pattern for the candidates, and the judge that keeps the real ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import re2

from qa_service.checks.parameters import compile_pattern
from qa_service.checks.placeholders import (
    asked,
    blanks,
    brackets,
    choices,
    date_masks,
    dates,
    figures,
    judges,
    masks,
    notes,
    starred,
    templates,
)
from qa_service.checks.placeholders import awaited as awaiting
from qa_service.checks.placeholders import fields as marks
from qa_service.checks.placeholders import promised as promises
from qa_service.checks.placeholders.binding import is_binding
from qa_service.checks.placeholders.capitals import IN_CAPITALS, shouted_field
from qa_service.checks.placeholders.numbers import MEASURED_IN, MEASURES, UNIT_SIGNS
from qa_service.documents.searching.screens import Screen

Judge = Callable[[str, int, int], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """One family of placeholders: candidates and the judge that keeps the real ones.

    ``quick`` is the same pattern for `re`, where it begins with fixed signs, to which `re` skips.
    """

    code: str
    pattern: re2._Regexp
    judge: Judge
    quick: re.Pattern[str] | None = None


def _kind(code: str, pattern: str, judge: Judge = judges.always, ignore_case: bool = False) -> Kind:
    return Kind(code, compile_pattern(pattern, ignore_case, capture=False), judge)


HERE = r"(?:name|date|amount|address|title|details|figure|number|signature|text|content|logo|photo|image|chart|table)"
DEFERRED = r"to be (?:confirmed|determined|advised|completed|inserted|provided|supplied|agreed|announced|added|decided)"
# The same in other languages, where it stands for a value: "Status: concept, nog invullen".
DEFERRED_ABROAD = (
    r"(?:\bnoch (?:zu ergänzen|nachzutragen|einzufügen|einzusetzen|auszufüllen|einzutragen)"
    r"|à (?:compléter|insérer|préciser)"
    r"|\b(?:falta|faltan|pendiente de|por) (?:completar|insertar|indicar|definir|confirmar)"
    r"|\bnog (?:in te vullen|invullen|aan te vullen|aanvullen|toe te voegen|in te voegen|te bepalen)"
    r"|\bda (?:completare|inserire|definire|confermare))\b"
)
MARKER = (
    r"TBD|TBC|TBA|TBN|TKTK|\(TK(?:[:,;]| [–—-]) [^()\n]{1,60}\)|FIXME|TO-?DO|TO DO:|PLACEHOLDER"
    r"|[Tt]\.[Bb]\.[DdCcAa]\.?|\btb[acd]\b|\bN\. ?N\."
)
FILLER = (
    "lorem ipsum|dolor sit amet|consectetur adipisci|sed do eiusmod|ut labore et dolore|ut enim ad minim"
    "|duis aute irure|excepteur sint|cum sociis natoque|placeholder text|dummy text|sample text here"
    r"|(?:(?:double-)?click|tap) (?:or tap )?(?:here )?to (?:enter (?:text|a date)|edit|add (?:text|title|subtitle))"
    r"|(?:choose|select) an item\.|choose a building block|enter any content that you want to repeat"
    r"|(?:enter|add|type|insert) text here|type (?:your )?(?:text|name) here"
)
EXAMPLE_NAME = (
    r"\b(?:First ?[Nn]ame Last ?[Nn]ame|Name Surname|FIRST ?NAME LAST ?NAME|NAME SURNAME"
    r"|(?:Max|Erika|Maria) Mustermann|\d{5} Musterstadt|Musterstra(?:ß|ss)e \d{1,3}"
    r"|Your (?:[A-Z][a-z]+ )?Name|YOUR (?:[A-Z]+ )?NAME)\b|\b\d{1,4} Main St(?:reet|\.), Any ?[Tt]own\b"
)
BROKEN_FIELD = (
    r"#REF!|#N/A|#NV\b|#VALUE!|#DIV/0!|#NAME\?|#NUM!|#NULL!|#SPILL!|#CALC!|#FIELD!|#BEZUG!|#WERT!|#VALEUR!|#NOMBRE!|#¡REF!"
    r"|Error! (?:Reference source|Bookmark|No text|Unknown|Not a valid|Hyperlink|Use the)[^.\n]{0,60}\.?"
    r"|Erreur ?! (?:Source|Signet|Il n)[^.\n]{0,60}\.?|Fehler! (?:Verweis|Textmarke|Kein)[^.\n]{0,60}\.?"
    r"|¡Error! (?:No se|Marcador)[^.\n]{0,60}\.?|Fout! [A-Z][^.\n]{0,60}\.?|\[object Object\]"
)
BULLET = (
    r"[$£€]\s?[●•]|[●•]\s(?:days?|months?|years?|percent|per cent|20\d\d)\b|[●•]\s?%"
    r"|\b(?:[Cc]lause|[Ss]chedule|[Ss]ection|[Aa]nnex|[Aa]ppendix|[Ee]xhibit) ●"
)
CROSSED_NUMBER = (
    r"[$£€]\s?[Xx]+(?:[.,][Xx]+)*(?:bn|[mMkK])?\b|\b(?:USD|EUR|GBP|CHF|CAD|AUD|INR|JPY) ?[Xx]+(?:[.,][Xx]+)*\b"
    r"|\b[Xx]{1,3}(?:[.,][Xx]+)*\s?%|\b(?:FY ?)?20(?:[Xx]{2}|YY)\b|\b19[Xx]{2}\b|\bFY ?(?:XX|YY)\b"
    rf"|\b[Xx\d]{{1,3}},[Xx]{{3}}\b|\bXX {UNIT_SIGNS}\b|\b[Xx]+\.[Xx]+ ?(?:million|billion|bn|m)\b"
    rf"|\b(?:XX|xx) (?:{MEASURED_IN}{MEASURES}|mm|mg|cm|km|kg|ml|ha|kW|MW)\b"
    rf"|\b[Xx]+,[Xx]+ (?:€|EUR\b|CHF\b|[Ee]uros?\b)|\b[Xx]\.[Xx]+ (?:{MEASURES}|{UNIT_SIGNS})\b|\b(?:XX"
    rf"|xx)-(?:year|month|week|day|hour|minute|page)\b"
    r"|\b(?:XX+|xx+) (?:to|and|through) (?:XX+|xx+)\b|\b(?:XX+|xx+) ?(?:€|EUR\b|CHF\b|[Ee]uros?\b)"
    r"|₹ ?[Xx]{2,}(?:[.,][Xx]+)*\b|\b(?:XX|xx)(?:[.:](?:XX|xx))? ?(?:Uhr|[ap]\.?m|hours)\b"
    r"|\b(?:Abschnitt|Kapitel|Ziffer|Anlage|Seite|annexe) (?:XX+|xx+)\b"
    r"|\b(?:[Pp]ages?|pp?\.|Figure) XX+\b|\b[nN] = XX+\b|\b555-[Xx]{4}\b"
    r"|(?:[$£€] ?|\b(?:USD|EUR|GBP|CHF|CAD|AUD|INR|JPY) ?)(?:n+[.,]n+|N+[.,]N+)\b"
)
CROSSED_DATE = (
    r"\b[Xx]{2}[/.-](?:[Xx]{2}|\w{3})[/.-](?:[Xx]{2}|20|19)?(?:[Xx]{2}|\d{2})\b"
    r"|\b[Xx]{2} (?:Month|\w{3,9}) 20[Xx\d]{2}\b|\b00[/.-]00[/.-]0000\b|\b99[/.-]99[/.-]9999\b|\b0000-00-00\b"
)
# "YYYY/NN", "2026/nnn": a number of a file or of a grant.
CODE_MASK = r"\b(?:YYYY|JJJJ|(?:19|20)\d\d)[/-](?:NN+|nn+)\b"
MERGE_FIELD = (
    r"\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,80}%\}|<%[^%<>\n]{1,80}%>|\{![\w. ]{2,60}\}"
    r"|\*\|[A-Z_:]{2,40}\|\*|%%\w[\w .]{0,30}%%|%[A-Z][A-Z_]{2,30}%|#[A-Z][A-Z_]{2,30}#"
    r"|@@\w{2,40}@@|##\w{2,40}##|\$\$[A-Z][A-Z_]{1,30}\$\$"
    r"|\{ ?(?:MERGEFIELD|REF|PAGEREF|DOCPROPERTY|TOC|IF) [^{}\n]{1,80}\}|\bMERGEFIELD \"?\w+\"?(?: \\\* MERGEFORMAT)?"
)
ORDER = (
    r"\((?:insert|enter|specify|fill in|complete|delete|select|choose|tbd|tbc|to be \w+)(?: [^()\n]{1,60})?\)"
    r"|\((?:to be \w+)\)"
)
STILL = r"(?:still|noch|encore|nog|todavía|ancora)"
# "(date – Ewan to fill in)", "(year? ask the warden)", "(still to write)"
VALUE = (
    r"\([\pL .]{2,40}(?: ?[–—:]| -) [^()\n]{2,60}\)|\(\pL{3,20} ?\?[^()\n]{0,60}\)"
    rf"|\((?:\pL+ ){{1,3}}to be [^()\n]{{3,60}}\)|\({STILL} [^()\n]{{2,40}}\)"
)
REMARK = (
    r"\((?:check|prüfen|vérifier)[!?]+\)|\(verify!?\)|\((?:source|date|amount|figure|name|page|price|ref|cite|betrag|datum|quelle)\?\)"
    r"|\((?:à (?:compléter|vérifier|préciser|confirmer)|tba"
    r"|(?:bitte )?noch (?:zu )?(?:prüfen|ergänzen|klären|einfügen)|wird (?:noch )?ergänzt)\)"
)
PART = (
    r"(?:[Ff]igure|[Tt]able|[Ss]ection|[Cc]lause|[Aa]nnex|[Aa]ppendix|[Ss]chedule|[Ee]xhibit|Anlage|Abschnitt|Kapitel"
    r"|Tabelle|Abbildung|Anhang)"
)
QUESTION = (
    rf"\?{{3,}}|[$£€]\s?\?+|\b(?:p|pp|page|no)\. ?\?+|{figures.ASKED_FIGURE}|\(\?\?"
    r"|\b(?i:figures?|fig\.|tables?|sections?|clauses?|equations?|eq\.|chapters?|appendix|annex|exhibits?|schedules?"
    r"|pages?|articles?|paragraphs?|para\.|anlage|abschnitt|kapitel|tabelle|abbildung|anhang|annexe|tableau)"
    r" (?:[A-Z]{1,3}-)?\?\?"
    r"|\d[\d.,]*\?\?\B|\pL\?\? (?:check|confirm|verify)\b"
)
# "DRAFT – AH to check the rates"
DRAFT = (
    r"\bDRAFT ?[–—:-]+ ?(?:\w+ ){1,3}to (?:check|confirm|review|verify|add|update|complete|supply|provide|insert"
    r"|revise)\b"
    r"(?:[^\n.·|()\[\]]{0,60}[^\s.·|()\[\]])?"
)
# "HR TO CONFIRM"
SHOUTED_TASK = (
    r"\b[A-Z]{2,14}(?: [A-Z]{2,14}){0,2} TO (?:CONFIRM|CHECK|ADVISE|PROVIDE|COMPLETE|SUPPLY|VERIFY|REVIEW|INSERT"
    r"|UPDATE)\b"
)
NOTE = r"\bNTD(?::| ?[–—-])|note to (?:draft|drafter|self|author|editor):|drafting note:|(?-i:DRAFTING NOTES?) ?[–—-]"
DELETED = (
    r"\b(?:delete|remove) (?:this (?:note|text|box|page|section|paragraph) )?before"
    r" (?:sending|issuing|issue|filing|signing|signature|execution|submission|submitting|publication|publishing)\b"
)
LATER = r"(?:list|text|wording|content|table|chart|diagram|graph|image|photo|photograph|screenshot|drawing|section)s?"
FORM = "form"
KINDS = (
    _kind("marker", MARKER, judges.marker),
    _kind("marker", "NaN", judges.not_a_number),
    _kind("deferred", DEFERRED, judges.deferred, ignore_case=True),
    _kind("deferred", DEFERRED_ABROAD, judges.deferred_abroad, ignore_case=True),
    _kind("deferred", promises.PROMISED, promises.promised, ignore_case=True),
    _kind("note", NOTE, ignore_case=True),
    _kind("note", DRAFT, judges.whole),
    _kind("note", SHOUTED_TASK, judges.shouted_task),
    _kind("note", starred.TOLD, starred.told),
    _kind("note", starred.ORDER, starred.ordered),
    _kind("note", notes.ASSIGNED, notes.assigned),
    _kind("note", notes.TRAILING, notes.trailing),
    _kind("note", notes.REMARK, notes.remark),
    _kind("note", notes.COMMENT),
    _kind("note", notes.ORDER, notes.whole_order),
    _kind("choice", choices.OPEN, choices.left_open),
    _kind("note", DELETED, judges.ends_there, ignore_case=True),
    _kind("note", rf"\b{LATER} to follow\b", judges.to_follow, ignore_case=True),
    _kind("note", r"\([A-Z][^()\n.]{0,60} to (?:follow|chase|confirm|check)\b[^()\n]{0,60}\)", judges.noted_aside),
    _kind("note", r"\b(?:Text|Bild|Foto|Tabelle|Grafik|Abbildung|Inhalt)e?n? folg(?:t|en)\b", judges.to_follow),
    _kind("note", r"\[citation needed\]", ignore_case=True),
    _kind("filler", FILLER, judges.not_discussed, ignore_case=True),
    _kind("filler", rf"\b(?:{HERE})(?: of(?: the)? \w+(?: \w+)?)? (?:goes |to go )?here\b", judges.filler, True),
    _kind(
        "filler", rf"\byour (?:\w+ )?{HERE} here\b|\binsert (?:\w+ ){{1,4}}here\b|\basdf\w*\b", judges.order_here, True
    ),
    _kind("filler", r"\b(?:INSERT|ENTER|ADD|FILL IN|SPECIFY)(?: [A-Z]+){1,3}\b", judges.shout),
    _kind("filler", IN_CAPITALS, shouted_field),
    _kind("name", EXAMPLE_NAME, judges.example_name),
    _kind("name", templates.FIELD_NAME, templates.field_name),
    _kind("name", templates.SHOUTED_NAME, templates.shouted_name),
    _kind("name", templates.NAMED, templates.named),
    _kind("deferred", templates.TO_COME, templates.to_come),
    # Elsewhere such an address may be the example of a manual.
    _kind("name", templates.ADDRESS, is_binding),
    _kind("broken_field", BROKEN_FIELD),
    Kind("blank", compile_pattern("__+", ignore_case=False, capture=False), blanks.blank, re.compile("__+")),
    _kind("blank", r"_(?: _){2,}|(?:\\_){2,}", blanks.escaped),
    _kind("blank", r"\.{5,}[.…]*|…[.…]+|\.(?: \.){4,}", blanks.dots),
    _kind(FORM, r"\[[ \x{a0}]{3,}\]|_{2,}|\.{5,}[.…]*|…[.…]+", blanks.form),
    _kind(
        "blank", rf"(?:\.\.\.|…) ?(?:{MEASURES}|percent \((?:\.\.\.|…)|[cmk]m|[mk]g|ml|kW|EUR)\b", blanks.omitted_count
    ),
    _kind("blank", rf"(?:\.\.\.|…) ?(?:{blanks.MONTHS}) (?:19|20)\d\d\b", blanks.omitted_day),
    _kind("blank", r"\b20(?:\.\.|…)", blanks.omitted_year),
    _kind("blank", BULLET),
    _kind("crosses", r"[Xx]{3,}", judges.crosses),
    _kind("crosses", CROSSED_NUMBER, judges.quantity),
    _kind("crosses", r"\b(?:19|20)\d[Xx]\b", judges.crossed_year),
    _kind("crosses", r"\b(?:XX|xx) [a-z]{2,}s\b", judges.crossed_number),
    _kind("crosses", CROSSED_DATE, judges.whole),
    _kind("crosses", dates.CROSSED_DAY, dates.crossed_day),
    _kind("crosses", figures.LETTERED_NUMBER, figures.lettered),
    _kind("crosses", figures.STARRED_FIGURE, figures.starred),
    _kind("merge_field", figures.OPEN_ADDRESS, figures.no_domain, ignore_case=True),
    _kind("blank", figures.EMPTY_PARENTHESES, figures.unfilled),
    _kind("blank", dates.OPEN_SPACE, dates.open_space),
    _kind("crosses", r"\b(?:[Xx]{2,},[Xx]{2,}|xx+\.xx|XX\.XX)\b", judges.decimals),
    _kind("date_mask", f"{date_masks.DATE_MASK}|{CODE_MASK}", date_masks.date_mask),
    _kind("question", f"{dates.ASKED_DAY}|{QUESTION}"),
    _kind("question", r"\?\?", asked.missing_figure),
    _kind("question", rf"\b{PART} \?", asked.numbered_part),
    _kind("crosses", f"{masks.MASKED_COUNT}|{masks.MASKED_SUM}|{masks.MASKED_DATE}", masks.masked),
    _kind("crosses", f"{masks.MASKED_TIME}|{masks.MASKED_PART}|{masks.MASKED_NUMBER}", masks.masked),
    _kind("crosses", masks.OPEN_SUM, masks.open_sum),
    _kind("crosses", masks.LED_COUNT, masks.led_count),
    _kind("crosses", masks.MASKED_YEAR, masks.masked_year),
    _kind("crosses", masks.CROSSED_PART, masks.crossed_part),
    _kind("hashes", r"#{4,}", judges.hashes),
    _kind("bracket", r"\[[^\[\]\n]{0,240}\]", brackets.bracket),
    _kind("angle", r"<<[^<>\n]{1,60}>>|<[^<>\n]{2,60}>", marks.angle),
    _kind("merge_field", MERGE_FIELD),
    _kind("merge_field", r"\$[A-Z][A-Z_]{3,30}\b", judges.variable),
    _kind("merge_field", r"«[\w.-]+(?: [\w.-]+){0,3}»", judges.guillemets),
    _kind("merge_field", r"__[A-Z][A-Z_]{1,30}__", marks.field_marks),
    _kind("brace", r"\{[\w .-]{2,40}\}", marks.brace),
    _kind("parenthesis", REMARK, ignore_case=True),
    _kind(
        "parenthesis",
        VALUE,
        marks.value,
        True,
    ),
    _kind("parenthesis", ORDER, marks.parenthesis, ignore_case=True),
    _kind("deferred", awaiting.BARE, awaiting.awaited_bare, ignore_case=True),
    _kind("parenthesis", awaiting.AWAITED, awaiting.awaited, ignore_case=True),
)
BRACKETED = tuple(kind for kind in KINDS if kind.code in {"bracket", "parenthesis"})
"""Those of which square or round brackets are the whole."""
# Read together they cost less; the automaton of more outgrows its memory on texts without words.
_TOGETHER = 15
_GROUPS = tuple(KINDS[at : at + _TOGETHER] for at in range(0, len(KINDS), _TOGETHER))
_SCREENS = tuple((group, Screen(kind.pattern for kind in group)) for group in _GROUPS)


def kinds_in(text: str | bytes) -> list[Kind]:
    """Return the kinds of which a text holds candidates, in their order."""
    return [group[at] for group, screen in _SCREENS for at in screen.hits(text)]
