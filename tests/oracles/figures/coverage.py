"""How often random sets reach each row of the page: `python -m tests.oracles.figures.coverage [SETS]`."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator

from tests.oracles.figures.closing import status_at
from tests.oracles.figures.door import Row, file_all
from tests.oracles.figures.expected import forms, never_asked, turnout
from tests.oracles.figures.force import Force
from tests.oracles.figures.inputs import World
from tests.oracles.figures.random_sets import Drawn
from tests.oracles.figures.revisions import pasts, revision_of, status_revision_of
from tests.oracles.figures.stated import Value
from tests.oracles.figures.sums import measures, sum_at
from tests.oracles.figures.values import value_at
from tests.oracles.figures.verdicts import behind_at, verdict_at

ROWS = (
    *(f"door: {row}" for row in Row),
    "apart: a day outside the plan",
    "apart: accepted though not named",
    "apart: for a round after an exclusion",
    "apart: not confirmed when the group was closed",
    "behind: a KPI, none",
    "behind: a KPI, not reached",
    "behind: a proposed cancellation or carry-over past its end",
    "behind: an action whose end has come",
    "behind: carried over, in its own line",
    "beside: by a party that left",
    "beside: for a party, of an earlier round",
    "beside: not usable",
    "cover: not confirmed",
    "expected: a target after the last data day",
    "expected: forms",
    "filed: supersedes",
    "filed: withdraws",
    "in force: Did as what we did",
    "in force: NotYet as leaders' number",
    "in force: NotYet as settlement",
    "in force: Nothing as leaders' number",
    "in force: Nothing as own number",
    "in force: Number as leaders' number",
    "in force: Number as own number",
    "in force: Number as settlement",
    "in force: Ratio as leaders' number",
    "in force: Ratio as settlement",
    "in force: Reached as leaders' number",
    "in force: Reached as settlement",
    "in force: StatusWord as settlement",
    "in force: StatusWord as status",
    "in force: Unchanged as leaders' number",
    "in force: Words as leaders' number",
    "in force: Words as settlement",
    "in force: by a former leader",
    "in force: for a party",
    "in force: not usable",
    "method: count, leaders",
    "method: count, parties",
    "method: day, leaders",
    "method: level, leaders",
    "method: level, parties",
    "method: ratio, leaders",
    "method: words, leaders",
    "revision: now disputed",
    "revision: now missing",
    "revision: now not due",
    "revision: now provisional",
    "revision: status of an action",
    "revision: value",
    "status: a closing status holds",
    "status: disputed",
    "status: final",
    "status: missing",
    "status: missing, with the earlier one beside it",
    "status: not due",
    "status: proposed",
    "status: settled",
    "status: stated before the data day",
    "sum: a part is disputed",
    "sum: a part is left out",
    "sum: a part is missing",
    "sum: a part is provisional",
    "sum: all parts are missing",
    "sum: all parts left out",
    "sum: an operation counts once",
    "sum: an operation is stated differently",
    "sum: final",
    "turnout: all",
    "turnout: nobody asked",
    "turnout: none",
    "turnout: some",
    "value: disputed: days",
    "value: disputed: values",
    "value: estimated",
    "value: final: a day once stated",
    "value: final: leaders, after its own day",
    "value: final: leaders, closed",
    "value: final: leaders, in the round",
    "value: final: leaders, words",
    "value: final: parties, a settlement of an earlier round",
    "value: final: parties, all have answered",
    "value: final: parties, nobody asked",
    "value: final: parties, with its cover",
    "value: missing: awaited",
    "value: missing: no leader",
    "value: missing: not reported",
    "value: missing: not usable",
    "value: not due: its own day has not come",
    "value: not due: the action has not begun",
    "value: provisional: a former leader's",
    "value: provisional: a settlement of an earlier round",
    "value: provisional: leaders, not begun or its own day has not come",
    "value: provisional: leaders, of an earlier round",
    "value: provisional: leaders, stated before the data day",
    "value: provisional: nobody answered a closed round",
    "value: provisional: not begun or its own day has not come",
    "value: provisional: parties have not reported",
    "value: provisional: parties, a settlement of an earlier round",
    "value: provisional: stated before the data day",
    "value: provisional: the group is open",
    "value: settled by parties: agreed",
    "value: settled by parties: set by the Driver",
    "value: settled by parties: set by the Driver, who leads",
    "value: settled: agreed",
    "value: settled: set by the Driver",
    "value: settled: set by the Driver, who leads",
    "verdict: cancelled by agreement",
    "verdict: carried over by agreement",
    "verdict: day, reached after the plan",
    "verdict: final day: not reached",
    "verdict: final day: open",
    "verdict: final day: reached",
    "verdict: final day: reached late",
    "verdict: final or settled count, at least: not reached",
    "verdict: final or settled count, at least: open",
    "verdict: final or settled count, at least: reached",
    "verdict: final or settled count, at most: kept",
    "verdict: final or settled count, at most: not reached",
    "verdict: final or settled count, at most: open",
    "verdict: final or settled count, range: not reached",
    "verdict: final or settled count, range: open",
    "verdict: final or settled count, range: reached",
    "verdict: final or settled level, ratio, at least: not reached",
    "verdict: final or settled level, ratio, at least: open",
    "verdict: final or settled level, ratio, at least: reached",
    "verdict: final or settled level, ratio, at most: not reached",
    "verdict: final or settled level, ratio, at most: open",
    "verdict: final or settled level, ratio, at most: reached",
    "verdict: final or settled level, ratio, range: not reached",
    "verdict: final or settled level, ratio, range: open",
    "verdict: final or settled level, ratio, range: reached",
    "verdict: none: disputed",
    "verdict: none: missing",
    "verdict: none: no base",
    "verdict: none: not due",
    "verdict: none: provisional",
    "verdict: none: provisional count",
    "verdict: none: provisional level, ratio",
    "verdict: provisional count, at least: reached",
    "verdict: provisional count, at most: not reached",
    "verdict: provisional count, range: not reached",
    "verdict: with a percentage",
    "why: awaited until",
    "why: no base",
    "why: no figure since",
    "why: no leader is known",
    "why: not reported",
    "why: not usable",
    "why: not yet due",
    "why: parties have not reported",
    "why: stated before the data day",
    "why: the action has not begun",
    "why: the group is open",
    "why: the leaders differ",
)
"""The rows of the page, each as often as its conditions make it: what random sets must reach."""


def rows_of(world: World) -> Iterator[str]:
    """Yield the rows that a set reaches, as often as it does."""
    force = file_all(world)
    known = pasts(world)
    yield from _filed(force)
    for place in world.printed_rounds():
        yield from _rows_of_round(force, place)
        for action in world.actions:
            for kpi in action.kpis:
                value = value_at(force, action, kpi, place)
                yield f"method: {kpi.method.kind}, {'parties' if kpi.method.by_parties else 'leaders'}"
                yield f"value: {value.row}"
                yield from _details(value)
                verdict = verdict_at(force, action, kpi, place, value)
                if verdict is not None:
                    yield verdict.row
                    yield from (f"why: {_general(words)}" for words in verdict.why)
                    if verdict.percent is not None:
                        yield "verdict: with a percentage"
                revision = revision_of(known, value, action, kpi, place)
                if revision is not None:
                    yield revision.row
            status = status_at(force, action, place)
            yield status.row
            if status.proposed:
                yield "status: proposed"
            revision = status_revision_of(known, status, action, place)
            if revision is not None:
                yield revision.row
    yield from ["expected: a target after the last data day"] * bool(never_asked(world))


def _filed(force: Force) -> Iterator[str]:
    """Yield what is in force, and how it was filed."""
    for statement in force.current.values():
        yield f"in force: {type(statement.line.answer).__name__} as {statement.key.role}"
        if statement.by != statement.key.party:
            yield "in force: for a party"
        if statement.former_leader_until is not None:
            yield "in force: by a former leader"
        if statement.unusable:
            yield "in force: not usable"
    for report in force.world.reports:
        yield from ["filed: supersedes"] * bool(report.supersedes)
        yield from ["filed: withdraws"] * bool(report.withdraws)


def _rows_of_round(force: Force, place: int) -> Iterator[str]:
    for action in force.world.actions:
        counted = turnout(force, action, place)
        state = "nobody asked" if not counted.asked else "none" if not counted.answered else "some"
        yield f"turnout: {'all' if counted.asked and counted.answered == counted.asked else state}"
    if forms(force, place):
        yield "expected: forms"
    for measure, parts in measures(force.world.actions).items():
        summed = sum_at(force, measure, parts, place)
        yield summed.row
        if summed.left_out:
            yield "sum: a part is left out"
        if summed.counted_twice:
            yield "sum: an operation counts once"
    yield from behind_at(force, place).rows


def _details(value: Value) -> Iterator[str]:
    for apart in value.apart:
        yield f"apart: {apart.reason}"
    for words in value.beside:
        kind = "by a party that left" if "by a party until" in words else "for a party, of an earlier round"
        yield f"beside: {'not usable' if words.startswith('not usable') else kind}"
    if value.not_confirmed:
        yield "cover: not confirmed"
    if value.estimated:
        yield "value: estimated"


def _general(words: str) -> str:
    """Return a reason without its day or number."""
    for start in ("no leader is known", "no figure since", "awaited until", "not usable"):
        if words.startswith(start):
            return start
    return "parties have not reported" if words.endswith("parties have not reported") else words


def count(sets: int) -> Counter[str]:
    """Return how often each row is reached by the first random sets."""
    counted: Counter[str] = Counter(dict.fromkeys(ROWS, 0))
    for seed in range(sets):
        drawn = Drawn(seed)
        counted.update(f"door: {row}" for row in drawn.refused)
        counted.update(rows_of(drawn.world))
    return counted


def main() -> None:
    """Print the rows with their numbers."""
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    start = time.perf_counter()
    counted = count(sets)
    lines = [f"{number:7} {row}" for row, number in sorted(counted.items())]
    lines.append(f"{sets} sets in {time.perf_counter() - start:.1f} s")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
