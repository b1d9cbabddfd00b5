"""The exclusion dossier: what is recorded about a party under the exclusion clause. It never decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from empact.analysis import (
    Criterion,
    Dossier,
    EvidenceState,
    PlanContext,
    ReportedKind,
    ReportedStatement,
    Statement,
    WithdrawalImpact,
    exclusion,
)
from empact.analysis.facts import check_plan_context
from empact.diagnostics import Pointer
from empact.documents.cited_entries import CitedEntries
from empact.documents.cited_reports import CitedReports
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.names import file_stem
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Table, Text
from empact.errors import ExportError
from empact.model import FrozenMap, Plan, Ref

_DECIDES_NOTHING = (
    "This dossier decides nothing: people weigh the evidence and decide whether the party remains a participant."
)
_IMPACT = {
    "whole_plan": "the plan as a whole",
    "without_leader": "action without a leader",
    "fewer_leaders": "action with one leader fewer",
    "fewer_participants": "action with one participant fewer",
    "possible": "group that may include the party",
    "goals": "goal not served",
    "links": "link to an action without parties",
}
_REPORTED = {
    ReportedKind.OWN: "own report",
    ReportedKind.CITED: "citation",
    ReportedKind.STATED: "share by a leader",
    ReportedKind.OBSTACLES: "obstacles",
}
_ENTRIES = {
    0: "The ledger has no entry about {plan}, as known on {day}.",
    1: "The ledger has 1 entry about {plan}, as known on {day}.",
}


class _Line(NamedTuple):
    """A sentence with what it is for, such as the side of a condition; None if the table is about one thing."""

    what: str | None
    statement: Statement


def build_exclusion(ctx: PlanContext, *, party: str, impact: bool = False, language: str = "en") -> Document:
    """Return the dossier of a party: the evidence for and against each condition of the exclusion clause.

    It lists evidence and never decides. See :func:`empact.analysis.exclusion`.

    Args:
        ctx: The plan, with a date of knowledge.
        party: The code or the name of the party.
        impact: Whether to show what the plan would be without the party, too.
        language: The language of the fixed words; the sentences of the evidence are English.

    Raises:
        ExportError: The context has no date of knowledge.
        UnknownIdError: The register has no such party.
    """
    check_plan_context("build_exclusion()", ctx)
    if ctx.as_of is None:
        raise ExportError("The document 'exclusion' needs a date of knowledge: add as_of=datetime.date(...).")
    dossier, words = exclusion(ctx, party, impact=impact), words_in(language)
    title = "Exclusion dossier of {party} in {plans}"
    head = about_plans("exclusion", title, ctx, words, party=dossier.party_code)
    head["name"] = file_stem(f"{ctx.plan.id}-exclusion-{dossier.party_code}")
    head["properties"] = FrozenMap({**head["properties"], "party": dossier.party_code})
    has_gaps = bool(ctx.whole_ledger.gaps)
    status = Text((words(_DECIDES_NOTHING), *_status(dossier, words), *_entries(dossier, words, has_gaps=has_gaps)))
    tables = _Tables(ctx, words)
    sections = [
        Section(key="status", title=words("What this is"), body=status),
        *tables.sentences("lost", "Lost entries", dossier.lost),
        *tables.sentences("about", "Who this is", dossier.about),
    ]
    if dossier.clause:
        sections.append(Section(key="clause", title=words("The clause"), body=Text((dossier.clause,))))
    sections += [
        *(tables.condition(letter, criterion) for letter, criterion in _lettered(dossier)),
        *tables.to_weigh(dossier.to_weigh),
        *tables.sentences("beside", "Other entries", dossier.beside),
        *tables.sentences("decisions", "Decisions", dossier.decisions, none="No decision is recorded."),
        *tables.sentences("left-open", "What the text leaves open", dossier.left_open),
    ]
    if dossier.impact is not None:
        sections.append(tables.impact(dossier.impact))
    sections += tables.records()
    return Document(version=3, sections=tuple(sections), **head)


def _status(dossier: Dossier, words: Words) -> Iterator[str]:
    """Yield whether the clause covers the party, how far the conditions have evidence, and a recorded decision."""
    if dossier.can_be_subject is None:
        yield words("No provision of the plan is marked as its exclusion clause.")
    elif dossier.can_be_subject:
        yield words("The clause covers {party}.", party=dossier.party_code)
    else:
        yield words("The clause does not cover {party}: it covers member states only.", party=dossier.party_code)
    if dossier.criteria:
        states = [criterion.state for criterion in dossier.criteria]
        complete, contested = states.count(EvidenceState.COMPLETE), states.count(EvidenceState.CONTESTED)
        counted = "Conditions with complete evidence: {complete} of {all}."
        if contested:
            counted = "Conditions with complete evidence: {complete} of {all}, with contested evidence: {contested}."
        yield words(counted, complete=complete, all=len(states), contested=contested)
        yield from (_condition_title(letter, criterion, words) for letter, criterion in _lettered(dossier))
    if dossier.decisions:
        yield words("Last decision: {sentence}", sentence=dossier.decisions[-1].text)
    if dossier.excluded_since is not None:
        excluded = "{party} is excluded from {day} on, by a decision in the ledger."
        yield words(excluded, party=dossier.party_code, day=dossier.excluded_since)


def _lettered(dossier: Dossier) -> Iterator[tuple[str, Criterion]]:
    """Yield the conditions of the clause with their letters."""
    return zip("abc", dossier.criteria, strict=False)


def _condition_title(letter: str, criterion: Criterion, words: Words) -> str:
    return f"({letter}) {words(criterion.kind.value)}: {words(criterion.state.value)}"


def _entries(dossier: Dossier, words: Words, *, has_gaps: bool) -> Iterator[str]:
    """Yield the basis of the dossier: how many entries are known and later, and that some are changed or removed."""
    number = dossier.known
    has = _ENTRIES.get(number, "The ledger has {number} entries about {plan}, as known on {day}.")
    yield words(has, number=number, plan=dossier.plan_id, day=dossier.as_of)
    if dossier.later == 1:
        yield words("1 later entry is not used.")
    elif dossier.later:
        yield words("{number} later entries are not used.", number=dossier.later)
    if has_gaps:
        yield words("Existing entries of the ledger were changed or removed: see 'empact ledger check'.")


class _Tables:
    """Tables of sentences about a plan, in the words of one language, and the records that they cite."""

    def __init__(self, ctx: PlanContext, words: Words) -> None:
        self._plan = ctx.plan
        self._words = words
        self._entries = CitedEntries.of((ctx,), words)
        self._reports = CitedReports.of((ctx,), ctx.reports, words)
        self._cited: dict[str, None] = {}

    def records(self) -> Iterator[Section]:
        """Yield the entries and the reports that the tables so far cite, with their ids."""
        yield from self._entries.section(self._cited)
        reports = [report for report in self._reports.reports if report.id in self._cited]
        if reports:
            yield self._reports.section(reports)

    def condition(self, letter: str, criterion: Criterion) -> Section:
        """Return the evidence for and against a condition, and what is missing."""
        sides = (("for", criterion.evidence), ("against", criterion.against), ("missing", criterion.missing))
        lines = [_Line(side, statement) for side, statements in sides for statement in statements]
        words = self._words
        title = _condition_title(letter, criterion, words)
        side: ColumnOf[_Line] = column("side", "For, against or missing", self._what, width=12)
        return Section(key=f"condition-{letter}", title=title, body=self._table(lines, side), layout=Layout.LIST)

    def to_weigh(self, reported: Iterable[ReportedStatement]) -> Iterator[Section]:
        """Yield what reports say that has to do with the commitments; nothing if they say nothing."""
        lines = [_Line(_REPORTED[weighed.kind], weighed.statement) for weighed in reported]
        if lines:
            what: ColumnOf[_Line] = column("what", "Part of the report", self._what, width=16)
            title = self._words("To be weighed: what reports say about the commitments")
            yield Section(key="to-weigh", title=title, body=self._table(lines, what), layout=Layout.LIST)

    def impact(self, impact: WithdrawalImpact) -> Section:
        """Return the plan without the party; actions that are over are left out."""
        lines = [
            _Line(what, Statement(text=change.text, stated=change.stated, at=change.at))
            for field, what in _IMPACT.items()
            for change in getattr(impact, field)
        ]
        period, words = self._plan.period, self._words
        title = words("The plan without {party} from {day}", party=impact.party_code, day=impact.leaving)
        if period is not None and lines:
            title = words("{title} (actions that are over are omitted)", title=title)
            change: ColumnOf[_Line] = column("what", "What changes", self._what, width=24)
            return Section(key="impact", title=title, body=self._table(lines, change), layout=Layout.LIST)
        if period is None:
            why = words("Not known: the plan has no period.")
        elif period.end < impact.leaving:
            why = words("No change: the plan ended on {day}.", day=period.end)
        else:
            why = words("No change: no cell for parties names {party} from that date on.", party=impact.party_code)
        return Section(key="impact", title=title, body=Text((why,)))

    def sentences(
        self, key: str, title: str, statements: Iterable[Statement], *, none: str | None = None
    ) -> Iterator[Section]:
        """Yield sentences as a table; if there are none, a text that says so, or nothing."""
        lines = [_Line(None, statement) for statement in statements]
        if lines:
            yield Section(key=key, title=self._words(title), body=self._table(lines), layout=Layout.LIST)
        elif none is not None:
            yield Section(key=key, title=self._words(title), body=Text((self._words(none),)))

    def _what(self, line: _Line) -> str | None:
        return None if line.what is None else self._words(line.what)

    def _table(self, lines: Iterable[_Line], *first: ColumnOf[_Line]) -> Table:
        """Return a table of sentences; a key is what it is for, with its entries or its first other source.

        If reports are among the sources, all sources are in the key.
        """

        def sources(line: _Line) -> tuple[str, ...]:
            return _sources(self._plan, line.statement)

        def named(line: _Line) -> tuple[str, ...]:
            self._cited.update(dict.fromkeys((*line.statement.entries, *line.statement.reports)))
            return tuple(self._reports.title(self._entries.name(source)) for source in sources(line))

        def key(line: _Line) -> str:
            statement = line.statement
            cited = sources(line) if statement.reports else statement.entries or (min(sources(line)),)
            return " ".join(filter(None, [line.what, *cited]))

        columns: tuple[ColumnOf[_Line], ...] = (
            *first,
            column("sentence", "Sentence", lambda line: line.statement.text, width=60),
            column("sources", "Sources", named, type=ColumnType.LIST, width=30),
        )
        return table(columns, lines, key=key, words=self._words)


def _sources(plan: Plan, statement: Statement) -> tuple[str, ...]:
    """Return the sources of a sentence: entries, places of the text, and values of the plan as ``1.1 participants``."""
    places = dict.fromkeys(_place(plan, pointer) for pointer in statement.at)
    others = () if statement.source is None else (statement.source,)
    return (*statement.entries, *statement.reports, *map(str, statement.stated), *places, *others)


def _place(plan: Plan, pointer: Pointer) -> str:
    """Return a value of an action or a goal by its number: positions move when rows are added."""
    match str(pointer).split("/"):
        case [_, "actions", position, *fields]:
            return " ".join([plan.actions[int(position)].number, *fields[:1]])
        case [_, "goals", position, *_]:
            return str(Ref(goal=plan.goals[int(position)].number))
        case _:
            return str(pointer)
