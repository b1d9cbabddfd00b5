"""Makes footnotes: their marks, the references to them, and the part of the file that has their texts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from empact.documents import CellNote, Document, TableCell, Text, cell_parts
from empact.plugins.docx.markup import escape, paragraph, run
from empact.plugins.docx.styles import Styles

_RAISED = '<w:vertAlign w:val="superscript"/>'
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    "</w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>"
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
    'w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
"""The lines above footnotes, which every file with footnotes has to have."""
_BOOKMARKS = 100_000
"""The first number of our bookmarks, so that none has the number of one in a template."""


class Notes:
    """The footnotes of a document, in the order of their first references.

    Word counts the footnotes if that gives their marks. If not, each footnote has its own mark, and one without a mark
    gets a letter. A note that several cells have is one footnote: the other references are links to the first.

    Args:
        document: The document.
        styles: The styles of the file.
        first: The number of the first footnote: higher than 1 if the template has footnotes.
    """

    def __init__(self, document: Document, styles: Styles, first: int) -> None:
        self._styles = styles
        self._first = first
        ordered = dict.fromkeys(_notes(document))
        counted = first == 1 and all(note.mark == str(number) for number, note in enumerate(ordered, 1))
        letters = (letter for letter in _letters() if letter not in {note.mark for note in ordered})
        self._marks = {note: None if counted else note.mark or next(letters) for note in ordered}
        self._numbers: dict[CellNote, int] = {}

    def reference(self, note: CellNote) -> str:
        """Return the reference to a note, as runs."""
        number = self._numbers.get(note)
        if number is not None:
            shown = self._marks[note] or note.mark or ""
            return f'<w:hyperlink w:anchor="_Note{number}" w:history="1">{run(shown, _RAISED)}</w:hyperlink>'
        number = self._numbers[note] = self._first + len(self._numbers)
        mark = self._marks[note]
        own = f'<w:t xml:space="preserve">{escape(mark)}</w:t>' if mark else ""
        follows = ' w:customMarkFollows="1"' if mark else ""
        return (
            f'<w:bookmarkStart w:id="{_BOOKMARKS + number}" w:name="_Note{number}"/>'
            f'<w:r><w:rPr>{self._style}</w:rPr><w:footnoteReference{follows} w:id="{number}"/>{own}</w:r>'
            f'<w:bookmarkEnd w:id="{_BOOKMARKS + number}"/>'
        )

    @property
    def _style(self) -> str:
        return f'<w:rStyle w:val="{escape(self._styles.id("footnote reference"))}"/>'

    def __len__(self) -> int:
        return len(self._numbers)

    def markup(self) -> str:
        """Return the footnotes."""
        return "".join(self._footnote(note, number) for note, number in self._numbers.items())

    def _footnote(self, note: CellNote, number: int) -> str:
        mark = self._marks[note]
        sign = f'<w:t xml:space="preserve">{escape(mark)}</w:t>' if mark else "<w:footnoteRef/>"
        first, *others = note.text.split("\n\n")
        style = self._styles.id("footnote text")
        blocks = paragraph(f"<w:r><w:rPr>{self._style}</w:rPr>{sign}</w:r>{run(f' {first}')}", style)
        blocks += "".join(paragraph(run(text), style) for text in others)
        return f'<w:footnote w:id="{number}">{blocks}</w:footnote>'


def separators() -> str:
    """Return the footnotes that a file without footnotes gets first: the lines above the others."""
    return _SEPARATORS


def _notes(document: Document) -> Iterator[CellNote]:
    """Yield the notes of a document in the order of their references."""
    for section in document.sections:
        body = section.body
        cells = (
            [TableCell(body.paragraphs, body.notes)]
            if isinstance(body, Text)
            else (cell for row in body.rows for cell in row.cells if cell.notes)
        )
        for cell in cells:
            yield from (part for item in cell_parts(cell) for part in item if isinstance(part, CellNote))


def _letters() -> Iterator[str]:
    """Yield a, b, ..., z, aa, ab, ..."""
    for length in itertools.count(1):
        yield from map("".join, itertools.product("abcdefghijklmnopqrstuvwxyz", repeat=length))
