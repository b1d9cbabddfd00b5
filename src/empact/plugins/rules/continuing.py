"""Rules about the next plan: what a draft proposes is decided, and what continues leads from and to an action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact import Plan, Portfolio
from empact.analysis import PortfolioContext
from empact.diagnostics import Pointer, Severity, did_you_mean
from empact.hooks import Finding, Rule, RuleContext
from empact.model import Anchor, Note, Proposal, ProposalKind, Ref, Section, Span
from empact.plugins.rules.phrasing import listed
from empact.plugins.rules.reported import actions, wrong
from empact.plugins.rules.texts import Path, anchors, pointer

_PROPOSED: Mapping[ProposalKind, str] = {
    ProposalKind.CONTINUE: "proposes to continue",
    ProposalKind.END: "proposes to end",
    ProposalKind.ASK: "asks what becomes of",
}
_MOST_PLACES = 5
"""How many places that have the number of an action are named."""


def proposal_undecided(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The draft of a plan proposes something for an action, and nobody has decided it yet.

    `empact continue` drafts the next plan with every action of the earlier one. Each has a proposal: continue, end or
    ask, with the reason from what was known on that day. The cells that named dates of the earlier plan are empty. A
    proposal is not a decision. To continue the action, fill in the empty cells and delete `proposal`. To end it, delete
    the action. `continues` stays: it says which action of the earlier plan continues.

    The number that an action gets once others are gone is proposed, too. Notes (`qualifies`) and typed values
    (`stated`) say the place of a text with the number of its action: the finding counts those that have to get the new
    number, since the old one can become that of another action.
    """
    for at, action in ctx.actions():
        proposal = action.proposal
        if proposal is None:
            continue
        hint = _how_to_decide(proposal)
        if proposal.number is not None:
            hint += _how_to_renumber(action.number, proposal.number, anchors(ctx))
        yield Finding(
            f"The draft {_PROPOSED[proposal.what]} action {action.number}, which is not decided.",
            at / "proposal" / "why",
            hint=hint,
        )


def _how_to_decide(proposal: Proposal) -> str:
    cells = listed(list(proposal.before))
    keep = f"fill in {cells}, and delete 'proposal'" if cells else "delete 'proposal'"
    if proposal.what is ProposalKind.CONTINUE:
        return f"To continue it, {keep}; otherwise delete the action."
    return f"To end it, delete the action; to continue it, {keep}."


def _how_to_renumber(old: str, new: str, places: Iterable[tuple[Path, Anchor]]) -> str:
    """Say which places of the plan have to get the new number of an action; nothing if there are none."""
    pointers = [str(pointer(path)) for path, anchor in places if anchor.part == old]
    if not pointers:
        return ""
    more = len(pointers) - _MOST_PLACES
    named = [*pointers[:_MOST_PLACES], *([f"{more} more"] if more > 0 else [])]
    return f" If it becomes {new}, change {old} to {new} in {listed(named)}, too."


def continues_nothing(ctx: PortfolioContext) -> Iterator[Finding]:
    """An action says that it continues another one, which does not exist.

    Nobody can follow the action back to its results. `continues` names an action of an earlier plan with the id of that
    plan, such as `C-2012:2.2`. The action is looked up if the plan is checked together with this one.
    """
    portfolio = ctx.portfolio
    for plan in portfolio:
        for position, action in enumerate(plan.actions):
            for index, ref in enumerate(action.continues):
                is_own = ref.plan in {None, plan.id}
                why = "it is not an action of an earlier plan" if is_own else _missing(plan, ref, portfolio)
                if why is not None:
                    meant = _meant(plan, ref, portfolio)
                    yield Finding(
                        f"Action {action.number} continues {ref}, but {why}.",
                        Pointer() / "actions" / position / "continues" / index,
                        hint=f"Write the action of the earlier plan{meant}, or delete the entry.",
                        plan=plan,
                    )


def carried_over_nowhere(ctx: PortfolioContext) -> Iterator[Finding]:
    """A report carries an action over to an action of a later plan that does not exist.

    A delay is hidden if nobody can follow the action. The action is looked up if the later plan is checked together
    with this one. Often it got another number before the later plan was agreed.
    """
    portfolio = ctx.portfolio
    for plan in (plan for plan in portfolio if plan.id in ctx.reports):
        for filed, at, action in actions(ctx.of(plan)):
            ref = action.carried_over
            if ref is None or ref.plan in {None, plan.id}:
                continue  # carried-over-without-action reports it
            why = _missing(plan, ref, portfolio)
            if why is not None:
                said = f"carries action {action.action} over to {ref}, but {why}."
                right = f"with the action of the later plan{_meant(plan, ref, portfolio)}"
                yield attrs.evolve(wrong(filed, said, at / "carried_over", right), plan=plan)


def _missing(plan: Plan, ref: Ref, portfolio: Portfolio) -> str | None:
    """Say why a reference leads to no action of a loaded plan; None if it leads to one, or the plan is not loaded."""
    resolution = portfolio.resolve(plan, ref)
    if not any(other.id == ref.plan for other in resolution.plans):
        return None  # a letter means plans of the same time, and not the earlier or the later one
    return "it names no action" if ref.action is None else resolution.why


def _meant(plan: Plan, ref: Ref, portfolio: Portfolio) -> str:
    """Return the action of a loaded plan that a misspelt number certainly means, for a hint."""
    numbers = [action.number for other in portfolio.resolve(plan, ref).plans for action in other.actions]
    close = did_you_mean(ref.action or "", numbers)
    return f", such as {close}" if close else ""


def text_of_earlier_year(ctx: PortfolioContext) -> Iterator[Finding]:
    """A section or a note has the same text as in the plan before, and names a year of that plan.

    The text of a plan is often taken over from the year before. "This OAP only relates to the first year (2012)" (plan
    section 5.1) is then wrong. The plan before is the last one of the same priority that ends before this one begins,
    or one whose actions continue in this one. It has to be checked together with this plan.
    """
    for plan in ctx.portfolio:
        yield from _of_earlier_year(plan, ctx.portfolio.predecessors(plan))


def _of_earlier_year(plan: Plan, earlier: Sequence[Plan]) -> Iterator[Finding]:
    parts: list[tuple[Pointer, str, Section | Note]] = [
        *((Pointer() / "sections" / at, f"Section {part.number}", part) for at, part in enumerate(plan.sections)),
        *((Pointer() / "notes" / at, f"Note {part.mark}", part) for at, part in enumerate(plan.notes)),
    ]
    for at, name, part in parts:
        for other in earlier:
            before = other.find_section(part.number) if isinstance(part, Section) else other.find_note(part.mark)
            years = _years(str(part.text), other.period)
            if years and before is not None and str(before.text) == str(part.text):
                yield Finding(
                    f"{name} has the text of {other.id}, which names {listed(years)}.",
                    at / "text",
                    hint="Write the year of this plan, or the words that are right now.",
                    plan=plan,
                )
                break


def _years(text: str, period: Span | None) -> list[str]:
    """Return the years of a period that a text names, in their order, each once."""
    if period is None:
        return []
    years = dict.fromkeys(re.findall(r"(?<!\d)[12]\d{3}(?!\d)", text))
    return [year for year in years if period.start.year <= int(year) <= period.end.year]


RULES = (
    Rule(code="OAP711", name="proposal-undecided", severity=Severity.WARNING, check=proposal_undecided),
    Rule(code="OAP712", name="continues-nothing", severity=Severity.ERROR, check=continues_nothing, scope="portfolio"),
    Rule(
        code="OAP713",
        name="carried-over-nowhere",
        severity=Severity.WARNING,
        check=carried_over_nowhere,
        scope="portfolio",
    ),
    Rule(
        code="OAP714",
        name="text-of-earlier-year",
        severity=Severity.WARNING,
        check=text_of_earlier_year,
        scope="portfolio",
    ),
)
