"""Rules about mappings: what a revision does not have, decisions that contradict each other, and KPIs without one."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase
from typing import TYPE_CHECKING

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.plugins.rules.phrasing import format_date, listed
from empact.plugins.rules.reported import in_force, subject

if TYPE_CHECKING:
    from empact.model import FiledMapping

_DECIDE = "Decide what it is now: 'empact records map' with --put 2.1/1=2.2/2, or with --put 2.1/1= for none."
_INSTEAD = "Add a mapping that supersedes it: 'empact records map'."


def action_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A mapping names an action that the revision does not have.

    A mapping says where the records about an action stand after a revision. With a wrong number, they stand nowhere:
    they name an action that the plan does not have, and do not count.
    """
    revision = plan.cover.number.plain or None
    mappings = _in_force(ctx)
    loaded = {other.cover.number.plain for other in ctx.portfolio if other.id == plan.id} if mappings else set[str]()
    for filed in mappings:
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
            for kpi in mapped.kpis if revision == later.revision else ():
                for named in mapped.kpis[kpi]:
                    number, _, ordinal = named.partition("/")
                    action = plan.find_action(number)
                    if action is None or int(ordinal.rstrip(ascii_lowercase)) > len(action.kpis.items):
                        message = f"{_named(filed)} names {named}, which is not a KPI of {later.revision}."
                        yield Finding(message, at / "kpis" / kpi, hint=_INSTEAD, file=filed)


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


def kpi_unplaced(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A record is about a KPI, and no mapping says which KPI of this revision it is: it does not count for it.

    A revision can put the KPIs of an action in another order, drop one, or count other things. A mapping then says
    which KPI is which; `empact records map` proposes it where both count the same thing. A person decides the others.
    """
    paths = ctx.revision_paths
    if paths is None:
        return
    whole = {filed.digest: filed for filed in ctx.whole_reports or ()}
    records = [(whole.get(filed.digest, filed), filed.id, subject(filed)) for filed in in_force(ctx)]
    found = [(filed, subject, kpi) for filed, id, subject in records for kpi in paths.unplaced_kpis(filed.content, id)]
    for filed, called, kpi in found:
        if not kpi.decided:
            yield Finding(f"{called} does not count for {kpi.called}: {kpi.why}.", kpi.at, hint=_DECIDE, file=filed)
    register = ctx.whole_kpi_register
    for kpi in () if register is None else paths.unplaced_kpis(register, "kpis"):
        if not kpi.decided:
            message = f"The KPI register does not count for {kpi.called}: {kpi.why}."
            yield Finding(message, kpi.at, hint=_DECIDE, file=register)


def _in_force(ctx: RuleContext) -> tuple[FiledMapping, ...]:
    return () if ctx.revision_paths is None else ctx.revision_paths.mappings


def _named(filed: FiledMapping) -> str:
    return f"The mapping of {format_date(filed.content.on)}"


RULES = (
    Rule(
        code="OAP838", name="mapping-action-unknown", about=("reports",), severity=Severity.ERROR, check=action_unknown
    ),
    Rule(code="OAP839", name="mappings-contradict", about=("reports",), severity=Severity.ERROR, check=contradicting),
    Rule(code="OAP849", name="kpi-unplaced", about=("reports",), severity=Severity.ERROR, check=kpi_unplaced),
)
