"""The rule about abbreviations: what explains one, and what needs no explanation."""

from __future__ import annotations

import pytest
from tests.support.findings import actions, found, messages

RULE = "abbreviation-unexplained"


@pytest.mark.parametrize(
    "activity",
    [
        "High Impact Operations (HIO) begin. Each HIO lasts a week.",
        "High Impact Operations (HIOs) begin. Each HIO lasts a week.",
        "Each HIO (High Impact Operation) lasts a week.",
        "HIO: High Impact Operation",
        "HIO = high impact operation",
        "Each HIO is a High Impact Operation.",
        'A high impact operation ("HIO") lasts a week.',
        "A high impact operation (HIO, see below) lasts a week.",
        "Trafficking in Human Beings: THB is a priority.",
        "The Secure Information Exchange Network Application (SIENA) is used; SIENA is fast.",
        "The EU and MS in this OAP: EMPACT, KPI, SG, HU, EC, Europol, CEPOL, COSI, Acting EU Presidency, V4.",
        "Phases II, III and IV of document JAI 894 and COSI 102.",
        "FIMATHUS and EUROSUR are names.",
        "WHOLE HEADING IN CAPITALS ABOUT HIO",
    ],
)
def test_abbreviation__is_explained_or_needs_it_not(activity: str) -> None:
    assert messages(RULE, *actions(f"number: '1', activity: '{activity}'")) == []


@pytest.mark.parametrize(
    ("activity", "says"),
    [
        ("Each HIO lasts a week.", "HIO is never explained."),
        ("HIOs and VIS.", "2 abbreviations are never explained: HIO and VIS."),
        ("Operations (HIO) of high impact.", "HIO is never explained."),
        ("Priority F (THB) on trafficking.", "THB is never explained."),
        ("Based on the OCTA 2011.", "OCTA is never explained."),
        ("AWF-Checkpoint is fed.", "AWF is never explained."),
        ("ILOs meet.", "ILO is never explained."),  # an organisation, or liaison officers
    ],
)
def test_abbreviation__without_its_words_is_reported(activity: str, says: str) -> None:
    assert messages(RULE, *actions(f'number: "1", activity: "{activity}"')) == [says]


def test_abbreviation__is_explained_once_for_the_whole_plan() -> None:
    rows = ('number: "1", kpis: Number of HIO', 'number: "2", target: High impact operations (HIO) take place.')
    assert messages(RULE, *actions(*rows)) == []
    assert found(RULE, *actions(rows[0], 'number: "2", timing: HIO in June')) == ["/actions/0/kpis"]


def test_abbreviation__in_a_cell_of_parties_is_left_to_the_rules_about_parties() -> None:
    assert messages(RULE, *actions('number: "1", activity: XYZ begins., leaders: XYZ, links: "AB:1"')) == []
