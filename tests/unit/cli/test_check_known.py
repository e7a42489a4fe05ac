"""Findings that do not count: waived, known from a baseline, of a check in shadow."""

from __future__ import annotations

import json

import pytest

TEXT = "The name is [insert name] here.\n\nThe fee is TBD today.\n"
BOTH = ("--check", "text.placeholders", "--check", "structure.doubled_words")


def found(result) -> list[dict]:
    return json.loads(result.stdout)["findings"]


@pytest.fixture
def prints(run, write) -> list[str]:
    """The fingerprints of memo.md."""
    write("memo.md", TEXT)
    return [one["fingerprint"] for one in found(run("check", "memo.md", *BOTH, "--format", "json"))]


def waivers(write, *entries: dict) -> str:
    return write("waivers.json", json.dumps({"waivers": list(entries)}))


def entry(fingerprint: str, **more: str) -> dict:
    return {"fingerprint": fingerprint, "who": "Ana", "why": "Agreed.", **more}


def test_a_waived_finding_is_told_apart_and_does_not_count(run, write, prints):
    lines = (f"- fingerprint: {prints[0]}", "  who: Ana Diaz", "  why: The client knows.", "  until: 9999-12-30")
    text = "\n".join(("waivers:", *lines))
    result = run("check", "memo.md", *BOTH, "--waivers", write("w.yaml", text), "--format", "json")
    answer = json.loads(result.stdout)
    assert [one["fingerprint"] for one in answer["findings"]] == prints[1:]
    (waived,) = answer["waived"]
    assert waived["fingerprint"] == prints[0]
    assert waived["waiver"]["who"] == "Ana Diaz"
    assert result.exit_code == 1
    all_waived = waivers(write, *map(entry, prints))
    quiet = run("check", "memo.md", *BOTH, "--waivers", all_waived)
    assert (quiet.exit_code, quiet.stdout) == (0, "")
    assert "0 findings in 1 file, 2 waived" in quiet.stderr


@pytest.mark.parametrize(
    ("until", "counts"),
    [("2001-01-31", True), ("2001-01-31T12:00:00+00:00", True), ("9999-01-31", False), ("9999-01-31T00:00:00", False)],
)
def test_a_waiver_ends_and_its_finding_counts_again(run, write, prints, until, counts):
    file = waivers(write, entry(prints[0], until=until))
    result = run("check", "memo.md", *BOTH, "--waivers", file, "--format", "json")
    assert (len(found(result)) == 2) is counts
    assert (f"the waiver of {prints[0]} by Ana ended on {until}" in result.stderr) is counts
    assert ("expired" in json.loads(result.stdout)) is counts


@pytest.mark.parametrize(
    ("narrow", "waived"),
    [
        ({"check": "text.placeholders"}, 1),
        ({"check": "text.hedging"}, 0),
        ({"path": "*.md"}, 1),
        ({"path": "/memo.md"}, 1),
        ({"path": "other/"}, 0),
    ],
)
def test_a_waiver_can_be_narrowed_to_a_check_and_to_files(run, write, prints, narrow, waived):
    file = waivers(write, entry(prints[0], **narrow))
    assert len(found(run("check", "memo.md", *BOTH, "--waivers", file, "--format", "json"))) == 2 - waived


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("waivers:\n  - fingerprint: abc\n    who: A\n    why: B\n", "w.yaml:2:18", "32 of the characters"),
        ("waivers:\n  - who: A\n    why: B\n", "w.yaml:2:", "does not say fingerprint"),
        ("waivers:\n  - fingerprint: " + "a" * 32 + "\n    who: A\n", "w.yaml:2:", "does not say why"),
        ("- fingerprint: " + "a" * 32 + "\n  who: A\n  why: B\n  till: 2026-01-01\n", "w.yaml:4:3", "has no 'till'"),
        ("- fingerprint: " + "a" * 32 + "\n  who: A\n  why: B\n  until: 2026-02-30\n", "w.yaml:4:10", "2026-12-31"),
        ("- fingerprint: " + "a" * 32 + "\n  who: A\n  why: ' '\n", "w.yaml:3:8", "why is a text"),
        ("- fingerprint: " + "a" * 32 + "\n  who: [A]\n  why: B\n", "w.yaml:2:8", "who is a text"),
        ("waiver: []\n", "w.yaml:1:1", "has no 'waiver'"),
        ("waivers: none\n", "w.yaml:1:1", "a list"),
        ("- " + "a" * 32 + "\n", "w.yaml:1:3", "has fingerprint, who and why"),
        ("waivers: [\n", "w.yaml:", ""),
        ("", "w.yaml:", ""),
    ],
)
def test_a_wrong_file_of_waivers_is_refused_with_its_place(run, write, text, place, told):
    write("memo.md", TEXT)
    result = run("check", "memo.md", *BOTH, "--waivers", write("w.yaml", text))
    assert result.exit_code == 2
    assert f"error: {place}" in result.stderr
    assert told in result.stderr
    assert result.stdout == ""


def test_a_check_in_shadow_is_counted_and_not_shown(run, write):
    write("memo.md", TEXT + "\nAnd the the rest.\n")
    result = run("check", "memo.md", *BOTH, "--shadow", "text.placeholders", "--format", "json")
    answer = json.loads(result.stdout)
    assert [one["check"] for one in answer["findings"]] == ["structure.doubled_words"]
    assert answer["shadow"] == {"text.placeholders": 2}
    assert "1 finding in 1 file, 2 in shadow" in run("check", "memo.md", *BOTH, "--shadow", "text.placeholders").stderr


def test_a_check_of_a_rubric_is_put_in_shadow_by_its_id(run, write, rubric):
    write("memo.md", TEXT)
    result = run("check", "memo.md", "--rubric", rubric, "--shadow", "left_over")
    assert (result.exit_code, result.stdout) == (0, "")


def test_what_is_waived_or_in_shadow_is_no_hit_for_other_checks(run, write, prints):
    few = ("--check", "facts.expression", "--with", '{"expr": "checks[\'text.placeholders\'].hits < 1"}')
    arguments = ("check", "memo.md", "--check", "text.placeholders", *few, "--format", "json")
    assert len(found(run(*arguments))) == 3
    assert found(run(*arguments, "--shadow", "text.placeholders")) == []
    assert found(run(*arguments, "--waivers", waivers(write, *map(entry, prints)))) == []


def test_a_baseline_leaves_only_what_is_new(run, write, prints):
    written = run("check", "memo.md", *BOTH, "--baseline", "known.json", "--write-baseline")
    assert (written.exit_code, written.stdout) == (0, "")
    assert "2 known findings written to known.json" in written.stderr
    again = run("check", "memo.md", *BOTH, "--baseline", "known.json")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "0 findings in 1 file, 2 known" in again.stderr
    write("memo.md", "A new paragraph, and the date is TBC soon.\n\n" + TEXT)
    new = run("check", "memo.md", *BOTH, "--baseline", "known.json", "--format", "json")
    assert new.exit_code == 1
    assert [one["quote"] for one in found(new)] == ["TBC"]
    assert json.loads(new.stdout)["known"] == 2


def test_a_baseline_speaks_of_paths_from_its_own_folder_on(run, write, folder, monkeypatch):
    (folder / "w").mkdir()
    write("w/memo.md", TEXT)
    run("check", "w", *BOTH, "--baseline", "known.json", "--write-baseline")
    assert {one["path"] for one in json.loads((folder / "known.json").read_text("utf-8"))["findings"]} == {"w/memo.md"}
    monkeypatch.chdir(folder / "w")
    assert run("check", "memo.md", *BOTH, "--baseline", "../known.json").exit_code == 0
    assert run("check", str(folder / "w" / "memo.md"), *BOTH, "--baseline", "../known.json").exit_code == 0
    write("w/copy.md", TEXT)
    assert run("check", "copy.md", *BOTH, "--baseline", "../known.json").exit_code == 1


def test_an_entry_of_a_baseline_covers_one_finding(run, write):
    write("memo.md", "It is TBD now.\n\nIt is TBD now.\n")
    run("check", "memo.md", *BOTH, "--baseline", "known.json", "--write-baseline")
    write("memo.md", "It is TBD now.\n\nIt is TBD now.\n\nIt is TBD now.\n")
    assert len(found(run("check", "memo.md", *BOTH, "--baseline", "known.json", "--format", "json"))) == 1


def test_a_baseline_is_written_the_same_twice_and_not_from_half_the_files(run, write, folder, prints):
    arguments = ("check", "memo.md", *BOTH, "--baseline", "known.json", "--write-baseline")
    run(*arguments)
    first = (folder / "known.json").read_bytes()
    run(*arguments)
    assert (folder / "known.json").read_bytes() == first
    half = run(*arguments, "none.md")
    assert half.exit_code == 2
    assert "not written" in half.stderr
    assert (folder / "known.json").read_bytes() == first


@pytest.mark.parametrize(
    "text", ["{}", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{"path": "a"}]}', "{"]
)
def test_a_file_that_is_no_baseline_is_refused(run, write, text):
    write("memo.md", TEXT)
    result = run("check", "memo.md", *BOTH, "--baseline", write("known.json", text))
    assert result.exit_code == 2
    assert "error: known.json:1:" in result.stderr


def test_a_baseline_that_is_not_there_is_refused(run, write):
    write("memo.md", TEXT)
    result = run("check", "memo.md", *BOTH, "--baseline", "known.json")
    assert (result.exit_code, result.stderr) == (2, "error: known.json: No such file or directory.\n")


def test_statistics_count_what_is_shown_known_waived_and_in_shadow(run, write, prints):
    write("memo.md", TEXT + "\nAnd the the rest.\n")
    file = waivers(write, entry(prints[0]))
    result = run("check", "memo.md", *BOTH, "--waivers", file, "--shadow", "structure.doubled_words", "--statistics")
    rows = [line.split() for line in result.stdout.splitlines()[-3:]]
    assert rows == [
        ["shown", "known", "waived", "shadow", "check"],
        ["1", "0", "1", "0", "text.placeholders"],
        ["0", "0", "0", "1", "structure.doubled_words"],
    ]
    as_json = run("check", "memo.md", *BOTH, "--statistics", "--format", "json")
    assert json.loads(as_json.stdout)["statistics"][0] == {
        "check": "text.placeholders", "shown": 2, "known": 0, "waived": 0, "shadow": 0,
    }  # fmt: skip


def test_paths_of_waivers_count_from_their_own_folder_on(run, write, prints, folder, monkeypatch):
    (folder / "w").mkdir()
    write("w/memo.md", TEXT)
    file = waivers(write, *(entry(one, path="/w/memo.md") for one in prints))
    assert run("check", "w", *BOTH, "--waivers", file).exit_code == 0
    assert run("check", "memo.md", *BOTH, "--waivers", file).exit_code == 1
    monkeypatch.chdir(folder / "w")
    assert run("check", "memo.md", *BOTH, "--waivers", f"../{file}").exit_code == 0
    assert run("check", str(folder / "w" / "memo.md"), *BOTH, "--waivers", f"../{file}").exit_code == 0


def test_statistics_name_waivers_that_cover_nothing(run, write, prints):
    file = waivers(write, entry(prints[0]), entry("0" * 32))
    arguments = ("check", "memo.md", *BOTH, "--waivers", file, "--statistics")
    assert "unused waiver of " + "0" * 32 in run(*arguments).stdout
    assert [one["fingerprint"] for one in json.loads(run(*arguments, "--format", "json").stdout)["unused"]] == [
        "0" * 32
    ]


def test_many_waivers_cost_little(run, write, prints):
    file = waivers(write, *(entry(f"{n:032x}", path="*.md") for n in range(5_000)), entry(prints[0], path="*.md"))
    assert len(json.loads(run("check", "memo.md", *BOTH, "--waivers", file, "--format", "json").stdout)["waived"]) == 1
