"""General provisions: what the plan lays down for its parties beside the actions, quoted, each with its strength."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.assignments import ROLES_OF_THE_PLAN, PartyRole
from empact.analysis.sentences import words_at
from empact.errors import UnknownIdError
from empact.grammar.language import language
from empact.grammar.prose import bare_line
from empact.model import Anchor, Party, PartyKind, Provision, ProvisionKind, Strength
from empact.values import listed, unlisted, value


@value(kw_only=True)
class GeneralProvision:
    """A provision of the plan that reaches a party, such as a duty of all leaders (sections 4, 5.2 and 5.3)."""

    provision: Provision = attrs.field(metadata=unlisted())
    """The provision of the plan."""
    quote: str
    """Its sentence as printed."""
    strength: Strength
    """How strongly it binds."""
    addressee: str
    """Whom it addresses, in words."""

    def __str__(self) -> str:
        return f"{self.provision.stated}: {self.quote}"

    @listed
    def kind(self) -> ProvisionKind:
        """The kind of provision."""
        return self.provision.kind

    @listed
    def stated(self) -> Anchor:
        """The place of the sentence in the plan, such as ``section 5.3/2/1``."""
        return self.provision.stated


@value
class _Addressee:
    """Whom the provisions of a kind address, unless they name a body."""

    words: str
    roles: Collection[PartyRole] = ()
    """The roles in the plan as a whole."""
    leading: bool = False
    kinds: Collection[PartyKind] | None = None
    """The kinds of party; together with ``leading``, the kinds of leader."""
    everyone: bool = False


_HEADS = (PartyRole.DRIVER, PartyRole.CO_DRIVER)
_STATES_AND_AGENCIES = (PartyKind.MEMBER_STATE, PartyKind.EU_AGENCY)
_EVERYONE = _Addressee("all who take part", everyone=True)
_ADDRESSEES = {
    ProvisionKind.MANAGEMENT: _Addressee("oversight and Driver", (PartyRole.OVERSIGHT, *_HEADS)),
    ProvisionKind.SUPPORT: _Addressee("project support, for the Driver", (PartyRole.SUPPORT, *_HEADS)),
    ProvisionKind.LEADERSHIP: _Addressee("leaders of actions", leading=True),
    ProvisionKind.ACCOUNT: _Addressee("leaders of actions (MS or agency)", leading=True, kinds=_STATES_AND_AGENCIES),
    ProvisionKind.EXCLUSION: _Addressee("member states", kinds=(PartyKind.MEMBER_STATE,)),
    ProvisionKind.CONTACT: _Addressee("Driver", _HEADS),
    ProvisionKind.INTEGRATION: _Addressee("member states and agencies", kinds=_STATES_AND_AGENCIES),
    ProvisionKind.VALIDATION: _Addressee("oversight", (PartyRole.OVERSIGHT,)),
    ProvisionKind.LINKS: _Addressee("nobody named"),
    ProvisionKind.FRAMEWORK: _EVERYONE,
    ProvisionKind.INFORMATION: _EVERYONE,
    ProvisionKind.IMPLEMENTATION: _EVERYONE,
}
"""The kinds of general provision: those of sections 4, 5.2 and 5.3. Tasking (3) and good practice (5.5) are none."""


@value(kw_only=True)
class Recipient:
    """What decides which provisions reach a party."""

    party: Party
    """The party that receives the tasking."""
    kinds: Collection[PartyKind]
    """The kinds that the party has in the period of the plan, such as member state."""
    roles: Collection[PartyRole]
    """Its roles in the plan as a whole, such as Driver."""
    leads: bool
    """Whether it leads or co-leads an action."""
    takes_part: bool
    """Whether it has a part in an action."""


def general_provisions(ctx: PlanFacts, recipient: Recipient) -> tuple[GeneralProvision, ...]:
    """Return the general provisions that reach a party, in the order of the plan.

    A provision reaches the body that it names, or the parties that its kind addresses. One that addresses nobody
    reaches all who take part.
    """
    return tuple(
        GeneralProvision(provision=provision, quote=quote, strength=strength(provision, quote), addressee=addressee)
        for provision, quote, addressee in _addressed(ctx, recipient)
    )


def _addressed(ctx: PlanFacts, recipient: Recipient) -> Iterable[tuple[Provision, str, str]]:
    for provision in ctx.plan.provisions:
        addressee = _ADDRESSEES.get(provision.kind)
        if addressee is None:
            continue
        named = provision.body.understood
        if any(_is_named(ctx, provision, recipient)) if named else _is_meant(addressee, recipient):
            words = ", ".join(map(str, named)) or addressee.words
            yield provision, _quoted(ctx, provision), words


def _is_named(ctx: PlanFacts, provision: Provision, recipient: Recipient) -> Iterable[bool]:
    """Yield for each body that a provision names whether the party is one of it."""
    day = None if ctx.plan.period is None else ctx.plan.period.start
    for item in provision.body.understood:
        role = ctx.register.role(item.party)
        if item.collective is not None:
            yield any(kind in item.collective.members for kind in recipient.kinds)
        elif role is not None and role.code in ROLES_OF_THE_PLAN:
            yield PartyRole(role.code) in recipient.roles
        else:
            party = ctx.register.find(item.party, day)
            yield party is not None and party.code == recipient.party.code


def _is_meant(addressee: _Addressee, recipient: Recipient) -> bool:
    if addressee.everyone:
        return recipient.takes_part
    is_kind = addressee.kinds is None or any(kind in addressee.kinds for kind in recipient.kinds)
    if addressee.leading:
        return recipient.leads and is_kind
    return any(role in addressee.roles for role in recipient.roles) or (addressee.kinds is not None and is_kind)


def _quoted(ctx: PlanFacts, provision: Provision) -> str:
    """Return the sentence of a provision without note marks; its anchor if the plan has no such place."""
    try:
        return bare_line(words_at(ctx.plan, provision.stated))
    except UnknownIdError:
        return str(provision.stated)


def strength(provision: Provision, quote: str) -> Strength:
    """Return how strongly a provision binds: as the plan file says, or else by the verb of its sentence.

    "It is recommended that ... shall be done" is recommended: of several words, the first in the list of the language
    counts. A sentence without any of them says what is.
    """
    if provision.strength is not None:
        return provision.strength
    return next((level for level, words in _verbs() if words.search(quote)), Strength.STATEMENT)


@functools.cache
def _verbs() -> tuple[tuple[Strength, re.Pattern[str]], ...]:
    words = language("en.rules")
    rows: dict[str, object] = words.words["provisions"]
    return tuple((Strength(topic), re.compile(words.pattern("provisions", topic), re.IGNORECASE)) for topic in rows)
