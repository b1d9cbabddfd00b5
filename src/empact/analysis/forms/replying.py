"""Understand a tasking sheet that came back: each answer confirms or declines a part in an action, or is asked back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping

import attrs

from empact.analysis.facts import PlanFacts, check_plan_context
from empact.analysis.forms.answers import cell_problem, day_values, quoted
from empact.analysis.forms.returned import FormProblem, KeyedRow, ReturnedRows, has_content, is_answered, is_hint
from empact.analysis.question_keys import QuestionKey, parsed_key
from empact.analysis.taskings.asked import DAY, PART, REPLIES, SENDER, PartQuestion
from empact.analysis.taskings.projection import Taskings
from empact.analysis.taskings.tasks import Tasking
from empact.arguments import check_type
from empact.errors import UnknownIdError
from empact.model import FormRow, Ledger, PartReply, Plan, ReturnedForm
from empact.values import value

_YEAR = dt.timedelta(days=366)
"""The most days before and after a plan of the day of an answer."""


@value(kw_only=True)
class PartAnswer:
    """What a party says of its part in an action, on a sheet that came back."""

    action: str
    """The number of the action."""
    part: PartReply
    """What it says."""
    remark: str
    """Its remark; empty if there is none."""
    row: int
    """The index of the row in the form."""
    cell: str = ""
    """Where it stands in the file: ``sheet 'Actions by date', cell G5``."""


@value(kw_only=True)
class RepliedSheet:
    """What a tasking sheet that came back says, and what is asked back."""

    party: str | None
    """The code of the party; None if the sheet does not say it."""
    on: dt.date | None
    """The day of the answers; None if the sheet does not say it."""
    answers: tuple[PartAnswer, ...]
    """The answers, in the order of the rows."""
    problems: tuple[FormProblem, ...]
    """What is asked back, in the order of the rows. Nothing is taken of a sheet with one that is asked back."""
    is_untouched: bool
    """Whether nobody has filled in an answer or a remark."""


def is_of_sheet(rows: Iterable[FormRow]) -> bool:
    """Whether rows are those of a tasking sheet: one says whose sheet it is, or asks about a part in an action."""
    return any(_is_sender(key) or _is_part(key) for key in map(parsed_key, (row.key for row in rows)) if key)


def replied(ctx: PlanFacts, form: ReturnedForm, *, said: Callable[[str], str] = str) -> RepliedSheet:
    """Return what a tasking sheet that came back says about a plan.

    An answer counts for the action that its key names, wherever its row stands. An empty cell says nothing. What can be
    read in two ways, or not at all, is asked back and never guessed. The competent authority is not read.

    Args:
        ctx: The context of the plan.
        form: The rows of the form.
        said: Returns an answer, such as ``confirm``, in the language of the sheet, for what is asked back.
    """
    check_plan_context("replied()", ctx)
    check_type("The form", "a ReturnedForm", ReturnedForm, form)
    return _Replying(ctx, form.rows, ReturnedRows(ctx, form.rows), said).made()


@attrs.define
class _Replying:
    """Takes the answers from the rows of a sheet."""

    ctx: PlanFacts
    given: tuple[FormRow, ...]
    returned: ReturnedRows
    said: Callable[[str], str]
    answers: dict[str, PartAnswer] = attrs.field(factory=dict[str, PartAnswer])
    """The answers by the number of the action."""

    def made(self) -> RepliedSheet:
        """Return the answers, and what is asked back."""
        if not is_of_sheet(self.given):
            message = "The file is a report form, not a tasking sheet."
            self.returned.ask(None, message, "Add it with 'empact report add'.")
            return self._sheet(None, None)
        by_plan = self.returned.by_plan()
        own = by_plan.get(self.ctx.plan.id, [])
        tasking = self._tasking(own) if own else None
        day = self._day([row for rows in by_plan.values() for row in rows])
        others = {
            plan: [row for row in rows if row.key.asked != DAY]
            for plan, rows in by_plan.items()
            if not (own and any(_is_sender(row.key) for row in rows))  # a book has the sheets of several plans
        }
        self.returned.ask_foreign({plan: rows for plan, rows in others.items() if rows})
        if tasking is not None:
            questions = {question.action: question for question in tasking.questions}
            for row in own:
                if not _is_sender(row.key) and not _is_day(row.key) and has_content(row.row):
                    self._take(row, questions, tasking.party.code)
            self._miss(tasking, {row.key.action for row in own if _is_part(row.key)})
        return self._sheet(None if tasking is None else tasking.party.code, day)

    def _sheet(self, party: str | None, on: dt.date | None) -> RepliedSheet:
        return RepliedSheet(
            party=party,
            on=on,
            answers=tuple(self.answers.values()),
            problems=self.returned.in_order(),
            is_untouched=is_of_sheet(self.given) and not any(map(_is_filled_in, self.given)),
        )

    def _tasking(self, own: Iterable[KeyedRow]) -> Tasking | None:
        """Return the tasking of the party whose sheet it is; asks back a sheet that does not say it."""
        senders = [row for row in own if _is_sender(row.key)]
        if len({row.key.cited for row in senders}) > 1:
            codes = " and ".join(row.row.answer.strip() or "?" for row in senders)
            self.returned.ask(None, f"The file has the sheets of several parties: {codes}.", "Send each separately.")
            return None
        if not senders or not senders[0].row.answer.strip() or senders[0].key.cited is None:
            hint = f"Restore the row with the key '{self.ctx.plan.id} {SENDER} ...', as in the sheet that was sent."
            self.returned.ask(None, "The sheet does not say whose it is.", hint)
            return None
        (sender,) = senders
        code = sender.row.answer.strip()
        try:
            tasking = Taskings(_without_ledger(self.ctx)).of_party(code)
        except UnknownIdError:
            hint = "Restore the cell as in the sheet that was sent."
            self.returned.ask(sender.index, f"{quoted(code)} is not the code of a party.", hint)
            return None
        return tasking if self.returned.is_made_for("sheet", sender, tasking.party.code) else None

    def _day(self, rows: Iterable[KeyedRow]) -> dt.date | None:
        """Return the day of the answers; asks it back if there is none, or if it cannot be read."""
        days = [row for row in rows if _is_day(row.key)]
        answered = [row for row in days if is_answered(row.row)]
        if not answered:
            self.returned.ask(
                days[0].index if days else None,
                "The day of the answers is missing.",
                "Fill in the day of the answers." if days else f"Restore the row with the key '... {DAY} ...'.",
            )
            return None
        first, last = answered[0], answered[-1]
        if first.row.answer.strip() != last.row.answer.strip():  # the day of a book stands beside that of another plan
            message = f"The sheet has two days, {quoted(first.row.answer)} and {quoted(last.row.answer)}."
            self.returned.ask(last.index, message, "Leave only the right one.")
            return None
        values, wrong = day_values(first.row, " ".join(first.row.answer.split()), DAY)
        problem = cell_problem(first.row) or wrong
        if problem is None:
            day = dt.date.fromisoformat(values[DAY])
            problem = _far_off(day, self.ctx.plan)
            if problem is None:
                return day
        self.returned.ask(first.index, *problem)
        return None

    def _take(self, keyed: KeyedRow, questions: Mapping[str, PartQuestion], party: str) -> None:
        """Take an answer, or ask it back."""
        index, row, key = keyed.index, keyed.row, keyed.key
        if not _is_part(key):
            message = f"{row.key} is a question of a report form."
            self.returned.ask(index, message, "Add report forms with 'empact report add'.")
            return
        number, why = self._number(key)
        if number is None:
            hint = "A party confirms what it has read: make a new sheet with 'empact task', and send it."
            self.returned.ask_changed(index, key, why, hint)
            return
        question = questions.get(number)
        if is_hint(row, () if question is None else question.options) and not row.remark.strip():
            return
        problem = cell_problem(row)
        if problem is not None:
            self.returned.ask(index, *problem)
        elif question is None:
            message = f"{party} has no part in action {number} that it could confirm or decline."
            self.returned.ask(index, message, "Check whose sheet it is, or delete the answer.")
        elif not is_answered(row):
            self.returned.ask(index, "The remark has no answer.", f"Choose {self._choices(question)}, or delete it.")
        elif not self.returned.asks_other(index, key.action, _other_number(self.ctx.plan, row.words, key.action)):
            self._answer(keyed, question)

    def _answer(self, keyed: KeyedRow, question: PartQuestion) -> None:
        """Take the answer to a question if it is one of its words."""
        index, row = keyed.index, keyed.row
        word = " ".join(row.answer.split())
        if word not in question.options:
            message = f"{quoted(word)} is not one of the answers."
            self.returned.ask(index, message, f"Choose {self._choices(question)}.")
            return
        answer = PartAnswer(action=question.action, part=REPLIES[word], remark=row.remark.strip(), row=index)
        earlier = self.answers.setdefault(question.action, answer)
        if earlier is not answer:
            self.returned.ask_same(index, row, self.given[earlier.row])

    def _choices(self, question: PartQuestion) -> str:
        """Return the answers to a question, in the language of the sheet."""
        options = tuple(map(self.said, question.options))
        return " or ".join(filter(None, (", ".join(options[:-1]), options[-1])))

    def _number(self, key: QuestionKey) -> tuple[str | None, str]:
        """Return the number that the action has now, or what has changed in it: a party confirms what it has read."""
        number, why = self.returned.number(key, whole=True)
        if why is None and (number is None or self.ctx.plan.find_action(number) is None):
            why = f"{self.ctx.plan.id} has no such action now"
        return (number, "") if why is None else (None, why)

    def _miss(self, tasking: Tasking, there: Collection[str | None]) -> None:
        """Say which rows are missing: an answer may have been lost with them.

        A sheet that was made with the ledger asks less, so only rows that stand in both are missed.
        """
        both = [tasking, Taskings(self.ctx).of_party(tasking.party)] if self.ctx.ledger.entries else [tasking]
        asked = [{question.key for question in each.questions if question.asked} for each in both]
        questions = (question for question in tasking.questions if question.action not in there)
        missing = [question.key for question in questions if all(question.key in keys for keys in asked)]
        if missing and self.answers:
            self.returned.ask_missing("sheet", missing, "Nothing is confirmed or declined there.")


def _is_sender(key: QuestionKey) -> bool:
    return key.asked == SENDER and key.action is None


def _is_day(key: QuestionKey) -> bool:
    return key.asked == DAY and key.action is None


def _is_part(key: QuestionKey) -> bool:
    return key.asked == PART and key.action is not None and key.kpi is None


def _is_filled_in(row: FormRow) -> bool:
    """Whether a row has an answer or a remark about a part."""
    key = parsed_key(row.key)
    return key is not None and not _is_sender(key) and not _is_day(key) and has_content(row)


def _without_ledger(ctx: PlanFacts) -> PlanFacts:
    """Return the facts with which sheets are made: an exclusion does not change what a party was asked."""
    return attrs.evolve(ctx, ledger=Ledger(plan=ctx.plan.id))


def _other_number(plan: Plan, words: Iterable[str], number: str | None) -> str | None:
    """Return the number of another action in a row; None if the row has its own number, or none."""
    numbers = [word.strip().removeprefix(f"{plan.id}:") for word in words]
    if number in numbers:
        return None
    return next((other for other in numbers if plan.find_action(other) is not None), None)


def _far_off(day: dt.date, plan: Plan) -> tuple[str, str] | None:
    """Return why a day is asked back: a year of it is mistyped."""
    if plan.period is None or plan.period.start - _YEAR <= day <= plan.period.end + _YEAR:
        return None
    when = f"{plan.period.start} to {plan.period.end}"
    return f"The day {day} is more than a year before or after the plan ({when}).", "Correct the day."
