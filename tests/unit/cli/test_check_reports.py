"""The forms in which `check` answers: text, JSON, SARIF and a page; on terminals and from several processes."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.unit.checks.packages import add_package, python
from tests.unit.cli.sarif_shape import SARIF
from tests.unit.documents.building import lines, pdf

TEXT = "# Memo\n\nThe fee is twenty-four (25) days <b> & more.\n\nThe name is [insert <name>] here; 𝒳 is TBD.\n"
CHECKS = ("--check", "text.placeholders", "--check", "numbers.words_digits")
FOOTING = "Item,2023,2024\nRent,120,130\nFuel,45,50\nTotal,165,190\n"


@pytest.fixture
def memo(write) -> str:
    return write("memo.md", TEXT)


def json_of(result) -> dict:
    return json.loads(result.stdout)


def test_json_has_lines_columns_and_ends_that_quote_the_text(run, memo):
    rows = TEXT.split("\n")
    findings = json_of(run("check", memo, *CHECKS, "--format", "json"))["findings"]
    assert len(findings) == 3
    for one in findings:
        assert one["line"] == one["end_line"]
        assert rows[one["line"] - 1][one["col"] - 1 : one["end_col"] - 1] == one["quote"]
        assert TEXT[one["start"] : one["end"]] == one["quote"]


def test_json_says_only_what_there_is_and_names_what_did_not_run(run, memo):
    assert set(json_of(run("check", memo, *CHECKS, "--format", "json"))) == {"files", "findings"}
    equal = ("--check", "facts.equal", "--with", '{"left": "case.paid", "right": "case.due"}')
    answer = json_of(run("check", memo, *CHECKS, *equal, "--format", "json"))
    assert answer["skipped"] == [
        {"path": "memo.md", "check": "facts.equal", "reason": "fact case.paid is missing"},
    ]


def test_a_cell_of_a_workbook_has_its_address_and_a_row_of_a_text_table_its_number(run, folder, write):
    book = openpyxl.Workbook()
    book.active.title = "Costs"
    for r, row in enumerate(FOOTING.splitlines(), 3):
        for c, value in enumerate(row.split(","), 2):
            book.active.cell(r, c, int(value) if value.isdigit() else value)
    book.save(folder / "book.xlsx")
    write("table.csv", FOOTING)
    result = run("check", "book.xlsx", "table.csv", "--check", "numbers.footing", "--format", "json")
    sheet, table = json_of(result)["findings"]
    assert (sheet["path"], sheet["cell"], sheet["quote"]) == ("book.xlsx", "Costs!D6", "190")
    assert (table["row"], table["column"], table["line"]) == (3, 2, 4)
    text = run("check", "book.xlsx", "table.csv", "--check", "numbers.footing").stdout
    assert "(Costs!D6)" in text
    assert "(row 4, column 3)" in text


def test_a_page_is_named(run, folder):
    (folder / "memo.pdf").write_bytes(pdf([lines("One page of it."), lines("It is TBD.")]))
    assert "(page 2)" in run("check", "memo.pdf", *CHECKS).stdout


def test_sarif_is_what_the_standard_says(run, memo, write, folder):
    prints = [one["fingerprint"] for one in json_of(run("check", memo, *CHECKS, "--format", "json"))["findings"]]
    waivers = [{"fingerprint": prints[0], "who": "Ana", "why": "Agreed.", "until": "9999-01-01"}]
    (folder / "sub folder").mkdir()
    other = write("sub folder/ä#1.csv", FOOTING)
    result = run(
        "check", memo, other, str(folder / memo), "none.md", *CHECKS, "--check", "numbers.footing", "--check",
        "grounding.quotes", "--waivers", write("w.json", json.dumps(waivers)), "--format", "sarif",
    )  # fmt: skip
    log = json_of(result)
    jsonschema.Draft202012Validator(SARIF).validate(log)
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["text.placeholders", "numbers.words_digits", "numbers.footing",
                                              "grounding.quotes"]  # fmt: skip
    assert "Does not fire" in rules[0]["help"]["text"]
    results = one["results"]
    assert all(rules[found["ruleIndex"]]["id"] == found["ruleId"] for found in results)
    assert [found["partialFingerprints"]["qaService/v1"] for found in results][:3] == prints
    region = results[1]["locations"][0]["physicalLocation"]["region"]
    assert TEXT[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]
    assert results[0]["suppressions"] == [
        {"kind": "external", "justification": "waived by Ana until 9999-01-01: Agreed."}
    ]
    uris = [artifact["location"]["uri"] for artifact in one["artifacts"]]
    assert uris[:2] == ["memo.md", "sub%20folder/%C3%A4%231.csv"]
    assert uris[2] == (folder / memo).as_uri()
    (invocation,) = one["invocations"]
    assert invocation["executionSuccessful"] is False
    levels = {notice["descriptor"]["id"]: notice["level"] for notice in invocation["toolExecutionNotifications"]}
    assert levels == {"unreadable": "error", "skipped": "note"}


def test_sarif_says_what_a_baseline_has(run, memo, write):
    run("check", memo, *CHECKS, "--baseline", "known.json", "--write-baseline")
    write(memo, TEXT + "\nAnd one more is TBC today.\n")
    (one,) = json_of(run("check", memo, *CHECKS, "--baseline", "known.json", "--format", "sarif"))["runs"]
    assert sorted(found["baselineState"] for found in one["results"]) == ["new", *["unchanged"] * 3]
    assert one["invocations"] == [{"executionSuccessful": True}]


def test_the_page_needs_nothing_beside_itself_and_shows_findings_in_place(run, memo, write):
    write("clean.md", "All is well.\n")
    result = run("check", memo, "clean.md", "none.md", *CHECKS, "--statistics", "--format", "html")
    page = HTMLParser(result.stdout)
    assert page.css("script, link, img, iframe, object, base, form") == []
    assert [node.attributes.get("href") for node in page.css("a") if not node.attributes["href"].startswith("#")] == []
    assert re.findall(r"url\(|@import|\son\w+=|javascript:", result.stdout) == []
    assert "default-src 'none'" in page.css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"]
    findings = json_of(run("check", memo, *CHECKS, "--format", "json"))["findings"]
    assert [mark.text() for mark in page.css("mark")] == [one["quote"] for one in findings]
    contexts = [node.text() for node in page.css("blockquote")]
    assert contexts[0] == "The fee is twenty-four (25) days <b> & more."
    assert "none.md: No such file or directory." in page.css_first("section").text()
    assert all(one["fingerprint"] in result.stdout for one in findings)


def test_the_page_is_accessible(run, memo, write):
    write("clean.md", "All is well.\n")
    page = HTMLParser(run("check", memo, "clean.md", *CHECKS, "--statistics", "--format", "html").stdout)
    assert page.css_first("html").attributes["lang"] == "en"
    assert page.css_first("title").text().strip()
    assert len(page.css("h1")) == len(page.css("main")) == 1
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    wanted = [node.attributes["href"][1:] for node in page.css('a[href^="#"]')]
    wanted += [node.attributes["aria-labelledby"] for node in page.css("[aria-labelledby]")]
    assert set(wanted) <= set(ids)
    levels = [int(node.tag[1]) for node in page.css("h1, h2, h3")]
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert [cell.attributes["scope"] for cell in page.css("th")]


def test_what_documents_say_is_text_on_the_page(run, write):
    write("<i>evil.md", 'It is [insert <script>alert(1)</script> "name"].\n')
    page = HTMLParser(run("check", "<i>evil.md", "--check", "text.placeholders", "--format", "html").stdout)
    assert page.css("script") == []
    assert "<script>" in page.css_first("mark").text()
    assert "<i>evil.md" in page.body.text()


@pytest.mark.parametrize(
    ("name", "begin"), [("r.json", "{"), ("r.sarif", "{"), ("r.html", "<!doctype"), ("r.txt", "memo")]
)
def test_the_ending_of_the_output_tells_the_form(run, memo, folder, name, begin):
    result = run("check", memo, *CHECKS, "--output", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert (folder / name).read_text("utf-8").startswith(begin)
    assert result.stderr == "3 findings in 1 file\n"
    printed = run("check", memo, *CHECKS, "--format", {"txt": "text"}.get(name[2:], name[2:])).stdout
    assert (folder / name).read_text("utf-8") == printed


def test_an_output_that_cannot_be_written_is_refused(run, memo):
    result = run("check", memo, *CHECKS, "-o", "no/such/report.html")
    assert result.exit_code == 2
    assert "no/such/report.html" in result.stderr


@pytest.mark.parametrize(("fail_on", "code"), [("neutral", 1), ("critical", 0), ("never", 0)])
def test_fail_on(run, memo, fail_on, code):
    assert run("check", memo, *CHECKS, "--fail-on", fail_on).exit_code == code


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html"])
def test_several_processes_say_the_same_byte_for_byte(run, write, form):
    names = [write(f"m{n:02}.md", f"{TEXT}\nAnd {n} is TBD.\n" * (n % 3)) for n in range(25)]
    (Path.cwd() / "bad.txt").write_bytes(b"a\xff")
    arguments = ("check", *names, "bad.txt", "none.md", *CHECKS, "--statistics", "--format", form, "--jobs")
    serial = run(*arguments, "1")
    assert serial.exit_code == 2
    for jobs in ("2", "3", "0"):
        parallel = run(*arguments, jobs)
        assert (parallel.stdout, parallel.stderr, parallel.exit_code) == (serial.stdout, serial.stderr, 2)


def on_terminal(arguments: list[str], cwd: Path, **environment: str) -> tuple[str, str, int]:
    """Standard output and error of a program that sees a terminal on both."""
    ends = [pty.openpty(), pty.openpty()]
    env = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TERM", "FORCE_COLOR"}}
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=cwd, env={**env, "TERM": "xterm", **environment},
        stdin=subprocess.DEVNULL, stdout=ends[0][1], stderr=ends[1][1],
    )  # fmt: skip
    for _, inner in ends:
        os.close(inner)
    texts = [read_all(outer) for outer, _ in ends]
    return texts[0], texts[1], process.wait()


def read_all(end: int) -> str:
    parts = []
    try:
        while part := os.read(end, 65536):
            parts.append(part)
    except OSError:  # the other side closed it
        pass
    os.close(end)
    return b"".join(parts).decode()


RUN = "import sys; from qa_service.cli import main; main(sys.argv[1:])"
SLOW = "import qa_service.cli.check_run as r; r.LONG_RUN_SECONDS = -1.0; " + RUN


def test_colours_are_for_terminals_and_those_who_want_them(memo, folder):
    arguments = ["-c", RUN, "check", memo, *CHECKS]
    coloured, _, code = on_terminal(arguments, folder)
    assert code == 1
    assert "\x1b[31mmajor\x1b[0m" in coloured
    for quiet in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b[" not in on_terminal(arguments, folder, **quiet)[0]
    piped = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert "\x1b[" not in piped.stdout + piped.stderr
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).replace("\r\n", "\n") == piped.stdout


def test_a_long_run_shows_a_bar_on_a_terminal_and_nowhere_else(memo, folder, write):
    names = [write(f"m{n}.md", TEXT) for n in range(4)]
    command = ["check", *names, *CHECKS, "--format", "json", "--jobs"]
    for jobs in ("1", "2"):
        out, bar, _ = on_terminal(["-c", SLOW, *command, jobs], folder)
        assert "Checking" in bar
        assert json.loads(out)["files"] == 4
    assert "Checking" not in on_terminal(["-c", RUN, *command, "1"], folder)[1]
    piped = subprocess.run(
        [sys.executable, "-c", SLOW, *command, "1"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert piped.stderr == ""


def test_checking_one_file_loads_neither_the_store_nor_the_web(memo, folder):
    code = (
        f"import sys\nfrom qa_service.cli import main\nmain({['check', memo, *CHECKS]!r}, standalone_mode=False)\n"
        "print(sorted({'flask', 'sqlalchemy', 'scipy', 'sklearn', 'rich', 'structlog', 'docx', 'openpyxl', 'pypdf',"
        " 'eyecite', 'phonenumbers', 'jsonschema', 'jinja2', 'multiprocessing.pool'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_processes_that_cannot_be_copied_start_from_the_recipe(memo, folder, write, rubric):
    """A copy of a process with threads may hang, so each then compiles the checks itself."""
    write("w.json", json.dumps([{"fingerprint": "0" * 32, "who": "Ana", "why": "Agreed."}]))
    names = [write(f"m{n}.md", TEXT) for n in range(3)]
    threads = "import threading, time; threading.Thread(target=time.sleep, args=(99,), daemon=True).start(); "
    command = ["check", *names, "--rubric", rubric, "--waivers", "w.json", "--format", "json", "--jobs"]
    outs = [
        subprocess.run(
            [sys.executable, "-c", threads + RUN, *command, jobs],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        for jobs in ("1", "2")
    ]
    assert len(json.loads(outs[0].stdout)["findings"]) == 6
    assert (outs[0].stdout, outs[0].stderr) == (outs[1].stdout, outs[1].stderr)


def test_a_document_cannot_steer_the_terminal(run, write):
    write("a\x1b[31m\nb.md", "It is [insert \u202e name] here.\n")
    result = run("check", "a\x1b[31m\nb.md", *CHECKS)
    assert result.exit_code == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", result.stdout)
    assert all(line.startswith(("a�[31m b.md:", "    ")) for line in result.stdout.splitlines())


def test_a_plugin_that_cannot_be_loaded_is_told_when_the_service_starts(tmp_path):
    site = tmp_path / "site"
    add_package(site, "acme-checks", {"p": "acme"}, acme="raise RuntimeError('no licence here')")
    code = (
        "import contextlib, io, pathlib\n"
        "from qa_service.cli.serve import prepare\n"
        "from qa_service.config import Settings\n"
        "told = io.StringIO()\n"
        "with contextlib.redirect_stderr(told):\n"
        f"    prepare(Settings(data_dir=pathlib.Path({str(tmp_path / 'data')!r})), False)\n"
        "print(told.getvalue())"
    )
    assert "plug-in p (acme) of acme-checks 1.0 could not be loaded: RuntimeError: no licence" in python(site, code)
