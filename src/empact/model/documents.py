"""Documents: numbers, subject codes and citations of Council documents, the cover page of a plan, web addresses."""

from __future__ import annotations

import datetime as dt
import enum
import re

from empact.arguments import check_text
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
    number: int | None = None

    def __str__(self) -> str:
        return self.suffix.value if self.number is None else f"{self.suffix.value} {self.number}"


@checked_value(kw_only=True)
class DocumentNumber:
    """The number of a Council document: ``17793/2/11 REV 2``.

    ``revision`` is the middle number (2 here); it should equal the number of the suffix REV. ``year`` has two digits,
    as written: 0 is ``/00``, the year 2000.
    """

    serial: int
    revision: int | None = None
    year: int
    issues: tuple[Issue, ...] = ()

    def __str__(self) -> str:
        numbers = [str(self.serial), *([] if self.revision is None else [str(self.revision)]), f"{self.year:02d}"]
        return " ".join(["/".join(numbers), *map(str, self.issues)])


class DocumentNumbers(Cell[DocumentNumber]):
    """A document number as written and as meant.

    Loop over it for its items: each is a :class:`DocumentNumber`, or an :class:`Unparsed` for words that are not
    understood; ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``items``,
    ``stated`` and ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_document_numbers`
    parses a text.
    """

    __slots__ = ()


@checked_value(kw_only=True)
class SubjectCode:
    """A subject code of a Council document with its serial number: ``JAI 894``."""

    series: str
    serial: int

    def __str__(self) -> str:
        return f"{self.series} {self.serial}"


class SubjectCodes(Cell[SubjectCode]):
    """The subject codes of a document.

    Loop over it for its items: each is a :class:`SubjectCode`, or an :class:`Unparsed` for words that are not
    understood; ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``items``,
    ``stated`` and ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_subject_codes` parses
    a text.
    """

    __slots__ = ()


class Dates(Cell[dt.date]):
    """A date as written ("15 December 2011") and as meant.

    Loop over it for its items: each is a ``datetime.date``, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``items``, ``stated`` and
    ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_dates` parses a text.
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
    """A document that the plan cites: number, subject codes, role, and the anchor of the citation."""

    number: DocumentNumbers = DocumentNumbers()
    codes: SubjectCodes = SubjectCodes()
    role: CitedAs = CitedAs.OTHER
    stated: Anchor | None = None


@checked_value(kw_only=True)
class Publication:
    """Where and when the text of a document was published; a text that was published keeps its marking.

    ``text`` says it in words, such as ``Official Journal C 83``. ``document`` and ``address`` are the document and the
    web address with the text.
    """

    text: str | None = None
    document: DocumentNumber | None = None
    address: str | None = None
    on: dt.date | None = None

    def __str__(self) -> str:
        parts = (self.text, self.document, self.address, self.on)
        return ", ".join(" ".join(str(part).split()) for part in parts if part)


@checked_value(kw_only=True)
class Cover:
    """The cover page of the Council document with the plan, line by line.

    ``published`` is no line of it: it says where the text was published, as far as that is known.
    """

    issuer: str | None = None
    place: str | None = None
    date: Dates = Dates()
    number: DocumentNumbers = DocumentNumbers()
    codes: SubjectCodes = SubjectCodes()
    kind: str | None = None
    sender: str | None = None
    recipient: str | None = None
    previous: tuple[CitedDocument, ...] = ()
    subject: str | None = None
    covering: Prose = Prose()
    published: Publication | None = None


class MarkingStatus(enum.Enum):
    """How another document has changed the marking of a document.

    ``EXTRACT`` is a public extract (EXT). ``PARTLY_DECLASSIFIED`` and ``EXTRACT`` are about a part of the text only;
    ``DOWNGRADED`` is a change to a lower level.
    """

    DECLASSIFIED = "declassified"
    PARTLY_DECLASSIFIED = "partly-declassified"
    EXTRACT = "extract"
    DOWNGRADED = "downgraded"

    @property
    def in_part(self) -> bool:
        """Whether it is about a part of the text, so that the other cells have to be withheld."""
        return self in {MarkingStatus.PARTLY_DECLASSIFIED, MarkingStatus.EXTRACT}


@checked_value(kw_only=True)
class MarkingToday:
    """How a printed marking stands today: ``document`` is the document that says so, ``on`` its date.

    ``marking`` is the marking that the text has today, if any. Without ``document``, the printed marking still holds;
    before ``on``, it still holds too.
    """

    status: MarkingStatus
    marking: str | None = None
    document: DocumentNumber | None = None
    on: dt.date | None = None

    @property
    def settled(self) -> bool:
        """Whether it can replace the printed marking: a document says so, and the lower level is known."""
        if self.document is None:
            return False
        return self.status is not MarkingStatus.DOWNGRADED or bool(self.marking)

    def counts_on(self, day: dt.date | None) -> bool:
        """Check whether it counts on a day: from ``on`` on. On an unknown day (None), one with a date does not."""
        return self.on is None or (day is not None and self.on <= day)
