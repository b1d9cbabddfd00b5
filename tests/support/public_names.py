"""The script that writes what follows from the public names: its functions, and its files with their texts."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

_SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "_scripts" / "public_names"))

files: Callable[[], Mapping[Path, str]] = _SCRIPT["files"]
lazy_packages: Callable[[], Iterator[str]] = _SCRIPT["lazy_packages"]
stub: Callable[[str], str] = _SCRIPT["stub"]
description: Callable[[str], str] = _SCRIPT["description"]
unsaid: Callable[[], list[str]] = _SCRIPT["unsaid"]
changes: Callable[[str, str, str], list[Any]] = _SCRIPT["changes"]
missing: Callable[[list[Any], str], list[str]] = _SCRIPT["missing"]
source: Any = _SCRIPT["source"]
