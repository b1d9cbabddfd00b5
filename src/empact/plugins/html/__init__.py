"""Writes documents as HTML: one file without any request, for browsers, phones and paper. Needs the extra ``html``."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.html``: a document as one page that contains its style and its script."""
    return [hooks.Exporter(name="html", suffix=".html", takes="document", write="empact.plugins.html.write:write")]
