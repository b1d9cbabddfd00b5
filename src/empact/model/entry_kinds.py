"""The kinds of ledger entry, one row each: required and allowed fields, parties, and words."""

from __future__ import annotations

import enum

from empact.model.frozen import FrozenMap
from empact.values import value


class EntryKind(enum.Enum):
    """The kind of a ledger entry.

    The first six matter for the exclusion clause (plan section 5.3). A ``REMINDER`` may come from any party, an
    ``EXHORTATION`` only from the Driver. ``MEETING`` and ``CONTACT`` are by the Driver, an ``ACCOUNT`` is given by a
    leader to the Driver (section 5.3), a ``VALIDATION`` is by COSI (section 5.2). A ``CALL`` for reports is by the
    Driver or the EMPACT Support Unit and sets the day on which they are due: it is no exhortation, and a missing report
    is no unmet commitment. A ``CORRECTION`` names entries that were recorded by mistake: they stay in the ledger, but
    do not count. A ``CLERICAL_ERROR`` does the same for a decision that was recorded by a slip, such as one state for
    another: it is not an act of COSI. A ``LOSS`` says which entries are lost without a copy, by their digests, and how:
    it cannot be corrected, and stays visible for good.
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
    CALL = "call"
    CORRECTION = "correction"
    CLERICAL_ERROR = "clerical-error"
    LOSS = "loss"

    @property
    def facts(self) -> EntryFacts:
        """The facts about all entries of this kind."""
        return _FACTS[self]

    @property
    def called(self) -> str:
        """The name of an entry of this kind in a sentence: "an answer", "a finding of jeopardy"."""
        noun = self.facts.noun or self.value
        return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"

    def corrects(self, other: EntryKind) -> bool:
        """Whether an entry of this kind can correct another: none corrects a loss, only a clerical error a decision."""
        if other is EntryKind.LOSS:
            return False
        return self.facts.correcting and (self is EntryKind.CLERICAL_ERROR) is (other is EntryKind.DECISION)


@value(kw_only=True)
class EntryFacts:
    """The facts about all entries of a kind. Fields are those of :class:`~empact.model.EntryContent`.

    ``due``, ``backing``, ``reply``, ``verdict`` and ``lost`` are errors in a kind that neither needs nor allows them;
    any entry may have the other fields. Where ``about`` has ``by``, a kind that needs ``by`` or ``parties`` accepts
    either.

    Args:
        help: What an entry of the kind records, for the help of the command line.
        noun: The name of such an entry in a sentence, by default the value of its kind.
        needs: The required fields, each with its meaning for an error message.
        allows: The other usual fields.
        about: The fields that name the parties of an entry; the first one that has parties counts. ``replies_to``
            means the parties of the entries that it refers to.
        asks: Whether it asks its parties for an answer.
        answers: Whether it answers the entries that it refers to.
        correcting: Whether it corrects the entries that it refers to.
        refers: The heading for the entries that it refers to.
        corrected: The heading for the entries that refer to an entry in order to correct it.
        joint: Whether its parties take part in it.
        managing: Whether it is about the management of the plan (plan sections 5.2 and 5.3).
    """

    help: str
    noun: str | None = None
    needs: FrozenMap[str, str] = FrozenMap()
    allows: tuple[str, ...] = ()
    about: tuple[str, ...] = ("parties",)
    asks: bool = False
    answers: bool = False
    correcting: bool = False
    refers: str = "Refers to"
    corrected: str = "Corrected by"
    joint: bool = False
    managing: bool = False

    def fits(self, field: str) -> bool:
        """Check whether a kind needs or allows a field."""
        return field in self.needs or field in self.allows


_GIVER = "who gives it"
_WHOM = "whom it is about"
_FACTS = {
    EntryKind.COMMITMENT: EntryFacts(
        help="a party commits itself to something, by a day",
        needs=FrozenMap({"parties": _GIVER}),
        allows=("actions", "due", "backing", "text"),
        about=("parties", "by"),
    ),
    EntryKind.REMINDER: EntryFacts(
        help="a party reminds another of a commitment",
        needs=FrozenMap({"parties": _WHOM}),
        allows=("by", "due", "replies_to"),
        asks=True,
    ),
    EntryKind.EXHORTATION: EntryFacts(
        help="the Driver exhorts a party",
        needs=FrozenMap({"parties": _WHOM, "by": "who exhorts"}),
        allows=("due", "replies_to"),
        asks=True,
    ),
    EntryKind.ANSWER: EntryFacts(
        help="a party answers, or reports",
        needs=FrozenMap({"by": _GIVER}),
        allows=("reply", "replies_to", "actions"),
        about=("parties", "by", "replies_to"),
        answers=True,
        refers="Answers",
    ),
    EntryKind.JEOPARDY: EntryFacts(
        help="delivery is found to be in jeopardy",
        noun="finding of jeopardy",
        needs=FrozenMap({"parties": _WHOM}),
        allows=("by", "replies_to"),
    ),
    EntryKind.DECISION: EntryFacts(
        help="a party is excluded, retained or readmitted",
        needs=FrozenMap({"parties": _WHOM, "verdict": "what is decided"}),
        allows=("by", "replies_to"),
        corrected="Marked as a clerical error by",
    ),
    EntryKind.MEETING: EntryFacts(
        help="the Driver convenes a meeting",
        allows=("parties", "by"),
        joint=True,
        managing=True,
    ),
    EntryKind.CONTACT: EntryFacts(
        help="the Driver is in contact with a party",
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
    EntryKind.CALL: EntryFacts(
        help="reports are called for, by a day",
        noun="call for reports",
        needs=FrozenMap(
            {"by": "who calls for them", "due": "the day on which they are due", "text": "the name of the checkpoint"}
        ),
        allows=("parties", "actions"),
    ),
    EntryKind.CORRECTION: EntryFacts(
        help="entries were recorded by mistake",
        needs=FrozenMap({"replies_to": "the entries that were recorded by mistake"}),
        allows=("text",),
        about=("parties", "replies_to"),
        correcting=True,
        refers="Corrects",
    ),
    EntryKind.CLERICAL_ERROR: EntryFacts(
        help="a decision was recorded by a slip",
        noun="clerical error",
        needs=FrozenMap({"replies_to": "the decisions that were recorded by a slip", "text": "what the slip is"}),
        about=("parties", "replies_to"),
        correcting=True,
        refers="Marks as a clerical error",
    ),
    EntryKind.LOSS: EntryFacts(
        help="entries were lost, and there is no copy",
        needs=FrozenMap({"by": "who says so", "text": "how it happened", "lost": "the digests of the lost entries"}),
    ),
}
"""One row for each kind. A new kind of entry is a member of :class:`EntryKind` and a row here."""
