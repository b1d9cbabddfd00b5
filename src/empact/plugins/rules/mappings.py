"""Rules about mappings: actions that a revision does not have, and decisions that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.plugins.rules.phrasing import format_date, listed

if TYPE_CHECKING:
    from empact.model import FiledMapping

_INSTEAD = "Add a mapping that supersedes it: 'empact records map'."


def action_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A mapping names an action that the revision does not have.

    A mapping says where the records about an action stand after a revision. With a wrong number, they stand nowhere:
    they name an action that the plan does not have, and do not count.
    """
    revision = plan.cover.number.plain or None
    loaded = {other.cover.number.plain for other in ctx.portfolio if other.id == plan.id}
    for filed in _in_force(ctx):
        content = filed.content
        earlier, later = content.earlier, content.later
        for index, mapped in enumerate(content.actions):
            at = Pointer() / "actions" / index
            if revision == earlier.revision:
                unknown = plan.find_action(mapped.action) is None
            else:  # the command writes the content of each action that it knows
                unknown = revision == later.revision and earlier.revision not in loaded
                unknown = unknown and mapped.action not in earlier.actions
            if unknown:
                yield _unknown(filed, mapped.action, earlier.revision, at / "action")
            for number in mapped.destinations if revision == later.revision else ():
                if plan.find_action(number) is None:
                    yield _unknown(filed, number, later.revision, at / ("to" if number in mapped.to else "records"))


def _unknown(filed: FiledMapping, number: str, revision: str | None, at: Pointer) -> Finding:
    message = f"{_named(filed)} names {number}, which is not an action of {revision}."
    return Finding(message, at, hint=_INSTEAD, file=filed)


def contradicting(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Two mappings put the records about one action in different places, or one mapping does.

    Neither counts for this action: its records are treated as without a mapping. A person decides again, with a mapping
    that supersedes both.
    """
    for step in () if ctx.revision_paths is None else ctx.revision_paths.steps:
        for number, pairs in step.contradicted.items():
            *_, (filed, mapped) = pairs
            places = dict.fromkeys(listed(each.to) if each.to else "no action" for _, each in pairs)
            others = dict.fromkeys(f"the mapping {each.id}" for each, _ in pairs if each is not filed)
            if len(places) > 1:
                says = f"the records about {number} go to {' and to '.join(places)}"
            else:
                says = f"some of the records about {number} go to different actions"
            yield Finding(
                f"{_named(filed)} contradicts {listed([*others]) if others else 'itself'}: {says}.",
                Pointer() / "actions" / filed.content.actions.index(mapped),
                hint="Add a mapping that supersedes them: 'empact records map'.",
                file=filed,
            )


def _in_force(ctx: RuleContext) -> tuple[FiledMapping, ...]:
    return () if ctx.revision_paths is None else ctx.revision_paths.mappings


def _named(filed: FiledMapping) -> str:
    return f"The mapping of {format_date(filed.content.on)}"


RULES = (
    Rule(code="OAP838", name="mapping-action-unknown", severity=Severity.ERROR, check=action_unknown),
    Rule(code="OAP839", name="mappings-contradict", severity=Severity.ERROR, check=contradicting),
)
