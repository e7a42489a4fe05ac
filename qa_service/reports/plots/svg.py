"""A matplotlib figure to inline SVG: same bytes every time, no outside address, themed by the page."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_COLOURS = ("ink", "soft", "grid", "accent", "warn")
_HEAD = re.compile(r"^.*?<svg[^>]*?viewBox=\"([^\"]+)\"[^>]*>", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_ID = re.compile(r'(\bid="|href="#|url\(#)')
_FONT = re.compile(r"'DejaVu Sans'(?:, [^;\"]*)?")
_LONG_NUMBER = re.compile(r"(\d\.\d\d)\d+")


def to_svg(figure: Figure, key: str, title: str, description: str) -> str:
    """Return ``<svg role="img">`` with title and description; every id starts with ``key``."""
    import matplotlib as mpl

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "qa-service", "font.family": ["DejaVu Sans"]}):
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return _inline(buffer.getvalue(), key, title, description)


def _inline(text: str, key: str, title: str, description: str) -> str:
    box = _HEAD.match(text)
    body = _COMMENT.sub("", _METADATA.sub("", _HEAD.sub("", text)))
    body = body.replace("xlink:href", "href")
    body = _LONG_NUMBER.sub(r"\1", _FONT.sub("system-ui, sans-serif", _ID.sub(rf"\g<1>{key}-", body)))
    body = _themed(body)
    named = f'aria-labelledby="{key}-title {key}-desc"'
    head = f'<svg role="img" {named} viewBox="{box.group(1) if box else "0 0 1 1"}">'
    words = f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>'
    return f"{head}{words}{body.strip()}"


def _themed(body: str) -> str:
    from qa_service.reports.plots import style

    for name in _COLOURS:
        colour = getattr(style, name.upper())
        body = body.replace(colour, f"var(--plot-{name}, {colour})")
    return body
