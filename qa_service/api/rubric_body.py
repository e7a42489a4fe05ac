"""Rubric files as request bodies and answers: YAML or JSON, by media type."""

from __future__ import annotations

import json

from flask import request

from qa_service.api.parser import decode, read_json, require_media_type, whole_body

YAML = ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml")
YAML_TYPE = "application/yaml; charset=utf-8"


def rubric_source() -> str:
    """The text of the rubric file in the body."""
    kind = require_media_type("application/json", *YAML)
    source = decode(whole_body())
    if kind not in YAML:
        # JSON is YAML, but a truncated JSON body deserves a JSON error.
        return json.dumps(read_json(source.encode()), ensure_ascii=False, indent=1)
    return source


def wants_yaml() -> bool:
    """Whether YAML is asked for rather than JSON."""
    return request.accept_mimetypes.best_match(["application/json", *YAML]) in YAML
