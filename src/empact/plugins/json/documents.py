"""Write a document as JSON: ``document/1``, which ``empact schema --of document`` describes."""

from __future__ import annotations

from collections.abc import Iterator

from empact.documents import Document
from empact.hooks import Artifact, ExportContext, printable_json
from empact.syntax.json.emit import emit


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file, named after the document."""
    yield Artifact(f"{document.name}.json", printable_json(emit(ctx.tree(document))).encode())
