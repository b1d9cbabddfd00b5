"""The engine: run every rule on every plan, report rules that crash, and sort findings in document order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import attrs

from empact.arguments import wrong_type
from empact.diagnostics import RULE_CRASHED, Diagnostic, Diagnostics, Place, Pointer
from empact.errors import PASSING, cause_of, place_of
from empact.model import Action, LedgerEntry, Plan, Source, StrategicGoal
from empact.syntax.reading import places_lost
from empact.validation.contexts import RuleContext, ValidationContext
from empact.validation.provided import Provided
from empact.validation.rules import Finding, Rule


def run(context: ValidationContext, rules: Sequence[Provided[Rule]]) -> Diagnostics:
    """Run rules on plans; return the findings plan by plan, in document order and then by code.

    Args:
        context: The plans, with everything that rules ask for.
        rules: The rules to run.
    """
    found: list[Diagnostic] = []
    for plan in context.portfolio:
        ctx = context.of(plan)
        places = _Places(plan)
        findings = [diagnostic for provided in rules for diagnostic in _apply(provided, plan, ctx, places)]
        found += sorted([*findings, *places.faults.values()], key=_position)
        context.release(plan)
    return Diagnostics(found)


def _apply(provided: Provided[Rule], plan: Plan, ctx: RuleContext, places: _Places) -> list[Diagnostic]:
    """Return the findings of a rule on a plan; if it stops, those up to there and one that names it."""
    rule = provided.value
    found: list[Diagnostic] = []
    try:
        for finding in rule.check(plan, ctx):
            found.append(_diagnostic(finding, provided, places))  # noqa: PERF401 - those before a crash are kept
    except PASSING:
        raise
    except BaseException as crash:  # noqa: BLE001 - a rule may raise anything; the others run
        message = f"The rule {rule.name!r} ({rule.code}) stops with {cause_of(crash)}"
        where = place_of(crash)
        comes_from = "" if where is None else f"It comes from {where}. "
        found.append(
            Diagnostic(
                kind=RULE_CRASHED,
                message=message,
                place=places.of(Pointer()),
                hint=f"{comes_from}Report this to the authors of the plugin {provided.origin!r}.",
                origin=provided.origin,
            )
        )
    return found


def _diagnostic(finding: object, provided: Provided[Rule], places: _Places) -> Diagnostic:
    if not isinstance(finding, Finding):
        raise wrong_type("What a rule yields", "a Finding", finding)
    return Diagnostic(
        kind=provided.value,
        message=finding.message,
        place=places.of(finding.at) if finding.entry is None else places.in_entry(finding.at, finding.entry),
        severity=provided.value.severity,
        hint=finding.hint,
        related=tuple(map(places.of, finding.related)),
        fix=finding.fix,
        origin=provided.origin,
    )


@attrs.frozen
class _Places:
    """The places of the findings about a plan. ``faults`` has a finding for each file whose places cannot be found."""

    plan: Plan
    faults: dict[str, Diagnostic] = attrs.field(factory=dict[str, Diagnostic])

    def of(self, at: Pointer) -> Place:
        """Return the place of a value of the plan."""
        return attrs.evolve(self._in(self.plan.source, at), pointer=str(at), subject=subject(self.plan, at))

    def in_entry(self, at: Pointer, entry: LedgerEntry) -> Place:
        """Return the place of a value of a ledger entry."""
        return attrs.evolve(self._in(entry.source, at), pointer=str(at), subject=f"{self.plan.id}:{entry.id}")

    def _in(self, source: Source | None, at: Pointer) -> Place:
        if source is None:
            return Place()
        place, crash = source.locate(at)
        if crash is not None and source.file not in self.faults:
            fault = places_lost(source.file, crash)
            where = attrs.evolve(fault.place, pointer="", subject=self.plan.id)
            self.faults[source.file] = attrs.evolve(fault, place=where)
        return place


def subject(plan: Plan, at: Pointer) -> str:
    """Return the action, goal or plan that a pointer leads into, as a reference: ``C-2012:2.1``."""
    match at.tokens:
        case ("actions", index, *_):
            return f"{plan.id}:{plan.actions[int(index)].number}"
        case ("goals", index, *_):
            return f"{plan.id}:SG {plan.goals[int(index)].number}"
        case _:
            return plan.id


def _names(*classes: type) -> Iterable[str]:
    return (field.name for cls in classes for field in attrs.fields(cls))


_INDEX = re.compile(r"[0-9]{1,9}")
_ORDER = {name: index for index, name in enumerate(dict.fromkeys(_names(Plan, StrategicGoal, Action)))}


def _position(diagnostic: Diagnostic) -> tuple[list[tuple[int, int]], str]:
    """Return the sort key of a finding: indexes by number, keys in the order of the model, then the code."""
    tokens = Pointer(diagnostic.place.pointer or "").tokens
    return [_step(token) for token in tokens], diagnostic.code


def _step(token: str) -> tuple[int, int]:
    return (0, int(token)) if _INDEX.fullmatch(token) else (1, _ORDER.get(token, len(_ORDER)))
