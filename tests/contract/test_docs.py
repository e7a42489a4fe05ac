"""The manual says what the code does: settings, problem codes, commands, examples and links."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from qa_service.agreement import COEFFICIENTS
from qa_service.checks import catalogue
from qa_service.checks.registry import DESIGN_NAMES
from qa_service.cli import main
from qa_service.config import Settings
from qa_service.rubric import read_rubric
from qa_service.rubric.lint import rules
from qa_service.scoring import run_tests
from qa_service.web.docs import PAGES
from qa_service.web.docs_text import read_page

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FILES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
CODE = re.compile(r"[a-z][a-z0-9_]+")
# Which argument of these calls is the code of a refusal, and of one defect in it.
REFUSALS = {"DomainError": 0, "conflict": 0, "invalid": 0, "problem": 1, "_json_error": 1, "refusal": 1}
DEFECTS = {
    "Problem": 1, "refuse": 0, "Refusal": 0, "refused_word": 1, "DocumentError": 0, "_refuse": 2, "_report": 1,
    "AmbiguousScalar": 0,
}  # fmt: skip


def text_of(name: str) -> str:
    return (DOCS / f"{name}.md").read_text("utf-8")


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in (ROOT / "qa_service").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield (getattr(node.func, "id", "") or getattr(node.func, "attr", "")), node


def literals(node: ast.expr) -> set[str]:
    """The code that an argument is, or may be."""
    options = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    texts = {option.value for option in options if isinstance(option, ast.Constant) and isinstance(option.value, str)}
    return {text for text in texts if CODE.fullmatch(text)}


def used(places: dict[str, int]) -> set[str]:
    found = (literals(node.args[places[name]]) for name, node in calls() if len(node.args) > places.get(name, 99))
    return set().union(*found)


def refusal_codes() -> set[str]:
    codes = used(REFUSALS) | {f"{kind}_not_found" for kind in used({"not_found": 0})}
    codes |= used({"forbidden": 1}) | {"forbidden"}
    # Exceptions of the packages: their constructors hand code, title and detail to DomainError.
    for name, node in calls():
        if name == "__init__" and len(node.args) >= 3:
            codes |= literals(node.args[0])
    tree = ast.parse((ROOT / "qa_service" / "api" / "problems.py").read_text("utf-8"))
    titles = next(n.value for n in tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "_TITLES")
    return codes | set(ast.literal_eval(titles).values())


def links(path: Path) -> list[str]:
    text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)\)", text)


def anchors(path: Path) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', read_page(path.read_text("utf-8")).html))


def fences(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def command_names() -> Iterator[str]:
    for name, command in main.commands.items():
        yield name
        if isinstance(command, click.Group):
            yield from (f"{name} {inner}" for inner in command.commands)


def test_every_page_of_the_folder_is_in_the_menu() -> None:
    assert sorted(PAGES) == sorted(path.stem for path in DOCS.glob("*.md"))


def test_the_map_leads_to_every_other_page() -> None:
    linked = {link.partition("#")[0].removesuffix(".md") for link in links(DOCS / "index.md")}
    assert set(PAGES) - {"index"} <= linked


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(QA_\w+)` \| ([^|]*) \|", text_of("settings"), re.MULTILINE))
    for field in fields(Settings):
        value = getattr(Settings(), field.name)
        shown = str(int(value)) if isinstance(value, bool) else str(value)
        documented = rows[f"QA_{field.name.upper()}"].strip()
        assert not shown or documented == f"`{shown}`", field.name


def test_every_refusal_has_a_section() -> None:
    codes = refusal_codes()
    assert {"invalid_request", "rubric_not_found", "invalid_answers", "body_too_large", "internal"} <= codes
    assert codes - anchors(DOCS / "problems.md") == set()


def test_every_code_of_a_single_defect_is_listed() -> None:
    codes = used(DEFECTS)
    assert {"required", "unknown_field", "not_in_scale", "duplicate_level"} <= codes
    listed = set(re.findall(r"`([a-z0-9_]+)`", text_of("problems").partition("## Codes of single defects")[2]))
    assert codes - listed == set()


def test_every_command_is_documented() -> None:
    text = text_of("cli")
    groups = {name for name in command_names() if " " not in name}
    assert groups - anchors(DOCS / "cli.md") == set()
    assert [name for name in command_names() if " " in name and f"`{name}`" not in text] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_commands_and_options_of_the_examples_exist(path: Path) -> None:
    lines = [line for block in fences(path, "sh") for line in block.splitlines()]
    for line in lines:
        words = line.partition("qa-service ")[2].split()
        command: click.Command = main
        while words and isinstance(command, click.Group) and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts}
        wrong = {word for word in words if re.fullmatch(r"--[a-z-]+", word)} - known
        assert command is main or wrong == set(), line


def test_every_rule_of_the_lint_is_documented_with_its_severity() -> None:
    found = dict(re.findall(r"^### `([a-z_]+)`\n\n(\w+)\.", text_of("lint"), re.MULTILINE))
    assert found == {code: rule.severity.capitalize() for code, rule in rules().items()}
    assert set(rules()) <= anchors(DOCS / "lint.md")


def test_how_many_checks_there_are_is_said_right() -> None:
    assert (len(catalogue()), len(DESIGN_NAMES)) == (60, 60)
    assert "All sixty checks of the list" in text_of("index")


def test_the_coefficients_of_the_manual_are_those_of_the_code() -> None:
    text = text_of("statistics")
    assert [name for name in COEFFICIENTS if f"`{name}`" not in text] == []


def test_every_reason_for_a_withheld_figure_is_explained() -> None:
    reasons = set()
    for path in (ROOT / "qa_service" / "agreement").rglob("*.py"):
        reasons |= set(re.findall(r'"([a-z]+(?:_[a-z]+)+): ', path.read_text("utf-8")))
    text = text_of("statistics")
    assert "no_variation" in reasons
    assert [reason for reason in sorted(reasons) if f"`{reason}`" not in text] == []


def test_the_rubric_of_the_manual_is_valid_and_passes_its_tests() -> None:
    rubric = read_rubric(next(block for block in fences(DOCS / "rubrics.md", "yaml") if block.startswith("schema:")))
    assert [result.passed for result in run_tests(rubric)] == [True]


@pytest.mark.parametrize(
    ("path", "snippet"),
    [(path, snippet) for path in FILES for snippet in fences(path, "python")],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_python_examples_give_what_they_show(path: Path, snippet: str) -> None:
    example = doctest.DocTestParser().get_doctest(snippet, {}, path.stem, str(path), 0)
    outcome = doctest.DocTestRunner(verbose=False).run(example)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_relative_link_resolves(path: Path) -> None:
    for link in links(path):
        assert not re.match(r"[a-z]+:", link), f"{link}: the manual works without other hosts"
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_the_manual_links_only_to_itself(path: Path) -> None:
    """What is not in the folder does not exist at /docs."""
    assert [link for link in links(path) if "/" in link] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150
