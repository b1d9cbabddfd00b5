"""Links: the columns I/D SG and I/D OA (inter-dependency with strategic goals and operational actions)."""

from __future__ import annotations

import enum
import re

import attrs

from empact.arguments import check_text, check_type
from empact.model.cells import Cell
from empact.model.typed import checked_value

NUMBER = re.compile(r"[^\s,:;/]+")
"""The number of an action, a goal or a phase: a token without space, comma, colon, semicolon or slash."""


def check_number(_instance: object, attribute: attrs.Attribute[str], value: str) -> None:
    """Check a number or id: one that is not a single token could not be printed in the notation and read again."""
    check_text(f"The {attribute.name}", value)
    if not NUMBER.fullmatch(value):
        message = (
            f"the {attribute.name} must be one word without space, comma, colon, semicolon or slash, not {value!r}"
        )
        raise ValueError(message)


def check_words(_instance: object, attribute: attrs.Attribute[str], value: str) -> None:
    """Check that a required text has at least one word."""
    check_text(f"The {attribute.name}", value)
    if not value.strip():
        message = f"the {attribute.name} must have at least one word, not {value!r}"
        raise ValueError(message)


_TWO = 2
_check_optional_number = attrs.validators.optional(check_number)

EVERY = "*"
COMMON = "CHSG"
"""The beginning of the number of a common horizontal strategic goal, which is one goal of all plans: ``CHSG2``."""


def is_common(number: str | None) -> bool:
    """Check whether the number of a goal is that of a common horizontal goal."""
    return number is not None and number.startswith(COMMON) and number != COMMON


PLAN_NAME = re.compile(r"(?!(?:uses|feeds|phase) )[^\s,:;/]+(?:,? [^\s,:;/]+)*")
"""The name of a plan as written: words with single spaces, and commas between them."""


def check_plan(_instance: object, _attribute: object, value: str) -> None:
    """Check the name of a plan in a reference: its words are printed before a colon and read again."""
    check_text("The plan", value)
    if not PLAN_NAME.fullmatch(value):
        message = f"the plan must be an id or a name without colon, semicolon and slash, not {value!r}"
        raise ValueError(message)


check_optional_plan = attrs.validators.optional(check_plan)


@checked_value(kw_only=True)
class Ref:
    """A reference to a plan or a part of it: ``SG 1``, ``CHSG 2``, ``B:SG*``, ``B-2012:2.1``, ``2.1/1``, ``OAP F``.

    A reference to all of another plan has neither goal nor action.
    """

    plan: str | None = attrs.field(default=None, validator=check_optional_plan)
    """The letter or name of another priority or plan of the same cycle, as written (``B``, ``THB 2021``), or the id of
    a plan (``B-2012``). None for the same plan.
    """
    goal: str | None = attrs.field(default=None, validator=_check_optional_number)
    """The number of a strategic goal, in quotes, or ``*`` for all goals; ``CHSG2`` is a common horizontal goal. None if
    no goal is meant.
    """
    action: str | None = attrs.field(default=None, validator=_check_optional_number)
    """The number of an action, in quotes, such as ``"2.1"``. None if no action is meant."""
    phase: str | None = attrs.field(default=None, validator=_check_optional_number)
    """The number of a phase of that action, in quotes, such as ``"1"``. None for the whole action."""

    def __str__(self) -> str:
        if self.plan is not None and self.goal is None and self.action is None:
            return f"OAP {self.plan}"
        part = ""
        if self.goal is not None:
            mark, number = (COMMON, self.goal.removeprefix(COMMON)) if is_common(self.goal) else ("SG", self.goal)
            part = f"{mark}*" if number == EVERY else f"{mark} {number}"
        elif self.action is not None:
            part = self.action if self.phase is None else f"{self.action}/{self.phase}"
        return ":".join(word for word in (self.plan, part) if word)


def ref_of(*, plan: str | None = None, goal: str | None = None, action: str | None = None) -> Ref | None:
    """Return a reference made of texts of a file, or None if one of them cannot stand in a reference.

    The goal above an action (``1 and 2``) and the letter of an interdependency (``B: north``) can be any text.
    """
    try:
        return Ref(plan=plan, goal=goal, action=action)
    except ValueError:
        return None


def check_pair(_instance: object, _attribute: object, pair: tuple[Ref, ...]) -> None:
    """Check that an answer names two different actions, each with its plan."""
    check_type("The actions of an answer", "a tuple of two references", tuple, pair)
    for ref in pair:
        check_type("Each action of an answer", "a Ref", Ref, ref)
    named = [ref for ref in pair if ref.plan is not None and ref.action is not None and ref.phase is None]
    if len(pair) != _TWO or len(named) != _TWO or pair[0] == pair[1]:
        message = "an answer is about two actions, each with its plan, such as [C-2012:2.1, B-2012:2.3]"
        raise ValueError(message)


class FlowDirection(enum.Enum):
    """The direction in which results flow along a link."""

    USES = "uses"
    FEEDS = "feeds"


class LinkKind(enum.Enum):
    """The relation of the two actions of a link."""

    DEPENDS = "depends"
    CONTRIBUTES = "contributes"
    SHARED = "shared"


class LinkOrigin(enum.Enum):
    """Who added a link to the plan: its authors, or the EMPACT Support Unit at validation (plan section 5.2)."""

    AUTHOR = "author"
    SUPPORT_UNIT = "support-unit"


@checked_value(kw_only=True)
class Link:
    """A link of an action to a goal or to another action, or to all of another plan."""

    to: Ref
    """The goal, action or plan that the link refers to, such as ``SG 1``, ``1.1``, ``B:SG*`` or ``OAP THB``."""
    phase: str | None = attrs.field(default=None, validator=_check_optional_number)
    """The number of the phase of this action that the link belongs to, in quotes, such as ``"1"``. None for the whole
    action.
    """
    flow: FlowDirection | None = None
    """The direction of results: this action uses the results of the other action, or feeds it. None if the plan does
    not state it.
    """
    kind: LinkKind | None = None
    """The relation of the two actions. None if the plan does not state it."""
    origin: LinkOrigin | None = None
    """Who added the link to the plan: its authors, or the EMPACT Support Unit at validation (plan section 5.2). None if
    it is not known.
    """

    def __str__(self) -> str:
        words = [] if self.phase is None else [f"phase {self.phase}"]
        words += [] if self.flow is None else [self.flow.value]
        return " ".join([*words, str(self.to)])


class Links(Cell[Link]):
    """The links of an action. The text joins the two columns with a semicolon: ``SG 1; 2.1``, or ``; 2.1``.

    Loop over it for its items: each is a :class:`Link`, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``emphasis``, ``items``,
    ``stated`` and ``withheld`` are the fields of every :class:`Cell`. :func:`empact.parse_links` parses a text.
    """

    __slots__ = ()
