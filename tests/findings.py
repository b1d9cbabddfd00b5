"""What tests of rules share: plans in a few lines of YAML, and what one rule finds in them."""

from __future__ import annotations

import datetime as dt
import io

import oap_c_2012
from empact import Diagnostics, Plan, Session
from empact.diagnostics import RULE_CRASHED
from empact.hooks import hookimpl
from empact.model import Party, PartyKind, PartyName

PERIOD = "period: {start: 2012-01-01, end: 2012-12-31}"
HALF_YEAR = "period: {start: 2012-07-01, end: 2012-12-31}"
TWO_YEARS = "period: {start: 2024-01-01, end: 2025-12-31}"


def private(code: str, *names: PartyName) -> Party:
    """An invented company."""
    return Party(code=code, kind=PartyKind.PRIVATE, name=f"{code} Ltd", names=names)


OFL = PartyName(text="OFL")


class Shipping:
    """A plugin that knows invented private parties."""

    @hookimpl
    def empact_parties(self) -> list[Party]:
        return [
            private("Example Shipping"),
            private(
                "Old Fleet", *(PartyName(text=text, until=dt.date(2012, 12, 31)) for text in ("Fleet", "FLT")), OFL
            ),
            private("New Fleet", *(PartyName(text=text, since=dt.date(2013, 1, 1)) for text in ("Fleet", "FLT"))),
        ]


SESSION = Session([oap_c_2012, Shipping()])


def read(*lines: str) -> Plan:
    """The plan of these lines."""
    text = "\n".join(["empact: plan/1", "id: X-2012", *lines])
    reading = SESSION.read(io.StringIO(text), format="yaml")
    assert reading.value is not None, [one.message for one in reading.diagnostics]
    return reading.value


def told(rule: str, *lines: str) -> Diagnostics:
    """What one rule finds in the plan of these lines, without a crash."""
    found = SESSION.validate(read(*lines), select=[rule])
    assert [one.message for one in found if one.code == RULE_CRASHED.code] == []
    return found


def found(rule: str, *lines: str) -> list[str]:
    """Where one rule finds something."""
    return [str(one.place.pointer) for one in told(rule, *lines)]


def messages(rule: str, *lines: str) -> list[str]:
    """What one rule says."""
    return [one.message for one in told(rule, *lines)]


def actions(*rows: str) -> tuple[str, ...]:
    """The lines of a plan of 2012 with these actions, each of which says its number."""
    return (PERIOD, "actions:", *(f"  - {{{row}}}" for row in rows))


def numbered(*cells: str) -> str:
    """The lines of actions with these cells, numbered from 1."""
    return "actions:\n" + "\n".join(f'  - {{number: "{index}", {each}}}' for index, each in enumerate(cells, 1))


def told_in(code: str, body: str, head: str = PERIOD) -> Diagnostics:
    """What a rule finds in a plan of this body, of 2012 unless its head says another period."""
    return told(code, head, body)


def messages_in(code: str, body: str, head: str = PERIOD) -> list[str]:
    """What a rule says of such a plan."""
    return messages(code, head, body)
