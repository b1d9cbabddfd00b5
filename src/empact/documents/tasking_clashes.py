"""The clashes of a book of several plans: what one party has to do on the same days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from empact.analysis import Tasking
from empact.analysis.taskings.clashes import BusyTime, Clash, clashes
from empact.documents.language import Words, words_in
from empact.documents.months import format_span
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Section, Table

_ENGLISH = words_in("en")
"""The language of the keys of rows, which are the same in each language."""


def clash_sections(taskings: Sequence[Tasking], words: Words) -> Iterator[Section]:
    """Yield the certain clashes, also if there are none, and those that are only possible."""
    all_clashes = clashes(taskings)
    certain, possible = (tuple(clash for clash in all_clashes if clash.certain is sure) for sure in (True, False))
    yield Section(key="clashes", title=words("Clashes"), body=_table(certain, words))
    if possible:
        yield Section(key="possible-clashes", title=words("Possible clashes"), body=_table(possible, words))


def _table(listed: Sequence[Clash], words: Words) -> Table:
    def key(clash: Clash) -> str:
        return f"{format_span(clash.span, _ENGLISH)}: {clash.kind.value}"

    def actions(clash: Clash) -> tuple[str, ...]:
        return tuple(_format_time(time, words) for time in clash.times)

    columns: tuple[ColumnOf[Clash], ...] = (
        column("when", "When", lambda clash: format_span(clash.span, words), width=26),
        column("what", "What", lambda clash: words(clash.kind.value), width=24),
        column("actions", "Actions", actions, type=ColumnType.LIST, width=80),
    )
    return table(columns, listed, key=key, words=words)


def _format_time(time: BusyTime, words: Words) -> str:
    return str(time) if time.certain else words("{what} (possible)", what=attrs.evolve(time, certain=True))
