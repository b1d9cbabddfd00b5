"""What the ledger has about other parties stands on no tasking sheet: the same sheet with and without it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.invented import SESSION, parties

from empact import Plan
from empact.model import EntryContent, EntryKind, Ledger, LedgerEntry, PartReply, Ref, Verdict

TEXT = """\
empact: plan/1
id: Q-2031
title: Invented plan
period: {start: 2031-01-01, end: 2031-12-31}
oversight: COSI
driver: QM
provisions: [{kind: exclusion, stated: section 5.3/1}]
sections:
  - {number: "5.3", text: "A member state that does not meet its commitments takes part no longer (exclusion clause)."}
actions:
  - {number: "1.1", leaders: QN, participants: "QO, QP", activity: Watch., timing: Whole year}
  - {number: "1.2", leaders: QN, participants: Relevant MS, activity: Check., timing: Whole year}
  - {number: "1.3", leaders: "QP (tbc)", participants: "QO (tbc), Relevant MS", activity: Ask., timing: Whole year}
  - {number: "1.4", leaders: QN, participants: All MS (tbc), activity: Write., timing: Whole year}
  - {number: "1.5", leaders: QP, participants: All other MS, activity: Meet., timing: Whole year}
  - {number: "1.6", leaders: Relevant MS, participants: Relevant MS, activity: Go., links: ["1.3"], timing: Whole year}
  - {number: "1.7", leaders: QN, participants: All MS, activity: Show., timing: Whole year}
"""
PLAN: Plan = SESSION.loads(TEXT, format="yaml")
NUMBERS = [action.number for action in PLAN.actions]
FORMATS = [exporter.name for exporter in SESSION.exporters if exporter.takes == "document"]
AS_OF = dt.date(2031, 6, 1)


def entry(kind: EntryKind, day: int, **fields: Any) -> EntryContent:
    return EntryContent(plan="Q-2031", kind=kind, on=dt.date(2031, 1, day), source="Invented", **fields)


def said(by: str, part: PartReply, *actions: str, day: int = 12) -> EntryContent:
    refs = tuple(Ref(action=number) for number in actions)
    return entry(EntryKind.CONFIRMATION, day, by=parties(by), part=part, actions=refs)


def excluded(party: str) -> EntryContent:
    return entry(EntryKind.DECISION, 15, by=parties("COSI"), parties=parties(party), verdict=Verdict.EXCLUDED)


OTHERS = {
    "declined": (said("QP", PartReply.DECLINED, *NUMBERS), said("QR", PartReply.DECLINED, *NUMBERS)),
    "confirmed": (said("QP", PartReply.CONFIRMED, *NUMBERS), said("QN", PartReply.CONFIRMED, *NUMBERS)),
    "left open": (said("QP", PartReply.OPEN, *NUMBERS),),
    "excluded": (excluded("QP"), excluded("QR")),
}
OWN = {
    "nothing": (),
    "confirmed": (said("QO", PartReply.CONFIRMED, "1.2", "1.4", "1.6"),),
    "declined": (said("QO", PartReply.DECLINED, "1.2", "1.3", "1.4", "1.7"),),
    "excluded": (excluded("QO"),),
}


def drawn(folder: Path, *contents: EntryContent) -> dict[str, object]:
    """The sheet of QO in each format, and as data."""
    filed = (
        LedgerEntry(id=f"{content.on}-{content.kind.value}-{content.by}", digest=f"{number:064x}", content=content)
        for number, content in enumerate(contents)
    )
    records = SESSION.records(ledger=Ledger(plan="Q-2031", entries=tuple(filed)))
    options: dict[str, Any] = {"party": "QO", "with_ledger": True, "as_of": AS_OF, "records": records}
    made: dict[str, object] = {}
    for to in FORMATS:
        SESSION.export(PLAN, document="tasking", to=to, path=f"{folder / to}/", **options)
        made[to] = {file.name: file.read_bytes() for file in (folder / to).iterdir()}
    tasking = SESSION.context(PLAN, as_of=AS_OF, records=records).tasking("QO")
    made["data"] = json.dumps(SESSION.tree(tasking))
    return made


@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize("others", OTHERS)
def test_sheet__is_the_same_with_and_without_entries_of_others(own: str, others: str, tmp_path: Path) -> None:
    alone, together = drawn(tmp_path / "alone", *OWN[own]), drawn(tmp_path / "together", *OWN[own], *OTHERS[others])
    assert [name for name, made in together.items() if made != alone[name]] == []


@pytest.mark.parametrize("own", [name for name in OWN if name != "nothing"])
def test_sheet__has_what_the_ledger_says_of_its_own_party(own: str, tmp_path: Path) -> None:
    plain, made = drawn(tmp_path / "plain"), drawn(tmp_path / "made", *OWN[own])
    assert all(made[name] != plain[name] for name in (*FORMATS, "data"))
