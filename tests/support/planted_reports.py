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
from empact.audiences import Audience
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


class Reader(NamedTuple):
    """Who reads a document: the Driver, COSI, or a party."""

    name: str
    audiences: frozenset[Audience]
    """What a document for this reader has to declare one of."""


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
    seen_by: frozenset[Reader]
    """Who may see it, written by hand from the page on need to know."""

    def stands_in(self, text: str) -> bool:
        return re.search(rf"(?<![0-9A-Za-z.]){self.words}(?![0-9A-Za-z])", text) is not None


def _seen(words: str, *readers: Reader) -> Planted:
    """A fact that the Driver sees, and these readers."""
    return Planted(words, frozenset({DRIVER, *readers}))


PLANTED = {
    "total of 1.1": _seen("273190", COSI, QN, QP),
    "share of QO": _seen("73192", QN),
    "share of QP": _seen("73191", QN, QP),
    "share of QX": _seen("73193", QN, QX),
    "what QN says of QP": _seen("73999", QN),
    "words of QN": _seen("Amberwords", COSI, QN),
    "words of QP": _seen("Purplewords", QN, QP),
    "authority of QP": _seen("Harbourguard", QN, QP),
    "letter of QP": _seen("Sealedletter", QN, QP),
    "status of 1.1": _seen(r"Q-2032:8\.88", COSI, QN),
    "shares of 1.2": _seen("124605", COSI),  # which QP and QX do not lead
    "share of QP in 1.2": _seen("62301", QP),
    "share of QX in 1.2": _seen("62304", QX),
    "range of 1.3": _seen("60110 to 60990", COSI, QN),
    "difference": _seen("sources differ", COSI, QN),
    "settled total of 1.4": _seen("51150", COSI, QN, QP),
    "what was settled in 1.4": _seen("51200", COSI, QN),
    "that it was settled": _seen("[Ss]ettled by the Driver", COSI, QN),
    "silence on 1.5": _seen("not reported", COSI),
    "total of 1.6": _seen("84260", COSI),
    "decision": _seen("Greenwords", COSI),
    "turnout": _seen(r"\d of (?:the )?\d (?:expected|parties)", COSI, QN),
    "what QR declined": _seen("Bronzewords"),
    "what QP committed": _seen("Copperwords", QP),
    "what QX committed": _seen("Leadwords", QX),
    "what QN was exhorted to": _seen("Ironwords", QN),
    "who is silent": _seen("QQ", QN, QP, QX),  # to parties the plan names the leader that is silent
}
"""The facts by what they are. The plan itself names QQ, so only a document without the plan can hide who is silent."""


def forbidden(reader: Reader) -> Iterator[str]:
    """What a reader may not see."""
    return (what for what, planted in PLANTED.items() if reader not in planted.seen_by)


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
