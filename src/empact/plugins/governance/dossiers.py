"""``empact exclusion``: the dossier of a party."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from empact import Plan, Session
from empact.hooks import Dossier, EvidenceState, WithdrawalImpact
from empact.plugins.governance.options import (
    as_of_option,
    day,
    format_option,
    ledger_of,
    ledger_option,
    load,
    marked,
    plan_argument,
    unnamed,
)
from empact.plugins.governance.shown import complain, say, say_json, statements, tree, wrapped

_TAMPERED = "ledger-tampered"
_IMPACT = {
    "plan": "The plan as a whole",
    "without_leader": "Actions without leader",
    "fewer_leaders": "Actions with a leader less",
    "thinner": "Actions with a participant less",
    "open": "Groups that may count on it",
    "uncovered": "Goals not served",
    "links": "Links that would rest on nobody",
}


@click.command()
@plan_argument
@click.argument("party")
@as_of_option
@ledger_option
@format_option
@click.pass_obj
def exclusion(session: Session, plan: str, party: str, as_of: dt.date | None, folder: Path | None, to: str) -> None:
    """Gather what is recorded about PARTY under the exclusion clause of PLAN (section 5.3).

    Each of its three conditions is shown with the evidence for it, the evidence against it, and what is missing; then
    what the plan would be without the party. Nothing is decided: that is for people to do.

    \b
    empact exclusion oap-c-2012 EL --ledger ledger --as-of 2012-09-01
    """
    loaded = load(session, plan)
    ledger = ledger_of(session, folder, loaded.id)
    dossier = session.exclusion(loaded, party, as_of=day(as_of), ledger=ledger)
    changed = any(one.name == _TAMPERED for one in session.validate(loaded, select=_TAMPERED, ledger=ledger))
    if folder is None and session.workspace is None:
        complain(unnamed("ledger"))
    if to == "json":
        say_json(_tree(dossier, loaded, changed=changed))
    else:
        say(_lines(dossier, loaded, changed=changed))


def _in_short(dossier: Dossier) -> Iterator[str]:
    """For how many conditions there is evidence, and whether the party is excluded."""
    if dossier.criteria:
        there = sum(one.state is EvidenceState.COMPLETE for one in dossier.criteria)
        many = "each" if there == len(dossier.criteria) else there or "none"
        yield f"Evidence is there for {many} of its {len(dossier.criteria)} conditions."
    if dossier.excluded:
        yield f"{dossier.party} is excluded since {dossier.impact.leaving}, by a decision on record."


def _known(dossier: Dossier) -> str:
    """How many entries the dossier rests on."""
    plan, number = dossier.plan, dossier.known
    if not number:
        return f"Nothing is recorded about {plan}."
    counted = "1 entry" if number == 1 else f"{number} entries"
    return f"{counted} about {plan} {'are' if number > 1 else 'is'} known on {dossier.as_of}."


def _subject(dossier: Dossier) -> str:
    if dossier.can_be_subject is None:
        return "The plan has no exclusion clause."
    word = "can" if dossier.can_be_subject else "cannot"
    return f"{dossier.party} {word} be subject to the clause."


def _lines(dossier: Dossier, plan: Plan, *, changed: bool) -> Iterator[str]:
    yield f"{dossier.plan}: {dossier.party} under the exclusion clause, as known on {dossier.as_of}"
    if plan.marking:
        yield plan.marking
    yield _known(dossier)
    if changed:
        yield wrapped("The ledger was changed after it was recorded: 'empact ledger check' tells what.")
    yield ""
    if dossier.clause:
        yield wrapped(dossier.clause, "| ", "| ")
        yield ""
    yield _subject(dossier)
    yield from _in_short(dossier)
    yield from statements("Who this is", dossier.about)
    for letter, ground in zip("abc", dossier.criteria, strict=bool(dossier.criteria)):
        yield ""
        yield f"({letter}) {ground.kind.value}: {ground.state.value}"
        yield from statements("  for", ground.evidence)
        yield from statements("  against", ground.against)
        yield from statements("  missing", ground.missing)
    yield from statements("Also recorded", dossier.beside)
    yield from statements("Decisions", dossier.decisions, "None is recorded.")
    yield ""
    yield f"What the plan would be without {dossier.party} from {dossier.impact.leaving} (what is over is left out)"
    for field, heading in _IMPACT.items():
        yield from statements(heading, getattr(dossier.impact, field))
    if plan.period is None or not list(dossier.impact):
        yield wrapped(_same(dossier.impact, plan), "  ")
    yield from statements("What the text leaves open", dossier.left_open)
    yield ""
    yield "This dossier decides nothing."


def _same(impact: WithdrawalImpact, plan: Plan) -> str:
    """Why nothing changes in the plan, or why it cannot be told."""
    if plan.period is None:
        return "That cannot be told: the plan names no period."
    if plan.period.end < impact.leaving:
        return f"The same: the plan was over on {plan.period.end}."
    return f"The same: {impact.party} stands in no cell for parties from then on."


def _tree(dossier: Dossier, plan: Plan, *, changed: bool) -> dict[str, Any]:
    return {
        "empact": "exclusion/1",
        "plan": dossier.plan,
        **marked(plan),
        "party": dossier.party,
        "as_of": dossier.as_of.isoformat(),
        "known": dossier.known,
        "ledger_changed": changed,
        "clause": dossier.clause,
        "can_be_subject": dossier.can_be_subject,
        "excluded": dossier.excluded,
        "about": [tree(one) for one in dossier.about],
        "conditions": [
            {
                "condition": ground.kind.value,
                "state": ground.state.value,
                "for": [tree(one) for one in ground.evidence],
                "against": [tree(one) for one in ground.against],
                "missing": [tree(one) for one in ground.missing],
            }
            for ground in dossier.criteria
        ],
        "beside": [tree(one) for one in dossier.beside],
        "decisions": [tree(one) for one in dossier.decisions],
        "impact": _impact(dossier.impact),
        "left_open": [tree(one) for one in dossier.left_open],
    }


def _impact(impact: WithdrawalImpact) -> dict[str, Any]:
    found = {field: [tree(one) for one in getattr(impact, field)] for field in _IMPACT}
    return {"leaving": impact.leaving.isoformat(), **found}
