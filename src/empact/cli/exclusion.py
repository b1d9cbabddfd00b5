"""``empact exclusion``: the evidence about a party under the exclusion clause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import attrs
import click

from empact.analysis import Dossier, EvidenceState, WithdrawalImpact, impact_of_leaving, records_of
from empact.analysis import exclusion as collect
from empact.cli.console import echo, echo_note, echo_tree, wrapped
from empact.cli.options import (
    decision_options,
    folder_hint,
    format_option,
    or_today,
    party_argument,
    plan_argument,
    reading_options,
)
from empact.cli.portfolios import keep_records, marking_lines
from empact.cli.reading import ledger_of, load_plan
from empact.cli.statements import format_statements
from empact.model import Plan
from empact.session import Session

_IMPACT = {
    "plan": "The plan as a whole",
    "without_leader": "Actions without a leader",
    "fewer_leaders": "Actions with one leader less",
    "thinner": "Actions with one participant less",
    "open": "Groups that may include it",
    "uncovered": "Goals not served",
    "links": "Links to actions without parties",
}


@click.command()
@plan_argument
@party_argument
@click.option("--impact", is_flag=True, help="Also show what the plan would be without the party.")
@reading_options
@decision_options
@format_option
@click.pass_obj
def exclusion(
    session: Session,
    *,
    plan: str,
    party: str,
    impact: bool,
    format_: str | None,
    as_of: dt.date | None,
    folder: Path | None,
    to: str,
) -> None:
    """Collect the evidence about PARTY under the exclusion clause of PLAN (section 5.3).

    For each of the three conditions of the clause, this lists the evidence for it, the evidence against it, and what is
    missing. It decides nothing: people do. --impact also shows what the plan would be without the party.

    PARTY is the code or the name of a party. QN in this example is invented:

    \b
    empact exclusion plan.yaml QN --ledger ledger --as-of 2031-09-01
    """
    loaded = load_plan(session, plan, format_)
    ledger = ledger_of(session, folder, loaded)
    context = session.context(loaded, as_of=or_today(as_of), ledger=ledger)
    keep_records([loaded], records_of(context))
    dossier = collect(context, party)
    leaving = dossier.excluded_since or dossier.as_of
    change = impact_of_leaving(context, dossier.party, leaving=leaving) if impact else None
    if folder is None and session.workspace.path is None:
        echo_note(f"No entries are used. {folder_hint('ledger')}")
    if to == "json":
        echo_tree(session, attrs.evolve(dossier, impact=change))
    else:
        lines = list(_lines(dossier, loaded))
        lines += [] if change is None else ["", *_impact_lines(change, loaded)]
        echo("\n".join([*lines, "", "This dossier decides nothing."]))


def _lines(dossier: Dossier, plan: Plan) -> Iterator[str]:
    yield f"{dossier.plan}: {dossier.party} under the exclusion clause, as known on {dossier.as_of}"
    yield from marking_lines(plan, on=dossier.as_of)
    yield from _count(dossier)
    yield ""
    if dossier.clause:
        yield wrapped(dossier.clause, "| ", "| ")
        yield ""
    yield _subject(dossier)
    yield from _summary(dossier)
    yield from format_statements("Lost entries", dossier.lost)
    yield from format_statements("Who this is", dossier.about)
    for letter, criterion in zip("abc", dossier.criteria, strict=bool(dossier.criteria)):
        yield ""
        yield f"({letter}) {criterion.kind.value}: {criterion.state.value}"
        yield from format_statements("  for", criterion.evidence)
        yield from format_statements("  against", criterion.against)
        yield from format_statements("  missing", criterion.missing)
    yield from format_statements("Other entries", dossier.beside)
    yield from format_statements("Decisions", dossier.decisions, "No decision is recorded.")
    yield from format_statements("What the text leaves open", dossier.left_open)


def _impact_lines(impact: WithdrawalImpact, plan: Plan) -> Iterator[str]:
    yield f"The plan without {impact.party} from {impact.leaving} (actions that are over are omitted)"
    for field, heading in _IMPACT.items():
        yield from format_statements(heading, getattr(impact, field))
    if plan.period is None or not list(impact):
        yield wrapped(_no_impact(impact, plan), "  ")


def _count(dossier: Dossier) -> Iterator[str]:
    """How many entries were known on the date, and how many are later."""
    plan, number, later = dossier.plan, dossier.known, dossier.later
    if number:
        yield f"The ledger has {number} {'entry' if number == 1 else 'entries'} about {plan} on {dossier.as_of}."
    elif later:
        yield f"The ledger has no entry about {plan} until {dossier.as_of}."
    else:
        yield f"The ledger has no entry about {plan}."
    if later:
        many = "1 entry is" if later == 1 else f"{later} entries are"
        yield f"{many} later than --as-of {dossier.as_of} and not used."


def _subject(dossier: Dossier) -> str:
    """Whether the clause covers the party."""
    if dossier.can_be_subject is None:
        return "The plan has no exclusion clause."
    if dossier.can_be_subject:
        return f"The clause covers {dossier.party}."
    return f"The clause does not cover {dossier.party}: it covers member states only."


def _summary(dossier: Dossier) -> Iterator[str]:
    """How many conditions have evidence, and whether the party is excluded."""
    if dossier.criteria:
        states = [criterion.state for criterion in dossier.criteria]
        contested = states.count(EvidenceState.CONTESTED)
        also = f", with contested evidence: {contested}" if contested else ""
        yield f"Conditions with complete evidence: {states.count(EvidenceState.COMPLETE)} of {len(states)}{also}."
    if dossier.excluded_since is not None:
        yield f"{dossier.party} is excluded from {dossier.excluded_since} on, by a decision in the ledger."


def _no_impact(impact: WithdrawalImpact, plan: Plan) -> str:
    """Why nothing changes in the plan, or why the change is not known."""
    if plan.period is None:
        return "Not known: the plan has no period."
    if plan.period.end < impact.leaving:
        return f"No change: the plan ended on {plan.period.end}."
    return f"No change: no cell for parties names {impact.party} from that date on."
