"""Makes the source document of a Word document: settles its changes, numbers its notes, withholds what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from empact.containers import NoteKind, WordBlock, WordCell, WordDocument, WordNote, WordParagraph, WordRun, WordTable
from empact.diagnostics import GUESSED, NOT_UNDERSTOOD, Place
from empact.hooks import ReadContext, printed_markings
from empact.model import EmphasisStyle
from empact.plugins.importing.changes import is_kept, is_left
from empact.plugins.importing.layouts import Layout
from empact.plugins.importing.markings import markings_in
from empact.plugins.importing.printed import as_item, is_blacked_out, is_dark, is_item, note_mark, plain, tidy
from empact.plugins.importing.settling import Settled
from empact.plugins.importing.source import (
    WITHHELD,
    Passage,
    SourceBlock,
    SourceCell,
    SourceDocument,
    SourceNote,
    SourceParagraph,
    SourceRow,
    SourceTable,
    StyledSpan,
    joined,
)
from empact.plugins.importing.words import shown

_STYLES = {
    "is_bold": EmphasisStyle.BOLD,
    "is_italic": EmphasisStyle.ITALIC,
    "is_underlined": EmphasisStyle.UNDERLINE,
    "is_superscript": EmphasisStyle.SUPERSCRIPT,
}
"""The looks of a run that a plan keeps. What is struck is a change."""
_CONTENTS = re.compile(r"\S\t[0-9]{1,3}\s{0,9}\Z")
"""How a line of a table of contents ends: with a tab and the number of a page."""


def source_document(
    document: WordDocument, settled: Settled | None, layout: Layout, ctx: ReadContext
) -> SourceDocument:
    """Return a Word document as a source document, with its changes settled.

    Args:
        document: The document.
        settled: Whether the changes that it shows count. None if it shows none.
        layout: How the marks of notes are said.
        ctx: The call of the reader, which reports what is not read.
    """
    walk = _Walk(settled, layout, ctx)
    blocks = tuple(walk.blocks(document.blocks, ctx.at()))
    margins = dict.fromkeys((*document.headers, *document.footers, *walk.margins))
    return SourceDocument(blocks, tuple(walk.notes.values()), tuple(margins))


@attrs.define
class _Walk:
    """Walks through a document, and collects its notes at their marks."""

    settled: Settled | None
    layout: Layout
    ctx: ReadContext
    notes: dict[tuple[NoteKind, int], SourceNote] = attrs.field(factory=dict[tuple[NoteKind, int], SourceNote])
    marks: set[str] = attrs.field(factory=set[str])
    counts: dict[NoteKind, int] = attrs.field(factory=dict[NoteKind, int])
    margins: dict[str, None] = attrs.field(factory=dict[str, None])
    """The markings in text boxes, which stand on the pages like those above and below them."""

    def blocks(self, blocks: Iterable[WordBlock], place: Place) -> Iterator[SourceBlock]:
        """Yield paragraphs and tables; a paragraph whose end is deleted goes on with the next one."""
        open_: list[WordParagraph] = []
        for block in blocks:
            if isinstance(block, WordParagraph):
                open_.append(block)
                if is_left(block.change, self.settled):
                    yield from self._paragraph(open_, place)
                    open_ = []
                continue
            if open_:
                yield from self._paragraph(open_, place)
                open_ = []
            yield self._table(block)
        if open_:
            yield from self._paragraph(open_, place)

    def _paragraph(self, paragraphs: list[WordParagraph], place: Place) -> Iterator[SourceParagraph]:
        first = paragraphs[0]
        runs = [run for paragraph in paragraphs for run in paragraph.runs]
        if any(paragraph.is_covered for paragraph in paragraphs):
            yield self._covered(paragraphs, place)
            return
        written = "".join(run.text for run in runs)
        if place.table is None and _CONTENTS.search(written):
            self._not_read(f"The line {shown(written)} of the table of contents is not read.", place)
            return
        passage = self.passage(runs, place, is_heading=first.heading is not None)
        if first.label is not None:
            passage = joined((Passage(first.label), passage), " ")
        elif (first.list_level is not None and passage.text) or is_item(passage):
            passage = as_item(passage)
        if any(paragraph.has_comment for paragraph in paragraphs):
            self._not_read(f"A comment on {shown(passage.line)} is not read.", place)
        if any(paragraph.has_picture for paragraph in paragraphs):
            self._not_read("A picture or an object of another program is not read.", place)
        self._unread(paragraphs, place)
        yield SourceParagraph(passage, place, first.heading)
        for paragraph in paragraphs:
            yield from self._boxes(paragraph, place)

    def _unread(self, paragraphs: Iterable[WordParagraph], place: Place) -> None:
        for what in dict.fromkeys(what for paragraph in paragraphs for what in paragraph.unread):
            self._not_read(f"The {what} is not read.", place)

    def _covered(self, paragraphs: Iterable[WordParagraph], place: Place) -> SourceParagraph:
        """Return paragraphs that a shape hides: no word of them is read, and their notes are only counted.

        A marking in a text box among them is kept.
        """
        self._not_read("A shape lies in front of the text; what it hides, and what it says, is not read.", place)
        for paragraph in paragraphs:
            for run in paragraph.runs:
                if run.note is not None and not run.is_link and is_kept(run, self.settled, is_heading=False):
                    self.counts[run.note.kind] = self.counts.get(run.note.kind, 0) + 1
            for boxed in WordDocument(blocks=paragraph.boxes).paragraphs:
                self.margins.update(dict.fromkeys(printed_markings(boxed.text)))
        return SourceParagraph(WITHHELD, place)

    def _boxes(self, paragraph: WordParagraph, place: Place) -> Iterator[SourceParagraph]:
        """Yield the paragraphs of text boxes outside tables; in a table, only a marking is kept."""
        for box in self.blocks(paragraph.boxes, place):
            inner = (
                [box] if isinstance(box, SourceParagraph) else [each for cell in box.cells for each in cell.paragraphs]
            )
            for each in inner:
                if not each.passage:
                    continue
                if markings_in(each.line):
                    self.margins[each.line] = None
                elif place.table is None:
                    self.ctx.report(GUESSED, f"The text box {shown(each.line)} is read as a paragraph.", place)
                    yield each.as_guess()
                else:
                    self._not_read(f"The text box {shown(each.line)} is not read.", place)

    def passage(self, runs: Iterable[WordRun], place: Place, *, is_heading: bool) -> Passage:
        """Return the text of runs: what is hidden is withheld, and a note is its mark."""
        pieces: list[Passage] = []
        for run in runs:
            if run.is_placeholder or not is_kept(run, self.settled, is_heading=is_heading):
                continue
            if run.is_hidden:
                pieces.append(WITHHELD)
                continue
            if run.note is not None:
                mark = f"[^{self._mark(run, run.note, place)}]"
                if not (run.is_link and pieces and pieces[-1].text == mark):  # a link can be cut into runs
                    pieces.append(Passage(mark))
                continue
            text = plain(run.text)
            if run.is_subscript and text.strip():
                self._not_read(f"That {shown(text)} is lowered is not kept.", place)
            looks = (style for look, style in _STYLES.items() if getattr(run, look))
            if run.is_link:  # each is underlined
                looks = (style for style in looks if style is not EmphasisStyle.UNDERLINE)
            pieces.append(Passage(text, tuple(StyledSpan(0, len(text), style) for style in looks if text.strip())))
        passage = tidy(joined(pieces, ""))
        if passage.is_withheld:
            self._not_read("Withheld words are not read.", place)
        return passage

    def _mark(self, run: WordRun, note: WordNote, place: Place) -> str:
        """Return the mark of a note, which is read at its first mark."""
        key = note.kind, note.number
        if key not in self.notes:
            mark = "" if run.is_link else note_mark(run.text)
            if not mark:  # notes with a mark of their own, and those that were deleted, are not counted
                self.counts[note.kind] = self.counts.get(note.kind, 0) + 1
                mark = attrs.evolve(note, number=self.counts[note.kind]).mark
            said = joined(self.passage(paragraph.runs, place, is_heading=False) for paragraph in note.paragraphs)
            self._unread(note.paragraphs, place)
            own = self.layout.marked_note(said.text)  # the Word writer begins so if Word does not give it its mark
            if own is not None:
                mark, said = own[0], said.cut(own[1])
            if mark in self.marks:  # such as two notes with an asterisk
                mark = f"{mark}-{len(self.notes) + 1}"
            self.marks.add(mark)
            self.notes[key] = SourceNote(mark, said, place)
        return self.notes[key].mark

    def _table(self, table: WordTable) -> SourceTable:
        rows: list[SourceRow] = []
        for number, row in enumerate(table.rows, 1):
            cells = (cell for cell in row.cells if is_left(cell.change, self.settled))
            kept = is_left(row.change, self.settled)
            read = tuple(self._cell(cell, table) for cell in cells) if kept else ()
            rows.append(SourceRow(number, read, row.is_header))
        return SourceTable(table.number, tuple(rows), self.ctx.at(table=table.number))

    def _cell(self, cell: WordCell, table: WordTable) -> SourceCell:
        place = self.ctx.at(table=table.number, row=cell.row, column=cell.column)
        if any(paragraph.is_covered for paragraph in cell.paragraphs):
            hidden = self._covered(cell.paragraphs, place)
            return SourceCell(cell.row, cell.column, cell.rows, cell.columns, (hidden,), place)
        paragraphs: list[SourceParagraph] = []
        for block in self.blocks(cell.blocks, place):
            if isinstance(block, SourceParagraph):
                paragraphs.append(block)
                continue
            inner = [_line(row, place) for row in block.rows]
            words = " ".join(each.line for each in inner)
            self.ctx.report(GUESSED, f"The table in the cell is read row by row: {shown(words)}.", place)
            paragraphs += (each.as_guess() for each in inner)
        said = "".join(paragraph.passage.text for paragraph in paragraphs)
        is_black = is_blacked_out(said) if said else is_dark(cell.fill)
        kept = tuple(paragraph for paragraph in paragraphs if paragraph.passage)
        if is_black:
            kept = (SourceParagraph(WITHHELD, place),)
        return SourceCell(cell.row, cell.column, cell.rows, cell.columns, kept, place)

    def _not_read(self, message: str, place: Place) -> None:
        self.ctx.report(NOT_UNDERSTOOD, message, place)


def _line(row: SourceRow, place: Place) -> SourceParagraph:
    """Return a row of a table in a cell as a paragraph: two cells are mostly a label and its text."""
    cells = [cell.passage for cell in row.cells if cell.passage]
    return SourceParagraph(joined(cells, ": " if len(cells) == 2 else "; "), place)  # noqa: PLR2004 - a label and a text
