"""Rules about overlaps: similar actions of two plans, and the same action twice."""

from __future__ import annotations

from collections.abc import Iterator

from empact.analysis import LEAST, Common, Feature, PortfolioContext
from empact.diagnostics import Severity
from empact.hooks import Finding, Option, Related, Rule
from empact.plugins.rules.phrasing import listed

_NAMED = 5
"""Maximum shared things of each kind in a message; of the others, the message gives the number."""


_NAMES = {
    Feature.WORDS: ("word", "words"),
    Feature.PARTIES: ("party", "parties"),
    Feature.PLACES: ("place", "places"),
    Feature.WEEKS: ("weeks", "weeks"),
}


def _format_shared(reason: Common) -> str:
    """Format what two actions share in one feature: "the places Brindisi and Valona"."""
    things, (single, several) = list(reason.things), _NAMES[reason.feature]
    more = len(things) - _NAMED
    if more > 1:
        things = [*things[:_NAMED], f"{more} more"]
    return f"the {single if len(things) == 1 else several} {listed(things)}"


def possible_overlap(ctx: PortfolioContext, *, least: float) -> Iterator[Finding]:
    """An action is similar to an action of another plan: in words, parties, places and weeks.

    Two plans can plan the same work, because criminal groups are active in several priorities: "possible actions
    focusing on these criminal groups could be potentially carried out both under this OAP and under the OAP for the
    priority on Western Balkans", and such "overlaps and redundancies between different OAPs will be the subject of
    careful coordination and management attention" (plan section 2). The finding asks a question: is it the same action,
    should the two actions be coordinated, or are they independent? Both plans get the finding. Only plans that run at
    the same time and are checked together are compared. Two linked actions are not reported, because their authors know
    of each other. An overlap with an answer is not reported either; the answers are in the file that the configuration
    names as `answers`. `empact overlaps` shows scores and reasons.
    """
    for overlap in ctx.overlaps():
        if overlap.open and not overlap.twin and overlap.score >= least:
            for side, other in (overlap.sides, overlap.sides[::-1]):
                yield Finding(
                    f"Action {side.action.number} may overlap with {other} (score {overlap.score:.2f}): they share "
                    f"{'; '.join(map(_format_shared, overlap.reasons))}.",
                    side.at,
                    hint=f"Coordinate with the leaders of {other}, link the two, or add an answer for the overlap.",
                    plan=side.plan,
                )


def same_action_twice(ctx: PortfolioContext) -> Iterator[Finding]:
    """Two actions have nearly the same words and the same leaders, and share most parties and some weeks.

    This is a copying mistake, or one action under two goals. Its parties get the task twice, and its results are
    reported twice. The rule compares the actions of a plan, and the actions of two plans of the same priority at the
    same time. Within one plan, the later action is reported. An action that belongs to two goals is listed under one of
    them and links to the other (the column I/D SG). If both actions are intended, say so in the file of answers.
    """
    for overlap in ctx.overlaps():
        if not (overlap.open and overlap.twin):
            continue
        if overlap.one.plan is overlap.other.plan:
            first, second = overlap.one, overlap.other
            yield Finding(
                f"Action {second.action.number} is nearly the same as action {first.action.number}, with the same "
                f"leaders at the same time.",
                second.at,
                hint="Keep one of the two and link it to the goal of the other, or write how they differ.",
                related=(Related(first.at, f"action {first.action.number}"),),
                plan=second.plan,
            )
            continue
        for side, other in (overlap.sides, overlap.sides[::-1]):
            yield Finding(
                f"Action {side.action.number} is nearly the same as action {other}, with the same leaders at the same "
                f"time.",
                side.at,
                hint="Keep it in one of the two plans and link to it in the other, or write how they differ.",
                plan=side.plan,
            )


_SCORE = Option(
    "least", summary="The lowest score of an overlap that is reported.", type=float, between=(LEAST, 1), default=LEAST
)

RULES = (
    Rule(
        code="OAP707",
        name="possible-overlap",
        severity=Severity.INFO,
        check=possible_overlap,
        scope="portfolio",
        options=(_SCORE,),
    ),
    Rule(
        code="OAP708", name="same-action-twice", severity=Severity.WARNING, check=same_action_twice, scope="portfolio"
    ),
)
