"""Rules about what is refused when a report is added: one for each refusal, and one for what only a mapping does."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.analysis import REFUSALS, Refusal
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule, RuleContext
from empact.plugins.rules.figures import merged_definitions
from empact.plugins.rules.phrasing import listed
from empact.plugins.rules.reported import in_force

_DECIDE = "To leave it with the earlier revision: 'empact records map' with --put {number}:{id}=."


class _Check:
    """Finds what a refusal is about in the reports in force. It can be pickled, as a function in a function cannot."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Check) and other.refusal == self.refusal

    def __hash__(self) -> int:
        return hash(self.refusal)

    def __call__(self, _plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
        if in_force(ctx):
            from empact.analysis import refused  # most validations have no reports

            for wrong in refused(ctx, self.refusal):
                if wrong.written_as:
                    continue  # a mapping makes it so, and the report is right
                met = tuple(Related(also.at, also.said, file=also.filed) for also in wrong.meets)
                yield Finding(wrong.said, wrong.at, hint=wrong.hint, file=wrong.filed, related=met)


def _rule(refusal: Refusal) -> Rule:
    """Return the rule that finds what a refusal is about."""
    option = (refusal.accepted_by or "").replace("_", "-")
    accept = f" With `--{option}`, the report is added all the same." if option else ""
    return Rule(
        code=refusal.code,
        name=refusal.key,
        about=("reports",),
        severity=Severity.WARNING if refusal.acceptable else Severity.ERROR,
        check=_Check(refusal),
        doc=f"{refusal.title}\n\n{refusal.why}\n\n`empact report add` refuses it. {refusal.instead}{accept}",
    )


def mapped_record_misfits(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report or a KPI decision does not fit the action where a mapping puts it.

    After a revision that merges two actions, one report can state two values of one thing, and the KPI register can
    decide twice about one KPI; and a party can have reported as the leader of an action that another one leads now.
    The records are right as they were written, so they are not corrected. Of several values, the progress of the plan
    shows the range; what only the leader can state is listed separately; the first KPI decision counts.
    """
    if ctx.revision_paths is None:
        return
    from empact.analysis import every_refused  # most plans have no mapping

    for found in every_refused(ctx) if in_force(ctx) else ():
        if found.written_as:
            then = ctx.whole_reports.report(found.filed.id).content.written_for.revision if ctx.whole_reports else None
            was = f"{listed(found.written_as)} of {then or 'an earlier revision'}"
            yield Finding(
                f"{found.said} A mapping puts here what was reported about {was}.",
                found.at,
                hint=f"The report is right as it is. {_DECIDE.format(number=found.written_as[-1], id=found.filed.id)}",
                file=found.filed,
            )
    for index, definition in merged_definitions(ctx):
        yield Finding(
            f"The KPI register decides twice about KPI {definition.kpi} of action {definition.action}, since a mapping "
            "merges two actions: the first decision counts.",
            Pointer() / "definitions" / index,
            hint="Both decisions are right as they are. Decide in the KPI register about the KPI as it is now.",
            file=ctx.kpi_register,
        )


RULES = (
    *map(_rule, REFUSALS),
    Rule(
        code="OAP846",
        name="mapped-record-misfits",
        about=("reports",),
        severity=Severity.WARNING,
        check=mapped_record_misfits,
    ),
)
