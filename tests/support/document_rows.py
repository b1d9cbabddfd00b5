"""The rows of the tables of a document, for tests."""

from __future__ import annotations

from typing import Any

from empact.documents import Document, Table, Text


def rows(document: Document, key: str) -> dict[str, list[Any]]:
    """The values of a table by the key of the row."""
    body = document.section(key).body
    assert isinstance(body, Table)
    return {row.key: list(row.values) for row in body.rows}


def paragraphs(document: Document, key: str) -> tuple[str, ...]:
    """The paragraphs of a text."""
    body = document.section(key).body
    assert isinstance(body, Text)
    return body.paragraphs


def keys(document: Document) -> list[str]:
    """The keys of the sections."""
    return [section.key for section in document.sections]
