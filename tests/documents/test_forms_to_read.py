"""Forms in formats whose files do not come back: they say so, and not how to fill them in."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import Any

import pytest

import oap_invented_2031 as example
from empact import Session

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
FOR_READING = {
    "en": "This page is for reading; fill in the Excel file.",
    "fr": "Cette page est destinée à la lecture\u00a0; remplissez le fichier Excel.",
    "de": "Diese Seite dient zum Lesen; füllen Sie die Excel-Datei aus.",
}
TO_FILL_IN = {
    "report-form": ("Fill in the yellow cells.", "Remplissez les cases jaunes.", "Füllen Sie die gelben Felder aus."),
    "tasking": (
        "Answer in the table of the actions by date, and send the sheet back.",
        "Répondez dans le tableau des actions par date",
        "Antworten Sie in der Tabelle der Maßnahmen nach Datum",
    ),
}
"""The start of what Excel and Word files say, in the three languages."""
OPTIONS: dict[str, dict[str, Any]] = {"report-form": {"checkpoint": "June"}, "tasking": {}}


def printed(document: str, to: str, language: str) -> str:
    """The text of an export, without its markup."""
    data = SESSION.export(PLAN, document=document, to=to, party="QN", language=language, **OPTIONS[document])
    if to in {"xlsx", "docx"}:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = b"".join(package.read(name) for name in package.namelist() if name.endswith(".xml"))
    return html.unescape(re.sub(r"<wbr>", "", data.decode()))


@pytest.mark.parametrize("document", sorted(TO_FILL_IN))
@pytest.mark.parametrize("language", sorted(FOR_READING))
@pytest.mark.parametrize("to", ["html", "markdown", "json"])
def test_form__says_that_it_is_for_reading_where_it_cannot_come_back(document: str, language: str, to: str) -> None:
    text = printed(document, to, language)
    assert text.count(FOR_READING[language]) == 1
    assert not any(words in text for words in TO_FILL_IN[document])


@pytest.mark.parametrize("document", sorted(TO_FILL_IN))
@pytest.mark.parametrize("to", ["xlsx", "docx"])
def test_form__says_how_to_fill_it_in_where_it_comes_back(document: str, to: str) -> None:
    text = printed(document, to, "en")
    assert FOR_READING["en"] not in text
    assert TO_FILL_IN[document][0] in text
