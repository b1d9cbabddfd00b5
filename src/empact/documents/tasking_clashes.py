"""The clashes of a book of several plans: what one party has to do on the same days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from empact.analysis import Tasking
from empact.analysis.taskings.clashes import Clash, clashes
from empact.documents.months import format_span
from empact.documents.values import Column, ColumnType, Row, Section, Table, unique_keys

_COLUMNS = (
    Column(key="when", title="When", width=26),
    Column(key="what", title="What", width=24),
    Column(key="actions", title="Actions", type=ColumnType.LIST, width=80),
)


def clash_sections(taskings: Sequence[Tasking]) -> Iterator[Section]:
    """Yield the certain clashes, also if there are none, and those that are only possible."""
    found = clashes(taskings)
    certain, possible = (tuple(clash for clash in found if clash.certain is sure) for sure in (True, False))
    yield Section(key="clashes", title="Clashes", body=_table(certain))
    if possible:
        yield Section(key="possible-clashes", title="Possible clashes", body=_table(possible))


def _table(found: Iterable[Clash]) -> Table:
    rows = [(format_span(clash.span), clash.kind.value, tuple(map(str, clash.times))) for clash in found]
    keys = unique_keys(f"{when}: {what}" for when, what, _ in rows)
    return Table(_COLUMNS, tuple(Row(key, row) for key, row in zip(keys, rows, strict=True)))
