"""Loading and dumping plans as JSON and YAML, beside other libraries.

Same objects: a peer makes the same fields, and empact's grammar reads the items for it. Same text: it keeps items as
texts. Caches are warm, as for the second of two plans that repeat each other.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import yaml

from benchmarks.measuring import Measure, Ratio, Row, Run, Works, peak, prepared, timed, works_of
from empact import Plan, PlanReadError, Session
from empact.testing.generated import generate

_SAME_OBJECTS = {"pydantic, same objects": ("pydantic_models",), "cattrs, same objects": ("cattrs_converter",)}
_SAME_TEXT = {
    "msgspec into attrs, same text": ("msgspec_types", "attrs"),
    "msgspec.Struct, same text": ("msgspec_types", "Struct"),
}
_GOALS = {  # what was reached: loading stays as fast beside these, and a dump gets faster
    ("load JSON", "pydantic, same objects"): 1.6,
    ("load JSON", "cattrs, same objects"): 0.64,
    ("load JSON", "msgspec into attrs, same text"): 3.0,
    ("load JSON", "msgspec.Struct, same text"): 11.0,
    ("load YAML", "CSafeLoader"): 0.62,
    ("dump JSON", "pydantic, same objects"): 1.5,
    ("dump JSON", "cattrs, same objects"): 0.9,
    ("report mistakes", "pydantic, same objects"): 5.6,
    ("report mistakes", "cattrs, same objects"): 1.56,
    ("load many plans", "pydantic, same objects"): 0.6,
    ("load many plans", "cattrs, same objects"): 0.55,
    ("memory of many plans", "pydantic, same objects"): 0.3,
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
    texts = [_exported(session, plan, "json") for plan in plans]
    same_objects = {name: works_of(*peer) for name, peer in _SAME_OBJECTS.items()}
    peers = same_objects | {name: works_of(*peer) for name, peer in _SAME_TEXT.items()}
    yield from run.measure(
        [
            *_beside_parsers(session, plans[0]),
            *_one_plan(session, plans[0], texts[0], peers),
            *_bad_plan(session, texts[0], same_objects),
            *_many_plans(session, texts, same_objects),
        ]
    )
    once = attrs.evolve(run, rounds=1)  # the memory of each round is the same
    yield from once.measure(list(_memory(session, texts, same_objects)))


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


def _without_format(text: str) -> str:
    """Return the JSON of a plan without the key that names the format, which peers do not know."""
    tree = json.loads(text)
    del tree["empact"]
    return json.dumps(tree, indent=2)


def _one_plan(session: Session, plan: Plan, text: str, peers: Mapping[str, Works]) -> Iterator[Ratio]:
    own, bare = timed(_load, session, "json", text), _without_format(text)
    for name, works in peers.items():
        yield _ratio("load JSON", name, own, timed(works.get("load"), bare))
    own = timed(_exported, session, plan, "json")
    for name, works in peers.items():
        loaded = prepared(works["load"], bare) if works else None
        yield _ratio("dump JSON", name, own, timed(works.get("dump"), loaded))


def _bad_plan(session: Session, text: str, peers: Mapping[str, Works]) -> Iterator[Ratio]:
    """Compare how long it takes to list every mistake; msgspec stops at the first."""
    tree = json.loads(text)
    for place, action in enumerate(tree["actions"][:_BAD_ACTIONS]):
        action.update(_MISTAKES[place % len(_MISTAKES)])
    bad = json.dumps(tree, indent=2)
    own = timed(_mistakes, session, bad)
    for name, works in peers.items():
        yield _ratio("report mistakes", name, own, timed(works.get("mistakes"), _without_format(bad)))


def _mistakes(session: Session, text: str) -> list[str]:
    try:
        session.loads(text, format="json")
    except PlanReadError as error:
        return [str(finding) for finding in error.diagnostics]
    return []


def _many_plans(session: Session, texts: Sequence[str], peers: Mapping[str, Works]) -> Iterator[Ratio]:
    own, bare = timed(_load, session, "json", *texts), list(map(_without_format, texts))
    for name, works in peers.items():
        each = functools.partial(_load_each, works["load"]) if works else None
        yield _ratio("load many plans", name, own, timed(each, bare))


def _memory(session: Session, texts: Sequence[str], peers: Mapping[str, Works]) -> Iterator[Ratio]:
    own = functools.partial(peak, functools.partial(_load, session, "json", *texts))
    bare = list(map(_without_format, texts))
    for name, works in peers.items():
        unit = functools.partial(peak, functools.partial(_load_each, works["load"], bare)) if works else None
        yield _ratio("memory of many plans", name, own, unit)
