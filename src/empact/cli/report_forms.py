"""Reports from options, and forms to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from empact.analysis import PartyRole, assignments, plan_kpis
from empact.cli.naming import named_parties
from empact.cli.portfolios import marking_lines
from empact.errors import UnknownIdError
from empact.model import Action, ActionReport, ActionStatus, Figure, FigureScope, Plan, Report, ReporterRole
from empact.reference import status_words
from empact.reprs import printable
from empact.session import Session

_LEADING = (PartyRole.LEADER, PartyRole.CO_LEADER)
_PARTS = {
    ReporterRole.LEADER: _LEADING,
    ReporterRole.PARTICIPANT: (PartyRole.PARTICIPANT, PartyRole.COOPERATING),
}
"""The roles that an action gives to those who report in a role; the Driver and the Support Unit report on all."""


def checkpoint_named(plan: Plan, name: str) -> str:
    """Return the checkpoint of a plan whose name is, or starts with, this text; the text, if the plan has none.

    Raises:
        UnknownIdError: The plan has no such checkpoint.
        click.UsageError: Several names start with the text.
    """
    known = [checkpoint.name for checkpoint in plan.checkpoints]
    if name in known or not known:
        return name
    found = [one for one in known if name.strip() and one.casefold().startswith(name.strip().casefold())]
    if len(found) > 1:
        raise click.UsageError(f"The names of several checkpoints start with {name!r}: {', '.join(found)}.")
    if not found:
        raise UnknownIdError("Checkpoint", name, known, hint=f"{plan.id} has {', '.join(known) or 'none'}.")
    return found[0]


def parse_figures(
    _ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[tuple[int, Decimal], ...]:
    """Parse values of KPIs, such as ``1=12``."""
    found: list[tuple[int, Decimal]] = []
    for word in given:
        kpi, _, value = word.partition("=")
        try:
            number, amount = int(kpi), Decimal(value.strip())
        except (ValueError, InvalidOperation):
            number, amount = 0, Decimal()
        if number < 1 or not amount.is_finite():
            message = f"{word!r} is not KPI=VALUE, such as 1=12; KPIs are counted from 1."
            raise click.BadParameter(message, param=parameter)
        found.append((number, amount))
    return tuple(found)


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
    known = assignments(plan, session.register)

    def positions(*roles: PartyRole) -> set[int]:
        found = (one for one in known if one.role in roles and party in {one.name, *(who.code for who in one.parties)})
        return {one.position for one in found if one.position is not None}

    role = role or (ReporterRole.LEADER if positions(*_LEADING) else ReporterRole.PARTICIPANT)
    chosen = positions(*_PARTS[role]) if role in _PARTS else set(range(len(plan.actions)))
    if not chosen:
        part = "leads no action" if role is ReporterRole.LEADER else "takes part in no action"
        raise click.UsageError(f"{party} {part} of {plan.id}; add --role for another role.")
    lines = [*_head(plan, party, checkpoint, role)]
    for position in sorted(chosen):
        lines += _action(plan, position, role)
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
    yield "# The day of the report, such as 2031-06-30:"
    yield "on:"
    yield "# A form, a letter, or the number of a document:"
    yield "source:"
    yield "# The ids of your own earlier reports that this one replaces:"
    yield "supersedes: []"
    yield "actions:"


def _action(plan: Plan, position: int, role: ReporterRole) -> Iterator[str]:
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
    kpis = plan_kpis(plan).of(position)
    if kpis:
        meant = "what you contributed yourself" if contributes else "the totals of the action"
        yield f"    # A number in 'value', or a day in 'reached', or words in 'text': {meant}."
        yield "    figures:"
    for entry in kpis:
        yield f"      # KPI {entry.key.ordinal}: {_line(entry.kpi.text)}"
        yield f"      - kpi: {entry.key.ordinal}"
        yield f"        scope: {'own' if contributes else 'total'}"
        yield "        value:"


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
