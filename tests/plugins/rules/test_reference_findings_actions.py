"""What the rules about links, parties, KPIs and the priority itself find in the reference plan, read by eye.

Each finding stands beside the words of the Council document that prove it; a test finds each of them there. In the
proofs a bar parts the cells of the table: activity, leader, participants, description, I/D SG, I/D OA, timing, target.
The six rules that came first have their findings in ``test_rules.py``.
"""

from __future__ import annotations

import re

from tests.support.reference_findings import SESSION, Expected, ReferenceFindings

from empact import Diagnostics

ORDER = (
    *("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "4.1"),
    *("4.2", "5.1", "5.2", "6.1", "6.2", "6.3", "7.1", "7.2"),
)


def at(number: str, cell: str, *proof: str) -> Expected:
    """A finding in an action: by its number, since its place in the list says little to a reader."""
    return Expected(f"C-2012:{number}", f"/actions/{ORDER.index(number)}/{cell}", proof)


def plan(pointer: str, *proof: str) -> Expected:
    return Expected("C-2012", pointer, proof)


# What several findings rest on
BASED_ON = (
    "Based on the outcomes of the risk analysis under Actions 1.1 and 1.3, MS concerned will develop High Impact "
    "Operations (HIO)"
)
ROUTES = "in particular towards IT from TR, EL and the Western Balkans in line with the EU acquis"
LINKS_1_1 = "will be used for the TRA. | SG 2, SG 4 | 2.1, 5.2 | September"
LINKS_2_1 = "outcomes of the aforesaid TRA. | SG 1, SG 4 | 1.1 | 1 st phase"
LINKS_5_2 = "related criminal activities. | SG 1, SG 2, SG 4 | 1.1 | January to August"
LINKS_4_1 = "Turkey, Russia, Ukraine and Africa. | SGs in priority B and priority F | | May to October"
LINKS_4_2 = "(AWFs/Focal Points). | Eurojust | Europol, Relevant MS | | | | Whole year"
PARTIES_2_1 = "notably the Schengen Border Code | IT 7 | UK, SI, Relevant MS |"
PARTIES_2_2 = "into HU, AT and other MS. | HU, AT and Frontex | Europol, PL, SK, RS |"
PARTIES_3_1 = (
    "| EC, Europol, CEPOL | All MS, Frontex, and other relevant EU Agencies and International Organisations. |"
)
PARTIES_4_1 = "and organised immigration crime. | Acting EU Presidency, Europol, Frontex | Relevant MS |"
PARTIES_5_2 = "illegal migration of Vietnamese nationals. | UK, HU | Europol, PL, SK, DE |"
PARTIES_6_2 = "| ES, in cooperation with EC, IT, MT | MS concerned involved in EUROSUR, DZ, TN, LY, EG. |"
PARTIES_7_1 = "EUROSUR big pilot project. | Frontex | PL, IT, FI, FR, SK, ES, Europol. |"
LEADER = "The Action-Leader (MS or Agency) will be in charge of implementing the single action"
DRAFTERS = (
    "This OAP has been developed by experts of Austria, Bulgaria, Cyprus, Denmark, Finland, Greece, Hungary, Italy, "
    "Malta, Poland, Romania, Slovakia, Slovenia, United Kingdom, together with representatives from the European "
    "Commission, General Secretariat of the Council, Europol, Frontex, Eurojust and Cefpol."
)

EXPECTED: dict[str, list[Expected]] = {
    # Links
    "OAP203": [at("2.1", "activity", BASED_ON, LINKS_2_1)],  # 1.3 is not linked; the others name what they link to
    "OAP204": [
        at("2.1", "activity", ROUTES, "- Priority B (*Western Balkans*)", LINKS_2_1),
        at(
            "6.1",
            "description",
            "investigate and prosecute smuggling of migrants and THB networks;",
            "- Priority F (THB)",
        ),
    ],  # 2.2 names the Western Balkans too, and links to the goals of priority B
    "OAP207": [
        plan(
            "/actions",
            "dedicated on returning unaccompanied minors. | | | September",  # 3.1
            LINKS_4_2,
            "AWFs Checkpoint and Sustrans will be used. | | | February/June",  # 5.1
            "protection to vulnerable groups. | | | Whole year",  # 6.1
            "MS concerned involved in EUROSUR, DZ, TN, LY, EG. | | | | Whole year",  # 6.2
            "avoiding duplication with any similar initiatives. | | | March/April",  # 6.3
            "shared in the first half of 2012 by MS. | | | Whole year",  # 7.1
            "taking advantage of the Cepol e-learning tool. | | | November/December",  # 7.2
        )
    ],
    "OAP209": [],  # sixteen actions, each numbered after the goal above it
    "OAP210": [  # "SGs in priority B" names no goal of that plan
        at("2.2", "links/items/1", "| SG 1, SGs in priority B | 1.1, 2.1, 2.3 |"),
        at("4.1", "links/items/0", LINKS_4_1),
        at("4.1", "links/items/1", LINKS_4_1),
    ],
    "OAP211": [
        at(
            "6.2",
            "activity",
            "In the framework of EUROSUR, to launch",
            "Gathering intelligence on illegal migration OC groups from the EUROSUR big pilot project.",
        )
    ],
    # Parties
    "OAP401": [],  # Cefpol and EC are known spellings
    "OAP402": [],  # the column Leader is never empty
    "OAP403": [],  # nor is the column Participants
    "OAP404": [
        plan(
            "/actions",
            "| Frontex Europol | All MS, Europol |",
            PARTIES_2_2,
            PARTIES_3_1,
            PARTIES_4_1,
            PARTIES_5_2,
        )
    ],  # 2.1 has one beside its conditional one; in 6.2 one leads, and three cooperate
    "OAP405": [
        at("3.1", "leaders/items/0", PARTIES_3_1, LEADER),
        at("4.1", "leaders/items/0", PARTIES_4_1, LEADER),
        at("6.3", "leaders/items/0", "relevant for the fight against illegal immigration. | EC | All MS |", LEADER),
    ],
    "OAP407": [at("6.2", "leaders/items/0", "(to be confirmed: ongoing contacts with Spain).", PARTIES_6_2)],
    "OAP408": [
        at("2.1", "leaders/items/1", "7 Frontex is leader for any possible operations at the external borders.")
    ],
    "OAP409": [at("4.1", "leaders/items/0", PARTIES_4_1, LINKS_4_1)],  # Denmark until June, then Cyprus
    "OAP410": [
        at(
            "6.2",
            "participants",
            "The participation of the North African countries in the project has not been confirmed yet.",
        )
    ],
    "OAP411": [
        at("2.1", "participants/items/2", PARTIES_2_1),
        at("3.1", "participants/items/2", PARTIES_3_1),
        at("4.1", "participants/items/0", PARTIES_4_1),
        at("4.2", "participants/items/1", LINKS_4_2),
        at("5.1", "participants/items/1", "source countries for illegal migration. | UK | Europol, Relevant MS |"),
        at("6.2", "participants/items/0", PARTIES_6_2),
        at("7.2", "participants/items/2", "fighting illegal migration. | CEPOL | Frontex, EC, Relevant MS |"),
    ],
    "OAP418": [
        at(
            "6.2",
            "conditions/0",
            "The launch of this project is subject to the adhesion of at least 2 third countries (out of DZ, TN, LY",
            "The participation of the North African countries in the project has not been confirmed yet.",
        )
    ],  # once, although the cell Timing has the condition too
    "OAP412": [],  # whoever is named existed in 2012
    "OAP413": [],  # the 14 drafters and the leaders AT, ES, HU, IT, UK were members
    "OAP414": [plan("/drafters/items/1", DRAFTERS), plan("/drafters/items/10", DRAFTERS)],  # Bulgaria, Romania
    "OAP415": [
        at("5.2", "participants/items/3", PARTIES_5_2, DRAFTERS),  # DE
        at("6.2", "leaders/items/0", PARTIES_6_2, PARTIES_7_1, DRAFTERS),  # ES
        at("7.1", "participants/items/3", PARTIES_7_1, DRAFTERS),  # FR
    ],
    "OAP416": [],  # no group excepts anybody
    "OAP417": [],  # no group has a number
    "OAP419": [],  # no leader is marked
    "OAP420": [],  # 2.2, 2.3, 4.2, 5.1 and 5.2 name Checkpoint or its focal points, and have Europol in a column
    "OAP421": [],  # "Acting EU Presidency" is held in all of 2012
    # Targets and KPIs
    "OAP501": [],  # each of the sixteen cells has its "KPI"
    "OAP502": [
        at("4.1", "kpis/items/1", "KPI: Number of meetings organised Operational Outcome of meetings"),
        at(
            "4.2", "kpis/items/0", "KPI: Europol's presence at coordination meetings"
        ),  # at how many, or whether at all?
        at("5.2", "kpis/items/0", "KPI: Outcome of action days"),
        at("6.1", "kpis/items/0", "KPI: Status of the project"),
    ],
    "OAP503": [
        at("2.2", "kpis/items/0", "KPI: Number of arrests / detected illegal immigrants"),
        at("3.1", "kpis/items/0", "KPI: Workshop organised and dissemination of its outcomes."),
        at("5.1", "kpis/items/0", "KPI: Number of action days / locations"),
    ],
    "OAP504": [
        plan(
            "/actions",
            "KPI: Number of HIO",  # 2.1
            "KPI: Number of arrests / detected illegal immigrants",  # 2.2
            "KPI: Number of contributions to AWF Checkpoint",  # 2.3, and two more
            "Number of action days | | |",
            "Number of arrests | |",
            "KPI: Number of meetings organised",  # 4.1
            "KPI: Number of action days / locations",  # 5.1
            'KPI E-learning tool provided Number of "courses" via the tool',  # 7.2
        )
    ],
    "OAP505": [at("2.3", "target/items/1", "Increase number of (common) action days and number of arrests.")],
    "OAP507": [],  # no cell has a baseline
    "OAP508": [],  # no KPI is a change: "Increase number of (common) action days" is a target
    "OAP509": [],  # no figure has a year
    # The priority's own
    "OAPC001": [
        at(
            "2.1",
            "timing/items/0",
            BASED_ON,
            LINKS_1_1,  # September
            "1 st phase: 1-2 weeks in April/May",
        )
    ],  # 1.3 comes in March or April, which may be in time; the second phase comes after September
    "OAPC002": [
        plan(
            "/cover/covering",
            "and notably at the Greek-Turkish border and in crisis areas of the Mediterranean",
            ROUTES,  # the only actions that name both states, each without them:
            PARTIES_2_1,
            "starting from TR and proceeding through EL, the Western Balkans into HU, AT and other MS.",
            PARTIES_2_2,
            "| IT | EC, IOM, EL, Frontex | This project intends to improve Libya's capacity to:",  # EL, in Libya
            "improve knowledge of illegal migration flows from/through Turkey, Russia, Ukraine and Africa.",
            "| Frontex Europol | All MS, Europol | Preliminary consultation",  # EL is one of "All MS"
            "| Frontex | All MS, Europol | Bringing together",
            "| Frontex | All MS | The ARA describes",
            "| Europol | All MS | Checkpoint AWF",
            PARTIES_3_1,
            "| EC | All MS | A map on existing projects",
        )
    ],
}
"""Everything that these rules find in the reference plan."""


MESSAGES = {
    "mentioned-not-linked": "Action 2.1 mentions action 1.3 in its activity but does not link to it.",
    "priority-mentioned-not-linked": "Action 6.1 mentions 'THB' in its description but does not link to priority "
    "F (THB).",
    "no-links": "8 of the 16 actions have no links: 3.1, 4.2, 5.1, 6.1, 6.2, 6.3, 7.1 and 7.2.",
    "link-without-goal": "Action 4.1 links to all goals of F but names no goal or action.",
    "initiative-not-linked": "Actions 6.2 and 7.1 name EUROSUR, but no link connects them.",
    "several-leaders": "5 of the 16 actions have several leaders: 1.1, 2.2, 3.1, 4.1 and 5.2.",
    "leader-not-state-or-agency": "The leader of action 6.3, EC, is an EU institution, not a member state or an "
    "agency.",
    "leader-unconfirmed": "The leader of action 6.2, ES, is not confirmed yet (ongoing contacts with Spain).",
    "leader-conditional": "Frontex leads action 2.1 only under a condition: any possible operations at the "
    "external borders.",
    "leader-changes-in-period": "The leader of action 4.1, Acting EU Presidency, changes during the action: DK "
    "(1 May to 30 June 2012) and CY (1 July to 31 October 2012).",
    "participants-unconfirmed": "Participants of action 6.2 are not confirmed yet: DZ, TN, LY and EG.",
    "open-participants": "Action 7.2 does not say exactly who takes part: 'Relevant MS'.",
    "quorum-unconfirmed": "Action 6.2 needs at least 2 of DZ, TN, LY and EG, but none of them is confirmed.",
    "drafter-not-named": "Romania drafted the plan, but no action names RO.",
    "named-not-drafter": "Action 7.1 names FR, which did not draft the plan.",
    "kpi-not-measurable": "KPI 'Status of the project' is not measurable.",
    "kpi-compound": "KPI 'Number of action days / locations' combines two measures.",
    "kpi-without-target-value": "6 of the 16 actions have a KPI without a target number: 2.1, 2.2, 2.3, 4.1, 5.1 and "
    "7.2.",
    "increase-without-baseline": "Target 'Increase number of (common) action days and number of arrests' wants an "
    "increase but has no start value and no end value.",
    "risk-analysis-before-operation": "Phase 1 of action 2.1, a High Impact Operation, starts (31 May 2012 at the "
    "latest) before the risk analysis of action 1.1, on which it is based, is finished (1 September 2012 at the "
    "earliest).",
    "focus-covered": "No action at the Greek-Turkish border, the focus of the priority, has EL or TR as a party: "
    "2.1 and 2.2 name both, but not as parties; 'Relevant MS' in 2.1 can mean EL; EL takes part in 6.1 by name and in "
    "1.1, 1.2, 1.3, 2.3, 3.1 and 6.3 as one of 'All MS'; 4.1 only names TR.",
}
"""The last message of each rule, by its name."""


class TestRulesAboutActions(ReferenceFindings):
    expected = EXPECTED
    groups = ("OAP2", "OAP4", "OAP5", "OAPC")
    elsewhere = frozenset({"OAP201", "OAP202", "OAP205", "OAP208", "OAP406", "OAP506"})

    def test_only_what_makes_a_plan_contradict_itself_is_an_error_and_what_may_be_meant_so_is_an_info(self) -> None:
        rules = [provided.value for provided in SESSION.rules if provided.value.code.startswith(self.groups)]
        assert {rule.code: rule.severity.value for rule in rules} == {
            "OAP201": "warning",
            "OAP202": "error",
            "OAP203": "warning",
            "OAP204": "info",
            "OAP205": "warning",
            "OAP207": "info",
            "OAP208": "error",
            "OAP209": "error",
            "OAP210": "info",
            "OAP211": "info",
            "OAP401": "warning",
            "OAP402": "warning",
            "OAP403": "info",
            "OAP404": "warning",
            "OAP405": "info",
            "OAP406": "info",
            "OAP407": "warning",
            "OAP408": "info",
            "OAP409": "info",
            "OAP410": "info",
            "OAP411": "warning",
            "OAP412": "warning",
            "OAP413": "warning",
            "OAP414": "info",
            "OAP415": "info",
            "OAP416": "warning",
            "OAP417": "warning",
            "OAP418": "warning",
            "OAP419": "warning",
            "OAP420": "warning",
            "OAP421": "warning",
            "OAP501": "warning",
            "OAP502": "warning",
            "OAP503": "info",
            "OAP504": "info",
            "OAP505": "info",
            "OAP506": "warning",
            "OAP507": "warning",
            "OAP508": "info",
            "OAP509": "warning",
            "OAPC001": "warning",
            "OAPC002": "warning",
        }

    def test_two_drafting_states_stand_in_no_row_of_the_table(self, council_document: str) -> None:
        table = council_document[council_document.index("# | Activity | Leader") :]
        assert re.findall(r"\b(?:BG|Bulgaria|RO|Romania)\b", table) == []
        named = {"AT", "EL", "FI", "HU", "IT", "MT", "PL", "SI", "SK", "UK"}
        assert {state for state in named if re.search(rf"\b{state}\b", table)} == named

    def test_the_messages_tell_what_is_meant(self, found: Diagnostics) -> None:
        messages = {one.name: one.message for one in found}  # the last of each kind
        assert messages == MESSAGES
