"""The footnotes of a plan: in each document a mark such as ``[^9]`` has its note in the same cell, or is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from tests.documents.test_titles import PLANS, exported, options
from tests.support import shipped
from tests.support.invented import SESSION as INVENTED
from tests.support.progress_cases import plan

from empact import Plan, Portfolio
from empact.analysis import PortfolioContext
from empact.cli import main
from empact.diagnostics import MALFORMED, Diagnostic, Diagnostics, Place
from empact.documents import Document, Table, Text, build_findings
from empact.hooks import DocumentSpec
from empact.model import Note, Prose
from empact.session.exporting import Choice

MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
RAW = {"parsed-cell"}
"""Documents that show a text as it is written."""
TEXTS = ("activity", "description", "timing", "participants", "target", "kpis")


def noted(of: Plan, of_leaders: str) -> Plan:
    """A plan with the mark of its note 9 in each text, and with another mark in each leader."""

    def marked(thing: Any, mark: str, *names: str) -> Any:
        return attrs.evolve(thing, **{name: _marked(getattr(thing, name), mark) for name in names})

    actions = tuple(marked(marked(action, "9", *TEXTS), of_leaders, "leaders") for action in of.actions)
    goals = tuple(marked(goal, "9", "body", "annex") for goal in of.goals)
    unserved = attrs.evolve(goals[0], number="99")
    return attrs.evolve(of, actions=actions, goals=(*goals, unserved))


def _marked(cell: Any, mark: str) -> Any:
    return attrs.evolve(cell, text=f"{cell}[^{mark}]") if str(cell) else cell


def raw(document: Document) -> Iterator[str]:
    """The texts of a document in which a mark has no note."""
    yield from (section.title for section in document.sections if MARK.search(section.title))
    for section in document.sections:
        body = section.body
        cells = [body.cell] if isinstance(body, Text) else [cell for row in body.rows for cell in row.cells]
        for cell in cells:
            items = cell.value if isinstance(cell.value, tuple) else (cell.value,)
            known = {note.mark for note in cell.notes}
            yield from (str(item) for item in items if set(MARK.findall(str(item))) - known)


@pytest.mark.parametrize(
    "spec", [each for each in shipped.DOCUMENTS if each.name not in RAW], ids=lambda each: each.name
)
def test_documents__have_a_note_for_each_mark(spec: DocumentSpec) -> None:
    prints_the_plan = spec.name in {"plan", "sheet", "handbook"}  # with all its mistakes
    marked = noted(PLANS["oap-c-2012"], "9" if prints_the_plan else "99")
    export = exported(marked)
    of = None if spec.of == "portfolio" else marked
    for given in options(spec.name, ("HU", "IT")):
        document = export.build(spec, of, Choice(shipped.EXPORTERS[0], spec).values(given))
        assert list(raw(document)) == [], given


def test_findings__have_the_note_of_the_plan_of_each_row() -> None:
    plans = [
        attrs.evolve(
            plan(id=plan_id),
            actions=(attrs.evolve(plan().actions[0], activity=Prose(text="Seize clocks.[^1]")),),
            notes=(Note(mark="1", text=Prose(text=f"Only with consent of {party}.")),),
        )
        for plan_id, party in (("Q-2031", "QN"), ("Q-2032", "QO"))
    ]
    ctx = PortfolioContext(portfolio=Portfolio(tuple(plans)), register=INVENTED.register)
    about = [Place(subject=f"{each.id}:1.1") for each in plans]
    findings = Diagnostics(Diagnostic(kind=MALFORMED, message="It is late.", place=place) for place in about)
    body = build_findings(ctx, findings=findings).section("actions").body
    assert isinstance(body, Table)
    assert [(row.key, row.cells[1].value, [str(note) for note in row.cells[1].notes]) for row in body.rows] == [
        ("Q-2031:1.1", "Seize clocks.[^1]", ["[^1] Only with consent of QN."]),
        ("Q-2032:1.1", "Seize clocks.[^1]", ["[^1] Only with consent of QO."]),
    ]


def test_progress__names_actions_without_marks(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["progress", "oap-c-2012", "--reports", str(tmp_path), "--checkpoint", "June"])
    assert "To restart the SAHaraMED project, aiming at" in " ".join(done.stdout.split())
    assert "[^" not in done.stdout
