"""The plan of 2012 as if it was of 2031, with invented states in place of those that tests exclude.

No real state is shown as excluded, and all that is special in that plan can still be tried: groups, conditions, doubts,
partners of a leader, the Presidency.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import attrs

import empact
import oap_c_2012
import oap_invented_2031
from empact import Plan, Session
from empact.hooks import hookimpl
from empact.model import Membership, Party, PartyKind
from empact.reference import Register, Role, Tenure

STATES = {
    "IT": ("QM", "Italy", "Mossmark"),
    "ES": ("QN", "Spain", "Nettlemark"),
    "HU": ("QO", "Hungary", "Ottermark"),
    "UK": ("QP", "United Kingdom", "Pebblemark"),
    "PL": ("QQ", "Poland", "Quillmark"),
    "DK": ("QR", "Denmark", "Reedmark"),
    "CY": ("QS", "Cyprus", "Saltmark"),
    "MT": ("QT", "Malta", "Thornmark"),
    "AT": ("QU", "Austria", "Upmark"),
}
"""For each real state: the invented one, and both names."""
_LATER = "QV"
_SINCE = dt.date(2031, 1, 1)


class MoreStates:
    """A plugin with more invented states than the example has. One of them is a member from July 2032 on."""

    @hookimpl
    def empact_parties(self) -> Iterator[Party]:
        for code, name in [("QS", "Saltmark"), ("QT", "Thornmark"), ("QU", "Upmark"), (_LATER, "Valemark")]:
            member = Membership(since=dt.date(2032, 7, 1) if code == _LATER else _SINCE)
            yield Party(code=code, kind=PartyKind.MEMBER_STATE, name=name, since=_SINCE, memberships=(member,))


def _plan() -> Plan:
    text = (Path(oap_c_2012.__file__).parent / "plan.yaml").read_text(encoding="utf-8")
    for real, (code, name, invented) in STATES.items():
        text = re.sub(rf"\b{name}\b", invented, re.sub(rf"\b{real}\b", code, text))
    return empact.loads(text.replace("2013", "2032").replace("2012", "2031"), format="yaml")


def _presidency(role: Role) -> Role:
    """Return a role with holders in 2031 and 2032: QR, then QS, and QU."""
    halves = (("QR", 2031, 1, 6), ("QS", 2031, 7, 12), ("QU", 2032, 1, 6))
    held = (
        Tenure(holder=code, since=dt.date(year, first, 1), until=dt.date(year, last, 30 if last == 6 else 31))
        for code, year, first, last in halves
    )
    return attrs.evolve(role, tenures=(*role.tenures, *held))


SESSION = Session([oap_c_2012, oap_invented_2031, MoreStates()])
REGISTER = Register(SESSION.register.parties, map(_presidency, SESSION.register.roles), SESSION.register.groups)
PLAN = _plan()
