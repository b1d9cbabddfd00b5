"""The kinds of ledger entry, one row each: required and allowed fields, parties, and words."""

from __future__ import annotations

import enum

from empact.model.frozen import FrozenMap
from empact.values import value


class EntryKind(enum.Enum):
    """The kind of a ledger entry. The first six matter for the exclusion clause (plan section 5.3)."""

    COMMITMENT = "commitment"
    """A party commits to something."""
    REMINDER = "reminder"
    """Any party reminds another of a commitment. It is not an exhortation."""
    EXHORTATION = "exhortation"
    """The Driver exhorts a party to meet its commitments."""
    ANSWER = "answer"
    """A party answers a reminder or an exhortation, or reports what it has done."""
    JEOPARDY = "jeopardy"
    """A party's conduct or inactivity is found to jeopardise the delivery of the plan."""
    DECISION = "decision"
    """A party is excluded, retained or readmitted."""
    MEETING = "meeting"
    """The Driver convenes a meeting (plan section 5.3)."""
    CONTACT = "contact"
    """The Driver is in contact with a party (plan section 5.3)."""
    ACCOUNT = "account"
    """A leader reports to the Driver (plan section 5.3)."""
    VALIDATION = "validation"
    """COSI validates the plan and its tasking (plan section 5.2)."""
    CALL = "call"
    """The Driver or the EMPACT Support Unit calls for reports, and sets the day on which they are due. It is not an
    exhortation, and a missing report is not an unmet commitment.
    """
    CONFIRMATION = "confirmation"
    """A party confirms its part in actions, declines it, or leaves it open (plan section 5.2). No commitment."""
    CORRECTION = "correction"
    """Entries were recorded by mistake: they stay in the ledger, but do not count."""
    CLERICAL_ERROR = "clerical-error"
    """A decision was recorded by mistake, such as for the wrong state. It is not an act of COSI."""
    LOSS = "loss"
    """Entries are lost, and there is no copy: names their digests and how they were lost. It cannot be corrected, and
    stays visible permanently.
    """

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

    ``due``, ``backing``, ``reply``, ``part``, ``verdict`` and ``lost`` are errors in a kind that neither needs nor
    allows them; any entry may have the other fields.
    """

    help: str
    """What an entry of the kind records, for the help of the command line: ``the Driver exhorts a party``."""
    noun: str | None = None
    """The name of such an entry in a sentence, such as ``finding of jeopardy``. None if it is the value of the kind."""
    needs: FrozenMap[str, str] = FrozenMap()
    """The required fields, each with its meaning for an error message. A kind that needs ``by`` or ``parties``, and has
    both in ``about``, accepts either.
    """
    allows: tuple[str, ...] = ()
    """The other usual fields."""
    about: tuple[str, ...] = ("parties",)
    """The fields that name the parties of an entry; the first one that has parties counts. ``replies_to`` means the
    parties of the entries that it refers to.
    """
    asks: bool = False
    """Whether it asks its parties for an answer."""
    answers: bool = False
    """Whether it answers the entries that it refers to."""
    correcting: bool = False
    """Whether it corrects the entries that it refers to."""
    by_one: bool = False
    """Whether it is by a single party and about this one only: ``by`` is one party, and there are no ``parties``."""
    joint: bool = False
    """Whether its parties take part in it, as in a meeting."""
    managing: bool = False
    """Whether it is about the management of the plan (plan sections 5.2 and 5.3)."""

    def accepts(self, field: str) -> tuple[str, ...]:
        """Return the fields of which one must be there if a kind needs a field: ``by`` or ``parties`` if both count."""
        either = ("by", "parties")
        return either if field in either and set(either) <= set(self.about) else (field,)

    def fits(self, field: str) -> bool:
        """Check whether a kind needs or allows a field."""
        return field in self.needs or field in self.allows


_GIVER = "who gives it"
_WHOM = "whom it is about"
_FACTS = {
    EntryKind.COMMITMENT: EntryFacts(
        help="a party commits to something, by a day",
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
        help="a leader reports to the Driver",
        allows=("by", "actions", "reply", "replies_to"),
        about=("parties", "by", "replies_to"),
        answers=True,
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
    EntryKind.CONFIRMATION: EntryFacts(
        help="a party confirms its part, or declines it",
        needs=FrozenMap({"by": _GIVER, "actions": "the actions it is about", "part": "what the party says"}),
        allows=("text",),
        about=("by",),
        by_one=True,
    ),
    EntryKind.CORRECTION: EntryFacts(
        help="entries were recorded by mistake",
        needs=FrozenMap({"replies_to": "the entries that were recorded by mistake"}),
        allows=("text",),
        about=("parties", "replies_to"),
        correcting=True,
    ),
    EntryKind.CLERICAL_ERROR: EntryFacts(
        help="a decision was recorded by mistake",
        noun="clerical error",
        needs=FrozenMap({"replies_to": "the decisions that were recorded by mistake", "text": "what the slip is"}),
        about=("parties", "replies_to"),
        correcting=True,
    ),
    EntryKind.LOSS: EntryFacts(
        help="entries were lost, and there is no copy",
        needs=FrozenMap({"by": "who says so", "text": "how it happened", "lost": "the digests of the lost entries"}),
    ),
}
"""One row for each kind. A new kind of entry is a member of :class:`EntryKind` and a row here."""
