"""Tasking sheets that LibreOffice has saved, as workbooks of both kinds and as Word documents, say the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.support.filled_sheets import TEXT, Answers, sheet_bytes, word_sheet
from tests.support.libre_office import saved_again

import oap_invented_2031
from empact import Session

pytestmark = pytest.mark.oracle

SESSION = Session(plugins=[oap_invented_2031])
ANSWERS: Answers = {
    "on": dt.date(2031, 2, 3),
    "1.1": "confirm",
    "1.2": ("decline", "No parcels come through QO."),
    "1.3": "open",
}


@pytest.mark.parametrize(("sent", "saved"), [("xlsx", "ods"), ("xlsx", "xlsx"), ("docx", "docx")])
def test_confirmations__of_a_sheet_saved_again_are_the_same(sent: str, saved: str, tmp_path: Path) -> None:
    plan = SESSION.loads(TEXT, format="yaml")
    form = SESSION.export(plan, document="tasking", party="QO", to=sent)
    words = {**ANSWERS, "on": "2031-02-03"}
    data = sheet_bytes(form, ANSWERS) if sent == "xlsx" else word_sheet(form, words, "Q-2031 on")
    again = saved_again(tmp_path / "office", {f"QO.{sent}": data}, saved)["QO"]
    (tmp_path / f"QO.{saved}").write_bytes(again)
    result = SESSION.confirmations(plan, tmp_path / f"QO.{saved}", ledger=tmp_path / "ledger")
    assert result.refused == ()
    said = [
        (str(each.content.part), [ref.action for ref in each.content.actions], each.content.text.text)
        for each in result.proposed
    ]
    assert said == [
        ("PartReply.CONFIRMED", ["1.1"], None),
        ("PartReply.DECLINED", ["1.2"], "No parcels come through QO."),
        ("PartReply.OPEN", ["1.3"], None),
    ]
    assert {each.content.on for each in result.proposed} == {dt.date(2031, 2, 3)}
