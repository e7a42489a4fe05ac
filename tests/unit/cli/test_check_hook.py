"""The hook for other repositories: its definition is valid, and its command checks what is committed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml
from pre_commit.clientlib import load_manifest

from qa_service.documents.formats.media_types import ENDINGS

ROOT = Path(__file__).parents[3]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
BIN = Path(sys.executable).parent


def hook() -> dict:
    (one,) = load_manifest(str(MANIFEST))
    return one


def test_the_definition_is_valid_and_names_a_command_of_the_package():
    one = hook()
    assert (one["id"], one["entry"], one["language"]) == ("qa-service-check", "qa-service check", "python")
    assert one["require_serial"] is True


def test_the_hook_takes_documents_and_leaves_configuration_alone():
    files = re.compile(hook()["files"])
    taken = {ending for ending in ENDINGS if files.search(f"a/b.{ending}")}
    assert taken == set(ENDINGS) - {"json"}
    assert not any(files.search(name) for name in ("package.json", "a.py", "md", "README", "a.md.bak"))


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_the_hook_keeps_a_faulty_document_out_of_a_repository(tmp_path):
    """As `pre-commit run` does it, with the installed command in the place of an environment of its own."""
    local = {**yaml.safe_load(MANIFEST.read_text("utf-8"))[0], "language": "system"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    (tmp_path / "memo.md").write_text("The name is [insert name] here.\n", "utf-8")
    (tmp_path / "package.json").write_text('{"name": "[insert name]"}\n', "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    home = {"PRE_COMMIT_HOME": str(tmp_path / ".git" / "cache"), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    run = [str(BIN / "pre-commit"), "run", "--color", "never"]
    refused = subprocess.run(run, cwd=tmp_path, env=os.environ | home, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "memo.md:1:13 major text.placeholders" in refused.stdout
    assert "package.json" not in refused.stdout
    (tmp_path / "memo.md").write_text("The name is Kestrel here.\n", "utf-8")
    git(tmp_path, "add", ".")
    passed = subprocess.run(run, cwd=tmp_path, env=os.environ | home, capture_output=True, text=True, check=False)
    assert passed.returncode == 0, passed.stdout
    assert "Passed" in passed.stdout
