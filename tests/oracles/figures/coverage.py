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


def rows_of(world: World) -> Iterator[str]:
    """Yield the rows that a set reaches, as often as it does."""
    force = file_all(world)
    known = pasts(world)
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
    yield from behind_at(force, place).rows


def _details(value: Value) -> Iterator[str]:
    for apart in value.apart:
        yield f"apart: {apart.reason}"
    for words in value.beside:
        yield f"beside: {'not usable' if words.startswith('not usable') else 'for a party, of an earlier round'}"
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
    counted: Counter[str] = Counter({f"door: {row}": 0 for row in Row})
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
