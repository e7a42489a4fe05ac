"""The same texts through other linters and rule engines, in the same run.

Linters read the texts as files through their command lines, as their users do. Each is also run on an empty file, and
that start is taken off: what is compared is the work on the text. CPU times are of the process and its children.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.checks_speed_rules import Engine, Verdicts
from benchmarks.checks_speed_running import Child, run_child

HERE = Path(__file__).parent
QUIET = {
    "NO_COLOR": "1",
    "FORCE_COLOR": "0",
    "DEEPEVAL_TELEMETRY_OPT_OUT": "YES",
    "DEEPEVAL_DISABLE_DOTENV": "1",
    "OPENAI_API_KEY": "unused",
    "PROMPTFOO_DISABLE_TELEMETRY": "1",
    "PROMPTFOO_DISABLE_UPDATE": "1",
    "PROMPTFOO_DISABLE_REMOTE_GENERATION": "1",
}


@dataclass(frozen=True, slots=True)
class Linter:
    """A command line that takes files; ``findings`` counts what it prints."""

    name: str
    command: tuple[str, ...]
    findings: Callable[[Child], int]


@dataclass(frozen=True, slots=True)
class Linted:
    """What one linter needed for all texts."""

    name: str
    characters: int
    findings: int
    start: float
    seconds: float

    @property
    def rate(self) -> float:
        """Megabytes (a million characters) a second, without the start of the program."""
        return self.characters / max(self.seconds - self.start, 1e-3) / 1e6


def linters(python: str | None, node: Path | None) -> tuple[list[Linter], list[str]]:
    """Return the linters that are there, and the names of those that are not."""
    found = (
        [Linter("proselint", (python, "-m", "proselint", "check", "--output-format", "json"), _diagnostics)]
        if (python is not None and _imports(python, "proselint"))
        else []
    )
    bin_of = (node or Path("absent")).absolute() / "node_modules" / ".bin"
    for name, arguments, counted in (
        ("write-good", (), lambda child: child.output.count(" on line ")),
        ("alex", (), lambda child: len(re.findall(r"\d+:\d+-\d+:\d+", child.output + child.errors))),
        ("textlint", ("--rule", "write-good", "--format", "json"), _messages),
    ):
        if (bin_of / name).exists():
            found.append(Linter(name, (str(bin_of / name), *arguments), counted))
    wanted = ("proselint", "write-good", "alex", "textlint")
    return found, [name for name in wanted if name not in {each.name for each in found}]


def _imports(python: str, module: str) -> bool:
    try:
        return run_child([python, "-c", f"import {module}; print('there')"], HERE, QUIET).output.strip() == "there"
    except OSError:
        return False


def _diagnostics(child: Child) -> int:
    return sum(len(each["diagnostics"]) for each in _json(child)["result"].values())


def _messages(child: Child) -> int:
    return sum(len(each["messages"]) for each in _json(child))


def _json(child: Child) -> Any:
    try:
        return json.loads(child.output)
    except json.JSONDecodeError:
        sys.exit(f"A linter did not answer in JSON: {(child.output + child.errors)[-500:]}")


def lint(linter: Linter, texts: Sequence[str], node: Path | None) -> Linted:
    """Run a linter over the texts, a file each; node resolves textlint's rules from its own folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"{number:05}.md" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        empty = folder / "empty.md"
        empty.write_text("\n", encoding="utf-8")
        place = node or folder
        start = min(run_child([*linter.command, str(empty)], place, QUIET).seconds for _ in range(2))
        done = run_child([*linter.command, *map(str, files)], place, QUIET)
    return Linted(linter.name, sum(map(len, texts)), linter.findings(done), start, done.seconds)


def engines(python: str | None, node: Path | None) -> tuple[list[Engine], list[str]]:
    """Return the rule engines that are there, and the names of those that are not."""
    found: list[Engine] = []
    if python is not None and _imports(python, "deepeval"):
        found.append(Engine("deepeval", lambda rules, texts: _deepeval(python, rules, texts)))
    command = (node or Path("absent")).absolute() / "node_modules" / ".bin" / "promptfoo"
    if command.exists():
        found.append(Engine("promptfoo", lambda rules, texts: _promptfoo(command, rules, texts)))
    return found, [name for name in ("deepeval", "promptfoo") if name not in {each.name for each in found}]


def _deepeval(python: str, rules: Sequence[Sequence[object]], texts: Sequence[str]) -> Verdicts:
    """Run its metrics in its own interpreter; the script reads the rules and texts from a file."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.json"
        given.write_text(json.dumps({"rules": rules, "texts": list(texts)}), encoding="utf-8")
        child = run_child([python, str(HERE / "checks_speed_deepeval.py"), str(given)], Path(folder), QUIET)
    if not child.output.strip():
        sys.exit(f"deepeval failed: {child.errors[-500:]}")
    out = json.loads(child.output.strip().splitlines()[-1])
    return Verdicts(out["seconds"], [frozenset(broken) for broken in out["broken"]])


def _promptfoo(command: Path, rules: Sequence[Sequence[object]], texts: Sequence[str]) -> Verdicts:
    """Give it each text as a test whose provider only echoes it; the rules are its assertions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = {
            "prompts": ["{{text}}"],
            "providers": ["echo"],
            "defaultTest": {"assert": [_assertion(*map(str, rule)) for rule in rules]},
            "tests": [{"vars": {"text": text}, "description": str(at)} for at, text in enumerate(texts)],
        }
        (folder / "promptfooconfig.json").write_text(json.dumps(config), encoding="utf-8")
        env = {**QUIET, "PROMPTFOO_CONFIG_DIR": str(folder)}
        options = ["--no-cache", "--no-table", "--no-progress-bar", "-j", "4"]
        child = run_child([str(command), "eval", "-c", "promptfooconfig.json", "-o", "out.json", *options], folder, env)
        if not (folder / "out.json").is_file():
            sys.exit(f"promptfoo failed: {(child.output + child.errors)[-500:]}")
        results = json.loads((folder / "out.json").read_text(encoding="utf-8"))["results"]["results"]
    broken: list[frozenset[str]] = [frozenset()] * len(texts)
    for row in results:
        parts = row["gradingResult"]["componentResults"]
        failed = frozenset(part["assertion"]["metric"] for part in parts if not part["pass"])
        broken[int(row["testCase"]["description"])] = failed
    return Verdicts(child.seconds, broken)


def _assertion(name: str, kind: str, argument: str) -> dict[str, object]:
    code = {"min-words": f"output.split(/\\s+/).filter(Boolean).length >= {argument}"}.get(kind)
    code = f"output.length <= {argument}" if kind == "max-chars" else code
    if code is not None:
        return {"type": "javascript", "value": code, "metric": name}
    return {"type": kind, "value": argument, "metric": name}


def print_linters(rows: Sequence[Linted], ours: Sequence[tuple[str, float, int]]) -> None:
    """Print the rates beside ours, and how many times as fast each of ours is."""
    header = "".join(f"{name + ' x':>24}" for name, _, _ in ours)
    print(f"{'linters, same texts':30}{'MB/s':>8}{'findings':>10}{'start s':>9}{header}")
    for name, rate, findings in ours:
        print(f"  {'this: ' + name:28}{rate:8.2f}{findings:10}{0:9.2f}")
    for row in rows:
        ratios = "".join(f"{rate / row.rate:24.1f}" for _, rate, _ in ours)
        print(f"  {row.name:28}{row.rate:8.2f}{row.findings:10}{row.start:9.2f}{ratios}")
    print()
