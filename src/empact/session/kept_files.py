"""Search files that came in before they are kept: for personal data in what is read of them, and in what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from empact.analysis import REFUSALS
from empact.analysis.claims.free_texts import every_text
from empact.arguments import with_article
from empact.containers import ZIP, ContainerError, PackageKind, open_package
from empact.containers.all_texts import package_texts
from empact.diagnostics import Diagnostic, Kind, Place, Severity
from empact.grammar.personal_data import PersonalData, personal_data
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

    Not found is what stands in the texts of the plan or is the functional address of the configuration: it was there
    when the form was sent. What is read is searched on its own, so it is not found here again.

    Args:
        data: The bytes of the file.
        place: The place of the finding.
        setup: The configuration.
        plan: The plan that the file is about.
        read: What was read from the file.
    """
    reply_to = "" if setup.config is None else setup.config.reply_to or ""
    texts = [text for text in file_texts(data) if personal_data(text, reply_to)]
    if not texts:
        return
    known = "\n".join((reply_to, *every_text(plan), *every_text(read)))
    kinds = in_order(kind for text in texts for kind in personal_data(text, known))
    if kinds:
        yield Diagnostic(
            kind=PERSONAL_DATA,
            message=f"The file has {named(kinds)} in a place that is not read, such as another cell or a comment.",
            place=place,
            hint="Leave it out of the file, which is kept.",
        )


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
