"""The form of the check playground: what was typed, chosen and dropped, as what the checks take."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from qa_service.checks import CheckInfo, Source, catalogue, ready_checks, text_checks
from qa_service.errors import DomainError, Problem
from qa_service.services.material import Material, file_material
from qa_service.strict_json import read_json

KINDS = {
    "text/plain": "Plain text", "text/markdown": "Markdown", "text/html": "HTML", "text/csv": "CSV",
    "application/json": "JSON",
}  # fmt: skip
WAYS = ("rubric", "all", "chosen")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a check: its type in words, whether it must be there, and what was typed."""

    name: str
    kind: str
    required: bool
    help: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A check that can be chosen, with the fields of its parameters."""

    info: CheckInfo
    fields: tuple[Field, ...]
    chosen: bool = False

    @property
    def name(self) -> str:
        """Its name in the catalogue."""
        return self.info.name

    @property
    def needs(self) -> bool:
        """Whether it cannot run without a parameter."""
        return self.name not in ready_checks()

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as parameters."""
        return {field.name: _value(field) for field in self.fields if field.typed.strip()}


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it was sent; ``by`` is one of ``WAYS``, ``problems`` are what cannot be used."""

    sent: bool = False
    text: str = ""
    kind: str = "text/plain"
    by: str = "all"
    rubric: str = ""
    checks: Mapping[str, Choice] = field(default_factory=dict)
    brief: str = ""
    source: str = ""
    facts_typed: str = ""
    material: Material = field(default_factory=lambda: Material(""))
    sources: tuple[Source, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def kinds(self) -> Mapping[str, str]:
        """The types that can be pasted, by media type."""
        return KINDS

    @property
    def chosen(self) -> list[Choice]:
        """The checks that run: those that were chosen, or all that need nothing, be it from the store."""
        if self.by == "all":
            return [self.checks[name] for name in text_checks() if name in self.checks]
        return [choice for choice in self.checks.values() if choice.chosen]

    def families(self, choices: Mapping[str, Choice]) -> dict[str, list[Choice]]:
        """The checks as they were filled in, by family."""
        out: dict[str, list[Choice]] = {}
        for name, choice in choices.items():
            out.setdefault(choice.info.family, []).append(self.checks.get(name, choice))
        return out


def families() -> dict[str, Choice]:
    """Every check of the catalogue with empty fields, by name."""
    return {info.name: Choice(info, _fields(info)) for info in catalogue()}


def given(query: Mapping[str, str], choices: Mapping[str, Choice]) -> Form:
    """The form as a link fills it in: ``rubric``, or ``check`` with its example."""
    name, rubric = query.get("check", ""), query.get("rubric", "")
    if name in choices:
        example = choices[name].info.example_fires
        return Form(by="chosen", text=example, checks={**choices, name: replace(choices[name], chosen=True)})
    return Form(by="rubric" if rubric else "all", rubric=rubric, checks=choices)


def posted(form: MultiDict[str, str], files: MultiDict[str, FileStorage], choices: Mapping[str, Choice]) -> Form:
    """The form as it was sent."""
    by = form.get("by", "all")
    text = _lines(form.get("text", ""))
    kind = form.get("kind", "text/plain")
    problems: list[Problem] = []
    dropped = next((part for part in files.getlist("file") if part.filename), None)
    material = Material(text, kind if kind in KINDS else "text/plain") if dropped is None else _file(dropped)
    facts = _facts(form.get("facts", ""), problems)
    sources = _sources(form.get("source", ""), files.getlist("sources"), problems)
    out = Form(
        True, text, kind, by if by in WAYS else "all", form.get("rubric", ""), _filled(form, choices),
        _lines(form.get("brief", "")), _lines(form.get("source", "")),
        form.get("facts", ""), material, sources, facts,
    )  # fmt: skip
    if not material.data:
        message = f"{dropped.filename} is empty." if dropped is not None else "Paste a text, or choose a file."
        problems.append(Problem("/text", "required", message))
    if out.by == "rubric" and not out.rubric:
        problems.append(Problem("/rubric", "required", "Choose a rubric."))
    if out.by == "chosen" and not out.chosen:
        problems.append(Problem("/checks", "required", "Choose at least one check."))
    return replace(out, problems=tuple(problems))


def _lines(text: str) -> str:
    """What was typed, with line ends as they are typed and not as browsers send them."""
    return text.replace("\r\n", "\n")


def _filled(form: MultiDict[str, str], choices: Mapping[str, Choice]) -> dict[str, Choice]:
    chosen = set(form.getlist("check"))
    return {
        name: replace(
            choice,
            chosen=name in chosen,
            fields=tuple(replace(f, typed=_lines(form.get(f"with.{name}.{f.name}", ""))) for f in choice.fields),
        )
        for name, choice in choices.items()
    }


def _file(part: FileStorage) -> Material:
    charset = part.mimetype_params.get("charset")
    return file_material(part.stream.read(), part.filename, part.mimetype or "", charset)


def _sources(text: str, parts: Sequence[FileStorage], problems: list[Problem]) -> tuple[Source, ...]:
    found = [Source("source", "Source", _lines(text))] if text.strip() else []
    for part in parts:
        if not part.filename:
            continue
        material = _file(part)
        try:
            found.append(Source(material.filename or "file", material.filename or "", material.text()))
        except DomainError as error:
            problems.append(Problem("/sources", "invalid_value", f"Source {material.filename}: {error.detail}"))
    return tuple(found)


def _facts(text: str, problems: list[Problem]) -> dict[str, Any]:
    if not text.strip():
        return {}
    try:
        facts = read_json(text.encode("utf-8", "surrogatepass"))
    except DomainError as error:
        problems.append(Problem("/facts", "invalid_json", f"The facts are not JSON: {error.detail}"))
        return {}
    if not isinstance(facts, dict):
        problems.append(Problem("/facts", "not_an_object", 'The facts are an object, such as {"case": {}}.'))
        return {}
    return facts


def _fields(info: CheckInfo) -> tuple[Field, ...]:
    properties: Mapping[str, Any] = info.parameters["properties"]  # type: ignore[assignment]
    required: Sequence[str] = info.parameters.get("required", ())  # type: ignore[assignment]
    names = sorted(properties, key=lambda name: name not in required)
    return tuple(
        Field(name, _kind(properties[name]), name in required, str(properties[name].get("description", "")))
        for name in names
    )


def _kind(shape: Mapping[str, Any]) -> str:
    """How a parameter is typed: ``text``, ``yes/no``, ``number``, ``lines`` (a list of texts) or ``JSON``."""
    if shape["type"] == "array" and shape.get("items", {}).get("type") == "string":
        return "lines"
    kinds = {"string": "text", "boolean": "yes/no", "integer": "number", "number": "number"}
    return kinds.get(shape["type"], "JSON") if isinstance(shape["type"], str) else "JSON"


def _value(field: Field) -> Any:
    """What was typed as a value; what cannot be read stays text, and the check says what is wrong with it."""
    text = field.typed.strip()
    if field.kind == "text":
        return text
    if field.kind == "lines" and not text.startswith("["):
        return [line.strip() for line in text.split("\n") if line.strip()]
    if field.kind == "yes/no":
        return {"yes": True, "no": False}.get(text, text)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
