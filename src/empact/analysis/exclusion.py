"""The exclusion clause: a dossier for a party, with the evidence for and against each of its conditions.

"The MS, which will not accomplish with its commitments, notwithstanding the exhortations by the Driver, will be
considered no longer participant in the OAP, whenever its conduct or inactivity turns out to jeopardise the delivery of
the OAP" (plan section 5.3). A dossier gathers and decides nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from empact.analysis.absences import absences
from empact.analysis.evidence import Evidence
from empact.analysis.grounds import Ground, GroundState, Thresholds, cited, clause, grounds, in_short
from empact.analysis.impact import Impact, without
from empact.analysis.meant import known_party
from empact.analysis.parties import Involvements, Part, parties
from empact.analysis.schedule import schedule
from empact.analysis.sentences import words_at
from empact.analysis.statements import Statement
from empact.diagnostics import Pointer
from empact.model import EntryKind, Ledger, Party, PartyKind, Plan, Record, Verdict
from empact.reference import Register


@attrs.frozen(kw_only=True)
class Dossier:
    """All that is recorded about one party under the exclusion clause, as known at a date.

    ``can_be_subject`` is whether the clause can speak of the party at all: it names member states only. None where
    the plan has no clause. ``about`` says who the party is, ``beside`` what else is recorded about it and counts for
    no condition, ``left_open`` what the text leaves open, ``excluded`` whether a recorded decision that was known at
    the date says that it is no longer a participant. Every entry about the party stands in one of its sentences.
    """

    plan: str
    party: str
    as_of: dt.date
    clause: str | None
    can_be_subject: bool | None
    about: tuple[Statement, ...]
    grounds: tuple[Ground, ...]
    beside: tuple[Statement, ...]
    decisions: tuple[Statement, ...]
    impact: Impact
    left_open: tuple[Statement, ...]
    excluded: bool

    @property
    def complete(self) -> bool:
        """Whether there is evidence for each condition and nothing that a condition asks for is missing."""
        return bool(self.can_be_subject) and all(one.state is GroundState.COMPLETE for one in self.grounds)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every sentence of the dossier."""
        found = (s for one in self.grounds for s in (*one.evidence, *one.against, *one.missing))
        return (*self.about, *found, *self.beside, *self.decisions, *self.impact, *self.left_open)


def exclusion(  # noqa: PLR0913 - each is a matter of its own
    plan: Plan,
    ledger: Ledger,
    party: str,
    as_of: dt.date,
    *,
    register: Register,
    thresholds: Thresholds | None = None,
) -> Dossier:
    """The dossier of a party: what is recorded up to the end of a day, sorted by the conditions of the clause.

    Raises:
        UnknownIdError: The register knows nobody by this name; the message names the closest.
    """
    found = known_party(party, as_of, register)
    evidence = Evidence(plan, ledger.until(as_of), register)
    return _Dossier(evidence, found, as_of, thresholds or Thresholds()).dossier()


class _Dossier:
    def __init__(self, evidence: Evidence, party: Party, as_of: dt.date, thresholds: Thresholds) -> None:
        self.evidence, self.party, self.as_of, self.thresholds = evidence, party, as_of, thresholds
        self.plan, self.register = evidence.plan, evidence.register
        self.name = party.code
        self.clause = clause(self.plan)

    def dossier(self) -> Dossier:
        times = schedule(self.plan)
        everybody = parties(self.plan, self.register, times)
        kind = self.register.kind(self.party, self.as_of)
        away = absences(self.evidence.ledger, self.register)
        mine = [one for one in away if one.party == self.name]
        on = mine[-1].since if mine and mine[-1].until is None else self.as_of
        found = grounds(self.evidence, self.name, self.as_of, everybody=everybody, thresholds=self.thresholds)
        decisions = self.evidence.about(self.name, EntryKind.DECISION)
        used = {id for one in found for s in (*one.evidence, *one.against, *one.missing) for id in s.records}
        others = [one for one in away if one.party != self.name]
        return Dossier(
            plan=self.plan.id,
            party=self.name,
            as_of=self.as_of,
            clause=None if self.clause is None else words_at(self.plan, self.clause),
            can_be_subject=None if self.clause is None else kind is PartyKind.MEMBER_STATE,
            about=tuple(self._about(kind, everybody)),
            grounds=found,
            beside=tuple(self._beside(used | {one.id for one in decisions})),
            decisions=tuple(map(self._decision, decisions)),
            impact=without(self.plan, self.register, self.name, on=on, times=times, away=others),
            left_open=tuple(self._left_open()),
            excluded=any(one.holds(self.as_of) for one in mine),
        )

    def _about(self, kind: PartyKind, everybody: Involvements) -> Iterator[Statement]:
        what = kind.value.replace("-", " ").replace("eu ", "EU ")
        name = self.register.name(self.party, self.as_of)
        fact = str(self.register.why(self.party, self.as_of)[0])
        if self.clause is None:
            yield Statement(text="The plan states no exclusion clause.", source=f"plan {self.plan.id}")
        elif kind is PartyKind.MEMBER_STATE:
            text = f"{name} is a member state on {self.as_of}: the clause speaks of member states."
            yield Statement(text=text, stated=(self.clause,), source=fact)
        else:
            text = f"{name} is no member state but {_article(what)} {what} on {self.as_of}: "
            text += "the clause speaks of member states only, so it cannot be subject to it."
            yield Statement(text=text, stated=(self.clause,), source=fact)
        if any(self.name == party.code for one in everybody.of(None, Part.DRIVER) for party in one.parties):
            text = f"{name} is the Driver, and the exhortations that the clause speaks of are the Driver's own."
            stated = tuple(one for one in (self.plan.driver.stated, self.clause) if one is not None)
            yield Statement(text=text, stated=stated, at=(Pointer("/driver"),))

    def _beside(self, used: set[str]) -> Iterator[Statement]:
        for record in self.evidence.about(self.name):
            if record.id not in used:
                yield cited(self.plan, _noted(record), record)

    def _decision(self, record: Record) -> Statement:
        by = f" by {record.entry.by}" if record.entry.by else ""
        verdict = {
            Verdict.EXCLUDED: "considered no longer participant in the OAP",
            Verdict.RETAINED: "kept as participant",
            Verdict.READMITTED: "participant again",
            None: "spoken of without a verdict",
        }[record.entry.verdict]
        text = f"By a decision of {record.entry.on}{by} {self.name} is {verdict}{in_short(record)}."
        return cited(self.plan, text, record)

    def _left_open(self) -> Iterator[Statement]:
        if self.clause is None:
            return
        needed, days = self.thresholds.exhortations, self.thresholds.days
        told = (
            f"how many exhortations are needed; {'no number' if needed is None else needed} is set here",
            f"by when an exhortation is to have success; {'no time' if days is None else f'{days} days'} is set here",
            "who decides, nor how a decision can be contested",
            "what becomes of actions that the state leads",
        )
        for words in told:
            yield Statement(text=f"The text does not say {words}.", stated=(self.clause,))


def _noted(record: Record) -> str:
    """An entry that counts for no condition, and why it does not."""
    entry = record.entry
    by = f" by {entry.by}" if entry.by else ""
    why = {
        EntryKind.EXHORTATION: ", and an exhortation that counts is the Driver's",
        EntryKind.REMINDER: ", which is no exhortation",
        EntryKind.ANSWER: ", to no entry that counts here",
    }.get(entry.kind, "")
    kind = entry.kind.value
    return f"On {entry.on} {_article(kind)} {kind}{by} is recorded{why}{in_short(record)}."


def _article(what: str) -> str:
    return "an" if what[0] in "aeiouE" else "a"
