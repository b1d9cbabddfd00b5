"""A small plan of the invented states: no real state is shown as late, exhorted or excluded."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

import empact
import oap_invented_2031
from empact import Config, Plan, Session
from empact.analysis import Dossier, Thresholds, exclusion
from empact.grammar import parse_parties
from empact.model import EntryContent, EntryKind, Ledger, LedgerEntry, Parties, PartyKind, Reply, Verdict
from oap_invented_2031.parties import PARTIES

TEXT = """\
empact: plan/1
id: Q-2031
title: "Invented plan 2031"
period: {start: 2031-01-01, end: 2031-12-31}
oversight: COSI
driver: QM
provisions: [{kind: exclusion, stated: section 5.3/1}]
sections:
  - {number: "5.3", text: "A member state that does not meet its commitments takes part no longer (exclusion clause)."}
goals:
  - {number: "2", body: To know the invented routes.}
  - {number: "5", body: To close the invented routes.}
actions:
  - {number: "2.2", goal: "2", leaders: QN, participants: "QM, QO", timing: Whole year}
  - {number: "5.2", goal: "5", leaders: QO, participants: "QN, QZ", timing: Whole year}
"""


def session(**thresholds: int) -> Session:
    return Session([oap_invented_2031], config=Config(exclusion=Thresholds(**thresholds)))


SESSION = session()
STATES = tuple(party.code for party in PARTIES if party.kind is PartyKind.MEMBER_STATE)
PLAN: Plan = empact.loads(TEXT, format="yaml")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def parties(text: str) -> Parties:
    return Parties(text=text, items=tuple(parse_parties(text))) if text else Parties()


def entry(kind: EntryKind, on: str, who: str = "QN", by: str = "", **fields: Any) -> EntryContent:
    about, author = parties(who), parties(by)
    return EntryContent(plan="Q-2031", kind=kind, on=day(on), parties=about, by=author, source="Invented", **fields)


def exhortation(on: str, who: str = "QN", by: str = "QM", **fields: Any) -> EntryContent:
    return entry(EntryKind.EXHORTATION, on, who, by, **fields)


def answer(on: str, reply: Reply | None, *to: str, who: str = "", by: str = "QN", **fields: Any) -> EntryContent:
    return entry(EntryKind.ANSWER, on, who, by, reply=reply, replies_to=to, **fields)


def decision(on: str, who: str = "QN", verdict: Verdict = Verdict.EXCLUDED) -> EntryContent:
    return entry(EntryKind.DECISION, on, who, "COSI", verdict=verdict)


def ledger(*entries: EntryContent) -> Ledger:
    """The entries one behind the other, called e1, e2 and so on."""
    chain = [
        LedgerEntry(id=f"e{n}", digest=str(n), content=attrs.evolve(one, follows=(str(n - 1),) if n > 1 else ()))
        for n, one in enumerate(entries, 1)
    ]
    return Ledger(plan="Q-2031", entries=tuple(chain))


def dossier(as_of: str, *entries: EntryContent, party: str = "QN", **thresholds: int) -> Dossier:
    return exclusion(
        session(**thresholds).context(
            PLAN, as_of=day(as_of), records=session(**thresholds).records(ledger=ledger(*entries))
        ),
        party,
    )


def found(*entries: EntryContent, as_of: str = "2031-12-01", plan: Plan = PLAN, **thresholds: int) -> list[str]:
    """The findings of the rules about the clause and the ledger."""
    known = session(**thresholds).validate(
        plan, as_of=day(as_of), select="OAP8", records=session(**thresholds).records(ledger=ledger(*entries))
    )
    return [f"{one.place.subject} {one.code} {one.message}" for one in known]
