"""What the rules about several plans find in the reference plan alone, read by eye.

Each finding stands beside the words of the Council document that prove it; a test finds each of them there. In the
proofs a bar parts the cells of the table.
"""

from __future__ import annotations

from tests.support.reference_findings import Expected, ReferenceFindings

from empact import Diagnostics

OVERLAPS = ("- Priority B (*Western Balkans*) because", "- Priority F (THB) because")
LINKS_2_2 = "RS authorities cooperate in the project. | SG 1, SGs in priority B | 1.1, 2.1, 2.3 |"
LINKS_4_1 = "Turkey, Russia, Ukraine and Africa. | SGs in priority B and priority F | | May to October"
ALL_GOALS = "However, all the strategic goals are addressed in the OAP for 2012."
PARTIES_4_1 = "and organised immigration crime. | Acting EU Presidency, Europol, Frontex | Relevant MS |"

EXPECTED: dict[str, list[Expected]] = {
    # Without the plans of B and F nobody can say whether their goals are there, and whether they link back.
    "OAP701": [],
    "OAP702": [],
    "OAP703": [],  # B and F are linked, and section 2 names both
    "OAP704": [],  # seven goals, each with an action
    "OAP705": [
        Expected(
            "C-2012:4.1",
            "/actions/7/locations/0",
            (PARTIES_4_1, "illegal migration flows from/through Turkey, Russia, Ukraine and Africa."),
            "Action 4.1 names Turkey, Russia and Ukraine as places, but they do not take part.",  # Africa is no state
        ),
        Expected(
            "C-2012:5.2",
            "/actions/10/timing/items/1",
            ("| UK, HU | Europol, PL, SK, DE |", "Study visit in VN in the 1", "Study visit in US in the 1"),
            "Action 5.2 names VN and US as places, but they do not take part.",
        ),
        Expected(
            "C-2012:6.1",
            "/actions/11/locations/0",
            ("aiming at improving the capacity of Libya in controlling", "| IT | EC, IOM, EL, Frontex |"),
            "Action 6.1 names Libya as a place, but it does not take part.",
        ),
    ],
    "OAP709": [],  # no plan of the year before is at hand; tests/analysis/portfolio/test_lineages.py has the year after
    "OAP710": [],
    "OAP711": [],
    "OAP712": [],
    "OAP713": [],
    "OAP714": [],
    "OAP706": [
        Expected(
            "C-2012:2.2",
            "/actions/4/kpis/items/0",
            ("KPI: Number of arrests / detected illegal immigrants", "| Number of arrests | |"),
            "Actions 2.2 and 2.3 both count 'arrests'.",
        ),
        Expected(
            "C-2012:2.3",
            "/actions/5/kpis/items/1",
            ("| Number of action days | |", "KPI: Number of action days / locations"),
            "Actions 2.3 and 5.1 both count 'action days'.",
        ),
    ],
    "OAP707": [],  # no other plan is there
    "OAP708": [],  # sixteen actions with sixteen activities: the nearest, 1.1 and 2.1, share the outcomes of the HIOs
}

SILENT = {
    "OAP708": ("Outcomes of the HIOs – 1st phase to be carried out at main Italian Adriatic ports",),
    "OAP703": (*OVERLAPS, LINKS_2_2, LINKS_4_1),
    "OAP704": (ALL_GOALS,),
}
"""The words that prove why a rule finds nothing."""


class TestRulesAboutSeveralPlans(ReferenceFindings):
    expected = EXPECTED
    silent = SILENT
    groups = ("OAP7",)

    def test_a_finding_points_at_everything_that_it_rests_on(self, found: Diagnostics) -> None:
        related = {one.message: [(also.place.pointer, also.reason) for also in one.related] for one in found}
        assert related == {
            EXPECTED["OAP705"][0].message: [
                ("/actions/7/locations/1", "Russia as a place"),
                ("/actions/7/locations/2", "Ukraine as a place"),
            ],
            EXPECTED["OAP705"][1].message: [("/actions/10/timing/items/2", "US as a place")],
            EXPECTED["OAP705"][2].message: [],
            EXPECTED["OAP706"][0].message: [("/actions/5/kpis/items/2", "action 2.3 counts 'arrests'")],
            EXPECTED["OAP706"][1].message: [("/actions/9/kpis/items/0", "action 5.1 counts 'action days'")],
        }
