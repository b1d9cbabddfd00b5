"""The families of cells in ``families/`` and ``expressions.yaml``, and what empact makes of each.

The cells, and what they mean, were written down before the parser. Here they are only put in their place in a plan: the
parser and the rules do the rest. The tests compare that with the files, and the documentation shows it.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import yaml
from tests.support.paths import DATA

import empact
import oap_c_2012
from empact import Plan, Session
from empact.analysis import Determinacy, Scheduled, assignments, schedule
from empact.grammar import parse_document_numbers, parse_kpis, parse_links, parse_parties, parse_route, parse_timing
from empact.model import Action, Cover, Kpi, Priority, Prose, Span, StrategicGoal, Unparsed
from empact.reference import CyclePlan, cycle_on, register
from empact.serde.plans import plan_tree

SESSION = Session([oap_c_2012])
FOLDER = DATA / "families"
NAMES = (*sorted(file.stem for file in FOLDER.glob("*.yaml")), "expressions")

REPORTS: Mapping[str, tuple[str, ...]] = {
    "kpis": ("OAP107", "OAP503", "OAP507", "OAP509"),
    "links": ("OAP107", "OAP202", "OAP701"),
    "names": ("OAP107", "OAP401"),
    "parties": ("OAP107", "OAP401", "OAP416", "OAP417", "OAP419", "OAP421"),
    "timing": ("OAP102", "OAP103", "OAP107", "OAP109", "OAP302", "OAP306", "OAP602"),
    "comments": ("OAP107",),
    "expressions": ("OAP102", "OAP103", "OAP107", "OAP401", "OAP602"),
}
"""The rules that report what a cell of a family leaves open."""


class Outcome(NamedTuple):
    """What empact makes of a cell: what it understands, what the rules report, and whether a group is left open."""

    understood: tuple[str, ...]
    reports: tuple[str, ...] = ()
    open: bool = False

    @property
    def verdict(self) -> str:
        """``reported`` where a rule reports the cell, ``open`` where it names an open group, else ``read``."""
        return "reported" if self.reports else "open" if self.open else "read"


@functools.cache
def _yaml(path: Path) -> list[dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster, if PyYAML was built with libyaml
    content: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), loader)
    return content


def families(name: str) -> list[dict[str, Any]]:
    """Return the families of a file, each with its name and its cells."""
    if name == "expressions":
        entries: list[dict[str, Any]] = _yaml(FOLDER.parent / "expressions.yaml")
        kinds = dict.fromkeys(entry["cell"] for entry in entries)
        return [{"family": kind, "cells": [entry for entry in entries if entry["cell"] == kind]} for kind in kinds]
    found: list[dict[str, Any]] = _yaml(FOLDER / f"{name}.yaml")
    return found


@functools.cache
def outcomes(name: str) -> list[tuple[dict[str, Any], list[tuple[dict[str, Any], Outcome]]]]:
    """Return each family of a file with its cells, and what empact makes of each."""
    found = families(name)
    cells = [cell for family in found for cell in family["cells"]]
    made = iter(_links(cells) if name == "links" else map(_OUTCOMES[name], cells))
    return [(family, [(cell, next(made)) for cell in family["cells"]]) for family in found]


def period(cell: Mapping[str, Any]) -> Span:
    """Return the period of the plan of a cell: "2012", "2026-27", "2022 Firearms"."""
    first, _, last = str(cell.get("plan", 2012)).split()[0].partition("-")
    return Span(start=dt.date(int(first), 1, 1), end=dt.date(int(first[:2] + last if last else first), 12, 31))


def _found(name: str, *plans: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.message for one in SESSION.validate(*plans, select=list(REPORTS[name]))))


def _words(items: Iterable[object]) -> Iterator[str]:
    for item in items:
        yield f"not understood: {item}" if isinstance(item, Unparsed) else str(item)


def parties_plan(cell: Mapping[str, Any]) -> Plan:
    """Return a plan with a cell of parties: the leaders or participants of its action, or its driver."""
    column = cell.get("cell", "participants")
    named, others = parse_parties(cell["text"]), parse_parties("PL")
    leaders, participants = (named, others) if column == "leader" else (others, named)
    return Plan(
        id="T",
        title="A plan",
        period=period(cell),
        driver=named if column == "driver" else parse_parties("IT"),
        actions=(Action(number="1", leaders=leaders, participants=participants if column != "driver" else others),),
    )


def _parties(cell: Mapping[str, Any], name: str = "parties") -> Outcome:
    plan = parties_plan(cell)
    field = {"leader": "leaders", "driver": "driver"}.get(cell.get("cell", ""), "participants")
    found = [one for one in assignments(plan, register()) if one.cell == field]
    start = period(cell).start
    counts = (
        f"{one.name}: {len(one.on(start) or ())} parties" for one in found if one.determinacy is Determinacy.EVERY
    )
    left_open = any(one.determinacy is Determinacy.OPEN for one in found)
    items = tuple(_words(parse_parties(cell["text"])))
    return Outcome((*items, *counts) or ("no party",), _found(name, plan), left_open)


def _names(cell: Mapping[str, Any]) -> Outcome:
    party, found = register().find(cell["text"]), _parties(cell, "names")
    if party is not None:
        return Outcome((f"{party.code}, {party.name}",), found.reports)
    return found._replace(understood=(register().hint(cell["text"]) or "no hint",)) if found.reports else found


def kpis_plan(cell: Mapping[str, Any]) -> Plan:
    """Return a plan with a cell of KPIs."""
    return Plan(id="T", period=period(cell), actions=(Action(number="1", kpis=parse_kpis(cell["text"])),))


def _kpi(item: Kpi) -> str:
    facts = ", ".join(item.facts)
    return f"{item.counted or item.text}: {facts}" if facts else f"{item.counted or item.text}"


def _kpis(cell: Mapping[str, Any]) -> Outcome:
    plan = kpis_plan(cell)
    items = (item if isinstance(item, Unparsed) else _kpi(item) for item in plan.actions[0].kpis)
    return Outcome(tuple(_words(items)) or ("no KPI",), _found("kpis", plan))


def timing_plan(cell: Mapping[str, Any]) -> Plan:
    """Return a plan with a timing, or with the number of its document."""
    if cell.get("cell") == "document":
        return Plan(id="X", period=period(cell), cover=Cover(number=parse_document_numbers(cell["text"])))
    return Plan(id="X", period=period(cell), actions=(Action(number="1", timing=parse_timing(cell["text"])),))


def _dated(one: Scheduled) -> str:
    if one.latest is None:
        return str(one.item)
    return f"{one.item}: {one.earliest} to {one.latest}" if one.earliest else f"{one.item}: until {one.latest}"


def _timing(cell: Mapping[str, Any]) -> Outcome:
    plan = timing_plan(cell)
    items = plan.actions[0].timing if plan.actions else plan.cover.number
    unparsed = _words(item for item in items if isinstance(item, Unparsed))
    known = map(_dated, schedule(plan)) if plan.actions else (str(item) for item in items.understood)
    return Outcome((*known, *unparsed), _found("timing", plan))


_OF_2012 = [f"{goal}.{number}" for goal, last in enumerate((3, 3, 1, 2, 2, 3, 2), 1) for number in range(1, last + 1)]
_ANY = [f"{goal}.{number}" for goal in range(1, 8) for number in range(1, 7)]
_COMMON = [f"CHSG{number}" for number in range(1, 7)]


def _plan_of(subject: CyclePlan, span: Span, code: str, *, actions: list[str], common: list[str]) -> Plan:
    return Plan(
        id=re.sub(r"\W+", "_", f"{subject.name} {span.start.year}"),
        priority=Priority(code=code, name=subject.name),
        period=span,
        goals=tuple(StrategicGoal(number=number, body=Prose(text="x")) for number in [*"1234567", *common]),
        actions=tuple(Action(number=number, goal=number[0], activity=Prose(text="x")) for number in actions),
    )


def _plans_of(span: Span) -> Iterator[Plan]:
    """One plan for each subject of the cycle of a year."""
    within = cycle_on(span.start)
    assert within is not None
    first = span.start.year
    for priority in within.priorities:
        for subject in priority.plans:
            own = first == 2012 and priority.letter == "C"
            common = _COMMON if first >= 2018 else []
            yield _plan_of(subject, span, priority.code, actions=_OF_2012 if own else _ANY, common=common)


@functools.cache
def _portfolio(span: Span) -> tuple[Plan, ...]:
    before = Span(start=dt.date(2021, 1, 1), end=dt.date(2021, 12, 31))
    return (*_plans_of(span), *(_plans_of(before) if span.start.year == 2022 else ()))


def name_of(plan: Plan) -> str:
    """Return the name of the priority of a plan."""
    assert plan.priority is not None
    return str(plan.priority.name)


def links_plans(cell: Mapping[str, Any]) -> tuple[Plan, tuple[Plan, ...]]:
    """Return the plan of a cell, with an action that has the cell as its links, and all plans at that time."""
    name = str(cell["plan"]).partition(" ")[2]
    span = period(cell)
    plans = _portfolio(span)
    called = {name, f"{name} trafficking"}  # the plan on firearms of 2022
    (index,) = (at for at, plan in enumerate(plans) if plan.period == span and name_of(plan) in called)
    acting = attrs.evolve(plans[index].actions[0], number="99.9", links=parse_links(cell["text"]))
    home = attrs.evolve(plans[index], actions=(*plans[index].actions, acting))
    return home, (*plans[:index], home, *plans[index + 1 :])


def _links(cells: Iterable[Mapping[str, Any]]) -> Iterator[Outcome]:
    """Read all cells with the plans of one time together: each is an action of its plan."""
    rows = list(cells)
    reports: dict[int, list[str]] = {}
    for place in dict.fromkeys(cell["plan"] for cell in rows):
        own = [at for at, cell in enumerate(rows) if cell["plan"] == place]
        homes = [links_plans(rows[at]) for at in own]
        first, plans = homes[0]
        acting = tuple(home.actions[-1] for home, _ in homes)
        full = attrs.evolve(first, actions=(*first.actions[:-1], *acting))
        together = [full if plan is first else plan for plan in plans]
        for one in SESSION.validate(*together, select=list(REPORTS["links"])):
            index = int(str(one.place.pointer).split("/")[2]) - len(first.actions) + 1
            reports.setdefault(own[index], []).append(one.message)
    for at, cell in enumerate(rows):
        items = tuple(_words(parse_links(cell["text"]))) or ("no link",)
        yield Outcome(items, tuple(dict.fromkeys(reports.get(at, ()))))


_ACTION = "actions:\n  - number: '1.1'\n"
_FRAMES = {
    "plan": ("", 0, ""),
    "action": (_ACTION, 4, "actions.0."),
    "number": ("actions:\n  - activity: Checks\n", 4, "actions.0."),
    "kpi": (f"{_ACTION}    kpis:\n      - text: Number of checks\n", 8, "actions.0.kpis.0."),
}


def commented(cell: Mapping[str, Any]) -> tuple[str, str]:
    """Return the lines of a file with a comment, and the path of the field in its tree."""
    head, indent, path = _FRAMES[cell["frame"]]
    return head + textwrap.indent(cell["text"], " " * indent), path + cell["field"]


def load(text: str) -> Plan:
    """Load a plan of these lines."""
    return empact.loads(f"empact: plan/1\nid: C-2031\n{text}\n", format="yaml")


def value(plan: Plan, path: str) -> Any:
    """Return the value at a path of the compact tree, with every cell as a list of its items."""
    found: Any = plan_tree(plan, compact=True)
    for step in path.split("."):
        if found is None:
            return None
        found = found[int(step)] if isinstance(found, list) else found.get(step)
    return found


def _comments(cell: Mapping[str, Any]) -> Outcome:
    text, path = commented(cell)
    try:
        plan = load(text)
    except empact.PlanReadError as error:
        return Outcome(("the file does not load",), tuple(one.message for one in error.diagnostics))
    found = value(plan, path)
    shown = ("no value",) if found is None else found if isinstance(found, list) else (found,)
    return Outcome(tuple(map(str, shown)), _found("comments", plan))


def _expression(cell: Mapping[str, Any]) -> Outcome:
    text = cell["text"]
    kind = cell["cell"]
    if kind == "route":
        route = parse_route(text)
        return (
            Outcome((f"not understood: {text}",), ("It is not one route.",))
            if route is None
            else Outcome((str(route),))
        )
    if kind == "parties":
        return _parties({"text": text}, "expressions")
    found = {"cover": {"number": text}} if kind == "document" else {"actions": [{"number": "1", kind: text}]}
    try:
        plan = empact.loads(json.dumps({"empact": "plan/1", "id": "X", **found}), format="json")
    except empact.PlanReadError as error:
        return Outcome(("the file does not load",), tuple(one.message for one in error.diagnostics))
    action = plan.actions[0] if plan.actions else None
    items: Iterable[Any] = plan.cover.number if action is None else getattr(action, kind)
    shown = (_kpi(item) if isinstance(item, Kpi) else item for item in items)
    return Outcome(tuple(_words(shown)) or ("nothing",), _found("expressions", plan))


_OUTCOMES: Mapping[str, Callable[[Mapping[str, Any]], Outcome]] = {
    "comments": _comments,
    "kpis": _kpis,
    "names": _names,
    "parties": _parties,
    "timing": _timing,
    "expressions": _expression,
}
