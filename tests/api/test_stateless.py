"""Checking, scoring and measuring without storing; rubrics; reports."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from tests.factories import GOOD, MEMO, Api, ndjson, pointers, problem

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: 12 units, 4 observers, missing values.
OBSERVERS = {
    "a": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "b": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "c": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "d": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}
ALPHA = {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403}


def ratings(**more: str) -> list[dict[str, Any]]:
    """The published table as long records."""
    return [
        {"item": f"u{i}", "rater": rater, "value": value, **more}
        for rater, values in OBSERVERS.items()
        for i, value in enumerate(values)
        if value is not None
    ]


def coefficients(body: dict[str, Any], criterion: str = "all") -> dict[str, Any]:
    """The coefficients of an answer."""
    return dict(body["criteria"][criterion]["coefficients"])


def test_published_alphas(api: Api) -> None:
    scale = {"type": "ordinal", "levels": [1, 2, 3, 4, 5]}
    body = api.lead.post("/v1/agreement", json={"scale": scale, "ratings": ratings(), "min_items": 2}).json
    found = coefficients(body)
    for metric, value in ALPHA.items():
        assert found[f"krippendorff_alpha_{metric}"]["value"] == pytest.approx(value, abs=1e-6)
        low, high = found[f"krippendorff_alpha_{metric}"]["ci95"]
        assert low < value < high <= 1
    assert found["gwet_ac1"]["value"] == pytest.approx(0.775444, abs=1e-6)
    assert found["gwet_ac1"]["se"] == pytest.approx(0.142950, abs=1e-6)


def test_too_few_items_are_withheld_with_the_reason(api: Api) -> None:
    scale = {"type": "ordinal", "levels": [1, 2, 3, 4, 5]}
    answer = api.lead.post("/v1/agreement", json={"scale": scale, "ratings": ratings()})
    alpha = coefficients(answer.json)["krippendorff_alpha_ordinal"]
    assert alpha["value"] is None
    assert alpha["ci95"] is None
    assert "11 < 20" in alpha["withheld"]


def test_ratings_come_as_csv_too(api: Api) -> None:
    rows = "item,rater,value,criterion\n" + "".join(
        f"{r['item']},{r['rater']},{r['value']},clarity\n" for r in ratings()
    )
    path = "/v1/agreement?scale=ordinal&levels=1,2,3,4,5&min_items=5"
    body = api.lead.post(path, data=rows, content_type="text/csv").json
    assert coefficients(body, "clarity")["krippendorff_alpha_ordinal"]["value"] == pytest.approx(
        ALPHA["ordinal"], abs=1e-6
    )


def test_only_the_wanted_coefficients_are_computed(api: Api) -> None:
    request = {"ratings": ratings(), "min_items": 2, "coefficients": ["fleiss_kappa"]}
    assert list(coefficients(api.lead.post("/v1/agreement", json=request).json)) == ["fleiss_kappa"]
    wrong = api.lead.post("/v1/agreement", json={**request, "coefficients": ["fleiss", "fleiss_kappa"]})
    body = problem(wrong, 422, "invalid_request")
    assert pointers(body) == ["/coefficients/0"]
    assert "fleiss_kappa" in body["errors"][0]["allowed"]


def test_ratings_outside_the_scale_are_named(api: Api) -> None:
    scale = {"type": "ordinal", "levels": [1, 2, 3]}
    answer = api.lead.post("/v1/agreement", json={"scale": scale, "ratings": ratings()})
    body = problem(answer, 422, "invalid_ratings")
    assert all(p.endswith("/value") for p in pointers(body))
    missing = api.lead.post("/v1/agreement", json={"ratings": [{"item": "a", "value": 1}]})
    assert pointers(problem(missing, 422, "invalid_ratings")) == ["/ratings/0/rater"]
    ragged = api.lead.post("/v1/agreement", data="item,rater,value\nu1,a\n", content_type="text/csv")
    assert problem(ragged, 422, "invalid_ratings")["errors"][0]["line"] == 2


def test_a_text_is_checked_without_being_stored(api: Api) -> None:
    api.rubric()
    content = {"text": "The fee is TBD. Payment within thirty (60) days."}
    by_rubric = api.lead.post("/v1/check", json={"content": content, "rubric": "test.memo"}).json
    assert [f["quote"] for f in by_rubric["findings"] if f["uses"] == "text.placeholders"] == ["TBD"]
    assert by_rubric["suggestions"][0]["value"] == "not_met"
    single = {"content": content, "checks": [{"uses": "numbers.words_digits"}]}
    found = api.lead.post("/v1/check", json=single).json["findings"]
    assert [content["text"][f["start"] : f["end"]] for f in found] == [f["quote"] for f in found] != []
    assert api.lead.get("/v1/deliverables").json["items"] == []


def test_a_table_is_checked_as_rows(api: Api) -> None:
    table = [["Item", "2025"], ["Rent", "100"], ["Staff", "250"], ["Travel", "50"], ["Total", "410"]]
    request = {"content": {"media_type": "application/json", "table": table}, "checks": [{"uses": "numbers.footing"}]}
    found = api.lead.post("/v1/check", json=request).json["findings"]
    assert [(f["row"], f["column"]) for f in found] == [(4, 1)]


def test_unknown_checks_and_bad_patterns_are_named(api: Api) -> None:
    content = {"text": "x"}
    unknown = api.lead.post("/v1/check", json={"content": content, "checks": [{"uses": "numbers.word_digits"}]})
    assert problem(unknown, 422, "invalid_checks")["errors"][0]["suggestion"] == "numbers.words_digits"
    lookahead = {"uses": "text.existence", "with": {"patterns": ["a(?=b)"]}}
    problem(api.lead.post("/v1/check", json={"content": content, "checks": [lookahead]}), 422, "invalid_checks")
    problem(api.lead.post("/v1/check", json={"content": content}), 422, "invalid_request")


def test_answers_are_scored_with_their_arithmetic(api: Api) -> None:
    api.rubric()
    body = api.lead.post("/v1/score", json={"rubric": "test.memo", "answers": GOOD}).json
    assert (body["score"], body["outcome"], body["open_problems"]) == (pytest.approx(91.0), "passed", [])
    assert any("91.0" in line for line in body["explain"])
    inline = json.loads(json.dumps(api.lead.get("/v1/rubrics/test.memo").json))
    again = api.lead.post("/v1/score", json={"rubric": inline, "answers": GOOD}).json
    assert again["score"] == body["score"]
    wrong = api.lead.post("/v1/score", json={"rubric": "test.nothing", "answers": GOOD})
    assert problem(wrong, 422, "invalid_request")["errors"][0]["allowed"] == ["test.memo"]


def test_a_published_version_never_changes(any_api: Api) -> None:
    any_api.rubric()
    assert any_api.lead.post("/v1/rubrics", data=MEMO, content_type="application/yaml").status_code == 200
    changed = MEMO.replace("pass_mark: 70", "pass_mark: 75")
    answer = any_api.lead.post("/v1/rubrics", data=changed, content_type="application/yaml")
    problem(answer, 409, "version_published")
    for version in ("1.9.0", "1.10.0"):
        raised = changed.replace("version: 1.0.0", f"version: {version}")
        assert any_api.lead.post("/v1/rubrics", data=raised, content_type="application/yaml").status_code == 201
    fits = changed.replace("version: 1.0.0", "version: 1.9.1")
    assert any_api.lead.post("/v1/rubrics", data=fits, content_type="application/yaml").status_code == 201
    assert any_api.lead.get("/v1/rubrics").json["items"][0]["version"] == "1.10.0"
    later = changed.replace("version: 1.0.0", "version: 1.11.1")
    assert any_api.lead.post("/v1/rubrics", data=later, content_type="application/yaml").status_code == 201
    other = MEMO.replace("pass_mark: 70", "pass_mark: 80").replace("version: 1.0.0", "version: 1.11.0")
    answer = any_api.lead.post("/v1/rubrics", data=other, content_type="application/yaml")
    problem(answer, 409, "version_overtaken")
    assert any_api.lead.get("/v1/rubrics").json["items"][0]["version"] == "1.11.1"
    source = any_api.lead.get("/v1/rubrics/test.memo/versions/1.0.0", headers={"Accept": "application/yaml"})
    assert source.text == MEMO


def test_a_malformed_rubric_is_refused_with_line_and_column(api: Api) -> None:
    broken = MEMO.replace("sections:\n", "sections: [\n")
    body = problem(api.lead.post("/v1/rubrics", data=broken, content_type="application/yaml"), 422, "invalid_rubric")
    assert body["errors"][0]["line"] > 1
    assert body["errors"][0]["column"] >= 1
    typo = MEMO.replace("pass_mark", "pas_mark")
    error = problem(api.lead.post("/v1/rubrics", data=typo, content_type="application/yaml"), 422, "invalid_rubric")
    assert any(e.get("suggestion") == "pass_mark" for e in error["errors"])
    red = MEMO.replace("score: 100.0 } }", "score: 90.0 } }")
    problem(api.lead.post("/v1/rubrics", data=red, content_type="application/yaml"), 422, "rubric_tests_failed")
    assert api.lead.get("/v1/rubrics").json["items"] == []
    tried = api.lead.post("/v1/rubrics/validate", data=red, content_type="application/yaml").json
    assert (tried["valid"], tried["tests"][0]["passed"]) == (False, False)


def reviewed(api: Api, items: int = 21) -> None:
    """Items with three reviews each: two reviewers agree, the third is harsher on one criterion."""
    api.rubric()
    levels = ("poor", "fair", "good")
    lines = []
    for i in range(items):
        api.deliverable(external_id=f"X-{i}")
        for who in ("ann", "ben", "cy"):
            level = levels[max(i % 3 - (who == "cy"), 0)]
            answers = {"reasoning": level, "sources": levels[i % 3], "marking": "met" if i % 5 else "not_met"}
            at = f"2026-02-{i % 27 + 1:02}T09:00:00Z"
            lines.append({"deliverable": f"X-{i}", "reviewer": who, "answers": answers, "submitted_at": at})
    done = api.lead.post("/v1/reviews/import", data=ndjson(*lines), content_type="application/x-ndjson")
    assert done.text.count('"status":201') == 3 * items


def test_a_report_is_made_and_served_in_every_form(any_api: Api) -> None:
    reviewed(any_api)
    made = any_api.lead.post("/v1/reports", json={"rubric": "test.memo", "title": "March"})
    assert made.status_code == 201
    report = made.json
    assert report["title"] == "March"
    assert any("Reasoning" in line for line in report["summary"])
    page = any_api.lead.get(report["links"]["html"])
    assert "text/html" in page.content_type
    assert "<script" not in page.text
    figures = any_api.lead.get(report["links"]["json"]).json
    assert figures
    with zipfile.ZipFile(io.BytesIO(any_api.lead.get(report["links"]["csv"]).data)) as tables:
        assert any(name.endswith(".csv") for name in tables.namelist())
    assert [r["id"] for r in any_api.lead.get("/v1/reports").json["items"]] == [report["id"]]
    problem(any_api.lead.get(report["links"]["html"].replace("html", "exe")), 404, "report_not_found")
    problem(any_api.lead.post("/v1/reports", json={"rubric": "test.none"}), 404, "rubric_not_found")


def test_live_figures_equal_those_computed_from_the_ratings(any_api: Api) -> None:
    reviewed(any_api)
    live = any_api.lead.get("/v1/agreement?rubric=test.memo").json["criteria"]
    raw = any_api.lead.get("/v1/agreement?rubric=test.memo&from=2020-01-01T00:00:00Z").json["criteria"]
    assert set(live) == set(raw) == {"reasoning", "sources", "marking", "@outcome", "@raw_score"}
    for criterion, body in live.items():
        assert {k: v for k, v in body.items() if k != "coefficients"} == {
            k: v for k, v in raw[criterion].items() if k != "coefficients"
        }
        for name, figure in body["coefficients"].items():
            other = raw[criterion]["coefficients"][name]
            for key, value in figure.items():
                close = isinstance(value, float | list)
                assert other[key] == (pytest.approx(value, abs=1e-9) if close else value), (criterion, name)
    one = any_api.lead.get("/v1/agreement?rubric=test.memo&criterion=reasoning").json["criteria"]
    assert one == {"reasoning": live["reasoning"]}
    problem(any_api.lead.get("/v1/agreement?rubric=test.memo&criterion=reason"), 422, "invalid_query")


def sited(items: int = 30) -> list[dict[str, Any]]:
    """Two raters in the north, and one in the south who is lower on two items of three."""
    rows = []
    for i in range(items):
        good = i % 4 + 2
        for rater, site, off in (("ann", "north", 0), ("ben", "north", 0), ("cy", "south", int(i % 3 > 0))):
            rows.append({"item": f"i{i}", "rater": rater, "value": good - off, "site": site})
    return rows


def test_agreement_by_site_with_weights_and_intervals_of_ones_own(api: Api) -> None:
    scale = {"type": "ordinal", "levels": [1, 2, 3, 4, 5]}
    body = {"scale": scale, "ratings": sited(), "by": "site", "weights": "radical", "interval": "jackknife"}
    found = api.lead.post("/v1/agreement", json=body).json
    assert set(found["sites"]) == {"north", "south"}
    [pair] = found["site_differences"]["all"]["pairs"]
    assert pair["difference"]["value"] == pytest.approx(2 / 3)
    assert found["criteria"]["all"]["weighted"]["weights"] == "radical"
    assert "jackknife" in found["criteria"]["all"]["coefficients"]["gwet_ac1"]["method"]
    text = "item,rater,value,site\n" + "".join(
        f"{r['item']},{r['rater']},{r['value']},{r['site']}\n" for r in body["ratings"]
    )
    path = "/v1/agreement?scale=ordinal&levels=1,2,3,4,5&by=site&weights=radical&interval=jackknife"
    assert api.lead.post(path, data=text, content_type="text/csv").json == found


def test_options_that_cannot_be_used_are_refused(api: Api) -> None:
    for option, pointer in (
        ({"by": "city"}, "/by"),
        ({"interval": "exact"}, "/interval"),
        ({"weights": 3}, "/weights"),
        ({"weights": "steep"}, "/weights"),
        ({"weights": [[1, 0], [0, 1]]}, "/weights"),
        (
            {"weights": [[1, 0, 0, 2, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [2, 0, 0, 1, 0], [0, 0, 0, 0, 1]]},
            "/weights/0/3",
        ),
    ):
        answer = api.lead.post("/v1/agreement", json={"ratings": sited(), **option})
        body = problem(answer, 422, answer.get_json(force=True)["code"])
        assert body["errors"][0]["pointer"] == pointer, option
    problem(
        api.lead.post("/v1/agreement?by=city", data="item,ann\n1,2\n", content_type="text/csv"), 422, "invalid_request"
    )
