"""Rules about actions and priorities that the prose of an action mentions without a link."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from empact import Plan
from empact.analysis import Connection
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule, RuleContext, language
from empact.model import Cell, Prose, Target
from empact.plugins.rules.phrasing import listed
from empact.plugins.rules.vocabulary import first_words, vocabulary

_CELLS = ("activity", "description", "target")


def _links(mention: Connection) -> Related:
    """Return the cell in which the link of a mention is missing."""
    at, action = Pointer("/actions") / mention.position / "links", mention.action
    return Related(
        at, f"the links of action {action.number}" if action.links else f"action {action.number} has no links"
    )


def mentioned_not_linked(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The prose of an action mentions another action, but the action does not link to it.

    A sentence such as "based on the outcomes of the risk analysis under Actions 1.1 and 1.3" is an inter-dependency
    like any other. The readers of the columns I/D have to find it there. A number counts only after the words action,
    actions, OA or OAs, and only if the plan has this action. "1/2-week", dates and actions of another plan ("action 2.1
    of the OAP on firearms") are ignored. Each mentioned action is reported once per action.
    """
    for mention in ctx.plan_links.prose:
        if mention.ref.action is not None:
            number, other = mention.action.number, mention.ref.action
            yield Finding(
                f"Action {number} mentions action {other} in its {mention.cell} but does not link to it.",
                mention.at,
                words=mention.words,
                hint=f"Add {other} to the links of {number}.",
                related=(_links(mention),),
            )


def priority_mentioned_not_linked(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The prose of an action mentions another priority that the plan overlaps with, but the action does not link to it.

    The plan says which priorities it overlaps with and why (section 2), and the table has to give "cross-reference
    between activities which also contribute to a different priority" (section 3). The rule looks for the name of the
    priority in this plan and its name in the policy cycle ("THB", "Trafficking in human beings"), as complete words.
    Only acronyms are case-sensitive. Any link to the priority is enough: to a goal, an action or the complete plan.
    Mentioning a region is not the same as contributing, so this is only a hint to check.
    """
    for mention in ctx.plan_links.prose:
        if mention.ref.plan is not None:
            yield Finding(
                f"Action {mention.action.number} mentions {mention.words!r} in its {mention.cell} but does not link to "
                f"priority {mention.ref.plan} ({mention.name}).",
                mention.at,
                words=mention.words,
                hint=f"If the action contributes to it, add a link such as {mention.ref.plan}:SG*.",
                related=(_links(mention),),
            )


@functools.cache
def _initiatives() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return a pattern for names of initiatives, in capitals or quotation marks beside a word such as "project".

    The words beside them are returned, too, as first words.
    """
    words = language("en.rules")
    name = r"[A-Z][A-Z0-9-]{3,30}[A-Z0-9](?!\w)|[“„\"][A-Z][^“”„\"]{2,40}[”\"]"
    before, after = words.pattern("initiatives", "before"), words.pattern("initiatives", "after")
    pattern = re.compile(
        rf"(?i:{before}) (?P<behind>{name})|(?<!\w)(?P<ahead>{name}) (?:[a-z]{{1,20}} ){{0,2}}(?i:{after})(?!\w)"
    )
    return pattern, first_words(*(words.spellings("initiatives", side) for side in ("before", "after")))


def _on_one_line(cell: Prose | Cell[Target]) -> str:
    return " ".join(cell.plain.split())


def initiative_not_linked(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Actions name the same project or other initiative, but no link connects them.

    Two actions that work in the framework of EUROSUR use the same systems and people, and need each other's results. A
    name counts if it is in capitals or in quotation marks beside a word such as project, pilot, operation or programme,
    at least once in the plan. A link in one direction is enough. Actions with withheld links are ignored. Each name is
    reported once, at the first action that has no link with the others.
    """
    words = vocabulary(ctx)
    named, first = _initiatives()
    beside = words.texts_with(first)
    prose = [
        (action.number, at, cell, getattr(action, cell))
        for at, action in ctx.actions()
        if not action.links.withheld
        for cell in _CELLS
    ]
    matches = [match for _, _, _, text in prose if str(text) in beside for match in named.finditer(_on_one_line(text))]
    places: dict[str, dict[str, Pointer]] = {(match["behind"] or match["ahead"]).strip('“”„"'): {} for match in matches}
    if not places:
        return
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(places, key=len, reverse=True)))})(?!\w)")
    naming = words.texts_with(first_words(places))
    for number, at, cell, text in prose:
        for name in names.findall(_on_one_line(text)) if str(text) in naming else ():
            places[name].setdefault(number, at / cell)
    linked: set[tuple[str, str]] = set()
    for _, action, link in ctx.links():
        if link.to.plan is None and link.to.action is not None:
            linked |= {(action.number, link.to.action), (link.to.action, action.number)}
    for name, by_number in places.items():
        numbers = list(by_number)
        alone = [number for number in numbers if not any((number, other) in linked for other in numbers)]
        if len(numbers) > 1 and alone:
            others = [number for number in numbers if number != alone[0]]
            what = "them" if len(alone) == len(numbers) else f"{listed(alone)} with the others"
            yield Finding(
                f"Actions {listed(numbers)} name {name}, but no link connects {what}.",
                by_number[alone[0]],
                words=name,
                hint=f"If they depend on each other, add {others[0]} to the links of {alone[0]}.",
                related=tuple(
                    Related(by_number[number], f"action {number} names {name}", words=name) for number in others
                ),
            )


RULES = (
    Rule(code="OAP203", name="mentioned-not-linked", severity=Severity.WARNING, check=mentioned_not_linked),
    Rule(
        code="OAP204",
        name="priority-mentioned-not-linked",
        severity=Severity.INFO,
        check=priority_mentioned_not_linked,
    ),
    Rule(code="OAP211", name="initiative-not-linked", severity=Severity.INFO, check=initiative_not_linked),
)
