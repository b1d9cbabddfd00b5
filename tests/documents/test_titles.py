"""The titles of all documents, with all options that change them: no loose ends, no brackets in brackets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.support import shipped

import oap_c_2012
import oap_invented_2031 as invented
from empact import Plan, Portfolio, Session
from empact.documents.language import CATALOGUES
from empact.hooks import DocumentSpec
from empact.session.exporting import Choice, Export

SESSION = Session([oap_c_2012, invented])
REPORTED = SESSION.records(reports=invented.REPORTS, operations=invented.OPERATIONS, kpis=invented.KPIS)
RECORDS = SESSION.records(
    ledger=invented.LEDGER, reports=REPORTED.reports, operations=REPORTED.operations, kpis=REPORTED.kpis
)
PLANS = {name: SESSION.load(name) for name in ("oap-c-2012", "oap-invented-2031")}
PARTIES = {"oap-c-2012": ("HU", "Frontex", "LY"), "oap-invented-2031": ("QN", "QZ")}
HTML = next(exporter for exporter in shipped.EXPORTERS if exporter.name == "html")
NAMELESS = Plan(id="X-2031")
"""A plan without a title, a period and checkpoints."""

LOOSE = re.compile(r"^[\s,:;.)]|[\s,:;(–-]$|[,:;(]\s*[,:;)]| [,:;.)]|\(\s|\s\s|\bNone\b|[{}]")
"""What a part that is empty leaves behind: a sign at the start or at the end, two in a row, a space before one."""


def problem(title: str) -> str | None:
    """What is wrong with a title; None if nothing is."""
    if not title:
        return "it is empty"
    loose = LOOSE.search(title)
    if loose is not None:
        return f"{loose[0]!r} is loose"
    depth = most = 0
    for sign in title:
        depth += (sign == "(") - (sign == ")")
        most = max(most, depth)
        if depth < 0:
            return "a bracket is closed that is not open"
    return "a bracket is not closed" if depth else "brackets in brackets" if most > 1 else None


def options(document: str, parties: tuple[str, ...]) -> list[dict[str, Any]]:
    """The options of a document that change its title, in all combinations that say something."""
    of_parties: list[dict[str, Any]] = [{"party": party} for party in parties]
    day = dt.date(2031, 12, 31)
    changing: dict[str, list[dict[str, Any]]] = {
        "sheet": [{}, {"action": "2.1"}],
        "tasking": [*of_parties, *({**party, "with_ledger": True} for party in of_parties)],
        "workload": [{}, {"party": list(parties)}],
        "handbook": [{}, *of_parties],
        "exclusion": of_parties,
        "entries": [{}, {"entry_kind": "commitment", "action": "2.1", **of_parties[0]}],
        "practices": [{}, {"practice_kind": "good", "search": "joint team"}],
        "reports": [{}, {"checkpoint": "Dec"}, {"checkpoint": "June", **of_parties[0]}],
        "progress": [{}, {"checkpoint": "Dec"}, *of_parties, {"why": "2.1/1"}],
        "driver-report": [{}, {"checkpoint": "Dec"}, {"checkpoint": "June"}],
        "driver-annex": [{}, {"checkpoint": "Dec"}],
        "report-form": [{**party, "checkpoint": checkpoint} for party in of_parties for checkpoint in ("June", "Dec")],
        "parsed-cell": [{"cell": "All MS"}, {"cell": "May", "column": "timing"}],
        "agenda": [{}, {"since": day}, {"until": day, **of_parties[0]}, {"since": day, "until": day}],
    }
    return changing.get(document, [{}])


def exported(*plans: Plan, language: str = "en") -> Export:
    """An export of plans, which makes the context of all their documents once."""
    records = RECORDS if any(plan.id == "Q-2031" for plan in plans) else SESSION.records()
    return Export(SESSION.setup, Portfolio(plans), records.of_kinds, dt.date(2031, 12, 31), language=language)


def made(export: Export, document: DocumentSpec, **options: Any) -> str:
    """The title of a document; one of a portfolio is about all plans."""
    choice = Choice(HTML, document)
    plan = None if document.of == "portfolio" else export.portfolio.plans[0]
    return export.build(document, plan, choice.values(options)).title


def title(document: str, *plans: Plan, **options: Any) -> str:
    """The title of a document in English."""
    return made(exported(*plans), next(spec for spec in shipped.DOCUMENTS if spec.name == document), **options)


def titles(language: str) -> Iterator[tuple[str, str]]:
    """Each title with the call that makes it."""
    single = {name: exported(plan, language=language) for name, plan in PLANS.items()}
    together, nameless = exported(*PLANS.values(), language=language), exported(NAMELESS, language=language)
    for document in shipped.DOCUMENTS:
        name = document.name
        for plan, export in single.items():
            for given in options(name, PARTIES[plan]):
                yield f"{name} {plan} {given}", made(export, document, **given)
        first = options(name, PARTIES["oap-invented-2031"])[0]
        if document.of == "portfolio":
            yield f"{name} together", made(together, document, **first)
        if "party" not in first:
            needed = {option.name: first[option.name] for option in document.options if option.required}
            yield f"{name} of a plan without a title", made(nameless, document, **needed)


@pytest.mark.one_python
@pytest.mark.parametrize("language", ["en", *CATALOGUES])
def test_title__has_no_loose_ends_in_any_document(language: str) -> None:
    found = {call: (said, problem(said)) for call, said in titles(language)}
    assert {call: (said, why) for call, (said, why) in found.items() if why is not None} == {}
    assert {call.split()[0] for call in found} == {document.name for document in shipped.DOCUMENTS}


@pytest.mark.parametrize(
    "loose",
    [
        "Driver's report, Dec:",
        "Draft: : Operational Action Plan",
        "Tasking of QN (Nettlemark (invented))",
        "Tasking of QN ()",
        "Agenda of Q-2031, ",
        "Progress of , June",
        "Report (June",
        "Report June)",
        "Report of None",
        "Workload of {plans}",
        "",
    ],
)
def test_title__with_a_loose_end_is_seen(loose: str) -> None:
    assert problem(loose) is not None


def test_title__names_a_checkpoint_with_its_year() -> None:
    # the plan of 2012 calls its checkpoints "June" and "Dec"
    paper = title("driver-report", PLANS["oap-c-2012"], checkpoint="Dec")
    assert (
        paper
        == "Driver's report for Dec 2012: Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration"
    )
    paper = title("driver-annex", PLANS["oap-invented-2031"], checkpoint="Dec")
    plan = "Operational Action Plan 2031: counterfeit clocks (invented)"
    assert paper == f"Annex to the Driver's report for December 2031: {plan}"


def test_title__of_a_party_whose_name_has_brackets_has_none_in_brackets() -> None:
    sheet = title("tasking", PLANS["oap-invented-2031"], party="QN")
    plan = "Operational Action Plan 2031: counterfeit clocks (invented)"
    assert sheet == f"Draft tasking of QN, Nettlemark (invented): {plan}"
    sheet = title("tasking", PLANS["oap-c-2012"], party="HU")
    assert sheet.startswith("Tasking of HU (Hungary): ")


def test_title__says_what_a_document_is_limited_to() -> None:
    plan = PLANS["oap-invented-2031"]
    assert title("agenda", plan, party="QN", until=dt.date(2031, 12, 31)) == (
        "Agenda of Q-2031, only QN, until 2031-12-31"
    )
    assert title("reports", plan, checkpoint="Dec", party="QN") == "Reports about Q-2031, only QN, December 2031"
    assert title("progress", plan, why="2.2/1") == "Progress of Q-2031: how 2.2/1 comes about"
    assert title("workload", plan, party=["QN", "QZ"]) == "Workload of Q-2031, only QN, QZ"
