"""Makes WordprocessingML of texts: characters, paragraphs, footnotes and styles. Nothing in a text is markup."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Collection, Mapping
from html import escape as escape_markup
from importlib.resources import files
from typing import Any

from empact.documents import CellNote, Words
from empact.hooks import printable
from empact.model import EmphasisStyle

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""The characters that XML does not allow, beside control characters."""
_BREAK = re.compile(r"(\n|\t)")
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def clean(text: str) -> str:
    """Return a text with control characters, and the characters that XML does not allow, as escapes."""
    if text.isprintable():  # it has none of them
        return text
    return _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", printable(text))


def escape(text: str) -> str:
    """Return a text for an element or an attribute of XML."""
    return escape_markup(clean(text))


def clean_line(text: str) -> str:
    """Return a text as one line, clean."""
    return clean(" ".join(text.split()))


def line(text: str) -> str:
    """Return a text as one line for an element or an attribute of XML."""
    return escape_markup(clean_line(text))


def run(text: str, properties: str = "") -> str:
    """Return a text as a run, with its line breaks and tabs.

    Args:
        text: The text, which may be empty.
        properties: The elements of ``w:rPr``.
    """
    content = "".join(
        _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in _BREAK.split(text)
        if piece
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{content}</w:r>" if content else ""


_STYLES: Mapping[EmphasisStyle, str] = {
    EmphasisStyle.BOLD: "<w:b/>",
    EmphasisStyle.ITALIC: "<w:i/>",
    EmphasisStyle.STRIKE: "<w:strike/>",
    EmphasisStyle.UNDERLINE: '<w:u w:val="single"/>',
    EmphasisStyle.SUPERSCRIPT: '<w:vertAlign w:val="superscript"/>',
}
"""The element of ``w:rPr`` for each style, in the order that the schema wants."""


def styled(styles: Collection[EmphasisStyle]) -> str:
    """Return the elements of ``w:rPr`` for a text in these styles."""
    return "".join(element for style, element in _STYLES.items() if style in styles)


def paragraph(content: str, style: str | None = None, properties: str = "") -> str:
    """Return a paragraph.

    Args:
        content: Its runs.
        style: The id of its style; None for that of the document.
        properties: The other elements of ``w:pPr``.
    """
    named = f'<w:pStyle w:val="{escape(style)}"/>' if style else ""
    return f"<w:p>{f'<w:pPr>{named}{properties}</w:pPr>' if named or properties else ''}{content}</w:p>"


def elements(markup: str) -> list[Any]:
    """Return markup as elements of python-docx."""
    from docx.oxml import parse_xml

    root: Any = parse_xml(f"<w:body {NAMESPACES}>{markup}</w:body>")
    return list(root)


_EXPECTED = {"title": "Title"} | {f"heading {level}": f"Heading {level}" for level in (1, 2, 3)}
"""The styles that a template should have, by the names in the file, with the names that Word shows."""
_TABLE_GRID = "Table Grid"
_ENGLISH = "en-GB"
LANGUAGE_TAGS = {"en": _ENGLISH, "fr": "fr-FR", "de": "de-DE"}
"""The language of a file, by that of its fixed words."""


class Styles:
    """The styles of a file.

    Args:
        element: The element ``w:styles`` of the file.
        default: The one with the default styles.
    """

    def __init__(self, element: Any, default: Any) -> None:
        self._element = element
        self._default = {_name(style).lower(): style for style in _styles(default)}
        self._names = {style.get(_tag("styleId")): _name(style).lower() for style in self._default.values()}
        self._ids: dict[str, str] = {}
        for style in _styles(element):
            self._ids.setdefault(_name(style).lower(), style.get(_tag("styleId")) or "")
        self._tables = {_name(style).lower() for style in _styles(element) if style.get(_tag("type")) == "table"}
        self.missing: dict[str, None] = {}
        """The names of the styles that the file should have and does not, in the order of their first use."""

    def id(self, name: str) -> str:
        """Return the id of a style of empact; a style that the file does not have is added."""
        known = name.lower()
        if known not in self._ids:
            self._add(known)
            if known in _EXPECTED:
                self.missing[_EXPECTED[known]] = None
        return self._ids[known]

    def table(self, name: str) -> str:
        """Return the id of a style of tables, or of the default one if the file does not have it."""
        if name.lower() in self._tables:
            return self._ids[name.lower()]
        self.missing[name] = None
        return self.id(_TABLE_GRID)

    def _add(self, name: str) -> None:
        style = copy.deepcopy(self._default[name])
        for child in style:
            if child.tag in {_tag("basedOn"), _tag("link"), _tag("next")}:
                child.set(_tag("val"), self.id(self._names[child.get(_tag("val"))]))
        own = style.get(_tag("styleId"))
        while own in self._ids.values():
            own = f"{own}Default"
        style.set(_tag("styleId"), own)
        if style.get(_tag("default")) is not None:
            del style.attrib[_tag("default")]
        self._ids[name] = own
        if style.get(_tag("type")) == "table":
            self._tables.add(name)
        self._element.append(style)


@functools.cache
def default_styles(language: str) -> str:
    """Return the default styles, as a part of a file, for texts in a language: ``de-DE``."""
    styles = files("empact.plugins.docx").joinpath("styles.xml").read_text(encoding="utf-8")
    return styles.replace(f'"{_ENGLISH}"', f'"{language}"')


def _styles(element: Any) -> list[Any]:
    return [style for style in element.findall(_tag("style")) if _name(style)]


def _name(style: Any) -> str:
    named = style.find(_tag("name"))
    return "" if named is None else named.get(_tag("val")) or ""


def _tag(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


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
