"""Reads and writes plans as YAML."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks
from empact.plugins.json import items_option


@hooks.hookimpl
def empact_readers() -> Iterable[hooks.Reader]:
    """Read ``.yaml`` and ``.yml``."""
    return [hooks.Reader(name="yaml", suffixes=(".yaml", ".yml"), read="empact.syntax.yaml.read:read")]


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.yaml``: a cell is a string unless that loses information; or a plan in fields, as ``json`` does."""
    return [
        hooks.Exporter(name="yaml", suffix=".yaml", write="empact.plugins.yaml.write:write", options=(items_option(),))
    ]
