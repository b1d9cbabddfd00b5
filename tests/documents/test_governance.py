"""The document about governance: sections 4 and 5 of the reference plan, and an invented ledger."""

from __future__ import annotations

import datetime as dt

from tests.support import invented
from tests.support.document_rows import keys, paragraphs, rows

import empact.plugins.documents
import oap_c_2012
from empact import Session
from empact.documents import build_governance
from empact.model import EntryKind, Plan
from empact.testing import DocumentContract, make_plan

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
DOCUMENT = build_governance(SESSION.context(PLAN, as_of=dt.date(2012, 6, 30), ledger=()))


def test_governance__has_the_lines_of_the_plan_as_a_whole() -> None:
    # 4.1: "COSI who has delegated the management to Italy"; 4.2: "Europol, Frontex, Eurojust and Cefpol shall provide
    # the project support"; the tasking sheets of section 3; the links of 5.2; the good and bad practice of 5.5.
    assert list(rows(DOCUMENT, "plan").values()) == [
        [("COSI",), "delegates to", "Italy"],
        [("Europol", "Frontex", "Eurojust", "Cefpol"), "supports", "Italy"],
        [("EMPACT SU",), "makes the tasking sheets", None],
        [("EMPACT Support Unit",), "manages the links with other plans", None],
        [("Europol",), "records good practice", None],
    ]


def test_governance__has_the_leaders_of_each_action() -> None:
    # 5.3: "The Action-Leader (MS or Agency) will ... give account for that to the Driver". The Driver itself leads 2.1
    # and 6.1; the Commission and the Presidency are neither a member state nor an agency.
    accounts = {str(row[0]): row[1:] for row in rows(DOCUMENT, "accounts").values()}
    assert accounts["2.2"] == [("HU", "AT", "Frontex"), "Italy"]
    assert accounts["2.1"] == [("Frontex (if: any possible operations at the external borders)",), "Italy"]
    assert accounts["3.1"] == [("Europol", "CEPOL"), "Italy"]
    assert "6.1" not in accounts
    assert rows(DOCUMENT, "leads") == {
        "3.1": ["3.1", ("EC",)],
        "4.1": ["4.1", ("Acting EU Presidency",)],
        "6.3": ["6.3", ("EC",)],
    }
    assert list(rows(DOCUMENT, "cooperates").values()) == [
        ["6.2", ("EC", "IT", "MT"), "ES (tbc: ongoing contacts with Spain)"]
    ]


def test_governance__has_those_who_take_part_under_each_leader() -> None:
    joins = rows(DOCUMENT, "joins")
    assert joins["1.1 Frontex, Europol"] == ["1.1", ("All MS",), "Frontex, Europol"]
    assert joins["1.1 Frontex"] == ["1.1", ("Europol",), "Frontex"]
    assert joins["7.1 Frontex"] == ["7.1", ("PL", "IT", "FI", "FR", "SK", "ES", "Europol"), "Frontex"]


def test_governance__has_the_states_of_the_plan_and_its_sentences() -> None:
    states = {(row[0], row[1]): row[2:4] for row in rows(DOCUMENT, "states").values()}
    assert states["agreed", "reached"] == ["COSI", dt.date(2011, 12, 8)]
    assert states["validated", "expected"] == ["COSI", None]
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
    document = build_governance(invented.SESSION.context(plan, as_of=dt.date(2031, 8, 1), ledger=entries))
    assert rows(document, "excluded")["Q-2031 QN"][2] == dt.date(2031, 7, 1)
    assert [row[:4] for row in rows(document, "entries").values()] == [[dt.date(2031, 5, 1), "meeting", "QO", "QM"]]
    # QN alone leads 2.2, and joins 5.2 with the agency QZ.
    assert [row[1:] for row in rows(document, "joins").values()] == [
        [("QM", "QO"), "QN (absent)"],
        [("QZ",), "QO"],
    ]


def test_governance__of_a_plan_without_provisions_says_so() -> None:
    document = build_governance(SESSION.context(make_plan(driver="", oversight="", support=""), ledger=()))
    assert keys(document)[0] == "empty"
    assert paragraphs(document, "empty") == ("The plan has no provision that states a reporting line.",)


def test_governance__of_the_plan_fits_into_80_columns() -> None:
    text = SESSION.export(PLAN, document="governance", to="text")
    assert text is not None
    assert max(map(len, text.decode().splitlines())) <= 80


class TestGovernance(DocumentContract):
    plugin = empact.plugins.documents
    document = "governance"
