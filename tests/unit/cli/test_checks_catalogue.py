"""`checks`: what there is, with parameters, examples and origin."""

from __future__ import annotations

import json

import pytest

from qa_service.checks import catalogue


def test_every_check_is_listed_with_parameters_and_examples(run):
    result = run("checks")
    lines = result.stdout.splitlines()
    for info in catalogue():
        assert f"{info.name}  {info.title} ({info.severity})" in lines
    assert sum(line.startswith("    fires: ") for line in lines) == len(catalogue())
    assert sum(line.startswith("    quiet: ") for line in lines) == len(catalogue())
    assert "min: integer" in result.stdout
    assert result.stderr == ""


def test_one_check_is_shown_with_its_whole_examples(run):
    text = run("checks", "numbers.footing").stdout
    assert "        | Total | 165 | 190 |\n" in text
    assert "        | Total | 165 | 180 |\n" in text
    assert "text." not in text


def test_a_family_is_shown_alone(run):
    names = [info["name"] for info in json.loads(run("checks", "dates", "--json").stdout)["checks"]]
    assert names == [info.name for info in catalogue() if info.family == "dates"]


def test_json_is_the_catalogue_with_origins(run):
    answer = json.loads(run("checks", "--json").stdout)
    assert answer == {"checks": [info.to_dict() for info in catalogue()]}
    assert {info["origin"] for info in answer["checks"]} == {"qa-service"}
    assert run("checks", "--format", "json").stdout == run("checks", "--json").stdout


@pytest.mark.parametrize(("name", "near"), [("numbers.foting", "numbers.footing"), ("date", "dates")])
def test_an_unknown_name_is_refused_with_the_nearest(run, name, near):
    result = run("checks", name)
    assert result.exit_code == 2
    assert f"There is no check or family '{name}'" in result.stderr
    assert f"did you mean: {near}" in result.stderr
