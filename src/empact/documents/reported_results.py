"""Results columns: what the reports say was done in each action up to each checkpoint of a plan.

The texts are derived, and never written into the plan. What the plan itself has in such a cell stays, and says that it
is from there.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

import attrs

from empact.analysis import (
    ActionProgress,
    KpiProgress,
    PlanContext,
    PossibleDuplicate,
    Round,
    Thing,
    claim_log,
    plan_rounds,
)
from empact.analysis.claims.log import reporter
from empact.analysis.columns import format_cell
from empact.analysis.progressing.gathering import progress_at
from empact.audiences import Audience, Fact, sees
from empact.documents.cited_reports import CitedReports
from empact.documents.language import Words
from empact.documents.participant_results import as_leaders_state, seen_by_participant
from empact.documents.progress import status_words
from empact.documents.progress_figures import range_of
from empact.documents.reported_figures import format_claim, format_figure, has_headline, is_settled, shares_of, value_of
from empact.documents.tables import ColumnOf, column
from empact.documents.values import CellNote, Section, TableCell
from empact.model import ActionReport, ActionStatus, FiledReport, Plan, Prose
from empact.reprs import short_repr
from empact.values import value

T = TypeVar("T")
_WIDTH = 36
"""The width of a results column in characters."""
_MOST_ACTIONS = 6
"""The most other actions that a possible duplicate names."""
_WITH_REASON = frozenset({ActionStatus.CANCELLED, ActionStatus.NOT_COMPLETED})


@value(kw_only=True)
class Reader:
    """Who reads the cells about an action: what they show of the reports follows from the convention."""

    audience: Audience = Audience.DRIVER
    """The audience."""
    party: str | None = None
    """The code of the party that reads; None for the Driver."""

    def sees(self, *facts: Fact) -> bool:
        """Return whether it sees one of these facts."""
        return any(sees(self.audience, fact) for fact in facts)

    @property
    def sees_claims(self) -> bool:
        """Whether it sees what each party reports on the action, and where they differ."""
        return self.sees(Fact.CLAIMS, Fact.CLAIMS_OF_ITS_ACTIONS)

    @property
    def sees_headline(self) -> bool:
        """Whether it sees what the claims on the action amount to."""
        return self.sees(Fact.HEADLINES, Fact.HEADLINES_OF_ITS_ACTIONS)

    @property
    def sees_total(self) -> bool:
        """Whether it sees at least what the leaders state of the action."""
        return self.sees_headline or self.sees(Fact.TOTALS_OF_ITS_ACTIONS)

    @property
    def sees_status(self) -> bool:
        """Whether it sees the status of the action, and what is not reported. A sheet names the leaders beside it."""
        return self.sees_claims or self.sees(Fact.STATUSES)

    def sees_party(self, code: str) -> bool:
        """Return whether it sees what a party reports on the action."""
        return self.sees_claims or (code == self.party and self.sees(Fact.OWN_CLAIMS))


_DRIVER = Reader()


def _sees_all(reader: Reader | None) -> bool:
    """Whether a reader sees all that is reported on an action."""
    return reader is not None and reader.sees_claims


@value(kw_only=True)
class _Reported:
    """What is reported for a cell up to one round, or in a report that is not counted."""

    reports: tuple[tuple[str, FiledReport], ...]
    """The reports, each with its party."""
    lines: Callable[[Reader], Iterator[tuple[str, bool]]]
    """Yields the lines for a reader, each with whether it has ids of reports in words of empact."""


_Cells: TypeAlias = Mapping[tuple[str, int], Sequence[_Reported]]
"""What is reported for each cell, by its checkpoint and the position of its action."""


@value
class ReportedResults:
    """What the reports about a plan say for its results columns."""

    checkpoints: tuple[str, ...]
    """The checkpoints of the plan in its order, then those that only reports name."""
    sources: CitedReports = attrs.field(repr=False)
    """The names of the reports in the notes on the cells."""
    _ctx: PlanContext = attrs.field(repr=False)
    _reported: _Cells = attrs.field(repr=False)
    _words: Words = attrs.field(repr=False)
    _readers: Mapping[int, Reader] | None = attrs.field(default=None, repr=False)

    def read_by(self, party: str, audiences: Mapping[int, Audience]) -> ReportedResults:
        """Return the results as a party sees them.

        Args:
            party: The code of the party.
            audiences: What it is for each action, by the position of the action; it sees nothing of any other. Of an
                action that it does not lead, nothing depends on what others report, but for what the leaders state.
        """
        readers = {position: Reader(audience=audience, party=party) for position, audience in audiences.items()}
        reported = {place: cells for place, cells in self._reported.items() if _sees_all(readers.get(place[1]))}
        if not all(map(_sees_all, readers.values())):
            seen = _cells(seen_by_participant(self._ctx, party), self._words)
            reported |= {place: cells for place, cells in seen.items() if not _sees_all(readers.get(place[1]))}
        of_plan = {*_of_plan(self._ctx.plan)}
        shown = (name for name, position in reported if position in readers)
        checkpoints = tuple(name for name in self.checkpoints if name in of_plan.union(shown))
        return attrs.evolve(self, checkpoints=checkpoints, reported=reported, readers=readers)

    def column(self, checkpoint: str, position: Callable[[T], int]) -> ColumnOf[T]:
        """Return the column of a checkpoint. Its key is not that of the column in the plan (``results/June``).

        Args:
            checkpoint: The name of the checkpoint.
            position: Returns the position of the action that a row is about.
        """
        title = f"{self._words('Results')}>{checkpoint}"
        return column(
            f"reported/{checkpoint}", title, lambda thing: self._cell(checkpoint, position(thing)), width=_WIDTH
        )

    def _reader(self, position: int) -> Reader | None:
        return _DRIVER if self._readers is None else self._readers.get(position)

    def _cell(self, checkpoint: str, position: int) -> TableCell:
        """Return the cell of an action at a checkpoint, with a note that names the reports.

        What the plan itself has in the cell follows, with its notes.
        """
        words = self._words
        own = self._ctx.plan.actions[position].results.get(checkpoint, Prose())
        planned, noted = format_cell(own, words), map(self._ctx.plan.find_note, own.marks)
        notes = (CellNote(format_cell(note.text, words), note.mark) for note in noted if note is not None)
        reader = self._reader(position)
        reported = () if reader is None else self._reported.get((checkpoint, position), ())
        lines = (
            self.sources.in_text(line) if citing else line
            for part in reported
            if reader is not None
            for line, citing in part.lines(reader)
        )
        parts = ["\n".join(lines), f"{words('in the plan')}: {planned}" if planned else ""]
        names = ", ".join(map(self.sources.name, self._cited(checkpoint, position)))
        source = [CellNote(f"{words('Reports')}: {names}")] if names else []
        return TableCell("\n\n".join(filter(None, parts)) or None, (*notes, *source))

    def _cited(self, checkpoint: str, position: int) -> Iterable[str]:
        """Return the ids of the reports that a cell names: those of the parties that its reader sees."""
        reader = self._reader(position)
        if reader is None:
            return ()
        reported = self._reported.get((checkpoint, position), ())
        return dict.fromkeys(
            report.id for part in reported for party, report in part.reports if reader.sees_party(party)
        )

    def report_list(self, positions: Collection[int]) -> Iterator[Section]:
        """Yield the list of the reports that the cells of some actions name, if there are any."""
        places = (place for place in self._reported if place[1] in positions)
        cited = {id for place in places for id in self._cited(*place)}
        reports = [report for report in self.sources.reports if report.id in cited]
        if reports:
            yield self.sources.section(reports)


def reported_results(ctx: PlanContext, words: Words, *, listed: bool = True) -> ReportedResults:
    """Return what the reports say about each action up to each checkpoint, as the Driver sees it.

    Silence is "not reported", never zero, and nobody is late. A checkpoint after the date of knowledge has only what is
    reported for it already. A report whose checkpoint is not in the plan, or has no day there, is not counted; what it
    says is in a column of that checkpoint.

    Args:
        ctx: The plan with its reports.
        words: The language of the fixed words.
        listed: Whether the document has the list of the reports, so that the cells can name them in short.
    """
    cells = _cells(ctx, words)
    log = claim_log(ctx)
    checkpoints = dict.fromkeys((*_of_plan(ctx.plan), *(report.content.checkpoint for report in log.unplaced)))
    cited = {report.id for cell in cells.values() for part in cell for _, report in part.reports} if listed else ()
    sources = CitedReports.of((ctx,), (report for report in log.in_force if report.id in cited), words)
    return ReportedResults(tuple(checkpoints), sources, ctx, cells, words)


def _of_plan(plan: Plan) -> Iterator[str]:
    """Yield the checkpoints of a plan, and then those of its results columns and the rounds."""
    yield from (checkpoint.name for checkpoint in plan.checkpoints)
    yield from (name for action in plan.actions for name in action.results)
    yield from (point.checkpoint for point in plan_rounds(plan))


def _cells(ctx: PlanContext, words: Words) -> _Cells:
    """Return what is reported for each cell."""
    cells: dict[tuple[str, int], list[_Reported]] = {}
    rounds, log = plan_rounds(ctx.plan), claim_log(ctx)
    many = Counter(point.checkpoint for point in rounds)
    parties = {report.id: reporter(ctx, report) for report in log.in_force}
    for point in rounds:
        progress = progress_at(ctx, point)
        duplicates = {id(claim): duplicate for duplicate in progress.possible_duplicates for claim in duplicate.claims}
        day = point.on if many[point.checkpoint] > 1 else None
        is_over = ctx.as_of is None or point.on <= ctx.as_of
        for action in progress:
            if is_over or _is_reported(action, point):
                reports = {report.id: (parties[report.id], report) for report in action.reports}
                lines = _ActionLines(action, duplicates, day, is_over, words)
                reported = _Reported(reports=tuple(reports.values()), lines=lines.of)
                cells.setdefault((point.checkpoint, action.position), []).append(reported)
    positions = {action.number: position for position, action in reversed(list(enumerate(ctx.plan.actions)))}
    for report in log.unplaced:
        others = ctx.identities.others(report.content)
        for said in report.content.actions:
            position = positions.get(said.action)
            if position is None or said.is_empty or said.action in others:
                continue
            by = parties[report.id]
            reported = _Reported(reports=((by, report),), lines=_Uncounted(by, said, words).of)
            cells.setdefault((report.content.checkpoint, position), []).append(reported)
    return cells


def _is_reported(action: ActionProgress, point: Round) -> bool:
    """Whether a report of a round has a status or a figure of an action."""
    rounds = [claim.round for claim in action.reported_status.claims]
    rounds += [claim.round for kpi in (*action.kpis, *action.measures) for claim in kpi.claims]
    return point in rounds


@attrs.frozen(eq=False)
class _ActionLines:
    """Makes the lines about an action up to a round."""

    action: ActionProgress
    duplicates: Mapping[int, PossibleDuplicate]
    """The possible duplicates by the ``id()`` of each claim, so that each action finds its own at once."""
    day: dt.date | None
    """The cut-off day, if the plan has several of the name of the checkpoint."""
    is_over: bool
    """Whether the cut-off day is not after the date of knowledge. Before, a cell has only what is for this round."""
    words: Words

    __repr__ = short_repr

    def of(self, reader: Reader) -> Iterator[tuple[str, bool]]:
        """Yield the status, then what each KPI and each other measure amounts to: of each what a reader sees."""
        if reader.sees_total:
            yield from self._lines(reader)
            return
        for kpi in (*self.action.kpis, *self.action.measures):
            own = "; ".join(self._own(kpi, reader))
            if own:
                yield f"{self._title(kpi)}: {own}", False

    def _lines(self, reader: Reader) -> Iterator[tuple[str, bool]]:
        action, words = self.action, self.words
        indicators = (*action.kpis, *action.measures)
        values = ((self._title(kpi), "; ".join(self._value(kpi, reader))) for kpi in indicators)
        lines = [f"{title}: {value}" for title, value in values if value]
        if reader.sees_status:
            silent = action.status is ActionStatus.NOT_REPORTED
            status = words("status not reported") if silent else self._status(reader)
            unanswered = silent and not any(kpi.claims for kpi in indicators)
            lines = [words("not reported")] if unanswered else [status, *lines]
        if self.day is not None and lines:
            yield f"{self.day}:", False
        yield from ((line, False) for line in lines)
        if reader.sees_claims:
            yield from ((statement.text, True) for statement in action.unknown_kpis)
        if reader.sees(Fact.HEADLINES):  # the line has the values of other actions too
            claims = (claim for kpi in indicators for claim in kpi.claims)
            found = {id(duplicate): duplicate for claim in claims if (duplicate := self.duplicates.get(id(claim)))}
            yield from ((self._duplicate(duplicate), False) for duplicate in found.values() if duplicate.actions[1:])

    def _title(self, kpi: KpiProgress) -> str:
        if kpi.key is None:
            return _one_line(kpi.measure)
        number = "" if len(self.action.kpis) == 1 else f" {kpi.kpi}"
        return f"{self.words('KPI')}{number}"

    def _status(self, reader: Reader) -> str:
        """Return the status in the word of the report; where it is unclear, also what the reports say."""
        action, words = self.action, self.words
        known, picture = status_words(action.status), action.reported_status
        if picture.conflict:
            said = "; ".join(f"{claim.by}: {claim.words}" for claim in picture.claims)
            return f"{words(known)}: {said}" if reader.sees_claims else words(known)
        word = known if action.word is None else action.word
        said = words(known) if word.casefold() == known else word
        if action.status is ActionStatus.UNCLEAR and said is word and word.casefold() != known:
            said = f"{words(known)}: {word}"
        if action.status is ActionStatus.CARRIED_OVER and action.carried_over is not None:
            said = f"{said}: {action.carried_over}"
        claimed = {claim.report for claim in picture.claims}
        reasons = [format_cell(reason.text, words) for reason in action.reasons if reason.report in claimed]
        if action.status in _WITH_REASON and reasons:
            said = f"{said}: {'; '.join(reasons)}"
        settled = picture.settled is not None and _sees_settled(reader)
        return f"{said} ({words('settled by the Driver')})" if settled else said

    def _value(self, kpi: KpiProgress, reader: Reader) -> Iterator[str]:
        """Yield what a KPI amounts to and how many of those expected have reported, and what disagrees."""
        words, sees_claims = self.words, reader.sees_claims
        differences = sees_claims or reader.sees(Fact.DIFFERENCES)
        counted = reader.sees(Fact.TURNOUT)
        shown = kpi if reader.sees_headline else as_leaders_state(kpi)
        if reader.sees_status or has_headline(shown):
            yield from value_of(shown, words, named=sees_claims, counted=counted, differences=differences)
        if is_settled(kpi) and _sees_settled(reader):
            yield words("settled by the Driver")
        if not sees_claims:
            yield from self._own(kpi, reader)
            return
        if kpi.shares is not None:
            yield shares_of(kpi, words)
        for claim in kpi.apart:
            yield words("not counted: {figure}", figure=f"{claim.by}: {format_claim(claim, words)}")

    def _own(self, kpi: KpiProgress, reader: Reader) -> Iterator[str]:
        """Yield the newest of what the party that reads reports itself."""
        own = [claim for claim in kpi.claims if claim.by == reader.party and claim.thing is not Thing.ATTRIBUTED]
        if not reader.sees(Fact.OWN_CLAIMS) or not own or not (self.is_over or own[-1].round == kpi.round):
            return
        for claim in (claim for claim in own if claim.round == own[-1].round):
            point = "" if claim.round == kpi.round else f" ({claim.round})"
            said = f"{claim.by}{point}: {format_claim(claim, self.words)}"
            yield said if claim.apart is None else self.words("not counted: {figure}", figure=said)

    def _duplicate(self, duplicate: PossibleDuplicate) -> str:
        """Return what several actions count together, in which one result may count twice."""
        action, words = self.action, self.words
        some = [name for name in duplicate.actions[: _MOST_ACTIONS + 1] if name != str(action)][:_MOST_ACTIONS]
        named = ", ".join(name.removeprefix(f"{action.plan.id}:") for name in some)
        more = len(duplicate.actions) - 1 - len(some)
        named = words("{actions} and {number} more", actions=named, number=more) if more else named
        text = "{value} together with {actions}, because one result may be counted twice"
        value = range_of(duplicate.value, words)
        return f"{_one_line(duplicate.measure)}: {words(text, value=value, actions=named)}"


def _sees_settled(reader: Reader) -> bool:
    return reader.sees(Fact.SETTLED, Fact.CLAIMS_OF_ITS_ACTIONS)


@attrs.frozen(eq=False)
class _Uncounted:
    """Makes the line of what a report says of an action, if the plan has no day for its checkpoint."""

    by: str
    said: ActionReport
    words: Words

    __repr__ = short_repr

    def of(self, reader: Reader) -> Iterator[tuple[str, bool]]:
        """Yield the line, if the reader sees what the party reports."""
        if not reader.sees_party(self.by):
            return
        words, parts = self.words, [self.said.status] if self.said.status else []
        for figure in self.said.figures:
            title = f"{words('KPI')} {figure.kpi}" if figure.measure is None else _one_line(figure.measure)
            parts.append(f"{title}: {format_figure(figure, words)}")
        why = words("not counted, because the plan has no day for this checkpoint")
        yield f"{why}: {self.by}: {'; '.join(parts)}", False


def _one_line(text: str) -> str:
    return " ".join(text.split())
