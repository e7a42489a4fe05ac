"""A command line with a store of its own in a temporary folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qa_service.cli import main
from qa_service.config import Settings
from qa_service.services import access
from qa_service.storage.engine import Store
from qa_service.storage.unit_of_work import UnitOfWork

LEVELS = "poor,fair,good"
RUBRIC = """\
schema: kpo-rubric/1
id: demo.note
version: 1.0.0
title: Note
scales:
  quality:
    type: ordinal
    levels:
      - { id: poor, score: 0 }
      - { id: fair, score: 0.5 }
      - { id: good, score: 1 }
sections:
  - id: all
    title: All
    weight: 100
    criteria:
      - { id: clarity, title: Clarity, scale: quality, weight: 60, na: never }
      - { id: depth, title: Depth, scale: quality, weight: 40, na: never }
checks:
  - { id: left_over, uses: text.placeholders, on_fail: finding, severity: major }
scoring: { method: weighted_mean, pass_mark: 70 }
tests:
  - { name: best, answers: { clarity: good, depth: good }, expect: { score: 100, outcome: passed } }
"""

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder; the store is in its ``data``."""
    for name in [name for name in os.environ if name.startswith("QA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("QA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command line as a shell would; an exception that nobody handled fails the test."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, list(arguments), input=stdin, prog_name="qa-service")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def rubric(folder: Path) -> str:
    """The path of a small rubric."""
    (folder / "note.yaml").write_text(RUBRIC, "utf-8")
    return "note.yaml"


@pytest.fixture
def store(run: Run) -> Iterator[Store]:
    """The store of the settings, migrated."""
    assert run("migrate").exit_code == 0
    store = Store(Settings.from_env().url)
    yield store
    store.close()


@pytest.fixture
def tenant(store: Store) -> str:
    """The only tenant."""
    return store.transact("", access.bootstrap)


@pytest.fixture
def published(store: Store, tenant: str) -> str:
    """The small rubric, published; its id."""
    from qa_service.services import rubrics

    def publish(uow: UnitOfWork) -> str:
        return rubrics.publish(uow, None, RUBRIC)[0].rubric.id

    return store.transact(tenant, publish)


def parsed(result: Result) -> Any:
    """The JSON on standard output."""
    return json.loads(result.stdout)


@pytest.fixture
def write(folder: Path) -> Callable[[str, str], str]:
    """Write a file of the working folder; returns its name."""

    def write(name: str, text: str) -> str:
        (folder / name).write_text(text, "utf-8")
        return name

    return write


def long_csv(items: int = 25, raters: tuple[str, ...] = ("ana", "ben")) -> str:
    """Ratings of two criteria; the raters differ on every fifth item."""
    levels = LEVELS.split(",")
    lines = ["item,rater,criterion,value"]
    for i in range(items):
        for r, rater in enumerate(raters):
            lines += [f"n{i},{rater},{c},{levels[(i + (r if i % 5 == 0 else 0)) % 3]}" for c in ("clarity", "depth")]
    return "\n".join(lines) + "\n"


@pytest.fixture
def ratings() -> str:
    """The text of a CSV of ratings."""
    return long_csv()
