"""The words of forms by which a reader finds the answers and understands them, in any language of the documents."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

import attrs

from empact.analysis.question_keys import parsed_key
from empact.analysis.taskings.asked import PART, REPLIES
from empact.arguments import check_text
from empact.documents.language import Words, translations
from empact.documents.values import Document, Section, Text

ANSWER = "Your answer"
"""The title of the column to fill in, by which a reader finds it: ``translations(ANSWER)``."""
REMARK = "Remark"
"""The title of the column for a remark on an answer, by which a reader finds it: ``translations(REMARK)``."""
_SHEETS = (
    "This report",
    "What you lead",
    "What you take part in",
    "To settle as the Driver",
    "The plan as a whole",
    "Not expected this time",
    "This sheet",
    "Actions by date",
)
"""The names of the sheets with cells to fill in, of report forms and tasking sheets."""
DAY_OF_ANSWERS = "Day of the answers"
"""What stands beside the cell for the day in a tasking sheet."""
_STATUSES = frozenset({"status", "settle-status"})
"""What is asked where a word for a status is the answer."""


def answer_in_english(key: str, answer: str) -> str:
    """Return the answer to a question in English if it is one of its words, or a list of them; others as they are.

    >>> answer_in_english("Q-2031:2.2 status a0ad816d", "Abgeschlossen")
    'completed'
    >>> answer_in_english("Q-2031:2.2 part a0ad816d", "confirmer")
    'confirm'

    Args:
        key: The key of the question.
        answer: The answer, in any language of the documents.
    """
    check_text("The key", key)
    check_text("The answer", answer)
    asked = parsed_key(key)
    if asked is None:
        return answer
    if asked.asked in _STATUSES:
        known = _statuses()
    elif takes_remark(key):
        known = _replies()
    else:
        return answer
    return " / ".join(known.get(_spelling(word), word) for word in answer.split(" / "))


def takes_remark(key: str) -> bool:
    """Return whether an answer can have a remark: one about the part of a party in an action.

    >>> takes_remark("Q-2031:2.2 part a0ad816d"), takes_remark("Q-2031:2.2 status a0ad816d")
    (True, False)

    Args:
        key: The key of the question.
    """
    check_text("The key", key)
    asked = parsed_key(key)
    return asked is not None and asked.asked == PART and asked.action is not None


def for_reading(document: Document, words: Words) -> Document:
    """Return a document as a format prints it whose files do not come back: it says so instead of how to fill it in."""
    instead = words("This page is for reading; fill in the Excel file.")

    def printed(section: Section) -> Section:
        body = section.body
        if not isinstance(body, Text) or not any(text in document.how_to_fill_in for text in body.paragraphs):
            return section
        first = next(text for text in body.paragraphs if text in document.how_to_fill_in)
        others = [text for text in body.paragraphs if text == first or text not in document.how_to_fill_in]
        paragraphs = tuple(instead if text == first else text for text in others)
        return attrs.evolve(section, body=attrs.evolve(body, paragraphs=paragraphs))

    return attrs.evolve(document, sections=tuple(map(printed, document.sections)))


@functools.cache
def sheet_names() -> frozenset[str]:
    """Return the names that the sheets of forms have, in each language: a sender may have written others."""
    return frozenset(name for title in _SHEETS for name in translations(title))


@functools.cache
def _statuses() -> Mapping[str, str]:
    from empact.documents.progress import status_words  # only report forms ask for a status
    from empact.model import ActionStatus

    return _english(map(status_words, ActionStatus))


@functools.cache
def _replies() -> Mapping[str, str]:
    return _english(REPLIES)


def _english(words: Iterable[str]) -> Mapping[str, str]:
    """Return English words by their words in all languages."""
    return {_spelling(translation): word for word in words for translation in translations(word)}


def _spelling(word: str) -> str:
    return " ".join(word.casefold().split())
