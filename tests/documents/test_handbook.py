"""The handbook: the sections of the other documents about a plan, complete and each once."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.document_rows import keys, paragraphs, rows
from tests.support.written import SESSION

import empact.plugins.documents
from empact import Plan, Portfolio, UnknownIdError
from empact.analysis import PlanContext
from empact.documents import (
    Document,
    Text,
    build_governance,
    build_handbook,
    build_links,
    build_plan_sheet,
    build_responsibilities,
    build_tasking,
    build_timeline,
    build_workload,
)
from empact.testing import DocumentContract, make_action, make_plan

PLAN = SESSION.load("oap-c-2012")


def context(plan: Plan, *others: Plan) -> PlanContext:
    return SESSION.context(Portfolio((plan, *others))).of(plan)


def built(plan: Plan = PLAN, **options: Any) -> Document:
    return build_handbook(context(plan), **options)


def test_handbook__has_every_section_of_the_documents_about_the_plan() -> None:
    ctx = context(PLAN)
    parts: list[Document] = [
        build_plan_sheet(ctx, per_goal=True),
        build_timeline(ctx),
        build_links(ctx),
        build_responsibilities(ctx),
        build_workload(ctx),
        build_governance(ctx),
        build_tasking(ctx, party="HU"),
    ]
    expected = [
        (f"{part.kind}-{section.key}", section.body, section.chart) for part in parts for section in part.sections
    ]
    first, *found = built(party="HU").sections
    in_opening = {"timeline-summary", "responsibilities-summary"}
    assert [(section.key, section.body, section.chart) for section in found] == [
        part for part in expected if part[0] not in in_opening
    ]
    assert (first.key, first.title) == ("handbook-summary", "Summary")
    assert [section.key for section in (first, *found) if section.chart] == ["handbook-summary", "links-summary"]


def test_handbook__opens_with_what_its_reader_has_to_know() -> None:
    ctx = context(PLAN)
    parts = [build_timeline(ctx).section("summary"), build_responsibilities(ctx).section("summary")]
    opening = paragraphs(built(), "handbook-summary")
    assert opening == tuple(text for part in parts if isinstance(part.body, Text) for text in part.body.paragraphs)
    assert opening[0] == "16 actions: 7 with exact dates, 8 with possible dates, 1 with milestones only."
    assert opening[1].startswith("Lead: DK (4.1), IT (2.1), CY (4.1), HU (2.2, 5.2)")


def test_handbook__has_the_facts_of_the_cover() -> None:
    document = built()
    assert document.title == "Handbook: Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration"
    assert document.marking == PLAN.marking_in_force(None)
    # "17793/2/11 REV 2"; 1 January to 31 December 2012; the Driver is Italy; seven goals, sixteen actions
    facts = document.properties
    assert (facts["document"], facts["priority"], facts["driver"]) == (
        "17793/2/11 REV 2",
        "C: Illegal Immigration",
        "Italy",
    )
    assert (facts["period"], facts["goals"], facts["actions"]) == ("2012-01-01 to 2012-12-31", 7, 16)
    assert facts["states"][1] == "agreed by COSI on 2011-12-08"
    assert "co_drivers" not in facts


def test_handbook__has_the_actions_by_goal() -> None:
    document = built()
    assert document.sections[2].title.startswith("SG 2: To use the intelligence picture")
    assert list(rows(document, "plan-goal-2")) == ["2.1", "2.2", "2.3"]
    titles = [section.title for section in document.sections]
    assert titles[8:10] == ["Timeline: Signs", "Timeline: Months of 2012"]
    assert "Links: From action to action" in titles


def test_handbook__has_the_tasking_of_a_party_only_if_it_is_asked_for() -> None:
    assert not any(key.startswith("tasking") for key in keys(built()))
    with_party = built(party="Hungary")
    assert (built().name, with_party.name) == ("C-2012-handbook", "C-2012-handbook-HU")
    assert "2.2" in rows(with_party, "tasking-overview")
    assert with_party.section("tasking-leads").title == "Tasking of HU: Leads"
    with pytest.raises(UnknownIdError):
        built(party="nobody")


def test_handbook__of_an_empty_plan_has_its_marking_and_no_chart() -> None:
    document = built(Plan(id="X-2031", marking="LIMITE"))
    assert (document.marking, document.charts) == ("LIMITE", ())
    assert document.properties["actions"] == 0


def test_handbook__carries_the_marking_of_a_plan_that_it_is_linked_with() -> None:
    own = make_plan(id="X-2031", marking="LIMITE", actions=[make_action("1.1", links="Y-2031:2.1")])
    other = make_plan(id="Y-2031", marking="SECRET UE/EU SECRET", actions=[make_action("2.1", links="X-2031:1.1")])
    assert build_handbook(context(own, other)).marking == "SECRET UE/EU SECRET; LIMITE"


class TestHandbook(DocumentContract):
    plugin = empact.plugins.documents
    document = "handbook"
