"""Reads and writes plans as YAML."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Exporter, Reader, hookimpl


@hookimpl
def empact_readers() -> Iterable[Reader]:
    """Read ``.yaml`` and ``.yml``."""
    return [Reader(name="yaml", suffixes=(".yaml", ".yml"), read="empact.syntax.yaml.read:read")]


@hookimpl
def empact_exporters() -> Iterable[Exporter]:
    """Write ``.yaml``: a cell is a string unless that loses information."""
    return [Exporter(name="yaml", suffix=".yaml", write="empact.plugins.yaml.write:write")]
