"""The markup of the texts and cells of a page. As macros of the template, they were half the time of a long page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from empact.documents import Words, line_pieces
from empact.hooks import printable
from empact.plugins.html.views import CellView, Piece, RowView

_TYPES = frozenset(("number", "date"))
"""The types of columns whose cells have a style of their own."""


def escape(text: str) -> str:
    """Return a text for an element or an attribute, as the template escapes each value that it prints."""
    harmless = printable(text).replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    return harmless.replace("'", "&#39;").replace('"', "&#34;")


def breakable(text: str) -> str:
    """Return the markup of a text with the places at which a browser may break its lines."""
    return "<wbr>".join(map(escape, line_pieces(text)))


def text_markup(pieces: Iterable[Piece]) -> str:
    """Return the markup of the pieces of a text."""
    return "".join(map(_piece_markup, pieces))


def _piece_markup(piece: Piece) -> str:
    words = breakable(piece.text)
    if piece.href is None:
        start = "".join(f"<{tag}>" for tag in piece.tags)
        return f"{start}{words}{''.join(f'</{tag}>' for tag in reversed(piece.tags))}" if piece.tags else words
    address = f'href="{escape(piece.href)}"'
    if piece.is_note:
        place = f' id="{escape(piece.id)}"' if piece.id else ""
        return f"<sup><a{place} {address}>{words}</a></sup>"
    if piece.is_row:
        return f"<a {address}>{words}</a>"
    style = ' class="named"' if piece.text != piece.href else ""
    return f'<a{style} {address} rel="noopener noreferrer">{words}</a>'


def items_markup(items: Sequence[Iterable[Piece]]) -> str:
    """Return the markup of the items of a cell: a list, or a text alone."""
    if len(items) > 1:
        return f"<ul>{''.join(f'<li>{text_markup(pieces)}</li>' for pieces in items)}</ul>"
    return f"<span>{text_markup(items[0])}</span>" if items else ""


def row_markup(row: RowView, words: Words) -> str:
    """Return the markup of the cells of a row, of which one can be its header."""
    return "".join(cell_markup(view, "th" if view.is_header else "td", words) for view in row.cells)


def cell_markup(view: CellView, tag: str, words: Words) -> str:
    """Return the markup of a cell of a table, with the title of its column for phones."""
    scope = ' scope="row"' if tag == "th" else ""
    style = f' class="{view.type}"' if view.type in _TYPES else ""
    content = items_markup(view.items)
    if view.options is not None:
        to_fill_in = f'<span class="hidden">{escape(words("To fill in"))}: </span>'
        answers = "".join(f"<li>{escape(option)}</li>" for option in view.options)
        listed = f'<ul class="options">{answers}</ul>' if answers else ""
        content = f'<span class="answer">{to_fill_in}{content}</span>{listed}'
    elif not view.items:
        style = ' class="empty"'
    return f'<{tag}{scope} data-label="{escape(view.label)}"{style}>{content}</{tag}>'
