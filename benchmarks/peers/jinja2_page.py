"""jinja2: a page with a table, whose cells are escaped."""

from __future__ import annotations

import jinja2

from benchmarks.measuring import Works

_PAGE = jinja2.Environment(autoescape=True).from_string(
    "<!doctype html><title>Plan</title><table>"
    "{% for row in cells %}<tr>{% for text in row %}<td>{{ text }}</td>{% endfor %}</tr>{% endfor %}"
    "</table>"
)


def works() -> Works:
    """Write cells as a page."""
    return {"write": write}


def write(cells: list[list[str]]) -> bytes:
    """Return the bytes of a page."""
    return _PAGE.render(cells=cells).encode("utf-8")
