"""An oracle for the page on claims: what reports say at a checkpoint. It imports nothing of empact.

It is written from the page alone, with the section and the row in comments. Where the page leaves something open, it
reads:

- A round is silent if somebody was expected in it, and it has neither a total nor a share.
- Without T, a cumulative value is complete if the newest round with shares is; single shares may be older.
- "The newest share of each party" is asked by party, not by part: a part that is silent is not added from before.
  `nothing: true` of a part is the newest of the same part, of a whole report the newest of the party.
- `nothing: true` of a kind that the page does not name (latest, undecided, a ratio without `over_time`) answers, and
  has no number.
- A whole report beside parts of one party are two values of one share: the range of the whole and of the sum.
- Findings are the certain ones: S above T is its lowest above the highest of T. Pairs are neither above nor below.
- Equal pairs are those of two parties with one certain pair each; "nothing" is no pair. 5 of 10 and 1 of 2 differ.
- A settlement counts at every checkpoint from the round that it names. The report that settles need not cite itself.
  Two that differ settle nothing: the difference stays open. Those with one value are one.
- A cumulative figure falls if it is below the newest of the same party before, of its shares or of its totals, whatever
  the Driver has settled; of a ratio, the numerator counts.
- A milestone is taken back by a status "not completed" of a later round. In the same round it is not.
- A party that declined stays expected; one that is excluded on the cut-off day is not.
- Shares of a KPI that it is not decided how to add are summed within one round, as all shares are.
- What is listed separately is no answer, no S, no T, tells nothing of others, and no settlement has to cite it.
- A status that is not final holds in its own round only: in a later round without one, nothing is reported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.oracles.claims.reading import (
    FINAL,
    MEANING,
    NOTHING,
    Claim,
    Files,
    Raw,
    Value,
    as_day,
    either,
    exactly,
    number,
    of_pairs,
    total_of,
    value_of,
)


@dataclass(frozen=True)
class Share:
    """C3 share of a party in one round."""

    value: Value | None
    """None if it only says that there is nothing."""
    by_words: dict[str | None, Value | None]
    """The value of each part; the words of a whole report are None."""
    doubled: bool
    """Whether files written by hand make it two values of one thing."""
    claims: list[Claim]


@dataclass(frozen=True)
class RoundResult:
    """What the claims of one round amount to for one KPI part."""

    position: int
    total: Value | None
    shares: dict[str, Share]
    expected_leaders: list[str]
    expected: list[str]
    """The participants that are expected to state a share."""
    complete: bool
    by_leader: dict[str, Value]
    """What each leader states as the total, also where it is settled."""
    lowered: set[str]
    """The leaders that say why their total is lower."""
    findings: list[str]

    @property
    def added(self) -> Value | None:
        """S: the sum of the shares in force."""
        return total_of(share.value for share in self.shares.values())

    @property
    def headline(self) -> Value | None:
        """C3 headline: T; without T: S."""
        return self.added if self.total is None else self.total

    @property
    def at_least(self) -> bool:
        """C3 headline: S is "at least" unless it is complete."""
        return self.total is None and self.added is not None and not self.complete

    @property
    def silent(self) -> bool:
        """Whether the round was expected, and is silent."""
        return self.headline is None and bool(self.expected_leaders or self.expected)


@dataclass(frozen=True)
class Result:
    """What the claims amount to at a checkpoint for one KPI part."""

    value: Value | None = None
    at_least: bool = False
    so_far: bool = False
    beside: Value | None = None
    """S, where the value is, or contains, a total."""
    positions: set[int] = field(default_factory=set)
    """The rounds of the claims that it is made of."""
    listed: list[tuple[Value, bool]] = field(default_factory=list)
    """The values of the rounds, where it is not decided how they add; each with "at least"."""
    rounds: list[RoundResult] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    """Those over the rounds: "later S above T", "fall"; of a milestone all."""
    terms: list[tuple[str | None, int, Value]] = field(default_factory=list)
    """What the value is the sum of: the party, None for a total; the round; the value."""


@dataclass(frozen=True)
class Days:
    """C3, C4 milestone: the day, or a range of days."""

    first: dt.date
    last: dt.date
    position: int
    findings: list[str]


@dataclass(frozen=True)
class Status:
    """The status of an action at a checkpoint."""

    word: str
    position: int | None
    """The round in which it is stated."""
    final: bool
    findings: list[str]
    """Those of every round up to the checkpoint."""


class About(NamedTuple):
    """What is settled: something of a KPI part, or of an action, in a round."""

    action: str
    kpi: str | None
    position: int


class Oracle:
    """What the reports say, by the page."""

    def __init__(self, files: Files) -> None:
        self.files = files

    # Who is expected: section 7

    def expects(self, action: str, position: int) -> bool:
        """From the round in which the action begins until a final status; from the next round nobody."""
        if self.files.begins(action) > self.files.rounds[position].end:
            return False
        return position == 0 or not self.status(action, position - 1).final

    def expected_leaders(self, action: str, position: int) -> list[str]:
        if not self.expects(action, position):
            return []
        return self._present(self.files.leaders(action), position)

    def expected_shares(self, action: str, kpi: str, position: int) -> list[str]:
        """Where the action has begun and the KPI counts shares, not `counted_by: leader`; never for a milestone."""
        if self.files.adds(action, kpi) in {"milestone", "qualitative"} or self.files.counted_by_leader(action, kpi):
            return []
        return self._present(self.files.named(action), position) if self.expects(action, position) else []

    def _present(self, parties: Iterable[str], position: int) -> list[str]:
        return [party for party in parties if not self.files.is_excluded(party, self.files.rounds[position].end)]

    # What the Driver settles: section 1

    def _settlements(self, about: About, key: str) -> Iterable[tuple[str, Raw]]:
        for report in self.files.reports:
            for entry in report.get("settles", ()):
                position = self.files.position_of[entry.get("checkpoint", report["checkpoint"])]
                kpi = None if "kpi" not in entry else str(entry["kpi"])
                by_driver = report["by"] in self.files.driver  # C2.3: by anyone else refused; in a file without effect
                if by_driver and About(entry["action"], kpi, position) == about and key in entry:
                    yield report["id"], entry

    def _settled(self, about: About, key: str, stating: set[str], findings: list[str]) -> object:
        """What is settled, as long as the reports in force that state the thing are exactly those that it cites."""
        values: set[object] = set()
        for report, entry in self._settlements(about, key):
            if stating - {report} == set(entry["cites"]) - {report}:
                what: object = entry[key]
                if key == "value":
                    what = value_of(entry)
                elif key == "reached":
                    what = as_day(entry[key])
                elif key == "status":
                    what = MEANING.get(entry[key], entry[key])
                values.add(what)
            else:
                findings.append("settlement")  # it is stale
        if len(values) > 1:
            findings.append("settlement")  # several differ
            return None
        return next(iter(values), None)

    # C3 status

    def _status_of_round(self, action: str, position: int, findings: list[str]) -> set[str]:
        stated: set[str] = set()
        stating: set[str] = set()
        for report in self.files.reports:
            for entry in report.get("actions", ()):
                mine = entry["action"] == action and self.files.position_of[report["checkpoint"]] == position
                if mine and "status" in entry and report["by"] in self.files.leaders(action):
                    word: str = entry["status"]
                    stated.add(MEANING.get(word, word))
                    stating.add(report["id"])
        if not stated:
            return set()
        settled = self._settled(About(action, None, position), "status", stating, findings)
        if isinstance(settled, str):
            return {settled}
        if len(stated) > 1:
            findings.append("status")
        return stated

    def status(self, action: str, position: int) -> Status:
        """The leaders' of the round; two that differ: "unclear". A final one holds later too (C1 Final)."""
        findings: list[str] = []
        found, where = set[str](), None
        for earlier in range(position + 1):
            stated = self._status_of_round(action, earlier, findings)
            if stated:
                found, where = stated, earlier
        final = bool(found) and found <= FINAL  # leaders that differ on final words are final too
        if where is None or (where != position and not final):
            return Status("not reported", where, final, findings)
        return Status(next(iter(found)) if len(found) == 1 else "unclear", where, final, findings)

    # C3: one round

    def share(self, action: str, kpi: str, position: int, party: str) -> Share | None:
        """C3 share of a party: its figure, or the sum of those of its parts."""
        claims = [
            claim
            for claim in self.files.claims_of(action, kpi, position, "own")
            if claim.party == party and claim.has_number
        ]
        if not claims:
            return None  # left empty: no claim
        values: dict[str | None, list[Value]] = {}
        for claim in claims:
            value = self._nothing(claim) if claim.figure.get("nothing") else value_of(claim.figure)
            values.setdefault(claim.words, []).extend([] if value is None else [value])
        doubled = any(len(set(of_words)) > 1 for of_words in values.values())
        # C2, last line: where a file makes two values of one thing, the range counts.
        by_words = {words: either(of_words) if of_words else None for words, of_words in values.items()}
        whole = by_words.get(None)
        parts = total_of(value for words, value in by_words.items() if words is not None)
        if whole is not None and parts is not None and whole != parts:
            return Share(either([whole, parts]), by_words, doubled=True, claims=claims)
        return Share(whole if parts is None else parts, by_words, doubled, claims)

    def _nothing(self, claim: Claim) -> Value | None:
        """C3 share: `nothing: true` is 0 for incremental, the party's newest, else 0, for cumulative."""
        adds = self.files.adds(claim.action, claim.kpi)
        how = self.files.over_time(claim.action, claim.kpi) if adds == "ratio" else adds
        zero = of_pairs([NOTHING]) if adds == "ratio" else exactly(number(0))
        if how == "incremental":
            return zero
        if how != "cumulative":
            return None
        for earlier in range(claim.position - 1, -1, -1):
            before = self.share(claim.action, claim.kpi, earlier, claim.party)
            value = None
            if before is not None:
                value = before.value if claim.words is None else before.by_words.get(claim.words)
            if value is not None:
                return value
        return zero

    def _total(
        self, action: str, kpi: str, position: int, findings: list[str]
    ) -> tuple[Value | None, dict[str, Value]]:
        """T: the leader's; several: one if equal, else a range and a finding until settled."""
        claims = [claim for claim in self.files.claims_of(action, kpi, position, "total") if "value" in claim.figure]
        settled = self._settled(About(action, kpi, position), "value", {claim.report for claim in claims}, findings)
        if not claims:
            return None, {}
        stated: dict[str, list[Value]] = {}
        for claim in claims:
            stated.setdefault(claim.party, []).append(value_of(claim.figure))
        by_leader = {leader: either(values) for leader, values in stated.items()}
        if isinstance(settled, Value):
            return settled, by_leader
        if any(len(set(values)) > 1 for values in stated.values()):
            findings.append("two values")
        if len(set(by_leader.values())) > 1:
            findings.append("totals")
        return either(by_leader.values()), by_leader

    def one_round(self, action: str, kpi: str, position: int) -> RoundResult:
        findings: list[str] = []
        total, by_leader = self._total(action, kpi, position, findings)
        shares: dict[str, Share] = {}
        for claim in self.files.claims_of(action, kpi, position, "own"):
            share = self.share(action, kpi, position, claim.party)
            if share is not None:
                shares[claim.party] = share
        expected = self.expected_shares(action, kpi, position)
        # C1 complete: each expected participant has answered; with an open group, or with nobody expected, never.
        complete = bool(expected) and set(expected) <= set(shares) and not self.files.groups(action)
        found = RoundResult(
            position=position,
            total=total,
            shares=shares,
            expected_leaders=self.expected_leaders(action, position),
            expected=expected,
            complete=complete,
            by_leader=by_leader,
            lowered={
                claim.party
                for claim in self.files.claims_of(action, kpi, position, "total")
                if "lower_because" in claim.figure
            },
            findings=findings,
        )
        findings += ["two values" for share in shares.values() if share.doubled]
        added = found.added
        if total is not None and added is not None and not total.pairs:
            if added.low > total.high:
                findings.append("above the total")  # C3 T and S
            if complete and added.high < total.low:
                findings.append("below the total")  # C3 T and S
        certain = [share.value.pairs for share in shares.values() if share.value is not None and share.value.pairs]
        certain = [pairs for pairs in certain if len(pairs) == 1 and pairs != {NOTHING}]
        if len(set(certain)) < len(certain):
            findings.append("equal pairs")  # C3 ratio
        findings += self._told(action, kpi, position, shares)
        return found

    def _told(self, action: str, kpi: str, position: int, shares: dict[str, Share]) -> Iterable[str]:
        """C1 share: a told share is a finding where it differs from the party's own; it is never counted."""
        for claim in self.files.claims_of(action, kpi, position, "total"):
            for breakdown in claim.figure.get("breakdowns", ()):
                for party, told in breakdown["parts"].items():
                    own = None if party not in shares else shares[party].value
                    if own is not None and not own.low <= number(told) <= own.high:
                        yield "attributed"

    # C4: over the rounds

    def at(self, action: str, kpi: str, last: int) -> Result:
        """Return the value at the checkpoint of a round."""
        adds = self.files.adds(action, kpi)
        how = (self.files.over_time(action, kpi) or "undecided") if adds == "ratio" else adds
        if how in {"milestone", "qualitative"}:
            return Result()
        rounds = [self.one_round(action, kpi, position) for position in range(last + 1)]
        if how == "incremental":
            return self._incremental(rounds)
        if how == "undecided":
            return self._undecided(rounds)
        return self._newest(rounds, sums_parties=how == "cumulative")

    def _incremental(self, rounds: list[RoundResult]) -> Result:
        """The sum of the rounds' headlines; "at least" if one of them is, or a round was expected and is silent."""
        stated = [one for one in rounds if one.headline is not None]
        value = total_of(one.headline for one in stated)
        silent = any(one.silent for one in rounds)
        return Result(
            value=value,
            at_least=value is not None and (silent or any(one.at_least for one in stated)),
            beside=total_of(one.added for one in rounds) if any(one.total is not None for one in rounds) else None,
            positions={one.position for one in stated},
            rounds=rounds,
            terms=[term for one in stated for term in _terms(one)],
        )

    def _undecided(self, rounds: list[RoundResult]) -> Result:
        """A single value counts as it is; the values of several rounds are a list without a total."""
        stated = [one for one in rounds if one.headline is not None]
        if len(stated) == 1:
            (one,) = stated
            return Result(
                value=one.headline,
                at_least=one.at_least,
                beside=one.added if one.total is not None else None,
                positions={one.position},
                rounds=rounds,
                terms=_terms(one),
            )
        listed = [(one.headline, one.at_least) for one in stated if one.headline is not None]
        return Result(listed=listed, rounds=rounds)

    def _newest(self, rounds: list[RoundResult], *, sums_parties: bool) -> Result:
        """C4 cumulative, and latest, whose shares are only those of one round."""
        with_shares = [one for one in rounds if one.added is not None]
        newest: dict[str, tuple[int, Value]] = {}
        for one in with_shares if sums_parties else with_shares[-1:]:
            for party, share in one.shares.items():
                if share.value is not None:
                    newest[party] = (one.position, share.value)
        added = total_of(value for _, value in newest.values())
        terms: list[tuple[str | None, int, Value]] = [(party, *known) for party, known in newest.items()]
        falls = _falls(rounds) if sums_parties else []
        with_total = [one for one in rounds if one.total is not None]
        if with_total:
            latest = with_total[-1]
            assert latest.total is not None
            later = added is not None and with_shares[-1].position > latest.position
            if added is not None and later and not added.pairs and added.low > latest.total.high:
                falls.append("above the total")  # a later S stands beside it, a finding if above
            return Result(
                value=latest.total,
                so_far=any(one.silent for one in rounds[latest.position + 1 :]),
                beside=added,
                positions={latest.position},
                rounds=rounds,
                findings=falls,
                terms=[(None, latest.position, latest.total)],
            )
        if added is None:
            return Result(rounds=rounds, findings=falls)
        latest = with_shares[-1]
        return Result(
            value=added,
            at_least=not latest.complete,
            so_far=any(one.silent for one in rounds[latest.position + 1 :]),
            positions={position for position, _ in newest.values()},
            rounds=rounds,
            findings=falls,
            terms=terms,
        )

    def days(self, action: str, kpi: str, last: int) -> Days | None:
        """C4 milestone: the day stated last; C3: two leaders that differ are a range of days, until settled."""
        for position in range(last, -1, -1):
            claims = [c for c in self.files.claims_of(action, kpi, position, "total") if "reached" in c.figure]
            if claims:
                findings: list[str] = []
                stated = {as_day(claim.figure["reached"]) for claim in claims}
                stating = {claim.report for claim in claims}
                settled = self._settled(About(action, kpi, position), "reached", stating, findings)
                if isinstance(settled, dt.date):
                    return Days(settled, settled, position, findings)
                findings += ["days"] if len(stated) > 1 else []
                return Days(min(stated), max(stated), position, findings)
        return None

    def taken_back(self, action: str, last: int) -> int:
        """C4 milestone: how many are reached, and followed by a status "not completed"."""
        status = self.status(action, last)
        reached = [
            self.days(action, kpi, last)
            for kpi in self.files.kpi_parts(action)
            if self.files.adds(action, kpi) == "milestone"
        ]
        if status.word != "not completed" or status.position is None:
            return 0
        return sum(1 for days in reached if days is not None and days.position < status.position)

    def words(self, action: str, kpi: str, last: int) -> set[tuple[int, str, str]]:
        """C3 words: the leader's, a participant's beside; earlier ones are kept."""
        return {
            (claim.position, claim.party, claim.figure["text"])
            for claim in self.files.claims
            if (claim.action, claim.kpi) == (action, kpi) and claim.position <= last and "text" in claim.figure
        }


def _terms(one: RoundResult) -> list[tuple[str | None, int, Value]]:
    if one.total is not None:
        return [(None, one.position, one.total)]
    return [(party, one.position, share.value) for party, share in one.shares.items() if share.value is not None]


def _falls(rounds: Sequence[RoundResult]) -> list[str]:
    """C2.7: a cumulative figure below the party's own of before, without `lower_because`; one for each."""
    found: list[str] = []
    before: dict[tuple[str, str], Value] = {}
    for one in rounds:
        shares = {
            ("own", party): (share.value, any("lower_because" in claim.figure for claim in share.claims))
            for party, share in one.shares.items()
        }
        totals = {("total", leader): (value, leader in one.lowered) for leader, value in one.by_leader.items()}
        for key, (value, reason) in {**shares, **totals}.items():
            if value is not None:
                if key in before and value.high < before[key].low and not reason:
                    found.append("fall")
                before[key] = value
    return found
