"""The table that a notebook shows of a plan and of findings. It is imported when a notebook asks for one."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from empact.reprs import printable

_ROWS, _TEXT = 50, 150
"""The most rows of a table, and the most characters of a text in it."""
_CUT = "..."


def html_table(caption: Iterable[str], columns: Iterable[str], rows: Sequence[Iterable[str]]) -> str:
    """Return a small HTML table for a notebook, with everything escaped; ``caption`` has a line for each text.

    A long text is cut, and only the first 50 rows are shown; the last row says how many follow.
    """
    lines = "<br>".join(_html(line) for line in caption)
    head = "".join(f"<th>{_html(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{_html(text)}</td>' for text in row)}</tr>" for row in rows[:_ROWS])
    more = f'<tr><td colspan="99">{len(rows) - _ROWS} more</td></tr>' if len(rows) > _ROWS else ""
    return f"<table><caption>{lines}</caption><thead><tr>{head}</tr></thead><tbody>{body}{more}</tbody></table>"


def _html(text: str) -> str:
    words = " ".join(printable(text).split())
    return html.escape(words if len(words) <= _TEXT else words[: _TEXT - len(_CUT)] + _CUT)
