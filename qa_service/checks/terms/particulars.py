"""What the particulars of a contract, or its caption, tell beside their labels: "Box 3  Charterers | Sembilan"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents import Document
from qa_service.documents.searching.anchors import match_lines

# A label and, a few blanks or a stroke away, what it is, which is no page.
_ENTRY = re.compile(
    r"^[ \t|]*(?:(?:Item|Box|Line|Field|No\.)[ ]?)?(?:\d{1,2}[.)]?[ \t]{1,6})?"
    r"(?P<label>[A-Z][\w'\u2019-]*(?:[ ][\w'\u2019-]+){0,4}):?(?:[ \t]{3,}|[ \t]*\|[ \t]*|(?<=[a-z])[ ]{2})(?=[^\s|])"
    r"(?!(?:\d{1,3}|[ivxl]{1,6})[ \t]*$)",
    re.MULTILINE,
)
# "                         Claimant", right below the name of who it is.
_CAPTION = re.compile(r"^[ \t]{20,}(?P<label>[A-Z][a-z]+)[ \t]*$", re.MULTILINE)
# They open a document.
_FEWEST, _FRONT = 3, 5_000


def particular_labels(document: Document) -> Iterator[str]:
    """Yield the labels of lines in columns, where there are some, and those below the names of a caption."""
    text = document.text[:_FRONT]
    if "  " in text or "|" in text:
        entries = [found["label"] for found in match_lines(_ENTRY, text)]
        # Two in capitals are the parties.
        if len(entries) >= _FEWEST or sum(map(str.isupper, entries)) > 1:
            yield from entries
        yield from (found["label"] for found in match_lines(_CAPTION, text))
