"""Plans as JSON: the canonical document, for programs."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Exporter, Reader, hookimpl


@hookimpl
def empact_readers() -> Iterable[Reader]:
    """Read ``.json``."""
    return [Reader(name="json", suffixes=(".json",), read="empact.plugins.json.read:read")]


@hookimpl
def empact_exporters() -> Iterable[Exporter]:
    """Write ``.json``: every cell as an object."""
    return [Exporter(name="json", suffix=".json", write="empact.plugins.json.write:write")]
