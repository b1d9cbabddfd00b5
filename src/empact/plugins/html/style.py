"""Makes the part of the style that depends on a document: the format of the paper, and the widths of columns."""

from __future__ import annotations

from collections.abc import Iterator

from empact.plugins.html.page import Page

_CHARACTER = 0.4
"""The width of a character of a wide table on a screen, in rem."""


def page_style(page: Page) -> str:
    """Return the rules for a page. They have no text of the document."""
    return "\n".join(_rules(page)) + "\n"


def _rules(page: Page) -> Iterator[str]:
    yield f"@page {{ size: A4 {'landscape' if page.needs_landscape else 'portrait'}; }}"
    for number, section in enumerate(page.sections, 1):
        if section.table is not None and section.table.widths.are_wide and not section.is_records:
            least = _CHARACTER * section.table.widths.characters
            yield f"@media screen and (min-width: 48.01rem) {{ #table-{number} {{ min-width: {least:.1f}rem; }} }}"
            for index, share in enumerate(section.table.widths.shares, 1):
                yield f"#table-{number} col:nth-child({index}) {{ width: {share}%; }}"
