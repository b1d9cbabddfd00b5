"""Replies to those who sent a report, and reminders to those who were called and are silent, as text for a message.

A reply names keys and cells, codes of findings, and what is to be written there. It quotes neither the plan nor what
anybody else states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from empact.analysis import (
    REFUSALS,
    AnswerType,
    Asked,
    FormQuestion,
    InboxFile,
    InboxProblem,
    InboxState,
    RoundParty,
    RoundState,
    report_form,
)
from empact.analysis.forms.keys import stated_keys
from empact.arguments import check_text, check_type
from empact.diagnostics import FORM_ANSWER, Diagnostic
from empact.documents.form_words import sheet_names
from empact.documents.language import ENGLISH, Words, words_in
from empact.documents.months import format_day
from empact.documents.rounds import place_in_file
from empact.reprs import printable
from empact.values import value

WRITE = {
    AnswerType.NUMBER: "Write a number in digits.",
    AnswerType.RATIO: "Write how many of how many, such as 12 of 20.",
    AnswerType.DAY: "Write year, month and day, such as 2031-06-30.",
    AnswerType.STATUS: "Write one of the words of the list.",
    AnswerType.PARTIES: "Write codes or names of parties.",
    AnswerType.ACTION: "Write the number of the action with its plan, such as Q-2032:2.2.",
    AnswerType.WORDS: "Write it in words.",
}
"""What is to be written into a place of a form."""
RECEIVED = {
    InboxState.NEW: "Nothing has to be corrected: it can be taken.",
    InboxState.THERE: "It is taken.",
    InboxState.REFUSED: "It is not taken. To correct:",
    InboxState.ASKED_BACK: "It is not taken. To correct:",
    InboxState.EMPTY: "It is not filled in: nothing is taken.",
    InboxState.FOREIGN: "It is about another plan: nothing is taken.",
    InboxState.UNREAD: "It cannot be read: nothing is taken. Problems:",
    InboxState.NOT_READ: "It is not read: nothing is taken.",
}
"""What became of a file, by what it is."""
_PERSONAL_DATA = next(refusal.code for refusal in REFUSALS if refusal.key == "personal-data")
_KINDS = ("an e-mail address", "an IBAN", "a telephone number")
"""What is found, as the finding about it says it. What else the refusal says is for the Driver, not for the sender."""
_INSTEAD = {refusal.code: refusal.instead for refusal in REFUSALS}
_IN_FORM = {refusal.code: refusal.in_form for refusal in REFUSALS if refusal.in_form}
_TWO_REPORTS = next(refusal.code for refusal in REFUSALS if refusal.key == "two-reports")
_HINTS = (
    "Write {whole} if the comma separates thousands, otherwise {part}.",
    "Write {whole} if the point separates thousands, otherwise {part}.",
    "Write {number}.",
    "Restore the row with the key '{key}', as in the form that was sent.",
    "Restore the title of the column, as in the form that was sent. The row above the first key has: {titles}.",
)
"""The hints about forms that have a value of the sender in them."""
_IF_NOTHING = "If there is nothing, write: nothing to report."
"""What stands behind the hint about a share."""


@value(kw_only=True)
class RoundMessage:
    """A message to a party: a reply to what it sent, or a reminder."""

    party: str
    """The code of the party; its name as the plan writes it if the register does not know it."""
    is_reminder: bool
    """Whether it is a reminder; otherwise it is a reply."""
    text: str
    """The text, with the marking first."""


def round_messages(
    state: RoundState, *, marking: str | None, reply_to: str = "", language: str = "en"
) -> tuple[RoundMessage, ...]:
    """Return a reply for each party of which a file is in the inbox, and a reminder for each that is late and silent.

    Without a recorded call there is no reminder.

    Args:
        state: The state of the round, with its inbox.
        marking: The marking that each message carries; None if there is none.
        reply_to: The functional address to answer to; empty if it names none.
        language: The language of the fixed words. What is wrong with a text file that cannot be read is in English.
    """
    check_type("state", "a RoundState", RoundState, state)
    check_text("reply_to", reply_to)
    writer = _Writer(state, marking, reply_to, words_in(language))
    files: dict[str, list[InboxFile]] = {}
    for file in state.inbox or ():
        if file.party is not None:
            files.setdefault(file.party, []).append(file)
    replies = [
        RoundMessage(party=party, is_reminder=False, text=writer.reply(party, sent)) for party, sent in files.items()
    ]
    reminders = [
        RoundMessage(party=party.party, is_reminder=True, text=writer.reminder(party)) for party in state.to_remind
    ]
    return (*replies, *reminders)


@value
class _Writer:
    """Writes the messages of a round."""

    state: RoundState
    marking: str | None
    reply_to: str
    words: Words

    def reply(self, party: str, files: list[InboxFile]) -> str:
        """Return the reply to what a party sent."""
        title = self.words("{plan}, {checkpoint}: reply to {party}", **self._about_round, party=party)
        blocks = [[title, *self._as_of()]]
        for number, file in enumerate(files, 1):
            blocks.append([self._name(number, file), *self._about(file)])
        current = self.state.checkpoint
        is_unheard = any(known.party == party and known.silent for known in self.state.parties)
        if is_unheard and all(file.checkpoint not in {None, current} for file in files):
            text = (
                "It is for another checkpoint than {checkpoint}: no report for {checkpoint} has been received from "
                "{party}."
            )
            blocks.append([self.words(text, checkpoint=current, party=party)])
        if any(not file.is_taken for file in files):
            blocks.append([self._send_again])
        return self._text(blocks)

    def reminder(self, party: RoundParty) -> str:
        """Return the reminder to a party that was called and is silent."""
        words, state = self.words, self.state
        called = words(
            "{parties} called for the report for {checkpoint} by {day}. None has been received from {party}.",
            parties=", ".join(party.called_by),
            checkpoint=state.checkpoint,
            day="" if party.due is None else format_day(party.due, words),
            party=party.party,
        )
        numbers = ", ".join(action.action.number for action in party.actions if action.late)
        lines = [
            called,
            words("It is expected on the actions: {actions}.", actions=numbers),
            words("A missing report is not an unmet commitment, and this reminder is not an exhortation."),
            words("Send the report to {address}.", address=self.reply_to)
            if self.reply_to
            else words("Send the report."),
        ]
        title = words("{plan}, {checkpoint}: reminder to {party}", **self._about_round, party=party.party)
        return self._text([[title, *self._as_of()], lines])

    def _text(self, blocks: list[list[str]]) -> str:
        """Return the text of a message: the marking stands first and last."""
        marked = [[self.marking]] if self.marking else []
        lines = ("\n".join(printable(line) for line in block) for block in (*marked, *blocks, *marked))
        return "\n\n".join(lines) + "\n"

    @property
    def _about_round(self) -> dict[str, str]:
        return {"plan": self.state.plan.id, "checkpoint": self.state.checkpoint}

    def _as_of(self) -> Iterator[str]:
        day = self.state.context.as_of
        if day is not None:
            yield self.words("As of {day}", day=format_day(day, self.words))

    @property
    def _send_again(self) -> str:
        if self.reply_to:
            return self.words("Send it again, corrected, to {address}.", address=self.reply_to)
        return self.words("Send it again, corrected.")

    def _name(self, number: int, file: InboxFile) -> str:
        """Name a file by its number and its format: its own name may say more than belongs in a message."""
        suffix = file.file.rpartition(".")[2] if "." in file.file else "-"
        named = suffix if suffix in {"xlsx", "ods", "docx", "yaml", "yml", "json", "csv"} else "-"
        if file.report is None:
            return self.words("File {number} ({format})", number=number, format=named)
        return self.words(
            "File {number} ({format}), report of {day} for {checkpoint}",
            number=number,
            format=named,
            day=file.report.on,
            checkpoint=file.checkpoint or self.state.checkpoint,
        )

    def _about(self, file: InboxFile) -> Iterator[str]:
        """Yield what became of a file: what it answers and what is left open, or what is to be corrected."""
        if file.redacted is not None:
            day = format_day(file.redacted, self.words)
            yield self.words("It was redacted on {day}. It is taken again only once it is corrected.", day=day)
            return
        yield self.words(RECEIVED[file.state])
        if not file.is_taken:
            if file.state in {InboxState.EMPTY, InboxState.FOREIGN}:
                return  # that says it all
            yield from (f"- {self._correction(file, problem)}" for problem in file.problems if problem.refuses)
            return
        if file.report is None:
            return
        said = stated_keys(file.report)
        yield self.words("Answered:")
        yield from (f"- {key}" for key in said)
        left = [] if file.checkpoint != self.state.checkpoint else list(self._left_open(file, said))
        if left:
            yield self.words("Expected, and not answered:")
            yield from (f"- {key}" for key in left)

    def _left_open(self, file: InboxFile, said: tuple[str, ...]) -> Iterator[str]:
        """Yield the keys of the questions that the sender is expected to answer, and has not."""
        for party in self.state.parties:
            if party.party == file.party:
                yield from (key for key in map(_without_digest, party.open) if key not in said)

    def _correction(self, file: InboxFile, problem: InboxProblem) -> str:
        """Say what is to be corrected: the key and the cell, the finding, and what to write there."""
        finding = problem.finding
        sheet_is_ours = finding.place.sheet in sheet_names()
        places = (problem.key, place_in_file(problem, self.words, sheets=sheet_is_ours))
        where = ", ".join(filter(None, places))
        if finding.kind is FORM_ANSWER:
            instead = self._instead(file, problem)
        elif finding.code == _PERSONAL_DATA:
            kinds = ", ".join(self.words(kind) for kind in _KINDS if kind in finding.message)
            where_not_read = "Leave out, in all of the file: {kinds}."
            instead = self.words("Leave out: {kinds}." if where else where_not_read, kinds=kinds)
        else:
            is_in_form = finding.place.cell is not None or finding.place.table is not None
            said = (_IN_FORM.get(finding.code) if is_in_form else None) or _INSTEAD.get(finding.code)
            instead = " ".join((self.words(said or finding.kind.doc.partition("\n\n")[0]), *self._earlier(finding)))
        what = f"{finding.code} {finding.name}. {instead}"
        return f"{where}: {what}" if where else what

    def _earlier(self, finding: Diagnostic) -> Iterator[str]:
        """Yield the id of the earlier report of the sender that a second one meets."""
        if finding.code == _TWO_REPORTS:
            ids = [(met.place.subject or "").partition(":")[2] for met in finding.related]
            yield from (self.words("The earlier report is {id}.", id=id) for id in dict.fromkeys(filter(None, ids)))

    def _instead(self, file: InboxFile, problem: InboxProblem) -> str:
        """Say what to write instead of an answer that is asked back: the hint of the finding.

        In another language, the words for a status are those of the list; a hint without a translation is what is
        asked for.
        """
        words, hint = self.words, problem.finding.hint or ""
        question = None if problem.key is None else self._questions(file).get(_without_digest(problem.key))
        if words.fixed == ENGLISH:
            return hint
        if question is not None and question.options and hint.endswith(f"Known: {self._known}."):
            return words("Write one of these words: {words}.", words=", ".join(map(words, question.options)))
        said = _in_words(hint, words)
        if said is not None or question is None:
            return hint if said is None else said
        what = words(WRITE[question.answer])
        return f"{what} {words(_IF_NOTHING)}" if question.asked is Asked.OWN else what

    @property
    def _known(self) -> str:
        """The words for a status, as the hint about an unknown one lists them."""
        return self.state.context.contexts[0].statuses.listed

    def _questions(self, file: InboxFile) -> Mapping[str, FormQuestion]:
        """Return the questions that the sender of a file is asked, by their keys without digests."""
        if file.party is None or file.checkpoint is None:
            return {}
        form = report_form(self.state.context.contexts[0], file.party, file.checkpoint)
        of_actions = (question for action in form.actions for question in action.questions)
        return {_without_digest(question.key): question for question in (*form.head, *of_actions, *form.texts)}


def _in_words(hint: str, words: Words) -> str | None:
    """Return a hint in another language, with its values; None if it has no translation."""
    said, is_share = hint.removesuffix(_IF_NOTHING).strip(), hint.endswith(_IF_NOTHING)
    translated = words(said) if words(said) != said else None
    for template in _HINTS:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(template))
        found = re.fullmatch(pattern, said)
        if found is not None and translated is None:
            translated = words(template, **found.groupdict())
    if translated is None or not is_share:
        return translated
    return f"{translated} {words(_IF_NOTHING)}"


def _without_digest(key: str) -> str:
    """Return the key of a question without the digests behind what is asked."""
    return " ".join(key.split()[:2])
