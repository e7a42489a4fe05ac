"""A worker in a process of its own, with kinds of jobs that tests can look into."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from qa_service.jobs.kinds import Context, Kind
from qa_service.jobs.limits import Limits
from qa_service.jobs.worker import Worker
from qa_service.services.job_runs import Claim, Done, Result
from qa_service.storage.engine import Store
from qa_service.storage.tables import IdempotencyKey
from qa_service.storage.unit_of_work import UnitOfWork
from qa_service.telemetry import configure_logging


def mark(claim: Claim) -> Done:
    """Leave a row that can be there once only, and that says which worker made it."""

    def write(uow: UnitOfWork) -> Result:
        row = {"actor": "job", "key": claim.id, "request_hash": "", "status": 200, "body": claim.owner, "headers": {}}
        uow.insert(IdempotencyKey, [{**row, "created_at": uow.now()}])
        return Result("text/plain", [b"done"])

    return Done(write)


def short(context: Context) -> Done:
    """Nothing but the mark, and a moment in which another worker may take some."""
    time.sleep(0.001)
    return mark(context.claim)


def waiting(context: Context) -> Done:
    """Say which process this is, then wait for a file."""
    folder = Path(context.claim.parameters["folder"])
    (folder / f"pid-{context.claim.attempts}").write_text(str(os.getpid()))
    n = 0
    while not (folder / "go").exists():
        n += 1
        context.progress(min(n / 1000, 0.9))
        time.sleep(0.02)
    return mark(context.claim)


def greedy(_context: Context) -> Done:
    """Want more memory than there is for a job."""
    held = bytearray(1 << 30)
    return Done(lambda _uow: Result("text/plain", [bytes(held[:1])]))


def faulty(_context: Context) -> Done:
    """Fail in a way that nobody foresaw."""
    raise ZeroDivisionError("a secret detail")


KINDS = {
    "short": Kind(short, isolated=False),
    "waiting": Kind(waiting),
    "greedy": Kind(greedy),
    "faulty": Kind(faulty),
}


def main() -> None:
    """Work until told to stop; the limits come as JSON, times in seconds."""
    configure_logging("warning")
    given = json.loads(sys.argv[2])
    times = {name: timedelta(seconds=given[name]) for name in ("lease", "time", "grace") if name in given}
    worker = Worker(Store(sys.argv[1]), KINDS, Limits(**times, memory=given.get("memory", 2048) << 20))
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    worker.run()


if __name__ == "__main__":
    main()
