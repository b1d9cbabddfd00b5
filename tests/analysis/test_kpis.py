"""The identity of KPIs, what is shown of them, and the limits of reading them."""

from __future__ import annotations

import pytest
from tests.support.findings import actions, read
from tests.support.sheets import sheet_lines

from empact import grammar
from empact.analysis.kpis import plan_kpis
from empact.errors import UnknownIdError
from empact.model import Adds, Kpi, KpiKind, KpiNumber, Unparsed

TWO = actions(
    'number: "1.1", kpis: ["Number of arrests: min. 20 per MS (baseline 2011: 15)", about 5 JITs, Number of HIO]',
    'number: "1.2", kpis: Report finalised',
    'number: "1.1", kpis: Number of hits',
)


def test_plan_kpis__counts_the_kpis_of_an_action_from_one() -> None:
    found = plan_kpis(read(*TWO))
    assert [str(entry.key) for entry in found] == ["1.1 KPI 1", "1.1 KPI 2", "1.1 KPI 3", "1.2 KPI 1", "1.1 KPI 1"]
    assert [str(entry.at) for entry in found][2] == "/actions/0/kpis/items/2"
    assert len(found) == len(found.entries)


def test_plan_kpis__gives_words_that_are_not_understood_an_ordinal() -> None:
    entry = plan_kpis(read(*TWO)).find("1.1", 2)
    assert entry is not None
    assert entry.kpi == Unparsed(text="about 5 JITs")


def test_plan_kpis__finds_by_position_and_by_key() -> None:
    found = plan_kpis(read(*TWO))
    assert [str(entry.kpi) for entry in found.of_action(2)] == ["Number of hits"]
    assert [entry.position for entry in (found.find("1.1"), found.find("1.2")) if entry is not None] == [0, 1]
    assert found.find("1.1", 4) is None
    assert found.find("9.9") is None


def test_plan_kpis__finds_by_the_action_itself() -> None:
    plan = read(*TWO)
    kpis = plan_kpis(plan)
    assert kpis.find(plan.actions[2]) is kpis.of_action(plan.actions[2])[0]
    assert kpis.find(plan.actions[0]) is kpis.find("1.1")
    assert kpis.find(plan.actions[2], 2) is None
    with pytest.raises(UnknownIdError, match=r"Action '1\.1' does not exist"):
        kpis.find(read(*actions('number: "1.1", kpis: Number of other hits')).actions[0])


def test_plan_kpis__gives_the_parts_of_a_kpi_their_letters() -> None:
    found = plan_kpis(read(*actions('number: "2.2", kpis: ["Number of HIO", "30 searches / at least 12 arrests"]')))
    assert [str(entry.key) for entry in found] == ["2.2 KPI 1", "2.2 KPI 2"]
    whole = found.find("2.2", 2)
    assert whole is not None
    assert [str(part) for part in whole.parts] == ["2.2 KPI 2a: 30 searches", "2.2 KPI 2b: at least 12 arrests"]
    assert {(part.position, part.at) for part in whole.parts} == {(whole.position, whole.at)}
    first, second = (part.kpi for part in whole.parts)
    assert isinstance(first, Kpi)
    assert isinstance(second, Kpi)
    assert (first.unit, first.target, second.unit, second.target) == ("searches", "30", "arrests", "at least 12")


@pytest.mark.parametrize("number", ["2b", KpiNumber(2, "b")])
def test_plan_kpis__finds_a_part(number: KpiNumber | str) -> None:
    found = plan_kpis(read(*actions('number: "2.2", kpis: ["Number of HIO", "30 searches/12 arrests"]')))
    part = found.find("2.2", number)
    assert part is not None
    assert str(part) == "2.2 KPI 2b: 12 arrests"
    assert part.parts == ()


@pytest.mark.parametrize("number", ["1a", "2c", "3a"])
def test_plan_kpis__has_no_part_of_a_kpi_that_names_one_thing(number: str) -> None:
    found = plan_kpis(read(*actions('number: "2.2", kpis: ["Number of HIO", "30 searches/12 arrests"]')))
    assert found.find("2.2", number) is None


def test_plan_kpis__gives_a_part_of_the_first_of_two_equal_numbers_alone() -> None:
    found = plan_kpis(
        read(*actions('number: "1", kpis: Number of HIO', 'number: "1", kpis: Number of arrests / seizures'))
    )
    assert found.find("1", "1a") is None


def test_sheet__shows_the_targets_of_the_parts_of_a_kpi() -> None:
    shown = sheet_lines(read(*actions('number: "1", kpis: "30 searches/12 arrests per MS"')), "1")
    assert any("searches / arrests; target 30 searches; target 12 arrests; per MS" in line for line in shown)


def test_sheet__shows_what_is_understood_of_a_kpi() -> None:
    shown = sheet_lines(read(*TWO), "1.1")
    assert [line.split("  ")[-1].strip() for line in shown if line.startswith("  KPI")] == [
        "arrests; baseline 15 (2011); target at least 20; per MS"
    ]


def test_sheet__says_that_a_baseline_is_missing() -> None:
    shown = sheet_lines(read(*actions('number: "1", kpis: "Number of arrests: +10 %"')), "1")
    assert any("arrests; baseline not stated; target increase by 10 %" in line for line in shown)


@pytest.mark.parametrize(
    "text", ["List of 10 groups agreed", "Report on 5 routes finalised", "Handbook in 5 languages published by June"]
)
def test_parse_kpi__keeps_a_figure_in_the_name_of_an_event(text: str) -> None:
    kpi = grammar.parse_kpi(text)
    assert isinstance(kpi, Kpi)
    assert (kpi.kind, kpi.value, kpi.adds) == (KpiKind.MILESTONE, None, Adds.MILESTONE)


@pytest.mark.parametrize(
    "text", ["Training of 40 officers", "Number of lists of 10 groups agreed", "Awareness of 200 officers"]
)
def test_parse_kpi__refuses_a_figure_that_may_be_a_target(text: str) -> None:
    assert isinstance(grammar.parse_kpi(text), Unparsed)


def test_parse_kpis__withholds_what_is_not_declassified() -> None:
    assert grammar.parse_kpis("KPI: NOT DECLASSIFIED").withheld
    assert not grammar.parse_kpis("KPI: NOT DECLASSIFIED").items


def test_parse_kpi__does_not_understand_a_page() -> None:
    assert isinstance(grammar.parse_kpi("arrests and " * 100), Unparsed)


def test_parse_kpi__does_not_understand_signs_of_the_private_area() -> None:
    assert isinstance(grammar.parse_kpi("Number of \ue000 arrests (baseline 5)"), Unparsed)


@pytest.mark.parametrize("text", ["Number of seizures (baseline 2011: 45)", "about 10 seizures", "seizures up to 5"])
def test_parse_target__takes_no_value_that_is_not_a_target(text: str) -> None:
    (target,) = grammar.parse_targets(text)
    assert getattr(target, "value", None) is None
