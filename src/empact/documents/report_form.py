"""The form of a report: what one party is asked in a round, with a cell to fill in for each question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from empact.analysis import AnswerType, Asked, Claim, FormQuestion, PlanContext, ReportForm, Standing
from empact.analysis.claims.rounds import default_round, plan_rounds
from empact.analysis.columns import format_cell
from empact.analysis.facts import check_plan_context
from empact.analysis.question_keys import made_for_key, plan_key
from empact.arguments import check_text
from empact.documents.form_words import ANSWER
from empact.documents.headings import about_plan
from empact.documents.language import Words, words_in
from empact.documents.names import file_stem
from empact.documents.reported_figures import format_claim
from empact.documents.tables import ColumnOf, column, table
from empact.documents.tasking_overview import abridged
from empact.documents.values import ColumnType, Document, FillIn, Section, Table, TableCell, Text
from empact.model import Action, FrozenMap
from empact.values import value

ASKED = {
    Asked.STATUS: "Status",
    Asked.STARTED: "First day",
    Asked.ENDED: "Last day",
    Asked.TOTAL: "Result of the action",
    Asked.OWN: "Own contribution",
    Asked.LOWER_BECAUSE: "Why it is lower than before",
    Asked.REACHED: "Reached on",
    Asked.TEXT: "Result in words",
    Asked.NARRATIVE: "What was done",
    Asked.OBSTACLES: "What was in the way",
    Asked.SUPPORT: "Support that is needed",
    Asked.REASON: "Why it is cancelled or not completed",
    Asked.AGREED_BY: "Who agreed that it is cancelled",
    Asked.CARRIED_OVER: "Goes on as (action of a later plan)",
    Asked.CONTEXT: "What happened around the plan",
    Asked.ASSESSMENT: "How the results are to be seen",
    Asked.DECISIONS: "What COSI is asked to decide",
    Asked.OUTLOOK: "What comes next",
    Asked.ON: "Day of the report",
    Asked.PART: "Which of several authorities reports, such as customs",
}
"""What a question asks for, in the words of the form."""
_OF_PLAN = {Asked.SUPPORT: "Support that the plan needs"}
"""What a question about the plan as a whole asks for, where it differs from one about an action."""
_TYPES = {AnswerType.NUMBER: ColumnType.NUMBER, AnswerType.DAY: ColumnType.DATE}
"""The types of answers that are more than a text."""
_HOW = (
    "Fill in the yellow cells. A cell that is left empty says nothing: it is never read as zero.",
    "If you contributed nothing to a KPI, write: nothing to report.",
    "Write a ratio as 12 of 20, and a day as 2031-06-30.",
    (
        "Personal and operational data do not belong in a report, such as names of persons, addresses, telephone "
        "numbers, number plates and numbers of cases."
    ),
    "Leave the keys as they are: they say what each answer is about.",
)
_OPTIONAL = "What is not expected this time can be reported, too."
_REPLACES = (
    "This report replaces your earlier one as a whole. The cells have what you reported; change what no longer holds."
)
_DIGEST = 16
"""The digits of the digest of the plan that people see."""
_ACTIVITY = 70
"""The most characters of an activity."""
_FREE = "{what} (without personal or operational data)"
"""What a question asks for whose answer is a free text."""


@value
class FormLine:
    """A question with the action that it is about."""

    question: FormQuestion
    """What is asked."""
    about: Action | None = None
    """The action that it is about; None if it is about the plan or the form itself."""


def build_report_form(
    ctx: PlanContext, *, party: str, checkpoint: str | None = None, reply_to: str = "", language: str = "en"
) -> Document:
    """Return the form of a report: what a party leads, then what it takes part in, with a cell for each answer.

    Args:
        ctx: The plan with its reports, ledger and KPI register.
        party: The party that is asked, by code or name.
        checkpoint: The checkpoint of the round; the start of its name is enough. None for the newest one on the date of
            knowledge, or else the first; a plan without any gives a form that asks nothing.
        reply_to: The functional address to which the form is sent back; empty if it names none.
        language: The language of the fixed words; texts of the plan stay.

    Raises:
        UnknownIdError: The party or the checkpoint is not known, or the party has nothing to report.
    """
    check_plan_context("build_report_form()", ctx)
    check_text("reply_to", reply_to)
    words = words_in(language)
    named = _current(ctx) if checkpoint is None else checkpoint
    if named is None:
        return _nothing_asked(ctx, words)
    form = ctx.report_form(party, named)
    head = about_plan(ctx, words)
    stem = file_stem(f"{ctx.plan.id}-{form.party}-{form.checkpoint}")
    facts = {
        "plan_title": None if head["title"] == form.plan.id else head["title"],
        "party": form.party,
        "checkpoint": form.checkpoint,
        "cut_off_day": form.cut_off,
        "due": form.due,
        "send_to": reply_to or None,
        "revision": form.plan.cover.number.plain or None,
        "plan_digest": head["plans"][0].sha256[:_DIGEST],
    }
    properties = {name: fact for name, fact in facts.items() if fact is not None}
    head["properties"] = FrozenMap({"plan": form.plan.id, **properties, **head["properties"]})
    head["title"] = words("Report of {party} for {checkpoint}", party=form.party, checkpoint=form.checkpoint)
    return Document(
        kind="report-form",
        name=f"{stem}-report-form",
        is_form=True,
        how_to_fill_in=tuple(map(words, _HOW)),
        sections=tuple(_sections(form, words)),
        **head,
    )


def _current(ctx: PlanContext) -> str | None:
    """Return the checkpoint of a form that names none; None if the plan has none with a day."""
    current = default_round(plan_rounds(ctx.plan), (), ctx.as_of)
    return None if current is None else current.name


def _nothing_asked(ctx: PlanContext, words: Words) -> Document:
    """Return the form about a plan without a round: it says why nobody is asked."""
    head = about_plan(ctx, words)
    why = words("{plan} has no checkpoint with a day, so nobody is asked to report.", plan=ctx.plan.id)
    section = Section(key="how", title=words("How to fill it in"), body=Text((why,)))
    return Document(kind="report-form", name=f"{file_stem(ctx.plan.id)}-report-form", sections=(section,), **head)


def _sections(form: ReportForm, words: Words) -> Iterator[Section]:
    how = tuple(map(words, _HOW))
    if form.due is not None:
        how = (words("Send it by {day}.", day=form.due), *how)
    if any(not action.expected for action in form.actions):
        how = (*how, words(_OPTIONAL))
    if form.supersedes:
        how = (*how, words(_REPLACES))
    yield Section(key="how", title=words("How to fill it in"), body=Text(how))
    yield Section(key="report", title=words("This report"), body=_head(form, words))
    asked = [action for action in form.actions if action.expected]
    parts = (
        ("leads", "What you lead", [action for action in asked if action.standing is Standing.LEADER]),
        ("takes-part", "What you take part in", [action for action in asked if action.standing is not Standing.LEADER]),
    )
    for key, title, actions in parts:
        if actions:
            lines = [FormLine(question, action.action) for action in actions for question in action.questions]
            yield Section(key=key, title=words(title), body=_questions(lines, words))
    if form.settlements:
        lines = [FormLine(question, _action_of(form, question)) for question in form.settlements]
        title = words("To settle as the Driver")
        yield Section(key="settle", title=title, body=_questions(lines, words))
    if form.texts:
        lines = [FormLine(question) for question in form.texts]
        yield Section(key="texts", title=words("The plan as a whole"), body=_questions(lines, words))
    others = [action for action in form.actions if not action.expected]
    if others:
        lines = [FormLine(question, action.action) for action in others for question in action.questions]
        title = words("Not expected this time")
        yield Section(key="others", title=title, body=_questions(lines, words))


def _head(form: ReportForm, words: Words) -> Table:
    """Return what the report is: what is known of it, and what is asked."""
    known = {"by": form.party, "checkpoint": form.checkpoint, "supersedes": ", ".join(form.supersedes)}
    titles = {"by": "Party", "checkpoint": "Checkpoint", "supersedes": "Replaces the report"}
    keys = {name: made_for_key(form.plan, name, known[name]) for name in ("by", "checkpoint")}
    keys["supersedes"] = plan_key(form.plan, "supersedes")
    rows = [(keys[name], words(titles[name]), TableCell(value)) for name, value in known.items() if value]
    rows += [(question.key, words(ASKED[question.asked]), _answer(question, words)) for question in form.head]
    columns: tuple[ColumnOf[tuple[str, str, TableCell]], ...] = (
        column("asked", "What", lambda row: row[1], width=34),
        column("answer", ANSWER, lambda row: row[2], width=40),
        column("key", "Key", lambda row: row[0], width=28),
    )
    return table(columns, rows, key=lambda row: row[0], words=words)


def _questions(lines: Iterable[FormLine], words: Words) -> Table:
    """Return a row for each question; what was stated before stands beside the cell to fill in."""
    columns: tuple[ColumnOf[FormLine], ...] = (
        column("action", "Action", lambda line: _action(line, words), width=30),
        column("asked", "What", lambda line: _asked(line, words), width=34),
        column("expected", "Expected", lambda line: words("yes") if line.question.expected else None, width=9),
        column("before", "Stated before", lambda line: _before(line.question, words), type=ColumnType.LIST, width=24),
        column("answer", ANSWER, lambda line: _answer(line.question, words), width=40),
        column("key", "Key", lambda line: line.question.key, width=28),
    )
    return table(columns, lines, key=lambda line: line.question.key, words=words)


def lines_of(form: ReportForm) -> Iterator[FormLine]:
    """Yield each question of a form, with its action."""
    yield from map(FormLine, (*form.head, *form.texts))
    for question in form.settlements:
        yield FormLine(question, _action_of(form, question))
    for action in form.actions:
        yield from (FormLine(question, action.action) for question in action.questions)


def texts_beside(line: FormLine, words: Words) -> Iterator[str]:
    """Yield the texts that may stand beside the answer to a question, in the language of the words."""
    if line.about is None:
        yield words(ASKED[line.question.asked])
    else:
        yield _action(line, words) or ""
    yield _asked(line, words)
    yield words("yes")
    yield " ".join(_before(line.question, words) or ())


def _action_of(form: ReportForm, question: FormQuestion) -> Action | None:
    return None if question.action is None else form.plan.action(question.action)


def _action(line: FormLine, words: Words) -> str | None:
    if line.about is None:
        return None
    return f"{line.about.number} {abridged(format_cell(line.about.activity, words), _ACTIVITY)}"


def _asked(line: FormLine, words: Words) -> str:
    """Return what is asked, with the words of the KPI: ``Own contribution, KPI 1: 40 joint patrols``."""
    asked = _with_kpi(line, words)
    return words(_FREE, what=asked) if line.question.answer is AnswerType.WORDS else asked


def _with_kpi(line: FormLine, words: Words) -> str:
    question = line.question
    asked = words((_OF_PLAN if line.about is None else {}).get(question.asked, ASKED[question.asked]))
    if question.kpi is None:
        return asked if question.words is None else f"{asked}: {question.words}"
    about = words("{what}, KPI {number}", what=asked, number=question.kpi.number)
    return f"{about}: {question.words}"


def _before(question: FormQuestion, words: Words) -> tuple[str, ...] | None:
    """Return what the party stated last, with the round; of what is to settle, what each leader states."""
    several = len({claim.by for claim in question.claims}) > 1
    said = (f"{_said(claim, words)} ({claim.round})" for claim in question.claims)
    if several:
        said = (f"{claim.by}: {text}" for claim, text in zip(question.claims, said, strict=True))
    return tuple(said) or None


def _said(claim: Claim, words: Words) -> str:
    if claim.day is not None:
        return str(claim.day)
    return claim.words if claim.words is not None else format_claim(claim, words)


def _answer(question: FormQuestion, words: Words) -> TableCell:
    kind = _TYPES.get(question.answer, ColumnType.TEXT)
    filled = words(question.filled) if question.filled in question.options else question.filled
    return TableCell(filled or None, fill_in=FillIn(tuple(map(words, question.options)), kind))
