"""Mentions: what the prose of an action speaks of has to stand in its links too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from empact import Action, Plan, UnknownIdError
from empact.hooks import Finding, Pointer, Rule, RuleContext, Severity, cycle
from empact.plugins.rules.links import linked_priorities

CELLS = ("activity", "description", "timing", "target")
"""The columns that hold prose."""

_ACTIONS = "(?:[Aa]ctions?|OAs?)"
_BETWEEN = "(?: ?[,/&–] ?(?:and |or )?| (?:and|or|to) )"
_NUMBER = r"[^ ,:;/()\[\]&–'’]++(?! (?:hours?|days?|weeks?|months?|years?)\b)"  # a duration is no number
_LIST = re.compile(rf"\b(?P<word>{_ACTIONS}) (?P<numbers>{_NUMBER}(?:{_BETWEEN}(?:{_ACTIONS} )?{_NUMBER})*)")
_PARTED = re.compile(f"{_BETWEEN}(?:{_ACTIONS} )?")
_ELSEWHERE = re.compile(r" (?:of|in|under|from) (?:the )?(?:OAP|[Pp]lan|[Pp]riority)\b")  # of another plan
_END = '.!?"”*'
_LONGEST_ACRONYM = 5


def _prose(at: Pointer, action: Action) -> Iterator[tuple[Pointer, str]]:
    """The prose of an action by column, its words parted by single blanks: a line may break anywhere."""
    for cell in CELLS:
        yield at / cell, " ".join(str(getattr(action, cell)).split())


def _mentioned(text: str) -> Iterator[str]:
    """The words that stand where a text names actions: "Actions 1.1 and 1.3". A bare figure needs a capital letter."""
    for found in _LIST.finditer(text):
        if _ELSEWHERE.match(text, found.end()):
            continue
        for number in _PARTED.split(found["numbers"]):
            number = number.rstrip(_END)  # noqa: PLW2901 - the sentence may end here
            if not number.isdecimal() or found["word"][0].isupper():
                yield number


def mentioned_not_linked(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The prose of an action names another action, which is not among its links.

    What a sentence says ("based on the outcomes of the risk analysis under Actions 1.1 and 1.3") is an inter-dependency
    like any other, and who reads the columns I/D has to find it there. A number counts only behind the words action,
    actions, OA or OAs, and only where the plan has such an action; "1/2-week", dates and actions of another plan
    ("action 2.1 of the OAP on firearms") are left alone. An action is told once for each one that it names.
    """
    linked: dict[str, set[str | None]] = {}
    for _, action, link in ctx.links(plan):
        if link.to.plan is None:
            linked.setdefault(action.number, set()).add(link.to.action)
    for at, action in ctx.actions(plan):
        known = {action.number, *linked.get(action.number, ())}
        for place, text in () if action.links.withheld else _prose(at, action):
            for number in _mentioned(text):
                if number not in known and ctx.portfolio.action(plan, number) is not None:
                    known.add(number)
                    yield Finding(
                        f"Action {action.number} speaks of action {number} in its {place.tokens[-1]}, yet does not "
                        f"link to it.",
                        place,
                        hint=f"Add {number} to the links of {action.number}.",
                        related=(at / "links",),
                    )


def _area(names: list[str]) -> re.Pattern[str]:
    """What the area of a priority is called, as whole words; an acronym only as it stands."""
    words: list[str] = []
    for name in names:
        acronym = name.isupper() and len(name) <= _LONGEST_ACRONYM
        words.append(re.escape(name) if acronym else f"(?i:{re.escape(name)})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _areas(plan: Plan) -> dict[str, tuple[str, re.Pattern[str]]]:
    """The priorities that the plan says it overlaps with: the name of each, and the words for its area."""
    try:
        known = {} if plan.cycle is None else {one.letter: one.name for one in cycle(plan.cycle.id).priorities}
    except UnknownIdError:
        known = {}
    names: dict[str, list[str]] = {}
    for overlap in plan.interdependencies:
        names.setdefault(overlap.priority, []).extend(filter(None, [overlap.name, known.get(overlap.priority)]))
    return {priority: (called[0], _area(called)) for priority, called in names.items() if called}


def priority_mentioned_not_linked(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The prose of an action names the area of another priority that the plan overlaps with, and no link goes there.

    The plan says which priorities it overlaps with and why (section 2), and the table is to give "cross-reference
    between activities which also contribute to a different priority" (section 3). The words that count are the name
    that the plan gives that priority and its name in the policy cycle ("THB", "Trafficking in human beings"), whole
    and in any case of letters, an acronym only as it stands. Any link to that priority answers, to a goal, an action
    or the whole plan. To name a region is not yet to contribute: it is worth a look, no more.
    """
    areas, linked = _areas(plan), linked_priorities(plan, ctx)
    for at, action in ctx.actions(plan):
        open_areas = {key: area for key, area in areas.items() if key not in linked.get(action.number, ())}
        for place, text in () if action.links.withheld else _prose(at, action):
            for priority, (name, words) in list(open_areas.items()):
                found = words.search(text)
                if found is not None:
                    del open_areas[priority]
                    yield Finding(
                        f"Action {action.number} speaks of {found[0]!r} in its {place.tokens[-1]}, yet does not link "
                        f"to priority {priority} ({name}).",
                        place,
                        hint=f"Where the action contributes to it, add a link such as {priority}:SG*.",
                        related=(at / "links",),
                    )


RULES = (
    Rule(code="OAP203", name="mentioned-not-linked", severity=Severity.WARNING, check=mentioned_not_linked),
    Rule(
        code="OAP204",
        name="priority-mentioned-not-linked",
        severity=Severity.INFO,
        check=priority_mentioned_not_linked,
    ),
)
