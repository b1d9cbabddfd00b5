"""The kinds of file that empact reads and writes, one row each."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from empact.arguments import check_type
from empact.errors import UnknownIdError
from empact.values import value

if TYPE_CHECKING:
    from empact.model import (
        Answers,
        EntryContent,
        KpiRegister,
        Operation,
        Plan,
        Practice,
        Redaction,
        Report,
        ReturnedForm,
        RevisionMapping,
        Seal,
    )

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@value
class FileKind(Generic[T_co]):
    """A kind of file: the class of its content, and the names that go with it."""

    _cls: type[T_co] | str
    """The class of the content, or where it is: ``"package.module:Class"``. It is imported when it is first used, so
    that reading a plan imports no other kind.
    """
    format: str
    """The value of the first key of a file, such as ``plan/1``."""
    noun: str
    """The name of such a file in a sentence, such as ``plan``."""
    title: str
    """The title of its schema."""
    word: str
    """Its name on the command line, as in ``empact schema --of plan``."""
    folder: str | None = None
    """Its folder in a workspace, such as ``reports``. None if it has none."""
    is_form: bool = False
    """Whether people fill in a form that is such a file: a blank then counts as not reported, and is not an error."""

    @property
    def cls(self) -> type[T_co]:
        """The class of the content."""
        if isinstance(self._cls, str):
            module, _, name = self._cls.partition(":")
            return cast("type[T_co]", getattr(importlib.import_module(module), name))
        return self._cls

    @property
    def schema(self) -> str:
        """The name of the file with the JSON Schema, in this package: ``plan-1.schema.json``."""
        return f"{self.format.replace('/', '-')}.schema.json"

    @property
    def hint(self) -> str:
        """The hint for a file that does not start with the format of this kind."""
        return f"A {self.noun} starts with 'empact: {self.format}'."


PLAN: FileKind[Plan] = FileKind(
    "empact.model.plan:Plan", "plan/1", "plan", title="Operational action plan", word="plan"
)
ENTRY: FileKind[EntryContent] = FileKind(
    "empact.model.ledger:EntryContent",
    "ledger/1",
    "ledger entry",
    title="Entry of a ledger",
    word="ledger",
    folder="ledger",
)
PRACTICE: FileKind[Practice] = FileKind(
    "empact.model.practice:Practice",
    "practice/1",
    "practice",
    title="Good or bad practice",
    word="practice",
    folder="practice",
)
ANSWERS: FileKind[Answers] = FileKind(
    "empact.model.answers:Answers",
    "answers/1",
    "file of answers",
    title="Answers to possible overlaps",
    word="answers",
)
REPORT: FileKind[Report] = FileKind(
    "empact.model.reports:Report",
    "report/1",
    "report",
    title="Progress report",
    word="report",
    folder="reports",
    is_form=True,
)
REDACTION: FileKind[Redaction] = FileKind(
    "empact.model.redactions:Redaction",
    "redaction/1",
    "redaction",
    title="What is kept of a report that was redacted",
    word="redaction",
)
OPERATION: FileKind[Operation] = FileKind(
    "empact.model.operations:Operation",
    "operation/1",
    "operation",
    title="Operation of several actions",
    word="operation",
    folder="operations",
)
KPI_REGISTER: FileKind[KpiRegister] = FileKind(
    "empact.model.kpi_definitions:KpiRegister",
    "kpis/1",
    "KPI register",
    title="Register of the KPIs of a plan",
    word="kpis",
    folder="kpis",
)
SEAL: FileKind[Seal] = FileKind(
    "empact.model.seals:Seal",
    "seal/1",
    "seal",
    title="Seal of the records of a plan",
    word="seal",
    folder="seals",
)
MAPPING: FileKind[RevisionMapping] = FileKind(
    "empact.model.mappings:RevisionMapping",
    "mapping/1",
    "mapping",
    title="Where the records about a plan stand after a revision",
    word="mapping",
    folder="mappings",
)
RETURNED_FORM: FileKind[ReturnedForm] = FileKind(
    "empact.model.forms:ReturnedForm",
    "form/1",
    "returned form",
    title="Form that came back filled in",
    word="form",
)
FILE_KINDS: tuple[FileKind[Any], ...] = (
    PLAN,
    ENTRY,
    PRACTICE,
    ANSWERS,
    REPORT,
    REDACTION,
    OPERATION,
    KPI_REGISTER,
    SEAL,
    MAPPING,
    RETURNED_FORM,
)
"""Every kind of file. A new kind is one row here, the class of its content, and its schema file."""


def kind_of(cls: type[T] | None) -> FileKind[T]:
    """Return the kind of file whose content has this class; without a class, that of plans.

    Raises:
        TypeError: No kind of file has this class.
    """
    if cls is None:
        return cast("FileKind[T]", PLAN)
    check_type("The kind", "a class such as Plan", type, cls)
    for kind in FILE_KINDS:
        if kind.cls is cls:
            return kind
    known = ", ".join(kind.cls.__name__ for kind in FILE_KINDS)
    raise TypeError(f"A {cls.__name__} cannot be loaded. These can: {known}.")


def kind_in(folder: str) -> FileKind[Any]:
    """Return the kind of file that a folder of a workspace contains.

    Raises:
        UnknownIdError: A workspace has no folder of this name.
    """
    kinds = {kind.folder: kind for kind in FILE_KINDS if kind.folder is not None}
    if folder not in kinds:
        raise UnknownIdError("Workspace folder", folder, kinds)
    return kinds[folder]


def kind_with(format: object) -> FileKind[Any] | None:
    """Return the kind of file with this format, such as ``plan/1``, or None."""
    return next((kind for kind in FILE_KINDS if kind.format == format), None)
