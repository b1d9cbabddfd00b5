"""Fill in a tasking sheet as a person would: by the titles of the columns in a workbook, by the controls in Word."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from tests.support.filled_forms import filled_document, workbook_bytes

from empact import Plan
from empact.analysis.question_keys import action_key, made_for_key, plan_key

Answers = Mapping[str, object]
"""An answer by the number of the action, or the day by ``on``; a pair is an answer with a remark."""
_TITLES = {"answer": {"Your answer", "Votre réponse", "Ihre Antwort"}, "remark": {"Remark", "Remarque", "Bemerkung"}}


def answer_cell(book: Workbook, asked: str, title: str = "answer") -> Any:
    """The cell for the answer about an action, or for the day: ``on``; or that for the remark."""
    sheets: list[Any] = list(book)
    for sheet in sheets:
        columns: dict[str, int] = {}
        for row in sheet.iter_rows():
            for cell in row:
                name = next((name for name, titles in _TITLES.items() if cell.value in titles), None)
                if name is not None:
                    columns[name] = cell.column
                key = str(cell.value).split()
                if len(key) in {3, 4} and asked in {key[0].partition(":")[2], key[1]} and title in columns:
                    return sheet.cell(cell.row, columns[title])
    raise KeyError(asked)


def filled_sheet(data: bytes, answers: Answers) -> Workbook:
    """A workbook with answers."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for asked, given in answers.items():
        answer, remark = given if isinstance(given, tuple) else (given, None)
        answer_cell(book, asked).value = answer
        if remark is not None:
            answer_cell(book, asked, "remark").value = remark
    return book


def sheet_bytes(data: bytes, answers: Answers) -> bytes:
    """The bytes of a workbook with answers."""
    return workbook_bytes(filled_sheet(data, answers))


def word_sheet(data: bytes, answers: Answers, day: str) -> bytes:
    """A Word document with answers in its content controls; ``day`` is the key of the day without its digest."""
    given = {day if asked == "on" else asked: answer for asked, answer in answers.items()}
    pairs = {asked: answer if isinstance(answer, tuple) else (answer, None) for asked, answer in given.items()}
    data = filled_document(data, {asked: answer for asked, (answer, _) in pairs.items()})
    return filled_document(data, {asked: remark for asked, (_, remark) in pairs.items() if remark}, "remark")


def typed_sheet(plan: Plan, party: str, answers: Mapping[str, tuple[str, str]]) -> str:
    """A sheet that came back, as a text: for each action the answer and the remark."""
    rows = [(made_for_key(plan, "party", party), party, ""), (plan_key(plan, "on"), "2031-02-01", "")]
    rows += [(action_key(plan, plan.action(number), "part"), *answer) for number, answer in answers.items()]
    lines = [f'  - {{key: "{key}", answer: "{answer}", remark: "{remark}"}}\n' for key, answer, remark in rows]
    return f"empact: form/1\nrows:\n{''.join(lines)}"


TEXT = """\
empact: plan/1
id: Q-2031
title: Invented plan
marking: LIMITE
period: {start: 2031-01-01, end: 2031-12-31}
driver: QM
actions:
  - {number: "1.1", leaders: QN, participants: "QO, QP", activity: Watch the clocks.}
  - {number: "1.2", leaders: QN, participants: Relevant MS, activity: Check the parcels.}
  - {number: "1.3", leaders: "QO (tbc)", participants: QP, activity: Ask the makers.}
  - {number: "1.4", leaders: QP, activity: Write a manual.}
"""
"""A draft: QO takes part in 1.1, may in 1.2, leads 1.3 if that is confirmed, and has no part in 1.4."""
AGREED = f"{TEXT}states: [{{state: agreed, body: COSI}}]\n"
"""The same plan, agreed: only 1.2 and 1.3 are asked."""
