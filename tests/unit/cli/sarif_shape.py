"""The part of SARIF 2.1.0 that is written here, as a JSON Schema: names, types and values from the standard."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 0}
ONE = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def shape(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def several(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


MESSAGE = shape("text", text=TEXT)
BAG = {"type": "object", "properties": {"tags": {**several(TEXT), "uniqueItems": True}}}
ARTIFACT = shape("uri", uri={"type": "string", "format": "uri-reference", "pattern": r"^[^\s\\:]*(?:://[^\s\\]*)?$"})
REGION = shape(
    "startLine startColumn",
    startLine=ONE, startColumn=ONE, endLine=ONE, endColumn=ONE, charOffset=COUNT, charLength=COUNT, snippet=MESSAGE,
)  # fmt: skip
LOCATION = shape(
    "physicalLocation", physicalLocation=shape("artifactLocation", artifactLocation=ARTIFACT, region=REGION)
)
RULE = shape(
    "id",
    id=TEXT, shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE, properties=BAG,
    defaultConfiguration=shape("level", level=LEVEL),
)  # fmt: skip
RESULT = shape(
    "ruleId ruleIndex level message locations partialFingerprints",
    ruleId=TEXT, ruleIndex=COUNT, level=LEVEL, message=MESSAGE, locations=several(LOCATION), properties=BAG,
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
    suppressions=several(shape("kind", kind={"enum": ["inSource", "external"]}, justification=TEXT)),
)  # fmt: skip
NOTICE = shape(
    "message",
    message=MESSAGE, level=LEVEL, locations=several(LOCATION), descriptor=shape("id", id=TEXT),
    associatedRule=shape("id", id=TEXT, index=COUNT),
)  # fmt: skip
RUN = shape(
    "tool results columnKind",
    tool=shape("driver", driver=shape("name", name=TEXT, version=TEXT, rules=several(RULE))),
    columnKind={"const": "unicodeCodePoints"},
    results=several(RESULT),
    artifacts=several(
        shape("location", location=ARTIFACT, mimeType={"type": "string", "pattern": "^[^/]+/.+$"},
              roles=several({"const": "analysisTarget"}))
    ),
    invocations=several(
        shape("executionSuccessful", executionSuccessful={"type": "boolean"},
              toolExecutionNotifications=several(NOTICE))
    ),
)  # fmt: skip
SARIF = shape(
    "version runs",
    version={"const": "2.1.0"},
    runs=several(RUN),
    **{"$schema": {"type": "string", "format": "uri"}},
)
