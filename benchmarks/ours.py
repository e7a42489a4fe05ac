"""Our adapter for the side-by-side bench: the same interface that every measured product is driven through.

Run from a folder that holds the driver, with this folder on the path and the service's first key in ``BENCH_KEY``:

    BENCH_KEY=qak_… PYTHONPATH=… python bench.py ours:Ours http://127.0.0.1:PORT -- SERVER COMMAND
"""

from __future__ import annotations

import json
import os
from typing import Any

from adapter import Adapter, Http  # type: ignore[import-not-found]  # the driver's own modules

CRITERIA = ("accuracy", "completeness", "sources", "clarity")
RULES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("placeholders", "text.placeholders", {}),
    ("required", "text.must_contain", {"any": ["claim", "policy", "evidence", "result"]}),
    ("banned", "text.must_not_contain", {"any": ["as an AI", "lorem ipsum"]}),
    ("hedging", "text.hedging", {}),
    ("existence", "text.existence", {"tokens": ["obviously", "clearly", "needless to say"]}),
    ("substitution", "text.substitution", {"swap": {"utilise": "use", "prior to": "before"}}),
    ("fraud", "text.indicators", {"list": "fraud_indicators"}),
    ("duplicates", "structure.duplicates", {}),
    ("doubled", "structure.doubled_words", {}),
    ("length", "structure.length", {"min": 20, "max": 2000}),
    ("words_digits", "numbers.words_digits", {}),
    ("footing", "numbers.footing", {}),
    ("percentages", "numbers.percentages", {}),
    ("tie_out", "numbers.tie_out", {}),
    ("dates", "dates.impossible", {}),
    ("dangling", "references.dangling", {}),
    ("citations", "references.citations", {}),
    ("undefined", "terms.undefined", {}),
    ("names", "names.variants", {}),
    ("personal", "privacy.identifiers", {}),
)


def rubric() -> dict[str, Any]:
    """Four criteria on a five-level scale, and twenty checks."""
    levels = [{"id": f"level_{i}", "score": (i - 1) / 4} for i in range(1, 6)]
    criteria = [{"id": c, "title": c.title(), "scale": "five", "weight": 1} for c in CRITERIA]
    criteria[0]["checks"] = [name for name, _, _ in RULES]
    return {
        "schema": "kpo-rubric/1", "id": "bench.memo", "version": "1.0.0", "title": "Bench memo",
        "scales": {"five": {"type": "ordinal", "levels": levels}},
        "sections": [{"id": "all_of_it", "title": "All", "weight": 1, "criteria": criteria}],
        "checks": [{"id": n, "uses": u, "with": w, "on_fail": "finding", "severity": "minor"} for n, u, w in RULES],
        "scoring": {"method": "weighted_mean", "pass_mark": 50},
    }  # fmt: skip


class Ours(Adapter):  # type: ignore[misc]
    """The service, through the calls that a workflow tool would make."""

    health = "/healthz"

    def setup(self, reviewers: int) -> None:
        """Publish the rubric; make the reviewers and their keys."""
        key = os.environ["BENCH_KEY"]
        self.http = Http(self.base, {"Authorization": f"Bearer {key}"})
        self.http("POST", "/v1/rubrics", rubric())
        self.users, self.index = [], {}
        run = os.urandom(4).hex()
        for i in range(reviewers):
            person = self.http.json("POST", "/v1/people", {"handle": f"bench-{run}-{i}", "roles": ["reviewer"]})
            issued = self.http.json("POST", "/v1/api-keys", {"person": person["id"]})["key"]
            self.users.append(Http(self.base, {"Authorization": f"Bearer {issued}"}))
            self.index[person["handle"]] = i

    def create_one(self, doc: str) -> str:
        """One deliverable: stored, checked by twenty rules, findings stored and answered."""
        body = {"rubric": "bench.memo", "title": "Bench", "content": {"text": doc}}
        return str(self.http.json("POST", "/v1/deliverables", body)["id"])

    def bulk_create(self, docs: list[str]) -> None:
        """Many, by NDJSON, 500 lines a call."""
        for start in range(0, len(docs), 500):
            lines = [
                json.dumps({"rubric": "bench.memo", "title": "Bench", "content": {"text": d}})
                for d in docs[start : start + 500]
            ]
            raw, _ = self.http(
                "POST", "/v1/deliverables/bulk", "\n".join(lines).encode(), {"Content-Type": "application/x-ndjson"}
            )
            bad = [r for r in map(json.loads, raw.splitlines()) if r["status"] != 201]
            if bad:
                raise RuntimeError(bad[0])

    def item_ids(self) -> list[str]:
        """Every id, oldest first, by the pages of the list."""
        found: list[str] = []
        path: str | None = "/v1/deliverables?limit=200"
        while path:
            page = self.http.json("GET", path)
            found += [item["id"] for item in page["items"]]
            path = page["next"]
        return found[::-1]

    def submit_review(self, item: str, reviewer: int, scores: dict[str, int]) -> None:
        """One complete review in one request."""
        body = {"answers": {c: f"level_{s}" for c, s in scores.items()}, "submit": True}
        self.users[reviewer]("POST", f"/v1/deliverables/{item}/reviews", body)

    def stored_reviews(self, acked: set[tuple[str, int]]) -> set[tuple[str, int]]:
        """Every submitted review, by the pages of the list."""
        found: set[tuple[str, int]] = set()
        path: str | None = "/v1/reviews?state=submitted&limit=200"
        while path:
            page = self.http.json("GET", path)
            found |= {
                (r["deliverable"], self.index[r["reviewer"]]) for r in page["items"] if r["reviewer"] in self.index
            }
            path = page["next"]
        return found

    def agreement(self) -> dict[str, Any]:
        """Live agreement figures."""
        found = self.http.json("GET", "/v1/agreement?rubric=bench.memo")["criteria"]
        return {c: found[c]["coefficients"]["gwet_ac2_quadratic"]["value"] for c in CRITERIA}
