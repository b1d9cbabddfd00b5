"""Rules about participants: every action has some, by name and confirmed, who do not lead it too, and whom it needs."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from empact import Plan
from empact.analysis import Determinacy, PartyAssignment, PartyRole, quorums
from empact.diagnostics import Severity
from empact.hooks import Finding, Related, Rule, RuleContext, language
from empact.model import PartyKind, Prose
from empact.plugins.rules.columns import Column, report_missing
from empact.plugins.rules.phrasing import by_action, codes, identity, listed
from empact.plugins.rules.texts import ROW
from empact.plugins.rules.vocabulary import first_words, vocabulary

_SINGLE = frozenset({Determinacy.NAMED, Determinacy.ROLE, Determinacy.UNKNOWN})
"""The determinacies of an item that is one party, not a group."""

_LEADING = (PartyRole.LEADER, PartyRole.CO_LEADER)
"""The roles of the parties that lead: a co-leader takes part anyway, as a leader does."""


def participants_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action has no participants.

    A plan exists for joint work, so an action of the leader alone is rare. Usually the cell was forgotten. If the
    leader really works alone, write a word such as "none" in the cell; it is then not reported. Several actions without
    participants are one finding about the plan.
    """
    column = Column("participants", "participants", "List who takes part, or write 'none'.")
    without = [(at, action) for at, action in ctx.actions() if not action.participants]
    yield from report_missing(plan, column, without)


def leader_also_participant(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party is both a leader and a participant of an action.

    A leader takes part anyway. The second mention is usually a mistake, and lists and counts then contain the party
    twice. Different spellings do not matter: EC and COM are the same party. Not reported: a group that includes the
    leader, such as "All MS", and a party that leads only under a condition and otherwise takes part.
    """
    for at, action, assignments in by_action(ctx, *_LEADING, PartyRole.PARTICIPANT):
        single = [
            assignment for assignment in assignments if assignment.determinacy in _SINGLE and not assignment.joined
        ]
        leading = {
            identity(assignment, ctx)
            for assignment in single
            if assignment.role in _LEADING and assignment.item.condition is None
        }
        for assignment in single:
            if assignment.role is PartyRole.PARTICIPANT and identity(assignment, ctx) in leading:
                yield Finding(
                    f"Action {action.number} lists {assignment.own} as a leader and as a participant.",
                    assignment.at,
                    hint="Remove it from the participants: a leader takes part anyway.",
                    related=(
                        Related(at / "leaders", f"the leaders of action {action.number}", words=str(assignment.own)),
                    ),
                )


def participants_unconfirmed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Some participants of an action are not confirmed yet.

    In 2012, note 10 said about action 6.2: "The participation of the North African countries in the project has not
    been confirmed yet." Work that depends on them cannot be planned until they answer. Each action is reported once,
    with all such participants. Not reported: those that confirmed or declined their part in the ledger.
    """
    for at, action, participants in by_action(ctx, PartyRole.PARTICIPANT):
        tentative = [participant for participant in participants if participant.is_tentative]
        if tentative:
            names = listed([participant.name for participant in tentative])
            noun, verb = ("Participants", "are") if len(tentative) > 1 else ("A participant", "is")
            yield Finding(
                f"{noun} of action {action.number} {verb} not confirmed yet: {names}.",
                at / "participants",
                hint="Confirm the participation, or write by when it will be confirmed.",
                related=tuple(
                    Related(participant.at, f"{participant.name} is not confirmed") for participant in tentative
                ),
            )


def open_participants(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action does not say exactly who takes part: "Relevant MS", "other relevant EU Agencies".

    Such words give nobody a task, and empact never fills in the parties. The tasking sheets "one per MS" (plan section
    3) can contain the action only for named parties. The exclusion clause (section 5.3) applies only to parties with
    commitments. Each action is reported once, with all open groups. Not reported: a group of which everyone has
    confirmed or declined in the ledger, and somebody takes part.
    """
    for _, action, participants in by_action(ctx, PartyRole.PARTICIPANT):
        groups = [participant for participant in participants if participant.determinacy is Determinacy.OPEN]
        if groups:
            names = listed([repr(group.name) for group in groups])
            yield Finding(
                f"Action {action.number} does not say exactly who takes part: {names}.",
                groups[0].at,
                hint="Name the parties as soon as they are known: nobody is tasked until then.",
                related=tuple(Related(group.at, f"{group.name!r} is open too") for group in groups[1:]),
            )


def quorum_unconfirmed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action needs a number of parties out of a list, and fewer of them are confirmed.

    In 2012, the launch of action 6.2 "is subject to the adhesion of at least 2 third countries (out of DZ, TN, LY,
    EG)", and note 10 says that none of the four is confirmed. So it is open whether the action takes place at all, and
    everyone who relies on its results has to know. A party is confirmed if the action names it without "to be
    confirmed" and without a condition, or if it confirmed its part in the ledger. Not checked: a number without a list,
    and a list with an unknown party.
    """
    for quorum in quorums(plan, ctx.register):
        action, wanted = plan.actions[quorum.position], quorum.parties
        if any(cell.withheld or cell.unparsed for cell in (action.leaders, action.participants)):
            continue
        items = ctx.assignments.of_action(quorum.position)
        sure = [assignment for assignment in items if not assignment.is_tentative and assignment.item.condition is None]
        confirmed = wanted.keys() & {code for assignment in sure for code in codes(assignment, ctx)}
        if len(confirmed) < quorum.needed:
            names = [name for code, name in wanted.items() if code in confirmed]
            state = f"only {listed(names)} {'is' if len(names) == 1 else 'are'}" if names else "none of them is"
            yield Finding(
                f"Action {action.number} needs at least {quorum.needed} of {listed([*wanted.values()])}, but "
                f"{state} confirmed.",
                quorum.at,
                hint="Confirm the participation, or write what happens to the action without it.",
                related=tuple(
                    Related(assignment.at, f"{assignment.name} is not confirmed")
                    for assignment in items
                    if assignment not in sure and codes(assignment, ctx) & wanted.keys()
                ),
            )


_EUROPOL = "Europol"
_NAMING = ("activity", "description", "timing", "target", "kpis")
"""The cells of an action that can name an analysis file."""


@functools.cache
def _analysis_files() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return a pattern for the files of Europol in which the contributions of states are analysed, and first words."""
    words = language("en.rules")
    short = words.pattern("analysis_files", "short", exact=True)
    before = words.pattern("analysis_files", "before_a_name", exact=True)
    pattern = re.compile(rf"{short}|{before}\s[A-Z][\w-]+|(?i:{words.pattern('analysis_files', 'names')})")
    parts = ("short", "before_a_name", "names")
    return pattern, first_words(*(words.spellings("analysis_files", part) for part in parts))


def _may_be_europol(assignment: PartyAssignment) -> bool:
    """Return whether an item can mean Europol: an open group of agencies, or an unknown name."""
    group = assignment.item.collective
    open_group = assignment.determinacy is Determinacy.OPEN and (group is None or PartyKind.EU_AGENCY in group.members)
    return open_group or assignment.determinacy is Determinacy.UNKNOWN


def analysis_file_without_europol(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action works with an analysis file of Europol, but Europol is not one of its parties.

    An analysis work file (AWF), later an analysis project (AP), is run by Europol: only Europol can take in the
    contributions, compare them and answer. Without a part in the action, it gets no sheet and does not know that
    contributions will come. In the plan of 2012, each action that names Checkpoint has Europol in one of its columns.
    "AP" counts only before a name ("AP Twins"), since it is also an action plan. Not reported: an action with an open
    group of agencies, and one whose parties are withheld or cannot be read.
    """
    europol = ctx.register.find(_EUROPOL)
    files, words = _analysis_files()
    naming = vocabulary(ctx).texts_with(words)
    if europol is None or not naming:
        return
    for at, action, assignments in by_action(ctx):
        if naming.isdisjoint(str(getattr(action, field)) for field in _NAMING):
            continue
        if any(cell.withheld or cell.unparsed for cell in (action.leaders, action.participants)):
            continue
        if any(europol.code in codes(assignment, ctx) or _may_be_europol(assignment) for assignment in assignments):
            continue
        for field in _NAMING:
            cell = getattr(action, field)
            name = files.search(cell.plain if isinstance(cell, Prose) else cell.text or "")
            if name is not None:
                said = " ".join(name[0].split())
                yield Finding(
                    f"Action {action.number} names {said!r} in its {ROW[field]}, but {europol.code} is not one of its "
                    "parties.",
                    at / field,
                    words=said,
                    hint=f"Add {europol.code} to the participants, or check who runs the file.",
                    related=(Related(at / "participants", f"the participants of action {action.number}"),),
                )
                break


RULES = (
    Rule(code="OAP403", name="participants-missing", severity=Severity.INFO, check=participants_missing),
    Rule(code="OAP406", name="leader-also-participant", severity=Severity.INFO, check=leader_also_participant),
    Rule(code="OAP410", name="participants-unconfirmed", severity=Severity.INFO, check=participants_unconfirmed),
    Rule(code="OAP411", name="open-participants", severity=Severity.WARNING, check=open_participants),
    Rule(code="OAP418", name="quorum-unconfirmed", severity=Severity.WARNING, check=quorum_unconfirmed),
    Rule(
        code="OAP420",
        name="analysis-file-without-europol",
        severity=Severity.WARNING,
        check=analysis_file_without_europol,
    ),
)
