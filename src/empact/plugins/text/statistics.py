"""What findings add up to: groups, numbers by rule, and the verdict."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from empact.diagnostics import Diagnostic, Diagnostics, Kind, Severity
from empact.hooks import FormatContext, printable
from empact.plugins.text.paint import Paint

if TYPE_CHECKING:
    from empact import Diagnostics, Plan


@attrs.frozen
class Group:
    """The findings about one plan, by subject."""

    plan: Plan | None
    """The plan. None for the findings that are about no plan."""
    parts: dict[str, list[Diagnostic]]
    """The findings, by the words of their subject."""

    @cached_property
    def _actions(self) -> frozenset[str]:
        return frozenset() if self.plan is None else frozenset(action.number for action in self.plan.actions)

    def is_action(self, subject: str) -> bool:
        """Whether a subject is an action of the plan."""
        return subject.partition(":")[2] in self._actions


def by_plan(findings: Iterable[Diagnostic], plans: Sequence[Plan]) -> Iterator[Group]:
    """Group findings by plan and by part of the plan, in the order of the first finding of each group.

    Findings about the complete plan come before those about its parts. Findings about a file without a plan come first
    and have no subject. Other findings, such as those about plugins, come last.
    """
    by_id = {(plan.source and plan.source.file, plan.id): index for index, plan in enumerate(plans)}
    # By name alone, because a finding about a ledger entry has the file of the entry.
    by_name = {plan.id: index for index, plan in reversed(list(enumerate(plans)))}
    by_file = {plan.source.file: index for index, plan in enumerate(plans) if plan.source is not None}
    groups: dict[int, dict[str, list[Diagnostic]]] = {}
    for finding in findings:
        place = finding.place
        named = (place.subject or "").partition(":")[0]
        home = by_id.get((place.file, named), by_file.get(place.file or "", by_name.get(named)))
        if home is not None:
            subject = place.subject or plans[home].id
        elif place.subject is None and place.file is not None:
            home, subject = -1, ""
        else:
            home, subject = len(plans), place.subject or "plugins"
        groups.setdefault(home, {}).setdefault(subject, []).append(finding)
    for home in sorted(groups):
        plan = plans[home] if 0 <= home < len(plans) else None
        own_first = sorted(groups[home].items(), key=lambda part: plan is not None and part[0] != plan.id)
        yield Group(plan, dict(own_first))


def by_leader(groups: Iterable[Group], ctx: FormatContext) -> dict[str, list[Diagnostic]]:
    """Return the findings by who has to act: the leaders of an action together, or the Drivers of the plan.

    Each finding is in one group. Parties that lead an action together are one group.
    """
    by_actor: dict[str, list[Diagnostic]] = {}
    for group in groups:
        for subject, findings in group.parts.items():
            by_actor.setdefault(_responsible(group, subject, ctx), []).extend(findings)
    return by_actor


def _responsible(group: Group, subject: str, ctx: FormatContext) -> str:
    from empact.analysis import PartyRole  # only this grouping resolves parties

    if group.plan is None:
        return "Not about a plan"
    assignments = ctx.context.of(group.plan).planned_assignments
    if group.is_action(subject):
        number = subject.partition(":")[2]
        role, items = "Leader", assignments.of_action(number, PartyRole.LEADER, PartyRole.CO_LEADER)
    else:
        role, items = "Driver", assignments.of_action(None, PartyRole.DRIVER, PartyRole.CO_DRIVER)
    names = dict.fromkeys(name for item in items for name in [party.code for party in item.parties] or [item.name])
    return f"{role}{'' if len(names) == 1 else 's'} {', '.join(names)}" if names else f"{role} not named"


_NAMED = 3
"""The maximum number of plans that the verdict names; if there are more, it only counts them."""


def verdict(diagnostics: Diagnostics, groups: Sequence[Group], lowest: Severity, ctx: FormatContext) -> list[str]:
    """Return the lines of the verdict.

    Sources that could not be read are named: counts alone would look as if they had been checked.

    Args:
        diagnostics: All findings.
        groups: The findings that are listed, by plan.
        lowest: The lowest severity that is listed.
        ctx: The context of the call.
    """
    counts = diagnostics.counts()
    hidden = {severity: number for severity, number in counts.items() if number and severity < lowest}
    listed = {severity: number for severity, number in counts.items() if number and severity >= lowest}
    if not ctx.plans and not diagnostics and ctx.missing:
        lines = ["No plan was checked."]
    elif listed:
        errors = "" if Severity.ERROR in listed else "No errors. "
        lines = [f"{errors}{_counted(listed)}{_located(groups, ctx.plans)}."]
    else:
        none = "No findings" if not hidden else "No errors" if lowest is Severity.ERROR else "No errors and no warnings"
        lines = [f"{none}{_plans(ctx.plans, 'in')}."]
    if diagnostics.waived:
        lines.append(f"{len(diagnostics.waived)} waived.")
    if hidden:
        words = ", ".join(count(number, severity) for severity, number in hidden.items())
        lines.append(f"{words} not shown; --show {min(hidden)} lists {'it' if sum(hidden.values()) == 1 else 'them'}.")
    if ctx.missing:
        lines.append(f"Not read: {', '.join(map(printable, ctx.missing))}.")
    return lines


def count(number: int, severity: Severity) -> str:
    """Format a number of findings: ``1 error``, ``2 warnings``, ``3 info``."""
    return f"{number} {severity}" if number == 1 or severity is Severity.INFO else f"{number} {severity}s"


def _counted(counts: Mapping[Severity, int]) -> str:
    words = [count(number, severity) for severity, number in counts.items()]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _located(groups: Sequence[Group], plans: Sequence[Plan]) -> str:
    """Say in how many of all actions the findings are, and how many of them: " in 2 of 16 actions of C-2012"."""
    by_action = [findings for group in groups for subject, findings in group.parts.items() if group.is_action(subject)]
    if not by_action:
        return _plans(plans, "in")
    in_actions = sum(map(len, by_action))
    some = in_actions < sum(len(findings) for group in groups for findings in group.parts.values())
    every = sum(len({action.number for action in plan.actions}) for plan in plans)
    part = f", {in_actions} of them" if some else ""
    return f"{part} in {len(by_action)} of {every} action{'' if every == 1 else 's'}{_plans(plans, 'of')}"


def _plans(plans: Sequence[Plan], preposition: str) -> str:
    names = ", ".join(" ".join(printable(plan.id).split()) for plan in plans)
    if len(plans) < 2:  # noqa: PLR2004 - the only plan is named without a count
        return f" {preposition} {names}" if plans else ""
    return f" {preposition} {len(plans)} plans{f' ({names})' if len(plans) <= _NAMED else ''}"


_HEAD = ("RULE", "COUNT", "CURE")
_CURES = 3
"""The maximum number of different cures that are shown for a rule."""
_ELSE = "..."
_INDENT = "    "
_LEAST = 40
"""The minimum width of the last column."""


def by_rule(findings: Diagnostics) -> list[tuple[Kind, Diagnostics]]:
    """Return the findings of each rule: the most severe rules first, and then those with the most findings."""
    groups = findings.by_kind()
    return sorted(groups.items(), key=lambda group: (_rank(group[1]), -len(group[1])))


def _rank(findings: Diagnostics) -> int:
    return sorted(Severity, reverse=True).index(severity_of(findings))


def severity_of(findings: Diagnostics) -> Severity:
    """Return the severity of the findings of a rule: the highest, if a waiver or a plugin changes one of them."""
    return findings.worst or Severity.INFO


def format_statistics(findings: Diagnostics, width: int, paint: Paint) -> str:
    """Format a table with a row for each rule: its code and name, the number of its findings, and the cure.

    The cure stands below the row if the columns are too wide.
    """
    groups = by_rule(findings)
    rules = [f"{kind.code} {kind.name}" for kind, _ in groups]
    counts = [count(len(rule_findings), severity_of(rule_findings)) for _, rule_findings in groups]
    first, second = (max(map(len, cells)) for cells in ((_HEAD[0], *rules), (_HEAD[1], *counts)))
    taken = first + second + 4
    beside = width - taken >= _LEAST
    lines = [paint.heading(f"{_HEAD[0]:<{first}}  {_HEAD[1]:>{second}}{f'  {_HEAD[2]}' if beside else ''}")]
    for rule, number, (_, rule_findings) in zip(rules, counts, groups, strict=True):
        row = f"{rule:<{first}}  {paint.severe(f'{number:>{second}}', severity_of(rule_findings))}"
        cure = textwrap.wrap(
            printable(cure_of(rule_findings)),
            width - (taken if beside else len(_INDENT)),
            break_on_hyphens=False,
            break_long_words=False,
        )
        if beside:
            lines.append(f"{row}  {cure[0]}" if cure else row)
            lines += (f"{' ' * taken}{line}" for line in cure[1:])
        else:
            lines += (row, *(f"{_INDENT}{line}" for line in cure))
    return "\n".join(lines)


def cure_of(findings: Iterable[Diagnostic]) -> str:
    """Return what the hints of a rule have in common, with ``...`` for the words that differ.

    Hints that have less than half of their words in common are different cures, each of which is shown. If most of
    the findings have no hint, there is no cure: that of the others is about them alone.
    """
    cures: list[list[str]] = []
    hints = [finding.hint for finding in findings]
    if hints.count(None) > len(hints) / 2:
        return ""
    for hint in dict.fromkeys(filter(None, hints)):
        words = hint.split()
        for index, cure in enumerate(cures):
            common = _common(cure, words)
            if 2 * sum(word.strip(",;") != _ELSE for word in common) >= max(len(cure), len(words)):
                cures[index] = common
                break
        else:
            if len(cures) == _CURES:
                return f"{' Or: '.join(map(' '.join, cures))} {_ELSE}"
            cures.append(words)
    return " Or: ".join(map(" ".join, cures))


def _common(one: list[str], other: list[str]) -> list[str]:
    """Return the words of two hints, where each run of words that differ is ``...``."""
    if len(one) == len(other):
        return _joined(word if word == also else _differing(word, also) for word, also in zip(one, other, strict=True))
    shorter = min(len(one), len(other))
    start = next((index for index in range(shorter) if one[index] != other[index]), shorter)
    end = next((index for index in range(shorter - start) if one[-1 - index] != other[-1 - index]), shorter - start)
    return _joined([*one[:start], _ELSE, *one[len(one) - end :]])


def _differing(word: str, also: str) -> str:
    """Return ``...``, with the comma that both words have behind them."""
    return f"{_ELSE}{word[-1]}" if word[-1] == also[-1] and word[-1] in ",;" else _ELSE


def _joined(words: Iterable[str]) -> list[str]:
    """Return words in which no ``...`` follows another one."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == _ELSE and word.startswith(_ELSE):
            joined[-1] = word
        else:
            joined.append(word)
    return joined
