"""Words around a reference that say which text it points into: its own ("hereof") or another ("of the Lease")."""

from __future__ import annotations

import re

from qa_service.documents.references.bare import TREATED
from qa_service.documents.searching.anchors import BLANK, LETTER_I, Anchored, compile_anchor
from qa_service.documents.searching.rare_signs import rare_sign
from qa_service.documents.searching.word_sets import word_set

NOUNS = (
    r"Acts?|Agreements?|Codes?|Laws?|Regulations?|Rules?|Statutes?|Contracts?|Leases?|Polic(?:y|ies)|By-?laws?|Charter|"
    r"Constitution|Deeds?|Directive|Treaty|Plans?|Indenture|Ordinance|Convention|Memorandum|Articles|Decree|Title|"
    r"Chapter|Licen[cs]e|Form|Schedule|Annex|Exhibit|Appendix|Order|Bill|Report|Prospectus|Registration|Tariff|"
    r"Protocol|Standard|Guid(?:e|elines?|ance)|Handbook|Manual|Terms|Letter|Undertaking|Bond|Mortgage|Will|Trust|"
    r"Circular|Notice|Opinion|Paper|Study|Book|Declaration|Addendum|Amendment|Supplement|Note|Complaint|Petition|"
    r"Motion|Affidavit|Brief|Statement|Pleadings?|Filing|Submission|Prospectus|Specification|Tender|Proposal|Offer|Loan|"
    r"Facility|Guarantee|Warranty|Certificate|Minutes|Award|Judgment|Decision|Draft|Defen[cs]e|Reply|Claim|Answer|"
    r"Dictionary|Framework|Brochure"
)
LOWER = (
    r"agreements?|act|codes?|laws?|regulations?|statutes?|contracts?|leases?|polic(?:y|ies)|bylaws|constitution|deed|"
    r"directive|treaty|plan|charter-?part(?:y|ies)|charter|licen[cs]e|indenture|rules|guidelines?|handbook|standards?|reports?|nda|manual|"
    r"complaint|petition|motion|affidavit|declaration|brief|statements?|pleadings?|filing|prospectus|letter|submission|"
    r"specification|tender|proposal|offer|guarantee|warranty|certificate|minutes|award|judgment|decision|draft|"
    r"(?:purchase|change|variation|work|task)\sorder|quotation|(?:data|fact)\s?sheet|census|catalogue|leaflet|booklet|yearbook|textbook|"
    r"thesis|bulletin|gazette|conditions|terms|ordinance|convention|protocol|annual\saccounts|accounts|defen[cs]e|reply|particulars|"
    r"(?:disclosure|offering|tender|bid|bidding)\sdocuments?"
)
# Nouns of instruments whose clauses the parties call by a bare number.
INSTRUMENTS = word_set(
    "agreement contract subcontract sub-contract lease policy deed terms licence license indenture charter plan bylaws"
    " treaty convention"
    " undertaking guarantee mortgage bond trust will nda mnda cnda cda mou dpa order amendment addendum"
    " vertrag contrat contrato contratto bail"
)
_DET = r"(?:the|that|those|such|said|its|their|his|her|our|your|my|an?|any|another|each|either|both|every|certain)"
_WORD = (
    r"(?!(?:to|of|under|in|by|for|and|or|that|which|who|as|at|with|is|are|was|shall|will|may|must|on|from|if)\b)"
    r"[\w.&'\u2019/-]{1,40}"
)
_PHRASE = rf"(?:(?:{_DET}\s+){{1,2}}|(?=[A-Z]))(?:{_WORD}\s+){{0,6}}?(?:{NOUNS}|{LOWER})\b"
AFTER = re.compile(
    rf"[\s,)\u201d\"]*(?:thereof|therein|whereof|thereto\b|(?<=\s)there(?=[).,;])|(?:of|to|in|under)\s(?:it|them)\b|et\sseq|ff?\.\s|C\.\s?F\.\s?R|U\.\s?S\.\s?C|(?:to|under|in|from),?\s+"
    rf"(?P<phrase>{_PHRASE})|"
    # "Exhibit F to the Nebraska Department of Revenue's Bulletin"
    r"(?:of|to|in|under)\s+(?:the\s+)?[A-Z][\w&-]*\s+(?:(?:of\s+|and\s+|for\s+)?[A-Z][\w&-]*\s+){0,4}"
    r"(?:of\s+)?[A-Z][\w&-]*(?:['\u2019]s|s['\u2019])\s+[A-Z]|"
    r"(?:[A-Z][\w.&]{0,30}\s+(?:(?:[A-Z][\w.&]{0,30}|of|and|the|for|on|in|at|etc\.?)\s+){0,7})?"
    r"(?:Act|Code|Regulations?|Laws?|Rules|Convention|Directive|Statutes?|Ordinance|Constitution|Decree|Proclamation|"
    r"Cap\.?\s\d+|(?:(?:Gen|Rev|Comp)\.\s)?Stats?\.|Ann\.)(?!\w))"
)
# "Section 4 of Article II" is of this text as far as that Article is.
_NO_PART = r"(?!(?:Article|Section|Clause|ARTICLE|SECTION|CLAUSE)\s(?:\d|[IVX]{1,5}\b|[A-Z]\b))"
# Behind a comma it may go on with what was said: "the repair, described in clause 9, of the roof".
_OF_PAPER = rf"(?=of,?\s+(?:{_PHRASE}|(?:{_DET}\s+){{0,2}}[A-Z]{{2}}|[A-Z\d\u201c\"]))"
OF = re.compile(
    rf"(?:[\s)\u201d\"]*|[\s,)\u201d\"]*{_OF_PAPER})of,?\s+(?P<phrase>(?:{_DET}\s+){{1,2}}(?=[\w\u201c\"])|{_NO_PART}(?=[A-Z\d\u201c\"]|form\s[A-Z\d]))"
)
# What may stand between a number and the words for its text: a title, or a part of the part ("Part II, Item 5").
GLOSS = re.compile(
    r"\s\([^()\n]{1,60}\)(?=\s)|,?\s(?:et\sseq(?:q?\.)?|ff?\.),?(?=\s)|\sof\s(?:Article|Section|Clause|ARTICLE|SECTION|CLAUSE)\s(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Z])\b(?!\.\d)|"
    r",\s(?:[A-Z][a-z]+|lines?|pages?)\s(?:\d{1,3}|[IVX]{1,4}|[A-Z])(?:\.\d)?\b(?=,?\s(?:of|to|in)\s|,?\shere(?:of|to)\b)"
)
# "The letter of intent, clause 9 of which": what was named just before. "Schedule 3, of which" is not meant.
OF_WHICH = re.compile(r"(?:\s\([^()\n]{1,60}\))?\sof\s(?:which|whom)\b")
IN_STUDY = re.compile(
    r"[\s,)]*(?:in|from|of)\s+(?:\[\d|(?:the\s+)?[A-Z][\w'\u2019-]+(?:\s+(?:et\s+al\.?|(?:and|&)\s+[A-Z][\w'\u2019-]+))?,?\s*"
    r"(?:\(|(?:19|20)\d\d\b))"
)
LAND = re.compile(r",\s(?:Township|Range|Block|Plat|T\.?\s?\d)")
# The name of a statute or treaty behind the number: "Article 6 GDPR", "§ 14 UWG", "§ 5 BauO NRW".
CODE = re.compile(
    r"\s(?:\([^)]{1,30}\)\s|(?:Abs\.|Absatz|S\.|Satz|Nr\.|lit\.|Ziff\.|al\.|para\.|no\.|sentence)\s?\w{1,3}\s){0,4}"
    r"(?!(?:AND|OR|OF|THE|TO|SHALL|IS|ARE|WILL|MAY|NOT|FOR|SURVIVES?|APPL(?:Y|IES))\b)"
    r"(?:[A-ZÄÖÜ]{3,}|[A-ZÄÖÜ][A-ZÄÖÜa-zäöü]{0,8}[A-ZÄÖÜ][a-z]{0,2}|UK|EU|[IVX]{1,4}\sof)\b"
)
# "Schedule 4 to ITEPA"
TO_LETTERS = re.compile(r"\s(?:to|of)\s(?:the\s)?(?!(?:THE|THIS|SUCH)\b)[A-Z]{3,6}\b(?!\s[A-Z]{3,})")
# "of" in other languages, and what is spoken of: "des Rahmenvertrags", "de la loi", "del Código", "van de wet".
ABROAD = re.compile(
    r"[\s,)]*(?:(?:Abs\.|Absatz|S\.|Satz|Nr\.|lit\.|al\.|alinéa)\s?\w{1,3}\s){0,4}"
    r"(?:(?:des|der|dem|zum|zur|im|seiner|ihrer|aus\sdem)\s(?P<german>(?:[\wäöüß]{2,30}\s){0,2}?[A-ZÄÖÜ]\w*)"
    r"|(?:du|de\sla|de\sl['\u2019]|des|au|à\sla|à\sl['\u2019]|dudit|\u00e0\sce(?:tte|s|t)?|del(?:la|lo)?|dell['\u2019]|de\sla|al|van\s(?:de|het))\s?"
    r"(?P<romance>[\w\u00c0-\u017f]{2,30}))"
)
GERMAN_TEXT = re.compile(
    r"(?i:gesetz|ordnung|vertr[aä]g|verordnung|richtlinie|satzung|bedingung|police|kodex|konvention|übereinkomm|vereinbarung|"
    r"buch|statut|norm|gutachten|bericht|schreiben|erklärung|protokoll|handbuch|klage|urteil|police)|[A-ZÄÖÜ]{2,}\b|[a-zäöü][A-ZÄÖÜ]"
)
ROMANCE_TEXT = re.compile(
    r"(?:[cC]ode|[lL]oi|[rR]èglement|[dD]écret|[dD]irective|[cC]ontrat|[cC]onvention|[tT]raité|[oO]rdonnance|[aA]rrêté|[sS]tatuts|"
    r"[bB]ail|[aA]ccord|[cC]onditions|[mM]arché|[dD]evis|[nN]orme|[aA]venant|[pP]rocès|[pP]rotocole|[nN]otice|[gG]uide|[lL]ettre|[aA]cte|[cC]ahier|[pP]olice|[rR]apport|[cC]harte|[cC]onstitution|[cC][óo]digo|[lL]ey|[rR]eglamento|"
    r"[cC]ontrato|[cC]onvenio|[eE]statuto|[dD]ecreto|[dD]irectiva|[cC]odice|[lL]egge|[rR]egolamento|[cC]ontratto|[dD]irettiva|[cC]apitolato|[aA]ccordo|[aA]cuerdo|[pP]liego|"
    r"[sS]tatuto|[wW]et(?:boek)?|[vV]erordening|[rR]ichtlijn|[oO]vereenkomst|[bB]esluit|[A-Z]{3,}|[A-Z]\w+)\b"
)
GONE = re.compile(
    r"\s?(?:\((?:now\s|intentionally\s|since\s|later\s)?(?:deleted|repealed|omitted|removed|reserved|not\sused)|(?:,\snow|(?:was|were|has\sbeen|"
    r"have\sbeen|is|are)(?:\s(?:intentionally|deliberately|since|later))?)\s(?:deleted|removed|omitted|struck|repealed|"
    r"renumbered|replaced|reserved|left\sout)\b)",
)
GONE_BEFORE = re.compile(
    r"\b(?:former|formerly|previous|old|deleted|repealed|new|proposed|a\sfurther)\s\Z", re.IGNORECASE
)
# More numbers of the same list, each perhaps with its title in brackets: "Section 13(d) and 14(d) of the Act".
LIST_BEHIND = re.compile(
    r"(?:\s\([a-z][a-z ,-]{2,60}\))?(?:(?:,|,?\s(?:and|or|to))\s(?:\u00a7{1,2}\s?|[A-Z][a-z]{3,12}\s)?\d[\w.()]{0,12}"
    r"(?:\s\([a-z][a-z ,-]{2,60}\))?){0,6}"
)
# A statute that speaks of itself, where it is quoted: "section 2453 of this title".
THIS_LAW = re.compile(r"[\s,)]*(?:of|to|in|under)\s+this\s+(?P<law>title|act|code|statute|subchapter|ordinance|law)\b")
# "Section 18-551, paragraph 7", "Act No. 2026-552, § 7", "10 M.R.S. § 1543", "Tax Act, 1932, § 54".
LAW_BEFORE = re.compile(
    r"(?:\bsections?\s\d{1,3}[-.]\d{2,5}(?:\.\d+)?,\s|\bAct\sNo\.\s[\w-]{1,12},?\s|"
    r"\b(?:Act|Constitution|Code|Law)[\w ]{0,14},\s(?:(?:19|20)\d\d,?\s)?|\b\d{1,3}\s(?:[A-Z]\.\s?){2,4}|"
    r"\((?:[A-Z]\.\s?){1,3}\d{1,5}\)[,;]?\s|\(Act\s\d+\),\s|\benactment\s|"
    r"\b(?:[Ss]tandard\s[Cc]ontractual\s[Cc]lauses|[Mm]odel\s[Cc]lauses|SCCs),?\s\(?(?:Module\s\w+,\s)?|"
    r"\btitle\s\d{1,3},\s(?:chapter\s\d{1,4},\s)?)\Z"
)
STATUTE_BEFORE = re.compile(
    r"(?:\b(?:Acts?|Code|Rules?|Regulations?|Law|Ordinance|Constitution|Directive|Statutes?|Stat|Ann|"
    r"Title\s\d{1,3}|GDPR|RCW|Form\s[\w-]{1,8})|U\.\s?S\.\s?C|C\.\s?F\.\s?R|USC|CFR|tit\.\s\d{1,3}|"
    r"\bch?\.\s?\d{1,4}[A-Z]?|\d{2,4}/\d{2,4}(?:/[A-Z]{2,3})?)[.,'\u2019s]*\s*\(?\Z"
)
# "the Lease, in particular clause 9"
_ESPECIALLY = (
    r",?\s(?:and\s)?(?:in\sparticular|especially|notably|specifically|namely|including(?:\swithout\slimitation)?),?\s"
)
# "12. Governing Law. Section 3 applies": a title of this text.
TITLE_BEFORE = re.compile(
    r"(?:\n|\A)[ \t>#*_]*\(?\w{1,4}[.)]?[ \t]+(?:[A-Z][\w-]*;?[ \t]|(?:and|of)[ \t]){0,5}[A-Z]\w+\.[*_]*\s\Z"
)
INSTRUMENT_BEFORE = re.compile(
    r"(?P<word>\b(?!(?:can|cannot|could|may|shall|should|must|to|not|will|would)\b)[A-Za-z'\u2019]+|\b(?:19|20)\d\d\)?)\s+"
    rf"(?:[A-Z][\w&-]*\s+){{0,3}}?(?P<noun>{NOUNS}|"
    rf"(?:{LOWER})(?=['\u2019]s|[\s,]*\(\Z|,\s\Z|{_ESPECIALLY}\Z|\s(?:of|dated|for)\s[\w ,]{{4,20}}?"
    r"(?:\s?\(|,?\sat\s|,\s)(?:(?:see|at)\s)?\Z))(?P<year>\s(?:19|20)\d\d)?"
    r"(?:\s(?:of|dated|for)\s(?:(?:\d{1,2}\s)?[A-Z][a-z]{2,8}\s(?:\d{1,2},\s)?)?(?:19|20)\d\d)?"
    r"(?:\s?\([^)]{1,30}\))?(?:['\u2019]s)?,?\s?"
    rf"(?:\((?:(?:see|including|in\sparticular|especially|notably|such\sas|for\sexample|e\.g\.),?\s)?|\((?:at|in)\s|at\s|in\s(?:its\s)?|{_ESPECIALLY})?\Z"
)
# "those (in particular Sections 12 and 14) in the Client's order form": the words behind the bracket tell whose.
WITHIN_BEFORE = re.compile(
    r"\b(?:those|terms|provisions|conditions|clauses|sections|requirements)\s(?:\w+\s){0,2}"
    r"\((?:[^()\n]|\([a-z\d]{1,3}\)){0,60}\Z",
    re.IGNORECASE,
)
WITHIN_BEHIND = re.compile(
    r"(?:[^()\n]|\([a-z\d]{1,3}\)){0,60}\)\s(?:of|in|under|from|(?:contained|set\s(?:out|forth))\sin)\s"
    r"(?!th(?:is|ese)\b|the\s(?:present|foregoing)\b|(?:the\s)?(?:sections?|clauses?|articles?|paragraphs?)\b)",
    re.IGNORECASE,
)
# "a Section 16 officer", "the Section 338 election": what statutes know by the number of a section.
BY_STATUTE = re.compile(
    r"\s(?:officers?|insiders?|elections?|filings?|filers?|reporting|proceedings?|trustees?|exemptions?|offerings?|"
    r"housing|vouchers?|tenanc(?:y|ies)|(?:reporting\s)?persons|deductions?|safe\sharbou?rs?|status)\b|"
    r"\s[a-z]+(?:\s[a-z]+)?\sunder\s(?:the\s)?(?:[A-Z][\w&'\u2019-]*\s){0,5}(?:[A-Z]\w*\s(?:19|20)\d\d|Acts?|Code|Laws?|Rules|Regulations?)\b"
)
# A standard or a short name in capitals before the reference: "ISO 9001, clause 8.4", "UCC Article 9".
CODE_BEFORE = re.compile(
    r"\b(?<!rticle\s)(?<!RTICLE\s)(?<!ection\s)(?<!ECTION\s)"
    r"(?!(?:AND|OR|OF|THE|TO|IN|BY|SEE|AS|IF|BUT|NOT|PER|WITH|UNDER|THIS|BOTH|ALSO)\b)"
    r"[A-Z]{2,6}(?:\d{1,5}|(?:[-\s/][A-Z]{2,4})?[-\s]v?\d[\d.:-]{0,9})?,?\s\(?\Z"
)
STUDY_BEFORE = re.compile(r"(?:\bet\sal\.,?\s\(?|[A-Z]\w+\s\()(?:(?:19|20)\d\d[a-z]?\)?[,:;]?\s)?(?:see\s)?\Z")
# "Pevsner, plate 61": a name opens the sentence, and the word for the part is small.
AUTHOR_BEFORE = re.compile(r"(?:\A|\n|[.;(]\s)[A-Z][a-z]+,\s\Z")
# "The survey dated 6 February found cement at the verge (section 7": a bracket at the end of what it says.
SURVEY_BEFORE = re.compile(
    r"\b(?:survey|study|investigation|assessment|review|audit)\s(?:dated|of)\s(?:\d{1,2}\s)?[A-Z][a-z]+\s(?:\d{1,2},\s)?(?:19|20)\d\d\s"
    r"(?:[^.;()\n]|\n(?!\n)){0,140}\s\(\Z"
)
SOURCE_BEFORE = re.compile(rf"\b(?:{LOWER}|study|survey|paper)\s(?:of|by)\s(?:[A-Z][\w'\u2019.-]*\s?){{1,3}},\s\Z")
# What a text says of its own parts where it has named no other text yet.
TREATED_BEFORE = re.compile(
    rf"\b(?:(?:[Ss]ee(?:\salso)?|cf\.|siehe|vgl\.|[Vv]oir)|{TREATED}\s(?:further\s|below\s|later\s|in\sdetail\s)?(?:in|at|under|by))\s\Z"
)
# A new paragraph, or a line with a number.
NEW_PART = re.compile(r"\n[ \t]*(?:\n|\(?[\dA-Za-z]{1,4}(?:\.\d+)*[.)]\s)")
# "attached thereto as Exhibit 1", "filed with the Complaint and marked Exhibit 4".
PAPER_OF_BEFORE = re.compile(
    r"\b(?:attached|annexed|appended|filed|enclosed)\s(?:thereto|therewith|(?:to|with)\s(?:the|that|such|its|his|her|their)\s"
    r"(?:[\w-]+\s){0,3}?(?P<noun>[\w-]+))(?:\sand\smarked)?(?:\sas)?(?:\sits)?\s\Z"
)
# A place in a text that was named just before: "its Table 4", "Exhibit D, at paragraph 12", "Orr 1, para 32".
THIS_BEFORE = re.compile(r"\b[Tt]his\s(?:[\w-]{1,30}\s){0,2}[\w-]{1,30},\s\Z")
# "Orr's Table 5", "Supplementary Table 3", "in the Annex Table 2": of a person's work, or of a series with a name.
OWNER_BEFORE = re.compile(
    r"\b(?:[A-Z][\w-]+(?:['\u2019]s|(?<=s)['\u2019])|Suppl(?:ement(?:ary|al)|\.)|Additional|Extended\sData|Online|Web|Appendix|Annex)\s\Z|"
    r"(?<=[a-z,;]\s)(?!(?:See|In|As|From|Both|Also|Compare|Cf)\b)[A-Z][\w-]+\s\Z"
)
SWISS_LAW = re.compile(
    r"\s(?:(?:Abs|Ziff|lit|al)\.\s?\w{1,3}\s){0,3}OR\b(?!\s(?:[A-Z]{2}|\u00a7|\d|[Aa]rt|[Ss]ect|[Cc]laus))"
)
POSSESSIVE_BEFORE = re.compile(
    r"\b(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Yy]our|whose|ibid\.?,?|[Dd]essen|[Dd]eren|dont\s(?:l['\u2019]|l[ae]s?\s)?|cuy[oa]s?|"
    r"(?:il|la)\scui|waarvan)\s?\Z|\b(?:see|in|at)\sits\s[A-Z][a-z]+\s[\dA-Z]{1,3},?\s(?:and|or)\s\Z"
)
# "This Agreement, with its Exhibits A and B": what is its own.
OWN_POSSESSIVE = re.compile(
    r"\b[Tt]his\s(?:[\w-]{1,20}\s){0,3}[\w-]{1,20},?\s\(?(?:(?:together\s)?with|including|and)\s(?:all\s(?:of\s)?)?its\s\Z"
)
LOCATED_BEFORE = re.compile(
    r"\b(?:documents?|papers?|pages?|study|trial|report|letter|folio|tab|volume|vol\.|file|bundle|drawing|form|book|minute)"
    r"\s[\w./-]{1,8},(?:\sat)?\s\Z",
    re.IGNORECASE,
)
# Another text is spoken of: "The lease of Unit 2 ends in May; clause 22 gives an option".
TEXT_NAMED = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Yy]our|\w+['\u2019]s)\s(?:[\w-]{{1,20}}\s){{0,2}}?(?:{LOWER}|survey|{NOUNS})\b|\b[A-Z]{{2,6}}\s\d{{3,6}}\b"
)
LETTER = re.compile(r"^(?:Dear|Sehr\sgeehrte[r]?)\s[A-Z][^\n]{1,60}$", re.MULTILINE)
# A letter about an instrument that lends it its terms, and whose sections it then means.
TERMS_LENT = re.compile(
    r"\b[Tt]erms\b[^.\n]{0,80}\bmeanings?\s(?:given|assigned|ascribed|set\s(?:out|forth))[^.\n]{0,30}?\b(?:in|by)\sthe\s"
    rf"(?:[A-Z][\w-]*\s){{0,3}}(?:{NOUNS})\b"
)
ANSWERED = re.compile(r"\b(?:your|Ihre?m?)\s(?:letter|e-?mail|numbered|paragraph|claim|notice|Schreiben|E-Mail)\b")
PINPOINT_BEFORE = re.compile(
    r"(?:[\w)]\.?,\s(?:at|in)|\b[Tt]he\s[A-Z][a-z]+,|\b(?:pages?|pp?\.)\s\d{1,4},(?:\sat)?|"
    r"\b(?!(?:Schedule|Annex|Appendix|Part|Article|Section|Clause|Chapter|Paragraph)\b)[A-Z][a-z]+\s\d{1,2},(?:\sat)?|"
    r"\b(?:Defen[cs]e|Reply|Claim|Answer|Complaint|[Ss]tatement|[Ll]etter|[Rr]eport),?(?:\sat)?|"
    r"\b(?:[Ii]n\s)?(?:her|his|their|its|the)\s(?:defen[cs]e|reply|answer|complaint|pleading),(?:\sat)?)\s\(?\Z"
)
LAND_BEFORE = re.compile(r"\b(?:Township|Range|Lot|Block|Plat)\s[\w-]{1,8}(?:\s(?:North|South|East|West))?,\s\Z")
# "Smith Decl. Ex. 9", "Plaintiff's Exhibit 7", "Trial Exhibit 4", "Cal. App. 3".
PLEADING_BEFORE = re.compile(
    r"(?:\b(?:[A-Z]\.){2,3}\s|\b[A-Z][A-Za-z]{1,9}\.(?:\s[¶§]{0,2}\s?\d[\d:-]{0,11})?,?\s|\b(?:[Pp]laintiffs?|[Dd]efendants?|[Cc]laimants?|[Rr]espondents?|[Gg]overnment|[Pp]etitioners?|"
    r"[Aa]ppellants?)['\u2019]?s?['\u2019]?\s|\b(?:[Tt]rial|[Jj]oint|[Hh]earing|[Dd]eposition)\s)\Z"
)
OWN_AFTER = re.compile(
    r"[\s,)\u201d\"]*(?:above\b|below\b|(?:of|to|in|under),?\s+(?:this|these|the\s+present)\b|hereof|herein|hereto|hieraus|hiervon|"
    r"(?:(?:Abs\.|Absatz|S\.|Satz|Nr\.)\s?\w{1,3}\s){0,3}(?:des|der|dieses|dieser|diesem)\s(?:vorliegenden|gegenwärtigen)\b|"
    r"(?:im\s|in\s|zu\s)?(?:dieses|dieser|diesem)\b|(?:du|de\sla|des|au|à\sla)\s(?:présente?s?)\b|de\sce(?:tte)?\b|ci-dessus|ci-après|"
    r"(?:de|del|della)\s(?:este|esta|presente|questo|questa)\b|van\sdeze\b)",
    re.IGNORECASE,
)
OWN_TITLE = Anchored(
    re.compile(
        r"\b(?:[Tt]his\s+[\u201c\"]?(?:[A-Z][\w-]*\s+){0,4}?(?P<title>(?:[A-Z][a-z]+|[A-Z]{3,})\b(?:-[A-Z]\w*|)"
        r"(?:[ ][A-Z][\w-]*){0,4})|"
        r"(?:[Dd]iese[rsmn]?|[Pp]résente?s?|[Pp]resente|[Qq]uesto|[Ee]ste|[Dd]eze)\s+(?P<abroad>[\w\u00c0-\u017f]{3,30}))"
    ),
    compile_anchor(
        rf"\b[Tt]his{BLANK}+[\x{{201c}}\"]?[A-Z]|\b(?:[Dd]iese[rsmn]?|[Pp]r[ée]sente?s?|[Qq]uesto|[Ee]ste|[Dd]eze){BLANK}"
    ),
    width=1,
)
HEAD_TITLE = re.compile(
    r"[\s#*_]*+(?P<words>[^\n]{0,80}?)(?P<title>[A-Za-z]{3,20})[ \t*_]*+(?:\([^()\n]{1,24}\)[ \t*_]*)?(?:\n|\Z)"
)
_PLAIN = r"agreement|contract|subcontract|sub-contract|lease|deed|licen[cs]e|indenture|undertaking|guarantee|mortgage"
# "THIS LEASE is dated 14 March 2022", "THIS DEED OF PARTNERSHIP is made": how the sentence of the parties opens.
OPENING = re.compile(
    rf"^[ \t#*_]*(?:THIS|This)[ ](?:[A-Z][\w-]*[ ]){{0,4}}?(?P<title>(?i:{_PLAIN}))\b"
    r"(?:[ ](?:OF|of|FOR|for)(?:[ ][A-Z][\w-]*){1,4})?[ \n*_]*"
    r"(?i:(?:is|was)[ ](?:dated|made|entered|executed|given)|dated|made|between|by[ ]and|entered)\b",
    re.MULTILINE,
)
# A line of the cover that names it: "DEED OF SETTLEMENT", "Share purchase agreement".
HEAD_LINE = re.compile(
    rf"^[ \t#*_]*(?:[A-Z][\w-]*[ ](?:[\w&-]+[ ]){{0,5}})?(?P<title>(?i:{_PLAIN}))"
    r"(?:[ ](?i:of|for|and|in)[ ][^\n.:;,]{2,60})?[ \t*_]*$",
    re.MULTILINE,
)
PLAIN_TITLE = re.compile(rf"\b(?:of|in|under|to|by|with|from|that|,|terminate)\s(?:and\s)?this\s(?P<title>{_PLAIN})\b")
# A paper that goes with an earlier one and speaks of the parts of that.
LATER = re.compile(
    r"\b(?:amendment|amending|supplement\w*|side|addendum|termination|assignment|novation|variation|extension|renewal|"
    r"deed|letter|first|second|third|fourth|fifth|accession|joinder)\b"
)
PREPOSITION = re.compile(r"\b(?:to|of|on|under|for|re|about|regarding)\b", re.IGNORECASE)
JOINT = re.compile(
    r"[\s,;&()*_]*(?:(?:and|or|and/or|to|through|of|the|provisions|in|both|as\swell\sas|also|und|et)[\s,]+){0,4}\Z"
)
CONJUNCTION = re.compile(r"\b(?:and|or|while|whereas|nor|so)\s(?:(?:does|do|is|are|in)\s)?\Z")
PLAIN_OF = re.compile(
    r"[\s,)\u201d\"]*(?:of|to|under|in|from)\s+(?:the|our|said)\s+(?P<title>[A-Za-z]+)(?![\w'\u2019]|\s+[A-Z])"
)
LENT_TITLES = frozenset({"agreement", "contract", "lease", "policy", "deed", "document", "terms"})
# The heading of the only paper of its kind behind a text.
LONE_PAPER = re.compile(
    r"^[ \t#*_]*(?:(?:THE|The)[ \t]+)?(?P<title>SCHEDULE|[Ss]chedule|APPENDIX|Appendix|ANNEX(?:URE|E)?|Annex(?:ure|e)?)"
    r"(?=[ \t*_]*(?:$|[:\u2013\u2014]))",
    re.MULTILINE,
)
# Headings of memoranda, decisions and reports, whose own parts nobody calls clauses.
REPORT_HEAD = re.compile(
    r"^[ \t#*]*(?:[\dIVX]{1,5}(?:\.\d{1,2})?[.):]?[ \t]+)?(?P<title>facts?|background|analysis|discussion|conclusions?|"
    r"(?:executive )?summary|findings?|recommendations?|questions? presented|brief answers?|opinion|advice|assessment|"
    r"decision|impression|introduction|application|issues?|reasons?|results?|methods?|outlook|sachverhalt|w\u00fcrdigung|"
    r"ergebnis|faits|analyse|discussion)[ \t:.*]*$",
    re.IGNORECASE | re.MULTILINE,
)
# The head of a column that cites the parts of another text.
_CITED = r"(?:clauses?|sections?|articles?|paragraphs?|\u00a7+|klauseln?|artikel|ziffern?)"
_CITED_BY = r"(?:no\.?|numbers?|refs?\.?|references?|nr\.?)"
CITING_HEAD = re.compile(rf"[*_]*{_CITED}(?:\s{_CITED_BY})?[*_]*", re.IGNORECASE)
# Its line, with a bar, a tab or a gap behind the head.
CITING_LINE = rare_sign(
    r"(?m:^[^\pL\p{Nd}\x{a7}\n]{0,20}"
    + rf"{_CITED}(?:{BLANK}{_CITED_BY})?".replace("i", LETTER_I).replace("\\u00a7", r"\x{a7}")
    + r"[^\pL\p{Nd}\n]{0,8}(?:[|\t,;]|[ \x{a0}]{2}|$))",
    ignore_case=True,
)
