"""The responsibility matrix: which party leads, joins or may join which action of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from empact.analysis import (
    Determinacy,
    PartyAssignment,
    PartyRole,
    PlanContext,
    ResolvedSpan,
    workload,
)
from empact.analysis.facts import check_plan_context
from empact.analysis.involvement.candidates import Candidates
from empact.analysis.workloads.duties import ROLES
from empact.documents.excluded import excluded_parties
from empact.documents.headings import about_plans
from empact.documents.keys import unique_keys
from empact.documents.language import Words, words_in
from empact.documents.pages import matrix
from empact.documents.provenance import action_refs
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Table, Text
from empact.documents.workload import GAPS, WHY_APART
from empact.model import Action, PartyKind, Span, joined_spans

_GROUP = "G"
_LETTERS = {
    PartyRole.LEADER: "L",
    PartyRole.CO_LEADER: "C",
    PartyRole.COOPERATING: "W",
    PartyRole.PARTICIPANT: "J",
    PartyRole.SUPPORT: "S",
    PartyRole.OBSERVER: "O",
}
_ORDER = "LCWJGSO"
_OBSERVES = "O observes the action."
_POSSIBLE = "?"
_LEGEND = (
    "L leads the action, C co-leads it, W works with the leader ('in cooperation with'), S supports it.",
    "J joins by name, G joins through a group such as 'All MS'.",
    "? may be meant by a group that the plan leaves open, such as 'Relevant MS'; L? may be one of its leaders.",
    "In brackets: not certain. The role is conditional or to be confirmed, or the action is tentative or suspended.",
)


def build_responsibilities(ctx: PlanContext, *, language: str = "en") -> Document:
    """Return the parties of a plan against its actions, with a letter for each role.

    The parties of an action are those of its own time. A party has a row if it has a role in any action; a member state
    also if an open group may mean it. Tables follow with the reasons for brackets, the parties that have a role for a
    part of the time only, and the words of the plan that no party is assigned to.

    Args:
        ctx: The plan.
        language: The language of the fixed words.
    """
    check_plan_context("build_responsibilities()", ctx)
    letters, words = _Matrix(ctx), words_in(language)
    keys = unique_keys(action.number for action in ctx.plan.actions)
    observed = any(
        _LETTERS[PartyRole.OBSERVER] in by_action for row in letters.letters.values() for by_action in row.values()
    )
    legend = (*_LEGEND, _OBSERVES) if observed else _LEGEND
    said = Text(tuple(letters.summary(keys, words)))
    sections = [Section(key="summary", title=words("Summary"), body=said)] if said.paragraphs else []
    sections += [Section(key="legend", title=words("Letters"), body=Text(tuple(map(words, legend))))]
    sections += matrix("matrix", "Parties and actions", "Party", keys, letters.rows(keys), words=words)
    tables = (_doubts(ctx, words), letters.times(keys, words), _without_row(ctx, words), excluded_parties(ctx, words))
    sections += [section for section in tables if section is not None]
    head = about_plans("responsibilities", "Responsibility matrix of {plans}", ctx, words)
    return Document(sections=tuple(sections), **head)


class _Time(NamedTuple):
    """Days in which a party has a role in an action."""

    position: int
    party: str
    action: str
    span: Span


class _Doubt(NamedTuple):
    """Why a letter is in brackets: in fixed words, and in those of the plan."""

    position: int
    action: str
    party: str | None
    why: str
    text: str | None = None


class _WithoutRow(NamedTuple):
    """What no party is assigned to: the words of the plan, why, and the numbers of the actions."""

    words: str | None
    why: str
    actions: tuple[str, ...]


class _Matrix:
    """The letters of each party, by the position of the action."""

    def __init__(self, ctx: PlanContext) -> None:
        self.ctx = ctx
        self.letters: dict[str, dict[int, dict[str, bool]]] = {}  # a letter is certain or not
        self.spans: dict[tuple[str, int], list[Span]] = {}
        candidates = Candidates(ctx.plan, ctx.register, ctx.schedule)
        self.open: list[tuple[PartyAssignment, ResolvedSpan]] = []
        for position in range(len(ctx.plan.actions)):
            items = ctx.assignments.of_action(position, *ROLES)
            for item in items:
                self._add(item)
            self.open += candidates.possible(items, ctx.absences)
        for item, resolved in self.open:
            if _is_of_states(item):
                for party in resolved.parties:
                    self.letters.setdefault(party.code, {})

    def _add(self, item: PartyAssignment) -> None:
        position = item.position or 0
        action = self.ctx.plan.actions[position]
        sure = not (item.is_tentative or item.item.condition or action.tentative or action.suspended)
        through = item.role is PartyRole.PARTICIPANT and item.determinacy is Determinacy.EVERY
        letter = _GROUP if through else _LETTERS[item.role]
        for resolved in item.resolved:
            for party in resolved.parties:
                letters = self.letters.setdefault(party.code, {}).setdefault(position, {})
                letters[letter] = letters.get(letter, False) or sure
                self.spans.setdefault((party.code, position), []).append(resolved.span)

    def rows(self, keys: Sequence[str]) -> dict[str, dict[str, str | None]]:
        """Return the text of each cell by party, in the order of the register, and by the key of the action."""
        possible: dict[tuple[str, int], str] = {}
        for item, resolved in self.open:
            mark = _POSSIBLE if item.role is PartyRole.PARTICIPANT else f"{_LETTERS[item.role]}{_POSSIBLE}"
            for party in resolved.parties:
                possible.setdefault((party.code, item.position or 0), mark)
        return {
            code: {key: _format(self.letters[code].get(n, {})) or possible.get((code, n)) for n, key in enumerate(keys)}
            for code in self._codes()
        }

    def summary(self, keys: Sequence[str], words: Words) -> Iterator[str]:
        """Yield who leads what for certain, and where it is to be decided or confirmed who takes part."""
        leads = {
            code: [keys[n] for n, letters in by_action.items() if letters.get(_LETTERS[PartyRole.LEADER])]
            for code in self._codes()
            for by_action in (self.letters[code],)
        }
        leaders = [f"{code} ({', '.join(numbers)})" for code, numbers in leads.items() if numbers]
        if leaders:
            yield words("Lead: {parties}.", parties=", ".join(leaders))
        undecided = sorted({item.position or 0 for item, _ in self.open})
        if undecided:
            text = "To decide: which parties are meant in {actions}; the plan leaves it open."
            yield words(text, actions=", ".join(keys[n] for n in undecided))
        doubtful = sorted({n for by in self.letters.values() for n, has in by.items() if not all(has.values())})
        if doubtful:
            yield words("To confirm: parts in {actions}.", actions=", ".join(keys[n] for n in doubtful))

    def _codes(self) -> Iterator[str]:
        return (party.code for party in self.ctx.register.parties if party.code in self.letters)

    def times(self, keys: Sequence[str], words: Words) -> Section | None:
        """Return the parties that have a role for a part of the time of an action only."""
        times: list[_Time] = []
        for code in self._codes():
            for position, key in enumerate(keys):
                spans = joined_spans(self.spans.get((code, position), ()))
                time = self.ctx.schedule.span(position) or self.ctx.plan.period
                if spans and spans != (time,):
                    times += [_Time(position, code, key, span) for span in spans]
        columns: tuple[ColumnOf[_Time], ...] = (
            column("party", "Party", lambda time: time.party),
            column("action", "Action", lambda time: time.action),
            column("from", "From", lambda time: time.span.start, type=ColumnType.DATE),
            column("until", "Until", lambda time: time.span.end, type=ColumnType.DATE),
        )
        refs = action_refs(self.ctx)
        body = table(
            columns,
            times,
            key=lambda time: f"{time.party} {time.action} {time.span.start}",
            ref=lambda time: refs[time.position],
            words=words,
        )
        return _section("times", words("Only for a part of the action's time"), body)


def _is_of_states(item: PartyAssignment) -> bool:
    """Whether an open group has no members other than member states."""
    return item.item.collective is not None and set(item.item.collective.members) == {PartyKind.MEMBER_STATE}


def _format(letters: dict[str, bool]) -> str:
    shown = sorted(letters, key=_ORDER.index)
    return "".join(letter if letters[letter] else f"({letter})" for letter in shown)


def _doubts(ctx: PlanContext, words: Words) -> Section | None:
    """Return why letters are in brackets: the reservations of actions, and the doubts about roles."""
    doubts: list[_Doubt] = []
    for position, action in enumerate(ctx.plan.actions):
        if action.tentative:
            doubts.append(_Doubt(position, action.number, None, "the action is tentative"))
        if action.suspended:
            doubts.append(_Doubt(position, action.number, None, "the action is suspended"))
        for assignment in ctx.assignments.of_action(position, *ROLES):
            who = (
                assignment.parties[0].code
                if assignment.determinacy is Determinacy.NAMED and assignment.parties
                else assignment.name
            )
            if assignment.is_tentative:
                doubts.append(_Doubt(position, action.number, who, "to be confirmed", assignment.item.reason or None))
            if assignment.item.condition is not None:
                doubts.append(_Doubt(position, action.number, who, "if", str(assignment.item.condition)))

    def key(doubt: _Doubt) -> str:
        return " ".join(filter(None, (doubt.action, doubt.party, _with(doubt.why, doubt.text))))

    columns: tuple[ColumnOf[_Doubt], ...] = (
        column("action", "Action", lambda doubt: doubt.action),
        column("party", "Party", lambda doubt: doubt.party),
        column("why", "Why", lambda doubt: _with(words(doubt.why), doubt.text), width=60),
    )
    refs = action_refs(ctx)
    body = table(columns, doubts, key=key, ref=lambda doubt: refs[doubt.position], words=words)
    return _section("doubts", words("Why a letter is in brackets"), body)


def _with(why: str, text: str | None) -> str:
    return why if text is None else f"{why}: {text}"


def _without_row(ctx: PlanContext, words: Words) -> Section | None:
    """Return the words of the plan that no party is assigned to, and the cells that cannot be read."""
    work = workload(ctx)
    rows = [
        _WithoutRow(
            unresolved.name,
            WHY_APART[unresolved.determinacy or Determinacy.OPEN],
            _numbers(duty.run.action for duty in unresolved.duties),
        )
        for unresolved in work.apart
    ]
    rows += [_WithoutRow(None, GAPS, _numbers(gap.action for gap in work.gaps))] if work.gaps else []
    columns: tuple[ColumnOf[_WithoutRow], ...] = (
        column("words", "Words of the plan", lambda row: row.words, width=24),
        column("why", "Why", lambda row: words(row.why), width=40),
        column("actions", "Actions", lambda row: row.actions, type=ColumnType.LIST, width=24),
    )
    body = table(columns, rows, key=lambda row: row.words or row.why, words=words)
    return _section("without-row", words("Assigned to no party"), body)


def _numbers(actions: Iterable[Action]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(action.number for action in actions))


def _section(key: str, title: str, body: Table) -> Section | None:
    return Section(key=key, title=title, body=body) if body.rows else None
