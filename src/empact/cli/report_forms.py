"""Reports from options, and forms to fill in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from empact.analysis import Determinacy, PartyRole, PlanKpis, assignments, plan_kpis
from empact.cli.naming import checkpoint_named, named_parties
from empact.cli.options import marking_level
from empact.cli.portfolios import marking_lines, new_marking
from empact.model import Action, ActionReport, ActionStatus, Figure, FigureScope, Plan, Report, ReporterRole
from empact.reference import status_words
from empact.reprs import printable
from empact.session import Session
from empact.storage.folders import file_name_part
from empact.values import value

_ROLES = {
    PartyRole.LEADER: ReporterRole.LEADER,
    PartyRole.CO_LEADER: ReporterRole.LEADER,
    PartyRole.PARTICIPANT: ReporterRole.PARTICIPANT,
    PartyRole.COOPERATING: ReporterRole.PARTICIPANT,
    PartyRole.DRIVER: ReporterRole.DRIVER,
}
"""The role in which a party reports, by its role in the plan."""
_OWN = frozenset({ReporterRole.LEADER, ReporterRole.PARTICIPANT})
"""The roles that report on the actions in which they have a part; the Driver and the Support Unit report on all."""
_NAME = 40
"""The maximum number of characters of a party in a file name."""


def parse_figures(
    _ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[tuple[int, Decimal], ...]:
    """Parse values of KPIs, such as ``1=12``."""
    figures: list[tuple[int, Decimal]] = []
    for word in given:
        kpi, _, value = word.partition("=")
        try:
            number, amount = int(kpi), Decimal(value.strip())
        except (ValueError, InvalidOperation):
            number, amount = 0, Decimal()
        if number < 1 or not amount.is_finite():
            message = f"{word!r} is not KPI=VALUE, such as 1=12; KPIs are counted from 1."
            raise click.BadParameter(message, param=parameter)
        figures.append((number, amount))
    return tuple(figures)


def given_report(session: Session, plan: Plan, given: dict[str, Any]) -> Report:
    """Return the report that the options of a call make.

    Raises:
        click.UsageError: An option is missing.
        UnknownIdError: The plan has no such action or checkpoint, or nobody knows the party.
    """
    missing = [name for name in ("by", "role", "checkpoint", "on", "source", "action") if given[name] is None]
    if missing:
        options = ", ".join(f"--{name}" for name in missing)
        raise click.UsageError(f"Name a FILE with the report, or add {options}; 'empact report new' makes a form.")
    role = ReporterRole(given["role"])
    scope = FigureScope.TOTAL if role in {ReporterRole.LEADER, ReporterRole.DRIVER} else FigureScope.OWN
    figures = tuple(Figure(kpi=kpi, scope=scope, value=value) for kpi, value in given["figures"])
    action = ActionReport(action=plan.action(given["action"]).number, status=given["status"], figures=figures)
    return Report(
        plan=plan.id,
        checkpoint=checkpoint_named(plan, given["checkpoint"]),
        by=named_parties(session, plan, [given["by"]]),
        role=role,
        on=given["on"],
        source=given["source"],
        actions=(action,),
    )


def form(session: Session, plan: Plan, by: str, checkpoint: str, role: ReporterRole | None) -> str:
    """Return a report of a party as a form in YAML, with empty places and comments that say what to write.

    Raises:
        UnknownIdError: Nobody knows the party.
        click.UsageError: It has no action in this role.
    """
    party = str(named_parties(session, plan, [by]))
    given = _Reporters.of(session, plan).roles.get(party, {})
    role = role or (ReporterRole.LEADER if ReporterRole.LEADER in given else ReporterRole.PARTICIPANT)
    positions = given.get(role, set()) if role in _OWN else set(range(len(plan.actions)))
    if not positions:
        part = "leads no action" if role is ReporterRole.LEADER else "takes part in no action"
        raise click.UsageError(f"{party} {part} of {plan.id}; add --role for another role.")
    return _form(plan, plan_kpis(plan), party, checkpoint, role, positions)


def forms(session: Session, plan: Plan, checkpoint: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return a form for each party and each of its roles: leader, participant, Driver; by the names of their files.

    A party that leads one action and takes part in another has two. The second result are the actions with a group or a
    name of which the plan does not say which parties are meant.
    """
    known = _Reporters.of(session, plan)
    kpis, everything = plan_kpis(plan), set(range(len(plan.actions)))
    by_name: dict[str, str] = {}
    for party in known.parties:
        for role, positions in known.roles[party].items():
            chosen = everything if role is ReporterRole.DRIVER else positions
            named = party if party in known.codes or not plan.marking else "party"  # any other name is a text
            name = f"{file_name_part(named, _NAME)}-{role.value}"
            while name in by_name:
                name += "-2"  # another party whose name has the same letters
            by_name[name] = _form(plan, kpis, party, checkpoint, role, chosen)
    return {f"{name}.yaml": text for name, text in by_name.items()}, known.open


@value
class _Reporters:
    """Who reports on a plan.

    ``roles`` has the positions of the actions by name and role: of each party, and of each group as it is written.
    ``parties`` are those of them that are single parties, and ``codes`` the known ones.
    ``open`` are the actions with a group that could be anyone.
    """

    roles: dict[str, dict[ReporterRole, set[int]]]
    parties: tuple[str, ...]
    codes: frozenset[str]
    open: tuple[str, ...]

    @classmethod
    def of(cls, session: Session, plan: Plan) -> _Reporters:
        """Return the reporters of a plan."""
        roles: dict[str, dict[ReporterRole, set[int]]] = {}
        parties: dict[str, None] = {}
        known: set[str] = set()
        unclear: dict[str, None] = {}
        for assignment in assignments(plan, session.register):
            role = _ROLES.get(assignment.role)
            if role is None:
                continue
            codes = tuple(party.code for party in assignment.parties)
            known.update(codes)
            for name in dict.fromkeys((assignment.name, *codes)):
                positions = roles.setdefault(name, {}).setdefault(role, set())
                positions |= set() if assignment.position is None else {assignment.position}
            if codes or assignment.determinacy in {Determinacy.NAMED, Determinacy.UNKNOWN}:
                parties |= dict.fromkeys(codes or (assignment.name,))
            else:
                unclear[assignment.action_number or plan.id] = None
        return cls(roles, tuple(parties), frozenset(known), tuple(unclear))


def _form(plan: Plan, kpis: PlanKpis, party: str, checkpoint: str, role: ReporterRole, positions: set[int]) -> str:
    lines = [*_head(plan, party, checkpoint, role)]
    for position in sorted(positions):
        lines += _action(plan, kpis, position, role)
    if role is ReporterRole.DRIVER:
        lines += _DRIVER
    return "".join(f"{line}\n" for line in lines)


_DRIVER = (
    "# The ids of the reports that this one rests on, or whose difference it settles:",
    "cites: []",
    "# Totals as you state them, such as {live: 5, completed: 3}; they are compared with what the reports add up to.",
    "stated:",
    "  actions:",
    "  statuses: {}",
    "# What happened around the plan, how the results are to be seen, and what comes next:",
    "context:",
    "assessment:",
    "outlook:",
)


def _head(plan: Plan, party: str, checkpoint: str, role: ReporterRole) -> Iterator[str]:
    yield from (f"# {_line(line)}" for line in marking_lines(plan))
    yield f"# Progress report on {_line(', '.join(filter(None, (plan.id, plan.title))))}"
    yield "#"
    yield "# Fill in the empty places, and delete what you do not report."
    yield "# A figure that is left out is missing; it is never read as zero."
    yield "# Names of persons, telephone numbers, number plates and numbers of cases do not belong in a report."
    yield "# To add it: empact report add PLAN FILE"
    yield "empact: report/1"
    yield f"plan: {json.dumps(plan.id)}"
    yield f"checkpoint: {json.dumps(checkpoint)}"
    yield f"by: {json.dumps(party)}"
    yield f"role: {role.value}"
    if marking_level() is not None:
        yield f"marking: {json.dumps(new_marking(plan), ensure_ascii=False)}"
    yield "# The day of the report, such as 2031-06-30:"
    yield "on:"
    yield "# A form, a letter, or the number of a document:"
    yield "source:"
    yield "# The ids of your own earlier reports that this one replaces:"
    yield "supersedes: []"
    yield "actions:"


def _action(plan: Plan, kpis: PlanKpis, position: int, role: ReporterRole) -> Iterator[str]:
    """Format what a report can say of an action; comments stand above, since behind a text they could be part of it."""
    action: Action = plan.actions[position]
    contributes = role is ReporterRole.PARTICIPANT
    yield f"  # {_line(f'{action.number} {action.activity}')}"
    yield f"  - action: {json.dumps(action.number)}"
    if not contributes:
        yield f"    # One of: {_line(', '.join(_statuses(plan)))}."
        yield "    status:"
    yield "    # What was done, what was in the way, and the support that you need:"
    yield from ("    narrative:", "    obstacles:", "    support:")
    if not contributes:
        yield "    # The days on which the action started and ended, such as 2031-03-10:"
        yield from ("    started:", "    ended:")
        yield "    # Why it is cancelled or not completed; who agreed that it is cancelled:"
        yield from ("    reason:", "    agreed_by: []")
        yield "    # The action of a later plan in which it goes on, such as Q-2032:2.2:"
        yield "    carried_over:"
    own = kpis.of_action(position)
    if own:
        meant = "what you contributed yourself" if contributes else "the totals of the action"
        yield f"    # A number in 'value', or a day in 'reached', or words in 'text': {meant}."
        yield "    figures:"
    for entry in own:
        yield f"      # KPI {entry.key.ordinal}: {_line(entry.kpi.text)}"
        yield f"      - kpi: {entry.key.ordinal}"
        yield f"        scope: {'own' if contributes else 'total'}"
        yield "        value:"


_UNTOUCHED = re.compile(
    r"(- )?((empact|plan|checkpoint|by|role|marking|action|kpi|scope): .*|[a-z_]+:( ?(\[\]|\{\}))?)", flags=re.ASCII
)
"""A line of a form that nobody has filled in: a key that the form fills in itself, or one without a value."""


def is_untouched(text: str) -> bool:
    """Return whether a text is a form in which nothing is filled in."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return {"on:", "source:"} <= {*lines} and all(map(_UNTOUCHED.fullmatch, lines))


def _statuses(plan: Plan) -> Iterator[str]:
    """Yield a word of the cycle for each status that can be reported."""
    seen = {ActionStatus.NOT_REPORTED}
    for known in status_words(None if plan.cycle is None else plan.cycle.id):
        if known.status not in seen:
            seen.add(known.status)
            yield known.word


def _line(text: str) -> str:
    """Return a text on one line, without characters that a YAML comment cannot have."""
    return printable(" ".join(text.split()))
