"""What the rules about notation, time and the document find in the reference plan.

Every finding was read in the Council document, by eye, before the rule ran; the words that prove it stand beside it,
and a test finds each of them in the document. A rule that is not in the list finds nothing there.
"""

from __future__ import annotations

from tests.support.reference_findings import SESSION, Expected, ReferenceFindings

from empact import Diagnostics

# A bar parts the cells of the table. The columns behind the description are I/D SG, I/D OA, Timing, Target.
FINDINGS: dict[str, list[Expected]] = {
    "OAP103": [
        Expected(
            "C-2012:5.1",
            "/actions/9/timing/items/0",
            ("| February/June Identification",),
            "The timing 'February/June' of action 5.1 is ambiguous: it can mean a choice or all the time between.",
        ),
    ],
    "OAP104": [
        Expected(
            "C-2012",
            "/drafters/items/19",
            (
                "Europol, Frontex, Eurojust and Cefpol. The scope",
                "| EC, Europol, CEPOL |",
                "taking advantage of the Cepol e-learning tool",
            ),
            "'European Police College' is written in 3 ways: Cefpol, CEPOL and Cepol.",
        ),
        Expected(
            "C-2012:1.1",
            "/actions/0/description",
            (
                "responsibilities of the Member States and the Agencies",
                "consultation between Frontex, Europol and MSs to define",
                "| Frontex Europol | All MS, Europol |",
            ),
            "'Member States' is written in 3 ways: Member States, MS and MSs.",
        ),
        Expected(
            "C-2012:3.1",
            "/actions/6/leaders/items/0",
            (
                "representatives from the European Commission",
                "| EC, Europol, CEPOL |",
                "COM underlines that ISEC can only fund",
            ),
            "'European Commission' is written in 3 ways: European Commission, EC and COM.",
        ),
    ],  # US (action 5.2) and USA (note 8) are one country
    "OAP105": [
        Expected(
            "C-2012:2.3",
            "/actions/5/results/June",
            ("KPI: Number of contributions to AWF Checkpoint | . |",),
            "The June result of action 2.3 contains only punctuation: '.'.",
        ),
    ],
    "OAP106": [
        Expected(
            "C-2012:1.3",
            "/actions/2/description",
            ("ranging from facilitation to illegal border crossing to illegal border crossing to visa abuse",),
            "'to illegal border crossing' appears twice in a row in the description of action 1.3.",
        ),
    ],
    # The plan is one for 2012: "all the operational actions that will be carried out during 2012".
    "OAP302": [
        Expected(
            "C-2012:2.2",
            "/actions/4/timing/items/1",
            ("based on operational meeting planned for Dec 2011.", "that will be carried out during 2012"),
            "Action 2.2 plans 'operational meeting' from 1 December to 31 December 2011, outside the plan's period "
            "from 1 January to 31 December 2012.",
        ),
        Expected(
            "C-2012:5.2",
            "/actions/10/timing/items/5",
            ("(one will take place within the end of 2011).",),
            "Action 5.2 plans 'One coordinated day of action' by 31 December 2011, outside the plan's period from "
            "1 January to 31 December 2012.",
        ),
        Expected(
            "C-2012:6.1",
            "/actions/11/timing/items/1",
            ("the developments of the situation in Libya, possibly within the end of 2011.",),
            "Action 6.1 plans 'Activities and timeframes will be redefined in cooperation with the EC, taking into "
            "account the ...' by 31 December 2011, outside the plan's period from 1 January to 31 December 2012.",
        ),
    ],
    "OAP307": [
        Expected(
            "C-2012:5.1",
            "/actions/9/timing/items/5",
            ("| | | February/June", "A day of action to be established for October/November 2012"),
            "Action 5.1 takes place from 1 February to 30 June 2012, but plans 'One day of action to be established in "
            "October 2012/November 2012' outside that time.",
        ),
    ],  # the day of action of 7.1 lies in its whole year, the milestones of 5.2 in January to August
    "OAP303": [
        Expected(
            "C-2012:1.3",
            "/actions/2/links/items/1",
            (
                "| SG 4 | 2.1 | March/April",
                "Based on the outcomes of the risk analysis under Actions 1.1 and 1.3",
                "1 st phase: 1-2 weeks in April/May",
            ),
            "Action 2.1 may start (1 April 2012) before 1.3, which it needs, is finished (30 April 2012).",
        ),
    ],
    "OAP601": [
        Expected(
            "C-2012:SG 5",
            "/goals/4/annex",
            ("organised crime groups/facilitators that abuse", "organised crime group/facilitators that abuse"),
            "Strategic goal 5 has 'groups/facilitators' in the body but 'group/facilitators' in the annex.",
        ),
        Expected(
            "C-2012:SG 6",
            "/goals/5/annex",
            ("illegal immigration source and transit", "illegal immigration sources and transit"),
            "Strategic goal 6 has 'source' in the body but 'sources' in the annex.",
        ),
    ],
    "OAP603": [],  # this is a second revision, so its third of another paper of the same day may be earlier
    "OAP604": [
        Expected(
            "C-2012",
            "/states/1/on",
            ("Brussels, 15 December 2011", "agreed by COSI on 8 December 2011"),
            "Document 17793/2/11 REV 2 is dated 15 December 2011, 7 days after the plan was agreed on 8 December 2011.",
        ),
    ],
    "OAP605": [
        Expected(
            "C-2012",
            "/actions",
            (
                "| Eurojust | Europol, Relevant MS | | | | Whole year |",
                "| MS concerned involved in EUROSUR, DZ, TN, LY, EG. | | | | Whole year",
            ),
            "2 of the 16 actions have no description: 4.2 and 6.2.",
        ),
    ],
    "OAP615": [
        Expected(
            "C-2012",
            "/sections/0/text",
            (
                "Based on the OCTA 2011",
                "- Priority F (THB) because",
                "the ongoing LEA activity",
                "including on the use of the CIRAM at national level",
                "foster the concept of IMB and",
                "focusing in OCGs active",
                "Application for ISEC funds",
                "relevant regional ILOs and LOs including",
                "the presence of OC groups",
                "Follow up activities of COSPOL VOIC focused",
                "Workshop for the initial NCC participating",
                "on the use of VIS at EU and MS level",
                # explained: in brackets, or by words with capitals elsewhere
                "Tailored risk assessment (TRA)",
                "High Impact Operations (HIO)",
                "Annual Risk Analysis (ARA)",
                "Internal Security Strategy (ISS)",
                "SIENA (Secure Information Exchange Network Application)",
                "The Europol Analysis Work File Checkpoint",
                "(Thunder Focal Point)",
                "managed by the EMPACT Support Unit",
            ),
            "14 abbreviations are never explained: OCTA, THB, LEA, CIRAM, IMB, OCG, ISEC, ILO, LO, OC, COSPOL, VOIC, "
            "NCC and VIS.",
        ),
    ],
    "OAP606": [
        Expected(
            "C-2012",
            "/actions",
            ("Reference (hyperlink) to detailed project documentation for a given activity",),
            "None of the 16 actions has a reference to project documentation.",
        ),
    ],
    "OAP612": [
        Expected(
            "C-2012",
            "/states/2",
            (
                "agreed by COSI on 8 December 2011",
                "The OAP will be validated by COSI, and the tasking responsibilities contained in the plan confirmed.",
                "to be created by EMPACT SU once the OAP is approved",
            ),
            "The plan was agreed by COSI on 8 December 2011, but is still to be validated by COSI and approved.",
        ),
    ],
    "OAP613": [
        Expected(
            "C-2012",
            "/sections/2/text",
            (
                "The Annex to the plan contains individual tables corresponding to:",
                "- Member State tasking (one sheet per MS",
                "- Agency Tasking (one sheet per Agency",
            ),
            "Section 3 announces 'Member State tasking' and 'Agency Tasking' in the annex, but the plan does not have "
            "them.",
        ),
    ],
    "OAP608": [
        Expected(
            "C-2012:6.1",
            "/actions/11/reservations/0",
            ("has been suspended due to the Libyan crisis",),
            "Action 6.1 is suspended, according to note 9.",
        ),
    ],
    "OAP609": [
        Expected(
            "C-2012:2.2",
            "/actions/4/funding/0",
            ("Application for ISEC funds in the 1 st quarter.",),
            "The funding of action 2.2 is not granted: planned from ISEC.",
        ),
        Expected(
            "C-2012:5.2",
            "/actions/10/funding/0",
            (
                "would need to be financed by the participating MS.",
                "Europol is not in position to finance this.",
                "COM underlines that ISEC can only fund activities related to the EU internal security",
                "UK is content for the proposed study visits to stay in, so long as there is genuine business need",
            ),
            "The funding of action 5.2 (study visits to Vietnam and the USA) is not granted: needed from "
            "participating MS and refused by Europol; note 8 has a reservation of COM and a condition of UK.",
        ),
    ],
    "OAP610": [
        Expected(
            "C-2012:4.1",
            "/actions/7/timing/items/1",
            (
                "flows from/through Turkey, Russia, Ukraine and Africa.",
                "ILOs/LOs meetings could be organized in Turkey, Russia and Africa.",
            ),
            "Action 4.1 names Turkey, Russia, Ukraine and Africa in its description but Turkey, Russia and Africa in "
            "its timing.",
        ),
    ],  # the routes of 2.2 are one: FYROM and RS are the Western Balkans
}

SILENT = {
    "OAP102": "every sentence of the column Timing was understood or has its items beside it",
    "OAP107": "so was every other cell",
    "OAP108": "the document has no columns but its eleven",
    "OAP109": "whatever takes 1-2 weeks has its months beside it",
    "OAP301": "the column Timing has no empty cell",
    "OAP304": "phase 1 of 2.1 feeds 1.1, which feeds phase 2",
    "OAP305": "the period is the year 2012, from its first day to its last",
    "OAP306": "the period is one year",
    "OAP602": "17793/2/11 REV 2, 17796/3/11 REV 3 and 15386/3/11 REV 3 repeat their revision",
    "OAP607": "2.2 links to priority B, and 4.1 to B and F",
    "OAP611": "every place that a value names is in the document",
    "OAP110": "each item that is not in its cell is in a note that the cell marks, or is a date in other words",
    "OAP111": "the words of each emphasis are in its text",
    "OAP112": "emphasis is beside the texts, not in them",
    "OAP614": "no action refers to project documentation",
    "OAP620": "RESTREINT UE/EU RESTRICTED is a known marking",
    "OAP621": "no document on the status of the marking is known",
    "OAP622": "the plan is no extract",
}
"""The rules that find nothing in the reference plan, and why."""


class TestRulesAboutTheDocument(ReferenceFindings):
    expected = FINDINGS | dict.fromkeys(SILENT, ())
    groups = ("OAP1", "OAP3", "OAP6")

    def test_every_finding_has_a_cure_and_a_line_of_the_file(self, found: Diagnostics) -> None:
        assert [one.message for one in found if not (one.hint or "").endswith(".") or one.place.line is None] == []

    def test_these_are_the_rules_about_notation_time_and_the_document(self) -> None:
        rules = [provided.value for provided in SESSION.rules if provided.value.code.startswith(self.groups)]
        assert {rule.code: rule.severity.value for rule in rules} == {
            "OAP102": "warning",
            "OAP103": "warning",
            "OAP104": "info",
            "OAP105": "warning",
            "OAP106": "info",
            "OAP107": "warning",
            "OAP108": "info",
            "OAP109": "warning",
            "OAP110": "warning",
            "OAP111": "warning",
            "OAP112": "info",
            "OAP301": "warning",
            "OAP302": "warning",
            "OAP303": "warning",
            "OAP304": "error",
            "OAP305": "error",
            "OAP306": "warning",
            "OAP307": "warning",
            "OAP601": "warning",
            "OAP602": "error",
            "OAP603": "info",
            "OAP604": "info",
            "OAP605": "info",
            "OAP606": "info",
            "OAP607": "info",
            "OAP608": "info",
            "OAP609": "warning",
            "OAP610": "info",
            "OAP611": "warning",
            "OAP612": "info",
            "OAP613": "info",
            "OAP614": "warning",
            "OAP615": "info",
            "OAP620": "warning",
            "OAP621": "warning",
            "OAP622": "warning",
        }
