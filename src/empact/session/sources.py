"""Sources: what can be read, and the bytes of it."""

from __future__ import annotations

import importlib.resources
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from empact.errors import PluginError, UnknownIdError
from empact.hooks import BundledPlan
from empact.hooks.discovery import normalised
from empact.session.reading import MAX_BYTES

Readable = str | os.PathLike[str] | IO[str] | IO[bytes]
"""A file by its path, a bundled plan by its name, or an open file."""


def content(source: Readable, bundled: Iterable[BundledPlan]) -> tuple[str, bytes, str]:
    """The name, the content and the suffix of a source; UnknownIdError where it names a plan that nobody brings."""
    if isinstance(source, str) and _is_name(source):
        return _bundled(source, bundled)
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        with path.open("rb") as file:
            return str(source), file.read(MAX_BYTES + 1), path.suffix
    read = source.read(MAX_BYTES + 1)
    data = read.encode("utf-8", "surrogatepass") if isinstance(read, str) else bytes(read)
    name = str(getattr(source, "name", "<stream>"))
    return name, data, Path(name).suffix


def _bundled(name: str, bundled: Iterable[BundledPlan]) -> tuple[str, bytes, str]:
    plans = {normalised(plan.name): plan for plan in bundled}
    plan = plans.get(normalised(name))
    if plan is None:
        raise UnknownIdError("Bundled plan", name, plans)
    try:
        data = (importlib.resources.files(plan.package) / plan.resource).read_bytes()
    except (OSError, ImportError) as problem:
        what = f"The bundled plan {name!r} is to be the file {plan.resource!r} in the package {plan.package!r}"
        message = f"{what}, which cannot be read: {problem}."
        raise PluginError(message) from problem
    return f"{plan.package}/{plan.resource}", data, Path(plan.resource).suffix


def _is_name(source: str) -> bool:
    path = Path(source)
    return not path.suffix and path.name == source and "\\" not in source
