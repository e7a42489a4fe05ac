"""The shape of the code: who may import whom, what a worker never loads, and how long things may get."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "qa_service"
MODULES = sorted(PACKAGE.rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imported(path: Path) -> set[str]:
    """The top-level packages that a module names, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def functions() -> Iterator[tuple[str, Function]]:
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def fresh(code: str) -> str:
    """What a new interpreter prints."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_every_import_goes_down_the_layers() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize("web", ["flask", "werkzeug", "flask_smorest"])
def test_no_module_knows_both_the_web_and_the_database(web: str) -> None:
    users = [path for path in MODULES if web in imported(path)]
    both = [str(path.relative_to(ROOT)) for path in users if "sqlalchemy" in imported(path)]
    assert users
    assert both == []


def test_a_web_worker_loads_neither_plotting_nor_learning() -> None:
    code = "import sys, qa_service.app, qa_service.gunicorn; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    loaded = set(fresh(code).split())
    assert loaded & {"matplotlib", "sklearn", "alembic", "playwright", "pytest"} == set()
    assert {"flask", "sqlalchemy"} <= loaded


def test_the_pure_packages_work_without_the_web_and_the_database() -> None:
    names = ("rubric", "documents", "checks", "scoring", "agreement")
    code = f"import sys; from qa_service import {', '.join(names)}; print(*sys.modules)"
    loaded = {name.partition(".")[0] for name in fresh(code).split()}
    assert loaded & {"flask", "werkzeug", "sqlalchemy", "gunicorn", "matplotlib", "sklearn"} == set()
    assert {f"qa_service.{name}" for name in names} <= set(fresh(code).split())


def test_every_module_says_what_it_is() -> None:
    silent = [str(path.relative_to(ROOT)) for path in MODULES if not ast.get_docstring(tree(path))]
    assert len(MODULES) > 100
    assert silent == []


def test_functions_stay_small() -> None:
    lengths = {name: length(node) for name, node in functions()}
    ordered = sorted(lengths.values())
    assert statistics.median(ordered) <= 9
    assert ordered[int(0.95 * len(ordered))] <= 40
    assert [name for name, n in lengths.items() if n > 80] == []


def test_files_stay_small() -> None:
    lengths = {str(path.relative_to(ROOT)): path.read_text("utf-8").count("\n") for path in MODULES}
    assert [name for name, n in lengths.items() if n > 450] == []
    assert sorted(lengths.values())[int(0.9 * len(lengths))] <= 250


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name.split("_")[0]) for path in (ROOT / "migrations" / "versions").glob("[0-9]*_*.py"))
    assert numbers[0] == 1
    assert all(b == a + 1 for a, b in pairwise(numbers))


def test_a_use_case_reads_the_clock_of_its_unit_of_work() -> None:
    """Times come from ``uow.now``, so that a test or a replay can set them."""
    pure = ("rubric", "documents", "checks", "scoring", "agreement", "services")
    reached = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        if path.relative_to(PACKAGE).parts[0] in pure
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func) in {"datetime.now", "datetime.utcnow", "date.today", "time.time", "random.random"}
    ]
    assert reached == []
