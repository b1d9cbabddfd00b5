"""The sheet of a participant: it is the same whatever other participants report or leave out.

Every way in which one leader and two or three participants can report for two rounds, or be silent, is tried.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import pytest
from tests.support.progress_cases import context, figure, filed, own, plan, register

from empact import Plan
from empact.documents import Document, Table, build_tasking
from empact.model import FiledReport, KpiRegister

ROUNDS = {"June 2031": "2031-06-28", "December 2031": "2031-12-28"}
EARLY, LATE = "2031-12-29", "2032-01-31"
"""Days of knowledge: before the second cut-off day, and after it."""
Number: TypeAlias = int | str | None
"""What a party states: a number, ``nothing``, a number in another unit ("8 tonnes"); None if it is silent."""
Said: TypeAlias = Mapping[str, tuple[Number, Number]]
"""What each party states in the two rounds."""
Ways: TypeAlias = Mapping[str, list[tuple[Number, Number]]]
"""What each party can state in the two rounds: the leader, the reader, and then the other participants."""
LEADER, READER = "QN", "QO"


def reports_of(said: Said) -> Iterator[FiledReport]:
    """The reports of a combination: a leader states totals, and a participant shares."""
    for by, numbers in said.items():
        for (checkpoint, on), number in zip(ROUNDS.items(), numbers, strict=True):
            if number is None:
                continue
            if number == "nothing":
                stated = own(nothing=True)
            elif isinstance(number, str):
                value, unit = number.split()
                stated = own(int(value), unit=unit)
            else:
                stated = figure(number, "total" if by == LEADER else "own")
            yield filed(by, stated, on=on, checkpoint=checkpoint, id=f"{by}-{checkpoint[:1]}")


def sheet(of: Plan, said: Said, kpis: KpiRegister, as_of: str) -> Document:
    return build_tasking(context(of, reports_of(said), kpis=kpis, as_of=as_of), party=READER, with_reports=True)


def pairs(*numbers: Number) -> list[tuple[Number, Number]]:
    """What a party can state in the two rounds."""
    stated = (None, *numbers)
    return [(june, december) for june in stated for december in stated]


def assert_the_same(of: Plan, ways: Ways, kpis: KpiRegister, as_of: str) -> None:
    """The sheet of QO is the one in which the other participants are silent."""
    leading, reading, *others = ways.values()
    for leader, own_numbers in itertools.product(leading, reading):
        alone = {LEADER: leader, READER: own_numbers}
        expected = sheet(of, alone, kpis, as_of)
        for numbers in itertools.product(*others):
            said = {**alone, **dict(zip([*ways][2:], numbers, strict=True))}
            assert sheet(of, said, kpis, as_of) == expected, said


@pytest.mark.parametrize(
    ("adds", "as_of"),
    [("cumulative", EARLY), ("incremental", EARLY), *((adds, LATE) for adds in ("incremental", "latest", None))],
)
def test_sheet_of_a_participant__is_the_same_whatever_another_reports(adds: str | None, as_of: str) -> None:
    other = [*pairs(7, "nothing"), ("8 tonnes", None), (None, "8 tonnes")]
    ways: Ways = {LEADER: pairs(90), READER: [(None, None), (5, None), (5, 6)], "QP": other}
    assert_the_same(plan({"leaders": LEADER, "participants": "QO, QP"}), ways, register(adds), as_of)


def test_sheet_of_one_of_three__is_the_same_whatever_the_others_report() -> None:
    ways: Ways = {LEADER: pairs(90), READER: [(None, None), (5, 6)], "QP": pairs(7), "QR": pairs(9)}
    assert_the_same(plan({"leaders": LEADER, "participants": "QO, QP, QR"}), ways, register("cumulative"), LATE)


def results(said: Said, adds: str = "cumulative") -> list[object]:
    """The results of QO's sheet, round by round."""
    of = plan({"leaders": LEADER, "participants": "QO, QP"})
    table = sheet(of, said, register(adds), LATE).section("joins").body
    assert isinstance(table, Table)
    (row,) = table.rows
    return [value for one, value in zip(table.columns, row.values, strict=True) if one.key.startswith("reported/")]


@pytest.mark.parametrize(
    ("leader", "adds", "expected"),
    [
        ((None, None), "cumulative", ["KPI: QO: 5 of its own", "KPI: QO (June 2031): 5 of its own"]),
        ((90, 95), "cumulative", ["KPI: 90; QO: 5 of its own", "KPI: 95; QO (June 2031): 5 of its own"]),
        ((90, None), "cumulative", ["KPI: 90; QO: 5 of its own", "KPI: QO (June 2031): 5 of its own"]),
        ((90, 95), "incremental", ["KPI: 90; QO: 5 of its own", "KPI: 185; QO (June 2031): 5 of its own"]),
        ((None, 95), "incremental", ["KPI: QO: 5 of its own", "KPI: QO (June 2031): 5 of its own"]),
    ],
)
def test_sheet_of_a_participant__has_what_the_leader_states(
    leader: tuple[Number, Number], adds: str, expected: list[str]
) -> None:
    said = {LEADER: leader, READER: (5, None), "QP": (7, 8)}
    assert [str(value).replace(" arrests", "") for value in results(said, adds)] == expected
