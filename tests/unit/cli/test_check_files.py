"""What `check` reads: files, folders, standard input, sources, every format by its ending."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.unit.documents.building import lines, pdf

BLANK = "The name is [insert name] here."
PLACEHOLDERS = ("--check", "text.placeholders")


def paths(result) -> list[str]:
    return [finding["path"] for finding in json.loads(result.stdout)["findings"]]


@pytest.fixture
def tree(folder: Path):
    """A folder of documents and of what is passed over; each document has one finding."""

    def make(*names: str) -> Path:
        for name in names:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(BLANK + "\n", "utf-8")
        return folder

    return make


def checked(run, *arguments: str) -> list[str]:
    return paths(run("check", *arguments, *PLACEHOLDERS, "--format", "json"))


def test_a_folder_is_read_with_all_below_it_in_order_and_by_known_endings(run, tree):
    tree("w/b.md", "w/a.txt", "w/x/c.markdown", "w/x/y/d.htm", "w/logo.png", "w/code.py", "w/LICENCE")
    assert checked(run, "w") == ["w/a.txt", "w/b.md", "w/x/c.markdown", "w/x/y/d.htm"]


def test_a_doubled_word_is_told_once_unless_both_checks_are_named(run, folder: Path):
    (folder / "a.md").write_text("Please read the the terms.\n", "utf-8")
    for named, expected in (
        ((), ["structure.doubled_words"]),
        (("--check", "text.repetition"), ["text.repetition"]),
        (("--check", "text.*"), ["text.repetition"]),
    ):
        findings = json.loads(run("check", "a.md", *named, "--format", "json").stdout)["findings"]
        assert [finding["check"] for finding in findings] == expected


def test_hidden_files_and_folders_and_lock_files_are_passed_over_unless_named(run, tree):
    tree("w/a.md", "w/.b.md", "w/.git/c.md", "w/~$d.docx")
    assert checked(run, "w") == ["w/a.md"]
    assert checked(run, "w/.b.md") == ["w/.b.md"]
    assert checked(run, "w/.git") == ["w/.git/c.md"]


def test_each_file_is_checked_once_however_often_it_is_named(run, tree):
    tree("w/a.md", "w/b.md")
    assert checked(run, "w/b.md", "w", "./w/b.md", "w/") == ["w/b.md", "w/a.md"]
    assert checked(run, ".") == ["w/a.md", "w/b.md"]


def test_links_to_folders_are_not_followed(run, tree, folder):
    tree("w/a.md", "other/b.md")
    (folder / "w" / "loop").symlink_to(folder / "w", target_is_directory=True)
    (folder / "w" / "link.md").symlink_to(folder / "other" / "b.md")
    (folder / "w" / "gone.md").symlink_to(folder / "nowhere.md")
    assert checked(run, "w") == ["w/a.md", "w/link.md"]


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (["*.md"], ["w/x/c.txt"]),
        (["x"], ["w/a.md", "w/b.md"]),
        (["x/"], ["w/a.md", "w/b.md"]),
        (["a.md/"], ["w/a.md", "w/b.md", "w/x/a.md", "w/x/c.txt"]),
        (["/a.md"], ["w/b.md", "w/x/a.md", "w/x/c.txt"]),
        (["x/*.md"], ["w/a.md", "w/b.md", "w/x/c.txt"]),
        (["**/a.md"], ["w/b.md", "w/x/c.txt"]),
        (["x/**"], ["w/a.md", "w/b.md"]),
        (["*.md", "!b.md"], ["w/b.md", "w/x/c.txt"]),
        (["!b.md", "*.md"], ["w/x/c.txt"]),
        (["[ab].md"], ["w/x/c.txt"]),
        (["[!a].md"], ["w/a.md", "w/x/a.md", "w/x/c.txt"]),
        (["?.txt"], ["w/a.md", "w/b.md", "w/x/a.md"]),
        (["*"], []),
        (["[z-a].md", "(", "\\", "!", ""], ["w/a.md", "w/b.md", "w/x/a.md", "w/x/c.txt"]),
    ],
)
def test_exclude_reads_patterns_as_a_gitignore_does(run, tree, patterns, left):
    tree("w/a.md", "w/b.md", "w/x/a.md", "w/x/c.txt")
    options = [word for pattern in patterns for word in ("--exclude", pattern)]
    assert checked(run, "w", *options) == left


def test_exclude_holds_for_named_files_too(run, tree):
    tree("a.md", "draft/b.md")
    assert checked(run, "a.md", "draft/b.md", "--exclude", "draft/") == ["a.md"]


def test_a_folder_without_documents_is_said_and_is_no_error(run, tree):
    tree("w/code.py")
    result = run("check", "w", *PLACEHOLDERS, "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"files": 0, "findings": []}
    assert "w: no documents in this folder" in result.stderr


def test_standard_input_is_called_and_read_by_its_given_name(run):
    html = "<html><body><p>It is <b>[insert name]</b>.</p><script>[insert code]</script></body></html>"
    result = run("check", "-", "--stdin-filename", "memo.html", *PLACEHOLDERS, "--format", "json", stdin=html)
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["path"], finding["quote"], finding["col"]) == ("memo.html", "[insert name]", 7)


def office_file(kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "docx":
        document = docx.Document()
        document.add_paragraph(BLANK)
        document.save(out)
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        book.active["C5"] = BLANK
        book.save(out)
    else:
        return pdf([lines("First page of it."), lines(BLANK)])
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", BLANK.encode()),
        ("a.md", f"# Head\n\n{BLANK}".encode()),
        ("a.html", f"<p>{BLANK}</p>".encode()),
        ("a.csv", f'a,b\n1,"{BLANK}"\n'.encode()),
        ("a.tsv", f"a\tb\n1\t{BLANK}\n".encode()),
        ("a.json", json.dumps({"note": BLANK}).encode()),
        ("a.docx", office_file("docx")),
        ("a.xlsx", office_file("xlsx")),
        ("a.pdf", office_file("pdf")),
        ("a.utf16.txt", BLANK.encode("utf-16")),
        ("README", BLANK.encode()),
        ("notes.rst", BLANK.encode()),
    ],
)
def test_every_format_is_read_by_the_ending_of_its_name(run, folder, name, content):
    (folder / name).write_bytes(content)
    result = run("check", name, *PLACEHOLDERS, "--format", "json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["quote"] == "[insert name]"
    assert finding.get("page") == (2 if name == "a.pdf" else None)


def test_a_type_that_is_said_goes_before_the_ending(run, folder):
    (folder / "memo.dat").write_bytes(office_file("docx"))
    assert run("check", "memo.dat", *PLACEHOLDERS).exit_code == 2
    for said in ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"):
        assert run("check", "memo.dat", "--media-type", said, *PLACEHOLDERS).exit_code == 1
    latin = "It is [insert name], café.".encode("latin-1")
    (folder / "old.txt").write_bytes(latin)
    assert run("check", "old.txt", "--media-type", "text/plain; charset=latin-1", *PLACEHOLDERS).exit_code == 1
    unknown = run("check", "memo.dat", "--media-type", "image/png", *PLACEHOLDERS)
    assert unknown.exit_code == 2
    assert "text/markdown" in unknown.stderr


def test_files_that_cannot_be_read_are_named_and_lose_none_of_the_others(run, folder, write):
    (folder / "cut.docx").write_bytes(office_file("docx")[:-400])
    (folder / "lie.pdf").write_bytes(b"no pdf at all, only text")
    write("good.md", BLANK)
    result = run("check", "cut.docx", "good.md", "lie.pdf", "none.md", *PLACEHOLDERS, "--format", "json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 2
    assert (answer["files"], len(answer["findings"])) == (1, 1)
    assert [one["path"] for one in answer["unreadable"]] == ["cut.docx", "lie.pdf", "none.md"]
    for one in answer["unreadable"]:
        assert f"error: {one['path']}: {one['message']}" in result.stderr


def test_a_name_that_is_no_text_is_shown_as_well_as_can_be(run, folder):
    (folder / "caf\udce9.md").write_text(BLANK, "utf-8")
    for form in ("text", "json", "sarif", "html"):
        result = run("check", "caf\udce9.md", *PLACEHOLDERS, "--format", form)
        assert result.exit_code == 1
        assert "caf" in result.stdout


SOURCE = "Payment is due in thirty days."
MEMO = 'The contract says "Payment is due in thirty days" and "The fee is nine hundred dollars" too.\n'
QUOTES = ("--check", "grounding.quotes")


@pytest.mark.parametrize(
    "order",
    [
        ("memo.md", *QUOTES, "--sources", "one.txt", "two.docx"),
        ("memo.md", *QUOTES, "--sources", "one.txt", "--sources", "two.docx"),
        ("memo.md", *QUOTES, "--sources=one.txt", "--sources=two.docx"),
        ("--sources", "one.txt", "two.docx", *QUOTES, "memo.md"),
        (*QUOTES, "--sources", "one.txt", "two.docx", "--", "memo.md"),
        ("memo.md", *QUOTES, "--sources", "folder"),
    ],
)
def test_sources_take_several_files_in_any_format(run, write, folder, order):
    write("memo.md", MEMO)
    write("one.txt", SOURCE)
    document = docx.Document()
    document.add_paragraph("The fee is nine hundred dollars.")
    document.save(folder / "two.docx")
    (folder / "folder").mkdir()
    for name in ("one.txt", "two.docx"):
        (folder / "folder" / name).write_bytes((folder / name).read_bytes())
    result = run("check", "--format", "json", *order)
    assert json.loads(result.stdout) == {"files": 1, "findings": []}
    only_one = run("check", "memo.md", *QUOTES, "--sources", "one.txt", "--format", "json")
    assert len(json.loads(only_one.stdout)["findings"]) == 1


def test_sources_that_swallow_the_documents_are_told_how(run, write):
    write("memo.md", MEMO)
    result = run("check", *QUOTES, "--sources", "one.txt", "memo.md")
    assert result.exit_code == 2
    assert "after --" in " ".join(result.stderr.split())


def test_sources_and_brief_that_cannot_be_read_are_refused(run, write):
    write("memo.md", MEMO)
    for option in ("--sources", "--brief"):
        result = run("check", "memo.md", *QUOTES, option, "none.txt")
        assert result.exit_code == 2
        assert "none.txt" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Name at least one FILE"),
        (("-", "--brief", "-"), "one purpose"),
        (("a.md", "--output", "./a.md"), "would overwrite"),
        (("a.md", "--write-baseline"), "needs --baseline"),
        (("a.md", "--shadow", "text.hedging"), "no check 'text.hedging' runs"),
        (("a.md", "--jobs", "-1"), "--jobs"),
    ],
)
def test_options_that_do_not_go_together_are_refused(run, write, arguments, told):
    write("a.md", BLANK)
    result = run("check", *arguments, *PLACEHOLDERS, stdin="x")
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


def test_files_that_other_options_name_are_no_documents_of_a_folder(run, tree, write):
    tree("w/a.md", "w/brief.md", "w/contract.txt", "w/report.html")
    write("w/facts.json", '{"case": {"note": "[insert name]"}}')
    write("w/known.json", '{"version": 1, "findings": []}')
    others = ("--brief", "w/brief.md", "--facts", "w/facts.json", "--baseline", "w/known.json", "-o", "w/report.html")
    result = run("check", "w", *PLACEHOLDERS, *others, "--sources", "w/contract.txt", "--format", "text")
    assert "1 finding in 1 file" in result.stderr
    assert "w/a.md:1:13" in Path("w/report.html").read_text("utf-8")


def test_a_pattern_means_the_checks_that_need_no_parameters(run, write):
    write("memo.md", "The fee is twenty-four (25) dollars.\n")
    result = run("check", "memo.md", "--check", "numbers.*", "--format", "sarif")
    rules = [rule["id"] for rule in json.loads(result.stdout)["runs"][0]["tool"]["driver"]["rules"]]
    assert "numbers.words_digits" in rules
    assert "numbers.formula" not in rules
    assert "not among numbers.*, because they need parameters: numbers.formula" in result.stderr
    both = run("check", "memo.md", "--check", "numbers.*", "--check", "numbers.words_digits", "--format", "json")
    assert len(json.loads(both.stdout)["findings"]) == 1
    for wrong in (("nothing.*",), ("numbers.*", "--with", "{}")):
        assert run("check", "memo.md", "--check", *wrong).exit_code == 2


def test_what_did_not_run_on_many_files_is_said_once(run, tree):
    tree("w/a.md", "w/b.md")
    result = run("check", "w", *QUOTES)
    assert result.stderr.count("was not run") == 1
    assert "grounding.quotes was not run on 2 files" in result.stderr


def test_wrong_parameters_name_their_check(run, write):
    write("memo.md", BLANK)
    result = run("check", "memo.md", *PLACEHOLDERS, "--check", "structure.length", "--with", '{"mn": 3}')
    assert result.exit_code == 2
    assert "error: structure.length: The check has no parameter 'mn'. [/1/with/mn]" in result.stderr


def test_without_rubric_and_check_everything_runs_for_which_the_material_is_there(run, folder):
    (folder / "memo.md").write_text(
        f"{BLANK} Signed on 31 November 2025 after twenty-four (25) months for 48,750 dollars.\n", "utf-8"
    )
    (folder / "source.md").write_text("Signed on 30 November 2025 after 24 months.\n", "utf-8")
    alone = run("check", "memo.md", "--format", "json")
    report = json.loads(alone.stdout)
    found = {finding["check"] for finding in report["findings"]}
    assert found == {"text.placeholders", "dates.impossible", "numbers.words_digits"}
    assert ("skipped" in report, alone.stderr) == (False, "")
    sourced = json.loads(run("check", "memo.md", "--format", "json", "--sources", "source.md").stdout)
    assert {finding["check"] for finding in sourced["findings"]} == found | {"grounding.numbers"}


def test_a_rubric_and_single_checks_are_not_mixed(run, tree):
    tree("w/a.md")
    refused = run("check", "w/a.md", "--rubric", "legal.contract-review-memo", *PLACEHOLDERS)
    assert refused.exit_code == 2
    assert "--rubric or --check, not both" in refused.stderr


def test_a_check_that_cannot_run_on_sources_that_are_there_is_noted_though_nobody_named_it(run, folder):
    (folder / "memo.md").write_text("The rent of the warehouse rose in the second year of the lease.\n", "utf-8")
    (folder / "figures.csv").write_text("Item,2023\nRent,120\n", "utf-8")
    result = run("check", "memo.md", "--sources", "figures.csv", "--format", "json")
    reason = "no source has running text in the language of the text"
    assert json.loads(result.stdout)["skipped"] == [{"path": "memo.md", "check": "grounding.support", "reason": reason}]
    assert f"grounding.support was not run: {reason}" in result.stderr
