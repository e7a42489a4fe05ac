"""agreement and report: a CSV of ratings in, figures out, no store."""

from __future__ import annotations

import json

import pytest

from qa_service.agreement import COEFFICIENTS


def wide(items: int = 24) -> str:
    rows = [f"i{i},{i % 4 + 1},{(i + (i % 6 == 0)) % 4 + 1}" for i in range(items)]
    return "\n".join(["item,ana,ben", *rows]) + "\n"


def test_json_is_the_answer_of_the_api(run, write, ratings):
    answer = json.loads(run("agreement", write("r.csv", ratings), "--levels", "poor,fair,good", "--json").stdout)
    assert list(answer["criteria"]) == ["clarity", "depth"]
    figures = answer["criteria"]["clarity"]
    assert (figures["n_items"], figures["n_raters"], figures["n_ratings"], figures["coverage"]) == (25, 2, 50, 1.0)
    assert set(figures["coefficients"]) == set(COEFFICIENTS)
    exact = figures["coefficients"]["percent_exact"]
    assert exact["value"] == pytest.approx(0.8)
    assert exact["ci95"][0] < 0.8 < exact["ci95"][1]
    assert set(figures["coefficients"]["gwet_ac1"]) >= {"value", "se", "ci95", "method", "withheld"}


def test_the_table_prints_interval_method_and_counts(run, write, ratings):
    result = run("agreement", write("r.csv", ratings), "--levels", "poor,fair,good", "--criterion", "depth")
    assert result.exit_code == 0
    assert "Criterion depth" in result.stdout
    assert "clarity" not in result.stdout
    assert "25 items, 2 raters, 50 ratings; 25 items rated at least twice (coverage 100.0%), 25 pairs" in result.stdout
    assert "scale: ordinal poor < fair < good" in result.stdout
    assert "levels: poor " in result.stdout
    lines = result.stdout.splitlines()
    line = next(line for line in lines if line.strip().startswith("krippendorff_alpha_ordinal "))
    assert "[" in line
    note = line.split()[-1]
    assert next(m for m in lines if m.startswith(f"{note}  ")).startswith(f"{note}  Krippendorff 2011, ordinal metric;")
    assert next(m for m in lines if m.startswith("RATER")).split()[:4] == ["RATER", "RATINGS", "MEAN", "SEVERITY"]


def by_site(items=30):
    rows = ["item,rater,value,site"]
    for i in range(items):
        good = i % 4 + 2
        rows += [f"i{i},{r},{good - (s == 'south' and i % 3 > 0)},{s}" for r, s in
                 (("ana", "north"), ("ben", "north"), ("cy", "south"), ("dee", "south"))]  # fmt: skip
    return "\n".join(rows) + "\n"


def test_each_site_and_how_far_sites_differ(run, write):
    path = write("r.csv", by_site())
    out = run("agreement", path, "--scale", "ordinal", "--levels", "1,2,3,4,5", "--by", "site").stdout
    assert "All ratings, north" in out
    assert "All ratings, south" in out
    line = next(line for line in out.splitlines() if line.startswith("all "))
    assert line.split()[1:4] == ["north", "south", "+0.667"]
    assert line.endswith("< 0.001")
    answer = json.loads(run("agreement", path, "--levels", "1,2,3,4,5", "--by", "site", "--json").stdout)
    assert set(answer) == {"criteria", "sites", "site_differences"}


def test_weights_and_intervals_of_ones_own(run, write):
    path = write("r.csv", by_site())
    out = run("agreement", path, "--levels", "1,2,3,4,5", "--weights", "radical", "--interval", "jackknife").stdout
    assert "gwet_ac (radical)" in out
    assert "jackknife" in out
    rows = [",".join(str(1 - abs(a - b) / 4) for b in range(5)) for a in range(5)]
    answer = run("agreement", path, "--levels", "1,2,3,4,5", "--weights", write("w.csv", "\n".join(rows)), "--json")
    found = json.loads(answer.stdout)["criteria"]["all"]
    linear = found["coefficients"]["gwet_ac2_linear"]["value"]
    assert found["weighted"]["weights"] == "custom"
    assert found["weighted"]["coefficients"]["gwet_ac"]["value"] == pytest.approx(linear, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,0\n0,x\n", "w.csv:2:2: Weights are a table of numbers"),
        ("1,0\n0,1\n", "w.csv:1:1: Weights are 5 rows of 5 numbers"),
    ],
)
def test_weights_that_cannot_be_used(run, write, text, said):
    path = write("r.csv", by_site())
    result = run("agreement", path, "--levels", "1,2,3,4,5", "--weights", write("w.csv", text))
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_kappa_that_prevalence_alone_makes_low_is_explained(run, write):
    rows = [f"i{i},{a},{b}" for i, (a, b) in enumerate([("ok", "ok")] * 90 + [("ok", "bad")] * 5 + [("bad", "ok")] * 5)]
    out = run("agreement", write("r.csv", "\n".join(["item,ana,ben", *rows]))).stdout
    kappa = next(line for line in out.splitlines() if line.strip().startswith("cohen_kappa "))
    ac1 = next(line for line in out.splitlines() if line.strip().startswith("gwet_ac1 "))
    assert "-0.05" in kappa
    assert "poor" in kappa
    assert "0.89" in ac1
    assert "remark: Raters agree in 90 % of pairs (AC1 0.89), yet kappa is -0.05: 95 % of all ratings are 'ok'" in out


def test_figures_of_few_items_are_withheld_with_the_reason(run, write):
    path = write("r.csv", wide(8))
    assert "withheld: too_few_items: n = 8 < 20" in run("agreement", path).stdout
    assert "too_few_items" not in run("agreement", path, "--min-items", "5").stdout


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("1", "2", "4"), "ordinal 1 < 2 < 3 < 4"),
        (("1.5", "2.25", "4"), "interval"),
        (("yes", "no", "maybe"), "nominal maybe, no, yes"),
    ],
)
def test_the_scale_is_inferred_and_said_so(run, write, values, said):
    rows = [f"i{i},{r},{values[i % 3]}" for i in range(21) for r in ("ana", "ben")]
    result = run("agreement", write("r.csv", "\n".join(["item,rater,value", *rows])))
    assert result.exit_code == 0
    assert f"note: all: inferred {said};" in result.stderr
    assert f"scale: {said}" in result.stdout


def test_a_declared_scale_is_used(run, write):
    result = run("agreement", write("r.csv", wide()), "--scale", "interval")
    assert "scale: interval" in result.stdout
    assert "inferred" not in result.stderr


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("item,rater\ni1,ana\n", "r.csv:1:1"),
        ("item,rater,value\ni1,ana,1\ni1,,2\n", "r.csv:3:2"),
        ("item,rater,value\ni1,ana,1,4\n", "r.csv:2:4"),
        ("item,rater,value\n", "r.csv:1:1"),
    ],
)
def test_csv_that_cannot_be_read_is_refused_with_line_and_column(run, write, text, place):
    result = run("agreement", write("r.csv", text))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {place}: ")


def test_a_value_outside_the_scale_is_placed_in_both_forms(run, write):
    long = "item,rater,value\ni1,ana,good\n\ni1,ben,god\n"
    result = run("agreement", write("r.csv", long), "--levels", "poor,good")
    assert result.exit_code == 2
    assert "error: r.csv:4:3: 'god' is not a level" in result.stderr
    assert "allowed: poor, good" in result.stderr
    result = run("agreement", write("w.csv", "item,ana,ben\ni1,good,god\n"), "--levels", "poor,good")
    assert "error: w.csv:2:3: 'god' is not a level" in result.stderr


def test_unknown_criteria_and_unordered_words_are_refused(run, write, ratings):
    path = write("r.csv", ratings)
    unknown = run("agreement", path, "--criterion", "width")
    assert unknown.exit_code == 2
    assert "allowed: clarity, depth" in unknown.stderr
    words = run("agreement", path, "--scale", "ordinal")
    assert words.exit_code == 2
    assert "lowest first" in words.stderr


def test_a_file_that_is_not_utf8_names_the_byte(run, folder):
    (folder / "r.csv").write_bytes(b"item,rater,value\ni1,ana,\xe9\n")
    result = run("agreement", "r.csv")
    assert result.exit_code == 2
    assert "error: r.csv:2:8: The file is not UTF-8: byte 0xe9." in result.stderr


def test_report_writes_page_json_and_tables(run, write, folder, ratings):
    path = write("r.csv", ratings)
    result = run("report", path, "-o", "out/report.html", "--json", "out/report.json", "--csv-dir", "out/tables",
                 "--title", "Spring round", "--levels", "poor,fair,good")  # fmt: skip
    assert result.exit_code == 0
    assert "Spring round" in (folder / "out/report.html").read_text("utf-8")
    assert json.loads((folder / "out/report.json").read_text("utf-8"))["title"] == "Spring round"
    assert any(file.suffix == ".csv" for file in (folder / "out/tables").iterdir())
    assert result.stdout.strip()


def test_report_refuses_with_line_and_column(run, write, folder):
    result = run("report", write("r.csv", "item,rater,value\n,ana,1\n"), "-o", "report.html")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: r.csv:2:1: ")
    assert not (folder / "report.html").exists()
