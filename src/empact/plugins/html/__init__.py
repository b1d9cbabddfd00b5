"""Writes documents as HTML: one file without any request, for browsers, phones and paper. Needs the extra ``html``."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Exporter, hookimpl


@hookimpl
def empact_exporters() -> Iterable[Exporter]:
    """Write ``.html``: a document as one page that contains its style and its script."""
    return [Exporter(name="html", suffix=".html", takes="document", write="empact.plugins.html.write:write")]
