"""Rules about what the comparison of reports finds: beyond their cases, and on the reports of the invented plan."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from tests.analysis.progressing.test_laws import NUMBERS, OF, reports
from tests.support.invented import SESSION
from tests.support.linear import growth
from tests.support.progress_cases import figure, filed, operation, own, plan, register

import oap_invented_2031
from empact import Diagnostics, Plan, Session
from empact.analysis import misfit
from empact.model import (
    Adds,
    Breakdown,
    BreakdownKind,
    FiledReport,
    FrozenMap,
    KpiRegister,
    Operation,
    Prose,
    Reports,
    StatedTotals,
)
from empact.model import StatedSum as Stated
from empact.validation import RuleContext

DECEMBER = "2031-12-10"
RULES = ["OAP85", "OAP86", "OAP87"]


def check(
    *given: FiledReport,
    of: Plan | None = None,
    adds: Adds | str | None = "cumulative",
    kpis: KpiRegister | None = None,
    operations: Iterable[Operation] = (),
    as_of: dt.date | None = None,
) -> Diagnostics:
    of = of or plan()
    kpis = kpis or register(adds, of.id, *(action.number for action in of.actions))
    read = SESSION.records(reports=Reports(plan=of.id, reports=given), operations=list(operations), kpis=kpis)
    return SESSION.validate(of, select=RULES, as_of=as_of, records=read)


def found(*given: FiledReport, **more: Any) -> list[str]:
    return [f"{one.name}: {one.message}" for one in check(*given, **more)]


def names(*given: FiledReport, **more: Any) -> list[str]:
    return [one.name for one in check(*given, **more)]


# --- what the invented reports have: each trap of the order is reported


def invented(as_of: dt.date | None = None) -> list[tuple[str, str]]:
    session = Session([oap_invented_2031])
    read = session.records(
        reports=oap_invented_2031.REPORTS, operations=oap_invented_2031.OPERATIONS, kpis=oap_invented_2031.KPIS
    )
    known = session.load("oap-invented-2031")
    return [
        (f"{one.code} {one.name}", one.message)
        for one in session.validate(
            known,
            select=RULES,
            as_of=as_of,
            records=session.records(
                ledger=oap_invented_2031.LEDGER, reports=read.reports, operations=read.operations, kpis=read.kpis
            ),
        )
    ]


def test_invented_reports__have_every_trap_and_each_is_reported() -> None:
    assert Counter(name for name, _ in invented()) == {
        "OAP861 result-outside-plan": 2,  # a result a year late: the manual of June 2031, in June 2032
        "OAP862 status-counts-differ": 2,  # two rounds that do not add up: 7 and 9 of 8 actions
        "OAP863 breakdown-differs": 1,  # 12 + 10 + 8 = 30, and not 28; 5 + 3 = 8 patrols add up
        "OAP870 sources-differ": 1,  # QP reports 5 patrols of its own, and QO 3 for QP
        "OAP873 stated-total-differs": 5,
        "OAP874 precondition-not-met": 1,  # QR has no server: two of three
        "OAP875 possible-duplicate": 1,
    }


def test_invented_reports__have_these_new_findings_at_the_end_of_the_year() -> None:
    december = invented(dt.date(2031, 12, 31))
    assert [one for one in december if one[0] >= "OAP870"] == [
        (
            "OAP873 stated-total-differs",
            "The report by QM of 15 July 2031 states 5 for 'live', but the reports say it of 6.",
        ),
        ("OAP874 precondition-not-met", "Action 3.1 needs 3 out of QO, QP and QR, but only QO and QP take part."),
        (
            "OAP875 possible-duplicate",
            "Actions 2.1 and 3.2 may count one result twice: 'clocks seized' is 460 to 590.",
        ),
        (
            "OAP870 sources-differ",
            (
                "KPI 1 of action 2.2: two sources report differently what QP contributed "
                "(QP: 5 of its own, on 30 June 2031; QO: 3 for QP, on 11 July 2031)."
            ),
        ),
        (
            "OAP873 stated-total-differs",
            "The report by QM of 20 December 2031 states 4 for 'live', but the reports say it of 3.",
        ),
        (
            "OAP873 stated-total-differs",
            (
                "The report by QM of 20 December 2031 states 600 for 'clocks seized', "
                "but the reports add up to 460 to 590."
            ),
        ),
    ]


# --- sources that differ


def test_sources__of_one_party_are_superseded_and_not_settled_by_the_driver() -> None:
    (one,) = check(filed("QN", figure(5), id="r1"), filed("QN", figure(7), on="2031-06-29", id="r2"))
    assert (one.name, one.hint) == ("sources-differ", "Supersede the report that is wrong.")
    assert one.message == (
        "KPI 1 of action 1.1: QN reports several totals (QN: 5 in total, on 28 June 2031; "
        "QN: 7 in total, on 29 June 2031)."
    )
    assert one.place.subject == "Q-2031:r2"
    assert names(filed("QN", figure(5), id="r1"), filed("QN", figure(7), on="2031-06-29", supersedes=("r1",))) == []


def test_sources__that_the_driver_settles_are_no_finding() -> None:
    two = plan({"leaders": "QN, QO"})
    differing = [filed("QN", figure(5), id="r1"), filed("QO", figure(7), id="r2")]
    assert names(*differing, of=two) == ["sources-differ"]
    settling = filed("QM", figure(7), role="driver", on="2031-07-15", cites=("r1", "r2"))
    assert names(*differing, settling, of=two) == []


def test_days__that_leaders_report_differently_are_settled_by_the_driver() -> None:
    two = plan({"leaders": "QN, QO"})
    early, late = dt.date(2031, 3, 1), dt.date(2031, 4, 1)
    differing = [filed("QN", said={"started": early}, id="r1"), filed("QO", said={"started": late}, id="r2")]
    assert found(*differing, of=two) == [
        (
            "sources-differ: Action 1.1: two sources report different days on which action 1.1 started "
            "(QN: 2031-03-01, on 28 June 2031; QO: 2031-04-01, on 28 June 2031)."
        )
    ]
    for cites, count in ((("r1",), 1), (("r1", "r2"), 0)):
        driver = filed("QM", role="driver", on="2031-07-15", said={"started": early}, cites=cites)
        assert len(names(*differing, driver, of=two)) == count


# --- figures that fall


def test_fall__is_an_error_of_cumulative_figures_alone() -> None:
    falling = [filed("QN", figure(8)), filed("QN", figure(5), on=DECEMBER)]
    (one,) = check(*falling)
    assert (one.name, one.severity.value) == ("cumulative-falls", "error")
    for adds in ("latest", "incremental", None):
        assert names(*falling, adds=adds) == []


# --- totals and contributions


@pytest.mark.parametrize(
    ("contributed", "participants", "leading", "count"),
    [
        ([("QM", 5), ("QO", 4)], "QM, QO", None, 1),  # 9 of 8
        ([("QM", 5), ("QO", 3)], "QM, QO", None, 0),
        ([("QM", 5)], "QM, QO", None, 0),  # QO is silent
        ([("QM", 4), ("QO", 3)], "QM, QO", None, 0),  # what QN did itself is in the total only
        ([("QM", 4), ("QO", 3)], "QM, QO", 0, 1),  # all have reported, and it is 7 of 8
        ([("QM", 4), ("QO", 3)], "QM, QO, relevant MS", 0, 0),  # others may take part
    ],
)
def test_contributions__are_a_finding_only_if_nothing_explains_them(
    contributed: list[tuple[str, int]], participants: str, leading: int | None, count: int
) -> None:
    given = [filed("QN", figure(8)), *(filed(by, own(value)) for by, value in contributed)]
    given += [] if leading is None else [filed("QN", own(leading), role="participant")]
    assert names(*given, of=plan({"participants": participants})) == ["contributions-differ"] * count


# --- totals that a report states


def stating(**totals: Any) -> FiledReport:
    return filed("QM", role="driver", on="2031-07-15", action="1.1", stated=StatedTotals(**totals))


def test_stated_status__counts_what_nobody_reports_as_any() -> None:
    two = plan({"number": "1.1"}, {"number": "1.2"})
    live = filed("QN", status="live")
    for number, count in ((1, 0), (2, 0), (3, 1)):  # of 1.2 nobody reports anything
        given = stating(statuses=FrozenMap({"live": number}))
        assert names(live, given, of=two).count("stated-total-differs") == count


@pytest.mark.parametrize(("unit", "value", "count"), [(None, 12, 0), (None, 13, 1), ("boats", 13, 0)])
def test_stated_sum__is_compared_without_a_unit_if_there_is_one_only(unit: str | None, value: int, count: int) -> None:
    kpis = register("cumulative", "Q-2031", unit="persons")
    given = stating(sums=(Stated(measure="Number of arrests", value=Decimal(value), unit=unit),))
    assert names(filed("QN", figure(12)), given, kpis=kpis) == ["stated-total-differs"] * count


def test_stated_totals__are_compared_at_their_own_checkpoint() -> None:
    stated = (Stated(measure="arrests", value=Decimal(8)),)
    june, december = filed("QN", figure(8)), filed("QN", figure(12), on=DECEMBER)
    assert names(june, december, stating(sums=stated)) == []
    assert names(june, december, filed("QM", role="driver", on="2031-12-20", stated=StatedTotals(sums=stated))) == [
        "stated-total-differs"
    ]


def test_measure__named_actions_is_no_number_of_actions() -> None:
    stated = StatedTotals(sums=(Stated(measure="actions", value=Decimal(3)),))
    kpis = filed("QN", figure(5, measure="actions"))
    assert names(kpis, filed("QM", role="driver", on="2031-07-15", stated=stated)) == ["stated-total-differs"]


# --- leaders who differ


def test_leader__with_two_reports_is_named_once() -> None:
    twice = [filed("QN", status="live", id="r1"), filed("QN", status="completed", on="2031-06-29", id="r2")]
    assert found(*twice) == [
        (
            "leaders-differ: QN reports different status of action 1.1 for 'June 2031': 'live' on 28 June 2031 and "
            "'completed' on 29 June 2031."
        )
    ]
    assert check(*twice)[0].hint == "Supersede the report that is wrong."


def test_leaders__who_differ_in_an_earlier_round_are_still_reported() -> None:
    two = plan({"leaders": "QN, QO"})
    june = [filed("QN", status="live"), filed("QO", status="completed")]
    december = [filed(by, status="completed", on=DECEMBER) for by in ("QN", "QO")]
    assert names(*june, *december, of=two) == ["leaders-differ"]


def test_status__of_a_leader_in_another_role_is_reported() -> None:
    assert found(filed("QN", status="live", role="participant")) == [
        "status-not-by-leader: The report by QN of 28 June 2031 has a status of action 1.1, but is one as participant."
    ]


def test_status__in_an_unknown_word_names_those_of_the_cycle() -> None:
    (one,) = check(filed("QN", status="nearly there"))
    assert one.hint == (
        "Correct it, or supersede it if it is filed, with one of the words not started, live, completed, successfully "
        "completed, not completed, carried over, cancelled, unclear, not reported and continue."
    )


# --- figures that do not count


@pytest.mark.parametrize(
    ("given", "adds", "name"),
    [
        (filed("QO", figure(5)), "cumulative", "figure-not-counted"),
        (filed("QO", figure(5), role="driver"), "cumulative", "figure-not-counted"),
        (filed("QO", figure(5), role="support-unit"), "cumulative", "figure-not-counted"),
        (filed("QN", figure(text=Prose(text="Some."))), "cumulative", "figure-not-counted"),
        (filed("QN", figure(5, of=10)), "cumulative", "figure-not-counted"),
        (filed("QN", figure(5)), "ratio", "ratio-without-parts"),
        (filed("QN", figure(50, unit="%")), "ratio", "ratio-without-parts"),
        (filed("QO", own(50, unit="%")), "latest", "ratio-without-parts"),
        (filed("QN", figure(5, of=10)), "ratio", None),
        (filed("QN", figure(5, unit="boats")), "cumulative", "unit-differs"),
    ],
)
def test_figure__that_does_not_count_is_reported(given: FiledReport, adds: str, name: str | None) -> None:
    assert names(given, adds=adds) == ([] if name is None else [name])


def test_figures__in_several_units_are_reported_once() -> None:
    seized = [figure(value, measure="seized", unit=unit) for value, unit in ((5, "boats"), (6, "cars"))]
    given = [filed("QN", seized[0]), filed("QN", seized[1], on=DECEMBER)]
    assert found(*given) == [
        (
            "unit-differs: No figure for 'seized' of action 1.1 counts: the figures have several units "
            "(boats, cars), and neither the plan nor the register sets one."
        )
    ]


# --- the days of reports, and breakdowns


@pytest.mark.parametrize(
    ("on", "checkpoint", "count"),
    [
        ("2031-06-30", "December 2031", 1),
        ("2031-07-01", "December 2031", 0),
        ("2030-12-31", "June 2031", 1),
        ("2031-01-01", "June 2031", 0),
    ],
)
def test_report__before_the_days_of_its_checkpoint_is_reported(on: str, checkpoint: str, count: int) -> None:
    assert names(filed("QN", status="live", on=on, checkpoint=checkpoint)) == ["report-before-checkpoint"] * count


def test_period__after_the_plan_is_slippage_and_no_error() -> None:
    late = filed("QN", figure(5, period=("2032-02-01", "2032-02-28")), on="2032-03-10")
    assert found(late) == [
        (
            "result-outside-plan: The report by QN of 10 March 2032 says that the days of KPI 1 of action 1.1 begin on "
            "1 February 2032, after the last day of the plan (31 December 2031)."
        )
    ]


@pytest.mark.parametrize("kind", BreakdownKind)
def test_breakdown__without_parts_fits(kind: BreakdownKind) -> None:
    assert misfit(Breakdown(by="route", kind=kind), figure(5).value) is None


# --- duplicates


def test_possible_duplicates__name_the_operation_that_another_figure_has() -> None:
    two = plan({"number": "1.1"}, {"number": "1.2"})
    days = operation("JAD-1", ("2031-06-02", "2031-06-08"), "Q-2031:1.1", "Q-2031:1.2")
    given = [filed("QN", figure(5, operation="JAD-1")), filed("QN", figure(3), action="1.2", on="2031-06-20", id="r2")]
    (one,) = check(*given, of=two, operations=[days])
    assert (one.name, one.severity.value, one.place.subject) == ("possible-duplicate", "info", "Q-2031:r2")
    assert one.hint is not None
    assert "name the operation (JAD-1)" in one.hint


def test_possible_duplicates__of_several_plans_are_reported_in_each() -> None:
    two = [plan(), plan(id="R-2031")]
    given = [filed("QN", figure(5), id="r1"), filed("QN", figure(3), plan="R-2031", id="r2")]
    kpis = [register("cumulative"), register("cumulative", "R-2031")]
    each = [Reports(plan=one.content.plan, reports=(one,)) for one in given]
    read = SESSION.records(reports=each, operations=(), kpis=kpis)
    assert [(one.place.subject, one.message) for one in SESSION.validate(*two, select=RULES, records=read)] == [
        (where, "Actions Q-2031:1.1 and R-2031:1.1 may count one result twice: 'arrests' is 5 to 8.")
        for where in ("Q-2031:r1", "R-2031:r2")
    ]
    (alone,) = [one for one in two if one.id == "R-2031"]
    assert list(SESSION.validate(alone, select=RULES, records=read)) == []


# --- laws


def test_plan__without_reports_derives_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RuleContext, "progress", property(lambda _: pytest.fail("progress is derived")))
    monkeypatch.setattr(RuleContext, "stated_totals", property(lambda _: pytest.fail("totals are derived")))
    assert SESSION.validate(plan(), select=RULES) == Diagnostics()


@settings(max_examples=settings().max_examples * 3 // 4)
@given(reports())
def test_silence__is_never_a_finding(given: tuple[FiledReport, ...]) -> None:
    silent = filed(
        "QR", role="participant", action="1.2", on="2031-12-11", id="silent", said={"narrative": Prose(text="Busy.")}
    )
    kpis = register("cumulative", OF.id, *NUMBERS)
    assert found(*given, silent, of=OF, kpis=kpis) == found(*given, of=OF, kpis=kpis)


@settings(max_examples=settings().max_examples * 3 // 4)
@given(reports())
def test_superseded_reports__have_no_finding_about_their_figures(given: tuple[FiledReport, ...]) -> None:
    superseded = {id for one in given for id in one.content.supersedes}
    kpis = register("cumulative", OF.id, *NUMBERS)
    about = {
        (one.place.subject or "").partition(":")[2]
        for one in check(*given, of=OF, kpis=kpis)
        if one.name != "supersedes-another"
    }
    assert about & superseded == set()


def test_progress__is_derived_once_for_all_rules() -> None:
    made = Counter[str]()
    from empact.analysis.progressing import gathering

    original = gathering._gathered

    def counted(ctx: Any, until: Any) -> Any:
        made["progress"] += 1
        return original(ctx, until)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "_gathered", counted)
        check(filed("QN", figure(5), status="live"), filed("QO", own(9)))
    assert made["progress"] == 1


def test_rules__cost_twice_as_much_for_twice_as_many_reports() -> None:
    rows = [{"number": f"1.{number}"} for number in range(1, 6)]
    of = plan(*rows)

    def work(count: int) -> Any:
        given = [
            filed("QN", figure(number), action=f"1.{number % 5 + 1}", id=f"r{number}", on=DECEMBER, status="live")
            for number in range(count)
        ]
        return lambda: check(*given, of=of)

    assert growth(work, 20) < 2.4
