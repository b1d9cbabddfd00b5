"""Understand a form that came back: each answer goes to the place of a report that its key names, or is asked back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs

from empact.analysis.facts import PlanFacts, check_plan_context
from empact.analysis.forms.answers import answer_values, cell_problem, quoted
from empact.analysis.forms.asked import Asked, FormQuestion, ReportForm
from empact.analysis.forms.asking import report_form
from empact.arguments import check_text, check_type
from empact.errors import UnknownIdError
from empact.model import AnswerCell, FormRow, ReturnedForm
from empact.values import value

_KEY = re.compile(
    r"(?P<plan>[^\s,:;/]{1,100})(?::(?P<action>[^\s,:;/]{1,50})(?:/(?P<kpi>[0-9]{1,9}[a-z]?))?)?"
    r" (?P<asked>[a-z_-]{1,50}) (?P<digest>[0-9a-f]{8})(?: (?P<cited>[0-9a-f]{8}))?"
)
_ACTION_WORDS = re.compile(r"(?P<number>\S+) (?P<words>\S.*?)(?: \[\.\.\.\])?", re.DOTALL)
"""The cell with the action of a row: its number, and the beginning of its activity."""
_KNOWN = frozenset({"by", "checkpoint", "supersedes"})
"""What a form says about itself."""
_OF_REPORT = _KNOWN | {Asked.ON.value, Asked.PART.value}
"""What a form says about the report; a report that says no more would withdraw those that it replaces."""
_FEW = 3
"""The most keys that a message lists."""
_SETTLE = "settle-"
_YEAR = 366
"""The most days between the day of a checkpoint and that of a report in a form."""
_SOURCE = "report form"
"""What a report that came as a form was taken from."""


@value(kw_only=True)
class FormProblem:
    """An answer that cannot be taken as it is, and is asked back; or what the sender may have lost."""

    row: int | None
    """The index of the row in the form; None if the form as a whole is meant."""
    message: str
    """What is wrong, in one sentence; it quotes the answer."""
    hint: str
    """What to write instead."""
    asked_back: bool = True
    """Whether the report is not taken with it. False for rows that are missing."""


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
    is_untouched: bool
    """Whether nobody has filled in an answer; the day of the report alone is none."""


def is_question_key(text: str) -> bool:
    """Whether a text has the form of the key of a question, such as ``C-2012:2.2/1a own be1f7d2c``."""
    check_text("The text", text)
    return _KEY.fullmatch(text) is not None


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
    return _Answering(ctx, form.rows).made()


@attrs.define
class _Answering:
    """Makes the tree of a report from the rows of a form."""

    ctx: PlanFacts
    given: tuple[FormRow, ...]
    problems: list[FormProblem] = attrs.field(factory=list[FormProblem])
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
        keyed = self._keyed()
        asked = self._form(keyed) if keyed else None
        if asked is not None:
            questions = _Questions.of(asked)
            for index, row, key in keyed:
                if key["asked"] not in _KNOWN and _is_answered(row):
                    self._take(index, row, key, questions)
            self._explain()
            self._miss(questions, [key for _, _, key in keyed])
            if "on" not in self.tree and not any(problem.asked_back for problem in self.problems):
                place = next((index for index, _, key in keyed if key["asked"] == Asked.ON.value), None)
                self._ask(place, "The day of the report is missing.", "Fill in the day of the report.")
        revision = self.ctx.plan.cover.number.plain
        self.tree["written_for"] = {**({"revision": revision} if revision else {}), "actions": self.digests}
        is_untouched = not any(map(_has_answer, self.given))
        problems = sorted(self.problems, key=lambda problem: -1 if problem.row is None else problem.row)
        return AnsweredForm(tree=self.tree, rows=self.rows, problems=tuple(problems), is_untouched=is_untouched)

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
                self._ask(index, message, "Fill in the value, too, or leave the reason empty.")
            for figure in figures:
                figure[Asked.LOWER_BECAUSE.value] = self.given[index].answer.strip()

    def _ask(self, row: int | None, message: str, hint: str) -> None:
        self.problems.append(FormProblem(row=row, message=message, hint=hint))

    def _miss(self, questions: _Questions, there: Iterable[re.Match[str]]) -> None:
        """Say which rows of expected answers are missing: an answer may have been lost with them."""
        names = {_name(self._number(key)[0], key) for key in there}
        expected = {name: question for name, question in questions.by_name.items() if question.expected}
        missing = [question.key for name, question in expected.items() if name not in names]
        if missing and len(missing) < len(expected):
            more = f" and {len(missing) - _FEW} more" if len(missing) > _FEW else ""
            message = f"Rows of the form are missing: {', '.join(missing[:_FEW])}{more}."
            hint = "Nothing is reported for them. Check that no answer was deleted with a row."
            self.problems.append(FormProblem(row=None, message=message, hint=hint, asked_back=False))

    def _keyed(self) -> list[tuple[int, FormRow, re.Match[str]]]:
        """Return the rows with a key of this plan, each key once; ask back other keys, and copies that differ."""
        keyed: dict[str, tuple[int, FormRow, re.Match[str]]] = {}
        foreign: dict[str, list[int]] = {}
        for index, row in enumerate(self.given):
            key = _KEY.fullmatch(row.key)
            if key is None:
                message = f"{quoted(row.key)} is not a key of a question."
                self._ask(index, message, "Copy the key from the form as it was sent.")
                continue
            if key["plan"] != self.ctx.plan.id:
                foreign.setdefault(key["plan"], []).append(index)
                continue
            other = keyed[row.key][1] if row.key in keyed else None
            if other is None or not _is_answered(other):
                keyed[row.key] = index, row, key
            elif _is_answered(row) and row.answer.strip() != other.answer.strip():
                message = f"{row.key} has two answers, {quoted(other.answer)} and {quoted(row.answer)}."
                self._ask(index, message, "Leave only the right one.")
        for plan, indexes in foreign.items():
            what = "rows are" if keyed else "form is"
            message = f"The {what} about the plan {plan}, not about {self.ctx.plan.id}."
            self._ask(indexes[0] if keyed else None, message, "Add the form to the plan that it was made for.")
        return [*keyed.values()]

    def _form(self, keyed: list[tuple[int, FormRow, re.Match[str]]]) -> ReportForm | None:
        """Return the form as it would be made now, for the party and the checkpoint of this one."""
        known = {key["asked"]: (index, row) for index, row, key in keyed if key["asked"] in _KNOWN}
        for name, what in (("by", "party"), ("checkpoint", "checkpoint")):
            if name not in known or not known[name][1].answer.strip():
                hint = f"Restore the row with the key '{self.ctx.plan.id} {name} ...', as in the form that was sent."
                self._ask(None, f"The form does not say for which {what} it is.", hint)
                return None
        by, checkpoint = known["by"][1].answer.strip(), known["checkpoint"][1].answer.strip()
        try:
            form = report_form(self.ctx, by, checkpoint)
        except UnknownIdError as problem:
            place = known["checkpoint" if problem.args[0] == "Checkpoint" else "by"][0]
            message = str(problem).partition("\n")[0].replace(repr(problem.name), quoted(problem.name))
            self._ask(place, message, "Restore the cell as in the form that was sent.")
            return None
        self.tree |= {"plan": self.ctx.plan.id, "checkpoint": form.checkpoint, "by": form.party, "source": _SOURCE}
        self.rows |= {"/by": known["by"][0], "/checkpoint": known["checkpoint"][0]}
        if "supersedes" in known and known["supersedes"][1].answer.strip():
            index, row = known["supersedes"]
            self.tree["supersedes"] = [id.strip() for id in row.answer.split(",") if id.strip()]
            self.rows["/supersedes"] = index
        return form

    def _take(self, index: int, row: FormRow, key: re.Match[str], questions: _Questions) -> None:
        """Take an answer, or ask it back."""
        problem = cell_problem(row)
        if problem is not None:
            self._ask(index, *problem)
            return
        found = self._question(index, row, key, questions)
        if found is None:
            return
        question, about = found
        if question.options and row.answer.split() == " / ".join(question.options).split():
            return  # the hint of a place that nobody has filled in, where a program has lost that it is one
        earlier = self.taken.setdefault(question.key, index)
        if earlier != index:
            other = self.given[earlier]
            message = f"{row.key} is the same question as {other.key}, and answered {quoted(other.answer)} there."
            self._ask(index, message, "Leave only the right answer.")
            return
        values, wrong = answer_values(row, question, self.ctx.statuses)
        if wrong is None and question.asked is Asked.ON:
            wrong = _far_off(values["on"], questions.form.cut_off)
        if wrong is not None:
            self._ask(index, *wrong)
        elif about is None:
            self._put(self.tree, "", values, index)
        elif key["asked"].startswith(_SETTLE):
            settlement = {
                **_settled(question, questions.form, self.tree.get("supersedes", ())),
                "action": about,
                **values,
            }
            self._add(self.tree, "", "settles", settlement, index)
        else:
            self._take_of_action(question, self._action(about, key["digest"]), values, index)

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
        self, index: int, row: FormRow, key: re.Match[str], questions: _Questions
    ) -> tuple[FormQuestion, str | None] | None:
        """Return the question that a key names, and the number of its action; asks back what is not in the form now."""
        number, why = self._number(key)
        if why is not None:
            message = f"The answer is about action {key['action']} as it was, and {why}."
            self._ask(index, message, "Make a new form, and fill it in.")
            return None
        question = questions.by_name.get(_name(number, key))
        if question is None and key["cited"] is not None and questions.form.drives:
            hint = "Make a new form, which has what differs now."
            self._ask(index, "Other reports differ now than those that the form lists.", hint)
            return None
        if question is None:
            about = "" if number is None else f" of action {number}"
            message = f"{questions.form.party} is not asked for '{key['asked']}'{about} in {questions.form.checkpoint}."
            self._ask(index, message, "Leave the cell empty, or make a new form.")
            return None
        other = questions.other_action(row.words, number)
        if other is not None:
            message = f"The key is about action {number}, but the row has the words of action {other}."
            self._ask(index, message, "Put the answer into the row of its own action.")
            return None
        if questions.has_other_kpi(row.words, question):
            message = f"The key is about KPI {key['kpi']} of action {number}, but the row has the words of another one."
            self._ask(index, message, "Put the answer into the row of its own KPI.")
            return None
        return question, number

    def _number(self, key: re.Match[str]) -> tuple[str | None, str | None]:
        """Return the number that the action of a key has now, and what has changed if that cannot be known."""
        number = key["action"]
        changed = None if number is None else self.ctx.identities.changed_since(number, key["digest"])
        if changed is None or changed.judged:
            return number, None
        return (changed.now[0], None) if len(changed.now) == 1 else (None, changed.why)

    def _action(self, number: str, digest: str) -> int:
        """Return the index of an action in the tree."""
        actions: list[dict[str, Any]] = self.tree.setdefault("actions", [])
        if number not in self.by_action:
            self.by_action[number] = len(actions)
            actions.append({"action": number})
            action = self.ctx.plan.action(number)
            changed = self.ctx.identities.changed_since(number, digest)
            self.digests[number] = action.content_digest if changed is not None and not changed.judged else digest
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


def _name(number: str | None, key: re.Match[str]) -> _Name:
    """Return what a key asks about, with the number that its action has now."""
    return number, key["kpi"], key["asked"], key["cited"]


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
        keys = ((_KEY.fullmatch(question.key), question) for question in questions)
        return cls(form, {_name(key["action"], key): known for key, known in keys if key is not None})

    def other_action(self, words: tuple[str, ...], number: str | None) -> str | None:
        """Return the number of another action whose words a row has; None if it has those of no other one."""
        for text in words:
            found = _ACTION_WORDS.fullmatch(text.strip())
            other = None if found is None else self.form.plan.find_action(found["number"])
            if found is None or other is None or other.number == number:
                continue
            begins = " ".join(other.activity.plain.split())
            if begins.startswith(found["words"]):
                return other.number
        return None

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
    key = _KEY.fullmatch(row.key)
    return key is not None and key["asked"] not in _OF_REPORT and _is_answered(row)


def _is_answered(row: FormRow) -> bool:
    return bool(row.answer.strip()) or row.cell is AnswerCell.FORMULA
