"""The door: what is refused when a report is added, found in the reports in force by one check for each refusal."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import attrs

from empact.analysis.claims.casts import Standing
from empact.analysis.claims.free_texts import texts_with_personal_data
from empact.analysis.claims.indicators import Indicator
from empact.analysis.claims.log import claim_log, is_driver, operation_days, reporter
from empact.analysis.claims.refusals import REFUSALS, Refusal
from empact.analysis.claims.rounds import Round, round_of
from empact.analysis.claims.values import Apart, Claim, Thing
from empact.analysis.claims.written import is_moved, written_number
from empact.analysis.facts import PlanFacts, check_plan_context
from empact.analysis.identities import in_words, stamped
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import ActionReport, Figure, FigureKind, FigureScope, FiledReport, Kpi, Report, Span
from empact.values import value

_NOUNS = {
    Thing.STATUS: "the status",
    Thing.STARTED: "the first day",
    Thing.ENDED: "the last day",
    Thing.DAY: "the day",
    Thing.TOTAL: "the total",
}
"""What a leader states of an action, in words."""
_TEXTS = ("narrative", "obstacles", "support", "reason", "agreed_by", "carried_over")
"""What a report says about an action in words."""


@value
class Met:
    """What a refused report meets: a statement of another report in force."""

    filed: FiledReport = attrs.field(repr=False)
    """The other report."""
    at: Pointer
    """The pointer of the statement, in the other report."""
    said: str
    """What the other report states, in words: ``reported on 2031-06-28: KPI 1 of action 2.2: 8 in total``."""


@value(kw_only=True)
class Refused:
    """A report in force that has what is refused at the door."""

    refusal: Refusal
    """What is refused, and what to write instead."""
    filed: FiledReport = attrs.field(repr=False)
    """The report."""
    at: Pointer
    """The pointer of what is refused, in the report."""
    said: str
    """What is refused, in a sentence with the values."""
    hint: str
    """What to write instead, in a sentence or two."""
    meets: tuple[Met, ...] = ()
    """What other reports state that it does not go together with. Empty if the report is refused on its own."""
    written_as: tuple[str, ...] = ()
    """The numbers of the actions that the report itself names, if a mapping of a revision puts it where it does not
    fit: then nothing is wrong with the report. Empty if it is wrong as it was written.
    """


class _Found(NamedTuple):
    """Something that is refused, as a check finds it."""

    filed: FiledReport
    at: Pointer
    said: str
    meets: Iterable[Met] = ()
    hint: str = ""
    """What is known of it beside what the refusal says; empty if nothing."""
    written_as: tuple[str, ...] = ()
    """The actions that the report itself names, if only a mapping makes it so."""


def refused(ctx: PlanFacts, refusal: Refusal) -> Iterator[Refused]:
    """Yield what one refusal finds in the reports in force, in the order of the rounds."""
    check_plan_context("refused()", ctx)
    check_type("The refusal", "a Refusal", Refusal, refusal)
    for fault in CHECKS[refusal.key](ctx):
        hint = f"{fault.hint} {refusal.instead}".strip()
        yield Refused(
            refusal=refusal,
            filed=fault.filed,
            at=fault.at,
            said=fault.said,
            hint=hint,
            meets=tuple(fault.meets),
            written_as=fault.written_as,
        )


def every_refused(ctx: PlanFacts) -> Iterator[Refused]:
    """Yield what all refusals find in the reports in force."""
    for refusal in REFUSALS:
        yield from refused(ctx, refusal)


def stating_the_same(ctx: PlanFacts, report: Report) -> FiledReport | None:
    """Return the report in force that states the same as a report which is not filed; None if there is none.

    It is of the same party, or part of it, for the same round. The day, the source and the channel may differ: a form
    that comes a second time says nothing new. A report that supersedes others than the one in force does more.
    """
    check_plan_context("stating_the_same()", ctx)
    check_type("The report", "a Report", Report, report)
    point = round_of(claim_log(ctx).rounds, report.checkpoint, report.on)
    by = reporter(ctx, FiledReport(id="new", digest="new", content=report))
    report = stamped(report, ctx.plan)
    for filed in [] if point is None else ctx.once(_reports_by_party).get((point, by), []):
        known = filed.content
        if _key(known.part) != _key(report.part):
            continue
        alike = attrs.evolve(
            report,
            by=known.by,
            checkpoint=known.checkpoint,  # "June 2031" and "2031-06-30" are one
            part=known.part,
            on=known.on,
            source=known.source,
            channel=known.channel,
            supersedes=known.supersedes,
            written_for=known.written_for,
            received=known.received,
            actions=_stated_actions(report),
        )
        same = all(
            known.written_for.actions.get(number, digest) == digest
            for number, digest in report.written_for.actions.items()
        )
        if (
            same
            and alike == attrs.evolve(known, actions=_stated_actions(known))
            and not {*report.supersedes} - {filed.id, *known.supersedes}
        ):
            return filed
    return None


def _stated_actions(report: Report) -> tuple[ActionReport, ...]:
    """Return what a report says of actions, without places that were left empty, whatever their order."""
    stated = (action for action in report.actions if not action.is_empty)
    return tuple(sorted(stated, key=lambda action: action.action))


def called(indicator: Indicator) -> str:
    """Format what is reported on: ``KPI 1a of action 2.2``, ``'clocks seized' of action 2.2``."""
    name = repr(indicator.measure) if indicator.key is None else f"KPI {indicator.key.number}"
    return f"{name} of action {indicator.action_number}"


def _number(number: Decimal) -> str:
    return f"{number:f}"


def _key(words: str | None) -> str | None:
    """Return the form in which the words of parts are compared."""
    return None if words is None else " ".join(words.casefold().split())


def _reports_by_party(ctx: PlanFacts) -> Mapping[tuple[Round, str], list[FiledReport]]:
    """Return the reports in force by round and party."""
    by_party: dict[tuple[Round, str], list[FiledReport]] = {}
    for point, filed in claim_log(ctx).reports:
        by_party.setdefault((point, reporter(ctx, filed)), []).append(filed)
    return by_party


def _figures(ctx: PlanFacts) -> Sequence[tuple[Indicator, Claim, Figure]]:
    """Return each figure of the reports in force with what it is about; of its claims, the first stands for it."""
    return ctx.once(_every_figure)


def _every_figure(ctx: PlanFacts) -> Sequence[tuple[Indicator, Claim, Figure]]:
    every: list[tuple[Indicator, Claim, Figure]] = []
    for known in claim_log(ctx).actions:
        for indicator, claims in known.figures:
            figures: dict[tuple[str, str], tuple[Claim, Figure]] = {}
            for claim in _own(claims):
                if claim.figure is not None and claim.thing is not Thing.ATTRIBUTED:
                    figures.setdefault((claim.report, str(claim.at)), (claim, claim.figure))
            every += [(indicator, claim, figure) for claim, figure in figures.values()]
    return every


# 1. One report of a party for a round, or one of each part


def _two_reports(ctx: PlanFacts) -> Iterator[_Found]:
    for (point, party), reports in ctx.once(_reports_by_party).items():
        if len(reports) > 1 and any(filed.content.part is None for filed in reports):
            said = f"{party} has several reports in force for {str(point)!r}, and not all of them name a part"
            yield _Found(reports[-1], Pointer() / "by", f"{said}: {_ids(reports)}.", _earlier(ctx, reports))
            continue
        by_part: dict[str | None, list[FiledReport]] = {}
        for filed in reports:
            by_part.setdefault(_key(filed.content.part), []).append(filed)
        for same in by_part.values():
            if len(same) > 1:
                part = same[-1].content.part
                said = f"{party} has several reports of its part {part!r} in force for {str(point)!r}: {_ids(same)}."
                yield _Found(same[-1], Pointer() / "part", said, _earlier(ctx, same))


_MOST = 4
"""The most statements of an earlier report that a refusal quotes."""


def _earlier(ctx: PlanFacts, reports: Sequence[FiledReport]) -> Iterator[Met]:
    """Yield the reports before the last, with what they state that it states too: first what differs."""
    stated = ctx.once(_stated)
    *before, last = reports
    here = stated.get(last.id, {})
    for filed in before:
        there = stated.get(filed.id, {})
        both = [(what, there[what], here[what]) for what in there if what in here]
        both.sort(key=lambda pair: pair[1].said == pair[2].said)
        quoted = [
            f"{what[1]}: {claim.said}{'' if claim.said == own.said else f' (here {own.said})'}"
            for what, claim, own in both[:_MOST]
        ]
        quoted += [f"{len(both) - _MOST} more"] if len(both) > _MOST else []
        at = both[0][1].at if both else Pointer() / "by"
        yield Met(filed, at, f"reported on {filed.content.on}: {in_words(quoted) if quoted else 'nothing of the same'}")


def _stated(ctx: PlanFacts) -> Mapping[str, Mapping[tuple[Thing, str], Claim]]:
    """Return what each report in force states, by its id: the claims by what they are about."""
    stated: dict[str, dict[tuple[Thing, str], Claim]] = {}
    for known in claim_log(ctx).actions:
        action = f"action {ctx.plan.actions[known.position].number}"
        claims = [(f"{_NOUNS[claim.thing]} of {action}", claim) for claim in known.claims if claim.thing in _NOUNS]
        claims += [(called(indicator), claim) for indicator, several in known.figures for claim in several]
        for what, claim in claims:
            if claim.thing is not Thing.ATTRIBUTED:
                stated.setdefault(claim.report, {}).setdefault((claim.thing, what), claim)
    return stated


def _met(claim: Claim) -> Met:
    return Met(claim.filed, claim.at, f"reported on {claim.on}: {claim.said}")


def _ids(reports: Iterable[FiledReport]) -> str:
    return in_words(filed.id for filed in reports)


def _part_states_total(ctx: PlanFacts) -> Iterator[_Found]:
    for what, claims in _things(ctx):
        stated: dict[tuple[Round, str], list[Claim]] = {}
        for claim in claims:
            if claim.part is not None and claim.thing in _NOUNS:
                stated.setdefault((claim.round, claim.by), []).append(claim)
        for (_, party), of_party in stated.items():
            parts = {_key(claim.part): claim for claim in of_party}
            if len(parts) > 1:
                last = of_party[-1]
                said = in_words(f"{claim.said} ({claim.part})" for claim in parts.values())
                said = f"Several parts of {party} state {_NOUNS[last.thing]} of {what}: {said}."
                met = [_met(claim) for claim in of_party if claim.report != last.report]
                yield _Found(last.filed, last.at, said, met, written_as=_merged(ctx, parts.values()))


def _things(ctx: PlanFacts) -> Iterator[tuple[str, Sequence[Claim]]]:
    """Yield the claims about each thing that has one value: of an action, or of a KPI."""
    for known in claim_log(ctx).actions:
        number = ctx.plan.actions[known.position].number
        for thing in (Thing.STATUS, Thing.STARTED, Thing.ENDED):
            yield f"action {number}", [claim for claim in _own(known.claims) if claim.thing is thing]
        for indicator, claims in known.figures:
            of_leaders = (claim for claim in _own(claims) if claim.thing in {Thing.TOTAL, Thing.DAY})
            # A figure has two claims if a part of it is listed separately.
            yield called(indicator), list({(claim.report, str(claim.at)): claim for claim in of_leaders}.values())


def _merged(ctx: PlanFacts, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the numbers of the actions that claims were written for, if a mapping puts several of them together."""
    numbers = [written_number(ctx, claim.filed, claim.at) for claim in claims]
    named = tuple(dict.fromkeys(number for number in numbers if number is not None))
    return named if len(named) == len(numbers) > 1 else ()


def _moved(ctx: PlanFacts, claim: Claim) -> tuple[str, ...]:
    """Return the number of the action that a claim was written for, if a mapping puts it elsewhere."""
    number = written_number(ctx, claim.filed, claim.at)
    return () if number is None or not is_moved(ctx, claim.filed, claim.at) else (number,)


def _own(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield claims that are about the action that they were written for."""
    return (claim for claim in claims if claim.apart is not Apart.OTHER_ACTION)


# 2. One thing once in a report


def _stated_twice(ctx: PlanFacts) -> Iterator[_Found]:
    for known in claim_log(ctx).actions:
        of_action: dict[tuple[str, Thing], list[Claim]] = {}
        for claim in _own(known.claims):
            of_action.setdefault((claim.report, claim.thing), []).append(claim)
        for claims in of_action.values():
            what = f"{_NOUNS[claims[0].thing]} of action {ctx.plan.actions[known.position].number}"
            yield from _twice(ctx, what, claims)
    figures: dict[tuple[str, str, FigureScope | None], list[Claim]] = {}
    names: dict[str, str] = {}
    for indicator, claim, figure in _figures(ctx):
        scope = None if claim.thing is Thing.DAY else figure.scope
        names[str(indicator)] = called(indicator)
        figures.setdefault((claim.report, str(indicator), scope), []).append(claim)
    for (_, name, _), claims in figures.items():
        yield from _twice(ctx, names[name], claims)


def _twice(ctx: PlanFacts, what: str, claims: Sequence[Claim]) -> Iterator[_Found]:
    """Yield what a report states twice about one action, and what a mapping of several actions puts together."""
    if len(claims) > 1:
        by_action: dict[str | None, list[Claim]] = {}
        for claim in claims:
            by_action.setdefault(written_number(ctx, claim.filed, claim.at), []).append(claim)
        for same in by_action.values():
            if len(same) > 1:
                yield _stated_again(what, same)
        if len(by_action) > 1:
            firsts = [several[0] for several in by_action.values()]
            yield _stated_again(what, firsts)._replace(written_as=_merged(ctx, firsts))


def _stated_again(what: str, claims: Sequence[Claim]) -> _Found:
    last = claims[-1]
    said = in_words(claim.said for claim in claims)
    return _Found(last.filed, last.at, f"{last.by} reports {what} more than once in one report: {said}.")


# 3. Who states what


def _not_by_leader(ctx: PlanFacts) -> Iterator[_Found]:
    for what, claims in _things(ctx):
        for claim in claims:
            if claim.standing is not Standing.LEADER:
                said = (
                    f"{claim.by} reports {_NOUNS[claim.thing]} of {what} ({claim.said}), but does not lead the action"
                )
                yield _Found(claim.filed, claim.at, f"{said} on {claim.round.on}.", written_as=_moved(ctx, claim))


def _not_by_driver(ctx: PlanFacts) -> Iterator[_Found]:
    for _, filed in claim_log(ctx).reports:
        by = reporter(ctx, filed)
        if filed.content.settles and not is_driver(ctx, by, filed.content.on):
            actions = in_words(dict.fromkeys(settlement.action for settlement in filed.content.settles))
            said = f"{by} settles what is reported about {actions}, but is not the Driver."
            yield _Found(filed, Pointer() / "settles", said)


# A word for a status


def _unknown_status(ctx: PlanFacts) -> Iterator[_Found]:
    for filed in claim_log(ctx).in_force:
        for at, word, where in _status_words(filed.content):
            if ctx.status(word) is None:
                said = f"{reporter(ctx, filed)} has the unknown status {word!r} {where}."
                yield _Found(filed, at, said, hint=ctx.statuses.hint(word))


def _status_words(report: Report) -> Iterator[tuple[Pointer, str, str]]:
    """Yield the words for a status in a report, with where they stand."""
    for index, action in enumerate(report.actions):
        if action.status is not None:
            yield Pointer() / "actions" / index / "status", action.status, f"for action {action.action}"
    for index, settled in enumerate(report.settles):
        if settled.status is not None:
            yield Pointer() / "settles" / index / "status", settled.status, f"for action {settled.action}"
    for word in () if report.stated is None else report.stated.statuses:
        yield Pointer() / "stated" / "statuses" / word, word, "in its number of actions with each status"


# 4. A share of a party of the action


def _not_named(ctx: PlanFacts) -> Iterator[_Found]:
    for indicator, claim, _ in _figures(ctx):
        if claim.thing is Thing.SHARE and claim.standing is Standing.OTHER:
            said = f"{claim.by} reports a share of {called(indicator)} ({claim.said}), but the action does not name it"
            said = f"{said} or a group that it can belong to."
            yield _Found(claim.filed, claim.at, said, written_as=_moved(ctx, claim))


# 5. A part of a figure, and its whole


def _part_above_whole(ctx: PlanFacts) -> Iterator[_Found]:
    for indicator, claim, figure in _figures(ctx):
        if not figure.operations:
            continue
        parts = sum(figure.operations.values(), Decimal(0))
        ids = in_words(figure.operations)
        start = f"{claim.by} reports {_number(parts)} of {called(indicator)} in {ids}"
        at = claim.at / "operations"
        if figure.value is None:
            yield _Found(claim.filed, at, f"{start}, without the whole.")
        elif parts > figure.value:
            yield _Found(claim.filed, at, f"{start}, which is above the whole, {_number(figure.value)}.")


# 6. Values that a KPI cannot have


def _other_unit(ctx: PlanFacts) -> Iterator[_Found]:
    for indicator, claim, figure in _figures(ctx):
        counted = indicator.figure not in {FigureKind.DAY, FigureKind.WORDS}
        if counted and figure.value is not None and not indicator.takes_unit(figure.unit):
            unit = indicator.figure_unit or indicator.counted
            said = f"{claim.by} reports {called(indicator)} in {figure.unit!r}, but its unit is {unit!r}."
            yield _Found(claim.filed, claim.at / "unit", said)


def _part_missing(ctx: PlanFacts) -> Iterator[_Found]:
    plan = ctx.plan
    kpis = {action.number: action.kpis for action in reversed(plan.actions)}
    for _, filed in claim_log(ctx).reports:
        for index, report in enumerate(filed.content.actions):
            for place, figure in enumerate(report.figures):
                if figure.kpi is None or figure.kpi.letter is not None:
                    continue
                of_action = tuple(kpis.get(report.action, ()))
                known = of_action[figure.kpi.ordinal - 1] if figure.kpi.ordinal <= len(of_action) else None
                if isinstance(known, Kpi) and known.parts:
                    at = Pointer() / "actions" / index / "figures" / place / "kpi"
                    parts = in_words(
                        f"{figure.kpi}{letter} ({part.text})"
                        for letter, part in zip(string.ascii_lowercase, known.parts, strict=False)
                    )
                    said = f"{reporter(ctx, filed)} reports one figure for KPI {figure.kpi} of action {report.action}"
                    yield _Found(filed, at, f"{said}, which has the parts {parts}.")


def _impossible_value(ctx: PlanFacts) -> Iterator[_Found]:
    for indicator, claim, figure in _figures(ctx):
        what = called(indicator)
        level = indicator.key is None or indicator.level
        if figure.value is not None and figure.value < 0 and not level:
            said = f"{claim.by} reports {_number(figure.value)} for {what}, which is below zero."
            yield _Found(claim.filed, claim.at / "value", said)
        if figure.of is not None and figure.of <= 0:
            said = f"{claim.by} reports {what} with a denominator of {_number(figure.of)}, which is not above zero."
            yield _Found(claim.filed, claim.at / "of", said)
        for id, amount in figure.operations.items():
            if amount < 0:
                said = f"{claim.by} reports {_number(amount)} for {what} in {id}, which is below zero."
                yield _Found(claim.filed, claim.at / "operations" / id, said)
    for known in claim_log(ctx).actions:
        for settled in known.settled:
            of = settled.settlement.of
            if of is not None and of <= 0:
                what = f"KPI {settled.settlement.kpi} of action {settled.settlement.action}"
                said = f"{settled.by} settles {what} with a denominator of {_number(of)}, which is not above zero."
                yield _Found(settled.filed, settled.at / "of", said)


def _above_denominator(ctx: PlanFacts) -> Iterator[_Found]:
    for indicator, claim, figure in _figures(ctx):
        if figure.value is not None and figure.of is not None and figure.value > figure.of > 0:
            said = f"{claim.by} reports {_number(figure.value)} of {_number(figure.of)} for {called(indicator)}"
            yield _Found(claim.filed, claim.at / "value", f"{said}: the numerator is above the denominator.")


# 7. A cumulative figure that falls


def _lower_without_reason(ctx: PlanFacts) -> Iterator[_Found]:
    for known in claim_log(ctx).actions:
        for indicator, claims in known.figures:
            of_parties: dict[tuple[str, Thing], list[Claim]] = {}
            for claim in claims:
                if claim.thing in {Thing.SHARE, Thing.TOTAL} and claim.apart is None and claim.value is not None:
                    of_parties.setdefault((claim.by, claim.thing), []).append(claim)
            for stated in of_parties.values() if indicator.so_far else ():
                yield from _falling(indicator, stated)


def _falling(indicator: Indicator, claims: Sequence[Claim]) -> Iterator[_Found]:
    """Yield the figures of one party, in order, that are below its own of the newest earlier round that has one."""
    for claim in claims:
        figure = claim.figure
        if figure is None or figure.value is None:
            continue
        own = [
            other
            for other in claims
            if other.round.number < claim.round.number and (claim.part is None or _key(other.part) == _key(claim.part))
        ]
        before = [other for other in own if other.round == own[-1].round]
        earlier = _least(before)
        if earlier is not None and figure.value < earlier and not figure.lower_because:
            said = f"{claim.by} reports {claim.said} for {called(indicator)}, less than {_number(earlier)}"
            yield _Found(claim.filed, claim.at / "value", f"{said} for {str(before[-1].round)!r}.", map(_met, before))


def _least(claims: Sequence[Claim]) -> Decimal | None:
    """Return what claims of one party about one thing certainly state: as a whole, or as the sum of its parts."""
    of_part: dict[str | None, Decimal] = {}
    for claim in claims:
        if claim.value is not None:
            part = _key(claim.part)
            of_part[part] = min(of_part.get(part, claim.value), claim.value)
    return of_part.get(None, sum(of_part.values(), Decimal(0))) if of_part else None


# 8. Days that do not fit


def _days_outside_round(ctx: PlanFacts) -> Iterator[_Found]:
    plan = ctx.plan.period
    operations = {operation.id: operation for operation in reversed(ctx.operations)}
    for indicator, claim, figure in _figures(ctx):
        start, filed, period = f"{claim.by} reports {called(indicator)}", claim.filed, figure.period
        if figure.operations and indicator.level:
            said = f"{start} with operations ({in_words(figure.operations)}), but only its latest figure counts."
            yield _Found(filed, claim.at / "operations", said)
        if period is not None and period.start <= claim.on:
            why = _misplaced(indicator, period, claim.round, plan)
            if why is not None:
                yield _Found(filed, claim.at / "period", f"{start} for {period}, which {why}.")
        for id in figure.operations:
            days = operation_days(operations.get(id))
            if days is not None and _is_after(days.start, claim.round, plan):
                said = f"{start} with the operation {id}, which begins on {days.start}, after {str(claim.round)!r}."
                yield _Found(filed, claim.at / "operations" / id, said)
        if figure.reached is not None and figure.reached <= claim.on and _is_after(figure.reached, claim.round, plan):
            said = f"{start} as reached on {figure.reached}, after the days of {str(claim.round)!r}."
            yield _Found(filed, claim.at / "reached", said)


def _misplaced(indicator: Indicator, period: Span, point: Round, plan: Span | None) -> str | None:
    """Return why the days of a figure are not those that it can be about; None if they are."""
    if indicator.so_far and plan is not None and plan.start < period.start <= plan.end:
        return f"does not begin with the plan, on {plan.start}"
    if indicator.new and period.start < point.days.start:
        return f"begins before {str(point)!r}, which is about the days from {point.days.start} on"
    first = max(period.start, point.days.end + dt.timedelta(days=1))
    if first <= period.end and _is_after(first, point, plan):
        return f"ends after {str(point)!r}, which is about the days until {point.days.end}"
    return None


def _is_after(day: dt.date, point: Round, plan: Span | None) -> bool:
    """Whether a day is after a round, not after the plan."""
    return day > point.days.end and (plan is None or day <= plan.end)


# 9. Nothing to report


def _nothing_but_share(ctx: PlanFacts) -> Iterator[_Found]:
    for indicator, claim, figure in _figures(ctx):
        if not figure.nothing:
            continue
        what = None
        if figure.scope is FigureScope.TOTAL:
            what = f"the total of {called(indicator)}"
        elif indicator.figure in {FigureKind.DAY, FigureKind.WORDS}:
            kind = "a milestone" if indicator.figure is FigureKind.DAY else "a result in words"
            what = f"{called(indicator)}, which is {kind}"
        if what is not None:
            said = f"{claim.by} writes 'nothing: true' about {what}; only a share can have it."
            yield _Found(claim.filed, claim.at / "nothing", said)


# What supersedes has an effect


def _supersedes_without_effect(ctx: PlanFacts) -> Iterator[_Found]:
    log = claim_log(ctx)
    for idle in log.idle:
        if idle.filed.id not in log.superseded_by:
            said = f"{idle.filed.id} supersedes {idle.superseded.id}, which {idle.why}."
            by, about = idle.superseded.content.by, idle.superseded.content.checkpoint
            words = f"reported by {by} on {idle.superseded.content.on} for {about!r}"
            yield _Found(idle.filed, idle.at, said, [Met(idle.superseded, Pointer() / "by", words)])


def _supersedes_by_nothing(ctx: PlanFacts) -> Iterator[_Found]:
    """Yield reports with actions that withdraw others and state nothing: one without actions does so on purpose."""
    log, by_id = claim_log(ctx), {filed.id: filed for filed in ctx.reports}
    for filed in ctx.reports:
        content = filed.content
        if not content.actions or not content.is_empty or content.accounts or filed.id in log.superseded_by:
            continue
        for number, id in enumerate(content.supersedes):
            other = by_id.get(id)
            if other is not None and not other.content.is_empty and filed.id in log.superseded_by.get(id, ()):
                said = f"{filed.id} supersedes {id} and states nothing, so it withdraws {_in_short(other.content)}."
                words = f"reported by {other.content.by} on {other.content.on} for {other.content.checkpoint!r}"
                yield _Found(filed, Pointer() / "supersedes" / number, said, [Met(other, Pointer() / "by", words)])


def _in_short(report: Report) -> str:
    """Return what a report states, without its values: ``'status' and 'support' of action 4.2``."""
    names = ("status", "started", "ended", "figures", *_TEXTS)
    parts: list[str] = []
    for action in report.actions:
        stated = [repr(name) for name in names if getattr(action, name)]
        parts += [f"{' and '.join(stated)} of action {action.action}"] if stated else []
    parts += ["what it settles"] if report.settles else []
    return ", ".join((*parts, *map(repr, report.own_text))) or "it"


# What does not belong in a report


def _personal_data(ctx: PlanFacts) -> Iterator[_Found]:
    """Yield texts with personal data, also of reports that are superseded: their files are kept."""
    for filed in ctx.reports:
        for at, said in texts_with_personal_data(filed.content):
            yield _Found(filed, at, said)


CHECKS: Mapping[str, Callable[[PlanFacts], Iterator[_Found]]] = {
    "two-reports": _two_reports,
    "part-states-total": _part_states_total,
    "stated-twice": _stated_twice,
    "not-by-leader": _not_by_leader,
    "not-by-driver": _not_by_driver,
    "status-unknown": _unknown_status,
    "not-named": _not_named,
    "part-above-whole": _part_above_whole,
    "other-unit": _other_unit,
    "part-missing": _part_missing,
    "impossible-value": _impossible_value,
    "above-denominator": _above_denominator,
    "lower-without-reason": _lower_without_reason,
    "days-outside-round": _days_outside_round,
    "nothing-but-share": _nothing_but_share,
    "supersedes-without-effect": _supersedes_without_effect,
    "supersedes-by-nothing": _supersedes_by_nothing,
    "personal-data": _personal_data,
}
"""The check of each refusal, by its key."""
