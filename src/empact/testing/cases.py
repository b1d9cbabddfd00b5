"""Checks rules with their case files: the bad plan has exactly the expected findings, the good plan has none."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

import attrs
import yaml

from empact.diagnostics import Diagnostic, Severity
from empact.errors import cause_of
from empact.hooks import Rule, hookimpl
from empact.model import FrozenMap, Membership, Party, PartyKind, Plan
from empact.reference.parties import MEMBERS_KNOWN_UNTIL
from empact.session import Session
from empact.storage.reading import Reading
from empact.testing.isolation import Isolated
from empact.validation.cases import REPORTED, ExpectedFinding, case_of, case_text


@attrs.frozen(kw_only=True)
class RuleCase:
    """A rule with its case file: a bad plan with findings, and a good plan without findings."""

    rule: Rule
    """The rule that is checked."""
    bad: str = ""
    """The bad plan, as YAML text."""
    good: str = ""
    """The good plan, as YAML text."""
    finds: tuple[ExpectedFinding, ...] = ()
    """The expected findings in the bad plan, in the order of the document."""
    others: tuple[str, ...] = ()
    """Plans that are checked together with each of the two, as YAML texts."""
    bad_ledger: Mapping[str, str] = FrozenMap()
    """The ledger of the bad plan: YAML texts of entries by their ids."""
    good_ledger: Mapping[str, str] = FrozenMap()
    """The ledger of the good plan, in the same form."""
    bad_files: Mapping[str, Mapping[str, str]] = FrozenMap()
    """The reports and other records of the bad plan: YAML texts by ids, by the name of their folder."""
    good_files: Mapping[str, Mapping[str, str]] = FrozenMap()
    """Those of the good plan, in the same form."""
    as_of: dt.date | None = None
    """The date of knowledge; None if the case needs none."""
    fault: str | None = None
    """Why the case file cannot be used; ``check`` then fails. None if it can."""
    session: Session = attrs.field(repr=False, eq=False)
    """The session with the plugin of the rule."""

    @property
    def id(self) -> str:
        """The id for pytest, such as ``OAP201-dangling-link``."""
        return f"{self.rule.code}-{self.rule.name}"

    def check(self) -> None:
        """Check the rule's page, its bad plan and its good plan.

        Raises:
            AssertionError: There are problems; the message lists all of them.
        """
        problems = self.problems()
        if problems:
            raise AssertionError("\n".join(problems))

    def problems(self) -> tuple[str, ...]:
        """Return all problems of the page and the case, as sentences."""
        problems = [*page_problems(self.rule), *([self.fault] if self.fault else self._problems())]
        return tuple(f"{self.id}: {problem}" for problem in problems)

    def plans(self) -> Mapping[str, Plan]:
        """Return the bad and the good plan by these words, without those that cannot be parsed."""
        texts = {"bad": self.bad, "good": self.good} if self.fault is None else {}
        plans = {which: self._read(text).value for which, text in texts.items()}
        return {which: plan for which, plan in plans.items() if plan is not None}

    def _read(self, text: str) -> Reading[Plan]:
        return self.session.read(io.StringIO(text), format="yaml")

    def _problems(self) -> Iterator[str]:
        if not self.finds:
            yield "The case expects no findings: list those of the bad plan under 'finds'."
        findings, others = self._validated(self.bad, {"ledger": self.bad_ledger, **self.bad_files})
        yield from (f"The bad plan {problem}" for problem in others)
        reported = [(finding.place.pointer or "", finding.message) for finding in findings]
        expected = [(finding.at, finding.says) for finding in self.finds]
        for wanted in self.finds:
            related = [_related(finding) for finding in findings if finding.message == wanted.says]
            if wanted.related is not None and wanted.related not in related:
                yield f"The finding at {wanted.at!r} in the bad plan has other related places than in 'finds'."
        yield from (
            f"The expected finding at {at!r} is missing in the bad plan: {says}"
            for at, says in _beyond(expected, reported)
        )
        yield from (
            f"There is an unexpected finding at {at!r} in the bad plan: {says}"
            for at, says in _beyond(reported, expected)
        )
        if reported != expected and sorted(reported) == sorted(expected):
            yield "The findings in 'finds' are not in the order of the document."
        for finding in findings:
            if not finding.message.endswith(".") or "\n" in finding.message:
                yield f"The message has to be one sentence that ends with a full stop: {finding.message!r}."
            if finding.hint is None or not finding.hint.endswith("."):
                yield f"The finding {finding.message!r} needs a hint that ends with a full stop, not {finding.hint!r}."
        findings, others = self._validated(self.good, {"ledger": self.good_ledger, **self.good_files})
        yield from (f"The good plan {problem}" for problem in others)
        yield from (
            f"There is an unexpected finding at {finding.place.pointer!r} in the good plan: {finding.message}"
            for finding in findings
        )

    def _validated(self, text: str, files: Mapping[str, Mapping[str, str]]) -> tuple[list[Diagnostic], list[str]]:
        """Return the rule's findings in a plan, and sentence ends about other errors and warnings in it."""
        readings = [self._read(plan_text) for plan_text in (text, *self.others)]
        problems = [problem for reading in readings for problem in reading.diagnostics]
        plans = [reading.value for reading in readings if reading.value is not None]
        if problems or len(plans) < len(readings):
            return [], [f"has a problem in line {problem.place.line}: {problem.message}" for problem in problems]
        with tempfile.TemporaryDirectory() as folder:
            folders = {part: Path(folder) / part for part in ("ledger", *REPORTED)}
            for part, path in folders.items():
                path.mkdir()
                for id, content in files.get(part, {}).items():
                    (path / f"{id}.yaml").write_bytes(content.encode())  # as bytes, to keep the line ends on Windows
            kinds = folders if len(files) > 1 else ("ledger",)
            records = self.session.workspace.read_records(kinds, folders)
            findings = self.session.validate(*plans, as_of=self.as_of, records=records)
        about = [finding for finding in findings if str(finding.place.subject).partition(":")[0] == plans[0].id]
        unread = [finding for finding in findings if finding.place.subject is None and finding.place.file is not None]
        others = (
            finding
            for finding in (*about, *unread)
            if finding.code != self.rule.code and finding.severity > Severity.INFO
        )
        return (
            [finding for finding in about if finding.code == self.rule.code],
            [f"also has a finding of {other.code} {other.name}: {other.message}" for other in others],
        )


def _related(finding: Diagnostic) -> tuple[tuple[str | None, str], ...]:
    return tuple((also.place.pointer, also.reason) for also in finding.related)


def _beyond(some: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Return the difference of two multisets: the elements that are in ``some`` more often than in ``others``."""
    return (Counter(some) - Counter(others)).elements()


def page_problems(rule: Rule) -> tuple[str, ...]:
    """Return the problems of a rule's page, which has a sentence on one line, an empty line, and why it matters."""
    first, gap, rest = rule.doc.partition("\n\n")
    problems: list[str] = []
    if not rule.summary.endswith(".") or first != rule.summary:
        problems.append(f"The page has to start with a sentence on one line and an empty line, not with {first!r}.")
    if not gap or not rest.strip():
        problems.append(
            "The page does not say why the rule matters: write that after the first line and an empty line."
        )
    return tuple(problems)


def rule_cases(plugin: object, *, plugins: Iterable[object] = ()) -> list[RuleCase]:
    """Return the cases of the rules of a plugin, for ``pytest.mark.parametrize``.

    A case is the file ``cases/NAME.yaml`` next to the module of the rule's check. In a case, all other rules may only
    report findings of the severity info: the rules of empact, of the plugin and of ``plugins``. A case can define
    invented parties, which only its own plans know.

    Args:
        plugin: The plugin, or an iterable of rules.
        plugins: Other plugins to load.
    """
    if not hasattr(plugin, "empact_rules"):
        plugin = _Rules(cast("Iterable[Rule]", plugin))
    plugins = tuple(plugins)
    alone = Isolated(plugin, plugins)

    def session(parties: Mapping[str, PartyKind]) -> Session:
        return Isolated(plugin, [*plugins, _Parties(parties)]).session if parties else alone.session

    return [_case(rule, session) for rule in alone.provided(Rule)]


class _Rules:
    """Rules as a plugin."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    @hookimpl
    def empact_rules(self) -> Iterable[Rule]:
        return self._rules


_SINCE = MEMBERS_KNOWN_UNTIL + dt.timedelta(days=1)


class _Parties:
    """The invented parties of a case as a plugin; a member state is one only after the real ones are known."""

    def __init__(self, parties: Mapping[str, PartyKind]) -> None:
        self._parties = parties

    @hookimpl
    def empact_parties(self) -> Iterator[Party]:
        for code, kind in self._parties.items():
            memberships = (Membership(since=_SINCE),) if kind is PartyKind.MEMBER_STATE else ()
            yield Party(code=code, kind=kind, name=f"{code} (invented)", memberships=memberships, source="invented")


def _case(rule: Rule, session: Callable[[Mapping[str, PartyKind]], Session]) -> RuleCase:
    try:
        text = case_text(rule)
        if text is None:
            fault = f"The file cases/{rule.name}.yaml is missing next to the module {rule.check.__module__!r}."
            return RuleCase(rule=rule, fault=fault, session=session({}))
        case = case_of(yaml.safe_load(text))
        as_of = None if case.as_of is None else dt.date.fromisoformat(case.as_of)
    except Exception as crash:  # noqa: BLE001 - any fault of the file is reported when the case is checked
        fault = f"The file cases/{rule.name}.yaml cannot be used: {cause_of(crash)}"
        return RuleCase(rule=rule, fault=fault, session=session({}))
    return RuleCase(
        rule=rule,
        bad=case.bad,
        good=case.good,
        finds=case.finds,
        others=case.others,
        bad_ledger=case.bad_ledger,
        good_ledger=case.good_ledger,
        bad_files=case.bad_files,
        good_files=case.good_files,
        as_of=as_of,
        session=session(case.parties),
    )
