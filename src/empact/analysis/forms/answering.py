"""Understand a form that came back: each answer goes to the place of a report that its key names, or is asked back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs

from empact.analysis.facts import PlanFacts, check_plan_context
from empact.analysis.forms.answers import answer_values, cell_problem, quoted
from empact.analysis.forms.asked import Asked, FormQuestion, ReportForm
from empact.analysis.forms.asking import report_form
from empact.analysis.forms.replying import is_of_sheet
from empact.analysis.forms.returned import FormProblem, KeyedRow, ReturnedRows, is_answered, is_hint, other_action
from empact.analysis.question_keys import QuestionKey, parsed_key
from empact.arguments import check_type
from empact.errors import UnknownIdError
from empact.model import FormRow, ReturnedForm
from empact.values import value

_KNOWN = frozenset({"by", "checkpoint", "supersedes"})
"""What a form says about itself."""
_OF_REPORT = _KNOWN | {Asked.ON.value, Asked.PART.value}
"""What a form says about the report; a report that says no more would withdraw those that it replaces."""
_SETTLE = "settle-"
_YEAR = 366
"""The most days between the day of a checkpoint and that of a report in a form."""
_SOURCE = "report form"
"""What a report that came as a form was taken from."""


@value(kw_only=True)
class AnsweredForm:
    """What a form that came back says: the tree of a report, and what is asked back."""

    tree: Mapping[str, Any]
    """The report as a file has it, without its header."""
    rows: Mapping[str, int]
    """For the pointer of each value of the tree that somebody has filled in, the index of its row."""
    problems: tuple[FormProblem, ...]
    """What is asked back, in the order of the rows. A report with one that is asked back is not taken.
    """
    form: ReportForm | None = None
    """The form as it would be made now; None if it cannot be known for whom or for which round it is."""
    is_untouched: bool
    """Whether nobody has filled in an answer; the day of the report alone is none."""


def answered(ctx: PlanFacts, form: ReturnedForm) -> AnsweredForm:
    """Return what a form that came back says about a plan.

    An answer counts for the question that its key names, wherever its row stands. An empty cell says nothing. What can
    be read in two ways, or not at all, is asked back and never guessed.

    Args:
        ctx: The context of the plan, with the reports that are there.
        form: The rows of the form.
    """
    check_plan_context("answered()", ctx)
    check_type("The form", "a ReturnedForm", ReturnedForm, form)
    return _Answering(ctx, form.rows, ReturnedRows(ctx, form.rows)).made()


@attrs.define
class _Answering:
    """Makes the tree of a report from the rows of a form."""

    ctx: PlanFacts
    given: tuple[FormRow, ...]
    returned: ReturnedRows
    tree: dict[str, Any] = attrs.field(factory=dict[str, Any])
    rows: dict[str, int] = attrs.field(factory=dict[str, int])
    digests: dict[str, str] = attrs.field(factory=dict[str, str])
    """The content digest for which each action was asked about, by its number."""
    by_action: dict[str, int] = attrs.field(factory=dict[str, int])
    """The index of each action in the tree, by its number."""
    reasons: dict[tuple[int, str], int] = attrs.field(factory=dict[tuple[int, str], int])
    """The row that says why a value is lower, by the index of its action in the tree and the number of its KPI."""
    taken: dict[str, int] = attrs.field(factory=dict[str, int])
    """The row that answers each question, by the key of the question now."""

    def made(self) -> AnsweredForm:
        """Return the report, and what is asked back."""
        if is_of_sheet(self.given):
            hint = "Read it with 'empact ledger confirm'."
            self.returned.ask(None, "The file is a tasking sheet, not a report form.", hint)
            problems = self.returned.in_order()
            return AnsweredForm(tree=self.tree, rows=self.rows, problems=problems, is_untouched=False)
        by_plan = self.returned.by_plan()
        keyed = by_plan.get(self.ctx.plan.id, [])
        self.returned.ask_foreign(by_plan)
        asked = self._form(keyed) if keyed else None
        if asked is not None:
            questions = _Questions.of(asked)
            for each in keyed:
                if each.key.asked not in _KNOWN and is_answered(each.row):
                    self._take(each.index, each.row, each.key, questions)
            self._explain()
            self._miss(questions, [each.key for each in keyed])
            if "on" not in self.tree and not any(problem.asked_back for problem in self.returned.problems):
                place = next((each.index for each in keyed if each.key.asked == Asked.ON.value), None)
                self.returned.ask(place, "The day of the report is missing.", "Fill in the day of the report.")
        revision = self.ctx.plan.cover.number.plain
        self.tree["written_for"] = {**({"revision": revision} if revision else {}), "actions": self.digests}
        is_untouched = not any(map(_has_answer, self.given))
        problems = self.returned.in_order()
        return AnsweredForm(tree=self.tree, rows=self.rows, problems=problems, form=asked, is_untouched=is_untouched)

    def _explain(self) -> None:
        """Put each reason why a value is lower to the values that it is about."""
        for (place, kpi), index in self.reasons.items():
            figures = [
                figure
                for figure in self.tree["actions"][place].get("figures", ())
                if figure["kpi"] == kpi and "value" in figure
            ]
            if not figures:
                message = f"{self.given[index].key} says why a value is lower, and there is no value."
                self.returned.ask(index, message, "Fill in the value, too, or leave the reason empty.")
            for figure in figures:
                figure[Asked.LOWER_BECAUSE.value] = self.given[index].answer.strip()

    def _miss(self, questions: _Questions, there: Iterable[QuestionKey]) -> None:
        """Say which rows of expected answers are missing: an answer may have been lost with them."""
        names = {_name(self.returned.number(key)[0], key) for key in there}
        expected = {name: question for name, question in questions.by_name.items() if question.expected}
        missing = [question.key for name, question in expected.items() if name not in names]
        if missing and len(missing) < len(expected):
            self.returned.ask_missing("form", missing, "Nothing is reported for them.")

    def _form(self, keyed: list[KeyedRow]) -> ReportForm | None:
        """Return the form as it would be made now, for the party and the checkpoint of this one."""
        known = {each.key.asked: each for each in keyed if each.key.asked in _KNOWN}
        for name, what in (("by", "party"), ("checkpoint", "checkpoint")):
            if name not in known or not known[name].row.answer.strip() or known[name].key.cited is None:
                hint = f"Restore the row with the key '{self.ctx.plan.id} {name} ...', as in the form that was sent."
                self.returned.ask(None, f"The form does not say for which {what} it is.", hint)
                return None
        by, checkpoint = known["by"].row.answer.strip(), known["checkpoint"].row.answer.strip()
        try:
            form = report_form(self.ctx, by, checkpoint)
        except UnknownIdError as problem:
            place = known["checkpoint" if problem.args[0] == "Checkpoint" else "by"].index
            message = str(problem).partition("\n")[0].replace(repr(problem.name), quoted(problem.name))
            self.returned.ask(place, message, "Restore the cell as in the form that was sent.")
            return None
        if not self.returned.is_made_for("form", known["by"], form.party):
            return None
        if not known["checkpoint"].key.is_made_for(checkpoint, form.checkpoint):
            message = f"The form was made for another checkpoint than {quoted(checkpoint)}."
            hint = "Restore the cell as in the form that was sent. Each checkpoint has its own form."
            self.returned.ask(known["checkpoint"].index, message, hint)
            return None
        self.tree |= {"plan": self.ctx.plan.id, "checkpoint": form.checkpoint, "by": form.party, "source": _SOURCE}
        self.rows |= {"/by": known["by"].index, "/checkpoint": known["checkpoint"].index}
        if "supersedes" in known and known["supersedes"].row.answer.strip():
            superseded = known["supersedes"]
            self.tree["supersedes"] = [id.strip() for id in superseded.row.answer.split(",") if id.strip()]
            self.rows["/supersedes"] = superseded.index
        return form

    def _take(self, index: int, row: FormRow, key: QuestionKey, questions: _Questions) -> None:
        """Take an answer, or ask it back."""
        problem = cell_problem(row)
        if problem is not None:
            self.returned.ask(index, *problem)
            return
        asked = self._question(index, row, key, questions)
        if asked is None:
            return
        question, about = asked
        if is_hint(row, question.options):
            return
        earlier = self.taken.setdefault(question.key, index)
        if earlier != index:
            self.returned.ask_same(index, row, self.given[earlier])
            return
        values, wrong = answer_values(row, question, self.ctx.statuses)
        if wrong is None and question.asked is Asked.ON:
            wrong = _far_off(values["on"], questions.form.cut_off)
        if wrong is not None:
            self.returned.ask(index, *wrong)
        elif about is None:
            self._put(self.tree, "", values, index)
        elif key.asked.startswith(_SETTLE):
            settlement = {
                **_settled(question, questions.form, self.tree.get("supersedes", ())),
                "action": about,
                **values,
            }
            self._add(self.tree, "", "settles", settlement, index)
        else:
            self._take_of_action(question, self._action(about, key), values, index)

    def _take_of_action(self, question: FormQuestion, place: int, values: dict[str, Any], index: int) -> None:
        """Take an answer about the action at an index in the tree."""
        action, at = self.tree["actions"][place], f"/actions/{place}"
        if question.kpi is None:
            self._put(action, at, values, index)
        elif question.asked is Asked.LOWER_BECAUSE:
            self.reasons[place, str(question.kpi.number)] = index
        else:
            scope = "own" if question.asked is Asked.OWN else "total"
            self._add(action, at, "figures", {**_of_kpi(question), "scope": scope, **values}, index)

    def _question(
        self, index: int, row: FormRow, key: QuestionKey, questions: _Questions
    ) -> tuple[FormQuestion, str | None] | None:
        """Return the question that a key names, and the number of its action; asks back what is not in the form now."""
        number, why = self.returned.number(key)
        if why is not None:
            self.returned.ask_changed(index, key, why, "Make a new form, and fill it in.")
            return None
        question = questions.by_name.get(_name(number, key))
        if question is None and key.cited is not None and questions.form.drives:
            hint = "Make a new form, which has what differs now."
            self.returned.ask(index, "Other reports differ now than those that the form lists.", hint)
            return None
        if question is None:
            about = "" if number is None else f" of action {number}"
            message = f"{questions.form.party} is not asked for '{key.asked}'{about} in {questions.form.checkpoint}."
            self.returned.ask(index, message, "Leave the cell empty, or make a new form.")
            return None
        if self.returned.asks_other(index, number, other_action(self.ctx.plan, row.words, number)):
            return None
        if questions.has_other_kpi(row.words, question):
            message = f"The key is about KPI {key.kpi} of action {number}, but the row has the words of another one."
            self.returned.ask(index, message, "Put the answer into the row of its own KPI.")
            return None
        return question, number

    def _action(self, number: str, key: QuestionKey) -> int:
        """Return the index of an action in the tree."""
        actions: list[dict[str, Any]] = self.tree.setdefault("actions", [])
        if number not in self.by_action:
            self.by_action[number] = len(actions)
            actions.append({"action": number})
            self.digests[number] = self.returned.digest(number, key)
        return self.by_action[number]

    def _put(self, tree: dict[str, Any], at: str, values: Mapping[str, Any], index: int) -> None:
        """Put values into a part of the report, at a pointer."""
        tree |= values
        self.rows |= {f"{at}/{name}": index for name in values}

    def _add(self, tree: dict[str, Any], at: str, name: str, values: dict[str, Any], index: int) -> None:
        """Add a figure or a settlement to its list in a part of the report."""
        several: list[dict[str, Any]] = tree.setdefault(name, [])
        self.rows[f"{at}/{name}/{len(several)}"] = index
        several.append(values)


_Name = tuple[str | None, str | None, str, str | None]
"""What a key asks about, whatever the content digest: the action, the KPI, what is asked, and what is cited."""


def _name(number: str | None, key: QuestionKey) -> _Name:
    """Return what a key asks about, with the number that its action has now."""
    return number, key.kpi, key.asked, key.cited


@value
class _Questions:
    """The questions of a form by what their keys name, and the words of its actions."""

    form: ReportForm
    by_name: Mapping[_Name, FormQuestion]
    """The questions by what they ask about."""

    @classmethod
    def of(cls, form: ReportForm) -> _Questions:
        """Return the questions of a form."""
        questions = (
            *form.head,
            *form.texts,
            *form.settlements,
            *(question for action in form.actions for question in action.questions),
        )
        keys = ((parsed_key(question.key), question) for question in questions)
        return cls(form, {_name(key.action, key): known for key, known in keys if key is not None})

    def has_other_kpi(self, words: tuple[str, ...], question: FormQuestion) -> bool:
        """Whether a row has the words of another KPI of the action, and not those of its own."""
        if question.kpi is None or question.words is None:
            return False
        others = {
            other.words
            for other in self.by_name.values()
            if other.kpi is not None and other.words is not None and other.kpi.action == question.kpi.action
        }
        found = {kpi for kpi in others for text in words if " ".join(text.split()).endswith(f": {kpi}")}
        return bool(found) and question.words not in found


def _settled(question: FormQuestion, form: ReportForm, replaced: Collection[str]) -> dict[str, Any]:
    """Return what the answer to a question settles: the KPI, the round if it is an earlier one, and the reports.

    Those that the new report replaces are left out: what it states itself stands in their place.
    """
    checkpoint = question.claims[0].round.name
    earlier = {} if checkpoint == form.checkpoint else {"checkpoint": checkpoint}
    cites = list(dict.fromkeys(claim.report for claim in question.claims if claim.report not in replaced))
    return {**earlier, **_of_kpi(question), "cites": cites}


def _far_off(day: str, cut_off: dt.date) -> tuple[str, str] | None:
    """Return why the day of a report is asked back: a year of it is mistyped. A later report cannot correct that."""
    if abs((dt.date.fromisoformat(day) - cut_off).days) <= _YEAR:
        return None
    return f"The day {day} is more than a year from {cut_off}, the day of the checkpoint.", "Correct the day."


def _of_kpi(question: FormQuestion) -> dict[str, str]:
    return {} if question.kpi is None else {"kpi": str(question.kpi.number)}


def _has_answer(row: FormRow) -> bool:
    """Whether a row has an answer to a question about an action or the plan."""
    key = parsed_key(row.key)
    return key is not None and key.asked not in _OF_REPORT and is_answered(row)
