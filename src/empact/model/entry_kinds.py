"""The kinds of ledger entry, one row each: what an entry of a kind needs, may have, is about, and is called."""

from __future__ import annotations

import enum

import attrs

from empact.model.frozen import FrozenMap
from empact.reprs import short_repr


class EntryKind(enum.Enum):
    """What an entry records.

    The first six bear on the exclusion clause; a ``REMINDER`` comes from anybody, an ``EXHORTATION`` from the Driver.
    ``MEETING`` and ``CONTACT`` are the Driver's, an ``ACCOUNT`` is what a leader gives to the Driver (plan section
    5.3), a ``VALIDATION`` what COSI says of the plan and its tasking (section 5.2). A ``CORRECTION`` says that entries
    were recorded by mistake: they stay on record, and count for nothing.
    """

    COMMITMENT = "commitment"
    REMINDER = "reminder"
    EXHORTATION = "exhortation"
    ANSWER = "answer"
    JEOPARDY = "jeopardy"
    DECISION = "decision"
    MEETING = "meeting"
    CONTACT = "contact"
    ACCOUNT = "account"
    VALIDATION = "validation"
    CORRECTION = "correction"

    @property
    def facts(self) -> EntryFacts:
        """What holds for all entries of this kind."""
        return _FACTS[self]

    @property
    def called(self) -> str:
        """What an entry of this kind is called in a sentence: "an answer", "a finding of jeopardy"."""
        noun = self.facts.noun or self.value
        return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


@attrs.frozen(kw_only=True)
class EntryFacts:
    """What holds for all entries of a kind; fields are those of an entry.

    ``due``, ``backing``, ``reply`` and ``verdict`` are errors where a kind neither needs nor allows them; any entry may
    have the other fields. In ``about``, ``replies_to`` stands for the parties of the entries that an entry refers to;
    where ``by`` is one of them, a kind that needs ``by`` or ``parties`` is content with either.

    Args:
        help: What an entry of the kind records, for the help of the command line.
        noun: What such an entry is called, where that is not the word of its kind.
        needs: The fields that an entry cannot do without, each with what it says there.
        allows: The other fields that are usual.
        about: The fields that say whom an entry is about: the first that names somebody.
        asks: Whether it asks its parties for an answer.
        answers: Whether it answers the entries that it refers to.
        refers: What it does to the entries that it refers to, in a heading.
        joint: Whether its parties take part in it.
        managing: Whether it belongs to the managing of a plan (plan sections 5.2 and 5.3).
    """

    help: str
    noun: str | None = None
    needs: FrozenMap[str, str] = FrozenMap()
    allows: tuple[str, ...] = ()
    about: tuple[str, ...] = ("parties",)
    asks: bool = False
    answers: bool = False
    refers: str = "Refers to"
    joint: bool = False
    managing: bool = False

    __repr__ = short_repr

    def fits(self, field: str) -> bool:
        """Whether a field is needed or allowed."""
        return field in self.needs or field in self.allows


_GIVER = "names who gives it"
_WHOM = "names whom it is about"
_FACTS = {
    EntryKind.COMMITMENT: EntryFacts(
        help="who commits itself to what, by when",
        needs=FrozenMap({"parties": _GIVER}),
        allows=("actions", "due", "backing", "text"),
        about=("parties", "by"),
    ),
    EntryKind.REMINDER: EntryFacts(
        help="anybody reminds of a commitment",
        needs=FrozenMap({"parties": _WHOM}),
        allows=("by", "due", "replies_to"),
        asks=True,
    ),
    EntryKind.EXHORTATION: EntryFacts(
        help="the Driver exhorts",
        needs=FrozenMap({"parties": _WHOM, "by": "names who exhorts"}),
        allows=("due", "replies_to"),
        asks=True,
    ),
    EntryKind.ANSWER: EntryFacts(
        help="who was asked answers, or reports",
        needs=FrozenMap({"by": _GIVER}),
        allows=("reply", "replies_to", "actions"),
        about=("parties", "by", "replies_to"),
        answers=True,
        refers="Answers",
    ),
    EntryKind.JEOPARDY: EntryFacts(
        help="somebody finds that delivery is in jeopardy",
        noun="finding of jeopardy",
        needs=FrozenMap({"parties": _WHOM}),
        allows=("by", "replies_to"),
    ),
    EntryKind.DECISION: EntryFacts(
        help="who is out, stays in, or is in again",
        needs=FrozenMap({"parties": _WHOM, "verdict": "says what is decided"}),
        allows=("by", "replies_to"),
    ),
    EntryKind.MEETING: EntryFacts(
        help="the Driver convenes a meeting",
        allows=("parties", "by"),
        joint=True,
        managing=True,
    ),
    EntryKind.CONTACT: EntryFacts(
        help="the Driver is in contact with somebody",
        allows=("parties", "by"),
        joint=True,
        managing=True,
    ),
    EntryKind.ACCOUNT: EntryFacts(
        help="a leader gives account to the Driver",
        allows=("by", "actions", "reply", "replies_to"),
        about=("parties", "by", "replies_to"),
        answers=True,
        refers="Answers",
        managing=True,
    ),
    EntryKind.VALIDATION: EntryFacts(
        help="COSI validates the plan and its tasking",
        allows=("by",),
        managing=True,
    ),
    EntryKind.CORRECTION: EntryFacts(
        help="entries were recorded by mistake",
        needs=FrozenMap({"replies_to": "names the entries that were recorded by mistake"}),
        allows=("text",),
        about=("parties", "replies_to"),
        refers="Corrects",
    ),
}
"""One row for each kind; a new kind of entry is a member above, and its row here."""
