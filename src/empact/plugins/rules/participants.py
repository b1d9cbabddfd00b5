"""Participants: who takes part, whether that is settled, and whether anybody is named at all."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.hooks import Finding, Meaning, Part, Rule, RuleContext, Severity
from empact.plugins.rules.involved import by_action, identity
from empact.plugins.rules.words import listed

_ONE = frozenset({Meaning.NAMED, Meaning.ROLE, Meaning.UNKNOWN})
"""The meanings of an item that is one party and no group."""


def participants_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action names no participants.

    An action that its leader carries out alone is rare in a plan that exists for joint work; most often the cell was
    forgotten. A cell that says so itself, with a word such as "none", is no finding.
    """
    for at, action in ctx.actions(plan):
        if not action.participants:
            yield Finding(
                f"Action {action.number} names no participants.",
                at / "participants",
                hint="Name who takes part, or write 'none'.",
            )


def leader_also_participant(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party stands both among the leaders and among the participants of an action.

    A leader takes part anyway. The second mention is most often a slip, and makes the party appear twice on lists and
    in counts. Spellings do not matter: EC and COM are one party. A group that the leader belongs to, such as "All MS",
    is no finding, nor is who leads only under a condition and takes part otherwise.
    """
    for at, action, involved in by_action(plan, ctx, Part.LEADER, Part.PARTICIPANT):
        single = [one for one in involved if one.meaning in _ONE]
        leading = {identity(one, ctx) for one in single if one.part is Part.LEADER and one.item.condition is None}
        for one in single:
            if one.part is Part.PARTICIPANT and identity(one, ctx) in leading:
                yield Finding(
                    f"Action {action.number} names {one.item} both as leader and as participant.",
                    one.at,
                    hint="A leader takes part anyway: name it once.",
                    related=(at / "leaders",),
                )


def participants_unconfirmed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Some participants of an action are still to be confirmed.

    In 2012, note 10 said of action 6.2: "The participation of the North African countries in the project has not been
    confirmed yet." What depends on them cannot be planned until they answer. One finding tells all of an action.
    """
    for at, action, participants in by_action(plan, ctx, Part.PARTICIPANT):
        unsure = [one for one in participants if one.item.tentative]
        if unsure:
            yield Finding(
                f"Action {action.number} names {listed([one.name for one in unsure])} as participant"
                f"{'s' * (len(unsure) > 1)} still to be confirmed.",
                at / "participants",
                hint="Confirm the participation, or say by when it is to be confirmed.",
                related=tuple(one.at for one in unsure),
            )


def open_participants(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action leaves open who takes part: "Relevant MS", "other relevant EU Agencies".

    Nobody is tasked by such words, and empact never fills in who may be meant. The tasking sheets "one per MS" (plan
    section 3) can hold the action only for those who are named, and the exclusion clause (section 5.3) binds only
    those who have commitments. One finding tells all open groups of an action.
    """
    for _, action, participants in by_action(plan, ctx, Part.PARTICIPANT):
        groups = [one for one in participants if one.meaning is Meaning.OPEN]
        if groups:
            yield Finding(
                f"Action {action.number} leaves open who takes part: {listed([repr(one.name) for one in groups])}.",
                groups[0].at,
                hint="Name them as soon as they are known: nobody is tasked until then.",
                related=tuple(one.at for one in groups[1:]),
            )


RULES = (
    Rule(code="OAP403", name="participants-missing", severity=Severity.INFO, check=participants_missing),
    Rule(code="OAP406", name="leader-also-participant", severity=Severity.INFO, check=leader_also_participant),
    Rule(code="OAP410", name="participants-unconfirmed", severity=Severity.INFO, check=participants_unconfirmed),
    Rule(code="OAP411", name="open-participants", severity=Severity.INFO, check=open_participants),
)
