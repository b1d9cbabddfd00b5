"""The rows of the table "Over the rounds": each with a case in which the naive reading gives another value."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.progress_cases import amount, figure, filed, kinds, kpi, own, picture, plan, register

from empact.analysis import DifferenceKind, TargetState
from empact.model import OverTime

DECEMBER = "2031-12-10"


def test_row__incremental() -> None:
    june, december = filed("QN", figure(8)), filed("QN", figure(5), on=DECEMBER)
    assert amount(kpi(june, december, adds="incremental")) == "13"  # not the newest
    # A round that was expected and is silent: at least the others.
    assert amount(kpi(june, adds="incremental", checkpoint="December 2031")) == "at least 8"
    assert amount(kpi(december, adds="incremental")) == "at least 5"
    # One round that is only "at least".
    assert amount(kpi(filed("QM", own(3)), december, adds="incremental")) == "at least 8"
    # The action begins in October: nobody was expected in June.
    later = plan({"timing": "October 2031"})
    assert amount(kpi(december, of=later, adds="incremental")) == "5"


def test_row__cumulative_total() -> None:
    june, december = filed("QN", figure(8)), filed("QN", figure(12), on=DECEMBER)
    progress = kpi(june, december)
    assert (amount(progress), progress.differences) == ("12", ())  # not 20
    assert progress.value is not None
    assert [point.checkpoint for point in progress.value.rounds] == ["December 2031"]
    # A later round is silent: the value of June, so far.
    silent = kpi(june, checkpoint="December 2031").value
    assert silent is not None
    assert (silent.text, [point.checkpoint for point in silent.rounds]) == ("8 arrests so far", ["June 2031"])
    # Later shares stand beside the total, and are a finding only if they are above it.
    for value, expected in ((9, [DifferenceKind.ABOVE_TOTAL]), (7, [])):
        progress = kpi(june, filed("QO", own(value), on=DECEMBER))
        assert (amount(progress), kinds(progress)) == ("8", expected)
        assert str(progress.shares) == f"{value} arrests"


def test_row__cumulative_shares() -> None:
    june = [filed("QM", own(8)), filed("QO", own(5))]
    progress = kpi(*june, filed("QO", own(9), on=DECEMBER))
    assert amount(progress) == "at least 17"  # 8 of June and 9 of December; not 9, not 22
    assert progress.value is not None
    rounds = {claim.by: claim.round.checkpoint for claim in progress.value.leaves}
    assert rounds == {"QM": "June 2031", "QO": "December 2031"}
    assert amount(kpi(*june, checkpoint="December 2031")) == "13 so far"
    both = kpi(*june, filed("QM", own(10), on=DECEMBER), filed("QO", own(9), on=DECEMBER))
    assert amount(both) == "19"


def test_row__latest() -> None:
    june = [filed("QM", own(8)), filed("QO", own(5))]
    progress = kpi(*june, filed("QO", own(9), on=DECEMBER), adds="latest")
    assert amount(progress) == "at least 9"  # not 17: shares of two rounds are not summed
    fell = kpi(filed("QN", figure(8)), filed("QN", figure(5), on=DECEMBER), adds="latest")
    assert (amount(fell), fell.differences) == ("5", ())
    assert amount(kpi(filed("QN", figure(8)), adds="latest", checkpoint="December 2031")) == "8 so far"


@pytest.mark.parametrize(
    ("over_time", "expected", "listed"),
    [
        (OverTime.CUMULATIVE, "17 of 20", []),
        (OverTime.INCREMENTAL, "25 of 30", []),
        (None, None, ["8 of 10", "17 of 20"]),
    ],
)
def test_row__ratio_rounds(over_time: OverTime | None, expected: str | None, listed: list[str]) -> None:
    reports = [filed("QN", figure(8, of=10)), filed("QN", figure(17, of=20), on=DECEMBER)]
    progress = kpi(*reports, kpis=register("ratio", over_time=over_time))
    assert amount(progress) == expected
    assert [f"{value.range} of {value.of}" for value in progress.values] == listed


def test_row__milestone_rounds() -> None:
    of = plan({"kpi": "Report finalised"})
    june = filed("QN", figure(reached=dt.date(2031, 5, 2)), status="live")
    progress = kpi(june, filed("QN", figure(reached=dt.date(2031, 4, 30)), on=DECEMBER), of=of, adds="milestone")
    assert progress.reached is not None
    assert progress.reached.first == dt.date(2031, 4, 30)  # the day stated last, not the latest day
    # It is reached, and the action is "not completed": the day stands, with a finding.
    action = picture(june, filed("QN", status="not completed", on=DECEMBER), of=of, adds="milestone").action("1.1")
    assert [difference.kind for difference in action.differences] == [DifferenceKind.STATUS]
    target = action.kpi().target
    assert target is not None
    assert target.state is TargetState.REACHED


def test_row__undecided() -> None:
    june = filed("QN", figure(8))
    assert amount(kpi(june, adds=None)) == "8"  # one value needs no decision
    progress = kpi(june, filed("QN", figure(5), on=DECEMBER), adds=None)
    assert (progress.value, [str(value.range) for value in progress.values]) == (None, ["8", "5"])


def test_row__late_report() -> None:
    december = filed("QN", figure(5), on=DECEMBER)
    late = filed("QN", figure(8), on="2032-01-10", checkpoint="June 2031")
    assert amount(kpi(late, december, adds="incremental")) == "13"
    assert amount(kpi(late, december, adds="cumulative")) == "5"  # it is about June, although it came last
    assert amount(kpi(late, december, adds="incremental", checkpoint="June 2031")) == "8"
    assert amount(kpi(late, december, adds="incremental", as_of="2032-01-09")) == "at least 5"
