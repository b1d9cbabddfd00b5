"""Makes WordprocessingML of texts: characters, runs and paragraphs. Nothing in a text is markup."""

from __future__ import annotations

import re
from html import escape as escape_markup
from typing import Any

from empact.hooks import printable

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
