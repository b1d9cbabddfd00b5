"""Generates ``reference/tables.md`` before each build: the columns of the tables for data engines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pages import table, write

from empact.docstrings import field_docstrings
from empact.outputs.tables.collecting import FORMAT, TABLES, Tables
from empact.outputs.tables.columns import Column, columns_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HEAD = f"""# Tables

`empact.tables(context)` and `empact export PLAN... --to parquet` give plans and their records as tables, which data
engines read. [Ask plans in SQL](../howto/tables.md) shows how. Their format is `{FORMAT}`: the number changes if a
column is removed or changes its meaning.

Each table has the key `id`. A column that refers to another table has ids of that one, or null. Rows are in the order
of the plans, and of what stands in them. A list is never null, but can be empty. Numbers are floating point; the column
`words` has them as written.

| type | Arrow and Parquet |
| --- | --- |
| text | `utf8` |
| true or false | `bool` |
| whole number | `int64` |
| number | `float64` |
| date | `date32` |
| list of text | `list<utf8>` |

The metadata of the Arrow schema and of a Parquet file has `empact` (the format), `table`, `marking`, `as_of` (the date
of knowledge), `unread` (the kinds of records that were not read) and, in the tables `claims`, `entries` and `findings`,
`readers`: only the {{term}}`Driver` and the Support Unit. That marking is the highest of all plans in the tables; the
column `marking` has the one of the plan of each row.
"""


def page() -> str:
    """Return the text of the page."""
    meanings = field_docstrings(Tables)
    return "\n".join((_HEAD, *(line for name in TABLES for line in _section(name, meanings[name]))))


def _section(name: str, meaning: str) -> Iterator[str]:
    yield from (f"## `{name}`", "", _markdown(meaning), "")
    yield from table(("column", "type", "what it is", "null or empty"), map(_row, columns_of(TABLES[name])))
    yield ""


def _row(column: Column) -> tuple[str, str, str, str]:
    type_ = column.type if column.refers_to is None else f"id in [`{column.refers_to}`](#{column.refers_to})"
    more = [_markdown(column.meaning)]
    more += [] if column.unit is None else [f"Unit: {column.unit}."]
    more += [", ".join(f"`{word}`" for word in column.words) + "."] if column.words else []
    name = f"**`{column.name}`**" if column.is_key else f"`{column.name}`"
    return name, type_, " ".join(more), "never" if column.null is None else _markdown(column.null)


def _markdown(docstring: str) -> str:
    return docstring.replace("``", "`").replace("|", "\\|")


def write_page(app: Sphinx) -> None:
    """Write the page."""
    write(app.srcdir / "reference" / "tables.md", page())


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_page)
    return {"parallel_read_safe": True}
