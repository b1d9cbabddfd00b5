"""The goals of a plan as a document introduces them: above their actions, or in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from empact.plugins.importing.layouts import GOAL_NUMBER, Layout, Pattern
from empact.plugins.importing.source import MARK, Passage, Sourced

_GOES_ON = re.compile(r"[,;/&+0-9]")
"""How words go on that are not the words of a goal: ``SG 1, 2``."""
_NO_TOKEN = re.compile(r"[\s,:;/]+")


@attrs.frozen
class ReadGoal:
    """A goal that a text introduces."""

    number: str
    """Its number."""
    words: Passage
    """Its words; empty without any."""
    left: str = ""
    """What follows the number and is not its words, such as ``and SG 2``."""


def goal_in(passage: Passage, patterns: Iterable[Pattern]) -> ReadGoal | None:
    """Return the goal that a text introduces; None if it is about something else."""
    patterns = tuple(patterns)
    for pattern in patterns:
        match = pattern.compiled.fullmatch(passage.text)
        if match is not None:
            number = "".join(match["number"].split())
            words = passage.cut(match.start("text"), match.end("text"))
            between = passage.text[match.end("number") : len(passage.text) - len(match["text"].lstrip())]
            is_apart = "\n" in between or between.strip() or not pattern.is_loose
            is_other = _is_goal(words, patterns) and ":" not in between  # behind a colon, "SG 1" is the words of a goal
            if is_other or not (is_apart or _begins(words)):
                return ReadGoal(number, Passage(), words.text)
            return ReadGoal(number, words)
    return None


def _is_goal(words: Passage, patterns: Iterable[Pattern]) -> bool:
    return any(pattern.compiled.fullmatch(words.text) for pattern in patterns)


def _begins(words: Passage) -> bool:
    """Whether words without a sign before them are those of a goal: they begin with a capital."""
    text = MARK.sub("", words.text).lstrip()
    return not text[:1].islower() and _GOES_ON.match(text) is None


def is_goal_number(line: str) -> bool:
    """Whether a line is the number of a goal, and nothing else."""
    return re.fullmatch(GOAL_NUMBER, line) is not None


def goal_number(goal: Sourced, layout: Layout) -> str:
    """Return the number of the goal of an action by the words of its column."""
    found = goal_in(goal.passage, (*layout.goal_rows, *layout.goal_items))
    return token(goal.passage.line) if found is None else found.number


def token(line: str) -> str:
    """Return a line as the number of a part of a plan, which has no spaces, commas, colons, semicolons or slashes."""
    return _NO_TOKEN.sub("-", line)
