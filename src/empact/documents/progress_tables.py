"""The tables that documents about progress share: the parties that actions need, and what does not add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

import attrs

from empact.analysis import (
    ActionProgress,
    MeasureSum,
    PlanContext,
    PossibleDuplicate,
    Precondition,
    Progress,
    Range,
    StatedComparison,
    format_number,
)
from empact.documents.cited_reports import CitedReports
from empact.documents.language import Words
from empact.documents.progress_figures import range_of
from empact.documents.provenance import action_refs
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Layout, Section
from empact.model import ActionStatus
from empact.reprs import short_repr

T = TypeVar("T")
_COUNTED = frozenset({"actions", "status counts", *(status.value for status in ActionStatus)})
"""What is counted in fixed words; all other words are those of a report."""


@attrs.frozen(eq=False)
class ProgressTables:
    """Makes the tables of one document about progress."""

    words: Words
    """The fixed words in the language of the document."""
    sources: CitedReports
    """The reports, with their short names."""
    refs: Mapping[int, str]
    """The references to the actions, by the ``id()`` of their progress."""
    name: Callable[[ActionProgress], str]
    """Returns what an action is called in the document: ``Q-2031:2.1``, or ``2.1`` if it is about one plan."""
    refers_to: tuple[str, ...]
    """The keys of the sections whose rows are the actions."""

    __repr__ = short_repr

    @classmethod
    def of(
        cls,
        progress: Progress,
        contexts: Iterable[PlanContext],
        words: Words,
        sources: CitedReports,
        name: Callable[[ActionProgress], str],
        *refers_to: str,
    ) -> ProgressTables:
        """Return the tables of the progress of plans; ``refers_to`` are the sections whose rows are the actions."""
        known = {id(context.plan): action_refs(context) for context in contexts}
        refs = {id(action): known[id(action.plan)][action.position] for action in progress}
        return cls(words, sources, refs, name, refers_to)

    def ref(self, action: ActionProgress) -> str:
        """Return the reference to an action."""
        return self.refs[id(action)]

    def section(  # noqa: PLR0913 - each is a part of the section
        self,
        key: str,
        title: str,
        columns: Iterable[ColumnOf[T]],
        things: Iterable[T],
        *,
        row_key: Callable[[T], str],
        ref: Callable[[T], str] | None = None,
        layout: Layout | None = None,
    ) -> Iterator[Section]:
        """Yield a section with this title, and the columns in the language of the document, if there is any row.

        Args:
            key: The key of the section.
            title: Its title, in the language of the document.
            columns: The columns.
            things: What the rows are about.
            row_key: Returns the key of a row.
            ref: Returns the reference to the action that a row is about; None if the rows are about something else.
            layout: The layout of the section.
        """
        listed = tuple(things)
        if listed:
            body = table(columns, listed, key=row_key, ref=ref, words=self.words)
            yield Section(key=key, title=title, body=body, layout=layout)

    def about_actions(
        self,
        key: str,
        title: str,
        columns: Iterable[ColumnOf[T]],
        pairs: Iterable[tuple[ActionProgress, T]],
        row_key: Callable[[ActionProgress, T], str] | None = None,
    ) -> Iterator[Section]:
        """Yield a section about things that belong to actions, each with its action, which the first column names.

        Args:
            key: The key of the section.
            title: Its title, in the language of the document.
            columns: The columns of the things.
            pairs: The things, each with its action.
            row_key: Returns the key of a row; None for what the action is called.
        """
        action: ColumnOf[tuple[ActionProgress, T]] = column(
            "action", "Action", lambda pair: self.name(pair[0]), width=14, refers_to=self.refers_to
        )
        return self.section(
            key,
            title,
            (action, *map(_of_pair, columns)),
            pairs,
            row_key=lambda pair: self.name(pair[0]) if row_key is None else row_key(*pair),
            ref=lambda pair: self.ref(pair[0]),
        )

    def preconditions(self, progress: Progress) -> Iterator[Section]:
        """Yield whether the numbers of parties that actions need take part."""
        many = ColumnType.LIST
        columns: tuple[ColumnOf[Precondition], ...] = (
            column("state", "State", lambda parties: self.words(parties.state.value), width=12),
            column("needed", "Needed", lambda parties: parties.needed, type=ColumnType.NUMBER),
            column("taking_part", "Take part", lambda parties: parties.taking_part or None, type=many, width=14),
            column("absent", "Do not take part", lambda parties: parties.absent or None, type=many, width=14),
            column("unknown", "Not reported", lambda parties: parties.unknown or None, type=many, width=14),
        )
        pairs = ((action, parties) for action in progress for parties in action.preconditions)
        return self.about_actions("preconditions", self.words("Parties that actions need"), columns, pairs)

    def duplicates(self, progress: Progress) -> Iterator[Section]:
        """Yield the figures that may count one result twice, as ranges."""

        def why(duplicate: PossibleDuplicate) -> str:
            return " ".join(map(self.sources.in_text, duplicate.explain()))

        columns: tuple[ColumnOf[PossibleDuplicate], ...] = (
            column("measure", "Measure", lambda duplicate: duplicate.measure, width=24),
            column("actions", "Actions", lambda duplicate: duplicate.actions, type=ColumnType.LIST, width=16),
            column("value", "Together", lambda duplicate: range_of(duplicate.value, self.words), width=14),
            column("why", "Why", why, width=60),
        )
        title, rows = self.words("Possible duplicates"), progress.possible_duplicates
        return self.section("duplicates", title, columns, rows, row_key=lambda duplicate: duplicate.measure)

    def sums(self, progress: Progress) -> Iterator[Section]:
        """Yield what is reported for one measure in several actions, where each result counts once."""

        def value(total: MeasureSum) -> str:
            value = range_of(total.range, self.words)
            value = self.words("at least {value}", value=value) if total.at_least else value
            return value if total.unit is None else f"{value} {total.unit}"

        many = ColumnType.LIST
        columns: tuple[ColumnOf[MeasureSum], ...] = (
            column("measure", "Measure", lambda total: total.measure, width=24),
            column("value", "Together", value, width=14),
            column("actions", "Actions", lambda total: total.actions, type=many, width=24),
            column("once", "Counted once", lambda total: total.once or None, type=many, width=16),
            column("left_out", "Not counted", lambda total: total.left_out or None, type=many, width=40),
        )
        title = self.words("Sums over several actions")
        return self.section("sums", title, columns, progress.sums, row_key=lambda total: total.measure)

    def stated(self, progress: Progress) -> Iterator[Section]:
        """Yield the totals that reports state, beside those that are derived."""

        def what(total: StatedComparison) -> str:
            return self.words(total.what.replace("-", " ")) if total.what in _COUNTED else total.what

        def derived(total: StatedComparison) -> str | None:
            return None if total.derived is None else self._derived(total.derived, total.silent)

        def agrees(total: StatedComparison) -> str | None:
            return None if total.agrees is None else self.words("yes" if total.agrees else "no")

        plan: ColumnOf[StatedComparison] = column("plan", "Plan", lambda total: total.plan, width=12)
        columns: tuple[ColumnOf[StatedComparison], ...] = (
            *((plan,) if len(progress.checkpoints) > 1 else ()),
            column("what", "What is counted", what, width=24),
            column("stated", "As stated", lambda total: format_number(total.stated), width=10),
            column("derived", "From the reports", derived, width=14),
            column("agrees", "Agrees", agrees, width=8),
            column("report", "Report", lambda total: self.sources.name(total.report), width=30),
        )
        title = self.words("Totals that reports state")
        return self.section(
            "stated", title, columns, progress.stated, row_key=lambda total: f"{total.report} {total.what}"
        )

    def _derived(self, derived: Range, silent: int) -> str:
        """Format what the reports add up to; of a status, how many actions it can be besides."""
        if not silent:
            return range_of(derived, self.words)
        text = "{number}, and 1 action not reported" if silent == 1 else "{number}, and {silent} actions not reported"
        return self.words(text, number=format_number(derived.low), silent=silent)


def _of_pair(of_thing: ColumnOf[T]) -> ColumnOf[tuple[ActionProgress, T]]:
    """Return a column of things for rows about such a thing with its action."""
    return ColumnOf(of_thing.column, lambda pair: of_thing.get(pair[1]))
