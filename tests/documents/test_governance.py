"""The document about governance: sections 4 and 5 of the reference plan, and an invented ledger."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from tests.support import invented
from tests.support.document_rows import keys, paragraphs, rows

import empact.plugins.documents
import oap_c_2012
from empact import Session
from empact.documents import Document, build_governance
from empact.model import EntryKind, Plan
from empact.testing import DocumentContract, make_plan

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
PLANS = Path(__file__).parent.parent / "data/plans"
DOCUMENT = build_governance(SESSION.context(PLAN, as_of=dt.date(2012, 6, 30)))


def of_action(document: Document, number: str) -> list[list[Any]]:
    """Who has which relation to whom in an action."""
    return [row[1:] for row in rows(document, "actions").values() if row[0] == number]


def test_governance__has_the_lines_of_the_plan_as_a_whole() -> None:
    # 4.1: "COSI who has delegated the management to Italy"; 4.2: "Europol, Frontex, Eurojust and Cefpol shall provide
    # the project support"; the tasking sheets of section 3; the links of 5.2; the good and bad practice of 5.5.
    assert list(rows(DOCUMENT, "plan").values()) == [
        [("COSI",), "delegates to", "Italy"],
        [("Europol", "Frontex", "Eurojust", "Cefpol"), "support", "Italy"],
        [("EMPACT SU",), "makes the tasking sheets", None],
        [("EMPACT Support Unit",), "manages the links with other plans", None],
        [("Europol",), "records good practice", None],
    ]


def test_governance__has_the_leaders_of_each_action() -> None:
    # 5.3: "The Action-Leader (MS or Agency) will ... give account for that to the Driver". The Driver itself leads 2.1
    # and 6.1; the Commission and the Presidency are neither a member state nor an agency.
    assert of_action(DOCUMENT, "2.2")[0] == [("HU", "AT", "Frontex"), "account to", "Italy"]
    assert of_action(DOCUMENT, "2.1")[0] == [
        ("Frontex (if: any possible operations at the external borders)",),
        "accounts to",
        "Italy",
    ]
    assert of_action(DOCUMENT, "3.1")[:2] == [
        [("EC",), "leads", "(the plan does not say to whom it accounts)"],
        [("Europol", "CEPOL"), "account to", "Italy"],
    ]
    assert [line[1] for line in of_action(DOCUMENT, "6.1")] == ["take part, led by"]
    leads = {row[0]: row[1] for row in rows(DOCUMENT, "actions").values() if row[2] == "leads"}
    assert leads == {"3.1": ("EC",), "4.1": ("Acting EU Presidency",), "6.3": ("EC",)}
    cooperate = [line for line in of_action(DOCUMENT, "6.2") if line[1] == "cooperate with"]
    assert cooperate == [[("EC", "IT", "MT"), "cooperate with", "ES (tbc: ongoing contacts with Spain)"]]


def test_governance__has_those_who_take_part_under_each_leader() -> None:
    assert of_action(DOCUMENT, "1.1")[1:] == [
        [("All MS",), "take part, led by", "Frontex, Europol"],
        [("Europol",), "takes part, led by", "Frontex"],
    ]
    assert of_action(DOCUMENT, "7.1")[1][0] == ("PL", "IT", "FI", "FR", "SK", "ES", "Europol")


def test_governance__says_what_is_inferred() -> None:
    title = "Each action ('takes part, led by' is inferred: a leader is in charge)"
    assert DOCUMENT.section("actions").title == title
    ctx = SESSION.context(SESSION.load(PLANS / "ms_2026.yaml"))
    assert build_governance(ctx).section("actions").title == "Each action"


def test_governance__has_the_states_of_the_plan_and_its_sentences() -> None:
    states = {row[0]: row[1:] for row in rows(DOCUMENT, "states").values()}
    assert [*states] == [
        "drafted, without a date",
        "agreed by COSI on 2011-12-08",
        "expected: validated by COSI",
        "expected: approved",
    ]
    assert states["expected: validated by COSI"][1] == ("section 5.2/7/1",)
    assert str(states["expected: validated by COSI"][0]).startswith("The OAP will be validated by COSI")
    words = " ".join(str(row[2]) for row in rows(DOCUMENT, "provisions").values())
    assert "COSI who has delegated the management to Italy" in words
    assert "(so called “exclusion clause”)" in words


def test_governance__has_the_entries_of_the_ledger_and_leaves_out_the_excluded() -> None:
    provisions = [{"kind": kind, "stated": "section 5.3/1"} for kind in ("exclusion", "leadership", "account")]
    plan: Plan = invented.SESSION.loads(
        invented.TEXT.replace("[{kind: exclusion, stated: section 5.3/1}]", str(provisions).replace("'", '"')),
        format="yaml",
    )
    entries = invented.ledger(
        invented.decision("2031-07-01", "QN"),
        invented.entry(EntryKind.MEETING, "2031-05-01", "QO", "QM"),
    )
    document = build_governance(
        invented.SESSION.context(plan, as_of=dt.date(2031, 8, 1), records=invented.SESSION.records(ledger=entries))
    )
    assert rows(document, "excluded")["Q-2031 QN"][2] == dt.date(2031, 7, 1)
    assert list(rows(document, "entries").values()) == [[dt.date(2031, 5, 1), "meeting of QO by QM"]]
    assert list(rows(document, "cited-entries")) == ["e2", "e1"]  # by day, the meeting first
    # QN alone leads 2.2, and joins 5.2 with the agency QZ.
    assert of_action(document, "2.2") == [[("QM", "QO"), "take part, led by", "QN (absent)"]]
    assert of_action(document, "5.2")[-1] == [("QZ",), "takes part, led by", "QO"]


def test_governance__of_a_plan_without_provisions_says_so() -> None:
    document = build_governance(SESSION.context(make_plan(driver="", oversight="", support="")))
    assert keys(document)[0] == "empty"
    assert paragraphs(document, "empty") == ("The plan has no provision that states a reporting line.",)


def test_governance__of_the_plan_fits_into_80_columns() -> None:
    text = SESSION.export(PLAN, document="governance", to="text")
    assert text is not None
    assert max(map(len, text.decode().splitlines())) <= 80


class TestGovernance(DocumentContract):
    plugin = empact.plugins.documents
    document = "governance"
