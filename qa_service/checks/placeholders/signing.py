"""Lines to be signed that hold several blanks: roles, dates and places beside, behind or below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qa_service.checks.placeholders.lines import DATE_TO_FILL, GAP, PARTS, is_label, line_of, lines_around

# How many blanks a block of signers has on a line, at least and at most.
LEAST, MOST = 2, 24
# A label ends with the sentence before it; what others sign or fill in may be said before a colon.
SENTENCE_END = re.compile(r"(?<![.…])(?<!\b[A-Z])[.;!?]\**\s+(?=[^\W\d_])")
TO_BE_SIGNED = re.compile(
    r"(?i)\b(?:to be (?:signed|dated|executed|completed|filled in|countersigned|returned)|please sign|zu unterzeichnen"
    r"|à signer|da firmare)\b[^.:_\n]{0,60}: ?"
)
STRIPPED = " \t:.,|()#*-/\\"
# What only somebody who signs writes.
SIGNED = re.compile(
    r"(?i)(?:signature|signed|sign|countersigned|unterschrift|unterzeichnet|signé|firma|firmado|handtekening|getekend"
    r"|underskrift|podpis|allekirjoitus|stamp|seal|stempel|cachet|timbro|initials"
    r"|(?:adopted|approved|executed|passed|sealed|ratified|witnessed|attested|sworn|confirmed|done|read|minuted|certified"
    r"|genehmigt|beschlossen|gelesen|angenommen|lu|adopté|approuvé|letto|approvato|leído|aprobado|goedgekeurd|vastgesteld"
    r"|godkänd|godkjent|vedtatt|godkendt|hyväksytty)"
    r"(?: and (?:adopted|signed|approved|agreed|sealed))?)(?: (?:on|at|in|by|this|am|den|le|il|el|op|for|of"
    r"|and|de[slr]?|du|della?|van|and date)\b.*)?"
)
# What anybody fills in then, too.
BESIDE_SIGNATURE = re.compile(
    r"(?i)(?:(?:full |print(?:ed)? )?name(?: in (?:block )?(?:capitals|letters))?|dated?|the|place|time|title|position"
    r"|capacity|place (?:and|,|&) date|date (?:and|,|&) place"
    r"|ort|datum|ort(?:,| und| /) ?datum|nom|lieu|à|le|qualité|luogo|data|lugar|fecha|nombre|nome|plaats|naam|sted"
    r"|dato|navn|paikka|miejsce|on|at|in|and|this|day of|20|20\d\d)"
)
# "Leipzig, ....", "Lyon, le ____"
TOWN = re.compile(
    r"[^\W\d_][\w./' -]{1,30},(?: (?:den|le|am|on|il|el|the|dne|dnia|(?:the )?date|datum|dato|data|fecha|aika):?)?"
)
# Who holds an office or is a party.
OFFICER = re.compile(
    r"(?i)(?:for |für |pour |per |p\. ?p\. )?(?:the |die |den |le |la |l['\u2019])?(?:[\w-]+ ){0,2}"
    r"(?:chair(?:\w{0,6})?|president|secretary|clerk|mayor|head|notary|judge|witness(?:es)?|guardian|member|party"
    r"|company|bank|landlord|consultant|agent|client|tenant|applicant|claimant|defendant|respondent|accountant|assistant"
    r"|executive|architect|surgeon|physician|counsel|captain|principal|controller|auditor|delegate|deputy"
    r"|parent|student|patient|resident|firm|vorsitz\w*|schriftführ\w*|protokoll\w*|präsident\w*|président\w*|secrétaire"
    r"|trésori\w+|locataire|gérant\w*|presidente|segretari\w+|voorzitter|secretaris|ordförande|sekreterare|justerare"
    r"|(?!number|order|letter|quarter|register|paper|meter|floor|error|fee\b|factor|other|water|power|color)"
    r"(?:\w+-)?\w{3,}(?:er|or|ee|eur|euse|ore|rice|erin|ist))"
    r"(?: of (?:the )?[\w-]+(?: [\w-]+)?| [A-Z\d]{1,2})?"
)
LABELS = re.compile(r"[\s*_]*(?:\([^()\n]{2,40}\)[\s*_]*){2,}")
BRACKETED = re.compile(r"\([^()\n]{2,40}\)")
# For whom somebody signs, on a line of its own.
ON_BEHALF = re.compile(
    r"(?i)[\s*_]*(?:(?:signed |executed )?(?:for|on behalf of)|für|namens|pour|per|in naam van|por|på vegne af)\b"
    r"[^.:;_\n]{2,80}[,:]?[\s*_]*"
)
# "Signed by Margaret Oldroyd for and on behalf of", with the firm and the blank below.
SIGNED_FOR = re.compile(r"(?i)[\s*_]*(?:signed|executed|sealed)\b[^.:;_\n]{0,80}\b(?:for|on behalf of|by)[\s*_]*")
# "Ms. Lalitha Sundaram     ________" below "SIGNED AND DELIVERED by", "1. ________" below "In the presence of:".
NAME_AND_BLANK = re.compile(rf"[\s*_]*(?:[A-Z][\w.\u2019'-]*[ ,]{{1,3}}){{2,6}}[\s:]*(?:{GAP.pattern})[\s*_]*")
SIGNED_BY = re.compile(
    r"(?i)[\s*_]*(?:signed|executed|sealed)\b(?:,? (?:and )?(?:signed|sealed|delivered))*\s(?:as a deed\s)?(?:by|for)\b"
)
# "________     Date: 07/02/2024"
DATED_BLANK = re.compile(rf"[\s*_]*(?:{GAP.pattern})\s{{2,}}(?i:dated?):?\s*\d{{1,4}}[./-][\w./-]{{3,8}}\s*")
SIGNER_NAME = re.compile(r"[\s*_]*(?:[A-Z][\w.\u2019'-]*[ ,]{0,2}){2,8}[\s*_]*")
NUMBERED_BLANKS = re.compile(rf"\s*(?:\(?\d[.)]\s*(?:{GAP.pattern})\s*){{1,4}}")
WITNESSES = re.compile(r"(?i)[\s*_]*(?:in the presence of|witness(?:es)?|witnessed by)\s*:?[\s*_]*")
# A block ends the text, or the part before what is appended.
APPENDED = re.compile(
    r"(?i)[#*_ \t]*(?:schedule|annex(?:e|ure|ures|es)?|appendi(?:x|ces)|exhibit|attachment|enclosures?|encl?\.|anlagen?"
    r"|anhang|allegat[oi]|bijlagen?|bilag[ao]?|distribution|copies|copy to|cc)\b"
)
WINDOW = 400
# How long a blank is that is signed on; what a longer text has before it, and little behind.
TO_SIGN, OPENED, CLOSING = 8, 600, 240
# Who signs is told in the later part of a paper.
HEAD = 0.3
SIGNER = re.compile(
    r"(?i)\b(?:signed|signatory|signature|executed|sealed|witness(?:ed)?|in the presence of|received by|per:|by:|"
    r"by its \w+|on behalf of)[^_.]{0,90}\Z"
)
SIGNS = re.compile(
    r"(?i)[\W_]*(?:(?:duly |hereby |digitally )?(?:signed|executed|sealed|received|accepted|acknowledged|agreed"
    r"|approved|countersigned|witnessed|attested|sworn|delivered|confirmed)|signatures?|unterzeichnet|unterschrieben"
    r"|unterschrift\w*|gezeichnet|signé\w*|lu et approuvé|reçu|fait|firmad[oa]|recibido|ondertekend|getekend|ontvangen"
    r"|firmato|letto)\b"
)
# Where a page or a clause is initialled when it is signed; an initial term is none.
INITIALLED = re.compile(
    r"(?i)\b(?:initial?led|initials|(?:to|shall|must|should|please|will|hereby|parties) initial"
    r"|initial (?:here|below|each|every|all|in|one|this|the))\b[^.;:_\n]{0,60}(?:[:)][^.;:_\n]{0,40})?\Z"
)
JOINED = re.compile(r"[\s,/&.;]*+(?:and|or|und|et)?[\s,/&.;]*")
LABEL_BEHIND = re.compile(
    r"[\s*|_]*(?:\Z|\(|in the presence of|_|(?:[A-Z][\w'\u2019/ ]{0,30}:)|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?[\s*_]*\Z)"
)


def is_to_sign(text: str, start: int, end: int) -> bool:
    """Whether a blank is one of several, on a line or two, that hold but what people write when they sign."""
    line, at = line_of(text, start, end)
    if len(GAP.findall(line)) > MOST:
        return False
    late = start > HEAD * len(text)
    if late and _is_behind_signer(line, at, at + end - start):
        return True
    if _is_in_signers_line(line, at, late):
        return True
    above, below = lines_around(text, start, end)
    if late and above and SIGNED_FOR.fullmatch(above[0]):
        return True
    if late and _is_below_signer(line, above, below):
        return True
    if _signs_alone(text, start, end, line, above):
        return True
    if not any(map(GAP.search, (line[:at], line[at + end - start :], *above[:1], *below[:1]))):
        return False
    line, ordered = _own_part(line, at, at + end - start)
    if not above and not ordered:
        # Nothing is there yet that could be signed.
        return False
    labels = _labels(line)
    if not all(map(labels.is_known, labels.printed)) or _blanks_near(line, above, below) < LEAST:
        return False
    if labels.are_towns:
        return len(labels.printed) >= LEAST or (bool(below) and LABELS.fullmatch(below[0]) is not None)
    if ordered or not labels.are_of_signers:
        return ordered
    led = above != [] and SIGNS.match(above[0]) is not None
    return led or bool(labels.signed) or not labels.ask or _ends_part(text, end)


def _is_below_signer(line: str, above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a blank is beside a name below "signed by", beside a number below "witnesses", or dated above a name."""
    if DATED_BLANK.fullmatch(line):
        return bool(below) and SIGNER_NAME.fullmatch(below[0]) is not None
    if NAME_AND_BLANK.fullmatch(line) and any(map(SIGNED_BY.match, above[:3])):
        return True
    return NUMBERED_BLANKS.fullmatch(line) is not None and any(map(WITNESSES.fullmatch, above[:2]))


def _signs_alone(text: str, start: int, end: int, line: str, above: list[str]) -> bool:
    """Whether a line holds but an officer and one blank, under whom he signs for or where a longer text ends."""
    labels = _labels(line)
    if start < HEAD * len(text) or end - start < TO_SIGN or _blanks(line) != 1:
        return False
    if len(labels.printed) != 1 or not labels.officers:
        return False
    if above and ON_BEHALF.fullmatch(above[0]):
        return True
    return start >= OPENED and (_ends_part(text, end) or len(text) - end <= CLOSING)


def _is_behind_signer(line: str, start: int, end: int) -> bool:
    """Whether the line says before a blank who signs, and nothing but labels behind: "Signed by its director: ____"."""
    begin = max((found.end() for found in SENTENCE_END.finditer(line, 0, start)), default=0)
    return SIGNER.search(line, begin, start) is not None and LABEL_BEHIND.match(line, end) is not None


def _is_in_signers_line(line: str, start: int, late: bool) -> bool:
    """Whether a line says before a colon that it is signed, and holds blanks with captions behind it.

    "Signed by two directors: ____ (chair) ____ (secretary)", "Received by: ____  Stamp: ____".
    """
    begin = max((found.end() for found in SENTENCE_END.finditer(line, 0, start)), default=0)
    lead, *captions = GAP.split(line[begin:])
    if INITIALLED.search(lead):
        return all(JOINED.fullmatch(part) or is_label(part) for part in _parts(captions))
    if SIGNS.match(lead) is None or not lead.rstrip(" \t*_").endswith(":"):
        return False
    if len(captions) < LEAST and not late:
        return False
    return all(map(is_label, _parts(captions)))


def _parts(captions: list[str]) -> list[str]:
    """Return what stands between blanks, without what stands in brackets."""
    return [part for caption in captions for part in PARTS.split(BRACKETED.sub("", caption))]


def _blanks_near(line: str, above: list[str], below: list[str]) -> int:
    """Count the blanks of a line, and if it is but one, those of the lines of signers next to it."""
    own = _blanks(line)
    near = (*above[:1], *below[:1]) if own < LEAST else ()
    return own + sum(_blanks(other) for other in near if _labels(other).are_of_signers)


def _blanks(line: str) -> int:
    return len(GAP.findall(DATE_TO_FILL.sub("____", line)))


class _Labels:
    """The labels beside the blanks of a line; of what stands between two blanks only the one in brackets, if any."""

    def __init__(self, line: str) -> None:
        parts = (part for gap in GAP.split(line) for part in PARTS.split(gap))
        found = (label for part in parts for label in BRACKETED.findall(part) or [part])
        self.printed = [label for label in found if any(map(str.isalpha, label))]
        self.signed = [label for label in self.printed if _is_signature(label)]
        self.officers = [label for label in self.printed if label not in self.signed and _is_officer(label)]

    @property
    def are_towns(self) -> bool:
        return self.printed != [] and all(TOWN.fullmatch(label.strip()) for label in self.printed)

    @property
    def are_of_signers(self) -> bool:
        """Whether each is what somebody writes who signs, and one is that alone."""
        return (self.signed or self.officers) != [] and all(map(self.is_known, self.printed))

    def is_known(self, label: str) -> bool:
        """Whether it is what somebody writes who signs."""
        return label in self.signed or label in self.officers or _is_beside(label)

    @property
    def ask(self) -> bool:
        """Whether they stand in front of their blanks, as those of the particulars of a contract do."""
        return any(label.rstrip().endswith(":") for label in self.printed)


@lru_cache(maxsize=1024)
def _is_signature(label: str) -> bool:
    return SIGNED.fullmatch(label.strip(STRIPPED)) is not None


@lru_cache(maxsize=64)
def _labels(line: str) -> _Labels:
    """Return the labels of a line: each of its blanks asks for them, and those of the lines next to it."""
    return _Labels(line)


def _own_part(line: str, start: int, end: int) -> tuple[str, bool]:
    """Return what stands in one sentence with a blank, and whether words before it say that it is to be signed."""
    begin = max((found.end() for found in SENTENCE_END.finditer(line, 0, start)), default=0)
    ordered = max((found.end() for found in TO_BE_SIGNED.finditer(line, begin, start)), default=0)
    behind = SENTENCE_END.search(line, end)
    return line[max(begin, ordered) : behind.start() if behind else len(line)], ordered > 0


def _is_beside(label: str) -> bool:
    return BESIDE_SIGNATURE.fullmatch(label.strip(STRIPPED)) is not None or TOWN.fullmatch(label.strip()) is not None


@lru_cache(maxsize=1024)
def _is_officer(label: str) -> bool:
    """Whether a label names a party or an officer, or both: "Director/Secretary"."""
    name = label.strip(STRIPPED)
    return (name[0].isupper() or "(" in label) and all(map(OFFICER.fullmatch, re.split(r" ?/ ?", name)))


def _ends_part(text: str, end: int) -> bool:
    """Whether a text ends with the lines that hold blanks, or goes on with an annex."""
    for line in text[end : end + WINDOW].split("\n")[1:]:
        if line.strip(" \t_*-|") and not GAP.search(line) and not LABELS.fullmatch(line):
            return APPENDED.match(line) is not None
    return len(text) - end <= WINDOW
