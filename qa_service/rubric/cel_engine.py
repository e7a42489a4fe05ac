"""The CEL engine: the compiled module of ``common-expression-language``, without the package around it.

Importing the package also imports its command line, and with it a terminal toolkit that no request needs:
a quarter of a second and ten megabytes in every process.
"""

from __future__ import annotations

import sys
from importlib.machinery import ExtensionFileLoader
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def _load() -> ModuleType:
    known = sys.modules.get("cel.cel")
    if known is not None:
        return known
    package = find_spec("cel")  # finds the package without running it
    folders = (package.submodule_search_locations if package else None) or ()
    files = [file for folder in folders for file in sorted(Path(folder).glob("cel.*.so"))]
    files += [file for folder in folders for file in sorted(Path(folder).glob("cel*.pyd"))]
    if not files:
        import cel

        return cel
    spec = spec_from_file_location("cel.cel", files[0], loader=ExtensionFileLoader("cel.cel", str(files[0])))
    if spec is None or spec.loader is None:
        raise ImportError("the module of common-expression-language cannot be loaded")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules["cel.cel"] = module
    return module


cel = _load()
