"""Answers: decisions of people about two actions that may overlap."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from empact.model.links import Ref, check_pair
from empact.model.plan import Source
from empact.model.typed import checked_value


class AnswerKind(enum.Enum):
    """The relation of two actions: one and the same, coordinated, or separate."""

    SAME = "same"
    COORDINATED = "coordinated"
    SEPARATE = "separate"


@checked_value(kw_only=True)
class Answer:
    """An answer to a possible overlap: the two actions, their relation, who decided it, and since which day.

    The plan asks for these decisions: "These possible overlaps and redundancies between different OAPs will be the
    subject of careful coordination and management attention" (plan section 2).
    """

    actions: tuple[Ref, ...] = attrs.field(validator=check_pair)
    answer: AnswerKind
    by: str
    on: dt.date
    remark: str | None = None

    @property
    def pair(self) -> frozenset[str]:
        """The two actions as text, in any order: ``C-2012:2.1`` and ``B-2012:2.3``."""
        return frozenset(map(str, self.actions))

    def __str__(self) -> str:
        return " and ".join(map(str, self.actions))


@checked_value(kw_only=True)
class Answers:
    """The answers of a project, in the order of its file; ``source`` is where they were read."""

    answers: tuple[Answer, ...] = ()
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)
