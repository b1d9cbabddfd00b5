"""Plans in which some cells hold other texts: what a person types into the wrong cell, or a careless program writes."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, cast

from hypothesis import strategies as st

from empact import Plan
from empact.serde import RawDocument, plan_tree, structure_plan
from empact.testing.strategies import CELLS, TRAPS

Path = tuple[str | int, ...]

WRONG_CELLS = (
    *TRAPS,
    *CELLS,
    *("1 and 2", "1/2", "a:b", "1,2", "SG *", "*", "CHSG", "OAP a:b", "2.1/9", "B: north", "X-2031:2.1"),
    *("(", "[^7]", "<x>", "|", "\\", "`", "**a**", "a\ufffeb", "\u0661", "1\xb2", "x" * 40_000),
    *("9" * 400, "9" * 5_000, f"KPI: 1{'0' * 400} checks", f"KPI: 1{'0' * 5_000} checks", "1e400", "NaN", "-1"),
    *("KPI: 0 of 0", "KPI: 1/0", "KPI: %", "KPI: by 30 February", "KPI: +10% (baseline: 0)", "between 5 and 3"),
    *("9999-12-31", "0001-01-01", "from 9999", "December to January", "100th quarter", "every 0 months", "99999 years"),
    *("All MS except", "QM (co-leader), QM", "qm", "MS", "tbc", "n/a", "NONSENSE", "SECRET UE/EU SECRET"),
)
"""Texts for any cell: each is right in some cell, or nearly right, or in none."""
_WRONG_VALUES: tuple[Any, ...] = (None, True, 0, -1, 10**20, 1.5, 1e308, [], {})
_FIELDS = (
    *("number", "goal", "activity", "description", "leaders", "participants", "links", "timing", "target", "kpis"),
    *("results", "phases", "locations", "continues", "initiative", "status"),
)


def _places(tree: object, at: Path = ()) -> Iterator[Path]:
    """Yield the place of each value of a tree that has no values in it."""
    if isinstance(tree, (dict, list)):
        branch = cast("dict[str | int, object]", tree if isinstance(tree, dict) else dict(enumerate(tree)))
        for step, inner in branch.items():
            yield from _places(inner, (*at, step))
    else:
        yield at


def _changed(tree: dict[str, Any], at: Path, value: object) -> dict[str, Any]:
    """Return a tree with another value at a place."""
    changed = copy.deepcopy(tree)
    inner: Any = changed
    for step in at[:-1]:
        inner = inner[step]
    inner[at[-1]] = value
    return changed


def _read(tree: dict[str, Any]) -> Plan | None:
    return structure_plan(RawDocument(tree), "<changed>")[0]


@st.composite
def mutated(draw: st.DrawFn, plan: Plan, *, changes: int = 4) -> Plan:
    """Plans with at least one wrong cell; a change with which the file could not be read is left out.

    Args:
        draw: Draws a value.
        plan: The plan whose cells are changed.
        changes: The most cells that are changed.
    """
    tree: dict[str, Any] = copy.deepcopy(plan_tree(plan, compact=draw(st.booleans())))
    wrong = st.sampled_from(WRONG_CELLS)
    for _ in range(draw(st.integers(1, changes))):
        if draw(st.booleans()) and tree.get("actions"):
            row = draw(st.integers(0, len(tree["actions"]) - 1))
            at: Path = ("actions", row, draw(st.sampled_from(_FIELDS)))
            value: object = draw(wrong)
        else:
            at = draw(st.sampled_from([place for place in _places(tree) if place[0] != "empact"]))
            value = draw(wrong | st.sampled_from(_WRONG_VALUES))
        changed = _changed(tree, at, value)
        tree = changed if _read(changed) is not None else tree
    read = _read(tree)
    assert read is not None
    return read
