"""Makes footnotes: the references to them, and the part of the file that has their texts."""

from __future__ import annotations

from empact.documents import CellNote, Words
from empact.plugins.docx.markup import escape, paragraph, run
from empact.plugins.docx.styles import Styles

_RAISED = '<w:vertAlign w:val="superscript"/>'
_LINE = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
SEPARATORS = (
    f'<w:footnote w:type="separator" w:id="-1"><w:p>{_LINE}<w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0">'
    f"<w:p>{_LINE}<w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)
"""The lines above footnotes, which every file with footnotes has to have."""
_BOOKMARKS = 100_000
"""Added to the numbers of our bookmarks, so that none has the number of one in a template."""


class Notes:
    """The footnotes of a document, in the order of their first references; Word counts them.

    A note whose mark is not the number that Word gives it begins with it: ``Note 7:``. A note that several cells have
    is one footnote: the other references are links to the first.

    Args:
        styles: The styles of the file.
        words: The language of the fixed words.
        first: The id of the first footnote: behind those of a template.
        counted: How many footnotes a template has in its text.
    """

    def __init__(self, styles: Styles, words: Words, first: int = 1, counted: int = 0) -> None:
        self._styles = styles
        self._words = words
        self._first = first
        self._counted = counted
        self._places: dict[CellNote, int] = {}

    def reference(self, note: CellNote) -> str:
        """Return the reference to a note, as runs."""
        known = note in self._places
        place = self._places.setdefault(note, len(self._places))
        number, bookmark = self._first + place, f"_Note{place + 1}"
        if known:
            shown = run(str(self._counted + place + 1), _RAISED)
            return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{shown}</w:hyperlink>'
        return (
            f'<w:bookmarkStart w:id="{_BOOKMARKS + place}" w:name="{bookmark}"/>'
            f'<w:r>{self._style}<w:footnoteReference w:id="{number}"/></w:r>'
            f'<w:bookmarkEnd w:id="{_BOOKMARKS + place}"/>'
        )

    def __len__(self) -> int:
        return len(self._places)

    def markup(self) -> str:
        """Return the footnotes."""
        return "".join(self._footnote(note, place) for note, place in self._places.items())

    def _footnote(self, note: CellNote, place: int) -> str:
        number = str(self._counted + place + 1)
        mark = "" if note.mark in {None, number} else f"{self._words('Note {mark}:', mark=note.mark)} "
        first, *others = note.text.split("\n\n")
        style = self._styles.id("footnote text")
        blocks = paragraph(f"<w:r>{self._style}<w:footnoteRef/></w:r>{run(f' {mark}{first}')}", style)
        blocks += "".join(paragraph(run(text), style) for text in others)
        return f'<w:footnote w:id="{self._first + place}">{blocks}</w:footnote>'

    @property
    def _style(self) -> str:
        return f'<w:rPr><w:rStyle w:val="{escape(self._styles.id("footnote reference"))}"/></w:rPr>'
