"""What stands beside the answers of a report form, so that a cell which somebody has filled in there is noticed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from empact.analysis import ReportForm
from empact.analysis.claims.rounds import plan_rounds
from empact.documents.language import CATALOGUES, ENGLISH, words_in
from empact.documents.report_form import lines_of, texts_beside
from empact.model import FormRow
from empact.values import value


@value
class SentRows:
    """The texts that the rows of a form were sent with, in each language of the documents."""

    texts: Mapping[str, frozenset[str]]
    """The letters and digits of the texts in a row, by its key."""
    rounds: tuple[str, ...]
    """The names of the rounds: what a party has stated before ends with one of them, and changes with each report."""

    @classmethod
    def of(cls, form: ReportForm) -> SentRows:
        """Return what stands in the rows of a form as it would be made now.

        Args:
            form: The form.
        """
        languages = [words_in(language) for language in (ENGLISH, *CATALOGUES)]
        texts = {
            line.question.key: frozenset(_signs(text) for words in languages for text in texts_beside(line, words))
            for line in lines_of(form)
        }
        return cls(texts, tuple(f"({one.name})" for one in plan_rounds(form.plan)))

    def unsent(self, row: FormRow) -> Iterator[str]:
        """Yield each text of a row that it was not sent with; none of a row whose key the form does not have now.

        Args:
            row: The row.
        """
        sent = self.texts.get(row.key)
        if sent is None:
            return
        for text in row.words:
            if _signs(text) not in sent and not all(one.rstrip().endswith(self.rounds) for one in text.splitlines()):
                yield text


def _signs(text: str) -> str:
    """Return the letters and digits of a text: programs change spaces, quotes and the signs of lists."""
    return "".join(filter(str.isalnum, text.casefold()))
