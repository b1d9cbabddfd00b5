"""A document as a reader of plans sees it, whatever its format: paragraphs and tables with emphasis, notes and places.

A reader of a format makes it; what finds the plan in it knows no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from empact.diagnostics import Place
from empact.model import EmphasisStyle

MARK = re.compile(r"\[\^[^\[\]\s]+\]")
"""The mark of a note in a text: ``[^7]``."""
_ITEM = "- "
"""How an item of a list begins."""


@attrs.frozen
class StyledSpan:
    """A part of a text that is set apart in print."""

    start: int
    """The offset of its first character."""
    end: int
    """The offset behind its last character."""
    style: EmphasisStyle
    """How it is set apart."""

    def moved(self, offset: int) -> StyledSpan:
        """Return the span in a text that has more before it."""
        return StyledSpan(self.start + offset, self.end + offset, self.style)


@attrs.frozen
class Passage:
    """A text with its emphasis. Notes are marks in it, such as ``[^7]``; line breaks are characters."""

    text: str = ""
    """The words."""
    spans: tuple[StyledSpan, ...] = ()
    """What is set apart in print, in order."""
    gaps: tuple[int, ...] = ()
    """The offsets at which the document has more than people may read; what that is was never read."""
    is_typed: bool = False
    """Whether the document has a number, a day or a truth value, and not a text."""
    is_guessed: bool = False
    """Whether a finding says that it is guessed what these words are, or where they belong."""

    @property
    def is_withheld(self) -> bool:
        """Whether the document has more here than people may read."""
        return bool(self.gaps)

    def __bool__(self) -> bool:
        return bool(self.text) or self.is_withheld

    @property
    def line(self) -> str:
        """The words in one line, without the marks of notes."""
        return " ".join(MARK.sub("", self.text).split())

    @property
    def marks(self) -> frozenset[str]:
        """The marks of notes in it, each as it stands: ``[^7]``."""
        return frozenset(MARK.findall(self.text))

    def as_guess(self) -> Passage:
        """Return it as a guess."""
        return attrs.evolve(self, is_guessed=True)

    def cut(self, start: int, end: int | None = None) -> Passage:
        """Return a part of it, without space at its ends."""
        end = len(self.text) if end is None else end
        part, gaps = self.text[start:end], [gap for gap in self.gaps if start <= gap <= end]
        start += len(part) - len(part.lstrip())
        end = start + len(part.strip())
        inside = (
            StyledSpan(max(span.start, start) - start, min(span.end, end) - start, span.style) for span in self.spans
        )
        return Passage(
            self.text[start:end],
            tuple(span for span in inside if span.start < span.end),
            tuple(min(max(gap, start), end) - start for gap in gaps),
            is_guessed=self.is_guessed,
        )

    def styles_at(self, end: int) -> list[EmphasisStyle]:
        """Return the styles that begin or end at an offset, such as 0."""
        return [span.style for span in self.spans if end in {span.start, span.end}]

    def has_throughout(self, style: EmphasisStyle) -> bool:
        """Whether all its words have a style; the marks of notes have none."""
        parts = (self.text[span.start : span.end] for span in self.spans if span.style is style)
        return 0 < _letters(self.text) <= sum(map(_letters, parts))

    def without_throughout(self) -> Passage:
        """Return it without the styles that all its words have, such as those of a heading."""
        styles = {style for style in EmphasisStyle if self.has_throughout(style)}
        return attrs.evolve(self, spans=tuple(span for span in self.spans if span.style not in styles))


def _letters(text: str) -> int:
    """Return how many characters of a text are neither blanks nor marks of notes."""
    return len("".join(MARK.sub("", text).split()))


WITHHELD = Passage(gaps=(0,))
"""A text that nobody may read."""


def joined(passages: Iterable[Passage], between: str | None = None) -> Passage:
    """Return passages as one.

    Args:
        passages: The passages; empty ones are left out.
        between: What stands between them, in the styles that both have there. None for a blank line, and between items
            of a list for a new line.
    """
    passages = tuple(passages)
    if len(passages) == 1:
        return passages[0]
    texts: list[str] = []
    spans: list[StyledSpan] = []
    gaps: list[int] = []
    length, before = 0, ""
    styles: list[EmphasisStyle] = []
    for passage in passages:
        if not passage.text:
            gaps += (length for _ in passage.gaps[:1])
            continue
        if texts:
            in_list = before.startswith(_ITEM) and passage.text.startswith(_ITEM)
            texts.append(between if between is not None else "\n" if in_list else "\n\n")
            end = length + len(texts[-1])
            spans += (StyledSpan(length, end, style) for style in styles if style in passage.styles_at(0))
            length = end
        texts.append(passage.text)
        spans += (span.moved(length) for span in passage.spans)
        gaps += (length + gap for gap in passage.gaps)
        length += len(passage.text)
        before, styles = passage.text.rpartition("\n\n")[2], passage.styles_at(len(passage.text))
    is_guessed = any(passage.is_guessed for passage in passages if passage)
    return Passage("".join(texts), tuple(spans), tuple(dict.fromkeys(gaps)), is_guessed=is_guessed)


@attrs.frozen
class Sourced:
    """A text of a plan, and where it was read."""

    passage: Passage
    """What it says."""
    place: Place
    """Where."""
    parts: tuple[Sourced, ...] = ()
    """The texts of which it is made, if these are several."""

    @property
    def texts(self) -> tuple[Sourced, ...]:
        """The texts of the document of which it is made: itself, or several."""
        return self.parts or (self,)

    def as_guess(self) -> Sourced:
        """Return it as a guess."""
        return attrs.evolve(self, passage=self.passage.as_guess())

    def split(self, at: int) -> tuple[Sourced, Sourced]:
        """Return what is before an offset, and what is behind it."""
        before: list[Sourced] = []
        behind: list[Sourced] = []
        end = 0
        for part in self.parts:
            start = self.passage.text.find(part.passage.text, end)
            end = start + len(part.passage.text)
            within = max(0, at - start)
            for pieces, piece in ((before, part.passage.cut(0, within)), (behind, part.passage.cut(within))):
                if piece:
                    pieces.append(Sourced(piece, part.place))
        rest = self.passage.cut(at)
        rest = attrs.evolve(rest, gaps=tuple(gap for gap in rest.gaps if gap))  # those at its start are before it
        return (
            Sourced(self.passage.cut(0, at), self.place, tuple(before)),
            Sourced(rest, self.place, tuple(behind)),
        )


@attrs.frozen
class SourceParagraph:
    """A paragraph, or an item of a list, whose text then begins with a hyphen and a space."""

    passage: Passage
    """What it says."""
    place: Place
    """Where it is."""
    heading: int | None = None
    """The level of a heading, from 1. None if the document does not say that it is one."""

    @property
    def line(self) -> str:
        """Its words in one line, without the marks of notes."""
        return self.passage.line

    def as_guess(self) -> SourceParagraph:
        """Return it as a guess."""
        return attrs.evolve(self, passage=self.passage.as_guess())


@attrs.frozen
class SourceCell:
    """A cell of a table. A cell over several rows or columns is there once."""

    row: int
    """Its first row, counted from 1."""
    column: int
    """Its first column in the grid of the table, counted from 1."""
    rows: int
    """How many rows it takes."""
    columns: int
    """How many columns it takes."""
    paragraphs: tuple[SourceParagraph, ...]
    """What is in it."""
    place: Place
    """Where it is."""

    @property
    def passage(self) -> Passage:
        """All that it says."""
        return joined(paragraph.passage for paragraph in self.paragraphs)

    @property
    def line(self) -> str:
        """Its words in one line, without the marks of notes."""
        return " ".join(filter(None, (paragraph.line for paragraph in self.paragraphs)))

    def as_guess(self) -> SourceCell:
        """Return it as a guess."""
        return attrs.evolve(self, paragraphs=tuple(paragraph.as_guess() for paragraph in self.paragraphs))


@attrs.frozen
class SourceRow:
    """A row of a table."""

    number: int
    """Its number, counted from 1."""
    cells: tuple[SourceCell, ...]
    """The cells that begin in it, from left to right."""
    is_header: bool = False
    """Whether it is repeated on each page."""


@attrs.frozen
class SourceTable:
    """A table."""

    number: int
    """Its number in the document, counted from 1."""
    rows: tuple[SourceRow, ...]
    """Its rows."""
    place: Place
    """Where it is."""

    @property
    def cells(self) -> Iterator[SourceCell]:
        """Its cells, row by row."""
        return (cell for row in self.rows for cell in row.cells)

    @property
    def paragraphs(self) -> Iterator[SourceParagraph]:
        """The paragraphs in its cells."""
        return (paragraph for cell in self.cells for paragraph in cell.paragraphs)

    @property
    def width(self) -> int:
        """How many columns its grid has."""
        return max((cell.column + cell.columns - 1 for cell in self.cells), default=0)


SourceBlock = SourceParagraph | SourceTable
"""What a document is made of."""


@attrs.frozen
class SourceNote:
    """A footnote or an endnote."""

    mark: str
    """Its mark: ``7`` for a note that is marked ``[^7]`` in a text."""
    passage: Passage
    """What it says."""
    place: Place
    """Where its mark is."""


@attrs.frozen
class SourceDocument:
    """A document."""

    blocks: tuple[SourceBlock, ...]
    """Its paragraphs and tables in order."""
    notes: tuple[SourceNote, ...] = ()
    """Its notes, in the order of their marks in the text."""
    margins: tuple[str, ...] = ()
    """The texts above and below its pages, each once."""
