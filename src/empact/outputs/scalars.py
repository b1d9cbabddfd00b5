"""The values that outputs write as one text: what has an identity, as its reference; links, months and places.

A decimal is a number, since a result is read and calculated with; only a file keeps each digit of what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from empact.analysis.portfolio.resolving import Destination
from empact.analysis.workloads.active_months import Month, Run
from empact.diagnostics import Pointer
from empact.model import Action, Anchor, DocumentNumber, LedgerEntry, Link, Party, Plan, Ref, StrategicGoal
from empact.reference import CyclePlan, CyclePriority

Schema = dict[str, Any]


def _plan_id(plan: Plan) -> str:
    return plan.id


def _party_code(party: Party) -> str:
    return party.code


def _entry_id(entry: LedgerEntry) -> str:
    return entry.id


def _priority_id(priority: CyclePriority) -> str:
    return f"{priority.cycle}:{priority.id}"


def _plan_name(plan: CyclePlan) -> str:
    return plan.name


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


_TEXT: Schema = {"type": "string"}
SCALARS: Mapping[type[Any], tuple[Callable[[Any], str | float], Schema]] = {
    CyclePlan: (_plan_name, _TEXT),
    CyclePriority: (_priority_id, _TEXT),
    Decimal: (_number, {"type": "number"}),
    Destination: (str, _TEXT),
    LedgerEntry: (_entry_id, _TEXT),
    Link: (str, _TEXT),
    Month: (str, {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
    Party: (_party_code, _TEXT),
    Plan: (_plan_id, _TEXT),
    Pointer: (str, {"type": "string", "format": "json-pointer"}),
    Run: (str, _TEXT),
}
"""The classes whose values are one text or number in outputs, each with how it is written and its schema."""

PRINTED: frozenset[type[Any]] = frozenset({Anchor, DocumentNumber})
"""The classes of the model that are one text also where values are written field by field: a place in the plan, and the
number of a document.
"""


def part_reference(plan: Plan, part: Action | StrategicGoal) -> str:
    """Return the reference to an action or a goal of a plan, such as ``C-2012:2.2`` or ``C-2012:SG 1``."""
    if isinstance(part, Action):
        return str(Ref(plan=plan.id, action=part.number))
    return str(Ref(plan=plan.id, goal=part.number))
