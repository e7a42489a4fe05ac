"""The repository keeps its own promises: files in place, locks complete, tasks callable, no trace of one machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = {"requirements.lock": ("postgres", "dev"), "requirements-run.lock": ("postgres",)}
TARGETS = ("help", "install", "run", "lint", "format", "test", "test-deps", "bench", "screenshots", "lock", "clean")
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)")

# Spelled in parts, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:" + "|".join(("work", "root", "home")) + r")/")
INDEX_HOST = re.compile(
    r"\b(?:" + "|".join((r"pypi\." + "org", "python" + r"hosted\.org", r"npm" + r"js\.(?:org|com)")) + r")\b"
)


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith("MAKE") and key != "MFLAGS"}
    return subprocess.run(["make", *arguments], cwd=ROOT, env=plain, capture_output=True, text=True, check=False)


def repository_files() -> list[Path]:
    """Every file git tracks or would track; outside a checkout (an unpacked archive) the project's own files."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        found = [ROOT / name for name in listed.split("\0") if name]
    else:
        built = {".venv", "var", "build", "dist", "screenshots", "__pycache__"}
        found = [path for path in ROOT.rglob("*") if not built & set(path.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file()]


def offenders(pattern: re.Pattern[str]) -> list[str]:
    hits = []
    for path in repository_files():
        lines = path.read_text("utf-8", errors="replace").splitlines()
        hits += [f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(lines, 1) if pattern.search(line)]
    return hits


def entries(lock: str) -> list[str]:
    """The pinned requirements of a lock, each with its continuation lines joined."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def pins(lock: str) -> dict[str, Version]:
    matches = [PIN.match(entry) for entry in entries(lock)]
    return {canonicalize_name(m["name"]): Version(m["version"]) for m in matches if m}


def declared(extras: tuple[str, ...]) -> list[Requirement]:
    project = PROJECT["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    return [wanted for wanted in map(Requirement, lines) if wanted.name != project["name"]]


@pytest.mark.parametrize(
    "name",
    [
        ".ci/run",
        ".dockerignore",
        ".editorconfig",
        ".gitignore",
        ".importlinter",
        ".pre-commit-config.yaml",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Dockerfile",
        "LICENSE",
        "Makefile",
        "README.md",
        "pyproject.toml",
        *LOCKS,
    ],
)
def test_the_top_level_files_are_there_and_not_empty(name: str) -> None:
    assert (ROOT / name).read_text("utf-8").strip()


def test_continuous_integration_runs_make_test(tmp_path: Path) -> None:
    """Run `.ci/run` from elsewhere with a `make` that only says how and where it was called."""
    recorder = tmp_path / "make"
    recorder.write_text('#!/bin/sh\necho "$PWD: $*"\n', "utf-8")
    recorder.chmod(0o755)
    searched = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [ROOT / ".ci" / "run"], cwd=tmp_path, env={"PATH": searched}, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{ROOT}: test\n"


@pytest.mark.parametrize("target", TARGETS)
def test_every_documented_task_can_be_planned(target: str) -> None:
    planned = make("--dry-run", target)
    assert (planned.returncode, planned.stderr) == (0, "")


def test_help_is_the_default_and_lists_every_task() -> None:
    shown = make().stdout
    assert set(TARGETS) <= set(re.findall(r"^  make ([a-z-]+) ", shown, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_addresses(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text("utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_entry_by_version_and_hash(lock: str) -> None:
    loose = [entry for entry in entries(lock) if not PIN.match(entry) or "--hash=sha256:" not in entry]
    assert entries(lock)
    assert loose == []


@pytest.mark.parametrize(("lock", "extras"), LOCKS.items())
def test_a_lock_meets_every_declared_requirement(lock: str, extras: tuple[str, ...]) -> None:
    pinned = pins(lock)
    missing = [
        str(wanted)
        for wanted in declared(extras)
        if (version := pinned.get(canonicalize_name(wanted.name))) is None or version not in wanted.specifier
    ]
    assert missing == [], "run `make lock`"


def test_the_run_lock_is_a_part_of_the_development_lock() -> None:
    assert pins("requirements-run.lock").items() <= pins("requirements.lock").items()


@pytest.mark.parametrize("pattern", [MACHINE_PATH, INDEX_HOST], ids=["paths", "hosts"])
def test_no_file_names_a_machine_or_a_package_index(pattern: re.Pattern[str]) -> None:
    assert offenders(pattern) == []


def test_the_changelog_has_something_unreleased() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    section = re.search(r"^## \[Unreleased\]\n(?P<body>.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section is not None
    assert section["body"].strip()


@pytest.mark.parametrize("folder", ["rubrics", "migrations", "docs"])
def test_the_wheel_carries_the_files_beside_the_code(folder: str) -> None:
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included[folder] == f"qa_service/_data/{folder}"
    assert any(path.is_file() for path in (ROOT / folder).rglob("*"))
