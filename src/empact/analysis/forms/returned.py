"""The rows of a form that came back: which are about a plan and about which action now, and what is asked back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.forms.answers import quoted
from empact.analysis.question_keys import QuestionKey, parsed_key
from empact.model import AnswerCell, FormRow, Plan
from empact.reprs import short_repr
from empact.values import value

_ACTION_WORDS = re.compile(r"(?P<number>\S+) (?P<words>\S.*?)(?: \[\.\.\.\])?", re.DOTALL)
"""The cell with the action of a row: its number, and the beginning of its activity."""


_FEW = 3
"""The most keys that a message lists."""
_RESTORE = {
    "form": "Restore the cell as in the form that was sent. Each party has its own form.",
    "sheet": "Restore the cell as in the sheet that was sent. Each party has its own sheet.",
}
"""What to do with a form, or a tasking sheet, that says another party than it was made for."""


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
    """Whether the answer is not taken: in a report, no other one of it either. False for rows that are missing."""


@value
class KeyedRow:
    """A row with a key of the plan."""

    index: int
    """The index of the row in the form."""
    row: FormRow
    """The row."""
    key: QuestionKey
    """What its key names."""


@attrs.define
class ReturnedRows:
    """The rows of a form that is about a plan, with what is asked back in them."""

    ctx: PlanFacts
    """The context of the plan."""
    given: tuple[FormRow, ...]
    """All rows of the form."""
    problems: list[FormProblem] = attrs.field(factory=list[FormProblem])
    """What is asked back so far."""

    __repr__ = short_repr

    def ask(self, row: int | None, message: str, hint: str, *, asked_back: bool = True) -> None:
        """Ask an answer back, or say what may be lost."""
        self.problems.append(FormProblem(row=row, message=message, hint=hint, asked_back=asked_back))

    def in_order(self) -> tuple[FormProblem, ...]:
        """Return the problems in the order of the rows, first those of the form as a whole."""
        return tuple(sorted(self.problems, key=lambda problem: -1 if problem.row is None else problem.row))

    def by_plan(self) -> dict[str, list[KeyedRow]]:
        """Return the rows by the plan of their key, each key once; ask back other keys, and copies that differ."""
        keyed: dict[str, KeyedRow] = {}
        for index, row in enumerate(self.given):
            key = parsed_key(row.key)
            if key is None:
                message = f"{quoted(row.key)} is not a key of a question."
                self.ask(index, message, "Copy the key from the form as it was sent.")
                continue
            other = keyed[row.key].row if row.key in keyed else None
            is_own = key.plan == self.ctx.plan.id
            if other is None or (is_own and not has_content(other)):
                keyed[row.key] = KeyedRow(index, row, key)
            elif is_own and has_content(row) and _content(row) != _content(other):
                message = f"{row.key} has two answers, {quoted(_content(other))} and {quoted(_content(row))}."
                self.ask(index, message, "Leave only the right one.")
        by_plan: dict[str, list[KeyedRow]] = {}
        for keyed_row in keyed.values():
            by_plan.setdefault(keyed_row.key.plan, []).append(keyed_row)
        return by_plan

    def ask_foreign(self, by_plan: Mapping[str, list[KeyedRow]]) -> None:
        """Ask back the rows about other plans: all of the form, if it has no row about its own."""
        own = by_plan.get(self.ctx.plan.id)
        for plan, rows in by_plan.items():
            if plan != self.ctx.plan.id:
                what = "rows are" if own else "form is"
                message = f"The {what} about the plan {plan}, not about {self.ctx.plan.id}."
                self.ask(rows[0].index if own else None, message, "Add the form to the plan that it was made for.")

    def is_made_for(self, what: str, row: KeyedRow, party: str) -> bool:
        """Whether a form or a sheet is that of the party it says; ask it back if it was made for another."""
        said = row.row.answer.strip()
        if row.key.is_made_for(said, party):
            return True
        made_for = (known.code for known in self.ctx.register.parties if row.key.is_made_for(known.code))
        whose = next(made_for, "another party")
        message = f"The {what} was made for {whose}, but it says that it is that of {quoted(said)}."
        self.ask(row.index, message, _RESTORE[what])
        return False

    def ask_missing(self, what: str, keys: Sequence[str], says: str) -> None:
        """Say which rows of a form or a sheet are missing: an answer may have been lost with them."""
        more = f" and {len(keys) - _FEW} more" if len(keys) > _FEW else ""
        message = f"Rows of the {what} are missing: {', '.join(keys[:_FEW])}{more}."
        self.ask(None, message, f"{says} Check that no answer was deleted with a row.", asked_back=False)

    def number(self, key: QuestionKey, *, whole: bool = False) -> tuple[str | None, str | None]:
        """Return the number that the action of a key has now, and what has changed if that cannot be known.

        Args:
            key: The key.
            whole: Whether an answer counts only for the action as it was, word for word.
        """
        number = key.action
        changed = None if number is None else self.ctx.identities.changed_since(number, key.digest, whole=whole)
        if changed is None or changed.judged:
            return number, None
        return (changed.now[0], None) if len(changed.now) == 1 else (None, changed.why)

    def digest(self, number: str, key: QuestionKey) -> str:
        """Return the content digest that an answer is about: that of the key, or that of the action now if it moved."""
        changed = self.ctx.identities.changed_since(number, key.digest)
        return self.ctx.plan.action(number).content_digest if changed is not None and not changed.judged else key.digest

    def ask_changed(self, index: int, key: QuestionKey, why: str, hint: str) -> None:
        """Ask back an answer about an action as it was."""
        self.ask(index, f"The answer is about action {key.action} as it was, and {why}.", hint)

    def asks_other(self, index: int, number: str | None, other: str | None) -> bool:
        """Ask back an answer in a row that names another action than its key, and return whether it does."""
        if other is None:
            return False
        message = f"The key is about action {number}, but the row has the words of action {other}."
        self.ask(index, message, "Put the answer into the row of its own action.")
        return True

    def ask_same(self, index: int, row: FormRow, earlier: FormRow) -> None:
        """Ask back an answer to a question that another row answers."""
        message = f"{row.key} is the same question as {earlier.key}, and answered {quoted(earlier.answer)} there."
        self.ask(index, message, "Leave only the right answer.")


def is_answered(row: FormRow) -> bool:
    """Whether there is an answer in a row; a formula is one, too."""
    return bool(row.answer.strip()) or row.cell is AnswerCell.FORMULA


def has_content(row: FormRow) -> bool:
    """Whether there is an answer or a remark in a row."""
    return is_answered(row) or bool(row.remark.strip())


def _content(row: FormRow) -> str:
    """Return what somebody has filled in: the answer, and the remark if there is one."""
    return ": ".join(filter(None, (row.answer.strip(), row.remark.strip())))


def is_hint(row: FormRow, options: tuple[str, ...]) -> bool:
    """Whether an answer is the hint of a place that nobody has filled in, where a program has lost that it is one."""
    return bool(options) and row.answer.split() == " / ".join(options).split()


def other_action(plan: Plan, words: tuple[str, ...], number: str | None) -> str | None:
    """Return the number of another action whose words a row has; None if it has those of no other one."""
    for text in words:
        title = _ACTION_WORDS.fullmatch(text.strip())
        other = None if title is None else plan.find_action(title["number"])
        if title is None or other is None or other.number == number:
            continue
        begins = " ".join(other.activity.plain.split())
        if begins.startswith(title["words"]):
            return other.number
    return None
