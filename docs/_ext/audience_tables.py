"""Generates ``explanation/who-*.txt`` before each build: what each audience sees, and in which documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pages import first_upper, table, write

import empact
from empact.audiences import Audience, Fact, sees
from empact.hooks import DocumentSpec, Exporter

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def facts() -> Iterator[str]:
    """Yield a table with a row for each fact, and a column for each audience."""
    audiences = tuple(Audience)
    rows = (
        (first_upper(fact.value), *("yes" if sees(audience, fact) else "-" for audience in audiences)) for fact in Fact
    )
    yield from table(("fact", *(first_upper(audience.value) for audience in audiences)), rows)


def documents() -> Iterator[str]:
    """Yield a table with a row for each audience: the documents in which it sees something of reports or entries."""
    session = empact.default_session()
    used: tuple[DocumentSpec | Exporter, ...] = (*session.documents, *session.exporters)
    names = {
        audience: dict.fromkeys(_called(spec) for spec in used if audience in spec.audiences) for audience in Audience
    }
    rows = ((first_upper(audience.value), ", ".join(names[audience])) for audience in Audience)
    yield from table(("audience", "documents"), rows)


def without_reports() -> str:
    """Return the documents that show nothing of reports and of the ledger."""
    return ", ".join(f"`{spec.name}`" for spec in empact.default_session().documents if not spec.audiences)


def _called(used: DocumentSpec | Exporter) -> str:
    return f"`{used.name}`" if isinstance(used, DocumentSpec) else f"the plan as `{used.name}`"


def write_tables(app: Sphinx) -> None:
    """Write the tables, which a page includes."""
    folder = app.srcdir / "explanation"
    write(folder / "who-sees-what.txt", "\n".join((*facts(), "")))
    write(
        folder / "who-reads-what.txt",
        "\n".join((*documents(), "", f"Without reports and entries: {without_reports()}.", "")),
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_tables)
    return {"parallel_read_safe": True}
