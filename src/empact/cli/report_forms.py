"""The form of a report in YAML: empty places, and comments that say what to write."""

from __future__ import annotations

import json
from collections.abc import Iterator

from empact.analysis import AnswerType, Asked, FormAction, FormQuestion, ReportForm
from empact.cli.options import marking_level
from empact.cli.portfolios import marking_lines, new_marking
from empact.model.reports import OWN_TEXTS
from empact.reprs import printable


def yaml_form(form: ReportForm, reply_to: str) -> str:
    """Return the form of a report in YAML, with the actions in the order of the plan.

    Args:
        form: The form.
        reply_to: The functional address to which it is sent back; empty if it names none.
    """
    lines = list(_head(form, reply_to))
    for action in form.actions:
        lines += _action(action)
    if form.drives:
        lines += _DRIVER
    return "".join(f"{line}\n" for line in lines)


_DRIVER = (
    "# What you settle where leaders report differently: each with 'action'; with 'kpi' and its 'value' or the day in",
    "# 'reached', or with 'status', 'started' or 'ended'; and in 'cites' the ids of the reports that differ:",
    "settles: []",
    "# Totals as you state them, such as {live: 5, completed: 3}; they are compared with what the reports add up to.",
    "stated:",
    "  actions:",
    "  statuses: {}",
    "# What happened around the plan, how the results are to be seen, what COSI is asked to decide, which support the",
    "# plan needs, and what comes next:",
    *(f"{section}:" for section in OWN_TEXTS),
)


def _head(form: ReportForm, reply_to: str) -> Iterator[str]:
    plan = form.plan
    yield from (f"# {_line(line)}" for line in marking_lines(plan))
    yield f"# Progress report on {_line(', '.join(filter(None, (plan.id, plan.title))))}"
    yield "#"
    if form.due is not None or reply_to:
        by, to = (f" by {form.due}" if form.due else ""), (f" to {_line(reply_to)}" if reply_to else "")
        yield f"# Send it{by}{to}."
    yield "# Fill in what you report, and leave the rest empty."
    yield "# An empty figure counts as missing, never as zero."
    yield "# If you contributed nothing, write 'value: nothing to report' under 'scope: own'."
    yield "# Personal and operational data do not belong in a report: no names of persons, addresses, telephone"
    yield "# numbers, number plates or numbers of cases."
    yield "# To add it: empact report add PLAN FILE"
    yield "empact: report/1"
    yield f"plan: {json.dumps(plan.id)}"
    yield f"checkpoint: {json.dumps(form.checkpoint)}"
    yield f"by: {json.dumps(form.party)}"
    yield "# What this form was made for; leave it as it is:"
    yield f"written_for: {json.dumps(_written_for(form))}"
    yield "# If several of your authorities report separately, the name of this one, such as customs:"
    yield "part:"
    if marking_level() is not None:
        yield f"marking: {json.dumps(new_marking(plan), ensure_ascii=False)}"
    yield "# The day of the report, such as 2031-06-30:"
    yield "on:"
    yield "# A form, a letter, or the number of a document:"
    yield "source:"
    yield "# The ids of your own earlier reports that this one replaces; to withdraw them, delete the actions:"
    yield f"supersedes: {json.dumps(form.supersedes)}"
    yield "actions:"


def _written_for(form: ReportForm) -> dict[str, object]:
    revision = form.plan.cover.number.plain
    digests = {action.action.number: action.digest for action in form.actions}
    return {**({"revision": revision} if revision else {}), "actions": digests}


def _action(about: FormAction) -> Iterator[str]:
    """Format what a report can say of an action; comments stand above, since behind a text they could be part of it."""
    action = about.action
    yield f"  # {_line(f'{action.number} {action.activity}')}"
    if not about.expected:
        yield "  # Nothing is expected of you at this checkpoint; you may report it all the same."
    yield f"  - action: {json.dumps(action.number)}"
    for question in about.questions:
        if question.kpi is None:
            yield from _place(question)
    figures = [question for question in about.questions if question.kpi is not None]
    if figures:
        meant = "; ".join(_MEANT[own] for own in (False, True) if any(own is _is_own(each) for each in figures))
        yield f"    # A number in 'value', a day in 'reached', or words in 'text'. In 'scope', {meant}."
        yield "    figures:"
        yield from _figures(figures)


_ABOVE = {
    Asked.STARTED: "The day on which the action started, such as 2031-03-10:",
    Asked.ENDED: "The day on which the action ended:",
    Asked.REASON: "Why it is cancelled or not completed; who agreed that it is cancelled:",
    Asked.CARRIED_OVER: "The action of a later plan in which it goes on, such as Q-2032:2.2:",
}
"""What stands above a place."""
_MEANT = {
    False: "'total' is the result of the action",
    True: "'own' is what you contributed yourself",
}
"""What the scope of a figure means, by whether it is a share."""
_KEYS = {
    AnswerType.NUMBER: ("value",),
    AnswerType.RATIO: ("value", "of"),
    AnswerType.DAY: ("reached",),
    AnswerType.WORDS: ("text",),
}
"""The keys at which a figure is filled in, by what is asked."""


def _place(question: FormQuestion) -> Iterator[str]:
    above = _ABOVE.get(question.asked)
    if question.asked is Asked.STATUS:
        above = f"One of: {_line(', '.join(question.options))}."
    elif question.asked is Asked.NARRATIVE:
        above = "What was done; what was in the way, and the support that you need:"
    yield from () if above is None else (f"    # {above}",)
    empty = " []" if question.answer is AnswerType.PARTIES else ""
    yield f"    {question.asked.value}:{f' {_quoted(question.filled)}' if question.filled else empty}"


def _figures(questions: list[FormQuestion]) -> Iterator[str]:
    """Format the places for KPIs, each below its words."""
    shown = None
    for question in questions:
        if question.kpi != shown and question.kpi is not None:
            shown = question.kpi
            yield f"      # KPI {question.kpi.number}: {_line(question.words or '')}"
            yield from (f"      # Reported before: {_line(claim.said)} ({claim.round})" for claim in question.claims)
        yield f"      - kpi: {'' if question.kpi is None else question.kpi.number}"
        yield f"        scope: {'own' if _is_own(question) else 'total'}"
        for place, filled in zip(_KEYS[question.answer], _parts(question), strict=True):
            yield f"        {place}:{f' {filled}' if filled else ''}"


def _parts(question: FormQuestion) -> tuple[str, ...]:
    """Return what stands in the places of a figure already."""
    if question.answer is AnswerType.RATIO:
        numerator, _, denominator = question.filled.partition(" of ")
        return numerator, denominator
    is_number = question.answer in {AnswerType.NUMBER, AnswerType.DAY}
    return (question.filled if is_number or not question.filled else _quoted(question.filled),)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _is_own(question: FormQuestion) -> bool:
    return question.asked is Asked.OWN


def _line(text: str) -> str:
    """Return a text on one line, without characters that a YAML comment cannot have."""
    return printable(" ".join(text.split()))
