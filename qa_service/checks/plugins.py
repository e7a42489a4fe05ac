"""Checks of other packages: those that installed packages name in the entry-point group ``qa_service.checks``.

An entry point names a module that registers its checks when it is imported, a check, or a function without arguments
that registers them. A plug-in that fails brings none of its checks and keeps nothing else from working.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from qa_service.checks.registry import adopt, is_check, registered, registering

GROUP = "qa_service.checks"
MAX_REASON = 300


@dataclass(frozen=True, slots=True)
class BrokenPlugin:
    """A plug-in that could not be loaded: the entry point's name and target, its package, and why."""

    name: str
    target: str
    package: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        """Return the JSON form."""
        return asdict(self)

    def __str__(self) -> str:
        return f"plug-in {self.name} ({self.target}) of {self.package} could not be loaded: {self.reason}"


_broken: list[BrokenPlugin] = []
_started = False


def load_plugins() -> None:
    """Load every plug-in, once in a process, in the order of their names."""
    global _started
    if _started:
        return
    _started = True  # before the work: a plug-in that asks for the catalogue must not start it again
    targets: set[str] = set()
    for entry in sorted(entry_points(group=GROUP), key=lambda each: (each.name, each.value, package_of(each))):
        if entry.value not in targets:
            targets.add(entry.value)
            _load(entry)


def broken_plugins() -> tuple[BrokenPlugin, ...]:
    """Return the plug-ins that could not be loaded."""
    registered()
    return tuple(_broken)


def package_of(entry: EntryPoint) -> str:
    """Return name and version of the package that an entry point belongs to."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else "an unknown package"


def _load(entry: EntryPoint) -> None:
    package = package_of(entry)
    try:
        with registering(package):
            found = entry.load()
            if not isinstance(found, ModuleType) and not is_check(found):
                found()
    except (Exception, SystemExit) as error:  # whatever a stranger's code does, the product goes on
        _broken.append(BrokenPlugin(entry.name, entry.value, package, _reason(error)))
    else:
        adopt(entry.module, package)


def _reason(error: BaseException) -> str:
    text = " ".join(str(error).split())
    said = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return said if len(said) <= MAX_REASON else said[: MAX_REASON - 1] + "…"
