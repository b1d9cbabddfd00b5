"""What the Driver settles more than once, and what a total that is listed separately says of other parties."""

from __future__ import annotations

from decimal import Decimal

from tests.support.invented import SESSION, decision, ledger
from tests.support.progress_cases import figure, filed, own, plan, register, settled

from empact.analysis.facts import PlanFacts
from empact.analysis.progressing.gathering import progress
from empact.analysis.progressing.pictures import ActionProgress
from empact.model import Breakdown, BreakdownKind, FiledReport, FrozenMap, Ledger, Reports

TWO_LEADERS = plan({"leaders": "QN, QO"})
FIRST = filed("QN", figure(10), status="completed", id="r1")
OTHER = filed("QO", figure(12), status="live", id="r2")


def action(*reports: FiledReport, adds: str = "incremental", known: Ledger | None = None) -> ActionProgress:
    ctx = PlanFacts(
        plan=TWO_LEADERS,
        register=SESSION.register,
        ledger=known or ledger(),
        reports=Reports(plan=TWO_LEADERS.id, reports=reports),
        kpi_register=register(adds, TWO_LEADERS.id, "1.1"),
    )
    return progress(ctx, "June 2031").actions[0]


def test_a_thing_settled_twice__is_settled_if_the_value_is_one() -> None:
    again = settled(("r1", "r2"), value=12, checkpoint="June 2031")
    june = filed("QM", id="s1", settles=settled(("r1", "r2"), value=12))
    found = action(FIRST, OTHER, june, filed("QM", id="s2", on="2031-12-20", settles=again)).kpi()
    assert str(found.value) == "12 arrests"
    assert [difference.open for difference in found.differences] == [False]


def test_a_status_settled_twice__is_settled_if_the_words_mean_one_thing() -> None:
    words = ("completed", "successfully completed")
    several = [
        filed("QM", id=f"s{n}", settles=settled(("r1", "r2"), status=word, checkpoint="June 2031"))
        for n, word in enumerate(words)
    ]
    found = action(FIRST, OTHER, *several)
    assert found.status.value == "completed"
    assert [difference.open for difference in found.differences] == [False]
    differing = filed("QM", id="s3", settles=settled(("r1", "r2"), status="live", checkpoint="June 2031"))
    found = action(FIRST, OTHER, *several, differing)
    assert found.status.value == "unclear"
    assert [difference.kind.value for difference in found.differences] == ["settlement", "status"]


def test_told_shares__of_a_total_that_stands_apart_are_not_compared() -> None:
    attributed = Breakdown(kind=BreakdownKind.PARTIAL, by="party", parts=FrozenMap({"QM": Decimal(3)}))
    reports = (filed("QN", figure(10, breakdowns=(attributed,)), id="r1"), filed("QM", own(5), id="r2"))
    assert [difference.kind.value for difference in action(*reports).kpi().differences] == ["attributed"]
    excluded = action(*reports, known=ledger(decision("2031-01-01")))
    assert excluded.kpi().differences == ()
    assert [claim.apart is None for claim in excluded.kpi().attributed] == [False]
