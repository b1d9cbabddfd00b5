"""Loading and dumping plans as JSON and YAML, beside other libraries.

Same objects: a peer makes all objects of the plan, from a JSON with the fields of each. So it needs no grammar, and its
file is larger. The caches of empact are warm, as for the second of two plans that repeat each other.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import yaml

from benchmarks.measuring import Measure, Ratio, Row, Run, Works, peak, prepared, timed, works_of
from benchmarks.peers.cattrs_converter import dump
from empact import Plan, PlanReadError, Session
from empact.testing.generated import generate

_MSGSPEC = "msgspec.Struct, same objects"
_PEERS = {
    "pydantic, same objects": "pydantic_models",
    "cattrs, same objects": "cattrs_converter",
    _MSGSPEC: "msgspec_types",
}
_GOALS = {  # what was reached: loading and dumping stay as fast beside these
    ("load YAML", "CSafeLoader"): 0.64,
    ("load JSON", "pydantic, same objects"): 0.94,
    ("load JSON", "cattrs, same objects"): 0.35,
    ("load JSON", _MSGSPEC): 4.8,
    ("dump JSON", "pydantic, same objects"): 1.4,
    ("dump JSON", "cattrs, same objects"): 0.46,
    ("report mistakes", "pydantic, same objects"): 4.1,  # more than a load: each mistake has its line and a hint
    ("report mistakes", "cattrs, same objects"): 1.6,
    ("load many plans", "pydantic, same objects"): 0.38,
    ("load many plans", "cattrs, same objects"): 0.26,
    ("load many plans", _MSGSPEC): 2.1,
    ("memory of many plans", "pydantic, same objects"): 0.15,
    ("memory of many plans", "cattrs, same objects"): 0.5,
    ("memory of many plans", _MSGSPEC): 0.55,
}
_MISTAKES: tuple[dict[str, Any], ...] = (
    {"unknown": "key"},
    {"locations": [{"name": "Somewhere", "kind": "unknown"}]},
    {"continues": 1},
)
_BAD_ACTIONS = 12
"""The number of actions of the bad plan that have a mistake."""


def measure(run: Run) -> Iterator[Row]:
    """Compare one plan, a bad plan and many plans."""
    session, actions = Session(), run.size(250, _BAD_ACTIONS)
    plans = list(generate(run.size(20, 2), actions))
    peers = {name: works_of(module) for name, module in _PEERS.items()}
    yield from run.measure(
        [
            *_beside_parsers(session, plans[0]),
            *_one_plan(session, plans[0], peers),
            *_bad_plan(session, plans[0], peers),
            *_many_plans(session, plans, peers),
        ]
    )
    once = attrs.evolve(run, rounds=1)  # the memory of each round is the same
    yield from once.measure(list(_memory(session, plans, peers)))


def _exported(session: Session, plan: Plan, format: str) -> str:
    return session.export(plan, to=format).decode("utf-8")


def _ratio(measured: str, beside: str, work: Measure | None, unit: Measure | None) -> Ratio:
    return Ratio(measured=measured, beside=beside, work=work, unit=unit, goal=_GOALS.get((measured, beside)))


def _beside_parsers(session: Session, plan: Plan) -> Iterator[Ratio]:
    """Compare with parsers that return the same text without types and without places."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    parsers: dict[str, tuple[str, Callable[[str], object]]] = {
        "json": ("json.loads", json.loads),
        "yaml": ("CSafeLoader", functools.partial(yaml.load, Loader=loader)),
    }
    for format, (beside, parse) in parsers.items():
        text = _exported(session, plan, format)
        unit = timed(parse, text)
        yield _ratio(f"load {format.upper()}", beside, timed(_load, session, format, text), unit)
        yield _ratio(f"dump {format.upper()}", beside, timed(_exported, session, plan, format), unit)


def _load(session: Session, format: str, *texts: str) -> list[Plan]:
    return [session.loads(text, format=format) for text in texts]


def _load_each(load: Callable[[str], object], texts: Sequence[str]) -> list[object]:
    return [load(text) for text in texts]


def _one_plan(session: Session, plan: Plan, peers: Mapping[str, Works]) -> Iterator[Ratio]:
    own, text = timed(_load, session, "json", _exported(session, plan, "json")), dump(plan)
    for name, works in peers.items():
        yield _ratio("load JSON", name, own, timed(works.get("load"), text))
    own = timed(_exported, session, plan, "json")
    for name, works in peers.items():
        loaded = prepared(works["load"], text) if works else None
        yield _ratio("dump JSON", name, own, timed(works.get("dump"), loaded))


def _bad_plan(session: Session, plan: Plan, peers: Mapping[str, Works]) -> Iterator[Ratio]:
    """Compare how long it takes to list every mistake; msgspec stops at the first."""
    own = timed(_mistakes, session, _with_mistakes(_exported(session, plan, "json")))
    text = _with_mistakes(dump(plan))
    for name, works in peers.items():
        if name != _MSGSPEC:
            yield _ratio("report mistakes", name, own, timed(works.get("mistakes"), text))


def _with_mistakes(text: str) -> str:
    tree = json.loads(text)
    for place, action in enumerate(tree["actions"][:_BAD_ACTIONS]):
        action.update(_MISTAKES[place % len(_MISTAKES)])
    return json.dumps(tree, indent=2)


def _mistakes(session: Session, text: str) -> list[str]:
    try:
        session.loads(text, format="json")
    except PlanReadError as error:
        return [str(finding) for finding in error.diagnostics]
    return []


def _many_plans(session: Session, plans: Sequence[Plan], peers: Mapping[str, Works]) -> Iterator[Ratio]:
    own = timed(_load, session, "json", *(_exported(session, plan, "json") for plan in plans))
    texts = list(map(dump, plans))
    for name, works in peers.items():
        each = functools.partial(_load_each, works["load"]) if works else None
        yield _ratio("load many plans", name, own, timed(each, texts))


def _memory(session: Session, plans: Sequence[Plan], peers: Mapping[str, Works]) -> Iterator[Ratio]:
    texts = [_exported(session, plan, "json") for plan in plans]
    own, fields = functools.partial(peak, functools.partial(_load, session, "json", *texts)), list(map(dump, plans))
    for name, works in peers.items():
        unit = functools.partial(peak, functools.partial(_load_each, works["load"], fields)) if works else None
        yield _ratio("memory of many plans", name, own, unit)
