"""Writes documents as GitHub-flavoured Markdown, for wikis, issues and repositories."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.md``: a document with tables, notes as footnotes, and hyperlinks."""
    return [
        hooks.Exporter(name="markdown", suffix=".md", takes="document", write="empact.plugins.markdown.write:write")
    ]
