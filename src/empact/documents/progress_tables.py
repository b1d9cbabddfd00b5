"""The tables that documents about progress share: the parties that actions need, and what does not add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from empact.analysis import ActionProgress, PlanContext, Progress
from empact.analysis.progressing.ranges import Range, format_number
from empact.documents.cited_reports import CitedReports
from empact.documents.language import Words
from empact.documents.provenance import action_refs
from empact.documents.values import Column, ColumnType, Layout, Row, Section, Table, unique_keys
from empact.model import ActionStatus
from empact.reprs import short_repr

Rows: TypeAlias = Iterable[tuple[ActionProgress | None, str, tuple[object, ...]]]
"""For each row the action that it is about, its key and its values."""

_PRECONDITIONS = (
    Column(key="state", title="State", width=12),
    Column(key="needed", title="Needed", type=ColumnType.NUMBER),
    Column(key="taking_part", title="Take part", type=ColumnType.LIST, width=14),
    Column(key="absent", title="Do not take part", type=ColumnType.LIST, width=14),
    Column(key="unknown", title="Not reported", type=ColumnType.LIST, width=14),
)
_DUPLICATES = (
    Column(key="measure", title="Measure", width=24),
    Column(key="actions", title="Actions", type=ColumnType.LIST, width=16),
    Column(key="value", title="Together", width=14),
    Column(key="why", title="Why", type=ColumnType.LIST, width=60),
)
_STATED = (
    Column(key="plan", title="Plan", width=12),
    Column(key="what", title="What is counted", width=24),
    Column(key="stated", title="As stated", width=10),
    Column(key="derived", title="From the reports", width=14),
    Column(key="agrees", title="Agrees", width=8),
    Column(key="report", title="Report", width=30),
)
_COUNTED = frozenset({"actions", "status counts", *(status.value for status in ActionStatus)})
"""What is counted in fixed words; all other words are those of a report."""


@attrs.frozen(eq=False)
class ProgressTables:
    """Makes the tables of one document about progress.

    Args:
        words: The language of titles and fixed words.
        sources: The reports, with their short names.
        refs: The references to the actions, by the id of their progress.
        name: Returns what an action is called in the document: ``Q-2031:2.1``, or ``2.1`` if it is about one plan.
        action: The column of the actions; it refers to the sections whose rows are the actions.
    """

    words: Words
    sources: CitedReports
    refs: Mapping[int, str]
    name: Callable[[ActionProgress], str]
    action: Column

    __repr__ = short_repr

    @classmethod
    def of(
        cls,
        found: Progress,
        contexts: Iterable[PlanContext],
        words: Words,
        sources: CitedReports,
        name: Callable[[ActionProgress], str],
        *refers_to: str,
    ) -> ProgressTables:
        """Return the tables of the progress of plans; ``refers_to`` are the sections whose rows are the actions."""
        known = (ref for one in contexts for ref in action_refs(one))
        refs = {id(action): ref for action, ref in zip(found, known, strict=True)}
        return cls(words, sources, refs, name, Column(key="action", title="Action", width=14, refers_to=refers_to))

    def section(
        self, key: str, title: str, columns: Iterable[Column], rows: Rows, layout: Layout | None = None
    ) -> Iterator[Section]:
        """Yield a section with this title, and the columns in the language of the document, if it has any row."""
        known = list(rows)
        keys = unique_keys(name for _, name, _ in known)
        made = tuple(
            Row(name, values, None if action is None else self.refs[id(action)])
            for name, (action, _, values) in zip(keys, known, strict=True)
        )
        if made:
            body = Table(self.words.columns(columns), made)
            yield Section(key=key, title=title, body=body, layout=layout)

    def preconditions(self, found: Progress) -> Iterator[Section]:
        """Yield whether the numbers of parties that actions need take part."""
        rows = (
            (action, self.name(action), (self.name(action), self.words(one.state.value), one.needed, *parties))
            for action in found
            for one in action.preconditions
            for parties in ((one.taking_part or None, one.absent or None, one.unknown or None),)
        )
        title = self.words("Parties that actions need")
        yield from self.section("preconditions", title, (self.action, *_PRECONDITIONS), rows)

    def duplicates(self, found: Progress) -> Iterator[Section]:
        """Yield the figures that may count one result twice, as ranges."""
        rows = (
            (
                None,
                one.measure,
                (one.measure, one.actions, str(one.value), tuple(map(self.sources.in_text, one.explain()))),
            )
            for one in found.possible_duplicates
        )
        yield from self.section("duplicates", self.words("Possible duplicates"), _DUPLICATES, rows)

    def stated(self, found: Progress) -> Iterator[Section]:
        """Yield the totals that reports state, beside those that are derived."""
        rows: list[tuple[None, str, tuple[object, ...]]] = []
        for one in found.stated:
            what = self.words(one.what.replace("-", " ")) if one.what in _COUNTED else one.what
            agrees = None if one.agrees is None else self.words("yes" if one.agrees else "no")
            derived = None if one.derived is None else self._derived(one.derived, one.silent)
            values = (one.plan, what, format_number(one.stated), derived, agrees, self.sources.name(one.report))
            rows.append((None, f"{one.report} {one.what}", values))
        yield from self.section("stated", self.words("Totals that reports state"), _STATED, rows)

    def _derived(self, derived: Range, silent: int) -> str:
        """Format what the reports add up to; of a status, how many actions it can be besides."""
        if not silent:
            return str(derived)
        text = "{number}, and 1 action not reported" if silent == 1 else "{number}, and {silent} actions not reported"
        return self.words(text, number=format_number(derived.low), silent=silent)
