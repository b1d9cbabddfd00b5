"""A plan with reports in which each kind of fact can be recognised, and who may see it by the table of audiences.

QM is the Driver. QN leads 1.1, QO and QP take part in actions, QX is a third country, and QQ leads 1.2 and 1.5 and has
not reported.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from tests.support.invented import SESSION, entry, ledger
from tests.support.progress_cases import figure, filed, own, plan, register, settled

from empact import Plan
from empact.audiences import SEES, Audience, Fact
from empact.model import (
    Breakdown,
    BreakdownKind,
    EntryContent,
    EntryKind,
    FrozenMap,
    PartReply,
    Prose,
    Ref,
    Reports,
)

AS_OF = dt.date(2031, 8, 1)


def _entry(kind: EntryKind, on: str, by: str, text: str, about: str = "", **fields: Any) -> EntryContent:
    """An entry about action 1.1, with words that nothing else has."""
    return entry(kind, on, about, by, actions=(Ref(plan="Q-2031", action="1.1"),), text=Prose(text=text), **fields)


PLAN: Plan = plan(
    {"number": "1.1", "leaders": "QN", "participants": "QO, QP, QR, QX"},
    {"number": "1.2", "leaders": "QQ", "participants": "QP, QX"},
    {"number": "1.3", "leaders": "QN, QR", "participants": "QO"},
    {"number": "1.4", "leaders": "QN, QR", "participants": "QP"},
    {"number": "1.5", "leaders": "QQ", "participants": "QN, QP"},
    {"number": "1.6", "leaders": "QO", "participants": "QR"},
)
_ON_QP = Breakdown(by="party", kind=BreakdownKind.PARTIAL, parts=FrozenMap({"QP": Decimal(73999)}))
REPORTS = (
    filed(
        "QN",
        figure(273190, breakdowns=(_ON_QP,)),
        id="n1",
        said={"narrative": Prose(text="Amberwords."), "carried_over": Ref(plan="Q-2032", action="8.88")},
        status="carried over",
        part="a",
    ),
    filed("QO", own(73192), id="o1", part="a"),
    filed(
        "QP",
        own(73191),
        id="p1",
        part="Harbourguard",
        source="Sealedletter",
        said={"narrative": Prose(text="Purplewords.")},
    ),
    filed("QX", own(73193), id="x1", part="a"),
    filed("QP", own(62301), action="1.2", id="p2", part="b"),
    filed("QX", own(62304), action="1.2", id="x2", part="b"),
    filed("QN", figure(60110), action="1.3", status="live", id="n3", part="b"),
    filed("QR", figure(60990), action="1.3", status="completed", id="r3", part="a"),
    filed("QN", figure(51100), action="1.4", status="live", id="n4", part="c"),
    filed("QR", figure(51200), action="1.4", status="live", id="r4", part="b"),
    filed("QO", figure(84260), action="1.6", status="live", id="o6", part="b"),
    filed(
        "QM",
        on="2031-06-30",
        action="1.4",
        settles=settled(("n4", "r4"), action="1.4", value=51150),
        decisions=Prose(text="Greenwords."),
        id="m",
    ),
)
LEDGER = ledger(
    _entry(EntryKind.CONFIRMATION, "2031-02-01", "QR", "Bronzewords.", part=PartReply.DECLINED),
    _entry(EntryKind.COMMITMENT, "2031-02-02", "QP", "Copperwords.", due=dt.date(2031, 5, 1)),
    _entry(EntryKind.COMMITMENT, "2031-02-03", "QX", "Leadwords."),
    _entry(EntryKind.EXHORTATION, "2031-02-04", "QM", "Ironwords.", about="QN", due=dt.date(2031, 5, 2)),
)
RECORDS = SESSION.records(
    ledger=LEDGER,
    reports=[Reports(plan=PLAN.id, reports=REPORTS)],
    kpis=[register("cumulative", PLAN.id, *(action.number for action in PLAN.actions))],
)

LEADS = {"QN": {"1.1", "1.3", "1.4"}, "QO": {"1.6"}, "QR": {"1.3", "1.4"}, "QQ": {"1.2", "1.5"}}
TAKES_PART = {
    "QN": {"1.5"},
    "QO": {"1.1", "1.3"},
    "QP": {"1.1", "1.2", "1.4", "1.5"},
    "QX": {"1.1", "1.2"},
}
"""The actions of the parties, as the plan has them."""


class Reader(NamedTuple):
    """Who reads a document: the Driver, COSI, or a party."""

    name: str
    audiences: frozenset[Audience]
    """What a document for this reader has to declare one of."""

    def audience(self, action: str | None) -> Audience | None:
        """What the reader is for an action; None if a party has nothing to do with it."""
        if self.name in {"Driver", "COSI"}:
            (audience,) = self.audiences
            return audience
        if action in LEADS.get(self.name, ()):
            return Audience.LEADER
        if action not in TAKES_PART[self.name]:
            return None
        return Audience.OUTSIDE if self.name == "QX" else Audience.PARTICIPANT


DRIVER = Reader("Driver", frozenset({Audience.DRIVER}))
COSI = Reader("COSI", frozenset({Audience.COSI}))
QN = Reader("QN", frozenset({Audience.LEADER}))
QP = Reader("QP", frozenset({Audience.PARTICIPANT}))
QX = Reader("QX", frozenset({Audience.OUTSIDE}))
READERS = (DRIVER, COSI, QN, QP, QX)


class Planted(NamedTuple):
    """A fact that a text can be searched for."""

    words: str
    """A regular expression of the words."""
    action: str | None
    """The action that it is about; None if it is about the plan."""
    facts: frozenset[Fact]
    """What it is in the table: each of them lets a reader see it."""
    by: str | None = None
    """The party that claims it."""

    def stands_in(self, text: str) -> bool:
        return re.search(rf"(?<![0-9A-Za-z.]){self.words}(?![0-9A-Za-z])", text) is not None

    def may_be_seen_by(self, reader: Reader) -> bool:
        audience = reader.audience(self.action)
        if audience is None:
            return False
        facts = self.facts - (set() if self.by in {None, reader.name} else {Fact.OWN_CLAIMS, Fact.OWN_ENTRIES})
        return not facts.isdisjoint(SEES[audience])


_ENTRY = frozenset({Fact.ENTRIES, Fact.OWN_ENTRIES})
_CLAIM = frozenset({Fact.CLAIMS, Fact.CLAIMS_OF_ITS_ACTIONS, Fact.OWN_CLAIMS})
_HEADLINE = frozenset({Fact.CLAIMS, Fact.CLAIMS_OF_ITS_ACTIONS, Fact.HEADLINES, Fact.HEADLINES_OF_ITS_ACTIONS})
_TOTAL = _HEADLINE | {Fact.TOTALS_OF_ITS_ACTIONS}
_STATUS = frozenset({Fact.CLAIMS, Fact.CLAIMS_OF_ITS_ACTIONS, Fact.STATUSES})
_OF_DIFFERENCE = frozenset({Fact.CLAIMS, Fact.CLAIMS_OF_ITS_ACTIONS, Fact.DIFFERENCES})
_SETTLED = frozenset({Fact.CLAIMS, Fact.CLAIMS_OF_ITS_ACTIONS, Fact.SETTLED})
PLANTED = {
    "total of 1.1": Planted("273190", "1.1", _TOTAL),
    "share of QO": Planted("73192", "1.1", _CLAIM, "QO"),
    "share of QP": Planted("73191", "1.1", _CLAIM, "QP"),
    "share of QX": Planted("73193", "1.1", _CLAIM, "QX"),
    "what QN says of QP": Planted("73999", "1.1", _CLAIM, "QN"),
    "words of QN": Planted("Amberwords", "1.1", _CLAIM | {Fact.HEADLINES}, "QN"),
    "words of QP": Planted("Purplewords", "1.1", _CLAIM, "QP"),
    "authority of QP": Planted("Harbourguard", "1.1", _CLAIM, "QP"),
    "letter of QP": Planted("Sealedletter", "1.1", _CLAIM, "QP"),
    "status of 1.1": Planted(r"Q-2032:8\.88", "1.1", _STATUS),
    "shares of 1.2": Planted("124605", "1.2", _HEADLINE),
    "share of QP in 1.2": Planted("62301", "1.2", _CLAIM, "QP"),
    "share of QX in 1.2": Planted("62304", "1.2", _CLAIM, "QX"),
    "range of 1.3": Planted("60110 to 60990", "1.3", _TOTAL | {Fact.DIFFERENCES}),
    "difference": Planted("sources differ", "1.3", _OF_DIFFERENCE),
    "settled total of 1.4": Planted("51150", "1.4", _TOTAL | {Fact.SETTLED}),
    "what was settled in 1.4": Planted("51200", "1.4", _OF_DIFFERENCE | {Fact.SETTLED}),
    "that it was settled": Planted("[Ss]ettled by the Driver", "1.4", _SETTLED),
    "silence on 1.5": Planted("not reported", "1.5", _STATUS | {Fact.NAMES}),
    "total of 1.6": Planted("84260", "1.6", _TOTAL),
    "decision": Planted("Greenwords", None, frozenset({Fact.CLAIMS, Fact.HEADLINES})),
    "turnout": Planted(r"\d of (?:the )?\d (?:expected|parties)", "1.1", frozenset({Fact.TURNOUT})),
    "what QR declined": Planted("Bronzewords", "1.1", _ENTRY, "QR"),
    "what QP committed": Planted("Copperwords", "1.1", _ENTRY, "QP"),
    "what QX committed": Planted("Leadwords", "1.1", _ENTRY, "QX"),
    "what QN was exhorted to": Planted("Ironwords", "1.1", _ENTRY, "QN"),
    "who is silent": Planted("QQ", None, frozenset({Fact.NAMES})),
}
"""The facts by what they are. The plan itself names QQ, so only a document without the plan can hide who is silent."""


def forbidden(reader: Reader) -> Iterator[str]:
    """What a reader may not see. To parties the plan names the leader that is silent."""
    for what, planted in PLANTED.items():
        if what == "who is silent" and reader.name.startswith("Q"):
            continue
        if not planted.may_be_seen_by(reader):
            yield what


def standing(texts: Iterable[str]) -> set[str]:
    """What stands in one of some texts."""
    known = tuple(texts)
    return {what for what, planted in PLANTED.items() if any(planted.stands_in(text) for text in known)}


def options_of(spec: Any, reader: Reader) -> dict[str, object]:
    """The options that show the most: everything from reports, for the party that reads."""
    options: dict[str, object] = {}
    if spec.audiences:
        left_out = {"lights", "sealed"}  # which need thresholds, and seals
        options = {option.name: True for option in spec.options if option.type is bool and option.name not in left_out}
    if any(option.name == "party" and option.required for option in spec.options):
        options["party"] = reader.name if reader.name.startswith("Q") else "QP"
    if any(option.name == "cell" and option.required for option in spec.options):
        options["cell"] = "All MS"
    return options
