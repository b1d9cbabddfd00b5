"""The findings of a validation, one row each, sorted by who has to act: the paper for the meeting."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from empact.analysis import Determinacy, PartyAssignment, PartyRole, PlanContext, PortfolioContext
from empact.analysis.columns import format_cell
from empact.analysis.facts import check_context
from empact.arguments import check_text, check_type
from empact.diagnostics import Diagnostic, Diagnostics, Place, RelatedPlace, Severity
from empact.documents.headings import about_plans
from empact.documents.keys import unique_keys
from empact.documents.language import Words, words_in
from empact.documents.plan_notes import with_plan_notes
from empact.documents.provenance import action_refs
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Table, Text
from empact.model import Action, FrozenMap

_ACTIONS = "actions"
_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}
_LEADERS = (PartyRole.LEADER, PartyRole.CO_LEADER)
_DRIVER = "Driver"
"""Who has to act on a plan that names no Driver."""
_NOTES = (
    "The leaders of an action have to act on findings about it; the Driver has to act on all other findings.",
    "If there is no other leader, a leader that is conditional or to be confirmed has to act.",
    "A finding about an action with several leaders counts for each of them.",
)


class _Row(NamedTuple):
    """A finding with the key of its row, and who has to act on it."""

    key: str
    finding: Diagnostic
    who: tuple[str, ...]


def build_findings(
    ctx: PortfolioContext,
    *,
    findings: Diagnostics,
    show: str = Severity.INFO.value,
    summary: bool = True,
    language: str = "en",
) -> Document:
    """Return the findings as a table, sorted by who has to act, then by severity, and a summary of who has to act.

    The leaders of an action have to act on its findings, the Driver on those about the plan. A row has the code and the
    subject of its finding as key, so that a finding keeps its key when others are fixed. The subject refers to the row
    of the action in a table of the actions with findings.

    Args:
        ctx: The plans that were checked.
        findings: The findings.
        show: The lowest severity to list. The properties count all findings.
        summary: Whether to begin with a table of those who have to act, and to add the actions.
        language: The language of the fixed words; messages and hints are English.
    """
    check_text("The text of show", show)
    check_context("build_findings()", ctx)
    check_type("The findings", "Diagnostics", Diagnostics, findings)
    words = words_in(language)
    actors = _Actors(ctx)
    listed = [finding for finding in findings if finding.severity >= Severity(show)]
    keys = unique_keys(f"{finding.code} {finding.place.subject or finding.place}".rstrip() for finding in listed)
    rows = [_Row(key, finding, actors.of(finding.place)) for key, finding in zip(keys, listed, strict=True)]
    order = actors.order(row.who for row in rows)
    worst_first = {severity: -rank for rank, severity in enumerate(sorted(Severity))}
    by_who = sorted(
        rows, key=lambda row: ([order[who] for who in row.who] or [len(order)], worst_first[row.finding.severity])
    )
    subject = _naming(ctx, words)
    sections = [Section(key="findings", title=words("Findings"), body=_table(by_who, _refs(ctx), subject, words))]
    if summary:
        sections += _actions(ctx, {finding.place.subject for finding in listed}, words)
    if summary and order:
        first = _summary(rows, order, subject, words, several=len(ctx) > 1)
        notes = Section(key="notes", title=words("Notes"), body=Text(tuple(map(words, _NOTES))))
        sections = [first, *sections, notes]
    head = about_plans("findings", "Findings in {plans}", ctx, words)
    head["properties"] = FrozenMap({**head["properties"], **_counts(findings, len(listed))})
    return Document(sections=tuple(sections), **head)


def _naming(ctx: PortfolioContext, words: Words) -> Callable[[str], str]:
    """Return the function that names a subject: an entry or a report by what it is, all others by themselves."""
    from empact.documents.cited_entries import CitedEntries  # most findings are about a plan
    from empact.documents.cited_reports import CitedReports

    entries = CitedEntries.of(ctx.contexts, words)
    reports = CitedReports.of(ctx.contexts, (report for each in ctx.contexts for report in each.reports), words)

    def name(subject: str) -> str:
        plan, sign, part = subject.partition(":")
        named = reports.title(entries.name(part))
        return subject if named == part else f"{plan}{sign} {named}"

    return name


def _table(rows: Iterable[_Row], refs: Mapping[str, str], name: Callable[[str], str], words: Words) -> Table:
    """Return the findings as a table; the references are those of the actions, by subject."""

    def who(row: _Row) -> tuple[str, ...] | None:
        return tuple(_name(actor, words) for actor in row.who) or None

    def column_of_line(row: _Row) -> int | None:
        return None if row.finding.place.line is None else row.finding.place.column

    def related(row: _Row) -> tuple[str, ...] | None:
        return tuple(map(_format_related, row.finding.related)) or None

    columns: tuple[ColumnOf[_Row], ...] = (
        column("who", "Who has to act", who, type=ColumnType.LIST, width=16),
        column(
            "subject",
            "Subject",
            lambda row: row.finding.place.subject and name(row.finding.place.subject),
            width=14,
            refers_to=(_ACTIONS,),
        ),
        column("severity", "Severity", lambda row: words(row.finding.severity.value), width=10),
        column("message", "Message", lambda row: row.finding.message, width=60),
        column("hint", "Cure", lambda row: row.finding.hint, width=60),
        column("related", "See also", related, type=ColumnType.LIST, width=30),
        column("code", "Code", lambda row: row.finding.code, width=10),
        column("name", "Rule", lambda row: row.finding.name, width=24),
        column("file", "File", lambda row: row.finding.place.file, width=24),
        column("line", "Line", lambda row: row.finding.place.line, type=ColumnType.NUMBER, width=6),
        column("column", "Column", column_of_line, type=ColumnType.NUMBER, width=6),
        column("cell", "Cell", lambda row: _cell(row.finding.place), width=8),
        column("origin", "Plugin", lambda row: row.finding.origin, width=16),
    )
    return table(
        columns, rows, key=lambda row: row.key, ref=lambda row: refs.get(row.finding.place.subject or ""), words=words
    )


def _cell(place: Place) -> str | None:
    """Return where in its file a cell of a workbook or of a table is; English, as the message is."""
    is_in_text = place.sheet is None and place.table is None
    return place.cell if is_in_text else str(Place(**{name: getattr(place, name) for name in _INSIDE}))


_INSIDE = ("sheet", "cell", "page", "table", "row", "column")


def _refs(ctx: PortfolioContext) -> dict[str, str]:
    """Return the reference to each action by its subject, unless several have the same."""
    by_subject: dict[str, set[str]] = {}
    for context in ctx:
        for action, ref in zip(context.plan.actions, action_refs(context), strict=True):
            by_subject.setdefault(f"{context.plan.id}:{action.number}", set()).add(ref)
    return {subject: min(refs) for subject, refs in by_subject.items() if len(refs) == 1}


class _ActionRow(NamedTuple):
    subject: str
    action: Action
    ref: str


def _actions(ctx: PortfolioContext, subjects: Container[str | None], words: Words) -> Iterator[Section]:
    """Yield the table of the actions that findings are about, if there are any."""
    every = [
        _ActionRow(f"{context.plan.id}:{action.number}", action, ref)
        for context in ctx
        for action, ref in zip(context.plan.actions, action_refs(context), strict=True)
    ]
    listed = [row for row in every if row.subject in subjects]
    if not listed:
        return
    columns: tuple[ColumnOf[_ActionRow], ...] = (
        column("action", "Action", lambda row: row.subject, width=14),
        column("activity", "Activity", lambda row: format_cell(row.action.activity, words) or None, width=60),
        column("leaders", "Leaders", lambda row: format_cell(row.action.leaders, words) or None, width=20),
        column(
            "participants", "Participants", lambda row: format_cell(row.action.participants, words) or None, width=30
        ),
        column("timing", "Timing", lambda row: format_cell(row.action.timing, words) or None, width=30),
    )
    body = table(columns, listed, key=lambda row: row.subject, ref=lambda row: row.ref, words=words)
    section = Section(key=_ACTIONS, title=words("Actions with findings"), body=body)
    yield with_plan_notes(section, [context.plan for context in ctx], words)


class _Actors:
    """Who has to act on a finding: the leaders of its action; without any, the Driver."""

    def __init__(self, ctx: PortfolioContext) -> None:
        self._register = ctx.register
        self._plans = {context.plan.id: context for context in ctx}
        self._known: dict[str | None, tuple[str, ...]] = {}

    def of(self, place: Place) -> tuple[str, ...]:
        """Return who has to act; empty if a finding is about no plan, such as one about a plugin."""
        subject = place.subject
        if subject not in self._known:
            plan, _, part = (subject or "").partition(":")
            self._known[subject] = self._find(self._plans[plan], part) if plan in self._plans else ()
        return self._known[subject]

    def _find(self, ctx: PlanContext, part: str) -> tuple[str, ...]:
        is_action = ctx.plan.find_action(part) is not None  # a finding may be about a goal, or about a report
        leaders = ctx.planned_assignments.of_action(part, *_LEADERS) if is_action else ()
        certain = [leader for leader in leaders if not (leader.item.condition or leader.is_tentative)]
        drivers = ctx.planned_assignments.of_action(None, PartyRole.DRIVER)
        return tuple(dict.fromkeys(_actor(assignment) for assignment in certain or leaders or drivers)) or (_DRIVER,)

    def order(self, groups: Iterable[Sequence[str]]) -> dict[str, int]:
        """Return the place of each: the Drivers, then parties in the order of the register, then words of the plan."""
        drivers = {who: -1 for ctx in self._plans.values() for who in self._find(ctx, "")}
        known = {party.code: index for index, party in enumerate(self._register.parties)} | drivers
        names = sorted({who for group in groups for who in group}, key=lambda who: (known.get(who, len(known)), who))
        return {who: index for index, who in enumerate(names)}


def _actor(assignment: PartyAssignment) -> str:
    """Return the code of a party, or the words of the plan for a group or an office."""
    return (
        assignment.parties[0].code
        if assignment.determinacy is Determinacy.NAMED and assignment.parties
        else assignment.name
    )


def _name(who: str, words: Words) -> str:
    """Return who has to act as it is printed; only the office is in fixed words."""
    return words(who) if who == _DRIVER else who


def _summary(
    rows: Iterable[_Row], order: Iterable[str], name: Callable[[str], str], words: Words, *, several: bool
) -> Section:
    """Return for each who has to act: the number of findings of each severity, and what they are about."""
    findings: dict[str, list[Diagnostic]] = {who: [] for who in order}
    for row in rows:
        for who in row.who:
            findings[who].append(row.finding)

    def number(severity: Severity) -> ColumnOf[str]:
        word = _PLURALS[severity]

        def get(who: str) -> int | None:
            return sum(finding.severity is severity for finding in findings[who]) or None

        return column(word, word.capitalize(), get, type=ColumnType.NUMBER)

    def subjects(who: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_subject(finding.place, name, several=several) for finding in findings[who]))

    columns: tuple[ColumnOf[str], ...] = (
        column("who", "Who has to act", lambda who: _name(who, words), width=16),
        *map(number, _PLURALS),
        column("subjects", "About", subjects, type=ColumnType.LIST, width=40),
    )
    return Section(key="who", title=words("Who has to act"), body=table(columns, findings, key=str, words=words))


def _subject(place: Place, name: Callable[[str], str], *, several: bool) -> str:
    """Return what a finding is about: the number of an action, the plan, or a record."""
    subject = name(place.subject) if place.subject else str(place)
    return subject if several else subject.partition(":")[2].strip() or subject


def _format_related(also: RelatedPlace) -> str:
    where = str(also.place)
    subject = "" if also.place.subject in {None, where} else f" ({also.place.subject})"
    return f"{where}{subject}: {also.reason}"


def _counts(findings: Diagnostics, listed: int) -> dict[str, int]:
    """Return the number of findings of each severity, and how many are not listed or waived, if any."""
    counts = {_PLURALS[severity]: number for severity, number in findings.counts().items()}
    others = {"not_listed": len(findings) - listed, "waived": len(findings.waived)}
    return counts | {key: number for key, number in others.items() if number}
