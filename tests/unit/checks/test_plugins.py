"""Checks of other packages: found, run and told apart; a broken one harms nothing else."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.checks.packages import (
    ROOT,
    add_package,
    command,
    install,
    module,
    python,
    wheel_of_example,
)
from tests.unit.cli.conftest import RUBRIC

BLANKS = ("--check", "text.placeholders")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the documented package is installed."""
    site = tmp_path_factory.mktemp("site")
    install(wheel_of_example(tmp_path_factory.mktemp("wheel")), site)
    return site


def listed(site: Path, cwd: Path, *names: str) -> dict:
    return json.loads(command(site, cwd, "checks", *names, "--json").stdout)


def test_the_documented_package_is_in_the_catalogue_with_its_origin(house, tmp_path):
    answer = listed(house, tmp_path)
    assert "broken" not in answer
    origins = {info["name"]: info["origin"] for info in answer["checks"]}
    assert origins["house.long_sentences"] == origins["house.client_named"] == "house-checks 1.0.0"
    assert origins["numbers.footing"] == "qa-service"
    shown = command(house, tmp_path, "checks", "house.long_sentences").stdout
    assert "from house-checks 1.0.0" in shown
    assert "max_words: integer, default 40, Most words of a sentence." in shown
    assert [info["name"] for info in listed(house, tmp_path, "house")["checks"]] == [
        "house.client_named", "house.long_sentences",
    ]  # fmt: skip


def test_the_documented_package_checks_files(house, tmp_path):
    (tmp_path / "memo.md").write_text("We advise you to sign it today and not later. So do it.\n", "utf-8")
    check = ("--check", "house.long_sentences", "--with", '{"max_words": 6}')
    result = command(house, tmp_path, "check", "memo.md", *check, "--format", "json", "--fail-on", "minor")
    (finding,) = json.loads(result.stdout)["findings"]
    assert result.returncode == 1
    assert finding["quote"] == "We advise you to sign it today and not later."
    assert finding["evidence"] == {"words": 10, "limit": 6}
    (tmp_path / "facts.yaml").write_text("case.client: Kestrel Ltd\n", "utf-8")
    named = ("--check", "house.client_named", "--format", "json")
    missing = command(house, tmp_path, "check", "memo.md", *named)
    assert json.loads(missing.stdout)["skipped"][0]["reason"] == "fact case.client is missing"
    with_fact = command(house, tmp_path, "check", "memo.md", *named, "--facts", "facts.yaml")
    assert [one["message"] for one in json.loads(with_fact.stdout)["findings"]] == [
        "The opening does not name Kestrel Ltd."
    ]


def test_the_examples_of_the_documented_package_hold(house):
    code = (
        "from qa_service.checks import catalogue, compile_checks, run_checks\n"
        "from qa_service.documents import parse_document\nfrom qa_service.rubric import CheckSpec\n"
        "for info in catalogue():\n"
        "    if info.family == 'house':\n"
        "        plan = compile_checks([CheckSpec('x', info.name, {}, 'finding')])\n"
        "        run = lambda text: run_checks(plan, parse_document(text), facts={'case': {'client': 'Kestrel Ltd'}})\n"
        "        print(len(run(info.example_fires.partition('Ltd:')[2] or info.example_fires).findings),"
        " len(run(info.example_quiet.partition('Ltd:')[2] or info.example_quiet).findings))"
    )
    assert python(house, code).splitlines() == ["1 0", "1 0"]


def test_a_rubric_may_use_the_checks_of_a_package(house, tmp_path):
    text = RUBRIC.replace("uses: text.placeholders", "uses: house.long_sentences, with: { max_words: 7 }")
    (tmp_path / "note.yaml").write_text(text, "utf-8")
    assert command(house, tmp_path, "rubric", "validate", "note.yaml").returncode == 0
    (tmp_path / "memo.md").write_text("We advise you to sign it today and not later.\n", "utf-8")
    result = command(house, tmp_path, "check", "memo.md", "--rubric", "note.yaml")
    assert result.stdout.startswith("memo.md:1:1 major left_over The sentence has 10 words")
    (tmp_path / "bad.yaml").write_text(text.replace("max_words: 7", "max_words: 1"), "utf-8")
    refused = command(house, tmp_path, "rubric", "validate", "bad.yaml")
    assert refused.returncode == 1
    assert "/checks/0/with/max_words" in refused.stdout
    without = command(tmp_path / "empty", tmp_path, "rubric", "validate", "note.yaml")
    assert without.returncode == 1
    assert "no check named 'house.long_sentences'" in without.stdout


def test_sarif_names_the_package_of_a_rule(house, tmp_path):
    (tmp_path / "memo.md").write_text("Short.\n", "utf-8")
    result = command(house, tmp_path, "check", "memo.md", "--check", "house.long_sentences", "--format", "sarif")
    (rule,) = json.loads(result.stdout)["runs"][0]["tool"]["driver"]["rules"]
    assert rule["properties"]["origin"] == "house-checks 1.0.0"


BROKEN = {
    "raises": ({"p": "acme"}, {"acme": "raise RuntimeError('no licence here')"}, "RuntimeError: no licence here"),
    "leaves": ({"p": "acme"}, {"acme": "import sys; sys.exit(3)"}, "SystemExit"),
    "syntax": ({"p": "acme"}, {"acme": "def ("}, "SyntaxError"),
    "absent": ({"p": "nowhere.at.all"}, {}, "ModuleNotFoundError"),
    "no attribute": ({"p": "acme:missing"}, {"acme": ""}, "AttributeError"),
    "not callable": ({"p": "acme:thing"}, {"acme": "thing = 3"}, "TypeError"),
    "needs arguments": ({"p": "acme:f"}, {"acme": "def f(a): pass"}, "TypeError"),
    "fails": ({"p": "acme:f"}, {"acme": "def f(): 1 / 0"}, "ZeroDivisionError"),
    "taken": ({"p": "acme"}, {"acme": module("text.placeholders")}, "'text.placeholders' is taken by qa-service"),
    "reserved": ({"p": "acme"}, {"acme": module("statistics.grim")}, "'statistics.grim' is taken"),
    "no family": ({"p": "acme"}, {"acme": module("alone")}, "family.name"),
    "capitals": ({"p": "acme"}, {"acme": module("Acme.Thing")}, "family.name"),
    "severity": (
        {"p": "acme"},
        {"acme": module("acme.x").replace('title="T"', 'title="T", severity="bad"')},
        "severity 'bad' is none of",
    ),
    "params": (
        {"p": "acme"},
        {"acme": module("acme.x").replace('title="T"', 'title="T", params={"a": 1}')},
        "params is not a class",
    ),
    "no title": ({"p": "acme"}, {"acme": module("acme.x").replace('"T"', '""')}, "title is not a text"),
    "half": (
        {"p": "acme"},
        {"acme": module("acme.half") + "raise ValueError('after the first check')"},
        "ValueError: after the first check",
    ),
}


TELL = """
import json
from qa_service.checks import CheckError, broken_plugins, catalogue, compile_checks, run_checks
from qa_service.documents import parse_document
from qa_service.rubric import CheckSpec
use = lambda name: CheckSpec(name, name, {}, "finding")
found = run_checks(compile_checks([use("text.placeholders"), use("good.one")]), parse_document("It is TBD."))
try:
    compile_checks([use("acme.half")])
except CheckError as refused:
    unknown = refused.problems[0].message
names = [info.name for info in catalogue()]
broken = [plugin.to_dict() for plugin in broken_plugins()]
print(json.dumps({"found": len(found.findings), "unknown": unknown, "names": names, "broken": broken}))
"""


def numbered(value, n: int):
    """The same package, modules and checks under other names."""
    if isinstance(value, dict):
        return {numbered(key, n): numbered(inner, n) for key, inner in value.items()}
    return value.replace("acme", f"acme{n}")


def test_broken_packages_are_named_and_harm_nothing(tmp_path):
    add_package(tmp_path, "good-checks", {"zz": "good"}, good=module("good.one"))
    for n, (points, sources, _) in enumerate(BROKEN.values()):
        add_package(tmp_path, f"acme{n}-checks", numbered(points, n), **numbered(sources, n))
    answer = json.loads(python(tmp_path, TELL))
    assert answer["found"] == 2
    assert [name for name in answer["names"] if name.startswith("acme")] == []
    assert answer["names"].count("text.placeholders") == 1
    told = {broken["package"]: broken for broken in answer["broken"]}
    assert len(told) == len(BROKEN)
    for n, (points, _, reason) in enumerate(BROKEN.values()):
        broken = told[f"acme{n}-checks 1.0"]
        assert (broken["name"], broken["target"]) == ("p", numbered(points["p"], n))
        assert reason in broken["reason"]
        named = f"plug-in p ({broken['target']}) of acme{n}-checks 1.0 could not be loaded: "
        assert named in answer["unknown"]


def test_a_broken_package_is_named_on_the_command_line(tmp_path):
    site = tmp_path / "site"
    add_package(site, "acme-checks", {"p": "acme"}, acme="raise RuntimeError('no licence here')")
    told = "plug-in p (acme) of acme-checks 1.0 could not be loaded: RuntimeError: no licence here"
    assert f"note: {told}" in command(site, tmp_path, "checks", "numbers").stderr
    assert listed(site, tmp_path, "numbers")["broken"][0]["package"] == "acme-checks 1.0"
    (tmp_path / "memo.md").write_text("It is TBD.\n", "utf-8")
    for arguments in (("check", "memo.md", "--check", "acme.one"), ("checks", "acme.one")):
        unknown = command(site, tmp_path, *arguments)
        assert unknown.returncode == 2
        assert told in unknown.stderr


def test_two_packages_cannot_take_one_name(tmp_path):
    site = tmp_path / "site"
    add_package(site, "first-checks", {"a": "first"}, first=module("acme.same"))
    add_package(site, "second-checks", {"b": "second"}, second=module("acme.same"))
    answer = listed(site, tmp_path, "acme")
    assert [info["origin"] for info in answer["checks"]] == ["first-checks 1.0"]
    assert "'acme.same' is taken by first-checks 1.0" in answer["broken"][0]["reason"]


FORMS: tuple[tuple[dict[str, str], str], ...] = (
    ({"a": "acme"}, module("acme.one")),
    ({"a": "acme:found"}, module("acme.one")),
    ({"a": "acme:load"}, "def load():\n    import acme_inner\n"),
    ({"a": "acme", "b": "acme", "c": "acme:found"}, module("acme.one")),
    ({"a": "acme"}, "from qa_service.checks import catalogue\ncatalogue()\n" + module("acme.one")),
    ({"a": "acme"}, module("text.acme_wording") + module("acme.one").replace("def found", "def other")),
)


def test_a_package_names_a_module_a_check_or_a_function(tmp_path):
    site = tmp_path / "site"
    for n, (points, source) in enumerate(FORMS):
        sources = {"acme": source, "acme_inner": module("acme.one")}
        add_package(site, f"acme{n}-checks", numbered(points, n), **numbered(sources, n))
    answer = listed(site, tmp_path)
    assert "broken" not in answer
    origins = {info["name"]: info["origin"] for info in answer["checks"]}
    assert [origins[f"acme{n}.one"] for n in range(len(FORMS))] == [f"acme{n}-checks 1.0" for n in range(len(FORMS))]
    assert origins["text.acme5_wording"] == "acme5-checks 1.0"


def test_a_module_that_was_imported_before_is_still_of_its_package(tmp_path):
    site = tmp_path / "site"
    add_package(site, "acme-checks", {"a": "acme"}, acme=module("acme.one"))
    code = (
        "import acme\nfrom qa_service.checks import broken_plugins, catalogue\n"
        "print([info.origin for info in catalogue() if info.family == 'acme'], broken_plugins())"
    )
    assert python(site, code) == "['acme-checks 1.0'] ()"


def test_a_module_that_two_packages_share_survives_the_fall_of_one(tmp_path):
    site = tmp_path / "site"
    add_package(site, "bad-checks", {"a": "bad"}, bad="import shared\nraise ValueError('no')")
    add_package(site, "good-checks", {"b": "shared"}, shared=module("shared.one"))
    answer = listed(site, tmp_path, "shared")
    assert [info["origin"] for info in answer["checks"]] == ["good-checks 1.0"]


HITS = {
    "past the end": 'yield Hit(0, 10_000, "Found.")',
    "before the start": 'yield Hit(-1, 2, "Found.")',
    "backwards": 'yield Hit(2, 1, "Found.")',
    "no number": 'yield Hit("0", 1, "Found.")',
    "no message": 'yield Hit(0, 1, " ")',
    "no hit": "yield (0, 1)",
    "evidence": 'yield Hit(0, 1, "Found.", {"at": object()})',
    "not finite": 'yield Hit(0, 1, "Found.", {"x": float("nan")})',
    "nothing": "return None",
    "fault": 'yield Hit(0, 1, "Found."); raise KeyError("gone")',
}


def test_checks_that_yield_nonsense_are_skipped_and_the_others_go_on(tmp_path):
    site = tmp_path / "site"
    names = {f"acme.{case.replace(' ', '_')}": body for case, body in HITS.items()}
    sources = {f"acme{n}": module(name, body) for n, (name, body) in enumerate(names.items())}
    add_package(site, "acme-checks", {name: name for name in sources}, **sources)
    (tmp_path / "memo.md").write_text("It is TBD.\n", "utf-8")
    checks = [word for name in names for word in ("--check", name)]
    result = command(site, tmp_path, "check", "memo.md", *BLANKS, *checks, "--format", "json")
    answer = json.loads(result.stdout)
    assert [one["check"] for one in answer["findings"]] == ["text.placeholders"]
    assert {one["check"] for one in answer["skipped"]} == set(names)
    assert all("this is a fault of acme-checks 1.0: " in one["reason"] for one in answer["skipped"])


def test_a_check_that_ends_its_process_is_told_with_several_processes(tmp_path):
    site = tmp_path / "site"
    body = 'import os; "TBC" in ctx.document.text and os._exit(9)\n    yield from ()'
    add_package(site, "acme-checks", {"a": "acme"}, acme=module("acme.one", body))
    for name in ("a", "b", "c", "d"):
        (tmp_path / f"{name}.md").write_text("It is TBC.\n" if name == "c" else "Fine.\n", "utf-8")
    result = command(site, tmp_path, "check", ".", "--check", "acme.one", "--jobs", "2", "--format", "json")
    assert result.returncode == 2
    told = json.loads(result.stdout)["unreadable"]
    assert "c.md" in [one["path"] for one in told]
    assert "--jobs 1" in told[0]["message"]


def test_the_example_of_the_manual_does_what_it_shows():
    text = (ROOT / "docs" / "writing-checks.md").read_text("utf-8")
    (snippet,) = re.findall(r"^```py\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert doctest.DocTestParser().get_examples(snippet)
    # In a process of its own: what it registers would stay in this one.
    code = (
        "import doctest, sys\ntext = sys.stdin.read()\n"
        "test = doctest.DocTestParser().get_doctest(text, {}, 'manual', None, 0)\n"
        "print(doctest.DocTestRunner().run(test))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=snippet, capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip().endswith("failed=0, attempted=6)")
