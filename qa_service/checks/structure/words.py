"""Words, and pairs of a preposition and an article, that stand twice in a row by mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.reading.wordlists import FUNCTION_WORDS, LAWFUL_DOUBLES
from qa_service.checks.registry import check
from qa_service.documents import Document
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.words import Words, doubles, words_of

PREPOSITIONS = word_set("of in to for on by with from at as under into upon within between against over after before")
ARTICLES = word_set("the a an this these that our their its his her your any each such all no")
DETERMINERS = ARTICLES | word_set("my those every some said same last free first other one another")
PRONOUNS = word_set("i you we they he she it who that which")
# Verbs that may end in "in", "on" and the like, before a phrase that begins with it.
PARTICLE_VERBS = word_set(
    "log logs logged logging sign signs signed signing move moves moved moving carry carries carried carrying go goes"
    " went going gone come comes came coming hold holds held live lives lived check checks checked drop drops dropped"
    " phase phased phasing step steps stepped hand hands handed give given pass passed get gets got set turn turned"
    " put work worked stand stands stood lies lie bring brought keep kept run ran call called relied rely acted build"
)
WITH_PARTICLE = word_set("in on up over out off by through")
QUESTION = word_set("what where who how all whatever whoever as why when")
ALWAYS = (LAWFUL_DOUBLES - word_set("no is do")) | word_set(
    "her log ln lg exp tut chop aye pom cha boo yada yadda night pooh choo der die das den dem sie ihr nous vous via"
    " piano mano quasi pian passo poco"
)
BEGINS = re.compile(r"(?:\A|[.!?:;)\]\"“”'’*_#>|-]|\n)\s*\Z")
GOES_ON = re.compile(r"[ \t\n]+(?P<word>\w+)")
BACK = 6
WIDE = 3


@dataclass(frozen=True, slots=True)
class Double:
    """A word that stands twice, and what stands around it; ``at`` is the position of the first."""

    document: Document
    words: Words
    at: int

    @property
    def first(self) -> str:
        """The word as printed first."""
        return self.words.printed[self.at]

    @property
    def second(self) -> str:
        """The word as printed then."""
        return self.words.printed[self.at + 1]

    @property
    def before(self) -> str:
        """The word before, in small letters, "" where a sign parts them."""
        if not self.at:
            return ""
        gap = self.document.text[int(self.words.ends[self.at - 1]) : int(self.words.starts[self.at])]
        return self.words.printed[self.at - 1].lower() if gap.isspace() else ""

    @property
    def after(self) -> str:
        """The word after, as printed, "" where a sign parts them."""
        found = GOES_ON.match(self.document.text, int(self.words.ends[self.at + 1]))
        return found["word"] if found else ""

    @property
    def begins(self) -> bool:
        """Whether a sentence or a line begins with it."""
        start = int(self.words.starts[self.at])
        return BEGINS.search(self.document.text, max(0, start - 8), start) is not None

    @property
    def stands_alone_elsewhere(self) -> bool:
        """Whether the word also stands once somewhere."""
        ids = self.words.ids
        counts = self.document.cached("word_counts", lambda _: np.bincount(ids))
        twice = self.document.cached("doubled_counts", lambda _: np.bincount(ids[1:][ids[1:] == ids[:-1]]))
        return bool(counts[ids[self.at]] > 2 * twice[ids[self.at]])


def _after_question(double: Double) -> bool:
    """What it is is a lease."""
    before = double.words.printed[max(0, double.at - BACK) : double.at]
    return any(word.lower() in QUESTION for word in before)


def _is_noun(double: Double) -> bool:
    """The will will be read; in May may be sown."""
    return double.before in DETERMINERS or (double.first[0].isupper() and double.second[0].islower())


def _is_name_with_article(double: Double) -> bool:
    """The office of the The Hague court: a name that has an article nowhere else."""
    if not (double.second == "The" and double.after[:1].isupper()):
        return False
    ids = double.words.ids
    led = double.document.cached("led_by_article", lambda _: np.bincount(ids[1:][ids[:-1] == ids[double.at]]))
    return bool(led[ids[double.at + 2]] < 2)


Rule = Callable[[Double], bool]
LAWFUL: Mapping[str, Rule] = {
    "no": lambda double: double.before in DETERMINERS | {"big", "definite"} or not double.after,
    "is": _after_question,
    "do": lambda double: double.before in PRONOUNS and double.after != "not",
    "will": _is_noun,
    "may": _is_noun,
    "can": _is_noun,
    "the": _is_name_with_article,
    "a": lambda double: double.first == "A" and not double.begins,
    **dict.fromkeys(sorted(WITH_PARTICLE), lambda double: double.before in PARTICLE_VERBS),
}


@check(
    "structure.doubled_words",
    title="Doubled word",
    description=(
        "Finds a word, or a preposition with its article, that stands twice in a row by mistake, in whatever case and"
        " over the end of a line."
    ),
    fires="No no party may open the the file.",
    quiet="He had had enough, moved on on Monday, and said that that was New York, New York.",
)
def doubled_words(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every doubled word."""
    words, document = words_of(ctx.document), ctx.document
    ids = words.ids
    for at in doubles(document):
        if _is_doubled(Double(document, words, at)):
            yield _hit(words, at, 1)
    for at in np.flatnonzero((ids[2:-1] == ids[:-3]) & (ids[3:] == ids[1:-2])).tolist():
        if _is_pair(document, words, at):
            yield _hit(words, at, 2)


def _hit(words: Words, at: int, size: int) -> Hit:
    start, end = int(words.starts[at]), int(words.ends[at + 2 * size - 1])
    once = " ".join(words.printed[at : at + size])
    named = f"The word “{once}” stands" if size == 1 else f"The words “{once}” stand"
    return Hit(start, end, f"{named} twice.", suggestion=once)


def _is_doubled(double: Double) -> bool:
    word = double.first.lower()
    gap = _gap(double.document, double.words, double.at)
    if not _joins(gap) or not word.isalpha() or word in ALWAYS or _in_compound(double):
        return False
    if word in LAWFUL and LAWFUL[word](double):
        return False
    if word in FUNCTION_WORDS or word in LAWFUL:
        return len(word) > 1 or double.second.islower()
    if len(word) < 2 or "\n" in gap or len(gap) >= WIDE:
        return False
    return _is_slip(double)


def _in_compound(double: Double) -> bool:
    """Whether a hyphen joins the first word to one before or the second to one after: "in in-house work"."""
    text, start, end = double.document.text, int(double.words.starts[double.at]), int(double.words.ends[double.at + 1])
    return text[start - 1 : start] == "-" or (text[end : end + 1] in "-‑/@" and text[end + 1 : end + 2].isalnum())


def _is_slip(double: Double) -> bool:
    """Whether a word that may be a name ("Bora Bora", "Vulpes vulpes") is doubled all the same."""
    if double.first[0].islower():
        return double.second[0].islower() or double.before in DETERMINERS
    if double.second[0].isupper():
        return double.before in DETERMINERS and double.stands_alone_elsewhere
    return double.begins or double.before in DETERMINERS


def _is_pair(document: Document, words: Words, at: int) -> bool:
    one, other = (words.printed[place].lower() for place in (at, at + 1))
    kind = (one in PREPOSITIONS and other in ARTICLES) or (one in ARTICLES and other in PREPOSITIONS)
    return kind and all(_joins(_gap(document, words, place)) for place in range(at, at + 3))


def _gap(document: Document, words: Words, at: int) -> str:
    return document.text[int(words.ends[at]) : int(words.starts[at + 1])]


def _joins(gap: str) -> bool:
    return gap.isspace() and gap.count("\n") < 2 and "\t" not in gap
