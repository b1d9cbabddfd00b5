"""The state of a round: who has answered, what is open and who is late; for the Driver and the Support Unit only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from empact.analysis import (
    FormQuestion,
    InboxFile,
    InboxProblem,
    InboxState,
    OpenGroup,
    PlanContext,
    RoundAction,
    RoundParty,
    RoundState,
)
from empact.analysis.claims.rounds import plan_rounds
from empact.analysis.columns import format_cell
from empact.analysis.facts import check_plan_context
from empact.arguments import check_type
from empact.documents.headings import about_plans, driver_alone
from empact.documents.language import Words, words_in
from empact.documents.months import format_day
from empact.documents.report_form import ASKED
from empact.documents.tables import ColumnOf, column, table
from empact.documents.tasking_overview import abridged
from empact.documents.values import ColumnType, Document, Layout, Section, Text
from empact.model import Action

_ACTIVITY = 60
"""The most characters of an activity."""


def build_round(
    ctx: PlanContext, *, checkpoint: str | None = None, state: RoundState | None = None, language: str = "en"
) -> Document:
    """Return the state of a round: who has answered, what is open by party and by action, and who is late.

    It is for the Driver and the Support Unit only: it names who has not reported.

    Args:
        ctx: The plan with its reports, ledger and KPI register.
        checkpoint: The checkpoint of the round; the start of its name is enough. None for the newest one on the date of
            knowledge, or else the first; a plan without any has no round.
        state: The state that is known already, such as one with an inbox; None if it is that of ``ctx``.
        language: The language of the fixed words; texts of the plan and findings stay.

    Raises:
        UnknownIdError: The plan has no such checkpoint, or no day for it.
    """
    check_plan_context("build_round()", ctx)
    check_type("state", "a RoundState or None", (RoundState, type(None)), state)
    words = words_in(language)
    if state is None and checkpoint is None and not plan_rounds(ctx.plan):
        head = _head("State of the round of {plans}", ctx, words)
        why = words("{plan} has no checkpoint with a day, so nobody is asked to report.", plan=ctx.plan.id)
        text = Text((why,))
        return Document(sections=(Section(key="summary", title=words("Summary"), body=text),), **head)
    known = ctx.round_state(checkpoint) if state is None else state
    title = "State of the round of {checkpoint}, {plans}"
    head = _head(title, ctx, words, checkpoint=known.checkpoint)
    return Document(sections=tuple(_sections(known, words)), **head)


def _head(title: str, ctx: PlanContext, words: Words, **named: str) -> dict[str, Any]:
    head = about_plans("round", title, ctx, words, **named)
    return {**head, "properties": {**driver_alone(words), **head["properties"]}}


def _sections(state: RoundState, words: Words) -> Iterator[Section]:
    summary = Text(tuple(_summary(state, words)))
    yield Section(key="summary", title=words("Summary"), body=summary)
    yield _parties(state, words)
    yield from _open_by_party(state, words)
    yield from _open_by_action(state, words)
    if state.open_groups:
        columns: tuple[ColumnOf[OpenGroup], ...] = (
            column("action", "Action", lambda group: group.action, width=10),
            column("group", "In the plan", lambda group: group.words, width=50),
        )
        of_plan = state.plan.id
        body = table(
            columns, state.open_groups, key=lambda group: f"{group.action or of_plan} {group.words}", words=words
        )
        yield Section(key="open-groups", title=words("Groups that the plan leaves open: nobody is asked"), body=body)
    if state.inbox is not None:
        yield from _inbox(state, state.inbox, words)


def _summary(state: RoundState, words: Words) -> Iterator[str]:
    asked = [party for party in state.parties if party.asked]
    heard, silent = [party for party in asked if not party.silent], [party.party for party in asked if party.silent]
    yield words(
        "{checkpoint} of {plan}: {number} of {all} parties that are asked have reported.",
        checkpoint=state.checkpoint,
        plan=state.plan.id,
        number=len(heard),
        all=len(asked),
    )
    if silent:
        yield words("Silent: {parties}.", parties=", ".join(silent))
    expected, unanswered = sum(party.expected for party in asked), sum(len(party.open) for party in asked)
    yield words("Open: {number} of {all} expected answers.", number=unanswered, all=expected)
    day, calling = state.context.as_of, dict.fromkeys(by for party in state.parties for by in party.called_by)
    if not state.called:
        yield words("No call is recorded, so no report has a due day, and nobody is late.")
        return
    yield words("Called for by {parties}.", parties=", ".join(calling))
    if day is None:
        return
    known = [party for party in state.parties if party.late]
    late, partly = ([party.party for party in known if party.silent is silent] for silent in (True, False))
    on = format_day(day, words)
    yield words("Late and silent on {day}: {parties}.", day=on, parties=", ".join(late) or words("nobody"))
    if partly:
        yield words("Late on {day} with some of their actions: {parties}.", day=on, parties=", ".join(partly))


def _parties(state: RoundState, words: Words) -> Section:
    in_inbox: dict[str, list[str]] = {}
    for file in state.inbox or ():
        if file.party is not None:
            in_inbox.setdefault(file.party, []).append(words(file.state.value))
    columns: list[ColumnOf[RoundParty]] = [
        column("party", "Party", lambda party: _called(party, words), width=10),
        column("due", "Due", lambda party: party.due, type=ColumnType.DATE),
        column("answered_on", "Reported on", lambda party: party.answered_on, type=ColumnType.DATE),
        column("expected", "Expected answers", lambda party: party.expected, type=ColumnType.NUMBER, width=10),
        column("open", "Open", lambda party: len(party.open), type=ColumnType.NUMBER, width=8),
        column("late", "Late", _late, type=ColumnType.LIST, width=20),
    ]
    if state.inbox is not None:
        columns.append(
            column(
                "inbox",
                "In the inbox",
                lambda party: tuple(in_inbox.get(party.party, ())) or None,
                type=ColumnType.LIST,
                width=14,
            )
        )
    if not all(party.asked for party in state.parties):
        columns.insert(1, column("asked", "Asked", lambda party: words("yes") if party.asked else words("no"), width=8))
    body = table(columns, state.parties, key=lambda party: party.party, words=words)
    return Section(key="parties", title=words("Parties"), body=body)


def _called(party: RoundParty, words: Words) -> str:
    return words("{party} (report redacted)", party=party.party) if party.redacted else party.party


def _late(party: RoundParty) -> tuple[str, ...] | None:
    return tuple(action.action.number for action in party.actions if action.late) or None


class _Open(NamedTuple):
    """An action on which a party has answers open, or is late."""

    party: RoundParty
    action: RoundAction


def _pairs(state: RoundState) -> list[_Open]:
    return [
        _Open(party, action) for party in state.parties for action in party.actions if action.unanswered or action.late
    ]


def _open_by_party(state: RoundState, words: Words) -> Iterator[Section]:
    columns: tuple[ColumnOf[_Open], ...] = (
        column("party", "Party", lambda pair: pair.party.party, width=10),
        column("action", "Action", lambda pair: pair.action.action.number, width=10),
        column("open", "What is open", lambda pair: _questions(pair.action.unanswered, words), type=ColumnType.LIST),
        column("due", "Due", lambda pair: pair.action.due, type=ColumnType.DATE),
        column("state", "State", lambda pair: _state(pair.action, words), width=30),
    )
    pairs = _pairs(state)
    if pairs:
        body = table(columns, pairs, key=lambda pair: f"{pair.party.party} {pair.action.action.number}", words=words)
        yield Section(key="by-party", title=words("Open, by party"), body=body, layout=Layout.LIST)


def _state(action: RoundAction, words: Words) -> str:
    """Say when the party reported on an action, and whether that is late."""
    day = action.reported_on
    state = words("not reported") if day is None else words("reported on {day}", day=day)
    return words("late: {state}", state=state) if action.late else state


def _questions(questions: Iterable[FormQuestion], words: Words) -> tuple[str, ...] | None:
    return tuple(_question(question, words) for question in questions) or None


def _question(question: FormQuestion, words: Words) -> str:
    asked = words(ASKED[question.asked])
    return asked if question.kpi is None else words("{what}, KPI {number}", what=asked, number=question.kpi.number)


class _ByAction(NamedTuple):
    """An action with who has reported on it, and what is open from whom."""

    action: Action
    reported: tuple[str, ...]
    open: tuple[str, ...]


def _open_by_action(state: RoundState, words: Words) -> Iterator[Section]:
    rows: list[_ByAction] = []
    for action in state.plan.actions:
        of_action = [
            _Open(party, known) for party in state.parties for known in party.actions if known.action is action
        ]
        if of_action:
            reported = tuple(pair.party.party for pair in of_action if pair.action.reported_on is not None)
            left = tuple(
                f"{pair.party.party}: {', '.join(_questions(pair.action.unanswered, words) or ())}"
                for pair in of_action
                if pair.action.unanswered
            )
            rows.append(_ByAction(action, reported, left))
    columns: tuple[ColumnOf[_ByAction], ...] = (
        column("action", "Action", lambda row: _named(row.action, words), width=34),
        column("reported", "Reported by", lambda row: row.reported or None, type=ColumnType.LIST, width=20),
        column("open", "Open", lambda row: row.open or None, type=ColumnType.LIST, width=50),
    )
    if rows:
        body = table(columns, rows, key=lambda row: row.action.number, words=words)
        yield Section(key="by-action", title=words("Open, by action"), body=body)


def _named(action: Action, words: Words) -> str:
    return f"{action.number} {abridged(format_cell(action.activity, words), _ACTIVITY)}"


class _Found(NamedTuple):
    """A finding about a file of the inbox."""

    file: InboxFile
    problem: InboxProblem


def _inbox(state: RoundState, files: Sequence[InboxFile], words: Words) -> Iterator[Section]:
    """Yield what each file would be, and what is wrong with it."""
    title = words("Inbox: what each file would be if it were added now")
    if not files:
        yield Section(key="inbox", title=title, body=Text((words("The inbox is empty."),)))
        return

    def why(file: InboxFile) -> str | None:
        is_of_round = file.state is InboxState.FOREIGN or file.checkpoint in {None, state.checkpoint}
        return file.why or (None if is_of_round else words("It is for another checkpoint."))

    columns: tuple[ColumnOf[InboxFile], ...] = (
        column("file", "File", lambda file: file.file, width=30),
        column("party", "Party", lambda file: file.party, width=8),
        column("checkpoint", "Checkpoint", lambda file: file.checkpoint, width=14),
        column("on", "Date", lambda file: None if file.report is None else file.report.on, type=ColumnType.DATE),
        column("state", "State", lambda file: words(file.state.value), width=16),
        column("why", "Why", why, width=30),
        column(
            "remedies",
            "What settles it in 'empact report add'",
            lambda file: tuple(remedy.says for remedy in file.remedies) or None,
            type=ColumnType.LIST,
            width=30,
        ),
    )
    yield Section(key="inbox", title=title, body=table(columns, files, key=lambda file: file.file, words=words))
    found = [_Found(file, problem) for file in files for problem in file.problems]
    if not found:
        return
    of_finding: tuple[ColumnOf[_Found], ...] = (
        column("file", "File", lambda row: row.file.file, width=20),
        column("key", "Key", lambda row: row.problem.key, width=24),
        column("place", "Place", lambda row: _place(row.problem, words), width=16),
        column("finding", "Finding", lambda row: f"{row.problem.finding.code} {row.problem.finding.name}", width=20),
        column("message", "What is wrong", lambda row: row.problem.finding.message, width=40),
        column("hint", "What to write", lambda row: row.problem.finding.hint, width=40),
    )
    body = table(of_finding, found, key=lambda row: f"{row.file.file} {row.problem.finding.code}", words=words)
    yield Section(key="inbox-findings", title=words("Findings about the inbox"), body=body, layout=Layout.RECORDS)


def _place(problem: InboxProblem, words: Words) -> str | None:
    return str(problem.finding.place) if problem.is_elsewhere else place_in_file(problem, words) or None


def place_in_file(problem: InboxProblem, words: Words, *, sheets: bool = True) -> str:
    """Return where a problem is in its file: a cell, or a line; empty if it is about the whole file or another.

    Args:
        problem: The problem.
        words: The fixed words.
        sheets: Whether the name of the sheet is named, which the sender may have changed.
    """
    place = problem.finding.place
    if problem.is_elsewhere:
        return ""
    if place.cell is not None:
        if sheets and place.sheet is not None:
            return words("sheet '{sheet}', cell {cell}", sheet=place.sheet, cell=place.cell)
        return words("cell {cell}", cell=place.cell)
    if place.table is not None:
        return words("table {table}, row {row}, column {column}", table=place.table, row=place.row, column=place.column)
    return "" if place.line is None else words("line {line}", line=place.line)
