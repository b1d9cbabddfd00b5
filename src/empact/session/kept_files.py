"""Search files that came in before they are kept: for personal data in what is read of them, and in what is not."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator

from empact.analysis import REFUSALS
from empact.analysis.claims.free_texts import every_text
from empact.arguments import with_article
from empact.containers import ZIP, ContainerError, PackageKind, open_package, read_word, read_workbook
from empact.containers.all_texts import package_texts
from empact.diagnostics import Diagnostic, Kind, Place, Severity
from empact.documents import translations
from empact.grammar.personal_data import PersonalData, addresses_in, personal_data
from empact.model import Plan
from empact.session.plugins import Setup

PERSONAL_DATA = next(
    Kind(code=refusal.code, name=refusal.key, severity=Severity.WARNING, doc=refusal.title)
    for refusal in REFUSALS
    if refusal.key == "personal-data"
)
"""The kind of a finding about personal data: that of the rule about reports."""


def unread_personal_data(data: bytes, place: Place, setup: Setup, plan: Plan, read: object) -> Iterator[Diagnostic]:
    """Yield the finding about personal data in what is not read of a file: it would be kept with the file.

    Not found is what stands in the texts of the plan, and the functional address: that of the configuration, and the
    address beside "Send to", since the configuration can have another one than when the form was sent. What is read is
    searched on its own, so it is not found here again. All are compared as whole addresses and numbers.

    Args:
        data: The bytes of the file.
        place: The place of the finding.
        setup: The configuration.
        plan: The plan that the file is about.
        read: What was read from the file.
    """
    reply_to = "" if setup.config is None else setup.config.reply_to or ""
    functional = addresses_in((reply_to, *sent_to(data)))
    texts = [text for text in file_texts(data) if personal_data(text, functional)]
    if not texts:
        return
    known = functional | addresses_in((*every_text(plan), *every_text(read)))
    kinds = in_order(kind for text in texts for kind in personal_data(text, known))
    if kinds:
        yield Diagnostic(
            kind=PERSONAL_DATA,
            message=f"The file has {named(kinds)} in a place that is not read, such as another cell or a comment.",
            place=place,
            hint="Leave it out of the file, which is kept.",
        )


def sent_to(data: bytes) -> Iterator[str]:
    """Yield the address beside "Send to" in a form, if nothing else stands there."""
    titles = translations("Send to")
    try:
        for text in _beside(data, titles) if data.startswith(ZIP) else ():
            if addresses_in([text]) == frozenset({text.casefold()}):
                yield text
    except ContainerError:
        return  # it is refused when it is read


def _beside(data: bytes, titles: Collection[str]) -> Iterator[str]:
    """Yield what stands beside one of some titles: behind a colon in Word, or in the next cell of a workbook."""
    try:
        facts = [fact for paragraph in read_word(data).paragraphs for fact in paragraph.text.split("\N{MIDDLE DOT}")]
    except ContainerError:
        for row in (row for sheet in read_workbook(data).sheets for row in sheet.rows()):
            yield from (str(cell.value) for title, cell in itertools.pairwise(row) if title.value in titles)
        return
    for title, _, text in (fact.partition(":") for fact in facts):
        if title.strip() in titles:
            yield text.strip()


def file_texts(data: bytes) -> Iterator[str]:
    """Yield the texts of a file: of all parts if it is an office file, else of the whole."""
    if data.startswith(ZIP):
        try:
            package = open_package(data)
        except ContainerError:
            return  # it is refused when it is read
        if package.kind is not PackageKind.PLAIN:
            yield from package_texts(package)
            return
    yield data.decode("utf-8", "replace")


def named(kinds: Iterable[PersonalData]) -> str:
    """Return kinds of personal data in words: ``an e-mail address and a telephone number``."""
    return " and ".join(with_article(kind.value) for kind in kinds)


def in_order(kinds: Iterable[PersonalData]) -> tuple[PersonalData, ...]:
    """Return kinds of personal data, each once."""
    found = set(kinds)
    return tuple(kind for kind in PersonalData if kind in found)
