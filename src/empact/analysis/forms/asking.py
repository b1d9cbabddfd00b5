"""Make report forms: who is asked what in a round follows from the plan, the calls and the claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import attrs

from empact.analysis.calls import report_requests
from empact.analysis.checkpoints import named_checkpoint
from empact.analysis.claims.casts import CONTRIBUTING, LEADING, Cast, Standing, cast_of, plan_bodies
from empact.analysis.claims.indicators import Indicator
from empact.analysis.claims.log import ActionClaims, claim_log, is_driver, reporter
from empact.analysis.claims.rounds import Round, plan_rounds, rounds_named
from empact.analysis.claims.values import Claim, Thing
from empact.analysis.facts import PlanFacts, check_plan_context
from empact.analysis.forms.asked import AnswerType, Asked, FormAction, FormQuestion, ReportForm, ReportForms
from empact.analysis.forms.stated import stated_answers
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole
from empact.analysis.involvement.resolved import known_party
from empact.analysis.progressing.differences import Difference, DifferenceKind
from empact.analysis.progressing.statuses import expected_in_rounds, statuses
from empact.analysis.question_keys import action_key, plan_key
from empact.arguments import check_text
from empact.errors import UnknownIdError
from empact.model import Action, ActionStatus, Adds, FigureKind, KpiKey, Party, Plan
from empact.model.reports import OWN_TEXTS
from empact.values import value

_ANSWERS = {
    Asked.STATUS: AnswerType.STATUS,
    Asked.STARTED: AnswerType.DAY,
    Asked.ENDED: AnswerType.DAY,
    Asked.AGREED_BY: AnswerType.PARTIES,
    Asked.CARRIED_OVER: AnswerType.ACTION,
}
"""What is written where an action is asked about; anything else takes words."""
_FIGURES = {
    FigureKind.NUMBER: AnswerType.NUMBER,
    FigureKind.RATIO: AnswerType.RATIO,
    FigureKind.DAY: AnswerType.DAY,
    FigureKind.WORDS: AnswerType.WORDS,
}
_OF_LEADER = {FigureKind.DAY: Asked.REACHED, FigureKind.WORDS: Asked.TEXT}
"""What a leader is asked for a KPI; a total, if it is neither a day nor words."""
_THINGS = {
    Asked.STATUS: Thing.STATUS,
    Asked.STARTED: Thing.STARTED,
    Asked.ENDED: Thing.ENDED,
    Asked.TOTAL: Thing.TOTAL,
    Asked.OWN: Thing.SHARE,
    Asked.REACHED: Thing.DAY,
    Asked.TEXT: Thing.WORDS,
}
"""The claims that answer a question: what the party has stated before."""
_LEADER_FIRST = (Asked.STATUS, Asked.STARTED, Asked.ENDED)
_LEADER_LAST = (Asked.NARRATIVE, Asked.OBSTACLES, Asked.SUPPORT, Asked.REASON, Asked.AGREED_BY, Asked.CARRIED_OVER)
_DRIVING = (PartyRole.DRIVER, PartyRole.CO_DRIVER)
_TO_SETTLE = frozenset({DifferenceKind.TOTALS, DifferenceKind.DAYS, DifferenceKind.STATUS})
"""The differences that a value of the Driver settles; others are put right by a new report."""


def report_form(ctx: PlanFacts, party: Party | str, checkpoint: str) -> ReportForm:
    """Return what a party is asked to report in a round.

    A leader is asked for the status, the totals and the milestones of its action, a participant for its own shares, the
    Driver for what is to settle and for its own texts. Answers are expected from the round in which an action begins
    until its final status, and of participants only where a KPI counts shares.

    Args:
        ctx: The context of the plan. Reports and calls after its date of knowledge are ignored.
        party: The party, its code or its name.
        checkpoint: The checkpoint of the round; the start of its name is enough.

    Raises:
        UnknownIdError: Neither the register nor the plan knows the party; or the plan has no such checkpoint, or no day
            for it, or it has several with this name.
    """
    check_plan_context("report_form()", ctx)
    asking = _Asking.of(ctx, checkpoint)
    return asking.form(asking.code(party))


def report_forms(ctx: PlanFacts, checkpoint: str) -> ReportForms:
    """Return the forms of all parties for a round.

    Args:
        ctx: The context of the plan. Reports and calls after its date of knowledge are ignored.
        checkpoint: The checkpoint of the round; the start of its name is enough.

    Raises:
        UnknownIdError: The plan has no such checkpoint, or no day for it, or it has several with this name.
    """
    check_plan_context("report_forms()", ctx)
    asking = _Asking.of(ctx, checkpoint)
    forms = (asking.form(party) for party in asking.parties)
    asked = tuple(form for form in forms if not form.is_empty)
    return ReportForms(
        context=ctx,
        forms=asked,
        open=tuple(dict.fromkeys(group.action_number or ctx.plan.id for group in open_assignments(ctx))),
    )


@value
class _Place:
    """An action in a round: who is who in it, who is expected to report, and what was claimed about it."""

    claims: ActionClaims
    cast: Cast
    leaders: tuple[str, ...]
    """The codes of the leaders that are expected to report."""
    participants: tuple[str, ...]
    """The codes of the participants that are expected to report."""


@value
class _Asking:
    """Makes the forms of a round."""

    ctx: PlanFacts
    round: Round
    places: tuple[_Place, ...]

    @classmethod
    def of(cls, ctx: PlanFacts, checkpoint: str) -> _Asking:
        """Return what is asked in the round of a checkpoint."""
        point = round_named(ctx, checkpoint)
        return cls(ctx, point, tuple(_place(ctx, action, point) for action in claim_log(ctx).actions))

    @property
    def parties(self) -> tuple[str, ...]:
        """The codes of the parties that lead, take part or drive at some time; open groups are none."""
        codes: dict[str, None] = {}
        for assignment in self.ctx.planned_assignments:
            if assignment.role not in {*LEADING, *CONTRIBUTING, *_DRIVING}:
                continue
            named = [party.code for party in assignment.parties]
            if not named and assignment.determinacy in {Determinacy.NAMED, Determinacy.UNKNOWN}:
                named = [assignment.name]
            codes |= dict.fromkeys(map(plan_bodies(self.ctx).code, named))
        return tuple(codes)

    def code(self, party: Party | str) -> str:
        """Return the code of a party, or its name if only the plan knows it."""
        casts = [place.cast for place in self.places]
        known = {name for cast in casts for name in (*cast.leaders, *cast.participants, *cast.unconfirmed, *cast.open)}
        if isinstance(party, str) and (party in known or is_driver(self.ctx, party, self.round.on)):
            return party
        return plan_bodies(self.ctx).code(known_party(party, self.round.on, self.ctx.register).code)

    def form(self, party: str) -> ReportForm:
        """Return the form of a party."""
        ctx, point = self.ctx, self.round
        due = [
            request.due
            for request in report_requests(ctx)
            if (request.round, request.party_code) == (point, party) and request.due is not None
        ]
        drives = is_driver(ctx, party, point.on)
        form = ReportForm(
            context=ctx,
            plan=ctx.plan,
            party=party,
            checkpoint=point.name,
            cut_off=point.on,
            due=min(due, default=None),
            drives=drives,
            supersedes=(),
            head=tuple(self._of_plan(Asked.ON, Asked.PART)),
            actions=tuple(self._actions(party)),
            settlements=tuple(self._settlements()) if drives else (),
            texts=tuple(self._of_plan(*map(Asked, OWN_TEXTS))) if drives else (),
        )
        return self._restated(form)

    def _restated(self, form: ReportForm) -> ReportForm:
        """Return a form with the answers of the report that it replaces, if it takes all of them."""
        reports = [filed for point, filed in claim_log(self.ctx).reports if point == self.round]
        own = [filed for filed in reports if reporter(self.ctx, filed) == form.party]
        if len(own) != 1 or own[0].content.part is not None:
            return form
        answers = stated_answers(own[0].content)
        if answers is None:
            return form
        left = dict(answers)

        def filled(question: FormQuestion, number: str | None = None) -> FormQuestion:
            kpi = None if question.kpi is None else str(question.kpi.number)
            return attrs.evolve(question, filled=left.pop((number, kpi, question.asked.value), ""))

        actions = tuple(
            attrs.evolve(
                action, questions=tuple(filled(question, action.action.number) for question in action.questions)
            )
            for action in form.actions
        )
        texts = tuple(map(filled, form.texts))
        return form if left else attrs.evolve(form, supersedes=(own[0].id,), actions=actions, texts=texts)

    def _actions(self, party: str) -> Iterator[FormAction]:
        for place in self.places:
            standing = self._standing(place.cast, party)
            if standing is Standing.OTHER:
                continue
            position = place.claims.position
            action = self.ctx.plan.actions[position]
            yield FormAction(
                plan=self.ctx.plan,
                action=action,
                position=position,
                digest=action.content_digest,
                standing=standing,
                questions=tuple(_ActionQuestions(self, place, party, standing).made()),
            )

    @staticmethod
    def _standing(cast: Cast, party: str) -> Standing:
        """Return what a party is for an action; where anybody may lead it, only a leader that is named is asked."""
        standing = cast.standing(party)
        if standing is not Standing.LEADER or party in cast.leaders:
            return standing
        return attrs.evolve(cast, leader_open=False).standing(party)

    def _settlements(self) -> Iterator[FormQuestion]:
        """Yield what leaders state differently up to the round, and the Driver has not settled."""
        from empact.analysis.progressing.gathering import progress_at  # only for the Driver

        for action in progress_at(self.ctx, self.round):
            differences: list[tuple[Indicator | None, Difference]] = [
                *((None, difference) for difference in action.differences),
                *((kpi.indicator, difference) for kpi in action.kpis for difference in kpi.differences),
            ]
            for indicator, difference in differences:
                about = {(claim.thing, claim.round) for claim in difference.claims}
                if difference.open and difference.kind in _TO_SETTLE and len(about) == 1:  # a settlement is about one
                    yield self._settlement(action.action, indicator, difference)

    def _settlement(self, action: Action, indicator: Indicator | None, difference: Difference) -> FormQuestion:
        asked = next(asked for asked, thing in _THINGS.items() if thing is difference.claims[0].thing)
        answer = _ANSWERS.get(asked)
        if answer is None:
            answer = AnswerType.NUMBER if indicator is None else _answer_of(indicator, asked)
        key = None if indicator is None else indicator.key
        return FormQuestion(
            key=f"{_key(self.ctx.plan, f'settle-{asked.value}', action, key)} {_cited(difference)}",
            asked=asked,
            action=action.number,
            kpi=key,
            words=difference.what,
            answer=answer,
            options=tuple(_status_words(self.ctx)) if answer is AnswerType.STATUS else (),
            claims=difference.claims,
        )

    def _of_plan(self, *asked: Asked) -> Iterator[FormQuestion]:
        """Yield questions about the plan as a whole, or about the report itself."""
        for each in asked:
            answer = AnswerType.DAY if each is Asked.ON else AnswerType.WORDS
            yield FormQuestion(key=_key(self.ctx.plan, each.value), asked=each, answer=answer)


@value
class _ActionQuestions:
    """Makes the questions about one action for one party."""

    asking: _Asking
    place: _Place
    party: str
    standing: Standing

    def made(self) -> Iterator[FormQuestion]:
        """Yield the questions."""
        leads = self.standing is Standing.LEADER
        leading = self.party in self.place.leaders
        contributes = not leads or self.party in {*self.place.cast.participants, *self.place.cast.unconfirmed}
        sharing = self.party in self.place.participants
        if leads:
            for asked in _LEADER_FIRST:
                yield self._question(asked, expected=leading and asked is Asked.STATUS)
        for indicator, _ in self.place.claims.figures:
            if indicator.key is None:
                continue
            if leads:
                asked = _OF_LEADER.get(figure_kind(indicator), Asked.TOTAL)
                yield self._question(asked, indicator, expected=leading)
            if contributes and _takes_shares(indicator):
                yield self._question(Asked.OWN, indicator, expected=sharing)
            if indicator.so_far and self._has_earlier(indicator):
                yield self._question(Asked.LOWER_BECAUSE, indicator)
        for asked in _LEADER_LAST if leads else (Asked.NARRATIVE,):
            yield self._question(asked)

    def _question(self, asked: Asked, indicator: Indicator | None = None, *, expected: bool = False) -> FormQuestion:
        ctx, current = self.asking.ctx, self.asking.round
        action = ctx.plan.actions[self.place.claims.position]
        key = None if indicator is None else indicator.key
        answer = _ANSWERS.get(asked, AnswerType.WORDS)
        if indicator is not None and asked is not Asked.LOWER_BECAUSE:
            answer = _answer_of(indicator, asked)
        stated = list(self._stated(asked, indicator))
        return FormQuestion(
            key=_key(ctx.plan, asked.value, action, key),
            asked=asked,
            action=action.number,
            kpi=key,
            words=None if indicator is None else " ".join(indicator.measure.split()),
            answer=answer,
            options=tuple(_status_words(ctx)) if answer is AnswerType.STATUS else (),
            expected=expected,
            claims=tuple(claim for claim in stated if claim.round == (stated[-1].round if stated else current)),
        )

    def _has_earlier(self, indicator: Indicator) -> bool:
        """Whether the party stated a value of a KPI in an earlier round, which a new one can be below."""
        stated = (claim for asked in (Asked.TOTAL, Asked.OWN) for claim in self._stated(asked, indicator))
        return any(claim.value is not None and claim.round != self.asking.round for claim in stated)

    def _stated(self, asked: Asked, indicator: Indicator | None) -> Iterator[Claim]:
        """Yield what the party has stated about it up to the round, by round and day."""
        claims = self.place.claims.claims
        if indicator is not None:
            claims = next(claims for known, claims in self.place.claims.figures if known is indicator)
        for claim in claims:
            is_own = claim.by == self.party and claim.thing is _THINGS.get(asked)
            if is_own and claim.round.number <= self.asking.round.number:
                yield claim


def round_named(ctx: PlanFacts, checkpoint: str) -> Round:
    """Return the round of a checkpoint.

    Raises:
        UnknownIdError: The plan has no such checkpoint, no day for it, or several of this name.
    """
    check_text("The checkpoint", checkpoint)
    name = named_checkpoint((ctx.plan,), checkpoint)
    known = plan_rounds(ctx.plan)
    rounds = rounds_named(known, name)
    if len(rounds) == 1:
        return rounds[0]
    if rounds:
        hint = f"Several have this name: {', '.join(point.label for point in rounds)}."
    else:
        hint = f"It has no day in {ctx.plan.id}, so a report for it is not counted: add its day to 'checkpoints'."
    raise UnknownIdError("Checkpoint", checkpoint, [point.label for point in known], hint=hint)


def _place(ctx: PlanFacts, action: ActionClaims, current: Round) -> _Place:
    of_rounds = statuses(ctx, action.claims, action.settled, [])
    expected = expected_in_rounds(ctx, action.position, claim_log(ctx).rounds, of_rounds)
    leaders, participants = next((one, other) for point, one, other in expected if point == current)
    cast = cast_of(ctx, action.position, current.on)
    return _Place(action, cast, leaders.expected, participants.expected)


def _key(plan: Plan, asked: str, action: Action | None = None, kpi: KpiKey | None = None) -> str:
    return plan_key(plan, asked) if action is None else action_key(plan, action, asked, kpi)


def _cited(difference: Difference) -> str:
    """Return a digest of the reports that differ: a value settles these, and no others."""
    return hashlib.sha256("\n".join(sorted(difference.reports)).encode()).hexdigest()[:8]


def figure_kind(indicator: Indicator) -> FigureKind:
    """Return what figures for a KPI state; a number where neither the plan nor the register says it."""
    if indicator.figure is not None:
        return indicator.figure
    kind = None if indicator.known is None else indicator.known.kind
    return next((adds.facts.figure for adds in Adds if kind in adds.facts.kinds), FigureKind.NUMBER)


def _takes_shares(indicator: Indicator) -> bool:
    return indicator.counts_shares and figure_kind(indicator) in {FigureKind.NUMBER, FigureKind.RATIO}


def _answer_of(indicator: Indicator, asked: Asked) -> AnswerType:
    return AnswerType.DAY if asked is Asked.REACHED else _FIGURES[figure_kind(indicator)]


def _status_words(ctx: PlanFacts) -> Iterator[str]:
    """Yield a word for each status that can be reported: that of the plan's own cycle or project, if it has one."""
    seen = {ActionStatus.NOT_REPORTED}
    for known in ctx.statuses:
        if known.status not in seen:
            seen.add(known.status)
            yield known.word


def open_assignments(ctx: PlanFacts) -> tuple[PartyAssignment, ...]:
    """Return the groups of a plan that leave open which parties are to lead, to take part or to drive it."""
    return tuple(
        assignment
        for assignment in ctx.planned_assignments
        if assignment.role in {*LEADING, *CONTRIBUTING, *_DRIVING}
        and not assignment.parties
        and assignment.determinacy not in {Determinacy.NAMED, Determinacy.UNKNOWN}
    )
