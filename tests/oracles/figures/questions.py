"""Answers of the oracle to short questions, as one line of text: `value 1.1/1 June`, `verdict 1.1/1 June`."""

from __future__ import annotations

import attrs
from tests.oracles.figures.closing import status_at
from tests.oracles.figures.door import file_all, is_recognised, refusals
from tests.oracles.figures.expected import asked, forms, never_asked, turnout
from tests.oracles.figures.inputs import Kpi, World
from tests.oracles.figures.revisions import pasts, revision_of, status_revision_of
from tests.oracles.figures.sums import measures, sum_at
from tests.oracles.figures.values import value_at
from tests.oracles.figures.verdicts import behind_at, verdict_at


def ask(world: World, question: str) -> str:
    """Return the answer to a question about a set. "-" is nothing."""
    what, *rest = question.split()
    if what == "door":
        return _door(world, int(rest[0].removeprefix("r")) if rest else len(world.reports))
    if what == "never-asked":
        return " ".join(f"{action}/{kpi}" for action, kpi in never_asked(world)) or "-"
    if what in {"behind", "carried-over", "forms"}:
        return _of_round(world, what, world.index(rest[0]))
    if what == "sum":
        (measure, parts) = next(iter(measures(world.actions).items()))
        summed = sum_at(file_all(world), measure, parts, world.index(rest[0]))
        left_out = f" | without {', '.join(summed.left_out)}" if summed.left_out else ""
        return f"{summed.status}: {summed.shown}{left_out}"
    number, _, kpi_id = rest[0].partition("/")
    kpi = world.action(number).kpi(kpi_id) if kpi_id else None
    if kpi is None:
        return _of_action(world, what, number, world.index(rest[1]))
    return _of_kpi(world, what, number, kpi, world.index(rest[1]))


def _door(world: World, number: int) -> str:
    """Return the rows by which a report is refused, given all before it."""
    report = world.reports[number - 1]
    force = file_all(attrs.evolve(world, reports=world.reports[: number - 1]))
    if is_recognised(force, report):
        return "recognised"
    together = tuple(item for item in world.reports if report.file is not None and item.file == report.file)
    return "; ".join(dict.fromkeys(str(refusal.row) for refusal in refusals(force, report, together))) or "-"


def _of_round(world: World, what: str, place: int) -> str:
    force = file_all(world)
    if what == "forms":
        return " ".join(forms(force, place)) or "-"
    behind = behind_at(force, place)
    return "; ".join(behind.behind if what == "behind" else behind.carried_over) or "-"


def _of_action(world: World, what: str, number: str, place: int) -> str:
    force, action = file_all(world), world.action(number)
    if what == "asked":
        return " ".join(asked(force, action, None, place)) or "-"
    if what == "turnout":
        counted = turnout(force, action, place)
        return f"{counted.answered} of {counted.asked}"
    status = status_at(force, action, place)
    if what == "revision":
        revision = status_revision_of(pasts(world), status, action, place)
        return revision.shown if revision else "-"
    return f"{status.status}: {status.shown}" + (f" | {status.beside}" if status.beside else "")


def _of_kpi(world: World, what: str, number: str, kpi: Kpi, place: int) -> str:
    force, action = file_all(world), world.action(number)
    if what == "asked":
        return " ".join(asked(force, action, kpi, place)) or "-"
    value = value_at(force, action, kpi, place)
    if what in {"verdict", "percent"}:
        verdict = verdict_at(force, action, kpi, place)
        return "-" if verdict is None else verdict.shown if what == "verdict" else str(verdict.percent)
    if what in {"revision", "reason"}:
        revision = revision_of(pasts(world), value, action, kpi, place)
        return (revision and (revision.shown if what == "revision" else revision.because)) or "-"
    if what == "leaders":
        return "stated by {} of {} leaders".format(*value.stated_by) if value.stated_by else "-"
    listed = {
        "apart": [f"{item.party} {item.shown} ({item.round}): {item.reason}" for item in value.apart],
        "beside": value.beside,
    }
    return ("; ".join(listed[what]) or "-") if what in listed else f"{value.status}: {value.shown}"
