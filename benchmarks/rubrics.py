"""Rubrics: reading one, scoring many answer sets with it, and the same arithmetic in autorubric.

    python -m benchmarks.rubrics [--tiny] [--peers-python PATH]

The rubric has 20 criteria of five levels in four sections, with anchors, conditions and gates. Reading is set beside
``jsonschema`` on the same text as PyYAML loads it, in Python and in C; scoring in one call beside one set at a time,
and both beside autorubric. That has no sections, conditions or gates: it gets the criteria with their shares of the
whole, and sets without N/A. It is no dependency: install it in an environment of its own and name its Python, e.g.
``pip install autorubric==1.6.1``. Absolute times mean nothing on a shared machine: read the ratios.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import yaml

from benchmarks.timing import best_of
from qa_service.rubric import Rubric, json_schema, load_rubric, read_rubric
from qa_service.rubric.writing import to_yaml
from qa_service.scoring import ScoreResult, parse_answers, score, score_many

SECTIONS, PER_SECTION, LEVELS = 4, 5, 5
SETS, TINY = 100_000, 200
ALONE = 5_000
"""So many sets are scored one at a time, and by the peer: each costs the same."""
SCRIPT = Path(__file__).with_name("rubrics_peer.py")
FACTS = {"case": {"kind": "claim"}}
SAME = 1e-6
"""Points out of 100: scores are stored with six decimals."""
Answers = dict[str, str]


def document(bare: bool = False) -> dict[str, Any]:
    """Return the rubric as plain data; ``bare`` leaves out what a weighted sum alone does not know."""
    sections = [_section(number, bare) for number in range(1, SECTIONS + 1)]
    levels = [{"id": f"level_{i}", "score": i / (LEVELS - 1), "label": f"Level {i}"} for i in range(LEVELS)]
    return {
        "schema": "kpo-rubric/1", "id": "bench.rubric", "version": "1.0.0", "title": "Benchmark",
        "scales": {"five": {"type": "ordinal", "levels": levels}}, "sections": sections,
        "scoring": {"method": "weighted_mean", "pass_mark": 60, "cap": 50},
    }  # fmt: skip


def _section(number: int, bare: bool) -> dict[str, Any]:
    criteria = [_criterion(f"s{number}_c{place}", place, bare) for place in range(1, PER_SECTION + 1)]
    return {"id": f"s{number}", "title": f"Section {number}", "weight": number, "criteria": criteria}


def _criterion(name: str, place: int, bare: bool) -> dict[str, Any]:
    anchors = {f"level_{i}": f"What {name} looks like at step {i}, in a line of plain words." for i in range(LEVELS)}
    criterion: dict[str, Any] = {
        "id": name, "title": f"Criterion {name}", "scale": "five", "weight": place,
        "ask": f"Does the work meet {name}?", "anchors": anchors,
    }  # fmt: skip
    if not bare:
        criterion["na"] = {"allow": True, "reason": "optional"}
        if place == 1:
            criterion["gate"] = {"below": "level_1", "effect": "cap", "to": 50, "reason": "too_low"}
        if place == 2:
            criterion["when"] = "case.kind == 'claim'"
    return criterion


def answer_sets(rubric: Rubric, sets: int, na: float) -> list[Answers]:
    """Return made-up answers: levels at random, and N/A with the chance ``na``."""
    dice = Random(20260105)
    words = [f"level_{i}" for i in range(LEVELS)]
    return [{name: "na" if dice.random() < na else dice.choice(words) for name in rubric.criteria} for _ in range(sets)]


def read(text: str) -> None:
    """Compare reading, validating and hashing with the plain tools."""
    validator: Any = importlib.import_module("jsonschema").Draft202012Validator(json_schema())

    def valid(loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader]) -> float:
        return float(validator.is_valid(yaml.load(text, loader)))

    ours, _ = best_of(lambda: float(bool(read_rubric(text).scoring_hash)))
    plain, found = best_of(lambda: valid(yaml.SafeLoader))
    fast, _ = best_of(lambda: valid(yaml.CSafeLoader))
    print(f"\n{SECTIONS * PER_SECTION} criteria, {len(text.encode()) / 1024:.1f} KB of YAML; valid: {bool(found)}")
    print(f"  {'read, validate and hash':<44}{ours * 1e3:10.2f} ms")
    for label, seconds in (("yaml.safe_load + jsonschema", plain), ("yaml.CSafeLoader + jsonschema", fast)):
        print(f"  {label:<44}{seconds * 1e3:10.2f} ms   ratio {seconds / ours:7.2f}")


def many(rubric: Rubric, sets: int) -> None:
    """Compare one call with as many calls as there are sets."""
    answers = answer_sets(rubric, sets, na=0.02)
    columns = {name: [row[name] for row in answers] for name in rubric.criteria}
    sample = answers[:ALONE]
    alone, _ = best_of(lambda: float(len(_alone(rubric, sample))))
    batch, together = score_many(rubric, answers, facts=FACTS), _alone(rubric, sample)
    equal = "equal" if [batch.result(row) for row in range(len(sample))] == together else "NOT EQUAL"
    print(f"\n{sets:,} answer sets; times are for one set, ratios to one at a time ({equal})")
    print(f"  {'one at a time':<44}{alone / len(sample) * 1e6:10.2f} us")
    for label, work in (
        ("one call, mappings", lambda: _touched(rubric, answers, False)),
        ("one call, columns", lambda: _touched(rubric, columns, False)),
        ("one call, columns, and every matrix", lambda: _touched(rubric, columns, True)),
    ):
        seconds, _ = best_of(work, most=8)
        each = seconds / sets
        print(f"  {label:<44}{each * 1e6:10.2f} us   ratio {alone / len(sample) / each:7.1f}")


def _alone(rubric: Rubric, answers: Sequence[Answers]) -> list[ScoreResult]:
    return [score(rubric, parse_answers(rubric, one), facts=FACTS) for one in answers]


def _touched(rubric: Rubric, answers: Any, matrices: bool) -> float:
    batch = score_many(rubric, answers, facts=FACTS)
    if matrices:
        batch.criterion_score, batch.applied_weight, batch.contribution  # noqa: B018 - worked out when first read
    return float(len(batch))


def against(rubric: Rubric, sets: int, python: str, limit: float) -> None:
    """Compare with the peer on sets that both score alike."""
    answers = answer_sets(rubric, sets, na=0.0)
    sample = answers[:ALONE]
    parsed = [parse_answers(rubric, one) for one in sample]
    values = score_many(rubric, sample).score
    ours = {
        "one call": best_of(lambda: float(len(score_many(rubric, answers))), most=8)[0] / sets,
        "one at a time": best_of(lambda: float(len(_alone(rubric, sample))))[0] / len(sample),
        "one at a time, parsed": best_of(lambda: float(len([score(rubric, one) for one in parsed])))[0] / len(sample),
    }
    print("\nThe same weighted sum; times are for one set")
    for label, seconds in ours.items():
        print(f"  {'ours, ' + label:<44}{seconds * 1e6:10.2f} us")
    for step in _peer(rubric, sample, python, limit):
        if len(step) < 3:
            print(f"  autorubric: {step[0]}: {step[1]}")
            continue
        gap = float(np.abs(np.array(step[2]) * 100 - values).max())
        same = "equal" if gap <= SAME else f"differs by {gap:.2g}"
        against_which = ("one call", "one at a time" if step[3] else "one at a time, parsed")
        ratios = ", ".join(f"{float(step[1]) / ours[name]:.1f} x {name}" for name in against_which)
        print(f"  {step[0]:<44}{float(step[1]) * 1e6:10.2f} us   {ratios}; {same}")


def _peer(rubric: Rubric, sample: Sequence[Answers], python: str, limit: float) -> list[list[Any]]:
    """Run the peer in a process of its own; return ``[work, seconds a set, scores, reads labels]`` or a remark."""
    shares = {one.id: one.weight for one in score(rubric, {}).criteria}
    total = {section.id: sum(one.weight for one in section.criteria) for section in rubric.sections}
    whole = sum(section.weight for section in rubric.sections)
    criteria = [
        {"name": one.id, "title": one.title, "weight": section.weight / whole * one.weight / total[section.id],
         "options": [[level.id, level.score] for level in rubric.scale_of(one.id).levels]}
        for section in rubric.sections for one in section.criteria
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sets.json"
        file.write_text(
            json.dumps({"criteria": criteria, "verdicts": [[one[name] for name in shares] for one in sample]})
        )
        return _lines([python, str(SCRIPT), str(file)], limit)


def _lines(command: Sequence[str], limit: float) -> list[list[Any]]:
    # The peer's model library would fetch its price list at import: it is told to use the one it brings.
    env = {**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit, env=env)
    except subprocess.TimeoutExpired:
        return [["all", f"stopped after {limit:g} s"]]
    if done.returncode:
        return [["all", f"did not run: {done.stderr.strip().splitlines()[-1:]}"]]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options and run the three parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers-python", default=sys.executable, help="Python that has autorubric installed")
    parser.add_argument("--tiny", action="store_true", help="a few sets, to see that it runs")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that the peer may take")
    options = parser.parse_args(arguments)
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "pyyaml", "jsonschema"))
    print(f"{platform.machine()}, Python {platform.python_version()}, {libraries}")
    sets = TINY if options.tiny else SETS
    read(to_yaml(document()))
    many(load_rubric(document()), sets)
    against(load_rubric(document(bare=True)), sets, options.peers_python, options.limit)


if __name__ == "__main__":
    main()
