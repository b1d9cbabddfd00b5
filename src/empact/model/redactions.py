"""Redactions: what stands in the place of a report whose words were removed, since they do not belong there."""

from __future__ import annotations

import datetime as dt

import attrs

from empact.model.filed import Filed
from empact.model.links import check_number, check_words
from empact.model.parties import Parties
from empact.model.typed import checked_value


@checked_value(kw_only=True)
class Redaction:
    """What is kept of a report that was redacted: its digest, day and party, and the reason.

    Raises:
        ValueError: The digest does not have 64 digits.
    """

    plan: str = attrs.field(validator=check_number)
    """The id of the plan that the report was about, such as ``C-2012``."""
    digest: str
    """The SHA-256 digest of the file of the report, 64 digits: a seal lists it."""
    checkpoint: str | None = None
    """The checkpoint of the plan that the report was for, such as ``June``. None if the plan does not have it."""
    by: Parties = Parties()
    """The party that reported, by its code. Empty if its name was not known."""
    on: dt.date
    """The day of the report, such as ``2031-06-28``."""
    redacted: dt.date
    """The day on which it was redacted."""
    reason: str = attrs.field(validator=check_words)
    """Why it was redacted, without what was removed."""
    supersedes: tuple[str, ...] = ()
    """The ids of the reports that it superseded: they do not count again."""
    marking: str | None = None
    """The marking that the report had, such as ``RESTREINT UE/EU RESTRICTED``. None if it had none of its own."""

    def __attrs_post_init__(self) -> None:
        if len(self.digest) != 64 or not set(self.digest) <= set("0123456789abcdef"):  # noqa: PLR2004 - of SHA-256
            message = f"the SHA-256 digest of a file must be 64 digits from 0 to f, not {self.digest!r}"
            raise ValueError(message)


@checked_value(kw_only=True)
class FiledRedaction(Filed):
    """A redaction with the id of its report: its file has taken the place of that of the report."""

    content: Redaction
    """What is kept of the report."""

    @property
    def changed(self) -> bool:
        """Whether its id ends with another digest than that of the report which it names."""
        return self.named_digest is not None and not self.content.digest.startswith(self.named_digest)
