"""What empact says about a set of reports, beside what the oracle of claims says."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from tests.oracles.claims.operations import Sums
from tests.oracles.claims.oracle import Oracle, Result, RoundResult
from tests.oracles.claims.reading import Files, Raw, Value
from tests.support.invented import SESSION

from empact.analysis.claims.casts import Standing
from empact.analysis.claims.log import claim_log
from empact.analysis.claims.values import Thing
from empact.analysis.facts import PlanFacts
from empact.analysis.progressing.amounts import Amount
from empact.analysis.progressing.decisions import RoundValue
from empact.analysis.progressing.gathering import progress
from empact.analysis.progressing.kpi_pictures import KpiProgress
from empact.analysis.progressing.pictures import ActionProgress, Progress
from empact.model import (
    ActionStatus,
    EntryContent,
    FiledReport,
    KpiRegister,
    Ledger,
    LedgerEntry,
    Operation,
    Plan,
    Report,
    Reports,
)

DATA = Path(__file__).with_name("data")
OPERATIONS = sorted((DATA / "operations").glob("*.yaml"))
PLAN: Plan = SESSION.load(DATA / "plan.yaml")


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def files_of(reports: Sequence[Raw], ledger: Sequence[Raw]) -> Files:
    """Return what the oracle reads."""
    return Files(
        plan=_yaml(DATA / "plan.yaml"),
        kpis=_yaml(DATA / "kpis.yaml"),
        ledger=ledger,
        operations=[_yaml(path) for path in OPERATIONS],
        every_report=reports,
    )


def context_of(reports: Sequence[Raw], ledger: Sequence[Raw]) -> PlanFacts:
    """Return the same in empact."""
    filed: list[FiledReport] = []
    for report in reports:
        text = _text("report/1", {key: value for key, value in report.items() if key != "id"})
        content: Report = SESSION.loads(text, format="yaml", kind=Report)
        filed.append(FiledReport(id=report["id"], digest=_digest(report["id"] + text), content=content))
    entries: list[LedgerEntry] = []
    for number, entry in enumerate(ledger):
        text = _text("ledger/1", entry)
        said: EntryContent = SESSION.loads(text, format="yaml", kind=EntryContent)
        entries.append(LedgerEntry(id=f"entry-{number}", digest=_digest(text), content=said))
    return PlanFacts(
        plan=PLAN,
        register=SESSION.register,
        ledger=Ledger(plan=PLAN.id, entries=tuple(entries)),
        reports=Reports(plan=PLAN.id, reports=tuple(filed)),
        operations=tuple(SESSION.load(path, Operation) for path in OPERATIONS),
        kpi_register=SESSION.load(DATA / "kpis.yaml", KpiRegister),
    )


def _text(kind: str, content: Raw) -> str:
    return yaml.safe_dump({"empact": kind, **content}, sort_keys=False, allow_unicode=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def differences(reports: Sequence[Raw], ledger: Sequence[Raw]) -> list[str]:
    """Return where empact and the oracle differ, at each checkpoint; each line has both, the oracle first."""
    oracle = Oracle(files_of(reports, ledger))
    ctx = context_of(reports, ledger)
    found = [f"log: {line}" for line in _of_log(oracle, ctx)]
    for point in oracle.files.rounds:
        said = progress(ctx, point.name)
        compared = _Compared(oracle, said, point.position)
        found += [f"{point.name}: {line}" for line in compared.lines()]
    return found


def _unequal(what: str, oracle: object, empact: object) -> Iterator[str]:
    if oracle != empact:
        yield f"{what}: {oracle!r} is {empact!r}"


def _of_log(oracle: Oracle, ctx: PlanFacts) -> Iterator[str]:
    log = claim_log(ctx)
    in_force = sorted(report["id"] for report in oracle.files.reports)
    yield from _unequal("in force", in_force, sorted(filed.id for filed in log.in_force))
    idle = {(one.filed.id, "supersedes") for one in log.idle}
    yield from _unequal("supersedes without effect", oracle.files.errors, idle)


class _Compared:
    """Compares one checkpoint."""

    def __init__(self, oracle: Oracle, said: Progress, last: int) -> None:
        self.oracle, self.files, self.said, self.last = oracle, oracle.files, said, last

    def lines(self) -> Iterator[str]:
        for action in self.said:
            number = action.action.number
            for line in itertools.chain(self._action(number, action), self._standings(number, action)):
                yield f"{number}: {line}"
            for kpi in action.kpis:
                for line in itertools.chain(self._apart(number, kpi), self._kpi(number, kpi)):
                    yield f"{number}/{kpi.kpi} ({self.files.adds(number, kpi.kpi or '')}): {line}"
        yield from self._sums()

    # Actions

    def _action(self, number: str, action: ActionProgress) -> Iterator[str]:
        status = self.oracle.status(number, self.last)
        yield from _unequal("status", status.word, action.status.value.replace("-", " "))
        if action.status is not ActionStatus.NOT_REPORTED:
            yield from _unequal("final", status.final, action.reported_status.final)
        expected = self.oracle.expected_leaders(number, self.last)
        yield from _unequal("leaders expected", expected, list(action.leaders.expected))
        findings = [*status.findings, *["status"] * self.oracle.taken_back(number, self.last)]
        kinds = [one.kind.value for one in action.differences if one.open]
        yield from _unequal("findings", Counter(findings), Counter(kinds))

    def _standings(self, number: str, action: ActionProgress) -> Iterator[str]:
        """C5: who is not confirmed, and who declined."""
        for claim in (claim for kpi in action.kpis for claim in kpi.claims if claim.apart is None):
            if claim.thing is Thing.SHARE:
                leads, named = claim.by in self.files.leaders(number), claim.by in self.files.named(number)
                standing = Standing.PARTICIPANT if named else Standing.JOINED
                if self.files.has_declined(claim.by, number):
                    standing = Standing.DECLINED
                if leads:
                    standing = Standing.LEADER
                yield from _unequal(f"standing of {claim.by}", standing, claim.standing)

    # KPIs

    def _apart(self, number: str, kpi: KpiProgress) -> Iterator[str]:
        stated = Counter(
            (claim.report, claim.apart)
            for claim in self.files.claims
            if (claim.action, claim.kpi) == (number, kpi.kpi) and claim.position <= self.last and claim.apart
        )
        said = Counter(
            (claim.report, claim.apart.value)
            for claim in kpi.apart
            if claim.thing is not Thing.ATTRIBUTED and claim.apart is not None
        )
        yield from _unequal("apart", stated, said)

    def _kpi(self, number: str, kpi: KpiProgress) -> Iterator[str]:
        part = kpi.kpi or ""
        adds = self.files.adds(number, part)
        if adds == "milestone":
            yield from self._days(number, part, kpi)
        elif adds == "qualitative":
            said = {(claim.round.number, claim.by, claim.words) for claim in kpi.words}
            yield from _unequal("words", self.oracle.words(number, part, self.last), said)
        else:
            yield from self._value(self.oracle.at(number, part, self.last), kpi)

    def _days(self, number: str, part: str, kpi: KpiProgress) -> Iterator[str]:
        days, reached = self.oracle.days(number, part, self.last), kpi.reached
        yield from _unequal(
            "days",
            None if days is None else (days.first, days.last),
            None if reached is None else (reached.first, reached.last),
        )
        findings = set() if days is None else set(days.findings)
        yield from _unequal("findings", findings, {one.kind.value for one in kpi.differences if one.open})

    def _value(self, found: Result, kpi: KpiProgress) -> Iterator[str]:
        value = kpi.value
        yield from _unequal("value", _shown(found.value), _amount(value))
        if value is not None:
            flags = (found.at_least, found.so_far)
            yield from _unequal("at least, so far", flags, (value.at_least, value.so_far))
            yield from _unequal("rounds", found.positions, {point.number for point in value.rounds})
        yield from _unequal("shares beside", _shown(found.beside), _amount(kpi.shares))
        listed = [(_shown(one), at_least) for one, at_least in found.listed]
        yield from _unequal("listed", listed, [(_amount(one), one.at_least) for one in kpi.values])
        for one, said in zip(found.rounds, kpi.decision.rounds, strict=True):
            for line in self._round(one, said):
                yield f"round {said.round}: {line}"
        of_rounds = {id(one) for said in kpi.decision.rounds for one in said.differences}
        over = Counter(one.kind.value for one in kpi.differences if id(one) not in of_rounds)
        yield from _unequal("findings over the rounds", Counter(found.findings), over)

    def _round(self, one: RoundResult, said: RoundValue) -> Iterator[str]:
        yield from _unequal("T", _shown(one.total), _amount(said.total))
        yield from _unequal("S", _shown(one.added), _amount(said.shares))
        shares = {party: _shown(share.value) for party, share in one.shares.items() if share.value is not None}
        yield from _unequal("shares", shares, {party: _amount(share) for party, share in said.by_party.items()})
        yield from _unequal("expected", one.expected, list(said.participants.expected))
        yield from _unequal("leaders", one.expected_leaders, list(said.leaders.expected))
        yield from _unequal("answered", set(one.shares), set(said.participants.reported))
        yield from _unequal("complete", one.complete, said.participants.complete)
        yield from _unequal("silent", one.silent, said.silent)
        yield from _unequal("findings", set(one.findings), {each.kind.value for each in said.differences if each.open})

    # Actions together

    def _sums(self) -> Iterator[str]:
        sums = Sums(self.oracle, self.last)
        said = {one.measure: one for one in self.said.sums if len(one.actions) > 1}
        for unit, parts in sums.units().items():
            one = said[unit]
            yield from _unequal(f"actions of {unit}", [f"{PLAN.id}:{action}" for action, _ in parts], list(one.actions))
            if sums.is_open(parts):
                continue
            yield from _unequal(f"highest sum of {unit}", sums.highest(parts), one.high)
            pairs = {pair for each in one.duplicates for pair in itertools.combinations(sorted(each.operations), 2)}
            yield from _unequal("possible duplicates of operations", sums.possible_duplicates(parts), pairs)
        yield from _unequal("measures", set(sums.units()), set(said))


def _shown(value: Value | None) -> object:
    if value is None:
        return None
    return value.pairs or (value.low, value.high)


def _amount(amount: Amount | None) -> object:
    if amount is None:
        return None
    return frozenset(amount.pairs) or (amount.low, amount.high)
