"""Who is expected to report after confirmations, beside a plain statement of the rules.

A failure prints its seed, with which ``differences_of(seed)`` repeats it.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.support import invented
from tests.support import progress_cases as cases

import empact
from empact.analysis import PlanContext
from empact.analysis.claims.casts import cast_of, expected_turnouts
from empact.model import EntryKind, Ledger, LedgerEntry, PartReply, Ref

pytestmark = pytest.mark.oracle

STATES = ("QM", "QN", "QO", "QP")
"""Whom "Relevant MS" can mean."""
PARTIES = (*STATES, "QX")
DAYS = tuple(dt.date(2031, 1, day) for day in (10, 20, 30))
END = dt.date(2031, 12, 31)


@dataclass(frozen=True)
class Row:
    """A random action."""

    number: str
    leader: str
    named: tuple[str, ...]
    tentative: tuple[str, ...]
    group: bool
    """Whether "Relevant MS" take part."""


@dataclass(frozen=True)
class Word:
    """What a party says of its part in actions."""

    by: str
    on: dt.date
    part: str
    actions: tuple[str, ...]


def last_word(words: list[Word], party: str, number: str, as_of: dt.date) -> str | None:
    """The latest day counts. Two things said on one day are none."""
    about = [word for word in words if word.by == party and number in word.actions and word.on <= as_of]
    newest = {word.part for word in about if word.on == max(word.on for word in about)}
    return newest.pop() if len(newest) == 1 else None


def expected(row: Row, words: list[Word], as_of: dt.date) -> set[str]:
    """Who is expected to report a share of an action."""
    confirmed = {party for party in PARTIES if last_word(words, party, row.number, as_of) == "confirmed"}
    can_join = {party for party in STATES if row.group} - {row.leader, *row.named, *row.tentative}
    return {*row.named} | ({*row.tentative} | can_join) & confirmed


def asked(row: Row, words: list[Word], party: str, as_of: dt.date) -> bool:
    """Whether a party is asked whether it takes part: as one of a group, or since its part is to be confirmed."""
    answer = last_word(words, party, row.number, as_of)
    if party in {row.leader, *row.named}:
        return party in row.tentative and answer != "confirmed"
    possible = party in row.tentative or (row.group and party in STATES)
    return possible and answer not in {"confirmed", "declined"}


class Drawn:
    """A random plan with what parties say."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        self.rows = []
        for number in ("1.1", "1.2", "1.3"):
            parties = chance.sample(PARTIES, chance.randrange(4))
            sure = chance.randrange(len(parties) + 1)
            self.rows.append(
                Row(number, chance.choice(PARTIES), tuple(parties[:sure]), tuple(parties[sure:]), chance.random() < 0.6)
            )
        self.words = [
            Word(
                chance.choice(PARTIES),
                chance.choice(DAYS),
                chance.choice(["confirmed", "confirmed", "declined", "open"]),
                tuple(chance.sample(["1.1", "1.2", "1.3"], chance.randrange(1, 3))),
            )
            for _ in range(chance.randrange(12))
        ]
        self.draft = chance.random() < 0.5

    def context(self, as_of: dt.date) -> PlanContext:
        """The plan in empact."""
        text = cases.HEAD.format(id="Q-2031")
        if not self.draft:
            text = text.replace("goals:", "states: [{state: validated, body: COSI, on: 2031-01-15}]\ngoals:")
        for row in self.rows:
            several = [*row.named, *(f"{party} (tbc)" for party in row.tentative)]
            several += ["Relevant MS"] if row.group else []
            text += cases.ROW.format(
                number=row.number,
                leaders=row.leader,
                participants=", ".join(several),
                links="",
                timing="Whole year",
                kpi="Number of arrests",
            )
        contents = [
            invented.entry(
                EntryKind.CONFIRMATION,
                str(word.on),
                who="",
                by=word.by,
                part=PartReply(word.part),
                actions=tuple(Ref(action=number) for number in word.actions),
            )
            for word in self.words
        ]
        entries = (LedgerEntry(id=f"e{n}", digest=str(n), content=content) for n, content in enumerate(contents))
        return PlanContext(
            plan=empact.loads(text, format="yaml"),
            register=invented.SESSION.register,
            ledger=Ledger(plan="Q-2031", entries=tuple(entries)),
            as_of=as_of,
        )


def differences_of(seed: int) -> list[str]:
    """Where empact and the rules differ about a random plan; each line has both, the rules first."""
    drawn = Drawn(seed)
    found: list[str] = []
    for as_of in (*DAYS, END):
        ctx = drawn.context(as_of)
        sheets = {party: ctx.tasking(party) for party in PARTIES}
        for position, row in enumerate(drawn.rows):
            _, participants = expected_turnouts(ctx, position, cast_of(ctx, position, END), END, final=False)
            right = expected(row, drawn.words, as_of)
            if {*participants.expected} != right:
                found.append(f"{as_of} {row}: {sorted(right)} is {participants.expected}")
            for party, sheet in sheets.items():
                open_now = [task for task in sheet.possible if task.position == position]
                open_now += [
                    task
                    for task in (*sheet.joins, *sheet.joins_through)
                    if task.position == position and task.certainty is not None and task.certainty.value == "tentative"
                ]
                if bool(open_now) is not asked(row, drawn.words, party, as_of):
                    found.append(f"{as_of} {row}: {party} asked is {bool(open_now)}")
    return found


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=max(1, settings().max_examples // 4), phases=(Phase.explicit, Phase.generate))
def test_expected__are_those_of_the_rules(seed: int) -> None:
    assert differences_of(seed) == []
