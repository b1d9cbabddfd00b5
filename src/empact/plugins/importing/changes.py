"""The changes that a Word document shows: tracked ones, and those that the Council prints struck or bold underlined."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from empact.containers import TrackedChange, WordBlock, WordDocument, WordParagraph, WordRun
from empact.diagnostics import UNSETTLED_CHANGE, Place
from empact.hooks import ReadContext, Unreadable
from empact.plugins.importing.settling import NEW, STRUCK, Settled
from empact.plugins.importing.words import shown

_NEW = frozenset({TrackedChange.INSERTED, TrackedChange.MOVED_TO})
_MOST = 500
"""The most changes that are listed: a reading stops after twice as many problems."""
_SHOWN = 60
"""The most characters of a change that are shown."""


@attrs.frozen
class Change:
    """A change that a document shows."""

    message: str
    """What is changed, as a sentence."""
    place: Place
    """Where."""


def is_left(change: TrackedChange | None, settled: Settled | None) -> bool:
    """Whether what has this change is in the document once all changes are settled; by default they count."""
    return change is None or (change in _NEW) == (settled != "reject")


def is_kept(run: WordRun, settled: Settled | None, *, is_heading: bool) -> bool:
    """Whether a run is in the document once all changes are settled, with those that are only printed."""
    if not is_left(run.change, settled):
        return False
    gone = run.is_struck if settled != "reject" else _is_printed_as_new(run) and not is_heading
    return not gone


def _is_printed_as_new(run: WordRun) -> bool:
    return run.is_bold and run.is_underlined and not (run.is_struck or run.is_link)


def refuse(document: WordDocument, ctx: ReadContext) -> None:
    """Report every change that a document shows.

    Raises:
        Unreadable: It shows some. Read as it is, "June" that became "May" would be "JuneMay".
    """
    hint = "Accept the changes with --accept, or reject them with --reject."
    number = 0
    for number, change in enumerate(_changes(document.blocks, ctx.at(), ctx), 1):
        if number > _MOST:
            break
        ctx.report(UNSETTLED_CHANGE, change.message, change.place, hint=hint)
    if number:
        raise Unreadable


def _changes(
    blocks: tuple[WordBlock, ...], place: Place, ctx: ReadContext, *, is_covered: bool = False
) -> Iterator[Change]:
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield from _of_paragraph(block, place, ctx, is_covered=is_covered or block.is_covered)
            continue
        for number, row in enumerate(block.rows, 1):
            if row.change is not None:
                yield Change(f"The row is tracked as {row.change.value}.", ctx.at(table=block.number, row=number))
                continue  # and so are its cells
            for cell in row.cells:
                where = ctx.at(table=block.number, row=number, column=cell.column)
                if cell.change is not None:
                    yield Change(f"The cell is tracked as {cell.change.value}.", where)
                is_hidden = is_covered or any(paragraph.is_covered for paragraph in cell.paragraphs)
                yield from _changes(cell.blocks, where, ctx, is_covered=is_hidden)


def _of_paragraph(paragraph: WordParagraph, place: Place, ctx: ReadContext, *, is_covered: bool) -> Iterator[Change]:
    def text(words: str) -> str:
        return f"The text {shown(words, _SHOWN)}" if words and not is_covered else "A text that is not shown"

    if paragraph.change is not None:
        words = "" if is_covered else f" {shown(paragraph.text, _SHOWN)}"
        yield Change(f"The end of the paragraph{words} is tracked as {paragraph.change.value}.", place)
    for run in paragraph.runs:
        if run.change is not None:
            what = "A note" if run.note is not None and not run.is_hidden else text(run.text)
            yield Change(f"{what} is tracked as {run.change.value}.", place)
        elif run.text.strip() and run.is_struck:
            yield Change(f"{text(run.text)} {STRUCK}", place)
        elif run.text.strip() and _is_printed_as_new(run) and paragraph.heading is None:
            yield Change(f"{text(run.text)} {NEW}", place)
        if run.note is not None:
            yield from _changes(run.note.paragraphs, place, ctx, is_covered=is_covered or run.is_hidden)
    yield from _changes(paragraph.boxes, place, ctx, is_covered=is_covered)
