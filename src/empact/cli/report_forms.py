"""Reports from options, and forms to fill in."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs
import click

from empact.analysis import Determinacy, PartyRole, PlanContext, assignments
from empact.cli.naming import checkpoint_named, named_parties
from empact.cli.options import marking_level
from empact.cli.portfolios import marking_lines, new_marking
from empact.grammar.answers import says_nothing
from empact.grammar.numbers import number_hint, parse_number
from empact.model import (
    Action,
    ActionReport,
    ActionStatus,
    Adds,
    Figure,
    FigureKind,
    FigureScope,
    Kpi,
    KpiNumber,
    Plan,
    Report,
    Unparsed,
)
from empact.model.measures import kpi_number
from empact.model.reports import OWN_TEXTS
from empact.reprs import printable
from empact.session import Session
from empact.storage.folders import file_name_part
from empact.values import value

_LEADING = frozenset({PartyRole.LEADER, PartyRole.CO_LEADER})
_CONTRIBUTING = frozenset({PartyRole.PARTICIPANT, PartyRole.COOPERATING})
_NAME = 40
"""The maximum number of characters of a party in a file name."""


def parsed_figures(
    scope: FigureScope,
) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], tuple[Figure, ...]]:
    """Return a callback that parses values of KPIs, such as ``1=12``, ``1a=12`` or, of a share, ``1=nothing``."""

    def parse(_ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[Figure, ...]:
        figures: list[Figure] = []
        for word in given:
            kpi, _, amount = word.partition("=")
            try:
                figures.append(_figure(scope, kpi, amount.strip()))
            except ValueError:
                nothing = ", or 1=nothing" if scope is FigureScope.OWN else ""
                hint = number_hint(amount) if parse_number(amount.strip()) is None else None
                message = f"{word!r} is not KPI=VALUE, such as 1=12 or 1a=12{nothing}; KPIs are counted from 1."
                message = message if hint is None else f"{message} {hint}"
                raise click.BadParameter(message, param=parameter) from None
        return tuple(figures)

    return parse


def _figure(scope: FigureScope, kpi: str, amount: str) -> Figure:
    if says_nothing(amount) and scope is FigureScope.OWN:
        return Figure(kpi=kpi_number(kpi), scope=scope, nothing=True)
    number = parse_number(amount)
    if number is None:
        raise ValueError
    return Figure(kpi=kpi_number(kpi), scope=scope, value=number)


def given_report(session: Session, plan: Plan, given: dict[str, Any]) -> Report:
    """Return the report that the options of a call make.

    Raises:
        click.UsageError: An option is missing.
        UnknownIdError: The plan has no such action or checkpoint, or nobody knows the party.
    """
    missing = [name for name in ("by", "checkpoint", "on", "source", "action") if given[name] is None]
    if missing:
        options = ", ".join(f"--{name}" for name in missing)
        raise click.UsageError(f"Name a FILE with the report, or add {options}; 'empact report new' makes a form.")
    figures = (*given["figures"], *given["totals"])
    action = ActionReport(action=plan.action(given["action"]).number, status=given["status"], figures=figures)
    return Report(
        plan=plan.id,
        checkpoint=checkpoint_named(plan, given["checkpoint"]),
        by=named_parties(session, plan, [given["by"]]),
        part=given["part"],
        on=given["on"],
        source=given["source"],
        actions=(action,),
    )


def form(session: Session, plan: Plan, by: str, checkpoint: str) -> str:
    """Return a report of a party as a form in YAML, with empty places and comments that say what to write.

    Raises:
        UnknownIdError: Nobody knows the party.
        click.UsageError: It has nothing to report: it leads no action, takes part in none, and is not the Driver.
    """
    party = str(named_parties(session, plan, [by]))
    duties = _Reporters.of(session, plan).duties.get(party)
    if duties is None:
        raise click.UsageError(f"{party} leads no action of {plan.id} and takes part in none.")
    return _form(session.context(plan), party, checkpoint, duties)


def forms(session: Session, plan: Plan, checkpoint: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return a form for each party, by the names of their files.

    The second result are the actions with a group or a name of which the plan does not say which parties are meant.
    """
    known = _Reporters.of(session, plan)
    context = session.context(plan)
    by_name: dict[str, str] = {}
    for party in known.parties:
        named = party if party in known.codes or not plan.marking else "party"  # any other name is a text
        name = file_name_part(named, _NAME)
        while name in by_name:
            name += "-2"  # another party whose name has the same letters
        by_name[name] = _form(context, party, checkpoint, known.duties[party])
    return {f"{name}.yaml": text for name, text in by_name.items()}, known.open


@attrs.define
class _Duties:
    """What a party reports on: the positions of the actions that it leads and takes part in, and whether it drives."""

    leads: set[int] = attrs.field(factory=set[int])
    contributes: set[int] = attrs.field(factory=set[int])
    drives: bool = False


@value
class _Reporters:
    """Who reports on a plan.

    ``duties`` has those of each party, and of each group as it is written. ``parties`` are those of them that are
    single parties, and ``codes`` the known ones. ``open`` are the actions with a group that could be anyone.
    """

    duties: dict[str, _Duties]
    parties: tuple[str, ...]
    codes: frozenset[str]
    open: tuple[str, ...]

    @classmethod
    def of(cls, session: Session, plan: Plan) -> _Reporters:
        """Return the reporters of a plan."""
        duties_by_name: dict[str, _Duties] = {}
        parties: dict[str, None] = {}
        known: set[str] = set()
        unclear: dict[str, None] = {}
        for assignment in assignments(plan, session.register):
            if assignment.role not in {*_LEADING, *_CONTRIBUTING, PartyRole.DRIVER}:
                continue
            codes = tuple(party.code for party in assignment.parties)
            known.update(codes)
            for name in dict.fromkeys((assignment.name, *codes)):
                duties = duties_by_name.setdefault(name, _Duties())
                duties.drives |= assignment.role is PartyRole.DRIVER
                if assignment.position is None:
                    continue
                if assignment.role in _LEADING:
                    duties.leads.add(assignment.position)
                elif assignment.role in _CONTRIBUTING:
                    duties.contributes.add(assignment.position)
            if codes or assignment.determinacy in {Determinacy.NAMED, Determinacy.UNKNOWN}:
                parties |= dict.fromkeys(codes or (assignment.name,))
            else:
                unclear[assignment.action_number or plan.id] = None
        return cls(duties_by_name, tuple(parties), frozenset(known), tuple(unclear))


def _form(ctx: PlanContext, party: str, checkpoint: str, duties: _Duties) -> str:
    positions = sorted(duties.leads | duties.contributes)
    lines = [*_head(ctx.plan, party, checkpoint, positions)]
    for position in positions:
        lines += _action(ctx, position, leads=position in duties.leads, shares=position in duties.contributes)
    if duties.drives:
        lines += _DRIVER
    return "".join(f"{line}\n" for line in lines)


_DRIVER = (
    "# What you settle where leaders report differently: each with 'action'; with 'kpi' and its 'value' or the day in",
    "# 'reached', or with 'status', 'started' or 'ended'; and in 'cites' the ids of the reports that differ:",
    "settles: []",
    "# Totals as you state them, such as {live: 5, completed: 3}; they are compared with what the reports add up to.",
    "stated:",
    "  actions:",
    "  statuses: {}",
    "# What happened around the plan, how the results are to be seen, what COSI is asked to decide, which support the",
    "# plan needs, and what comes next:",
    *(f"{section}:" for section in OWN_TEXTS),
)


def _head(plan: Plan, party: str, checkpoint: str, positions: Iterable[int]) -> Iterator[str]:
    yield from (f"# {_line(line)}" for line in marking_lines(plan))
    yield f"# Progress report on {_line(', '.join(filter(None, (plan.id, plan.title))))}"
    yield "#"
    yield "# Fill in the places that you report on; a place left empty says nothing."
    yield "# A figure that is left empty is missing; it is never read as zero."
    yield "# If you contributed nothing, write 'value: nothing to report' under 'scope: own'."
    yield "# Names of persons, telephone numbers, number plates and numbers of cases do not belong in a report."
    yield "# To add it: empact report add PLAN FILE"
    yield "empact: report/1"
    yield f"plan: {json.dumps(plan.id)}"
    yield f"checkpoint: {json.dumps(checkpoint)}"
    yield f"by: {json.dumps(party)}"
    yield "# What this form was made for; leave it as it is:"
    yield f"written_for: {json.dumps(_written_for(plan, positions))}"
    yield "# If several of your authorities report each for itself, which one this is, such as customs:"
    yield "part:"
    if marking_level() is not None:
        yield f"marking: {json.dumps(new_marking(plan), ensure_ascii=False)}"
    yield "# The day of the report, such as 2031-06-30:"
    yield "on:"
    yield "# A form, a letter, or the number of a document:"
    yield "source:"
    yield "# The ids of your own earlier reports that this one replaces; to withdraw them, delete the actions:"
    yield "supersedes: []"
    yield "actions:"


def _written_for(plan: Plan, positions: Iterable[int]) -> dict[str, object]:
    revision = plan.cover.number.plain
    numbers = (plan.actions[position].number for position in positions)
    digests = {number: plan.action(number).content_digest for number in numbers}
    return {**({"revision": revision} if revision else {}), "actions": digests}


def _action(ctx: PlanContext, position: int, *, leads: bool, shares: bool) -> Iterator[str]:
    """Format what a report can say of an action; comments stand above, since behind a text they could be part of it."""
    action: Action = ctx.plan.actions[position]
    yield f"  # {_line(f'{action.number} {action.activity}')}"
    yield f"  - action: {json.dumps(action.number)}"
    if leads:
        yield f"    # One of: {_line(', '.join(_statuses(ctx)))}."
        yield "    status:"
    yield "    # What was done, what was in the way, and the support that you need:"
    yield from ("    narrative:", "    obstacles:", "    support:")
    if leads:
        yield "    # The days on which the action started and ended, such as 2031-03-10:"
        yield from ("    started:", "    ended:")
        yield "    # Why it is cancelled or not completed; who agreed that it is cancelled:"
        yield from ("    reason:", "    agreed_by: []")
        yield "    # The action of a later plan in which it goes on, such as Q-2032:2.2:"
        yield "    carried_over:"
    scopes = [scope for scope, asked in ((FigureScope.TOTAL, leads), (FigureScope.OWN, shares)) if asked]
    lines = [line for entry in ctx.kpis.of_action(position) for line in _figures(entry.key.number, entry.kpi, scopes)]
    if lines:
        meant = "; ".join(_MEANT[scope] for scope in scopes)
        yield f"    # A number in 'value', a day in 'reached', or words in 'text'. In 'scope', {meant}."
        yield "    figures:"
        yield from lines


_MEANT = {
    FigureScope.TOTAL: "'total' is the result of the action",
    FigureScope.OWN: "'own' is what you contributed yourself",
}


def _figures(number: KpiNumber, kpi: Kpi | Unparsed, scopes: Sequence[FigureScope]) -> Iterator[str]:
    """Format the places for a KPI, or for each of its parts. A day and words are only asked of leaders."""
    if isinstance(kpi, Kpi) and kpi.parts:
        for letter in string.ascii_lowercase[: len(kpi.parts)]:
            yield from _figures(KpiNumber(number.ordinal, letter), kpi.part(letter), scopes)
        return
    kind = _figure_kind(kpi)
    is_summed = kind in {FigureKind.NUMBER, FigureKind.RATIO}
    asked = [scope for scope in scopes if is_summed or scope is FigureScope.TOTAL]
    if asked:
        yield f"      # KPI {number}: {_line(kpi.text)}"
    for scope in asked:
        yield f"      - kpi: {number}"
        yield f"        scope: {scope.value}"
        yield from (f"        {place}:" for place in _PLACES[kind])


_PLACES = {
    FigureKind.NUMBER: ("value",),
    FigureKind.RATIO: ("value", "of"),
    FigureKind.DAY: ("reached",),
    FigureKind.WORDS: ("text",),
}
"""The keys that a figure of each kind is filled in at."""


def _figure_kind(kpi: Kpi | Unparsed) -> FigureKind:
    """Return what figures for a KPI state; a number where the plan does not say it."""
    if isinstance(kpi, Kpi):
        if kpi.adds is not None:
            return kpi.adds.facts.figure
        for adds in Adds:
            if kpi.kind in adds.facts.kinds:
                return adds.facts.figure
    return FigureKind.NUMBER


_UNTOUCHED = re.compile(
    r"(- )?((empact|plan|checkpoint|by|written_for|marking|action|kpi|scope): .*|[a-z_]+:( ?(\[\]|\{\}))?)",
    flags=re.ASCII,
)
"""A line of a form that nobody has filled in: a key that the form fills in itself, or one without a value."""


def is_untouched(text: str) -> bool:
    """Return whether a text is a form in which nothing is filled in."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return {"on:", "source:"} <= {*lines} and all(map(_UNTOUCHED.fullmatch, lines))


def _statuses(ctx: PlanContext) -> Iterator[str]:
    """Yield a word for each status that can be reported: that of the plan's own cycle or project, if it has one."""
    seen = {ActionStatus.NOT_REPORTED}
    for known in ctx.statuses:
        if known.status not in seen:
            seen.add(known.status)
            yield known.word


def _line(text: str) -> str:
    """Return a text on one line, without characters that a YAML comment cannot have."""
    return printable(" ".join(text.split()))
