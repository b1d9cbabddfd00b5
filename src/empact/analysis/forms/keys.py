"""Keys of what a report states: those of the questions that it answers, without the digests of a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from empact.analysis.forms.asked import Asked
from empact.arguments import check_text, check_type
from empact.model import ActionReport, Figure, KpiNumber, Report
from empact.model.reports import OWN_TEXTS

T = TypeVar("T")

_OF_ACTION = (
    Asked.STATUS,
    Asked.STARTED,
    Asked.ENDED,
    Asked.NARRATIVE,
    Asked.OBSTACLES,
    Asked.SUPPORT,
    Asked.REASON,
    Asked.AGREED_BY,
    Asked.CARRIED_OVER,
)
"""What a report can state about an action beside its figures; the value is the field."""


def stated_keys(report: Report) -> tuple[str, ...]:
    """Return the keys of the questions that a report answers: ``Q-2031:2.2 status``, ``Q-2031:2.2/1 own``."""
    check_type("The report", "a Report", Report, report)
    return tuple(dict.fromkeys(_stated(report)))


def _stated(report: Report) -> Iterator[str]:
    for action in report.actions:
        about = f"{report.plan}:{action.action}"
        yield from (f"{about} {asked.value}" for asked in _OF_ACTION if getattr(action, asked.value))
        yield from (f"{about}{_figure(figure)}" for figure in action.figures)
    yield from (f"{report.plan}:{settled.action}{_kpi(settled.kpi)} settle" for settled in report.settles)
    yield from (f"{report.plan} {name}" for name in OWN_TEXTS if getattr(report, name))


def key_at(report: Report, pointer: str) -> str | None:
    """Return the key of the question that the value at a pointer of a report answers; None if it answers none."""
    check_type("The report", "a Report", Report, report)
    check_text("The pointer", pointer)
    head, *rest = pointer.split("/")[1:] or [""]
    if head == "settles":
        settled = _item(report.settles, rest)
        return None if settled is None else f"{report.plan}:{settled.action}{_kpi(settled.kpi)} settle"
    if head != "actions":
        return f"{report.plan} {head}" if head else None
    action = _item(report.actions, rest)
    return None if action is None else f"{report.plan}:{action.action}{_in_action(action, rest[1:])}"


def _in_action(action: ActionReport, at: Sequence[str]) -> str:
    if not at or at[0] == "action":
        return ""
    if at[0] != "figures":
        return f" {at[0]}"
    figure = _item(action.figures, at[1:])
    return "" if figure is None else _figure(figure)


def _figure(figure: Figure) -> str:
    if figure.kpi is None:
        return " measure"  # what was measured is in the words of the sender
    asked = Asked(figure.scope.value)
    if asked is Asked.TOTAL and figure.value is None:
        asked = Asked.TEXT if figure.reached is None else Asked.REACHED
    return f"{_kpi(figure.kpi)} {asked.value}"


def _kpi(number: KpiNumber | None) -> str:
    return "" if number is None else f"/{number}"


def _item(items: Sequence[T], at: Sequence[str]) -> T | None:
    """Return the item that the first token of a pointer names; None if there is none."""
    place = at[0] if at else ""
    return items[int(place)] if place.isdecimal() and int(place) < len(items) else None
