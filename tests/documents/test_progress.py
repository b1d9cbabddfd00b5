"""The document of progress: the tables of the invented plan of 2031; the values are calculated by hand."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.support.document_rows import keys, paragraphs, rows
from tests.support.invented import SESSION as INVENTED
from tests.support.progress_cases import figure, filed, own, plan, register

import empact.plugins.documents
import oap_invented_2031 as example
from empact import ConfigError, Session, UnknownIdError
from empact.analysis import LightThresholds, PlanContext, Portfolio, PortfolioContext
from empact.documents import Document, StackedBarChart, Table, ValueChart, ValuePanel, build_progress
from empact.model import Baseline, FiledReport, OverTime, Prose, Reports
from empact.storage.records import Records
from empact.testing import DocumentContract

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
REPORTING = SESSION.records(reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS)
ACTIONS = ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2")


def context(day: str) -> PlanContext:
    as_of = dt.date.fromisoformat(day)
    return SESSION.context(
        PLAN,
        as_of=as_of,
        records=SESSION.records(
            ledger=example.LEDGER, reports=REPORTING.reports, operations=REPORTING.operations, kpis=REPORTING.kpis
        ),
    )


DECEMBER = build_progress(context("2031-12-31"))
JUNE = build_progress(context("2031-12-31"), checkpoint="june")


def column(document: Document, section: str, key: str) -> dict[str, object]:
    body = document.section(section).body
    assert isinstance(body, Table)
    at = [one.key for one in body.columns].index(key)
    return {row.key: row.values[at] for row in body.rows}


def test_status__has_a_row_for_each_action_with_who_reported_it() -> None:
    assert rows(DECEMBER, "status")["2.2"] == [
        *("2.2", "Patrol the border with QX together.", "carried over", ("QO: carried over, 2031-12-10",)),
        *(dt.date(2031, 12, 10), None, ("It continues in Q-2032:2.2.",)),
    ]
    assert list(column(JUNE, "status", "status").values()) == [
        *("live", "live", "not started", "live", "not reported", "live", "live", "live")
    ]
    assert column(JUNE, "status", "missing")["3.2"] == ("QN",)


def test_status__says_how_far_an_action_took_place_after_its_planned_time() -> None:
    assert column(DECEMBER, "status", "notes")["1.2"] == (
        "It lasted until 2031-10-02; it was planned until 2031-06-30.",  # the plan says a quarter, not a day
    )
    assert column(JUNE, "status", "notes")["1.2"] is None


def test_kpis__have_the_values_of_the_table_by_hand() -> None:
    found = column(DECEMBER, "kpis", "value")
    assert found == {
        "Q-2031:1.1/1": ("11 monthly reports",),
        "Q-2031:1.2/1": ("200 clocks compared",),
        "Q-2031:2.1/1": ("460 clocks seized",),
        "Q-2031:2.2/1": ("32 joint patrols",),
        "Q-2031:3.1/1": ("2 states connected",),  # of one round: how figures add up does not matter
        "Q-2031:3.2/1": ("2 workshops searched",),
        "Q-2031:3.2 clocks seized": ("at least 130 (shares)",),
        "Q-2031:4.1/1": ("62 examiners trained",),
        "Q-2031:4.1 examiners who passed the test": (
            "QR 22 of 28 (June 2031), 30 of 34 (December 2031); how they add up is not decided",
        ),
        "Q-2031:4.2/1": ("not reported",),
    }
    shares = column(DECEMBER, "kpis", "shares")
    assert shares["Q-2031:2.1/1"] == "370 clocks seized; reported by 3 of 4 expected, not reported by QN"
    assert shares["Q-2031:1.1/1"] == "reported by 0 of 6 expected"


def test_target__is_reached_after_its_day_or_not_set() -> None:
    found = column(DECEMBER, "kpis", "target")
    assert found["Q-2031:1.2/1"] == ("reached after its day: 200 reaches the target 200. On 2031-06-30 it was not.")
    assert found["Q-2031:2.1/1"] == "not reached: 460 is below the target 500."
    assert column(small(filed("QN", figure(8)), kpi="Number of arrests", adds="latest"), "kpis", "target") == {
        "Q-2031:1.1/1": "the plan sets no target"
    }


@pytest.mark.parametrize(
    ("reports", "adds", "said"),
    [
        ([filed("QN", figure(8))], "cumulative", ("8 arrests so far (June 2031)",)),  # December is expected, and silent
        ([filed("QM", own(8), on="2031-12-10")], "cumulative", ("at least 8 arrests (shares)",)),  # QO is silent
        (
            [filed("QM", own(8)), filed("QO", own(4), on="2031-12-10")],
            "cumulative",
            ("at least 12 arrests (shares, June 2031, December 2031)",),
        ),
        ([filed("QN", figure(10)), filed("QN", figure(12), on="2031-06-29")], "cumulative", None),
        (
            [filed("QN", figure(12)), filed("QN", figure(10), on="2031-12-10")],
            None,
            ("QN 12 arrests (June 2031), 10 (December 2031); how they add up is not decided",),
        ),
        ([filed("QN", figure(8)), filed("QM", own(9)), filed("QO", own(4))], "latest", None),
        (
            [filed("QN", figure(text=Prose(text="Trust has grown.")), on="2031-12-10")],
            "qualitative",
            ("QN: Trust has grown.",),
        ),
        ([filed("QN", figure(reached=dt.date(2031, 12, 1)), on="2031-12-10")], "milestone", ("reached on 2031-12-01",)),
        ([filed("QN", figure(0), on="2031-12-10")], "milestone", ("not reached",)),
        ([filed("QM", figure(8), on="2031-12-10")], "cumulative", ("no figure counts",)),  # it does not lead
    ],
)
def test_value__is_said_in_words_for_ministers(
    reports: list[FiledReport], adds: str | None, said: tuple[str, ...] | None
) -> None:
    december = small(*reports, kpi="Number of arrests", adds=adds, checkpoint="December")
    found = column(december, "kpis", "value")["Q-2031:1.1/1"]
    if said is None:
        assert isinstance(found, tuple)
        assert found[-1] == "sources differ"
    else:
        assert found == said


def test_what_is_not_counted__has_its_reason() -> None:
    (found,) = column(
        small(filed("QM", figure(8), on="2031-12-10"), kpi="Number of arrests", adds="latest"), "kpis", "apart"
    ).values()
    assert isinstance(found, tuple)
    assert str(found[0]).startswith("QM reported on 2031-12-10: 8 in total (")
    assert str(found[0]).endswith("): QM does not lead the action.")


def test_silence__is_not_reported_and_never_zero() -> None:
    nothing = build_progress(context("2031-01-31"))
    assert keys(nothing) == ["verdict", "status", "kpis", "preconditions"]
    assert set(column(nothing, "status", "status").values()) == {"not reported"}
    assert set(column(nothing, "kpis", "value").values()) == {("not reported",)}
    assert set(column(nothing, "kpis", "target").values()) == {None}


def test_what_does_not_agree__has_sections_of_its_own() -> None:
    assert keys(DECEMBER) == [
        *("verdict", "status", "status-over-time", "kpis", "kpis-over-time"),
        *("preconditions", "differences", "duplicates", "sums", "stated", "reports"),
    ]
    assert rows(DECEMBER, "preconditions") == {"3.1": ["3.1", "not met", 3, ("QO", "QP"), ("QR",), None]}
    assert column(DECEMBER, "duplicates", "value") == {"clocks seized": "460 to 590"}
    stated = rows(DECEMBER, "stated").values()
    assert [(what, said, derived) for what, said, derived, agrees, _ in stated if agrees == "no"] == [
        ("status counts", "9", "8"),  # 1 + 2 + 4 + 1 + 1; the plan has 8 actions
        ("live", "4", "3"),
        ("clocks seized", "600", "460 to 590"),
    ]
    assert rows(DECEMBER, "sums") == {
        "clocks seized": ["clocks seized", "at least 460 to 590", ("Q-2031:2.1", "Q-2031:3.2"), None, None]
    }
    settled_by = column(DECEMBER, "differences", "settled_by")
    assert settled_by["Q-2031:3.2/1 totals"] == "QM (Driver, December 2031)"


def test_verdict__says_what_is_reported_and_what_is_to_settle() -> None:
    assert paragraphs(DECEMBER, "verdict") == (
        "Q-2031 (December 2031): 8 actions: 3 live, 3 completed, 1 not completed, 1 carried over.",
        (
            "Figures are reported for 7 of 8 KPIs; targets: 1 reached, 1 reached after its day, 4 not reached, "
            "1 cannot be judged."
        ),
        "To settle: 1 difference, 1 possible duplicate, 3 stated totals that differ from the reports.",
    )
    assert DECEMBER.properties["checkpoints"] == ("Q-2031: December 2031",)


def test_rows__name_the_action_with_its_digest_and_lead_to_its_status() -> None:
    for key in ("status", "kpis", "preconditions", "differences"):
        body = DECEMBER.section(key).body
        assert isinstance(body, Table)
        for row in body.rows:
            assert str(row.ref).startswith(f"Q-2031:{row.values[0]} ")
        assert body.columns[0].refers_to == (() if key == "status" else ("status",))


def test_status_over_time__has_the_counts_of_each_checkpoint_by_hand() -> None:
    # plan, checkpoint, cut-off day, actions; then not started, live, completed, not completed, carried over, cancelled,
    # unclear, not reported
    june = ["Q-2031", "June 2031", dt.date(2031, 6, 30), 8, 1, 6, 0, 0, 0, 0, 0, 1]
    december = ["Q-2031", "December 2031", dt.date(2031, 12, 31), 8, 0, 3, 3, 1, 1, 0, 0, 0]
    assert list(rows(DECEMBER, "status-over-time").values()) == [june, december]
    assert list(rows(JUNE, "status-over-time").values()) == [june]
    chart = DECEMBER.section("status-over-time").chart
    assert isinstance(chart, StackedBarChart)
    assert [(bar.label, bar.values, bar.total) for bar in chart.bars] == [
        ("June 2031", tuple(june[4:]), 8),
        ("December 2031", tuple(december[4:]), 8),
    ]


def test_not_reported__is_a_count_of_its_own() -> None:
    # on 1 July, QZ, QM and QR have reported on five actions, QP on 2.2 (no status) and 4.2
    chart = build_progress(context("2031-07-01"), checkpoint="June").section("status-over-time").chart
    assert isinstance(chart, StackedBarChart)
    (bar,) = chart.bars
    assert dict(zip(chart.series, bar.values, strict=True))["not reported"] == 3  # 2.1 and 2.2 of QO, 3.1 of QN
    assert bar.total == 8


def test_a_checkpoint_to_come__is_left_out_until_somebody_reports() -> None:
    assert [values[1] for values in rows(build_progress(context("2031-08-01")), "status-over-time").values()] == [
        "June 2031"
    ]


def test_kpis_over_time__have_the_values_by_hand_and_silence_is_a_gap() -> None:
    found = {(values[0], values[2]): values[4:8] for values in rows(DECEMBER, "kpis-over-time").values()}
    assert {key: (low, high) for key, (low, high, _, _) in found.items()} == {
        ("1.1", "June 2031"): (5, 5),
        ("1.1", "December 2031"): (11, 11),  # incremental: 5 + 6
        ("1.2", "June 2031"): (180, 180),
        ("1.2", "December 2031"): (200, 200),  # cumulative
        ("2.1", "June 2031"): (None, None),  # not reported, not 0
        ("2.1", "December 2031"): (460, 460),
        ("2.2", "June 2031"): (8, 8),
        ("2.2", "December 2031"): (32, 32),
        ("3.1", "June 2031"): (None, None),
        ("3.1", "December 2031"): (2, 2),
        ("3.2", "June 2031"): (1, 1),
        ("3.2", "December 2031"): (2, 2),
        ("4.1", "June 2031"): (28, 28),
        ("4.1", "December 2031"): (62, 62),
    }
    assert found["2.1", "December 2031"][2:] == ["clocks seized", ("500",)]


def panels(document: Document) -> dict[str, ValuePanel]:
    chart = document.section("kpis-over-time").chart
    assert isinstance(chart, ValueChart)
    return {str(panel.group): panel for panel in chart.panels}


def test_the_chart_of_kpis__has_a_panel_for_each_total() -> None:
    found = panels(DECEMBER)
    assert list(found) == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1"]
    seized = found["2.1"]
    assert (seized.key, seized.label, seized.unit) == ("Q-2031:2.1/1", "500 clocks seized", "clocks seized")
    assert [(point.label, point.low, point.high) for point in seized.points] == [
        ("June 2031", None, None),
        ("December 2031", 460, 460),
    ]
    assert [(line.label, line.value) for line in seized.lines] == [("Target", Decimal(500))]


def test_the_charts__show_nothing_that_the_tables_do_not_have() -> None:
    for document in (DECEMBER, JUNE, build_progress(context("2031-12-31"), language="fr")):
        tables = [section.body for section in document.sections if isinstance(section.body, Table)]
        printed = {column.title for table in tables for column in table.columns}
        for value in (value for table in tables for row in table.rows for value in row.values):
            printed.update(map(str, value if isinstance(value, tuple) else (value,)))
        shown = [str(text) for chart in document.charts for text in chart.shown]
        assert len(shown) > 20
        assert [text for text in shown if text not in printed] == []


def test_a_range__is_a_range_in_table_and_chart() -> None:
    # before the Driver settles it, QM says 2 and QN 3
    found = panels(build_progress(context("2031-12-19")))["3.2"]
    assert [f"{point.low} to {point.high}" for point in found.points] == ["1 to 1", "2 to 3"]


def test_a_value_that_can_be_higher__has_a_lower_bound_alone_and_is_not_drawn() -> None:
    found = small(
        filed("QM", own(8)),
        filed("QN", figure(30), on="2031-12-10"),
        kpi="At least 20 arrests",
        adds="cumulative",
    )
    assert [values[3:6] for values in rows(found, "kpis-over-time").values()] == [
        [("at least 8 arrests (shares)",), 8, None],  # QO is silent
        [("30 arrests",), 30, 30],
    ]
    (panel,) = panels(found).values()
    assert [(point.low, point.missing) for point in panel.points] == [(None, "at least 8 arrests (shares)"), (30, None)]


def test_what_is_to_settle__has_the_status_on_which_leaders_differ() -> None:
    # 2.2: 5 against 3 patrols of QP; 3.2: 2 against 3 workshops, and live against completed
    assert paragraphs(build_progress(context("2031-12-19")), "verdict")[-1].startswith("To settle: 3 differences, ")


def test_a_ratio__is_the_percentage_of_the_sums() -> None:
    half, less = figure(10, of=40), figure(20, of=60)
    found = small(
        filed("QN", half),
        filed("QN", less, on="2031-12-10"),
        kpi="40% of the arrests",
        adds="ratio",
        over_time=OverTime.INCREMENTAL,
    )
    (values, later) = rows(found, "kpis-over-time").values()
    assert values[3:] == [("10 of 40",), 25, 25, "%", ("40",), None]
    assert later[3:] == [("30 of 100",), 30, 30, "%", ("40",), None]  # and not the mean of 25 % and 33 %


def test_a_baseline__is_a_line() -> None:
    baseline = Baseline(value=Decimal(100))
    found = small(filed("QN", figure(105)), kpi="Increase the arrests by 10", adds="latest", baseline=baseline)
    (panel,) = panels(found).values()
    assert [(line.label, line.value) for line in panel.lines] == [("Target", Decimal(110)), ("Baseline", Decimal(100))]


def test_a_checkpoint_without_a_new_total__is_a_gap() -> None:
    leader, participant = filed("QN", figure(8)), filed("QM", own(5), on="2031-12-10")
    found = small(leader, participant, kpi="At least 20 arrests", adds="cumulative")
    assert [values[3:6] for values in rows(found, "kpis-over-time").values()] == [
        [("8 arrests",), 8, 8],
        [("no new total", "QM: 5 of its own"), None, None],
    ]


def small(*reports: FiledReport, kpi: str, adds: str | None, checkpoint: str | None = None, **fields: Any) -> Document:
    of = plan({"kpi": kpi})
    ctx = PlanContext(
        plan=of,
        register=INVENTED.register,
        reports=Reports(plan=of.id, reports=reports),
        kpi_register=register(adds, of.id, **fields),
    )
    return build_progress(ctx, checkpoint=checkpoint)


def test_several_plans__have_bars_by_plan() -> None:
    plans = [plan({}, id=name) for name in ("Q-2031", "Q-2032")]
    reports = {one.id: Reports(plan=one.id, reports=(filed("QN", figure(8), plan=one.id),)) for one in plans}
    ctx = PortfolioContext(portfolio=Portfolio(tuple(plans)), register=INVENTED.register, reports=reports)
    chart = build_progress(ctx, checkpoint="June").section("status-over-time").chart
    assert isinstance(chart, StackedBarChart)
    assert [(bar.key, bar.group, bar.total) for bar in chart.bars] == [
        ("Q-2031 June 2031", "Q-2031", 1),
        ("Q-2032 June 2031", "Q-2032", 1),
    ]


def test_lights__are_words_and_off_by_default() -> None:
    assert "lights" not in keys(DECEMBER)
    lit = attrs.evolve(context("2031-12-31"), lights=LightThresholds(green=Decimal("0.9"), amber=Decimal("0.5")))
    found = build_progress(lit, lights=True)
    assert list(column(found, "lights", "light").values()) == [
        *("green", "green", "green", "amber", "amber", "amber", "green", "not calculated")
    ]
    assert column(found, "lights", "share")["1.1"] == "91.7 %"
    said = column(found, "lights", "driver")["3.2"]
    assert isinstance(said, tuple)
    assert said[-1] == "QM: Both leaders count the workshop of August; the third search has not begun."
    assert found.properties["lights"] == "green from 90 %, amber from 50 % of the target"
    with pytest.raises(ConfigError, match="no default values"):
        build_progress(context("2031-12-31"), lights=True)


def test_checkpoint__is_one_of_the_plan() -> None:
    with pytest.raises(UnknownIdError, match="May"):
        build_progress(context("2031-12-31"), checkpoint="May")


def test_export__uses_the_records_of_the_call_alone(tmp_path: Path) -> None:
    (tmp_path / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    for folder in (example.REPORTS, example.OPERATIONS, example.KPIS):
        shutil.copytree(folder, tmp_path / "records" / folder.name)
    session = Session([example], config=tmp_path / "empact.toml")

    def written(records: Records | None) -> bytes:
        return session.export(PLAN, document="progress", to="json", as_of=dt.date(2031, 12, 31), records=records)

    assert b"460 clocks seized" in written(session.workspace.records)
    assert written(REPORTING) == written(session.workspace.records)
    assert b"460 clocks seized" not in written(session.records(reports=()))
    assert b"No reports were read." in written(None)


class TestProgress(DocumentContract):
    plugin = empact.plugins.documents
    document = "progress"


def test_a_document__has_numbers_of_any_size() -> None:
    of = plan({"kpi": "At least 20 arrests"})
    reports = Reports(plan=of.id, reports=(filed("QN", figure("1E+400")),))
    ctx = PlanContext(plan=of, register=INVENTED.register, reports=reports, kpi_register=register("latest"))
    assert column(build_progress(ctx), "kpis-over-time", "high")["Q-2031:1.1/1 June 2031"] == Decimal("1E+400")


def test_the_chart__of_a_figure_without_a_total_does_not_say_that_nothing_is_reported() -> None:
    of = plan({"kpi": "At least 80 % of the cases solved"})
    reports = filed("QN", figure(75, unit="%")), filed("QN", figure(3, of=4), on="2031-12-10")
    known = Reports(plan=of.id, reports=reports)
    ctx = PlanContext(plan=of, register=INVENTED.register, reports=known, kpi_register=register("ratio"))
    chart = build_progress(ctx).section("kpis-over-time").chart
    assert isinstance(chart, ValueChart)
    assert [(one.low, one.missing) for one in chart.panels[0].points] == [
        (None, "no figure counts"),
        (Decimal(75), None),
    ]


def test_a_document_in_french__has_its_fixed_words_in_french() -> None:
    french = build_progress(context("2031-12-31"), language="fr")
    assert column(french, "status", "notes")["2.2"] == ("Elle se poursuit dans Q-2032:2.2.",)
    assert column(french, "status", "notes")["3.2"] == ("Les chefs de file divergent\u00a0; le Driver tranche.",)
    kpi = "Q-2031:2.1/1"
    assert (column(french, "kpis", "adds")[kpi], column(french, "kpis", "reporters")[kpi]) == ("par période", "1 sur 1")
    assert paragraphs(french, "verdict")[2].startswith("À trancher\u00a0: 1 divergence, 1 double comptage possible, ")


# One party


def test_party__has_only_its_actions_and_what_is_about_them() -> None:
    found = build_progress(context("2031-12-31"), party="QO")
    assert list(rows(found, "status")) == ["1.1", "1.2", "2.1", "2.2", "3.1"]
    assert {values[0] for values in rows(found, "kpis-over-time").values()} == {"1.1", "1.2", "2.1", "2.2", "3.1"}
    assert [values[3] for values in rows(found, "status-over-time").values()] == [5, 5]
    assert paragraphs(found, "verdict")[0].startswith("Q-2031 (December 2031): 5 actions of QO: ")
    assert found.properties["party"] == "QO"
    assert "stated" not in keys(found)


# How a value comes about


def test_why__is_the_tree_of_one_value_with_numbered_steps() -> None:
    found = build_progress(context("2031-12-31"), why="3.2/1")
    assert keys(found) == ["value", "why", "reports"]
    assert found.title == "Progress of Q-2031: how 3.2/1 comes about"
    assert found.name == "Q-2031-progress-why"
    assert paragraphs(found, "value") == (
        "Q-2031:3.2/1: 3 workshops searched",
        "2 workshops searched; reported by QM, QN",
    )
    steps = rows(found, "why")
    assert [(step, sentence.split(" [")[0]) for step, sentence in steps.values()][:5] == [
        ("1", "The figures are cumulative, as decided by QM on 2031-01-30, in the KPI register."),
        ("2", "2 workshops searched: QM, as the Driver, settles it on 2031-12-20"),
        ("2.1", "2 to 3 workshops searched: the leaders state different totals."),
        ("2.1.1", "QM (police) reported on 2031-12-14: 2 in total"),
        ("2.1.2", "QN reported on 2031-12-16: 3 in total"),
    ]


def test_why__says_what_is_left_out_and_why() -> None:
    found = [str(sentence) for _, sentence in rows(build_progress(context("2031-12-31"), why="2.2/1"), "why").values()]
    left_out = [sentence for sentence in found if sentence.startswith("Not in it: ")]
    assert left_out == [
        "Not in it: QP reported on 2031-06-30: 5 of its own [QP (June 2031)]: a newer figure replaces it.",
        "Not in it: QO reported on 2031-07-11: 8 in total [QO (June 2031)]: a newer figure replaces it.",
    ]


def test_why__of_a_kpi_that_the_action_does_not_have_lists_those_that_it_has() -> None:
    with pytest.raises(UnknownIdError, match=r"KPI '2\.1/7' does not exist\. Known: 2\.1/1\."):
        build_progress(context("2031-12-31"), why="2.1/7")
    with pytest.raises(UnknownIdError, match=r"Known: 3\.2/1, 3\.2/clocks seized"):
        build_progress(context("2031-12-31"), why="3.2/2")
