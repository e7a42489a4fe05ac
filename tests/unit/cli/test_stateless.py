"""check, checks and score: files in, findings and numbers out, no store."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

DIRTY = "# Memo\n\nThe fee is twenty-four (25) days.\n\nThe name is [insert name] here.\n"


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom qa_service.cli import main\nmain(['--help'], standalone_mode=False)\n"
        "print(sorted({'flask', 'sqlalchemy', 'scipy', 'numpy', 'rich'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Commands:" in done.stdout
    assert done.stderr.strip() == "[]"


def test_check_names_line_column_and_quote(run, write):
    result = run("check", write("memo.md", DIRTY), "--check", "text.placeholders")
    assert result.exit_code == 1
    first, quote = result.stdout.splitlines()[:2]
    assert first.startswith("memo.md:5:13 major text.placeholders ")
    assert quote == "    > [insert name]"


def test_check_json_has_files_and_findings(run, write):
    files = [write("a.txt", DIRTY), write("b.txt", "All is well.\n")]
    result = run("check", *files, "--check", "text.placeholders", "--format", "json")
    answer = json.loads(result.stdout)
    assert set(answer) == {"files", "findings"}
    assert answer["files"] == 2
    (finding,) = answer["findings"]
    assert (finding["path"], finding["line"], finding["col"], finding["quote"]) == ("a.txt", 5, 13, "[insert name]")
    assert DIRTY[finding["start"] : finding["end"]] == finding["quote"]
    assert {"id", "check", "severity", "message", "evidence", "fingerprint"} <= set(finding)


def test_check_reads_standard_input_and_is_quiet_on_clean_text(run):
    assert run("check", "-", "--check", "text.placeholders", stdin="All is well.\n").exit_code == 0
    result = run("check", "-", "--check", "text.placeholders", stdin=DIRTY)
    assert result.exit_code == 1
    assert result.stdout.startswith("-:5:13 ")


@pytest.mark.parametrize(("fail_on", "code"), [("minor", 1), ("major", 1), ("critical", 0)])
def test_fail_on_sets_the_severity_of_exit_code_1(run, write, fail_on, code):
    arguments = ("check", write("memo.txt", DIRTY), "--check", "text.placeholders", "--fail-on", fail_on)
    assert run(*arguments).exit_code == code


def test_with_belongs_to_the_check_before_it(run, write):
    path = write("memo.txt", "The result is awesome.\n")
    params = '{"any": ["splendid"]}'
    for given in (["--with", params], [f"--with={params}"]):
        result = run("check", path, "--check", "text.must_contain", *given, "--check", "text.placeholders")
        assert result.exit_code == 1
        assert result.stdout.startswith("memo.txt:1:1 major text.must_contain ")
    alone = run("check", path, "--with", params, "--check", "text.placeholders")
    assert alone.exit_code == 2
    assert "--with follows" in alone.stderr


def test_with_that_is_no_json_is_refused(run, write):
    path = write("memo.txt", DIRTY)
    for bad in ("{", "[1]", '{"allow": [NaN]}', "[" * 3000 + "]" * 3000):
        result = run("check", path, "--check", "text.placeholders", "--with", bad)
        assert result.exit_code == 2
        assert "--with of text.placeholders is not" in result.stderr
        assert "recursion" not in result.stderr


def test_unknown_checks_and_parameters_are_named_with_what_is_allowed(run, write):
    path = write("memo.txt", DIRTY)
    unknown = run("check", path, "--check", "text.placeholder")
    assert unknown.exit_code == 2
    assert "error: There is no check named 'text.placeholder'" in unknown.stderr
    assert "text.placeholders" in unknown.stderr
    parameter = run("check", path, "--check", "structure.length", "--with", '{"mn": 3}')
    assert parameter.exit_code == 2
    assert "allowed: max, min" in parameter.stderr
    assert "[/0/with/mn]" in parameter.stderr


def test_a_file_that_cannot_be_read_loses_none_of_the_others(run, write, folder):
    (folder / "broken.txt").write_bytes(b"a\xff")
    result = run("check", "missing.txt", "broken.txt", write("memo.txt", DIRTY), "--check", "text.placeholders")
    assert result.exit_code == 2
    assert "error: missing.txt: No such file" in result.stderr
    assert "error: broken.txt" in result.stderr
    assert "memo.txt:5:13" in result.stdout


def test_check_by_rubric_path_id_and_unknown_id(run, write, rubric):
    path = write("memo.md", DIRTY)
    assert " left_over " in run("check", path, "--rubric", rubric).stdout
    assert run("check", path, "--rubric", "legal.contract-review-memo", "--fail-on", "critical").exit_code in {0, 1}
    unknown = run("check", path, "--rubric", "legal.none")
    assert unknown.exit_code == 2
    assert "legal.contract-review-memo" in unknown.stderr


def test_facts_sources_and_brief_reach_the_checks(run, write):
    path = write("memo.txt", 'The contract says "payment is due in ten days" and more.\n')
    source = write("contract.txt", "Payment is due in thirty days. Nothing else was agreed.\n")
    facts = write("facts.yaml", "case.paid: 3\ncase.due: 4\n")
    quotes = run("check", path, "--check", "grounding.quotes", "--sources", source, "--brief", source)
    assert quotes.exit_code == 1
    equal = run(
        "check",
        path,
        "--check",
        "facts.equal",
        "--with",
        '{"left": "case.paid", "right": "case.due"}',
        "--facts",
        facts,
    )
    assert equal.exit_code == 1
    without = run("check", path, "--check", "facts.equal", "--with", '{"left": "case.paid", "right": "case.due"}')
    assert without.exit_code == 0
    assert "was not run: fact case.paid is missing" in without.stderr


def test_the_catalogue_lists_names_and_parameters(run):
    listed = json.loads(run("checks", "--format", "json").stdout)["checks"]
    names = [one["name"] for one in listed]
    assert "numbers.footing" in names
    text = run("checks").stdout
    assert all(name in text for name in names)
    assert "min: " in text


def test_score_prints_outcome_and_arithmetic(run, write, rubric):
    answers = write("answers.yaml", "clarity: good\ndepth: fair\n")
    result = run("score", answers, "--rubric", rubric)
    assert result.exit_code == 0
    assert result.stdout.startswith("demo.note@1.0.0: passed, score 80.0\n")
    assert "Sum: 60.0 + 20.0 = 80.0." in result.stdout


def test_score_json_is_the_answer_of_the_api(run, write, rubric):
    answers = write("answers.json", json.dumps({"answers": {"clarity": {"value": "poor"}}, "facts": {"case.x": 1}}))
    answer = json.loads(run("score", answers, "--rubric", rubric, "--json").stdout)
    assert answer["rubric"] == "demo.note@1.0.0"
    assert answer["outcome"] == "incomplete"
    assert answer["score"] is None
    assert answer["missing"] == ["depth"]
    assert answer["explain"]
    assert answer["open_problems"]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.yaml", "clarity: good\ndepth: god\n", "a.yaml:2:8"),
        ("a.json", '{\n\t"clarity": "good",\n\t"depth": "god"}', "a.json:3:11"),
        ("b.json", '{"clarity": "good",\n "depth": "god"}', "b.json:2:11"),
        ("c.yaml", "answers:\n  depth: { value: god }\n", "c.yaml:2:19"),
    ],
)
def test_wrong_answers_are_refused_with_line_column_and_levels(run, write, rubric, name, text, place):
    result = run("score", write(name, text), "--rubric", rubric)
    assert result.exit_code == 2
    assert f"error: {place}: " in result.stderr
    assert "poor, fair, good" in result.stderr
    assert "/answers/depth" in result.stderr


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.json", '{"clarity": }', "a.json:1:13"),
        ("b.json", '{"clarity": NaN}', "b.json:1:1"),
        ("c.yaml", "clarity: [good\n", "c.yaml:2:1"),
        ("d.yaml", "- clarity\n", "d.yaml:1:1"),
        ("e.yaml", "answers: {}\nfact: {}\n", "e.yaml:2:1"),
        ("f.yaml", "answers: {}\nsize: much\n", "f.yaml:2:7"),
    ],
)
def test_files_that_are_not_answers_are_refused_with_their_place(run, write, rubric, name, text, place):
    result = run("score", write(name, text), "--rubric", rubric)
    assert result.exit_code == 2
    assert f"error: {place}: " in result.stderr


def test_missing_files_are_named_without_a_traceback(run, rubric):
    result = run("score", "none.yaml", "--rubric", rubric)
    assert result.exit_code == 2
    assert result.stderr == "error: none.yaml: No such file or directory.\n"
