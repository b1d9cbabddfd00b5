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
from tests.support.invented import SESSION, decision, ledger
from tests.support.linear import growth
from tests.support.progress_cases import figure, filed, operation, own, plan, register, settled

import oap_invented_2031
from empact import Diagnostics, Plan, Session
from empact.analysis import claim_log
from empact.model import (
    Adds,
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
RULES = ["OAP85", "OAP86", "OAP87", "OAP88", "OAP89"]


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
        "OAP863 breakdown-differs": 1,  # 12 + 10 + 8 = 30, not 28; 5 + 3 = 8 patrols add up
        "OAP870 sources-differ": 1,  # QP reports 5 patrols of its own, and QO 3 for QP
        "OAP873 stated-total-differs": 5,
        "OAP874 precondition-not-met": 1,  # QR has no server: two of three
        "OAP875 possible-duplicate": 1,
        "OAP895 later-than-planned": 1,
    }


def test_invented_reports__have_these_new_findings_at_the_end_of_the_year() -> None:
    december = invented(dt.date(2031, 12, 31))
    assert [one for one in december if "OAP870" <= one[0] < "OAP88"] == [
        (
            "OAP873 stated-total-differs",
            (
                "The report by QM of 15 July 2031 states 5 for 'live', but the reports say so about 6; 1 action is "
                "not reported."
            ),
        ),
        ("OAP874 precondition-not-met", "Action 3.1 needs 3 out of QO, QP and QR, but only QO and QP take part."),
        (
            "OAP873 stated-total-differs",
            "The report by QM of 20 December 2031 states 4 for 'live', but the reports say so about 3.",
        ),
        (
            "OAP873 stated-total-differs",
            (
                "The report by QM of 20 December 2031 states 600 for 'clocks seized', "
                "but the reports add up to 460 to 590."
            ),
        ),
        (
            "OAP870 sources-differ",
            (
                "KPI 1 of action 2.2: a leader states a different share for a party than the party itself "
                "(QP: 5 of its own, on 30 June 2031; QO: 3 by QP, on 11 July 2031)."
            ),
        ),
        (
            "OAP875 possible-duplicate",
            "Actions 2.1 and 3.2 may count one result twice: 'clocks seized' is 460 to 590.",
        ),
    ]


# --- sources that differ


def test_sources__of_one_party_are_superseded_and_not_settled_by_the_driver() -> None:
    one, door = check(filed("QN", figure(5), id="r1"), filed("QN", figure(7), on="2031-06-29", id="r2"))
    assert door.name == "two-reports"
    assert (one.name, one.hint) == ("sources-differ", "Supersede the report that is wrong.")
    assert one.message == (
        "KPI 1 of action 1.1: one party states several values of one thing in one round "
        "(QN: 5 in total, on 28 June 2031; QN: 7 in total, on 29 June 2031)."
    )
    assert one.place.subject == "Q-2031:r2"
    assert names(filed("QN", figure(5), id="r1"), filed("QN", figure(7), on="2031-06-29", supersedes=("r1",))) == []


def test_sources__that_the_driver_settles_are_no_finding() -> None:
    two = plan({"leaders": "QN, QO"})
    differing = [filed("QN", figure(5), id="r1"), filed("QO", figure(7), id="r2")]
    assert names(*differing, of=two) == ["sources-differ"]
    settling = filed("QM", on="2031-07-15", settles=settled(("r1", "r2"), value=7))
    assert names(*differing, settling, of=two) == []


def test_days__that_leaders_report_differently_are_settled_by_the_driver() -> None:
    two = plan({"leaders": "QN, QO"})
    early, late = dt.date(2031, 3, 1), dt.date(2031, 4, 1)
    differing = [filed("QN", said={"started": early}, id="r1"), filed("QO", said={"started": late}, id="r2")]
    assert found(*differing, of=two) == [
        (
            "sources-differ: Action 1.1: the leaders state different days on which the action started "
            "(QN: started on 2031-03-01, on 28 June 2031; QO: started on 2031-04-01, on 28 June 2031)."
        )
    ]
    for cites, expected in ((("r1",), ["sources-differ", "settlement-outdated"]), (("r1", "r2"), [])):
        driver = filed("QM", on="2031-07-15", settles=settled(cites, started=early))
        assert names(*differing, driver, of=two) == expected


# --- figures that fall


def test_fall__is_an_error_of_cumulative_figures_alone() -> None:
    falling = [filed("QN", figure(8)), filed("QN", figure(5), on=DECEMBER)]
    (one,) = check(*falling)
    assert (one.name, one.severity.value) == ("lower-without-reason", "error")
    for adds in ("latest", "incremental", None):
        assert names(*falling, adds=adds) == []


# --- totals and contributions


@pytest.mark.parametrize(
    ("contributed", "participants", "leading", "count"),
    [
        ([("QM", 5), ("QO", 4)], "QM, QO", None, 1),  # 9 of 8
        ([("QM", 5), ("QO", 3)], "QM, QO", None, 0),
        ([("QM", 5)], "QM, QO", None, 0),  # QO is silent
        ([("QM", 4), ("QO", 3)], "QM, QO", None, 1),  # all have reported, and it is 7 of 8
        ([("QM", 4), ("QO", 3)], "QM, QO", 1, 0),  # the leader contributed the rest
        ([("QM", 4), ("QO", 3)], "QM, QO, relevant MS", 0, 0),  # others may take part
    ],
)
def test_contributions__are_a_finding_only_if_nothing_explains_them(
    contributed: list[tuple[str, int]], participants: str, leading: int | None, count: int
) -> None:
    leader = filed("QN", figure(8), *([] if leading is None else [own(leading)]))
    given = [leader, *(filed(by, own(value)) for by, value in contributed)]
    assert names(*given, of=plan({"participants": participants})) == ["contributions-differ"] * count


# --- totals that a report states


def stating(**totals: Any) -> FiledReport:
    return filed("QM", on="2031-07-15", action="1.1", stated=StatedTotals(**totals))


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
    assert names(june, december, filed("QM", on="2031-12-20", stated=StatedTotals(sums=stated))) == [
        "stated-total-differs"
    ]


def test_measure__named_actions_is_no_number_of_actions() -> None:
    stated = StatedTotals(sums=(Stated(measure="actions", value=Decimal(3)),))
    kpis = filed("QN", figure(5, measure="actions"))
    assert names(kpis, filed("QM", on="2031-07-15", stated=stated)) == ["stated-total-differs"]


# --- leaders who differ


def test_leaders__who_differ_in_an_earlier_round_are_still_reported() -> None:
    two = plan({"leaders": "QN, QO"})
    june = [filed("QN", status="live"), filed("QO", status="completed")]
    december = [filed(by, status="completed", on=DECEMBER) for by in ("QN", "QO")]
    assert names(*june, *december, of=two) == ["leaders-differ"]


def test_status__in_an_unknown_word_names_those_that_are_known() -> None:
    (finding,) = check(filed("QN", status="nearly there"))
    assert finding.hint is not None
    assert finding.hint.startswith("Known: not started; live, ongoing, in progress")
    (finding,) = check(filed("QN", status="finalysed"))
    assert finding.hint is not None
    assert finding.hint.startswith("Did you mean 'finalised'? Known: not started; ")


# --- figures that do not count


@pytest.mark.parametrize(
    ("given", "adds", "name"),
    [
        (filed("QO", figure(5)), "cumulative", "not-by-leader"),
        (filed("QN", figure(reached=dt.date(2031, 5, 1))), "cumulative", "figure-not-counted"),
        (filed("QN", figure(5, of=10)), "cumulative", "figure-not-counted"),
        (filed("QN", figure(5)), "ratio", "ratio-without-parts"),
        (filed("QN", figure(50, unit="%")), "ratio", "ratio-without-parts"),
        (filed("QO", own(50, unit="%")), "latest", "other-unit"),
        (filed("QN", figure(5, of=10)), "ratio", None),
        (filed("QN", figure(5, unit="boats")), "milestone", "figure-not-counted"),
    ],
)
def test_figure__that_does_not_count_is_reported(given: FiledReport, adds: str, name: str | None) -> None:
    assert names(given, adds=adds) == ([] if name is None else [name])


@pytest.mark.parametrize(("period", "count"), [(None, 1), (("2031-07-01", "2031-08-20"), 0)])
def test_figure__of_an_excluded_party_is_reported_with_what_to_do(period: tuple[str, str] | None, count: int) -> None:
    late = filed("QO", own(4, period=period), on=DECEMBER)
    records = SESSION.records(
        reports=Reports(plan="Q-2031", reports=(late,)),
        kpis=register("incremental"),
        ledger=ledger(decision("2031-07-01" if period is None else "2031-09-10", "QO")),
    )
    findings = SESSION.validate(plan(), select="OAP878", records=records)
    assert [(found.name, found.hint) for found in findings] == [
        ("figure-not-counted", "If its results were achieved before, write their days in 'period'.")
    ] * count


def test_figures__in_several_units_are_reported_once() -> None:
    seized = [figure(value, measure="seized", unit=unit) for value, unit in ((5, "boats"), (6, "cars"))]
    given = [filed("QN", seized[0]), filed("QN", seized[1], on=DECEMBER)]
    assert found(*given) == [
        (
            "several-units: No figure for 'seized' of action 1.1 counts: the figures have several units "
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
            "result-outside-plan: The report by QN of 10 March 2032 has 5 in total for KPI 1 of action 1.1, which is "
            "not counted: its days, 2032-02-01 to 2032-02-28, are after the plan."
        )
    ]


# --- duplicates


def test_possible_duplicates__name_the_operation_that_another_figure_has() -> None:
    two = plan({"number": "1.1"}, {"number": "1.2"})
    days = operation("JAD-1", ("2031-06-02", "2031-06-08"), "Q-2031:1.1", "Q-2031:1.2")
    given = [filed("QN", figure(5, operation="JAD-1")), filed("QN", figure(3), action="1.2", on="2031-06-20", id="r2")]
    (one,) = [found for found in check(*given, of=two, operations=[days]) if found.name != "two-reports"]
    assert (one.name, one.severity.value, one.place.subject) == ("possible-duplicate", "info", "Q-2031:r2")
    assert one.hint is not None
    assert "belongs to one operation (JAD-1)" in one.hint


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
    silent = filed("QR", action="1.2", on="2031-12-11", id="silent", said={"narrative": Prose(text="Busy.")})
    kpis = register("cumulative", OF.id, *NUMBERS)
    assert found(*given, silent, of=OF, kpis=kpis) == found(*given, of=OF, kpis=kpis)


@settings(max_examples=settings().max_examples * 3 // 4)
@given(reports())
def test_superseded_reports__have_no_finding_about_their_figures(given: tuple[FiledReport, ...]) -> None:
    superseded = claim_log(SESSION.context(OF, records=SESSION.records(reports=Reports(plan=OF.id, reports=given))))
    kpis = register("cumulative", OF.id, *NUMBERS)
    about = {(one.place.subject or "").partition(":")[2] for one in check(*given, of=OF, kpis=kpis)}
    assert about & superseded.superseded_by.keys() == set()


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
