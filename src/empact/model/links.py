"""Links: the columns I/D SG and I/D OA (inter-dependency with strategic goals and operational actions)."""

from __future__ import annotations

import enum
import re

import attrs

from empact.arguments import check_text
from empact.model.cells import Cell
from empact.model.typed import check_fields
from empact.reprs import short_repr

NUMBER = re.compile(r"[^\s,:;/]+")
"""The grammar of an action's, a goal's and a phase's number: a token without space, comma, colon, semicolon, slash."""


def check_number(_instance: object, attribute: attrs.Attribute[str], value: str) -> None:
    """Refuse a number that the notation could not print: an id's grammar, true of any draft."""
    check_text(f"The {attribute.name}", value)
    if not NUMBER.fullmatch(value):
        message = f"a {attribute.name} is a word without space, comma, colon, semicolon or slash, not {value!r}"
        raise ValueError(message)


def check_words(_instance: object, attribute: attrs.Attribute[str], value: str) -> None:
    """Refuse a text without a word where a record has to say something: who vouches for it, what it is called."""
    check_text(f"The {attribute.name}", value)
    if not value.strip():
        message = f"a {attribute.name} is a text with at least one word, not {value!r}"
        raise ValueError(message)


_check_optional_number = attrs.validators.optional(check_number)


@attrs.frozen(kw_only=True)
class Ref:
    """A plan, or a part of one: ``C-2012``, ``SG 1``, ``B:SG*``, ``B:SG 3``, ``B-2012:2.1``, ``2.1/1``.

    ``plan`` is the letter of another priority of the same cycle or the id of a plan, None for the plan at hand;
    ``goal`` is a number or ``*`` for all goals; ``phase`` is a phase of the action.
    """

    plan: str | None = attrs.field(default=None, validator=_check_optional_number)
    goal: str | None = attrs.field(default=None, validator=_check_optional_number)
    action: str | None = attrs.field(default=None, validator=_check_optional_number)
    phase: str | None = attrs.field(default=None, validator=_check_optional_number)

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def __str__(self) -> str:
        part = ""
        if self.goal is not None:
            part = "SG*" if self.goal == "*" else f"SG {self.goal}"
        elif self.action is not None:
            part = self.action if self.phase is None else f"{self.action}/{self.phase}"
        return ":".join(word for word in (self.plan, part) if word)


class FlowDirection(enum.Enum):
    """Which way a result flows along a link."""

    USES = "uses"
    FEEDS = "feeds"


class LinkKind(enum.Enum):
    """What a link says of the two actions."""

    DEPENDS = "depends"
    CONTRIBUTES = "contributes"
    SHARED = "shared"


class LinkOrigin(enum.Enum):
    """Who put a link into the plan: its authors, or the EMPACT Support Unit at validation (plan section 5.2)."""

    AUTHOR = "author"
    SUPPORT_UNIT = "support-unit"


@attrs.frozen(kw_only=True)
class Link:
    """A link of an action: what it links to, and, where the plan says so, from which phase, which way and what kind."""

    to: Ref
    phase: str | None = attrs.field(default=None, validator=_check_optional_number)
    flow: FlowDirection | None = None
    kind: LinkKind | None = None
    origin: LinkOrigin | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def __str__(self) -> str:
        words = [] if self.phase is None else [f"phase {self.phase}"]
        words += [] if self.flow is None else [self.flow.value]
        return " ".join([*words, str(self.to)])


class Links(Cell[Link]):
    """The links of an action; the text joins the two columns with a semicolon (``SG 1; 2.1``, or ``; 2.1``).

    Loop over it for its items: each is a :class:`Link`, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``items``, ``stated`` and
    ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_links` parses a text.
    """

    __slots__ = ()
