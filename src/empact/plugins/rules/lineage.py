"""Rules about continued actions: an action of the previous plan is marked as such."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan, Portfolio, analysis
from empact.analysis import PortfolioContext
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule
from empact.plugins.rules.phrasing import listed


def _format_match(match: analysis.Match, earlier: Plan) -> str:
    """Format the earlier action of a match, and how many words of the activities are the same."""
    subject = f"{earlier.id}:{match.earlier.number}"
    if match.similarity is None or match.similarity.score == 1:
        return f"{subject} (all words)"
    return f"{subject} ({match.similarity.shared} of {match.similarity.every} different words)"


def carried_over_unmarked(ctx: PortfolioContext) -> Iterator[Finding]:
    """An action is clearly an action of the previous plan, but does not say that it continues it.

    It is normal to continue an action in the next plan: in the middle of 2016, 56 of 260 active actions came from the
    previous year. But this must be visible. Auditors complain of "slippage hidden by carry-over": an action that was
    not completed returns as a new one, and nobody asks for its results. Say in `continues` which action continues,
    under any number: `continues: [C-2012:6.3]`.

    Two activities are clearly the same if they share at least four of five of their distinct words. Other cells do not
    count. The previous plan is the last plan of the same priority that ends before this one begins. In a new policy
    cycle, it is a plan of the priorities that this one follows. It has to be checked together with this plan. If an
    action says what it continues, nothing is reported.
    """
    for plan in ctx.portfolio:
        yield from _repeated(plan, ctx.portfolio)


def _repeated(plan: Plan, portfolio: Portfolio) -> Iterator[Finding]:
    by_pointer: dict[str, list[tuple[analysis.Match, Plan]]] = {}
    for lineage in portfolio.lineage(plan):
        for match in lineage.matches:
            if match.plain and not match.stated:
                by_pointer.setdefault(match.at, []).append((match, lineage.earlier))
    for matches in by_pointer.values():
        first = matches[0][0]
        subjects = [f"{earlier.id}:{match.earlier.number}" for match, earlier in matches]
        yield Finding(
            f"The activity of action {first.later.number} repeats that of "
            f"{listed([_format_match(*match) for match in matches])}, but the action does not say that it continues "
            f"{'it' if len(matches) == 1 else 'them'}.",
            first.at / "activity",
            hint=f"Add 'continues: [{', '.join(subjects)}]', or reword the activity if it is a new one.",
            plan=plan,
        )


RULES = (
    Rule(
        code="OAP709",
        name="carried-over-unmarked",
        severity=Severity.WARNING,
        check=carried_over_unmarked,
        scope="portfolio",
    ),
)
