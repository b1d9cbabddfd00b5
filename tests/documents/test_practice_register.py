"""The practice register: good and bad practice of an invented plan (plan section 5.5)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.support import invented
from tests.support.document_rows import keys, paragraphs, rows

import empact.plugins.documents
from empact import Portfolio, Session
from empact.documents import Document, build_practices
from empact.model import Opportunity, Practice, PracticeKind, Prose, Ref, Request, Uptake
from empact.testing import DocumentContract

TEAM = Practice(
    plan="Q-2031",
    title="Joint analysis team",
    kind=PracticeKind.GOOD,
    on=dt.date(2031, 3, 1),
    text=Prose(text="Two services, one team."),
    context=Prose(text="A common border."),
    evidence=Prose(text="Twelve routes described."),
    actions=(Ref(action="2.2"),),
    opportunities=(Opportunity.INTER_AGENCY,),
    by=invented.parties("QZ"),
    requests=(Request(to=invented.parties("QN"), on=dt.date(2031, 4, 1), due=dt.date(2031, 5, 1)),),
    shared=("F",),
    taken_up=(Uptake(where=Ref(plan="F-2031", action="1.1"), on=dt.date(2031, 6, 1)),),
    source="Report of March",
)
LATE = Practice(plan="Q-2031", title="Late forms", kind=PracticeKind.BAD, on=dt.date(2031, 2, 1), source="Minutes")
OTHER = Practice(plan="R-2031", title="Else", kind=PracticeKind.GOOD, on=dt.date(2031, 2, 1), source="Minutes")


def built(*practices: Practice) -> Document:
    return build_practices(invented.SESSION.context(Portfolio((invented.PLAN,))), practices=practices)


def test_practices__are_those_to_follow_and_those_to_avoid() -> None:
    document = built(TEAM, LATE, OTHER)
    assert keys(document) == ["good", "bad", "requests", "uptake"]
    assert rows(document, "good") == {
        "Q-2031 2031-03-01 Joint analysis team": [
            *(dt.date(2031, 3, 1), "Joint analysis team", ("2.2",), "Two services, one team.", "A common border."),
            *(
                "Twelve routes described.",
                ("inter-agency",),
                ("QN on 2031-04-01, by 2031-05-01: not answered",),
                ("F",),
            ),
            *(("F-2031:1.1 since 2031-06-01",), "QZ", "Report of March"),
        ]
    }
    assert list(rows(document, "bad")) == ["Q-2031 2031-02-01 Late forms"]
    assert document.properties["practices_of_other_plans"] == 1


def test_practices__have_requests_and_uptake() -> None:
    document = built(TEAM)
    assert list(rows(document, "requests").values()) == [
        ["Joint analysis team", "QN", dt.date(2031, 4, 1), dt.date(2031, 5, 1), None, None]
    ]
    assert list(rows(document, "uptake").values()) == [["Joint analysis team", "F-2031:1.1", dt.date(2031, 6, 1), None]]


def test_practices__that_are_none_are_said() -> None:
    assert paragraphs(built(), "empty") == ("No practice is recorded.",)


def test_practices__are_those_of_the_records(tmp_path: Path) -> None:
    (tmp_path / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    session = Session(config=tmp_path / "empact.toml")
    session.workspace.practices.add(LATE, tmp_path / "records" / "practice", create=True)
    text = session.export(invented.PLAN, document="practices", to="text", records=session.workspace.records)
    assert "Practice to avoid" in text.decode()


class TestPractices(DocumentContract):
    plugin = empact.plugins.documents
    document = "practices"
