"""What a report states, as answers of a form: a new report states the whole of a round, so its form begins so."""

from __future__ import annotations

from collections.abc import Iterator

from empact.analysis.forms.asked import Asked
from empact.model import ActionReport, Figure, FigureScope, Report

Question = tuple[str | None, str | None, str]
"""What a question is about: the number of the action, that of the KPI, and what is asked."""
_WORDS = (Asked.STATUS, Asked.NARRATIVE, Asked.OBSTACLES, Asked.SUPPORT, Asked.REASON, Asked.AGREED_BY)
_MOST = 16_000
"""The most characters of an answer: a cell of a workbook holds twice as many 16-bit units, and would cut the rest."""
_OTHERS = (Asked.STARTED, Asked.ENDED, Asked.CARRIED_OVER)


def stated_answers(report: Report) -> dict[Question, str] | None:
    """Return what a report states by the questions of a form; None if it states more than answers of a form can.

    A form takes no operations, breakdowns or periods of figures, no totals over actions, no settlements, and no text
    that is too long for a cell: a report with these is replaced by one that somebody types.
    """
    if report.stated is not None or report.settles or report.accounts or report.extensions or report.marking:
        return None
    answers: dict[Question, str] = {(None, None, name): text.plain for name, text in report.own_text.items()}
    for action in report.actions:
        answers |= dict(_of_action(action))
        reasons = {(figure.kpi, figure.lower_because) for figure in action.figures}
        if len(reasons) > len({kpi for kpi, _ in reasons}):
            return None  # a form has one reason for the values of a KPI
        for figure in action.figures:
            stated = _of_figure(action.action, figure)
            if stated is None:
                return None
            answers |= stated
    return answers if all(len(answer) <= _MOST for answer in answers.values()) else None


def _of_action(action: ActionReport) -> Iterator[tuple[Question, str]]:
    for asked in (*_WORDS, *_OTHERS):
        answer = getattr(action, asked.value)
        text = "" if answer is None else str(answer)
        if text:
            yield (action.action, None, asked.value), text


def _of_figure(number: str, figure: Figure) -> dict[Question, str] | None:
    bare = Figure(
        kpi=figure.kpi,
        scope=figure.scope,
        value=figure.value,
        of=figure.of,
        reached=figure.reached,
        text=figure.text,
        nothing=figure.nothing,
        measure=figure.measure,
        lower_because=figure.lower_because,
    )
    if bare != figure or figure.kpi is None:
        return None
    asked, answer = Asked.TOTAL, ""
    if figure.scope is FigureScope.OWN:
        asked = Asked.OWN
    elif figure.reached is not None:
        asked = Asked.REACHED
    elif figure.value is None:
        asked = Asked.TEXT
    if figure.nothing:
        answer = "nothing to report"
    elif figure.value is not None:
        answer = f"{figure.value:f}" if figure.of is None else f"{figure.value:f} of {figure.of:f}"
    else:
        answer = str(figure.reached or figure.text.plain)
    answers: dict[Question, str] = {(number, str(figure.kpi), asked.value): answer}
    if figure.lower_because:
        answers[number, str(figure.kpi), Asked.LOWER_BECAUSE.value] = figure.lower_because.plain
    return answers
