"""Print what empact has and knows, such as its plugins and the policy cycles: as text or as JSON.

These lists are about no plan, so they are not documents of ``empact export``, and they are in English only. The text
writer of empact formats them whatever plugins there are: plugins that are broken or disabled have to be listed too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from empact.cli.console import can_encode, echo_formatted, echo_tree, may_colour, width
from empact.documents import Document, Layout, Section, Table, Text
from empact.hooks import Terminal
from empact.hooks.lazy import imported
from empact.session import Session

T = TypeVar("T")
_WRITER = "empact.plugins.text.documents:format_document"
_BETWEEN = "·"
"""The sign between short values, which some terminals cannot show."""


def echo_listing(session: Session, listing: T, document_of: Callable[[T], Document], to: str) -> None:
    """Print a list.

    Args:
        session: It makes the JSON of the list.
        listing: The list: a result, such as the plugins.
        document_of: Returns the list as tables and texts, made with :func:`page`.
        to: ``text`` or ``json``.
    """
    if to == "json":
        echo_tree(session, listing)
    else:
        echo_page(document_of(listing))


def page(*bodies: Table | Text | Section, title: str = "") -> Document:
    """Return a document of tables, texts and sections with a heading, below each other."""
    sections = (
        body if isinstance(body, Section) else Section(key=f"part-{place}", title="", body=body)
        for place, body in enumerate(bodies, 1)
    )
    return Document(kind="page", title=title, name="page", sections=tuple(sections))


def records(key: str, title: str, body: Table) -> Section:
    """Return a table as a section with a line for each text, below a heading."""
    return Section(key=key, title=title, body=body, layout=Layout.RECORDS)


def echo_page(document: Document) -> None:
    """Print tables and texts, as wide as the terminal."""
    terminal = Terminal(width=width(), colour=may_colour(), blocks=can_encode(_BETWEEN))
    echo_formatted(imported(_WRITER)(document, terminal.width, terminal=terminal, is_list=True), colour=terminal.colour)
