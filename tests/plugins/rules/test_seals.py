"""Rules about seals, beyond their cases: what each says to do, and how often what is sealed is compared."""

from __future__ import annotations

import datetime as dt
from unittest.mock import patch

import attrs

import oap_invented_2031 as example
from empact import Session
from empact.analysis import ListedSeal
from empact.analysis import seals as analysed
from empact.diagnostics import Diagnostic
from empact.model import FiledSeal, FrozenMap, Seal, Seals

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
RECORDS = SESSION.records(
    ledger=example.LEDGER, reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS, plans=[PLAN]
)
OTHER = "0" * 64


def filed(id: str, seal: Seal) -> FiledSeal:
    return FiledSeal(id=id, digest=id.rjust(64, "f"), content=seal)


def findings(*seals: FiledSeal, select: str) -> list[Diagnostic]:
    sealed = SESSION.records(seals=Seals(plan="Q-2031", seals=seals), plans=[PLAN]).seals
    return list(SESSION.validate(PLAN, records=attrs.evolve(RECORDS, seals=sealed), select=select))


def changed(digests: FrozenMap[str, str]) -> FrozenMap[str, str]:
    """The first of some records with another digest."""
    return FrozenMap({min(digests): OTHER})


SEAL = SESSION.context(PLAN, records=RECORDS).new_seal("June", on=dt.date(2031, 7, 20))
EARLIER = filed("a", SEAL)
LATER = filed(
    "b",
    attrs.evolve(
        SEAL,
        plan_digest=OTHER,
        reports=changed(SEAL.reports),
        entries=changed(SEAL.entries),
        operations=changed(SEAL.operations),
        kpis=OTHER,
        seals=FrozenMap({"a": OTHER}),
    ),
)


def test_a_change__is_cured_as_its_kind_of_file_is() -> None:
    hints = {
        str(finding.place.pointer).split("/")[1]: finding.hint for finding in findings(EARLIER, LATER, select="OAP841")
    }
    edited = "Restore it from a copy. If the change is right, make another seal: it then counts."
    assert hints == {
        "reports": "Restore it from a copy. To change a report, add one that supersedes it.",
        "entries": "Restore it from a copy. To change an entry, add a correction.",
        "operations": edited,
        "kpis": edited,
        "seals": "Restore it from a copy. To seal the current records, make another seal.",
    }


def test_seals__are_compared_once_for_all_rules() -> None:
    with patch.object(analysed, "ListedSeal", wraps=ListedSeal) as compared:
        codes = {finding.code for finding in findings(EARLIER, LATER, select="OAP84")}
    assert codes == {"OAP841", "OAP842"}
    assert compared.call_count == 2
