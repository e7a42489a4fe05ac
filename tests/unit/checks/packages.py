"""Packages with checks, as an installer leaves them: modules and their .dist-info on a path."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs" / "examples" / "house-checks"
GROUP = "qa_service.checks"
MODULE = """
from qa_service.checks import Hit, check

@check("{name}", title="T", description="D", fires="x", quiet="y")
def found(ctx):
    {body}
"""


def module(name: str, body: str = 'yield Hit(0, 1, "Found.")') -> str:
    """The source of a module with one check."""
    return MODULE.format(name=name, body=body)


def entry_points(names: Mapping[str, str]) -> str:
    return f"[{GROUP}]\n" + "".join(f"{name} = {target}\n" for name, target in names.items())


def add_package(site: Path, package: str, points: Mapping[str, str], **sources: str) -> None:
    """Put a package of version 1.0 with these entry points and modules on a path."""
    info = site / f"{package.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(entry_points(points), "utf-8")
    for name, source in sources.items():
        (site / f"{name}.py").write_text(source, "utf-8")


def wheel_of_example(folder: Path) -> Path:
    """Build the wheel of the documented package from its pyproject.toml and module, without a build tool."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))
    called, version = project["project"]["name"], project["project"]["version"]
    name = called.replace("-", "_")
    info = f"{name}-{version}.dist-info"
    (source,) = project["tool"]["hatch"]["build"]["targets"]["wheel"]["include"]
    files = {
        source: (EXAMPLE / source).read_bytes(),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {called}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": entry_points(project["project"]["entry-points"][GROUP]).encode(),
    }
    rows = [f"{path},sha256={_digest(content)},{len(content)}" for path, content in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        for path, content in files.items():
            packed.writestr(path, content)
    return wheel


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def install(wheel: Path, site: Path) -> None:
    """Install a wheel into a folder, from nothing but the file."""
    options = ["--quiet", "--no-index", "--no-deps", "--disable-pip-version-check", "--target", str(site)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(wheel)], check=True, capture_output=True)


def command(site: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run qa-service where the packages of ``site`` are installed."""
    code = "import sys; from qa_service.cli import main; main(sys.argv[1:], prog_name='qa-service')"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def python(site: Path, code: str) -> str:
    """What a program prints where the packages of ``site`` are installed."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
