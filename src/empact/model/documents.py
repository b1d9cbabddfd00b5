"""Documents: numbers, subject codes and citations of Council documents, the cover page of a plan, web addresses."""

from __future__ import annotations

import datetime as dt
import enum
import re

from empact.arguments import check_date, check_text
from empact.model.anchors import Anchor
from empact.model.cells import Cell, Prose
from empact.model.typed import checked_value

_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_WEB_ADDRESS = (
    rf"""https?://(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9a-f:.]+\])(?::[0-9]{{1,5}})?(?:[/?#][^\s<>"\\^`{{|}}]*)?"""
)


def is_web_address(text: str) -> bool:
    """Check whether a text is one complete web address and nothing else: ``https://www.europol.europa.eu/sheet``.

    It begins with ``http://`` or ``https://`` and has a host. A user name before the host, or a space in the address,
    is not allowed.
    """
    check_text("The address", text)
    return re.fullmatch(_WEB_ADDRESS, text, re.IGNORECASE) is not None


class Suffix(enum.Enum):
    """The suffix after the year in the number of a Council document."""

    INIT = "INIT"
    REV = "REV"
    ADD = "ADD"
    COR = "COR"
    EXT = "EXT"
    DCL = "DCL"


@checked_value(kw_only=True)
class Issue:
    """A suffix of a document number with its own number, such as ``REV 2``; INIT has none."""

    suffix: Suffix
    """The kind of issue, such as ``REV`` for a revision."""
    number: int | None = None
    """The number of the issue: 2 in ``REV 2``. None for ``INIT``."""

    def __str__(self) -> str:
        return self.suffix.value if self.number is None else f"{self.suffix.value} {self.number}"


@checked_value(kw_only=True)
class DocumentNumber:
    """The number of a Council document: ``17793/2/11 REV 2``."""

    serial: int
    """The first number: 17793 in ``17793/2/11 REV 2``."""
    revision: int | None = None
    """The middle number: 2 in ``17793/2/11 REV 2``. It should equal the number of the suffix REV; None if it is not
    written.
    """
    year: int
    """The last two digits of the year, as written: 11 in ``17793/2/11 REV 2``. 0 is ``/00``, the year 2000."""
    issues: tuple[Issue, ...] = ()
    """What follows the year: ``REV 2`` in ``17793/2/11 REV 2``."""

    def __str__(self) -> str:
        numbers = [str(self.serial), *([] if self.revision is None else [str(self.revision)]), f"{self.year:02d}"]
        return " ".join(["/".join(numbers), *map(str, self.issues)])


class DocumentNumbers(Cell[DocumentNumber]):
    """A document number as written and as meant.

    Loop over it for its items: each is a :class:`DocumentNumber`, or an :class:`Unparsed` for words that are not
    understood; ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``emphasis``,
    ``items``, ``stated`` and ``withheld`` are the fields of every :class:`Cell`.
    :func:`empact.grammar.parse_document_numbers` parses a text.
    """

    __slots__ = ()


@checked_value(kw_only=True)
class SubjectCode:
    """A subject code of a Council document with its serial number: ``JAI 894``."""

    series: str
    """The letters of the code, which stand for a policy area: ``JAI`` in ``JAI 894``."""
    serial: int
    """The number of the code in its series: 894 in ``JAI 894``."""

    def __str__(self) -> str:
        return f"{self.series} {self.serial}"


class SubjectCodes(Cell[SubjectCode]):
    """The subject codes of a document.

    Loop over it for its items: each is a :class:`SubjectCode`, or an :class:`Unparsed` for words that are not
    understood; ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``emphasis``,
    ``items``, ``stated`` and ``withheld`` are the fields of every :class:`Cell`.
    :func:`empact.grammar.parse_subject_codes` parses a text.
    """

    __slots__ = ()


class Dates(Cell[dt.date]):
    """A date as written ("15 December 2011") and as meant.

    Loop over it for its items: each is a ``datetime.date``, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``emphasis``, ``items``,
    ``stated`` and ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_dates` parses a text.
    """

    __slots__ = ()


class CitedAs(enum.Enum):
    """The role of a cited document for the plan."""

    PREVIOUS = "previous"
    POLICY_CYCLE = "policy-cycle"
    THREAT_ASSESSMENT = "threat-assessment"
    PRIORITIES = "priorities"
    STRATEGIC_GOALS = "strategic-goals"
    TERMS_OF_REFERENCE = "terms-of-reference"
    MONITORING = "monitoring"
    OTHER = "other"


@checked_value(kw_only=True)
class CitedDocument:
    """A document that the plan cites."""

    number: DocumentNumbers = DocumentNumbers()
    """The number of the document, such as ``15358/10``."""
    codes: SubjectCodes = SubjectCodes()
    """The subject codes of the document, such as ``[COSI 69, ENFOPOL 298]``."""
    role: CitedAs = CitedAs.OTHER
    """The role of the document for the plan, such as ``threat-assessment``."""
    stated: Anchor | None = None
    """Where the plan cites it, such as ``note 1``. None for a document that the cover names."""


@checked_value(kw_only=True)
class Publication:
    """Where and when the text of a document was published; a published text keeps its marking."""

    text: str | None = None
    """Where it was published, in words, such as ``Official Journal C 83``. None if no such words exist."""
    document: DocumentNumber | None = None
    """The number of the document that was published, such as ``17793/2/11 REV 2 EXT 1``. None if it is not known."""
    address: str | None = None
    """The web address of the text. None if it is not known."""
    on: dt.date | None = None
    """The day of the publication, such as ``2015-05-05``. None if it is not known."""

    def __str__(self) -> str:
        parts = (self.text, self.document, self.address, self.on)
        return ", ".join(" ".join(str(part).split()) for part in parts if part)


@checked_value(kw_only=True)
class Cover:
    """The cover page of the Council document with the plan, line by line."""

    issuer: Prose = Prose()
    """Who issues the document, such as ``COUNCIL OF THE EUROPEAN UNION``."""
    place: Prose = Prose()
    """Where the document was issued, such as ``Brussels``."""
    date: Dates = Dates()
    """The date of the document as printed, such as ``15 December 2011``."""
    number: DocumentNumbers = DocumentNumbers()
    """The number of the document, such as ``17793/2/11 REV 2``."""
    codes: SubjectCodes = SubjectCodes()
    """The subject codes of the document, such as ``JAI 894 COSI 102``."""
    kind: Prose = Prose()
    """The kind of document, such as ``NOTE``."""
    sender: Prose = Prose()
    """Who sends it, such as ``Presidency``."""
    recipient: Prose = Prose()
    """To whom it is sent, such as ``Delegations``."""
    previous: tuple[CitedDocument, ...] = ()
    """The previous documents that the cover names ("No. prev. doc."). They are not always earlier versions of the same
    text.
    """
    subject: Prose = Prose()
    """The subject line."""
    covering: Prose = Prose()
    """The sentence that introduces the plan on the cover page."""
    published: Publication | None = None
    """Where the text was published; it keeps its marking. None if that is not known. It is not printed on the cover."""


class MarkingStatus(enum.Enum):
    """How another document has changed the marking of a document."""

    DECLASSIFIED = "declassified"
    """Another document declassified it: the text has no level of classification."""
    PARTLY_DECLASSIFIED = "partly-declassified"
    """Another document declassified parts of it. It counts only if the other cells of the plan are withheld."""
    EXTRACT = "extract"
    """The text is a public extract of the document (EXT). It counts only if the other cells are withheld."""
    DOWNGRADED = "downgraded"
    """Another document put it at a lower level, which ``marking`` names."""

    @property
    def in_part(self) -> bool:
        """Whether it is about a part of the text, so that the other cells must be withheld."""
        return self in {MarkingStatus.PARTLY_DECLASSIFIED, MarkingStatus.EXTRACT}


@checked_value(kw_only=True)
class MarkingToday:
    """How the printed marking has changed, and by which document."""

    status: MarkingStatus
    """How the marking has changed."""
    marking: str | None = None
    """The marking that the text has today, such as ``LIMITE``. None if it has none."""
    document: DocumentNumber | None = None
    """The document that says so, such as ``17793/2/11 REV 2 DCL 1``. None if it is not known; then the printed marking
    still holds.
    """
    on: dt.date | None = None
    """The day from which it holds, such as ``2015-05-05``; before it, the printed marking holds. None if the day is not
    known.
    """

    @property
    def settled(self) -> bool:
        """Whether it can replace the printed marking: a document says so, and the lower level is known."""
        if self.document is None:
            return False
        return self.status is not MarkingStatus.DOWNGRADED or bool(self.marking)

    def counts_on(self, day: dt.date | None) -> bool:
        """Check whether it counts on a day: from ``on`` on. On an unknown day (None), one with a date does not."""
        check_date("day", day)
        return self.on is None or (day is not None and self.on <= day)
