"""The engine: run every rule on every plan, report rules that crash, and sort findings in the order of the file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeGuard

import attrs

from empact.diagnostics import RULE_CRASHED, Diagnostic, Diagnostics, Place, Pointer, RelatedPlace
from empact.errors import cause_of, place_of
from empact.model import Action, Cell, Plan, StrategicGoal
from empact.validation.contexts import RuleContext, ValidationContext
from empact.validation.provided import Provided
from empact.validation.rules import Finding, Rule


def run(
    context: ValidationContext,
    rules: Sequence[Provided[Rule]],
    progress: Callable[[int, int], object] | None = None,
) -> Diagnostics:
    """Run rules on plans; return the findings plan by plan, in the order of the file and then by code.

    Findings without a line have the order of the model. Those about ledger entries come last.

    Args:
        context: The plans, with everything that rules ask for.
        rules: The rules to run.
        progress: What is called after each rule on each plan, with the number of steps that are done and of all.
    """
    found: list[Diagnostic] = []
    steps = len(context.portfolio) * len(rules)
    done = itertools.count(1)
    for plan in context.portfolio:
        ctx = context.of(plan)
        findings: list[Diagnostic] = []
        for provided in rules:
            findings += _apply(provided, plan, ctx)
            if progress is not None:  # outside the rule: what it raises is no crash of the rule
                progress(next(done), steps)
        found += sorted(findings, key=_Position(None if plan.source is None else plan.source.file))
        context.release(plan)
    return Diagnostics(found)


def _apply(provided: Provided[Rule], plan: Plan, ctx: RuleContext) -> Iterator[Diagnostic]:
    rule = provided.value
    try:
        for finding in rule.check(plan, ctx):
            yield _diagnostic(finding, provided, plan)
    except (Exception, SystemExit) as crash:  # noqa: BLE001 - a rule may raise anything; the others run
        message = f"The rule {rule.name!r} ({rule.code}) stops with {cause_of(crash)}"
        yield Diagnostic(
            kind=RULE_CRASHED,
            message=message,
            place=_place(plan, Pointer(), None),
            hint=f"{_from(crash)}Report this to the authors of the plugin {provided.origin!r}.",
            origin=provided.origin,
        )


def _from(crash: BaseException) -> str:
    place = place_of(crash)
    return "" if place is None else f"It comes from {place}. "


def _diagnostic(finding: Finding, provided: Provided[Rule], plan: Plan) -> Diagnostic:
    return Diagnostic(
        kind=provided.value,
        message=finding.message,
        place=_where(finding, plan),
        severity=provided.value.severity,
        hint=finding.hint,
        related=tuple(RelatedPlace(_place(plan, also.at, also.words), also.reason) for also in finding.related),
        fix=finding.fix,
        origin=provided.origin,
    )


def _place(plan: Plan, at: Pointer, words: str | None) -> Place:
    if plan.source is None:
        place = Place()
    else:
        in_text = words is None and plan.source.find(at) is None
        place = plan.source.place(at, _words_of_item(plan, at) if in_text else words)
    return attrs.evolve(place, pointer=str(at), subject=subject(plan, at))


def _where(finding: Finding, plan: Plan) -> Place:
    entry = finding.entry
    if entry is None:
        return _place(plan, finding.at, finding.words)
    place = Place() if entry.source is None else entry.source.place(finding.at, finding.words)
    return attrs.evolve(place, pointer=str(finding.at), subject=f"{plan.id}:{entry.id}")


def _is_cell(value: object) -> TypeGuard[Cell[Any]]:
    return isinstance(value, Cell)


def _words_of_item(plan: Plan, at: Pointer) -> str | None:
    """Return the words of an item of an action's cell if the text of the cell has them once, else None."""
    match at.tokens:
        case ("actions", row, field, "items", index) if index.isdecimal():
            cell: object = getattr(plan.actions[int(row)], field, None)
        case _:
            return None
    if not _is_cell(cell):
        return None
    words = "".join(map(str, cell.items[int(index) : int(index) + 1]))
    return words if words and (cell.text or "").count(words) == 1 else None


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


@attrs.frozen
class _Position:
    """The sort key of the findings about a plan in a file: the place, then the pointer in the order of the model."""

    file: str | None

    def __call__(self, diagnostic: Diagnostic) -> tuple[bool, int, int, list[tuple[int, int]], str]:
        place = diagnostic.place
        steps = [_step(token) for token in Pointer(place.pointer or "").tokens]
        return place.file != self.file, place.line or 0, place.column or 0, steps, diagnostic.code


def _step(token: str) -> tuple[int, int]:
    return (0, int(token)) if _INDEX.fullmatch(token) else (1, _ORDER.get(token, len(_ORDER)))
