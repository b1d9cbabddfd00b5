"""What the grammar makes of expressions that were written down, with their meaning, before there was a grammar.

``expressions.yaml`` says what a careful reader understands by each text. The grammar understands the same, or it says
that it does not understand; another meaning is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import attrs
import pytest
import yaml
from tests.support.paths import DATA

from empact import grammar
from empact.model import (
    Bound,
    Collective,
    DocumentNumber,
    Kpi,
    Link,
    Milestone,
    PartyItem,
    PartyKind,
    Period,
    Route,
    Target,
    Unparsed,
    Window,
)
from empact.reference import register

NOT_UNDERSTOOD = {
    "timing": [
        "April (planning) – September (JAD)",  # the brackets hold what the months are of
    ],
    "parties": [
        "UK (leader for phase 1), BE, and all relevant MS",
        "TBD",  # an item is a party
    ],
    "route": ["MA-ES and DZ-ES"],  # one cell, two routes
    "document": ["9450/17 COSI 107"],  # a subject code looks like a suffix that nobody knows
}
"""What means something to a reader, and nothing to the grammar."""


class Expression(NamedTuple):
    cell: str
    text: str
    means: list[Any] | None
    disputed: str | None

    @property
    def understood(self) -> bool:
        return self.means is not None and self.text not in NOT_UNDERSTOOD.get(self.cell, [])


EXPRESSIONS = [
    Expression(entry["cell"], entry["text"], entry["means"], entry.get("disputed"))
    for entry in yaml.safe_load((DATA / "expressions.yaml").read_text(encoding="utf-8"))
]


def _route(text: str) -> tuple[Route, ...]:
    route = grammar.parse_route(text)
    return () if route is None else (route,)


READ: dict[str, Callable[[str], Iterable[Any]]] = {
    "timing": grammar.parse_timing,
    "parties": grammar.parse_parties,
    "links": grammar.parse_links,
    "kpis": grammar.parse_kpis,
    "target": grammar.parse_targets,
    "route": _route,
    "document": grammar.parse_document_numbers,
}


# Each meaning, of the file and of the grammar, as plain values that can be compared.


def days(window: str) -> str:
    """One spelling for one stretch of time: "8 to 12 June" is "8 June to 12 June", a year is January to December."""
    window = re.sub(r"^(\d+) to (\d+) (\w+)", r"\1 \3 to \2 \3", window)
    window = re.sub(r"^year (\d+) to (\d+)$", r"January \1 to December \2", window)
    return re.sub(r"^year (\d+)$", r"January to December \1", window)


def _when(windows: Iterable[Window | str], choice: str | None) -> dict[str, Any]:
    found = [days(str(window)) for window in windows if window != "undetermined"]
    return {"windows": found, "choice": choice if len(found) > 1 else None}


def meant(cell: str, entry: Any) -> list[Any]:
    """What the file means by one entry of ``means``."""
    match cell:
        case "timing":
            return [_meant_time({"windows": ["undetermined"]} if entry == "undetermined" else entry)]
        case "parties" if isinstance(entry, dict) and "kinds" in entry:
            left_out = tuple(entry.get("except", ()))
            return [
                _collective(kind, entry["every"], entry["other"], entry["qualifier"], left_out)
                for kind in entry["kinds"]
            ]
        case "kpis" | "target":
            return [entry]
        case "route":
            return [entry["stops"]]
        case _:
            return [entry]


def _meant_time(entry: dict[str, Any]) -> dict[str, Any]:
    windows = entry.get("windows", [])
    return {
        "label": entry.get("milestone"),
        **_when(windows, entry.get("choice")),
        "bound": entry.get("bound"),
        "status": entry.get("status"),
        "phase": entry.get("phase"),
        "duration": entry.get("duration"),
        "occurrences": entry.get("occurrences"),
        "locations": entry.get("locations", []),
        "conditions": entry.get("conditions", []),
        "provisional": entry.get("provisional", windows == ["undetermined"]),
    }


def understood(item: object) -> list[Any]:
    """What the grammar means by one item."""
    match item:
        case Period() | Milestone():
            return [_time(item)]
        case PartyItem(collective=Collective() as group):
            return [
                _collective(kind.value, group.every, group.other, group.qualifier, item.excluded)
                for kind in group.members
            ]
        case PartyItem():
            return [str(attrs.evolve(item, party=_code(item.party), cooperating=tuple(map(_code, item.cooperating))))]
        case Kpi() | Target():
            return [_measure(item)]
        case Route():
            return [[list(stop) for stop in item.stops]]
        case _:
            return [str(item) if isinstance(item, Link | DocumentNumber) else item]


def _time(item: Period | Milestone) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(("label", "bound", "status", "phase", "duration", "occurrences"))
    found |= _when(item.windows, item.choice.value)
    found |= {"locations": [], "conditions": list(map(str, item.conditions)), "provisional": item.provisional}
    if isinstance(item, Period):
        bound = None if item.bound is Bound.IN else item.bound.value
        status = None if item.status is None else item.status.value
        duration = None if item.duration is None else str(item.duration)
        return found | {"phase": item.phase, "bound": bound, "status": status, "duration": duration}
    locations = list(item.locations)
    return found | {
        "label": item.label,
        "bound": item.bound.value,
        "occurrences": item.occurrences,
        "locations": locations,
    }


def _collective(
    kind: str,
    every: bool,  # noqa: FBT001 - a word of a collective
    other: bool,  # noqa: FBT001 - a word of a collective
    qualifier: str | None,
    excluded: tuple[str, ...],
) -> tuple[Any, ...]:
    return PartyKind(kind), every, other, qualifier, excluded


def _code(name: str) -> str:
    party = register().find(name)
    return name if party is None else party.code


def _measure(item: Kpi | Target) -> dict[str, Any]:
    found: dict[str, Any] = {"text": item.text, "unit": item.unit, "value": item.value}
    found["direction"] = None if item.direction is None else item.direction.value
    if isinstance(item, Kpi):
        found["most"] = item.most
        found["kind"] = None if item.kind is None else item.kind.value
        found["deadline"] = None if item.deadline is None else str(item.deadline)
    return {name: value for name, value in found.items() if value is not None}


def same(understood: Any, meant: Any) -> bool:
    """Whether both are one meaning; the label of a milestone may say more than the file's."""
    if isinstance(meant, dict) and isinstance(understood, dict) and meant.get("label") is not None:
        label = understood["label"]
        return label is not None and meant["label"] in label and {**understood, "label": meant["label"]} == meant
    return bool(understood == meant)


def unparsed(item: object) -> bool:
    """Whether the grammar says that it does not understand: of a party, by a name that the register does not know."""
    if isinstance(item, PartyItem):
        return item.collective is None and item == PartyItem(party=item.party) and register().find(item.party) is None
    return isinstance(item, Unparsed)


def agree(expression: Expression) -> bool:
    found = [value for item in READ[expression.cell](expression.text) for value in understood(item)]
    wanted = [value for entry in expression.means or () for value in meant(expression.cell, entry)]
    return len(found) == len(wanted) and all(map(same, found, wanted))


def name(expression: Expression) -> str:
    return f"{expression.cell}: {expression.text}"


@pytest.mark.parametrize("expression", [one for one in EXPRESSIONS if one.understood and not one.disputed], ids=name)
def test_the_grammar_understands_what_a_careful_reader_does(expression: Expression) -> None:
    found = [value for item in READ[expression.cell](expression.text) for value in understood(item)]
    wanted = [value for entry in expression.means or () for value in meant(expression.cell, entry)]
    assert agree(expression), (found, wanted)


@pytest.mark.parametrize(
    "expression", [one for one in EXPRESSIONS if not one.understood and not one.disputed], ids=name
)
def test_what_the_grammar_does_not_understand_it_does_not_guess(expression: Expression) -> None:
    items = READ[expression.cell](expression.text)
    wanted = [value for entry in expression.means or () for value in meant(expression.cell, entry)]
    assert all(
        unparsed(item) or any(same(value, one) for one in wanted for value in understood(item)) for item in items
    )
    assert expression.cell == "route" or any(map(unparsed, items))


def test_every_expression_that_is_not_understood_is_one_of_the_file() -> None:
    listed = [(cell, text) for cell, texts in NOT_UNDERSTOOD.items() for text in texts]
    assert [(one.cell, one.text) for one in EXPRESSIONS if one.means is not None and not one.understood] == listed


def test_only_what_the_grammar_reads_otherwise_is_disputed() -> None:
    disputed = [one for one in EXPRESSIONS if one.disputed]
    assert [one.text for one in disputed] == [
        "Kick-off meeting in The Hague in January; operational phase February - October; evaluation by mid-December",
        "Phase I: Q1; Phase II: Q2-Q3",
        "Number of JITs/parallel investigations",
        "11224/2/16 REV 3",
    ]
    assert not any(map(agree, disputed))


def test_another_meaning_is_told_from_the_one_that_is_meant() -> None:
    report = Expression(
        "timing", "Report by Q3", [{"milestone": "Report", "windows": ["3rd quarter"], "bound": "in"}], None
    )
    assert not agree(report)
    assert agree(report._replace(means=[{**(report.means or [{}])[0], "bound": Bound.BY.value}]))
