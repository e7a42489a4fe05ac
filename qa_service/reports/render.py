"""``python -m qa_service.reports.render``: inputs as JSON on standard input, the report's files on standard output."""

from __future__ import annotations

import io
import sys
import zipfile

from qa_service.reports.inputs import ReportInputs
from qa_service.reports.report import build_report

_EPOCH = (1980, 1, 1, 0, 0, 0)  # a ZIP entry has to have a date; this one never changes


def archive(inputs: ReportInputs) -> bytes:
    """Every form of the report in one ZIP, the same bytes for the same inputs."""
    report = build_report(inputs)
    files: dict[str, str | bytes] = {
        "report.html": report.html(),
        "report.json": report.json(),
        "tables.zip": report.csv_zip(),
        "summary.txt": "\n".join(report.summary),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(archive(ReportInputs.from_json(sys.stdin.read())))
