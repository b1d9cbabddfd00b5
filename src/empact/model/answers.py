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
    """An answer to a possible overlap of two actions.

    The plan asks for these decisions: "These possible overlaps and redundancies between different OAPs will be the
    subject of careful coordination and management attention" (plan section 2).
    """

    actions: tuple[Ref, ...] = attrs.field(validator=check_pair)
    """The two actions, each with its plan, such as ``[C-2012:2.1, B-2012:2.3]``."""
    answer: AnswerKind
    """The relation of the two actions, such as ``coordinated``."""
    by: str
    """Who decided it, such as ``drivers of C and B``."""
    on: dt.date
    """The day from which it holds, such as ``2012-05-14``."""
    remark: str | None = None
    """Any further remark, such as which of the two reports the results. None if there is none."""

    @property
    def pair(self) -> frozenset[str]:
        """The two actions as text, in any order: ``C-2012:2.1`` and ``B-2012:2.3``."""
        return frozenset(map(str, self.actions))

    def __str__(self) -> str:
        return " and ".join(map(str, self.actions))


@checked_value(kw_only=True)
class Answers:
    """The answers of a project, in the order of its file."""

    answers: tuple[Answer, ...] = ()
    """The answers, one for each pair of actions."""
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)
    """The file they were read from. None if they were made in Python. Ignored in comparisons."""
