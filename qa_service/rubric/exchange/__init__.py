"""Rubrics in the formats of others: Open edX ORA, Canvas LMS, and a table; each way with a report of what was lost.

>>> from qa_service.rubric.exchange import import_rubric
>>> table = "criterion,level_1,level_2\\nSources named,no,yes\\n"
>>> found = import_rubric(table, "csv", title="Memo")
>>> found.document["sections"][0]["criteria"][0]["id"]
'sources_named'
>>> [loss.code for loss in found.losses]
['no_scores', 'pass_mark']
"""

from __future__ import annotations

from qa_service.rubric.exchange.formats import FORMATS, export_rubric, import_rubric
from qa_service.rubric.exchange.guess import guess_format
from qa_service.rubric.exchange.model import ExchangeError, ExchangeFormat, Exported, Imported, Loss

__all__ = [
    "FORMATS",
    "ExchangeError",
    "ExchangeFormat",
    "Exported",
    "Imported",
    "Loss",
    "export_rubric",
    "guess_format",
    "import_rubric",
]
