"""Reads a plan from a Word document."""

from __future__ import annotations

from collections.abc import Iterator

from empact.containers import ContainerError, WordDocument, WordNote, WordParagraph, read_word
from empact.diagnostics import MALFORMED
from empact.hooks import RawDocument, ReadContext, Unreadable
from empact.plugins.importing import changes
from empact.plugins.importing.layouts import layout_of
from empact.plugins.importing.markings import property_texts
from empact.plugins.importing.reading import mark, plan_of, refuse_long
from empact.plugins.importing.settling import settled_by
from empact.plugins.importing.word import source_document


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Read the plan in a Word document.

    Raises:
        Unreadable: It cannot be opened, shows changes, or has no plan. This is reported.
    """
    try:
        document = read_word(data, ctx.limits)
    except ContainerError as problem:
        ctx.report(MALFORMED, f"The file {problem}.")
        raise Unreadable from None
    paragraphs = list(_paragraphs(document))
    around = (*document.headers, *document.footers)
    refuse_long(sum(map(len, around)) + sum(len(run.text) for paragraph in paragraphs for run in paragraph.runs), ctx)
    mark((*around, *(paragraph.text for paragraph in paragraphs), *property_texts(data, ctx.limits)), ctx)
    layout = layout_of(ctx.options.get("layout"), ctx)
    settled = settled_by(ctx)
    if settled is None:
        changes.refuse(document, ctx)
    return plan_of(source_document(document, settled, layout, ctx), layout, ctx)


def _paragraphs(document: WordDocument) -> Iterator[WordParagraph]:
    """Yield the paragraphs of a document, and those of each of its notes once."""
    notes: dict[object, WordNote] = {}
    for paragraph in document.paragraphs:
        yield paragraph
        notes.update({(run.note.kind, run.note.number): run.note for run in paragraph.runs if run.note is not None})
    for note in notes.values():
        yield from note.paragraphs
