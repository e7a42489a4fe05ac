"""The words by which papers define terms: in English, and where contracts of other tongues differ."""

from __future__ import annotations

import re

from qa_service.documents.searching.word_sets import word_set

# What may stand between a term and the verb: “X”, when used in relation to a share, (singular “x”) means …
# Blanks are not given back: nothing that follows them begins with one.
_BETWEEN = (
    r"\s{0,6}+(?:\([^)\n]{0,80}\)\s{0,6}+)?,?+\s{0,6}+"
    r"(?:(?:as|when|where|wherever|if|for (?:the )?purposes?|(?:for|of) an?|in relation to|in respect of|with respect"
    r" to|in the context of|unless|(?:under|in) (?:this|the|these))\b[^\"\u201c\n;.]{0,90}?,?\s{0,6})?"
)
_ADVERBS = (
    r"(?:(?:shall|will|must|does|do|has|have|each|also|together|collectively|respectively|only|always|hereby|here|"
    r"in turn|where used|as used herein|be|,)\s{0,6}+){0,5}"
)
_SENSE = (
    r"(?:have|has|having|bears?|carr(?:y|ies)|be given|takes?)\s{1,6}the\s{1,6}(?:same\s{1,6}|respective\s{1,6})?"
    r"(?:meanings?|definitions?|sense)|the\s{1,6}(?:same\s{1,6})?(?:respective\s{1,6})?meanings?"
)
_VERB = (
    rf"(?:means?|meaning|includes?|comprises?|consists?\s{{1,6}}of|refers?\s{{1,6}}to|denotes?|signif(?:y|ies)|"
    rf"designates?|is\s{{1,6}}as\s{{1,6}}defined|stands?\s{{1,6}}for|(?:is|are|be)\s{{1,6}}(?:defined|construed)\s{{1,6}}(?:as|to|in|by|under)|"
    rf"defined\s{{1,6}}(?:as|to|in)|{_SENSE}|"
    rf"(?:(?:is|are)\s{{1,6}}to\s{{1,6}})?(?:be\s{{1,6}})?(?:broadly\s{{1,6}}|widely\s{{1,6}})?"
    rf"(?:interpreted|construed|understood|deemed|taken|held|read)\s{{1,6}}"
    rf"(?:broadly\s{{1,6}})?(?:to\s{{1,6}}(?:mean|include|refer)|as)|be\s{{1,6}}a\s{{1,6}}reference)\b"
)
_OTHER_TONGUES = (
    r"(?:bedeute[tn]|bezeichne[tn]|meint|steht\s{1,6}f\u00fcr|im\s{1,6}Sinne|d\u00e9signe(?:nt)?|signifie(?:nt)?|"
    r"s['\u2019]entend(?:ent)?|(?:est|sont)\s{1,6}d\u00e9finie?s?|(?:a|ont)\s{1,6}le\s{1,6}sens|significan?|"
    r"designan?|se\s{1,6}refieren?|se\s{1,6}entender\u00e1n?|se\s{1,6}entienden?|"
    r"tendr\u00e1n?\s{1,6}el\s{1,6}significado|indicano?|si\s{1,6}intend(?:e|ono)|ha(?:nno)?\s{1,6}il\s{1,6}significato|"
    r"betekent|verstaan)\b"
)
MEANS = re.compile(rf"{_BETWEEN}{_ADVERBS}(?:{_VERB}|{_OTHER_TONGUES})", re.IGNORECASE)
DENIED = re.compile(
    r"\s{1,3}(?:(?:shall|does|do|will|is|are|has|have)\s{1,3}){1,2}(?:not|never)\s{1,3}(?:be\s|to\s|deemed\s)*"
    r"(?:include|mean|comprise|cover|extend|refer)",
    re.IGNORECASE,
)
# Behind a term that opens a line: "“Business Day”: any day", "“Affiliate” any entity that …", "“Fee” is the price".
IS = re.compile(
    r"\s{0,6}(?:\([^)\n]{0,80}\)\s{0,6})?(?:(?:shall\s{1,6}be|will\s{1,6}be|is|are|ist|sind|est|sont|es|son|\u00e8)\s{1,6}"
    r"(?:any|the|an?|all|each|that|those|such|one|der|die|das|ein|eine|le|la|les|un|une|el|los|il|uno|una)\b)",
    re.IGNORECASE,
)
# "“Staff” are persons who work for us"
DESCRIBED = re.compile(
    r"\s{1,3}are\s{1,3}(?:any\s|the\s|those\s|all\s)?(?:natural\s|legal\s)?(?:[a-z]{3,20}s|people|children)\s"
    r"(?:who|whom|whose|which|that)\b|"
    r"\s{1,3}is\s{1,3}the\s(?:day|date|period|time|sum|amount|price|rate|share|land|area|place|person|company)\s"
    r"(?:that|(?:(?:on|by|from|for|in|to)\s)?which|whom?|when|where|falling|between|payable|due)\b"
)
# "The “Guarantor” is Mr Hale."; “Fee” is £35. “Term” is twelve months."
IDENTIFIES = re.compile(r"\s{1,3}(?:is|are)\s{1,3}[A-Z\d\u00a3$\u20ac]")
TELLS = re.compile(
    r"\s{1,3}(?:is|are)\s{1,3}(?:any|the|an?|all|each|those|our|your|its|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|[A-Z\d\u00a3$\u20ac])"
)
GLOSSES = re.compile(r"[ \t]{1,8}(?:any|the|an?|all|each|such|those|one)\s")
SET_OUT = re.compile(
    r"\s{0,6}(?:\([^)\n]{0,80}\)\s{0,6})?(?:[:=\u2013\u2014\t]|-\s|"
    r"(?:any|the|an?|all|each|every|such|those|that|in relation|with respect|one|"
    r"has|have|jede|jeder|jedes|alle|der|die|das|ein|eine|tout|toute|tous|toutes|le|la|les|un|une|cualquier|el|los|"
    r"qualsiasi|il|lo|gli)\b)"
)
_INTRODUCERS = (
    r"the|this|these|an?|each|any|every|such|my|our|your|its|their|his|her|collectively|together|individually|jointly|severally|called|as|or|and|"
    r"and/or|from\snow\son|henceforth|below|"
    r"being|is|are|to|also|known|sometimes|hereinafter|hereafter|hereinbelow|herein|below|following|simply|either|both|"
    r"all|referred|der|die|das|den|dem|des|le|la|les|l['\u2019]|un|une|el|los|las|il|lo|gli|i|de|het|nachfolgend|"
    r"nachstehend|folgenden|kurz|ci-apr\u00e8s|apr\u00e8s|adelante|seguito|hierna|und|oder|et|ou|y|e|auch"
)
# What stands in most brackets before a term.
LEADS = word_set(
    ";the;this;a;an;each;each a;each an;each, a;each, an;collectively;collectively,;collectively the;collectively, the;"
    "together;together, the;together the;hereinafter;hereinafter the;hereinafter referred to as;hereafter;"
    "hereinafter referred to as the;individually, a;as amended, the;such;our;your;its;their;his;her",
    ";",
)
INTRODUCED = re.compile(rf"(?:\A|[,:;\u201d\"\u00bb]|(?<!\w)(?:{_INTRODUCERS}))[\s*_]{{0,6}}\Z", re.IGNORECASE)
# Words that point to a text, a mark or a part: (see “Risk Factors”), (marked “Confidential”).
POINTED = word_set(
    "term terms word words phrase phrases expression expressions see under section sections clause clauses "
    "article articles "
    "paragraph paragraphs chapter chapters part parts titled entitled headed heading headings captioned caption "
    "captions "
    "marked labeled labelled stamped legend legends named including includes such e.g. i.e. of in for like with "
    "by on from "
    "formerly saying says said read reads reading wrote replied answered designated identified indicated "
    "appendix annex "
    "exhibit schedule table figure"
)
POINTED_ON = word_set("the a an as that being")
CLOSED = re.compile(
    r"[\s*_]{0,4}[,.;]?\s{0,4}(?:[),;\[\]]|(?:and|or|and/or|und|oder|et|ou|y|e|each|which|as|whether|being|genannt|"
    r"bezeichnet|the|an?|collectively)\b)"
)
# Every match of NAMED holds one of these.
NAMING = (
    "herein", "hereaft", "hereund", "called", "referred", "known", "defined", "nachfolg", "nachsteh", "folgenden",
    "ci-apr", "adelante", "seguito", "hierna",
)  # fmt: skip
NAMED = re.compile(
    r"\b(?:(?:hereinafter|hereafter|hereinbelow|hereunder|herein)\b|referred\s{1,6}to\s{1,6}(?:below|here|in\s{1,6}this)\b|(?:is|are|be|being|been|sometimes)\s[^\u201c\"\n.;]{0,50}?"
    r"(?:called|referred\s{1,6}to|known|defined)\b|nachfolgend|nachstehend|im\s{1,3}Folgenden|ci-apr\u00e8s|"
    r"en\s{1,3}adelante|di\s{1,3}seguito|hierna|hereby\s{1,6}defined)[^\u201c\u201d\"\u2018\u201e\u00ab\n.;]{0,70}\Z",
    re.IGNORECASE,
)
# "…, the “Business”." and "shall be considered “Confidential Information”".
APPOSED = re.compile(r"[,\u2013\u2014-]\s{1,3}(?:the|each\san?|an?)\s{1,3}\Z")
APPOSED_END = re.compile(r"[*_]{0,3}\s{0,2}(?:[.,;:]|\(|\n|\Z)")
DEEMED = re.compile(
    r"(?<!otherwise )(?<!not )(?<!would )(?<!otherwise be )(?<!not be )(?<!would be )(?<!may be )\b(?:considered|"
    r"deemed(?:\s{1,3}to\s{1,3}be)?|constitutes?|be|is|are|becomes?)\s{1,3}(?:also\s{1,3})?"
    r"(?:(?:an?|the)\s{1,3})?\Z"
)
JOINED = re.compile(r"[\s,*_]{0,4}(?:(?:and/or|and|or|und|oder|et|ou|y|&|/)\s{1,3})?(?:(?:the|an?|each)\s{1,3}){0,2}")
# "… the “Parties” and individually as a “Party”"
JOINED_ON = re.compile(
    r"[^.;\n\"\u201c\u201d]{0,60}\bas\s(?:the|its|an?)\s|(?:[\s,*_()/]|\b(?:and|or|individually|severally|each|both|collectively|together|jointly|respectively|as|an?|the)\b){1,14}"
)
LINE_START = re.compile(
    r"(?:\A|\n)[ \t>|]{0,12}(?:(?:\(?[A-Za-z0-9.]{1,8}[).:]|\d{1,3}(?:\.\d{1,3}){0,4}|[-*\u2022\u00b7\u25aa\u2013])"
    r"[ \t]{1,8}){0,2}(?:(?:the|an?|any|each)\s{1,3}|(?:the\s{1,3})?(?:term|expression|word)s?\s{1,3})?\Z",
    re.IGNORECASE,
)
