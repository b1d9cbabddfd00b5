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

    ``plan`` is the letter or the name of another priority or plan of the same cycle, as written (``F``,
    ``Environmental crime``, ``THB 2021``), the id of a plan, or None for the same plan. ``goal`` is a number, or ``*``
    for all goals; the number of a common horizontal goal begins with CHSG (``CHSG2``). ``phase`` is a phase of the
    action. A reference to all of another plan has neither.
    """

    plan: str | None = attrs.field(default=None, validator=check_optional_plan)
    goal: str | None = attrs.field(default=None, validator=_check_optional_number)
    action: str | None = attrs.field(default=None, validator=_check_optional_number)
    phase: str | None = attrs.field(default=None, validator=_check_optional_number)

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


def check_pair(_instance: object, _attribute: object, pair: tuple[Ref, ...]) -> None:
    """Check that an answer names two different actions, each with its plan."""
    check_type("The actions of an answer are", "a tuple of two references", tuple, pair)
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
    """A link of an action: its destination, and where the plan states them, phase, direction and kind."""

    to: Ref
    phase: str | None = attrs.field(default=None, validator=_check_optional_number)
    flow: FlowDirection | None = None
    kind: LinkKind | None = None
    origin: LinkOrigin | None = None

    def __str__(self) -> str:
        words = [] if self.phase is None else [f"phase {self.phase}"]
        words += [] if self.flow is None else [self.flow.value]
        return " ".join([*words, str(self.to)])


class Links(Cell[Link]):
    """The links of an action. The text joins the two columns with a semicolon: ``SG 1; 2.1``, or ``; 2.1``.

    Loop over it for its items: each is a :class:`Link`, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``items``, ``stated`` and
    ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_links` parses a text.
    """

    __slots__ = ()
