"""For tests of rules: builds plans from a few lines of YAML, and returns the findings of one rule."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable

import oap_c_2012
from empact import Diagnostics, Plan, Session
from empact.diagnostics import RULE_CRASHED
from empact.hooks import Finding, Rule, hookimpl
from empact.model import Party, PartyKind, PartyName
from empact.validation.contexts import ValidationContext

PERIOD = "period: {start: 2012-01-01, end: 2012-12-31}"
HALF_YEAR = "period: {start: 2012-07-01, end: 2012-12-31}"
TWO_YEARS = "period: {start: 2024-01-01, end: 2025-12-31}"


def private(code: str, *names: PartyName) -> Party:
    """Build an invented company."""
    return Party(code=code, kind=PartyKind.PRIVATE, name=f"{code} Ltd", names=names)


OFL = PartyName(text="OFL")


class Shipping:
    """A plugin with invented private parties."""

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


def checked(rule: Rule, context: ValidationContext) -> list[Finding]:
    """Return what the check of a rule yields, called as the engine calls it."""
    check: Callable[..., Iterable[Finding]] = rule.check
    if rule.scope == "portfolio":
        return list(check(context, **rule.settings))
    of_plans = (check(plan, context.of(plan), **rule.settings) for plan in context.portfolio)
    return [finding for findings in of_plans for finding in findings]


def read(*lines: str) -> Plan:
    """Parse a plan from these lines."""
    text = "\n".join(["empact: plan/1", "id: X-2012", *lines])
    reading = SESSION.read(io.StringIO(text), format="yaml")
    assert reading.value is not None, [one.message for one in reading.diagnostics]
    return reading.value


def told(rule: str, *lines: str) -> Diagnostics:
    """Return the findings of one rule in the plan of these lines; fail if the rule crashes."""
    found = SESSION.validate(read(*lines), select=[rule])
    assert [finding.message for finding in found if finding.code == RULE_CRASHED.code] == []
    return found


def found(rule: str, *lines: str) -> list[str]:
    """Return the pointers of the findings of one rule."""
    return [str(finding.place.pointer) for finding in told(rule, *lines)]


def messages(rule: str, *lines: str) -> list[str]:
    """Return the messages of the findings of one rule."""
    return [finding.message for finding in told(rule, *lines)]


def actions(*rows: str) -> tuple[str, ...]:
    """Return the lines of a plan of 2012 with these actions, which include their numbers."""
    return (PERIOD, "actions:", *(f"  - {{{row}}}" for row in rows))


def numbered(*cells: str) -> str:
    """Return the lines of actions with these cells, numbered from 1."""
    return "actions:\n" + "\n".join(f'  - {{number: "{index}", {each}}}' for index, each in enumerate(cells, 1))


def told_in(code: str, body: str, head: str = PERIOD) -> Diagnostics:
    """Return the findings of one rule in a plan with this body; the default period is 2012."""
    return told(code, head, body)


def messages_in(code: str, body: str, head: str = PERIOD) -> list[str]:
    """Return the messages of the findings of one rule in a plan with this body; the default period is 2012."""
    return messages(code, head, body)
