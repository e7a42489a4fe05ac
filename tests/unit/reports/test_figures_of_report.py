"""The numbers of a report: known answers, withholding, drift, severity, sites."""

from __future__ import annotations

import json
import random
import re
from datetime import timedelta
from typing import Any

import pytest

from qa_service.agreement import Scale
from qa_service.agreement.control.monitor import Series, find_drift
from qa_service.reports import CriterionInfo, Record, Report, build_report, read_ratings_csv
from tests.unit.reports.panels import LEVELS, START, criterion, inputs, rate

# Cohen's kappa by hand: exact 20/25 = .80, chance .52, kappa .28/.48 = 7/12.
TWO_BY_TWO = [("yes", "yes")] * 15 + [("yes", "no")] * 3 + [("no", "yes")] * 2 + [("no", "no")] * 5


def rows(report: Report, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(report.json())["tables"][table]["rows"]
    return found


def two_raters() -> Report:
    lines = [
        f"i{n:02d},{rater},{value}"
        for n, pair in enumerate(TWO_BY_TWO)
        for rater, value in zip("AB", pair, strict=True)
    ]
    return build_report(read_ratings_csv("item,rater,value\n" + "\n".join(lines)))


def test_headline_equals_the_hand_computed_table() -> None:
    row = rows(two_raters(), "T2")[0]
    # Rows 18 and 7, columns 17 and 8 of 25: chance (18 * 17 + 7 * 8) / 625.
    chance = (18 * 17 + 7 * 8) / 625
    assert row["exact"] == pytest.approx(0.8)
    assert row["kappa"] == pytest.approx((0.8 - chance) / (1 - chance))
    assert (row["n_items"], row["n_pairs"], row["coverage"]) == (25, 25, 1.0)
    assert (row["exact_low"], row["exact_high"]) == pytest.approx((0.593, 0.932), abs=5e-4)
    assert row["ac"] is not None
    assert row["adjacent_withheld"] == "not defined on this scale"


def test_pair_table_holds_the_same_kappa_as_the_headline() -> None:
    report = two_raters()
    assert rows(report, "T6")[0]["value"] == pytest.approx(rows(report, "T2")[0]["kappa"])


@pytest.mark.parametrize(
    ("matched", "low", "high"), [(8, 26.59, 78.73), (13, 59.54, 98.34), (14, 68.05, 99.83), (15, 81.90, 100.0)]
)
def test_standard_intervals_are_exact(matched: int, low: float, high: float) -> None:
    lines = [f"i{n},R1,{2 if n < matched else 1},2" for n in range(15)]
    report = build_report(read_ratings_csv("item,rater,value,reference\n" + "\n".join(lines), min_items=15))
    row = rows(report, "T4")[0]
    assert (row["inspected"], row["matched"]) == (15, matched)
    assert (row["percent_low"], row["percent_high"]) == pytest.approx((low, high), abs=0.005)


def test_all_reviewers_against_the_standard_are_the_last_row() -> None:
    standard = [Record(f"item {n:03d}", "gold", "reasoning", "good", kind="reference") for n in range(30)]
    report = build_report(inputs([*rate(("A", "B"), 30, 0.3), *standard]))
    names = [row["reviewer"] for row in rows(report, "T4")]
    assert names == ["A", "B", "All reviewers"]


def test_without_a_standard_the_report_says_so() -> None:
    report = two_raters()
    assert rows(report, "T4") == []
    assert "No item has an agreed standard" in report.html()


def test_figures_from_too_few_items_are_withheld() -> None:
    report = build_report(inputs(list(rate(("A", "B"), 14, 0.4))))
    row = rows(report, "T2")[0]
    assert (row["alpha"], row["alpha_withheld"], row["verdict"]) == (None, "too_few_items: n = 14 < 20", "withheld")
    assert rows(report, "T7")[0]["severity"] is None
    assert "n = 14 &lt; 20" in report.html()
    assert any("n = 14 < 20" in sentence for sentence in report.summary)


def test_unclear_criterion_is_the_one_to_re_anchor() -> None:
    clear = criterion("evidence"), rate(("A", "B", "C"), 80, 0.3, name="evidence")
    vague = criterion("tone"), rate(("A", "B", "C"), 80, 3.0, name="tone")
    report = build_report(inputs([*clear[1], *vague[1]], clear[0], vague[0]))
    assert report.summary[0].startswith("Re-anchor “Tone”.")
    assert not any("Re-anchor “Evidence”" in sentence for sentence in report.summary)


def test_the_rubric_bar_decides_and_is_named() -> None:
    records = list(rate(("A", "B", "C"), 80, 0.9))
    strict, mild = (rows(build_report(inputs(records, criterion(bar=bar))), "T2")[0] for bar in (0.95, 0.2))
    assert (strict["verdict"], strict["bar_source"]) == ("below", "rubric")
    assert mild["verdict"] == "reached"
    assert rows(build_report(inputs(records, criterion(bar=None))), "T2")[0]["bar_source"] == "default"


def test_drift_is_found_in_a_planted_series_and_not_in_a_steady_one() -> None:
    planted = build_report(
        inputs(list(rate("ABC", 120, 0.5, shift=lambda r, i: -1.2 if r == "B" and i >= 70 else 0.0)))
    )
    states = {row["reviewer"]: row for row in rows(planted, "T7")}
    assert states["B"]["drift"] == "drifting"
    assert states["B"]["drift_size"] < -0.5
    assert "2026-03-05" <= states["B"]["drift_since"] <= "2026-03-28"
    assert any(sentence.startswith("Calibrate B now: scoring has drifted. Harsher") for sentence in planted.summary)
    steady = build_report(inputs(list(rate("ABC", 120, 0.5))))
    assert {row["drift"] for row in rows(steady, "T7")} <= {"steady", "returned"}


def test_constant_severity_is_severity_and_not_drift() -> None:
    report = build_report(inputs(list(rate("ABC", 120, 0.5, shift=lambda r, i: 0.9 if r == "C" else 0.0))))
    row = next(row for row in rows(report, "T7") if row["reviewer"] == "C")
    assert row["severity"] < -0.4
    assert row["severity_flag"] == "more lenient"
    assert row["drift"] in {"steady", "returned"}
    assert any(sentence.startswith("Calibrate C: scores more lenient") for sentence in report.summary)


def deviating(values: list[float]) -> list[Record]:
    """One reviewer's deviations from a standard on a number scale, one item a day; a colleague always meets it."""
    days = [(START + timedelta(days=n)).isoformat() for n in range(len(values))]
    out = [Record(f"i{n:02d}", "gold", "errors", "0", kind="reference") for n in range(len(values))]
    out += [Record(f"i{n:02d}", "Ann", "errors", str(value), at=days[n]) for n, value in enumerate(values)]
    return [*out, *(Record(f"i{n:02d}", "Bob", "errors", "0", at=days[n]) for n in range(len(values)))]


ERRORS = CriterionInfo("errors", "Errors", Scale("interval", None))


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ([0.0] * 17 + [16.5, 33.0, 0.0, 0.0], "unconfirmed"),
        ([0.0] * 20 + [40.0], "unconfirmed"),
        ([0.0] * 17 + [9.0] * 4, "unconfirmed"),
        ([0.0, 0.2] * 6 + [1.0, 0.8] * 5, "drifting"),
        ([0.0, 0.1] * 40, "steady"),
    ],
)
def test_drift_needs_more_than_an_outlier_or_a_handful_of_ratings(values: list[float], state: str) -> None:
    report = build_report(inputs(deviating(values), ERRORS))
    assert next(row["drift"] for row in rows(report, "T7") if row["reviewer"] == "Ann") == state
    assert any("drifted" in sentence for sentence in report.summary) is (state == "drifting")


def test_steady_reviewers_are_seldom_said_to_drift() -> None:
    dice = random.Random(11)  # noqa: S311  seeded test data
    charts, reports = 12, 60
    drifting = 0
    for _ in range(reports):
        series = [[float(dice.choice((-1, 0, 0, 0, 0, 1))) for _ in range(24)] for _ in range(charts)]
        drifting += any(find_drift(Series(values, [0.0] * 24, ""), charts).state == "drifting" for values in series)
    assert drifting <= 0.1 * reports


def test_number_scales_are_compared_with_the_standard_by_deviation() -> None:
    report = build_report(inputs(deviating([1.0, 3.0] * 15), ERRORS))
    ann, _, everyone = rows(report, "T4")
    assert (ann["mean_deviation"], ann["mean_absolute_deviation"], ann["percent"]) == (2.0, 2.0, None)
    assert ann["mean_deviation_low"] == pytest.approx(2 - 2.04523 * 1.01710 / 30**0.5, abs=1e-4)
    assert (ann["verdict"], everyone["mean_deviation"]) == ("unjudged", 1.0)
    assert not any("standard too often" in sentence for sentence in report.summary)


def test_where_lower_is_better_a_high_number_is_severe() -> None:
    turned = CriterionInfo("errors", "Errors", Scale("interval", None), lower_is_better=True)
    for info, sign in ((ERRORS, -1), (turned, 1)):
        report = build_report(inputs(deviating([1.0, 3.0] * 15), info))
        ann = next(row for row in rows(report, "T7") if row["reviewer"] == "Ann")
        assert ann["severity"] == pytest.approx(2.0 * sign)


def test_sites_without_figures_are_one_line_not_rows() -> None:
    big, small = rate("AB", 40, 0.4, site="north"), rate("CD", 12, 0.4, site="south")
    report = build_report(inputs([*big, *small]))
    assert [row["pool"] for row in rows(report, "T2")] == ["All reviewers", "north", "south"]
    page = report.html()
    assert "south: withheld, n = 12" in page
    assert "Reasoning: south" not in page
    assert "1 pair of criterion and site has too few items (n = 12 &lt; 20)" in page


def test_number_of_reviewers_is_one_figure_unless_groups_part() -> None:
    alike = build_report(inputs([*rate("AB", 60, 1.0, site="x"), *rate("CD", 60, 1.0, site="y")]))
    plan = next(point for point in alike.points if point.head.startswith("Plan"))
    assert re.fullmatch(r"“Reasoning”: \d+ \[.*n = 60\]", plan.cases[0])
    vague = build_report(inputs(list(rate("ABC", 80, 1.3)), criterion(bar=0.9)))
    assert "(re-anchor first)" in next(point.cases[0] for point in vague.points if point.head.startswith("Plan"))


def test_missing_the_standard_on_an_unclear_criterion_blames_nobody() -> None:
    standard = [Record(f"item {n:03d}", "gold", "reasoning", LEVELS[n % 5], kind="reference") for n in range(60)]
    report = build_report(inputs([*rate("ABC", 60, 4.0), *standard]))
    assert "3 of 3 reviewers clearly miss the standard there too" in report.summary[0]
    assert not any("gold items" in sentence for sentence in report.summary)


def test_summary_of_a_large_team_stays_short() -> None:
    team = [f"R{n}" for n in range(12)]
    report = build_report(inputs(list(rate(team, 60, 0.6, shift=lambda r, i: (int(r[1:]) - 6) / 3))))
    assert len(report.summary) <= 8
    assert any("more reviewers" in point.head for point in report.points)


def test_without_times_drift_is_withheld_with_the_reason() -> None:
    records = [Record(r.item, r.rater, r.criterion, r.value) for r in rate("AB", 40, 0.5)]
    assert {row["drift_withheld"] for row in rows(build_report(inputs(records)), "T7")} == {
        "no_times: the ratings carry no times"
    }


@pytest.mark.parametrize(("times", "withheld"), [(1, True), (9, True), (40, True), (60, False), (120, False)])
def test_ratings_of_one_time_have_no_order(times: int, withheld: bool) -> None:
    days = [(START + timedelta(minutes=n)).isoformat() for n in range(times)]
    records = [
        Record(r.item, r.rater, r.criterion, r.value, at=days[int(r.item.split()[-1]) * times // 120])
        for r in rate("ABC", 120, 0.5, shift=lambda r, i: -1.2 if r == "B" and i >= 70 else 0.0)
    ]
    report = build_report(inputs(records))
    reasons = {row["drift_withheld"] for row in rows(report, "T7")}
    assert ("no_order: most ratings carry the same time" in reasons) is withheld
    assert any("drifted" in sentence for sentence in report.summary) is not withheld


def test_a_report_without_any_figure_says_what_is_needed() -> None:
    report = build_report(inputs(list(rate("ABC", 11, 0.4))))
    assert not any("Nothing needs correcting" in sentence for sentence in report.summary)
    assert report.summary[0] == (
        "Nothing can be said yet. Have at least 20 items of a criterion rated by two or more reviewers each; "
        "so far no criterion has more than 11."
    )
    alone = build_report(inputs(list(rate("A", 30, 0.4))))
    assert "so far there are none" in alone.summary[0]
    alike = [Record(f"i{n}", rater, "reasoning", "yes") for n in range(30) for rater in "AB"]
    words = CriterionInfo("reasoning", "Reasoning", Scale("nominal", ("yes", "no")))
    same = build_report(inputs(alike, words))
    assert "Enough items were rated twice, but figures need ratings that differ" in same.summary[0]


def test_reviewer_who_uses_one_level_is_flagged() -> None:
    records = [
        Record(r.item, r.rater, r.criterion, "good" if r.rater == "C" else r.value) for r in rate("ABC", 60, 0.4)
    ]
    row = next(row for row in rows(build_report(inputs(records)), "T7") if row["reviewer"] == "C")
    assert row["level_flags"].startswith("nearly always “good”: 100 %")


def test_experts_and_crowd_are_shown_apart_and_the_summary_says_who_agrees() -> None:
    experts = rate(("E1", "E2", "E3"), 80, 0.3, site="experts")
    crowd = rate(("C1", "C2", "C3", "C4", "C5"), 80, 2.0, site="crowd")
    report = build_report(inputs([*experts, *crowd]))
    alpha = {row["pool"]: row["alpha"] for row in rows(report, "T2")}
    assert list(alpha) == ["All reviewers", "crowd", "experts"]
    assert alpha["experts"] > 0.8 > 0.5 > alpha["crowd"]
    assert any(sentence.startswith("Experts agree better than crowd.") for sentence in report.summary)
    needed = {row["pool"]: row["reviewers_for_080"] for row in rows(report, "T2")}
    assert needed["experts"] == 1 < needed["crowd"]


def test_prevalence_is_explained_instead_of_blaming_the_criterion() -> None:
    values = [("pass", "pass")] * 90 + [("pass", "fail")] * 5 + [("fail", "pass")] * 5
    lines = [f"i{n},{rater},{v}" for n, pair in enumerate(values) for rater, v in zip("AB", pair, strict=True)]
    report = build_report(read_ratings_csv("item,rater,value\n" + "\n".join(lines)))
    row = rows(report, "T2")[0]
    assert (row["verdict"], row["kappa"]) == ("prevalence", pytest.approx(-0.0526, abs=1e-3))
    assert row["ac"] == pytest.approx(0.89, abs=0.01)
    assert "Prevalence paradox" in report.html()
    assert not any("Re-anchor" in sentence for sentence in report.summary)


def test_widest_items_come_first_with_their_link_and_names() -> None:
    records = list(rate("ABC", 30, 0.1))
    records += [Record("odd", "A", "reasoning", "poor", item_title="Odd one", link="/deliverables/odd")]
    records += [Record("odd", "B", "reasoning", "excellent")]
    first = rows(build_report(inputs(records)), "T8")[0]
    assert (first["item"], first["title"], first["link"], first["spread"]) == (
        "odd",
        "Odd one",
        "/deliverables/odd",
        4.0,
    )
    assert first["ratings"] == "A=poor; B=excellent"


def test_unused_ratings_are_counted_with_their_reason() -> None:
    extra = [
        Record("item 000", "A", "reasoning", "poor", at="2027-01-01T00:00:00Z"),
        Record("item 001", "Z", "reasoning", "superb"),
        Record("item 001", "A", "unheard_of", "poor"),
    ]
    report = build_report(inputs([*rate("AB", 30, 0.4), *extra], exclusions=(("Not blind", 7),)))
    excluded = {row["label"]: row["value"] for row in rows(report, "T1") if row["kind"] == "excluded"}
    assert list(excluded.values()) == [7, 1, 1, 1]


def test_pseudo_criteria_come_last_with_readable_names() -> None:
    outcome = CriterionInfo("@outcome", "", Scale("nominal", ("passed", "failed_gate")))
    score = CriterionInfo("@raw_score", "", Scale("interval", None))
    records = list(rate("AB", 30, 0.4))
    records += [
        Record(r.item, r.rater, "@outcome", "passed" if i % 3 else "failed_gate") for i, r in enumerate(records)
    ]
    records += [Record(r.item, r.rater, "@raw_score", str(50 + i % 37)) for i, r in enumerate(records[:60])]
    report = build_report(inputs(records, outcome, score, criterion()))
    assert [row["title"] for row in rows(report, "T2")] == ["Reasoning", "Outcome of the review", "Raw score"]
    assert rows(report, "T2")[2]["alpha_metric"] == "interval"


@pytest.mark.parametrize(
    "records", [[], list(rate("A", 30, 0.4)), [Record(f"i{n}", "A", "reasoning", "good") for n in range(3)]]
)
def test_degenerate_input_gives_a_report_without_figures(records: list[Record]) -> None:
    report = build_report(inputs(records))
    assert rows(report, "T2")[0]["alpha"] is None
    assert "withheld" in report.html()
