"""Where the findings in the reference plan are, and what else they refer to: lines that were read by eye."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from tests.support.reference_findings import PLAN, SESSION

from empact import Diagnostic, Diagnostics, Place, Severity

LINES = ([] if PLAN.source is None else (PLAN.source.text or "").splitlines()) or [""]

MEANT = {
    ("OAPC002", "C-2012"): ["Greek-Turkish border and in crisis areas"],
    ("OAP104", "C-2012"): ["Cefpol"],
    ("OAP104", "C-2012:1.1"): ["MSs to define the scope"],
    ("OAP104", "C-2012:3.1"): ["EC, Europol, CEPOL"],
    ("OAP106", "C-2012:1.3"): ["to illegal border crossing to"],
    ("OAP203", "C-2012:2.1"): ["1.3, MS concerned"],
    ("OAP204", "C-2012:2.1"): ["Western"],  # the Balkans are in the next line
    ("OAP204", "C-2012:6.1"): ["THB networks"],
    ("OAP211", "C-2012:6.2"): ["EUROSUR, to launch"],
    ("OAP302", "C-2012:6.1"): ["Activities and timeframes"],
    ("OAP411", "C-2012:2.1"): ["Relevant MS"],
    ("OAP415", "C-2012:5.2"): ["DE"],
    ("OAP505", "C-2012:2.3"): ["Increase number of"],
    ("OAP615", "C-2012"): ["OCTA 2011"],
    ("OAP613", "C-2012"): ["Member State tasking (one sheet per MS"],
    ("OAP601", "C-2012:SG 5"): ["group/facilitators that abuse"],
    ("OAP601", "C-2012:SG 6"): ["sources and transit countries."],
    ("OAP610", "C-2012:4.1"): ["Turkey, Russia and Africa."],
    ("OAP706", "C-2012:2.3"): ["Number of action days"],
    ("OAPC001", "C-2012:2.1"): ["1st phase: 1-2 weeks"],
}
"""The words at which findings stand; most are in a block of text, at some line below its key."""

COM_ON_ISEC = (
    "a reservation of COM: 'COM underlines that ISEC can only fund activities related to the EU internal security, not "
    "outside EU territory'"
)
UK_ON_VISITS = (
    "a condition of UK: 'UK is content for the proposed study visits to stay in, so long as there is genuine business "
    "need for these and the Member States engaged in these are able to fund them (if funding for these is not already "
    "budgeted for within the existing VOIC budget)'"
)

RELATED = {
    ("OAP104", "C-2012"): [
        ("CEPOL", "written CEPOL"),
        ("Cepol e-learning tool.", "written Cepol"),
    ],
    ("OAP104", "C-2012:1.1"): [
        ("Member States and the Agencies", "written Member States"),
        ("MS, Europol", "written MS"),
    ],
    ("OAP104", "C-2012:3.1"): [
        ("European Commission", "written European Commission"),
        ("COM underlines that ISEC", "written COM"),
    ],
    ("OAP203", "C-2012:2.1"): [('"SG 1, SG 4; 1.1"', "the links of action 2.1")],
    ("OAP204", "C-2012:2.1"): [('"SG 1, SG 4; 1.1"', "the links of action 2.1")],
    ("OAP204", "C-2012:6.1"): [('number: "6.1"', "action 6.1 has no links")],
    ("OAP207", "C-2012"): [
        (f'number: "{number}"', f"action {number} has no links")
        for number in ("3.1", "4.2", "5.1", "6.1", "6.2", "6.3", "7.1", "7.2")
    ],
    ("OAP211", "C-2012:6.2"): [("EUROSUR big pilot", "action 7.1 names EUROSUR")],
    ("OAP404", "C-2012"): [
        ("Frontex Europol", "action 1.1 has 2 leaders: Frontex and Europol"),
        ("HU, AT and Frontex", "action 2.2 has 3 leaders: HU, AT and Frontex"),
        ("EC, Europol, CEPOL", "action 3.1 has 3 leaders: EC, Europol and CEPOL"),
        ("Acting EU Presidency", "action 4.1 has 3 leaders: Acting EU Presidency, Europol and Frontex"),
        ("UK, HU", "action 5.2 has 2 leaders: UK and HU"),
    ],
    ("OAP406", "C-2012:1.1"): [("Europol", "the leaders of action 1.1")],
    ("OAP410", "C-2012:6.2"): [
        (f"{country} (tbc)", f"{country} is not confirmed") for country in ("DZ", "TN", "LY", "EG")
    ],
    ("OAP418", "C-2012:6.2"): [
        (f"{country} (tbc)", f"{country} is not confirmed") for country in ("DZ", "TN", "LY", "EG")
    ],
    ("OAP415", "C-2012:6.2"): [("ES, Europol.", "action 7.1 names ES")],
    ("OAP504", "C-2012"): [
        ("Number of HIO", "'Number of HIO' has no target number"),
        (
            "Number of arrests / detected",
            "'Number of arrests / detected illegal immigrants' has no target number",
        ),
        ("Number of contributions", "'Number of contributions to AWF Checkpoint' has no target number"),
        ("Number of action days", "'Number of action days' has no target number"),
        ("Number of arrests", "'Number of arrests' has no target number"),
        ("Number of meetings", "'Number of meetings organised' has no target number"),
        ("Number of action days / loc", "'Number of action days / locations' has no target number"),
        ('Number of "courses"', "'Number of \"courses\" via the tool' has no target number"),
    ],
    ("OAP506", "C-2012"): [
        (f'number: "{number}"', f"action {number} has no target") for number in ("5.2", "6.1", "6.2", "7.1")
    ],
    ("OAP605", "C-2012"): [(f'number: "{number}"', f"action {number} has no description") for number in ("4.2", "6.2")],
    ("OAP601", "C-2012:SG 5"): [("groups/facilitators that", "the text in the body")],
    ("OAP601", "C-2012:SG 6"): [("source and transit", "the text in the body")],
    ("OAP604", "C-2012"): [("15 December 2011", "the date of the document")],
    ("OAP609", "C-2012:5.2"): [
        ("source: Europol, status: refused", "refused by Europol"),
        ("COM underlines that ISEC", COM_ON_ISEC),
        ("UK is content", UK_ON_VISITS),
    ],
    ("OAP612", "C-2012"): [
        ("state: agreed, body: [COSI]", "the plan was agreed by COSI"),
        ("state: approved", "still to be approved"),
    ],
    ("OAP615", "C-2012"): [
        (form, f"the first {form}")
        for form in (
            *("THB", "LEA", "CIRAM", "IMB", "OCGs", "ISEC", "ILOs", "LOs", "OC", "COSPOL", "VOIC", "NCC", "VIS"),
        )
    ],
    ("OAP610", "C-2012:4.1"): [
        (f"name: {place}", f"{place} in its description") for place in ("Turkey", "Russia", "Ukraine", "Africa")
    ],
    ("OAP705", "C-2012:4.1"): [("name: Russia", "Russia as a place"), ("name: Ukraine", "Ukraine as a place")],
    ("OAP705", "C-2012:5.2"): [("US in 1st semester", "US as a place")],
    ("OAP706", "C-2012:2.2"): [("Number of arrests", "action 2.3 counts 'arrests'")],
    ("OAP706", "C-2012:2.3"): [("Number of action days / locations", "action 5.1 counts 'action days'")],
    ("OAPC001", "C-2012:2.1"): [("1.1 and 1.3, MS concerned", "the activity of 2.1 names 1.1")],
    ("OAPC002", "C-2012"): [
        ("Based on the outcomes", "action 2.1 names EL and TR"),
        ("Operation FIMATHU", "action 2.2 names EL and TR"),
    ],
}
"""The related places of all findings: the words there, and the reason."""


@pytest.fixture(scope="module")
def found() -> Diagnostics:
    return SESSION.validate(PLAN)


def at(place: Place) -> str:
    """Return the line of the file from the column of a place on, without the braces and dashes before a value."""
    assert place.line is not None
    assert place.column is not None
    return LINES[place.line - 1][place.column - 1 :].lstrip("{")


def where(words: str) -> str:
    """Return the line and the column of words of the file."""
    line = next(number for number, text in enumerate(LINES, 1) if words in text)
    return f"{line}:{LINES[line - 1].index(words) + 1}"


def by_rule_and_subject(found: Diagnostics) -> dict[tuple[str, str | None], list[Diagnostic]]:
    groups: dict[tuple[str, str | None], list[Diagnostic]] = {}
    for finding in found:
        groups.setdefault((finding.code, finding.place.subject), []).append(finding)
    return groups


@pytest.mark.parametrize(("rule", "subject"), MEANT)
def test_place__is_that_of_the_words_meant(found: Diagnostics, rule: str, subject: str) -> None:
    findings = by_rule_and_subject(found)[rule, subject]
    expected = MEANT[rule, subject]
    assert len(findings) == len(expected)
    for finding, words in zip(findings, expected, strict=True):
        assert at(finding.place).startswith(words)


def test_related_places__are_these_with_these_reasons(found: Diagnostics) -> None:
    assert {
        key: [also.reason for finding in findings for also in finding.related]
        for key, findings in by_rule_and_subject(found).items()
        if any(finding.related for finding in findings)
    } == {key: [reason for _, reason in related] for key, related in RELATED.items()}


@pytest.mark.parametrize(("rule", "subject"), RELATED)
def test_related_place__is_that_of_the_words_meant(found: Diagnostics, rule: str, subject: str) -> None:
    places = [also.place for finding in by_rule_and_subject(found)[rule, subject] for also in finding.related]
    for place, (words, _) in zip(places, RELATED[rule, subject], strict=True):
        assert at(place).startswith(words)


def test_findings__of_each_part_of_the_plan_have_the_order_of_the_file(found: Diagnostics) -> None:
    def place(finding: Diagnostic) -> tuple[int, int]:
        return finding.place.line or 0, finding.place.column or 0

    assert all(place(one) <= place(next_one) for one, next_one in itertools.pairwise(found))
    assert next(finding.code for finding in found if finding.place.subject == "C-2012:5.2") == "OAP415"


def excerpts(report: str) -> Iterator[str]:
    """Return the lines of the file that a report shows."""
    lines = (line.partition("| ")[2] for line in report.splitlines() if line.startswith("    | "))
    return (line for line in lines if line.strip() != "^")


def test_excerpt__never_shows_the_header_of_a_block(found: Diagnostics) -> None:
    shown = list(excerpts(SESSION.format(found, "text", PLAN, show=Severity.INFO)))
    assert len(shown) == len(found)
    assert [line for line in shown if re.search(r"(?:\A|: |- )[>|][-+]?\Z", line)] == []


def test_report__gives_each_related_place_a_line_with_its_reason(found: Diagnostics) -> None:
    report = SESSION.format(found, "text", PLAN, show=Severity.INFO, width=400)
    lines = [line.strip() for line in report.splitlines() if line.startswith("    See also ")]
    assert len(lines) == sum(len(finding.related) for finding in found)
    row = 'number: "6.1"'
    assert f"See also {where('COM underlines')} (C-2012): {COM_ON_ISEC}." in lines
    assert f"See also {where(row)}: action 6.1 has no links." in lines
