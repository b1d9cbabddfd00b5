"""Rules about confirmations: a party without such a part, contradictions of one day, and parts that are declined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.model import LedgerEntry, PartReply
from empact.plugins.rules.phrasing import format_date, listed

if TYPE_CHECKING:  # most plans have no confirmations
    from empact.analysis import Confirmation

_ENTRY = Pointer()


def _by_entry(confirmations: Iterable[Confirmation]) -> Iterator[tuple[LedgerEntry, Confirmation, str]]:
    """Yield the last of the same newest entries, with the first of its confirmations and all its actions in words."""
    by_digests: dict[tuple[str, ...], list[Confirmation]] = {}
    for said in confirmations:
        by_digests.setdefault(tuple(entry.digest for entry in said.entries), []).append(said)
    for several in by_digests.values():
        numbers = [*dict.fromkeys(said.action_number for said in several)]
        noun = "action" if len(numbers) == 1 else "actions"
        yield several[0].entries[-1], several[0], f"{noun} {listed(numbers)}"


def confirmation_without_part(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party confirms a part in an action that does not name it, and has no group that can mean it.

    Nothing follows from such an entry: the party gets no task, and is not expected to report. Either the entry names
    the wrong action or party, or the plan lacks the party. An unknown party is reported by ``entry-names-unknown``. Not
    reported: an action whose parties are withheld or cannot be read.
    """
    if not ctx.confirmations:
        return
    from empact.analysis import PlannedPart  # most plans have no confirmations

    for said in ctx.confirmations:
        action = plan.actions[said.position]
        hidden = any(cell.withheld or cell.unparsed for cell in (action.leaders, action.participants))
        if said.planned is not PlannedPart.NONE or hidden or ctx.register.find(said.party_code) is None:
            continue
        entry = said.entries[-1]
        refs = [ref.action for ref in entry.content.actions]
        yield Finding(
            f"{said.party_code} says on {format_date(said.on)} whether it takes part in action {action.number}, which "
            "does not name it and has no group that can mean it.",
            _ENTRY / "actions" / refs.index(action.number),
            hint="Add it again with the right party or action, and add a correction of this entry; or name the party "
            "in the next revision of the plan.",
            entry=entry,
        )


def confirmations_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party says different things of its part in an action on one day.

    The latest day counts, and entries of one day have no order. So nothing follows from them: the part is as the plan
    says, and stays open if it was.
    """
    differing = (said for said in ctx.confirmations if said.part is None)
    for entry, said, actions in _by_entry(differing):
        parts = [part.called for part in PartReply if any(part is entry.content.part for entry in said.entries)]
        yield Finding(
            f"{said.party_code} says different things of its part in {actions} on {format_date(said.on)}: "
            f"{listed(parts)}.",
            _ENTRY / "part",
            hint=f"Ask {said.party_code}, and add its confirmation of a later day, or a correction of the wrong entry.",
            entry=entry,
        )


def part_declined(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party declines a part that the plan gives it by name.

    This is for the Driver. COSI's validation confirms "the tasking responsibilities contained in the plan" (plan
    section 5.2), so declining releases nobody: the party still takes part, and is expected to report. Only a part that
    is to be confirmed falls away; the plan should then no longer name the party. Not reported: a party that declines to
    be one of an open group ("Relevant MS").
    """
    declined = [said for said in ctx.confirmations if said.part is PartReply.DECLINED]
    if not declined:
        return
    from empact.analysis import PlannedPart  # most plans have no confirmations

    for entry, said, actions in _by_entry(said for said in declined if said.planned is PlannedPart.NAMED):
        if ctx.draft:
            but = "but the draft names it"
            hint = (
                f"Ask {said.party_code}, and change the draft before it is validated. If COSI has validated it, record "
                "that: 'empact ledger add PLAN validation --by COSI'."
            )
        else:
            but = f"but the plan{_reached_since(said.on, ctx)} names it: it still takes part"
            hint = f"Ask {said.party_code}. Only a decision or the next revision of the plan can release it."
        yield Finding(
            f"{said.party_code} declined its part in {actions} on {format_date(said.on)}, {but}.",
            _ENTRY / "part",
            hint=hint,
            entry=entry,
        )
    for entry, said, actions in _by_entry(said for said in declined if said.planned is PlannedPart.TENTATIVE):
        yield Finding(
            f"{said.party_code} declined its part in {actions} on {format_date(said.on)}, which was to be confirmed.",
            _ENTRY / "part",
            hint=f"Remove {said.party_code} from the action in the next revision of the plan.",
            entry=entry,
        )


def _reached_since(on: dt.date, ctx: RuleContext) -> str:
    """Format the last state that the plan reached after a day: ", validated on 1 April 2031,"."""
    later = [
        f", {approval.state.value} on {format_date(approval.on)},"
        for approval in ctx.states
        if not approval.expected and approval.on is not None and on < approval.on
    ]
    return later[-1] if later else ""


RULES = (
    Rule(
        code="OAP818",
        name="confirmation-without-part",
        about=("ledger",),
        severity=Severity.WARNING,
        check=confirmation_without_part,
    ),
    Rule(
        code="OAP819",
        name="confirmations-differ",
        about=("ledger",),
        severity=Severity.WARNING,
        check=confirmations_differ,
    ),
    Rule(code="OAP820", name="part-declined", severity=Severity.WARNING, check=part_declined),
)
