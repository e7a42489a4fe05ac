"""rubric new, validate, lint, test, diff, publish, retire, export, import: files in and out, exit codes, CI formats."""

from __future__ import annotations

import json
import re

import pytest

from qa_service.rubric import json_schema, read_rubric
from qa_service.rubric.exchange import FORMATS
from qa_service.rubric.lint import rules
from tests.unit.cli.conftest import RUBRIC, parsed

LEGAL = "legal.contract-review-memo"
RAISED = RUBRIC.replace("pass_mark: 70", "pass_mark: 75")


@pytest.fixture
def write(folder):
    def write(name, text):
        (folder / name).write_text(text, "utf-8")
        return name

    return write


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--criterion", "The price is complete", "--criterion", "met:Signed=2", "--criterion", "errors:Slips: all"),
        ("--from", LEGAL, "--title", "Ours"),
    ],
)
def test_a_new_rubric_is_valid_and_its_tests_pass(run, folder, options):
    made = run("rubric", "new", "team.note", *options)
    assert (made.exit_code, made.stdout) == (0, "")
    assert made.stderr.startswith("Wrote team.note.yaml.")
    validated = run("rubric", "validate", "team.note.yaml")
    assert validated.exit_code == 0
    assert re.fullmatch(r"team\.note\.yaml: team\.note@1\.0\.0 is valid; \d tests passed\n", validated.stdout)
    assert run("rubric", "test", "team.note.yaml").exit_code == 0


def test_new_says_what_was_asked_for(run):
    text = run("rubric", "new", "a.b", "--criterion", "met:Signed=2", "--criterion", "Slips: all", "-o", "-").stdout
    rubric = read_rubric(text)
    assert [(c.title, c.scale, c.weight) for c in rubric.criteria.values()] == [
        ("Signed", "met", 2.0),
        ("Slips: all", "quality", 1.0),
    ]


def test_new_overwrites_nothing_and_refuses_what_it_cannot_read(run, write):
    write("a.b.yaml", "mine")
    taken = run("rubric", "new", "a.b")
    assert (taken.exit_code, taken.stderr) == (2, "error: a.b.yaml is there already: name another with -o.\n")
    assert "with a weight from 1 to 1000" in run("rubric", "new", "c.d", "--criterion", "X=0").stderr
    assert "not both" in run("rubric", "new", "c.d", "--criterion", "X", "--from", LEGAL).stderr
    assert "with a weight from 1 to 1000" in run("rubric", "new", "c.d", "--criterion", f"X={'9' * 5000}").stderr
    wrong = run("rubric", "new", "C D")
    assert wrong.exit_code == 2
    assert "is not a rubric id" in wrong.stderr


def test_a_copy_is_made_of_text_and_says_where_it_is_none(run, folder):
    (folder / "latin.yaml").write_bytes(RUBRIC.encode() + b"# caf\xe9\n")
    refused = run("rubric", "new", "a.b", "--from", "latin.yaml")
    place = f"{RUBRIC.count(chr(10)) + 1}:6"
    assert (refused.exit_code, refused.stderr) == (2, f"error: latin.yaml:{place}: The text is not valid UTF-8.\n")
    (folder / "marked.yaml").write_bytes(b"\xef\xbb\xbf" + RUBRIC.encode())
    assert run("rubric", "new", "a.b", "--from", "marked.yaml", "-o", "-").stdout.startswith(RUBRIC[:10])


def test_rubric_validate_accepts_the_projects_rubrics(run, rubric):
    result = run("rubric", "validate", rubric)
    assert result.exit_code == 0
    assert result.stdout == "note.yaml: demo.note@1.0.0 is valid; 1 test passed\n"


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("weight: 60, na: never", "weigth: 60, na: never", "bad.yaml:17:"),
        ("title: Note", "title: [Note", "bad.yaml:"),
        ("uses: text.placeholders", "uses: text.place", "bad.yaml:20:28"),
        ("on_fail: finding", "with: { least: 1 }, on_fail: finding", "bad.yaml:20:55"),
        ("expect: { score: 100", "expect: { score: 12", "bad.yaml:23:5"),
    ],
)
def test_rubric_validate_names_the_place_of_each_problem(run, rubric, write, folder, before, after, place):
    text = (folder / rubric).read_text("utf-8")
    assert before in text
    result = run("rubric", "validate", write("bad.yaml", text.replace(before, after)))
    assert result.exit_code == 1
    assert result.stdout.startswith(place)


def test_validate_reads_ids_standard_input_and_the_store(run, rubric, published):
    assert run("rubric", "validate", LEGAL, f"{published}@1.0.0").exit_code == 0
    piped = run("rubric", "validate", "-", stdin=RUBRIC)
    assert piped.stdout == "<stdin>: demo.note@1.0.0 is valid; 1 test passed\n"
    missing = run("rubric", "validate", "demo.note@9.9.9")
    assert missing.exit_code == 2
    assert "demo.note@9.9.9" in missing.stderr


def test_validate_as_json_and_sarif(run, write):
    write("good.yaml", RUBRIC)
    write("bad.yaml", RUBRIC.replace("pass_mark: 70", "pasmark: 70"))
    found = run("rubric", "validate", "good.yaml", "bad.yaml", "--format", "json")
    assert found.exit_code == 1
    body = parsed(found)
    assert [(one["file"], one["valid"]) for one in body["rubrics"]] == [("good.yaml", True), ("bad.yaml", False)]
    unknown = next(one for one in body["findings"] if one["code"] == "unknown_key")
    assert (unknown["file"], unknown["line"], unknown["suggestion"]) == ("bad.yaml", 21, "pass_mark")
    log = parsed(run("rubric", "validate", "good.yaml", "bad.yaml", "--format", "sarif"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (one,) = log["runs"]
    assert one["columnKind"] == "unicodeCodePoints"
    misspelt = next(result for result in one["results"] if result["ruleId"] == "unknown_key")
    place = misspelt["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "bad.yaml"},
        "region": {"startLine": 21, "startColumn": unknown["column"]},
    }
    assert {result["level"] for result in one["results"]} == {"error"}
    assert [one["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] for r in one["results"]] == [
        r["ruleId"] for r in one["results"]
    ]


def test_tests_are_run_by_name_and_a_red_one_shows_its_arithmetic(run, write):
    red = RUBRIC + "  - { name: worst, answers: { clarity: poor, depth: good }, expect: { score: 41 } }\n"
    write("red.yaml", red)
    found = run("rubric", "test", "red.yaml")
    assert found.exit_code == 1
    assert "FAILED  demo.note: worst: score: expected 41, got 40.0." in found.stdout
    assert "Depth: good = 1; weight 40.0%, applied 40.0%; adds 40.0 points." in found.stdout
    assert found.stdout.endswith("1 passed, 1 failed\n")
    assert run("rubric", "test", "red.yaml", "-k", "BEST").exit_code == 0
    assert run("rubric", "test", "red.yaml", "-k", "none such").exit_code == 1
    body = parsed(run("rubric", "test", "red.yaml", "--format", "json"))
    assert (body["passed"], body["failed"]) == (1, 1)
    assert body["tests"][1]["actual"]["score"] == 40.0
    assert (
        "line 1" in run("rubric", "test", "-", stdin="title: [").stderr
        or "<stdin>:1" in run("rubric", "test", "-", stdin="title: [").stderr
    )


def test_lint_fails_from_the_severity_that_is_asked_for(run, write):
    write("vague.yaml", RUBRIC.replace("clarity, title: Clarity,", "clarity, title: Clarity, ask: A and/or B?,"))
    found = run("rubric", "lint", "vague.yaml")
    assert found.exit_code == 1
    assert re.search(r"^vague\.yaml:\d+:\d+: warning: ", found.stdout, re.MULTILINE)
    assert run("rubric", "lint", "vague.yaml", "--fail-on", "never").exit_code == 0
    broken = run("rubric", "lint", write("broken.yaml", "title: ["))
    assert broken.exit_code == 2
    assert run("rubric", "lint").exit_code == 2


def test_lint_as_json_and_sarif_names_rules_and_what_was_silenced(run, write):
    body = parsed(run("rubric", "lint", write("plain.yaml", RUBRIC), "--format", "json"))
    code = next(one["code"] for one in body["findings"] if one["severity"] == "warning")
    at = next(one["pointer"] for one in body["findings"] if one["code"] == code)
    why = f"x-lint: {{ ignore: [ {{ code: {code}, at: {json.dumps(at)}, why: by contract }} ] }}\n"
    write("silenced.yaml", RUBRIC + why)
    again = parsed(run("rubric", "lint", "silenced.yaml", "--format", "json"))
    assert (code, at) not in {(one["code"], one["pointer"]) for one in again["findings"]}
    assert [(one["code"], one["why"]) for one in again["silenced"]] == [(code, "by contract")]
    (log,) = parsed(run("rubric", "lint", "silenced.yaml", "--format", "sarif"))["runs"]
    assert {rule["id"] for rule in log["tool"]["driver"]["rules"]} >= set(rules())
    suppressed = [result for result in log["results"] if "suppressions" in result]
    assert [result["suppressions"] for result in suppressed] == [[{"kind": "inSource", "justification": "by contract"}]]
    assert "1 more silenced" in run("rubric", "lint", "silenced.yaml").stderr


def test_sarif_names_a_file_whose_name_is_no_text(run, folder):
    (folder / "caf\udce9.yaml").write_text("id: 1", "utf-8")
    log = json.loads(run("rubric", "validate", "caf\udce9.yaml", "--format", "sarif").stdout)
    places = [result["locations"][0]["physicalLocation"] for result in log["runs"][0]["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"caf%E9.yaml"}


def test_lint_lists_its_rules(run):
    listed = run("rubric", "lint", "--rules").stdout
    assert all(code in listed for code in rules())


def test_lint_looks_at_the_store_when_told(run, published):
    assert run("rubric", "lint", f"{published}@1.0.0", "--data", "--fail-on", "never").exit_code == 0


def test_diff_says_what_changed_and_which_number_it_takes(run, write):
    write("old.yaml", RUBRIC)
    write("new.yaml", RAISED)
    found = run("rubric", "diff", "old.yaml", "new.yaml")
    assert found.exit_code == 0
    assert "minor: " in found.stdout
    assert "70 → 75" in found.stdout
    assert run("rubric", "diff", "old.yaml", "new.yaml", "--check").exit_code == 1
    write("new.yaml", RAISED.replace("1.0.0", "1.1.0"))
    assert run("rubric", "diff", "old.yaml", "new.yaml", "--check").exit_code == 0
    body = parsed(run("rubric", "diff", "old.yaml", "new.yaml", "--format", "json"))
    assert (body["level"], body["required_version"], body["sufficient"]) == ("minor", "1.1.0", True)


def test_diff_of_one_file_is_against_the_store(run, write, published):
    found = run("rubric", "diff", write("new.yaml", RAISED))
    assert "70 → 75" in found.stdout


def test_publish_rehearses_keeps_and_refuses(run, write, rubric, store):
    assert run("rubric", "publish", rubric, "--dry-run").stdout == "note.yaml: could be published\n"
    assert run("rubric", "diff", rubric).exit_code == 2
    assert run("rubric", "publish", rubric).stdout == "demo.note@1.0.0 is published\n"
    assert "was published before" in run("rubric", "publish", rubric).stdout
    low = run("rubric", "publish", write("low.yaml", RAISED.replace("1.0.0", "1.0.1")))
    assert low.exit_code == 2
    assert "1.1.0" in low.stderr
    red = run("rubric", "publish", write("red.yaml", RUBRIC.replace("score: 100", "score: 12")))
    assert red.exit_code == 2
    assert "red.yaml:23:5" in red.stderr


def test_a_retired_version_is_named_and_comes_back(run, published):
    assert "takes no new deliverables" in run("rubric", "retire", f"{published}@1.0.0", "--reason", "replaced").stdout
    assert "again" in run("rubric", "reinstate", f"{published}@1.0.0", "--reason", "not yet").stdout
    assert run("rubric", "retire", "none@1.0.0", "--reason", "x").exit_code == 2


@pytest.mark.parametrize(("reference", "reason"), [("{}@", "gone"), ("{}", "caf\udce9"), ("{}", " ")])
def test_a_retirement_is_said_in_full(run, published, reference, reason):
    assert run("rubric", "retire", reference.format(published), "--reason", reason).exit_code == 2
    assert run("rubric", "validate", f"{published}@1.0.0").exit_code == 0


@pytest.mark.parametrize("form", ["ora-xml", "canvas-json", "csv"])
def test_other_formats_go_out_and_come_back(run, folder, form):
    out = run("rubric", "export", LEGAL, "--format", form, "-o", "out.file")
    assert out.exit_code == 0
    assert "lost: " in out.stderr
    assert run("rubric", "export", LEGAL, "--format", form, "-o", "out.file", "--strict").exit_code == 1
    back = run("rubric", "import", "out.file", "--format", form, "--id", "team.copy", "-o", "back.yaml")
    assert back.exit_code == 0
    assert "pass_mark" in back.stderr
    copy = read_rubric((folder / "back.yaml").read_text("utf-8"))
    assert copy.id == "team.copy"
    assert "issue_spotting" in copy.criteria


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_rubric_is_written_out_whole(run, form):
    text = run("rubric", "export", LEGAL, "--format", form).stdout
    assert (
        read_rubric(text).content_hash
        == parsed(run("rubric", "validate", LEGAL, "--format", "json"))["rubrics"][0]["content_hash"]
    )


def test_a_file_of_no_known_format_is_refused(run, write):
    assert "say which one with --format" in run("rubric", "import", write("x.bin", "\x01\x02")).stderr
    assert run("rubric", "import", write("x.xml", "<rubric>"), "--format", "ora-xml").exit_code == 2


def test_the_schema_is_the_one_of_the_format(run):
    assert parsed(run("rubric", "schema")) == json_schema()


def test_the_formats_that_are_offered_are_those_there_are(run):
    choices = re.search(r"\[([a-z|-]+)\]", run("rubric", "import", "--help").stdout)
    assert choices is not None
    assert choices[1].split("|") == list(FORMATS)
