"""Writes the links of plans as a graph: DOT for Graphviz, and Mermaid for Markdown pages."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.dot`` and ``.mmd``: one graph of all plans of the call."""
    return [
        hooks.Exporter(name="dot", suffix=".dot", takes="portfolio", write="empact.plugins.graphs.dot:write"),
        hooks.Exporter(name="mermaid", suffix=".mmd", takes="portfolio", write="empact.plugins.graphs.mermaid:write"),
    ]
