"""The cases of a plugin's rules, each to be checked: the bad one fires exactly as told, the good one is silent."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

import attrs
import yaml

from empact.diagnostics import Diagnostic, Severity
from empact.errors import cause_of
from empact.hooks import Rule, hookimpl
from empact.model import FrozenMap, Plan
from empact.session import Session
from empact.storage.reading import Reading
from empact.testing.isolation import Isolated
from empact.validation.cases import ExpectedFinding, case_of, case_text


@attrs.frozen(kw_only=True)
class RuleCase:
    """A rule with its page, the plan in which it finds something, and the plan in which it finds nothing.

    Both are the text of a YAML file, ``finds`` is what the rule finds in the first, ``others`` are plans together with
    which both are checked, and ``as_of`` is the date of knowledge. The ledgers hold what is recorded about the plan:
    texts of entries by their ids. ``fault`` says why the case cannot be used; such a case fails when it is checked.
    """

    rule: Rule
    bad: str = ""
    good: str = ""
    finds: tuple[ExpectedFinding, ...] = ()
    others: tuple[str, ...] = ()
    bad_ledger: Mapping[str, str] = FrozenMap()
    good_ledger: Mapping[str, str] = FrozenMap()
    as_of: dt.date | None = None
    fault: str | None = None
    session: Session = attrs.field(repr=False, eq=False)

    @property
    def id(self) -> str:
        """The case as pytest lists it: ``OAP201-dangling-link``."""
        return f"{self.rule.code}-{self.rule.name}"

    def check(self) -> None:
        """Fail with everything that is wrong with the rule's page, its bad case and its good case."""
        problems = self.problems()
        if problems:
            raise AssertionError("\n".join(problems))

    def problems(self) -> tuple[str, ...]:
        """Everything that is wrong, a sentence each."""
        told = [*page_problems(self.rule), *([self.fault] if self.fault else self._problems())]
        return tuple(f"{self.id}: {one}" for one in told)

    def plans(self) -> Mapping[str, Plan]:
        """The bad and the good plan, as far as they can be read."""
        texts = {"bad": self.bad, "good": self.good} if self.fault is None else {}
        plans = {which: self._read(text).value for which, text in texts.items()}
        return {which: plan for which, plan in plans.items() if plan is not None}

    def _read(self, text: str) -> Reading[Plan]:
        return self.session.read(io.StringIO(text), format="yaml")

    def _problems(self) -> Iterator[str]:
        if not self.finds:
            yield "The case names no finding of the bad plan: fill in 'finds'."
        found, others = self._validated(self.bad, self.bad_ledger)
        yield from (f"The bad plan {one}" for one in others)
        told = [(one.place.pointer or "", one.message) for one in found]
        expected = [(one.at, one.says) for one in self.finds]
        for wanted in self.finds:
            places = [tuple(place.pointer for place in one.related) for one in found if one.message == wanted.says]
            if wanted.related is not None and wanted.related not in places:
                yield f"The bad plan has the finding at {wanted.at!r} with other related places."
        yield from (f"The bad plan lacks the finding at {at!r}: {says}" for at, says in _beyond(expected, told))
        yield from (f"The bad plan has at {at!r} the finding: {says}" for at, says in _beyond(told, expected))
        if told != expected and sorted(told) == sorted(expected):
            yield "The bad plan has its findings in another order: 'finds' follows the document."
        for one in found:
            if not one.message.endswith(".") or "\n" in one.message:
                yield f"The message is not one sentence with a full stop: {one.message!r}."
            if one.hint is None or not one.hint.endswith("."):
                yield f"The hint is no sentence that names the cure: {one.hint!r}, of the finding: {one.message}"
        found, others = self._validated(self.good, self.good_ledger)
        yield from (f"The good plan {one}" for one in others)
        yield from (f"The good plan has at {one.place.pointer!r} the finding: {one.message}" for one in found)

    def _validated(self, text: str, entries: Mapping[str, str]) -> tuple[list[Diagnostic], list[str]]:
        """What the rule finds in a plan, and what is badly wrong with the plan beside that."""
        readings = [self._read(one) for one in (text, *self.others)]
        bad = [one for reading in readings for one in reading.diagnostics]
        plans = [reading.value for reading in readings if reading.value is not None]
        if bad or len(plans) < len(readings):
            return [], [f"does not read well: {one.place.line}: {one.message}" for one in bad]
        with tempfile.TemporaryDirectory() as folder:
            for id, entry in entries.items():
                (Path(folder) / f"{id}.yaml").write_bytes(entry.encode())  # no system may change the ends of lines
            found = self.session.validate(*plans, as_of=self.as_of, ledger=folder)
        told = [one for one in found if str(one.place.subject).partition(":")[0] == plans[0].id]
        others = (one for one in told if one.code != self.rule.code and one.severity > Severity.INFO)
        return (
            [one for one in told if one.code == self.rule.code],
            [f"has a finding of {one.code} {one.name}: {one.message}" for one in others],
        )


def _beyond(some: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those of some that the others do not have, or not as often."""
    return (Counter(some) - Counter(others)).elements()


def page_problems(rule: Rule) -> tuple[str, ...]:
    """What is wrong with the page of a rule: it is a sentence on one line, an empty line, and why that matters."""
    first, gap, rest = rule.doc.partition("\n\n")
    problems: list[str] = []
    if not rule.summary.endswith(".") or first != rule.summary:
        problems.append(f"The page starts with {first!r} and not with a sentence on one line and an empty line.")
    if not gap or not rest.strip():
        problems.append("The page does not say why it matters: write that below its first line and an empty line.")
    return tuple(problems)


def rule_cases(plugin: object, *, plugins: Iterable[object] = ()) -> list[RuleCase]:
    """The cases of the rules of a plugin, or of rules by themselves, to hand to ``pytest.mark.parametrize``.

    A case is the file ``cases/NAME.yaml`` beside the module of the rule's check. Other rules may find nothing above
    info in it: those of empact, of the plugin, and of further ``plugins``.
    """
    if not hasattr(plugin, "empact_rules"):
        plugin = _Rules(cast("Iterable[Rule]", plugin))
    alone = Isolated(plugin, plugins)
    return [_case(rule, alone.session) for rule in alone.offers("empact_rules", Rule)]


class _Rules:
    """Rules as a plugin."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    @hookimpl
    def empact_rules(self) -> Iterable[Rule]:
        return self._rules


def _case(rule: Rule, session: Session) -> RuleCase:
    try:
        text = case_text(rule)
        if text is None:
            fault = f"The file cases/{rule.name}.yaml is missing beside the module {rule.check.__module__!r}."
            return RuleCase(rule=rule, fault=fault, session=session)
        case = case_of(yaml.safe_load(text))
        as_of = None if case.as_of is None else dt.date.fromisoformat(case.as_of)
    except Exception as crash:  # noqa: BLE001 - whatever is wrong with the file is told when the case is checked
        fault = f"The file cases/{rule.name}.yaml cannot be used: {cause_of(crash)}"
        return RuleCase(rule=rule, fault=fault, session=session)
    return RuleCase(
        rule=rule,
        bad=case.bad,
        good=case.good,
        finds=case.finds,
        others=case.others,
        bad_ledger=case.bad_ledger,
        good_ledger=case.good_ledger,
        as_of=as_of,
        session=session,
    )
