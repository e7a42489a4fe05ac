"""Pixels and colour mode of a picture, from its first bytes."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Final

from qa_service.documents.properties import Image

HEAD: Final = 1 << 18
FORMATS: Final = ("PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP")
MAX_DPI: Final = 100_000


def read_picture(head: bytes, part: str) -> Image | None:
    """Return what the head of a picture states; None for what is no bitmap. The dots per inch are the stated ones."""
    from PIL import Image as Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(BytesIO(head), formats=FORMATS) as picture:
                stated = picture.info.get("dpi")
                return Image(*picture.size, picture.mode, _dpi(stated), part)
    except Exception:
        # The library answers a damaged head with exceptions of many kinds; such a picture has no properties.
        return None


def _dpi(stated: object) -> int | None:
    try:
        value = round(float(min(stated)))  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        return None
    return value if 1 < value < MAX_DPI else None


def shown_dpi(pixels: int, inches: float) -> int | None:
    """Return the dots per inch of a picture shown at a width."""
    return min(round(pixels / inches), MAX_DPI) if inches > 0.001 else None
