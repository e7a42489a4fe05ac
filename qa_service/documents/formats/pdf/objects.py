"""Opening a PDF with bounds on the work that its structure may ask for."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf._configuration import Configuration, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import IndirectObject, PdfObject

from qa_service.documents.errors import DocumentError

MAX_READS: Final = 2_500_000
# What looking through the whole file for a lost object costs, in reads per byte: one for 128.
SCAN_SHIFT: Final = 7
MAX_OBJECT_DATA: Final = 3_000_000
MAX_STREAM: Final = 16 << 20
MAX_STREAMS: Final = 64 << 20


class Metered(BytesIO):
    """A file that may be read only so often. Raises DocumentError with code too_complex."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._spent = 0

    def read(self, size: int | None = -1) -> bytes:
        """Read as a file does."""
        self._spend(1)
        return super().read(size)

    def getbuffer(self) -> memoryview:
        """Give the whole file, at a price."""
        out = super().getbuffer()
        self._spend(out.nbytes >> SCAN_SHIFT)
        return out

    def _spend(self, count: int) -> None:
        self._spent += count
        if self._spent > MAX_READS:
            raise DocumentError("too_complex", "The objects of the PDF take too long to find.")


class BoundedReader(PdfReader):
    """A reader that unpacks a bounded amount of objects and streams."""

    def __init__(self, content: bytes) -> None:
        logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
        self._object_data = self._stream_data = 0
        super().__init__(Metered(content), strict=False, root_object_recovery_limit=1_000,
                         xref_stream_maximum_entries=500_000)  # fmt: skip

    def _get_object_from_stream(self, indirect_reference: IndirectObject) -> PdfObject:
        packed = IndirectObject(self.xref_objStm[indirect_reference.idnum][0], 0, self).get_object()
        if packed is not None and hasattr(packed, "get_data"):
            self._object_data += len(packed.get_data())
        if self._object_data > MAX_OBJECT_DATA:
            raise DocumentError("too_complex", "The PDF unpacks to more objects than are read here.")
        return super()._get_object_from_stream(indirect_reference)

    @property
    def is_open(self) -> bool:
        """Whether the cipher, if there is one, opens without a password."""
        return self._encryption is None or self._encryption.is_decrypted()

    def data_of(self, stream: Any) -> bytes:
        """Return the content of a stream, b"" when it cannot be unpacked."""
        try:
            data = stream.get_data()
        except DocumentError:
            raise
        except LimitReachedError:
            raise too_much() from None
        except Exception:
            # Filters fail in many ways; what one stream holds is then lost, and the rest is read.
            return b""
        if not isinstance(data, bytes):
            return b""
        self._stream_data += len(data)
        if self._stream_data > MAX_STREAMS:
            raise too_much()
        return data


def too_much() -> DocumentError:
    """Return the refusal of a PDF that unpacks to too much."""
    return DocumentError("archive_bomb", "The PDF unpacks to more than is read here.")


def apply_limits() -> AbstractContextManager[Configuration]:
    """Return a context in which the library unpacks no stream beyond `MAX_STREAM`."""
    limits = Configuration(
        maximum_declared_stream_length=MAX_STREAM, array_based_stream_maximum_output_length=MAX_STREAM,
        lzw_maximum_output_length=MAX_STREAM, run_length_maximum_output_length=MAX_STREAM,
        zlib_maximum_output_length=MAX_STREAM, brotli_maximum_output_length=MAX_STREAM,
        image_maximum_buffer_size=MAX_STREAM, jbig2_maximum_output_length=MAX_STREAM, jbig2dec_binary=None,
        zlib_maximum_recovery_input_length=200_000, stream_decoding_work_maximum_length=4 * MAX_STREAM,
        stream_filters_maximum_length=4, page_tree_maximum_entries=20_000, page_tree_maximum_depth=60,
        array_maximum_element_count=100_000, dictionary_maximum_element_count=50_000,
    )  # fmt: skip
    return apply_configuration(limits)
