"""Groups findings: by plan and by part of the plan, or by who leads the actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from empact.diagnostics import Diagnostic
from empact.hooks import FormatContext

if TYPE_CHECKING:
    from empact import Plan


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
        role, items = "Leader", assignments.of(number, PartyRole.LEADER, PartyRole.CO_LEADER)
    else:
        role, items = "Driver", assignments.of(None, PartyRole.DRIVER, PartyRole.CO_DRIVER)
    names = dict.fromkeys(name for item in items for name in [party.code for party in item.parties] or [item.name])
    return f"{role}{'' if len(names) == 1 else 's'} {', '.join(names)}" if names else f"{role} not named"
