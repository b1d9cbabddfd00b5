"""Answers: decisions of people about two actions that may overlap."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from empact.arguments import check_type
from empact.model.links import Ref
from empact.model.plan import Source
from empact.model.typed import check_fields
from empact.reprs import short_repr

_TWO = 2


class AnswerKind(enum.Enum):
    """The relation of two actions: one and the same, coordinated, or separate."""

    SAME = "same"
    COORDINATED = "coordinated"
    SEPARATE = "separate"


def check_pair(_instance: object, _attribute: object, pair: tuple[Ref, ...]) -> None:
    """Check that an answer names two different actions, each with its plan."""
    check_type("The actions of an answer are", "a tuple of two references", tuple, pair)
    for ref in pair:
        check_type("Each action of an answer", "a Ref", Ref, ref)
    named = [ref for ref in pair if ref.plan is not None and ref.action is not None and ref.phase is None]
    if len(pair) != _TWO or len(named) != _TWO or pair[0] == pair[1]:
        message = "an answer is about two actions, each with its plan, such as [C-2012:2.1, B-2012:2.3]"
        raise ValueError(message)


@attrs.frozen(kw_only=True)
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

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    @property
    def pair(self) -> frozenset[str]:
        """The two actions as text, in any order: ``C-2012:2.1`` and ``B-2012:2.3``."""
        return frozenset(map(str, self.actions))

    def __str__(self) -> str:
        return " and ".join(map(str, self.actions))


@attrs.frozen(kw_only=True)
class Answers:
    """The answers of a project, in the order of its file; ``source`` is where they were read."""

    answers: tuple[Answer, ...] = ()
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)

    __attrs_post_init__ = check_fields
    __repr__ = short_repr
