"""Words that make a figure one of another measure than a row: adjusted, planned, of a quarter, a day, a rival."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa_service.checks.tables.tie_out.periods import may_be_one, periods_in

KINDS = {
    "adjusted": (r"adjusted|normali[sz]ed|underlying|organic|like-for-like|constant|pro forma|excluding|bereinigt\w*"),
    "part_of_year": (
        r"(?:first|second|third|fourth|1st|2nd)[\s-](?:half|quarter|months?)(?!\s(?:running|in\s(?:a\srow|succession)))|"
        r"h[12]\b|q[1-4]\b"
    ),
    "planned": (
        # "As expected" and "competitively tendered" tell what came.
        r"(?<!to be )(?<!as )(?<!than )expect\w*|forecast\w*|guidance|anticipat\w*|budgeted|outlook|erwart\w*|"
        r"prognos\w*|target\w*|planned|estimated|(?<!ly )tendered|at tender|guarantee\w*"
    ),
    # Who "was once more the benchmark" is compared with none.
    "foreign": (
        r"(?<!(?:is|as) the )(?<!once more the )(?<!again the )benchmarks?|peers?|(?:its|the|their) index|rivals?|"
        r"competitors?|another(?!\s\d)"
    ),
    "unreal": (
        r"had\s(?:been(?!\sbudgeted)|\w+ed)|repeat(?:ed)?\s\w+|(?:inter|extra)polat\w*|re-?tests?|"
        # "We would recommend" is no less real than "we recommend".
        r"would(?!\s(?:recommend|propose|suggest|advise|submit|note|draw|point|add|like|say)\b)|w\u00e4re"
    ),
    "rate": r"(?:a|per|each)\s(?:day|week|month)|per\s(?:person|head|capita|quarter|hour)|an\shour",
}
MEASURE = re.compile(rf"(?i)\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in KINDS.items())})\b")
# Where a table tells no years, what was before is not in it.
EARLIER = re.compile(
    r"(?i)\b(?:last(?=\s(?:year|month|week|quarter|season|spring|summer|autumn|fall|winter|time|report)\b)|previous|earlier|former|preceding|until|(?<!most\s)(?<!highest\s)(?<!lowest\s)(?<!best\s)(?<!time\s)since\s(?:its|then|(?:the\s)?(?:launch|start|beginning|19|20))|(?:year|month|quarter)s?\s(?:before|ago))\b"
)
# "Below the contractual 97.0%" tells a limit, and no figure of the row.
LIMIT = re.compile(
    r"(?i)\b(?:below|above|beyond|against|versus|vs\.?|under|over|exceed\w*|short of|ahead of|behind|than|within)"
    r"\s(?:the|an?|our|its|their)\s"
    r"(?:[a-z]+\s){0,2}(?P<kind>(?!(?:at|from|to|by|in|with)\s)[a-z]+)\s(?:of\s)?(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?\Z"
)
# "It must not fall below \u00a325m."
BOUND = re.compile(
    r"(?i)\b(?:must|shall|should|may|not|never|let|kept?|keep|stay|held|hold)\b[^.;,\d]{0,40}?\s(?:below|under|above|over|beyond|exceed)\s"
    r"(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?\Z"
)
# "The alarm level is 4.5 mm/s" tells a limit too.
LEVEL = re.compile(
    r"(?i)\b(?P<kind>alarm|alert|trip|trigger|action|warning|cut-?off|reporting|detection|acceptance|rejection|permitted"
    r"|statutory|legal|regulatory)\s(?:level|limit|point|value|threshold)s?(?:\s(?:is|was|of|at|being|remains))?\s"
    r"(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?\Z"
)
# "0.59% (limit: 1.0%)", "3.8% (goal: below 4.5%)"
ASIDE = re.compile(
    r"(?i)[(\[]\s?(?:[a-z-]+\s)?(?P<kind>limit|goal|target|cap|ceiling|floor|threshold|benchmark|norm|standard|minimum|maximum)\s?"
    r"(?:(?:is|was|of|being)\s|[:=]\s?)?(?:(?:below|under|above|over|at\s(?:least|most)|no(?:t)?\s(?:more|less)\sthan|up\sto"
    r"|[<>\u2264\u2265])\s?)?(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?\Z"
)
# "The first payment on the $9.5 million high school bond": the sum is the name of the thing.
THING_OPENS = re.compile(r"(?i)\b(?:the|an?|our|its|their|this)\s(?:new\s)?(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)\Z")
THING = re.compile(
    r"(?i)(?:\s(?:thousand|million|billion|bn|m|k)\b)?\s(?:[a-z-]+\s){0,3}?"
    r"(?P<kind>bond|loan|note|facility|mortgage|grant|contract|settlement|bequest|endowment|gift|deal|lease)s?\b"
)
REACH, AHEAD = 40, 60


def measures_in(clause: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a clause that may make a figure one of another measure, each behind its kind."""
    return tuple((str(each.lastgroup), each.group().lower()) for each in MEASURE.finditer(clause))


def other_measures(said: Iterable[tuple[str, str]], known: str, periods: frozenset[str]) -> frozenset[str]:
    """Return the kinds of words said (`measures_in`) that make a figure one of another measure than a row.

    ``known`` is what the row and its columns are called, ``periods`` what they are of.
    """
    return frozenset(
        kind
        for kind, word in said
        if word.removesuffix("ed") not in known and not may_be_one(periods_in(word), periods)
    )


def thing_in(before: str, behind: str) -> str | None:
    """Return what is called by the sum that stands between two texts: "the $9.5 million bond"."""
    thing = THING.match(behind) if THING_OPENS.search(before[-REACH:]) else None
    return thing["kind"].lower() if thing is not None else None


def limit_in(before: str, behind: str) -> str | None:
    """Return what kind of limit, or thing called by its sum, what stands around a figure makes it, if any.

    A bound that has no name is "".
    """
    if BOUND.search(before[-2 * REACH :]):
        return ""
    near = before[-REACH:]
    limit = LIMIT.search(near) or LEVEL.search(near) or ASIDE.search(near)
    return limit["kind"].lower() if limit is not None else thing_in(near, behind)


def is_limit(kind: str | None, known: str) -> bool:
    """Tell whether a kind of limit (`limit_in`) is one that no table tells."""
    return kind is not None and (not kind or kind not in known)
