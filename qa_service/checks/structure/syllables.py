"""Syllables of English words, estimated from their letters."""

from __future__ import annotations

import re
from functools import lru_cache

VOWELS = re.compile(r"[aeiouyáàâäéèêëíìîïóòôöúùûü]+")
TWO_VOWELS = re.compile(r"[aeiouy]{2}")
# The u of "quality" and "guide" and the y of "player" are no vowels, nor is the end of "league".
CONSONANT = re.compile(r"(?<=[gq])ue\Z|(?<=q)u(?=[aeiou])|(?<=g)u(?=a[rn]|[eiy](?!ng|ty))|y(?=[aeiou])")
# Where two vowels belong to two syllables: ma-te-ri-al, cre-ate, du-al, po-et.
HIATUS = re.compile(
    r"i(?=a)(?<![ctsg]i)(?!age)|i(?=at(?!h))(?<=[ct]i)|(?<=\bg)i(?=a)|i(?=ety)|i(?=e[nt])(?<![ctsx]i)(?!en[dv])"
    r"|(?<=\bsc)i(?=en)|i(?=er\Z)(?<=[lr]i)|i(?=o\Z|os\Z)|i(?=ou)(?<![ctsxg]i)|i(?=or)(?<=ri)"
    r"|i(?=o(?!u|r))(?<![ctsgnlx]i)|(?<=\bl)i(?=o)|(?<=[bd])i(?=ol)|(?<=v)i(?=ol)|i(?=um|us)(?<![ctg]i)"
    r"|u(?=al)(?<![qg]u)|u(?=a)(?<![qgs]u)|u(?=en[ct]|el\Z|ous|ing|it[yo]|id|in\Z|ins\Z)(?<!qu)|u(?=al\Z)(?<=su)"
    r"|e(?=a)(?:(?<=cre)(?!a[mks]|atu)|(?<=\bre)(?=ac(?!h)|ali|app|ass)|(?<=[ai][rd]e)(?!a[dlm])|(?<=the)(?=at))"
    r"|(?<=[nl]in)e(?=ar)|(?<=nucl)e(?=ar)|(?<=lin)e(?=ar)|e(?=o)(?<![pg]e)(?!on\Z)|e(?=o)(?<=\bge)|(?<!pn)e(?=um)|(?<=\bpr)e(?=e)"
    r"|e(?=ing|ity)|(?<=\br)e(?=i[nmt][^gdh])|o(?=e[mt])|o(?=ic(?!e))|(?<=c)o(?=inc|op|ord)|o(?=ing)|a(?=o)"
)
SILENT = re.compile(
    r"(?:[^aeiouylr]|[aeiouy][lr])e\Z|(?:[^aeioutdlr]|[aeiouyl]l|[aeiouyr]r)ed\Z"
    r"|(?:[^aeioucgszxlh]|[aeiouyl]l|[^cs]h)es\Z"
)
# The e within "statement", "useful" and "something".
SILENT_WITHIN = re.compile(
    r"(?<=[aeiouy])(?:[^aeiouylr]|[lr]|st|ng|rg)e(?=(?:ment|ful|less|ly|ness|thing|times?|house|hold|where|fore|line"
    r"|fighter|work|table|some|body|room|day|ship|port|cast|owner)[a-z]{0,5}\Z|ty\Z)"
)
SPELLED_OUT = re.compile(r"(?:[ai]s|th)m\Z")
EXCEPTIONS = {"business": 2, "businesses": 3, "people": 2, "brilliant": 2, "familiar": 3}


@lru_cache(maxsize=1 << 15)
def syllables(word: str) -> int:
    """Return the likely number of syllables of an English word, at least 1; right for about 19 words of 20."""
    low = word.lower()
    if low in EXCEPTIONS:
        return EXCEPTIONS[low]
    silent = (SILENT.search(low) is not None) + len(SILENT_WITHIN.findall(low)) - (SPELLED_OUT.search(low) is not None)
    silent += low.startswith("every")
    if TWO_VOWELS.search(low):
        low = CONSONANT.sub(lambda found: "-" if len(found[0]) > 1 else "j", low)
        silent -= len(HIATUS.findall(low))
    return max(1, len(VOWELS.findall(low)) - silent)
