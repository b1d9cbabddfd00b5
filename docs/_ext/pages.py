"""Writes generated pages."""

from __future__ import annotations

from pathlib import Path


def write(page: Path, text: str) -> None:
    """Write a page if its text has changed: Sphinx reads every new file again."""
    if not page.exists() or page.read_text(encoding="utf-8") != text:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
