"""The exporters ``plain``, of documents, and ``leaders``, of portfolios: both write a text."""

from __future__ import annotations

from collections.abc import Iterator

from empact.analysis import Portfolio
from empact.documents import Document, Table
from empact.hooks import Artifact, ExportContext, printable


def _texts(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield f"== {section.title}"
        body = section.body
        if not isinstance(body, Table):
            yield from body.paragraphs
            yield from (note.text for note in body.notes)
            continue
        yield " | ".join(column.title for column in body.columns)
        for row in body.rows:
            for cell in row.cells:
                items = cell.value if isinstance(cell.value, tuple) else (cell.value,)
                yield from (str(item) for item in items if item is not None)
                yield from (note.text for note in cell.notes)
                yield from () if cell.fill_in is None else cell.fill_in.options


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write a document as a text, with the marking at the top."""
    lines = [document.marking or "", document.title, *_texts(document)]
    text = "\n".join(printable(line) for line in lines)
    yield Artifact(f"{document.name}.txt", f"{text}\n".encode())


def leaders(portfolio: Portfolio, ctx: ExportContext) -> Iterator[Artifact]:
    """Write who leads what, in the order of the names."""
    led: dict[str, list[str]] = {}
    for plan in portfolio:
        for action in plan.actions:
            for leader in {str(party) for party in action.leaders.understood}:
                led.setdefault(leader, []).append(f"{plan.id}:{action.number}")
    lines = [ctx.marking or "", *(f"{leader}: {', '.join(led[leader])}" for leader in sorted(led))]
    yield Artifact("leaders.txt", "\n".join(printable(line) for line in lines).encode())
