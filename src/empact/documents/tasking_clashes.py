"""The clashes of a book of several plans: what one party has to do on the same days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from empact.analysis import Tasking
from empact.analysis.taskings.clashes import BusyTime, Clash, clashes
from empact.documents.language import Words, words_in
from empact.documents.months import format_span
from empact.documents.values import Column, ColumnType, Row, Section, Table, unique_keys

_ENGLISH = words_in("en")
"""The language of the keys of rows, which are the same in each language."""
_COLUMNS = (
    Column(key="when", title="When", width=26),
    Column(key="what", title="What", width=24),
    Column(key="actions", title="Actions", type=ColumnType.LIST, width=80),
)


def clash_sections(taskings: Sequence[Tasking], words: Words) -> Iterator[Section]:
    """Yield the certain clashes, also if there are none, and those that are only possible."""
    found = clashes(taskings)
    certain, possible = (tuple(clash for clash in found if clash.certain is sure) for sure in (True, False))
    yield Section(key="clashes", title=words("Clashes"), body=_table(certain, words))
    if possible:
        yield Section(key="possible-clashes", title=words("Possible clashes"), body=_table(possible, words))


def _table(found: Sequence[Clash], words: Words) -> Table:
    keys = unique_keys(f"{format_span(clash.span, _ENGLISH)}: {clash.kind.value}" for clash in found)
    rows = (
        (
            format_span(clash.span, words),
            words(clash.kind.value),
            tuple(_format_time(one, words) for one in clash.times),
        )
        for clash in found
    )
    return Table(words.columns(_COLUMNS), tuple(Row(key, row) for key, row in zip(keys, rows, strict=True)))


def _format_time(time: BusyTime, words: Words) -> str:
    return str(time) if time.certain else words("{what} (possible)", what=attrs.evolve(time, certain=True))
