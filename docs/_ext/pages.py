"""Writes generated pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~$#&])")


def write(page: Path, text: str) -> None:
    """Write a page if its text has changed: Sphinx reads every new file again."""
    if not page.exists() or page.read_text(encoding="utf-8") != text:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")


def write_folder(folder: Path, pages: Mapping[str, str]) -> None:
    """Write the pages of a folder, by name, and remove all others."""
    for name, text in pages.items():
        write(folder / name, text)
    for page in folder.glob("*.md"):
        if page.name not in pages:
            page.unlink()


def escape(text: object) -> str:
    """Escape a text for Markdown, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def first_upper(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table; the cells are Markdown."""
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
