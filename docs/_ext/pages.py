"""Pages that are made from the code."""

from __future__ import annotations

from pathlib import Path


def write(page: Path, text: str) -> None:
    """Write a page, where it would differ from the one that is there: Sphinx reads again what is new."""
    if not page.exists() or page.read_text(encoding="utf-8") != text:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
