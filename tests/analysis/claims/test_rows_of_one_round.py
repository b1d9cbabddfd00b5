"""The rows of the table "One round": each with a case in which the naive reading gives another value."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from tests.support.progress_cases import (
    amount,
    figure,
    filed,
    kinds,
    kpi,
    operation,
    own,
    picture,
    plan,
    settled,
)

from empact.analysis import DifferenceKind, Progress
from empact.model import ActionStatus, Breakdown, BreakdownKind, FrozenMap, Prose

LEADERS = {"leaders": "QN, QO", "participants": "QM, QP"}
DECEMBER = "2031-12-10"


def test_row__share() -> None:
    silent = filed("QO", on=DECEMBER, said={"narrative": Prose(text="Our team was busy.")})
    reports = [filed("QM", own(3)), filed("QO", own(5)), filed("QM", own(4), on=DECEMBER), silent]
    progress = kpi(*reports, adds="incremental")
    assert (amount(progress), progress.participants.missing) == ("at least 12", ("QO",))  # not 12: QO may have more
    assert str(progress.value) == "at least 12 arrests"


def test_row__parts() -> None:
    customs, police = filed("QO", own(5), part="customs"), filed("QO", own(4), part="police")
    progress = kpi(customs, police, filed("QM", own(3)))
    assert (amount(progress), progress.differences) == ("12", ())  # not a range, and QO is one of two
    assert str(progress.participants) == "2 of 2"
    whole = filed("QO", own(4), on="2031-06-29")
    progress = kpi(customs, police, whole, filed("QM", own(3)))
    assert (amount(progress), kinds(progress)) == ("7 to 12", [DifferenceKind.TWO_VALUES])  # 3 and 4, or 3 and 5 + 4


@pytest.mark.parametrize(
    ("adds", "expected"),
    [
        ("incremental", "8"),  # 3 + 5 of June, and 0
        ("cumulative", "8"),  # the newest of QO is its 5 of June
    ],
)
def test_row__nothing(adds: str, expected: str) -> None:
    new = own(3 if adds == "cumulative" else 0)
    reports = [filed("QM", own(3)), filed("QO", own(5)), filed("QM", new, on=DECEMBER)]
    progress = kpi(*reports, filed("QO", own(nothing=True), on=DECEMBER), adds=adds)
    assert (amount(progress), progress.participants.missing) == (expected, ())  # without it "at least 8": QO is silent
    assert amount(kpi(*reports, adds=adds)) == "at least 8"
    first = kpi(filed("QM", own(3)), filed("QO", own(nothing=True)), adds=adds)
    assert (amount(first), first.participants.complete) == ("3", True)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (figure(8), figure(12), "8 to 12"),
        (figure(12), figure(8), "8 to 12"),  # the newer one does not win
        (own(8), own(12), "at least 8 to 12"),
    ],
)
def test_row__two_values(first: Any, second: Any, expected: str) -> None:
    progress = kpi(filed("QN", first), filed("QN", second, on="2031-06-29"), of=plan({"participants": "QM, QN"}))
    assert (amount(progress), kinds(progress)) == (expected, [DifferenceKind.TWO_VALUES])
    assert len(progress.differences[0].reports) == 2
    twice = kpi(filed("QN", first), filed("QN", first, on="2031-06-29"), of=plan({"participants": "QM, QN"}))
    assert (amount(twice), twice.differences) == (expected.replace("8 to 12", str(first.value)), ())


def test_row__shares() -> None:
    progress = kpi(filed("QM", own(3)), filed("QO", own(5)))
    assert (amount(progress), str(progress.participants)) == ("8", "2 of 2")
    first = kpi(filed("QM", own(3)))
    assert (amount(first), str(first.participants), first.missing) == ("at least 3", "1 of 2", ("QN", "QO"))


def test_row__total() -> None:
    of = plan(LEADERS)
    same = kpi(filed("QN", figure(8)), filed("QO", figure(8)), of=of)
    assert (amount(same), same.differences) == ("8", ())  # not 16
    progress = kpi(filed("QN", figure(8)), filed("QO", figure(6), on="2031-06-29"), of=of)
    assert (amount(progress), kinds(progress)) == ("6 to 8", [DifferenceKind.TOTALS])  # not 14, not the newest
    assert progress.differences[0].open


def test_row__settled() -> None:
    of = plan(LEADERS)
    qn, qo = filed("QN", figure(8)), filed("QO", figure(6))
    driver = filed("QM", on="2031-06-30", settles=settled((qn.id, qo.id), value=7))
    progress = kpi(qn, qo, driver, of=of)
    assert (amount(progress), progress.differences[0].settled_by) == ("7", driver.id)
    # It cites one of the two only, or a report that a new one supersedes: it does not hold.
    partial = filed("QM", on="2031-06-30", settles=settled((qn.id,), value=7))
    assert amount(kpi(qn, qo, partial, of=of)) == "6 to 8"
    again = filed("QO", figure(5), on="2031-07-02", supersedes=(qo.id,))
    progress = kpi(qn, qo, driver, again, of=of)
    assert (amount(progress), set(kinds(progress))) == (
        "5 to 8",
        {DifferenceKind.TOTALS, DifferenceKind.SETTLEMENT},
    )
    # A party that is not the Driver settles nothing.
    false = filed("QP", on="2031-06-30", settles=settled((qn.id, qo.id), value=7))
    assert amount(kpi(qn, qo, false, of=of)) == "6 to 8"


def test_row__headline() -> None:
    progress = kpi(filed("QN", figure(8)), filed("QM", own(3)))
    assert (amount(progress), str(progress.shares)) == ("8", "3 arrests")  # not 11, not "at least"
    assert amount(kpi(filed("QM", own(3)))) == "at least 3"
    assert amount(kpi(filed("QM", own(3)), filed("QO", own(5)))) == "8"
    # An open group, or nobody who is expected, is never complete.
    for participants in ("QM, Relevant MS", "Relevant MS"):
        assert amount(kpi(filed("QM", own(3)), of=plan({"participants": participants}))) == "at least 3"


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"QM": 4, "QO": 5}, [DifferenceKind.ABOVE_TOTAL]),  # 9 > 8
        ({"QO": 9}, [DifferenceKind.ABOVE_TOTAL]),  # also if QM is silent
        ({"QM": 2, "QO": 5}, [DifferenceKind.BELOW_TOTAL]),  # 7 < 8, and both have answered
        ({"QO": 5}, []),  # QM may have the other 3
        ({"QM": 3, "QO": 5}, []),
    ],
)
def test_row__compared(shares: dict[str, int], expected: list[DifferenceKind]) -> None:
    progress = kpi(filed("QN", figure(8)), *(filed(party, own(value)) for party, value in shares.items()))
    assert (amount(progress), kinds(progress)) == ("8", expected)
    assert progress.shares is not None
    assert progress.shares.low == sum(shares.values())


def test_row__ratio() -> None:
    progress = kpi(filed("QM", own(8, of=10)), filed("QO", own(5, of=20)), adds="ratio")
    assert (amount(progress), progress.differences) == ("13 of 30", ())  # 43.3 %, not the mean of 80 % and 25 %
    total = kpi(filed("QN", figure(14, of=30)), filed("QM", own(8, of=10)), filed("QO", own(5, of=20)), adds="ratio")
    assert amount(total) == "14 of 30"
    same = kpi(filed("QM", own(8, of=10)), filed("QO", own(8, of=10)), adds="ratio")
    assert (amount(same), kinds(same)) == ("16 of 20", [DifferenceKind.EQUAL_PAIRS])


def test_row__milestone() -> None:
    of = plan({**LEADERS, "kpi": "Report finalised"})
    qn, qo = filed("QN", figure(reached=dt.date(2031, 5, 2))), filed("QO", figure(reached=dt.date(2031, 5, 4)))
    progress = kpi(qn, qo, of=of, adds=None)
    assert progress.reached is not None
    assert (progress.reached.first, progress.reached.last) == (dt.date(2031, 5, 2), dt.date(2031, 5, 4))
    assert kinds(progress) == [DifferenceKind.DAYS]
    driver = filed("QM", on="2031-06-30", settles=settled((qn.id, qo.id), kpi=1, reached=dt.date(2031, 5, 4)))
    settled_day = kpi(qn, qo, driver, of=of, adds=None).reached
    assert settled_day is not None
    assert settled_day.first == settled_day.last == dt.date(2031, 5, 4)
    # The day of a participant is not a day of the milestone.
    assert kpi(filed("QP", figure(reached=dt.date(2031, 5, 2))), of=of, adds=None).reached is None
    # Two statuses are unclear, not the newest one.
    action = picture(filed("QN", status="live"), filed("QO", status="completed", on="2031-06-29"), of=of).action("1.1")
    assert (action.status, action.reported_status.conflict) == (ActionStatus.UNCLEAR, True)
    assert [difference.kind for difference in action.differences] == [DifferenceKind.STATUS]
    # Words: the newest are last, earlier ones and those of a participant are kept.
    words = [
        filed("QN", figure(text=Prose(text="Begun."))),
        filed("QP", own(text=Prose(text="We helped."))),
        filed("QN", figure(text=Prose(text="Well done.")), on=DECEMBER),
    ]
    said = kpi(*words, of=plan({**LEADERS, "kpi": "Outcome of action days"}), adds="qualitative")
    assert [claim.words for claim in said.words] == ["Begun.", "We helped.", "Well done."]
    assert said.value is None


def test_row__attributed() -> None:
    parts = (Breakdown(by="party", kind=BreakdownKind.PARTIAL, parts=FrozenMap({"QO": Decimal(5)})),)
    progress = kpi(filed("QN", figure(8, breakdowns=parts)), filed("QO", own(4)))
    assert (amount(progress), kinds(progress)) == ("8", [DifferenceKind.ATTRIBUTED])
    assert str(progress.shares) == "4 arrests"  # not 9, not 5
    assert [(claim.by, claim.about, claim.value) for claim in progress.attributed] == [("QN", "QO", Decimal(5))]
    assert progress.participants.missing == ("QM",)
    # What a leader says of a silent party is no share of it.
    silent = kpi(filed("QN", figure(8, breakdowns=parts)))
    assert (silent.shares, silent.participants.missing, silent.differences) == (None, ("QM", "QO"), ())


TWO_ACTIONS = plan({"number": "1.1"}, {"number": "1.2"})


def two_actions(*reports: Any, adds: str = "incremental") -> Progress:
    operations = [operation("J1"), operation("J2", ("2031-09-14", "2031-09-20")), operation("J3", ("2031-10-01",))]
    return picture(*reports, of=TWO_ACTIONS, adds=adds, operations=operations)


def test_row__operation() -> None:
    progress = two_actions(
        filed("QM", own(100, operation="J1"), on=DECEMBER),
        filed("QM", own(100, operation="J1"), on=DECEMBER, action="1.2"),
        filed("QO", own(20, operation="J1"), on=DECEMBER, action="1.2"),
    )
    assert [amount(action.kpi()) for action in progress] == ["at least 100", "at least 120"]  # each has its own
    (total,) = progress.sums
    assert (str(total.range), total.once) == ("120", ("J1",))  # not 220
    differs = two_actions(
        filed("QM", own(100, operation="J1"), on=DECEMBER),
        filed("QM", own(90, operation="J1"), on=DECEMBER, action="1.2"),
    )
    assert [str(total.range) for total in differs.sums] == ["90 to 100"]
    # Only what belongs to the operation counts once.
    whole = two_actions(
        filed("QM", own(100, operations={"J1": 60}), on=DECEMBER),
        filed("QO", own(20), on=DECEMBER),
        filed("QM", own(70, operations={"J1": 60}), on=DECEMBER, action="1.2"),
    )
    (total,) = whole.sums
    assert total.high == 60 + 40 + 20 + 10


@pytest.mark.parametrize(
    ("other", "by", "value", "listed"),
    [
        ("J2", "QM", 4, True),  # 14 September is a day of both, and QM took part in both
        ("J3", "QM", 4, False),  # other days
        ("J2", "QO", 7, True),  # another party with the same value
        ("J2", "QO", 4, False),  # neither a party nor a value in common
    ],
)
def test_row__two_operations(other: str, by: str, value: int, listed: bool) -> None:  # noqa: FBT001 - a parameter
    progress = two_actions(
        filed("QM", own(7, operation="J1"), on=DECEMBER),
        filed(by, own(value, operation=other), on=DECEMBER, action="1.2"),
    )
    assert [duplicate.operations for duplicate in progress.possible_duplicates] == ([("J1", other)] if listed else [])
