"""Rules of the house style: abbreviations are explained, and sentences are short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from empact import Action, Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Option, Rule, RuleContext

USUAL = frozenset({"KPI", "OAP", "EMPACT"})
"""Abbreviations that every reader of a plan knows."""

_CELLS = ("activity", "description", "target", "kpis")
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{3,}(?=s?(?![\w-]))")
_IN_BRACKETS = re.compile(r"\(([A-Z]{3,})s?\)")
_BEFORE_BRACKETS = re.compile(r"(?<![\w-])([A-Z]{3,})s? \([^()]*[a-z]")
_END = re.compile(r"(?<=[a-z)])[.!?:;]\s+")


def _texts(action: Action) -> Iterator[tuple[str, str]]:
    """Yield the texts of an action, each with the name of its field."""
    for name in _CELLS:
        yield name, getattr(action, name).plain


def _prose(plan: Plan) -> Iterator[str]:
    """Yield every text of the plan that can explain an abbreviation."""
    yield from (plan.title or "", plan.cover.covering.plain)
    yield from (section.text.plain for section in plan.sections)
    yield from (text.plain for goal in plan.goals for text in (goal.body, goal.annex))
    yield from (text for action in plan.actions for _, text in _texts(action))
    yield from (note.text.plain for note in plan.notes)


def _known_abbreviations(plan: Plan) -> set[str]:
    """Return the abbreviations that the plan explains, and the names of systems and projects that it lists."""
    known = {*USUAL}
    for text in _prose(plan):
        known.update(_IN_BRACKETS.findall(text), _BEFORE_BRACKETS.findall(text))
    known.update(channel.system for channel in plan.channels)
    for action in plan.actions:
        known.update(channel.system for channel in action.channels)
        known.update(initiative.name for initiative in action.initiatives)
    return known


def abbreviation_not_explained(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The table uses an abbreviation that the plan does not explain.

    Thirty authorities read the plan, many of them in a second language. The plan explains an abbreviation if it is in
    brackets after the full words, "High Impact Operations (HIO)", or before them. Parties are known, and so are the
    systems and projects that the plan lists. Each abbreviation is reported once, at its first use.
    """
    known = _known_abbreviations(plan)
    for at, action in ctx.actions():
        for name, text in _texts(action):
            for word in dict.fromkeys(_ABBREVIATION.findall(text)):
                if word not in known and ctx.register.find(word) is None:
                    known.add(word)
                    yield Finding(
                        f"Action {action.number} uses the abbreviation {word!r}, which the plan does not explain.",
                        at / name,
                        words=word,
                        hint=f"Write the full words once, followed by ({word}).",
                    )


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences and list items of a text."""
    for line in text.splitlines():
        yield from _END.split(line)


def long_sentence(plan: Plan, ctx: RuleContext, *, most_words: int) -> Iterator[Finding]:
    """A sentence in the table has more than 45 words, or more than the project sets.

    Readers must understand at once who does what. A colon or a semicolon ends a sentence here; so does each item of a
    list. In each cell, only the longest sentence is reported.
    """
    for at, action in ctx.actions():
        for name, text in _texts(action):
            longest = max((sentence.split() for sentence in _sentences(text)), key=len, default=list[str]())
            if len(longest) > most_words:
                yield _long(at / name, action, longest, most_words)


def _long(at: Pointer, action: Action, words: list[str], most_words: int) -> Finding:
    """Report a long sentence with its number of words and its first words."""
    return Finding(
        f"Action {action.number} has a sentence of {len(words)} words (at most {most_words}), which begins "
        f"{' '.join(words[:4])!r}.",
        at,
        words=" ".join(words[:4]),
        hint="Split it into two sentences, or make it a list.",
    )


_MOST_WORDS = Option(
    "most_words", summary="The most words that a sentence may have.", type=int, between=(10, 200), default=45
)

RULES = (
    Rule(code="DESK101", name="abbreviation-not-explained", severity=Severity.INFO, check=abbreviation_not_explained),
    Rule(
        code="DESK102",
        name="long-sentence",
        severity=Severity.INFO,
        check=long_sentence,
        options=(_MOST_WORDS,),
    ),
)
