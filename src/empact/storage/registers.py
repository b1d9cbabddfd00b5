"""Operations and KPI registers as folders: files that people edit, one for each operation, and one for each plan."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import attrs

from empact.diagnostics import KPI_REGISTER_TWICE, OPERATION_TWICE, Diagnostic, Diagnostics, Kind, Place, Severity
from empact.model import KpiRegister, Operation, Plan
from empact.model.plan import plan_id, plan_ids
from empact.serde.kinds import KPI_REGISTER, OPERATION, FileKind
from empact.storage import folders
from empact.storage.markings import UNKNOWN, Markings, is_marked
from empact.storage.reading import Reading, Readings
from empact.values import value

if TYPE_CHECKING:
    from empact.hooks.registry import Plugins

T = TypeVar("T")


@value
class OperationReading(Readings[Operation]):
    """The result of reading a folder of operations. If two operations have the same id, the first is used."""

    given: tuple[Operation, ...] = ()
    """The operations that were not read from files."""

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """The operations, sorted by id."""
        by_id = {operation.id: operation for operation in reversed((*self.given, *self.values))}
        return tuple(by_id[id] for id in sorted(by_id))

    def require_complete(self, *_plans: Plan | str) -> Self:
        """Return the reading; raise PlanReadError if a file could not be read, or two have the same id.

        Raises:
            PlanReadError: There is such a file; the exception holds every problem with its place.
        """
        plan_ids(_plans)
        return _complete(self)


@value
class KpiReading(Readings[KpiRegister]):
    """The result of reading a folder of KPI registers. If a plan has two registers, the first is used."""

    given: tuple[KpiRegister, ...] = ()
    """The registers that were not read from files."""

    @cached_property
    def by_plan(self) -> dict[str, KpiRegister]:
        """The registers by the id of the plan."""
        return {register.plan: register for register in reversed((*self.given, *self.values))}

    def of_plan(self, plan: Plan | str) -> KpiRegister:
        """Return the register of a plan or its id; it is empty if the folder has none."""
        register = self.by_plan.get(id := plan_id(plan))
        return KpiRegister(plan=id) if register is None else register

    def require_complete(self, *_plans: Plan | str) -> Self:
        """Return the reading; raise PlanReadError if a file could not be read, or two are about one plan.

        Raises:
            PlanReadError: There is such a file; the exception holds every problem with its place.
        """
        plan_ids(_plans)
        return _complete(self)


@value(kw_only=True)
class _Unique(Generic[T]):
    """What only one file of a kind may have, and the finding about a second one."""

    kind: FileKind[T]
    key: Callable[[T], str]
    pointer: str
    twice: Kind
    called: str
    hint: str


_OPERATIONS = _Unique(
    kind=OPERATION,
    key=lambda operation: operation.id,
    pointer="/id",
    twice=OPERATION_TWICE,
    called="The operation",
    hint="Give one of them another id, or remove the copy.",
)
_KPI_REGISTERS = _Unique(
    kind=KPI_REGISTER,
    key=lambda register: register.plan,
    pointer="/plan",
    twice=KPI_REGISTER_TWICE,
    called="A KPI register of",
    hint="Put all definitions into one file.",
)

R = TypeVar("R", bound=Readings[Any])
OperationSource = Iterable[Operation] | OperationReading | str | os.PathLike[str] | None
"""Where operations come from: operations, a reading, or a folder; None is the folder of the workspace."""
KpiSource = KpiRegister | Iterable[KpiRegister] | KpiReading | str | os.PathLike[str] | None
"""Where KPI registers come from: one, several, a reading, or a folder; None is the folder of the workspace."""


def read_operations(folder: Path, plugins: Plugins, markings: Markings = UNKNOWN) -> OperationReading:
    """Read the operations of a folder and its subfolders.

    Raises:
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    return OperationReading(_read(folder, plugins, _OPERATIONS, markings))


def read_kpis(folder: Path, plugins: Plugins, markings: Markings = UNKNOWN) -> KpiReading:
    """Read the KPI registers of a folder and its subfolders.

    Raises:
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    return KpiReading(_read(folder, plugins, _KPI_REGISTERS, markings))


def _read(folder: Path, plugins: Plugins, unique: _Unique[T], markings: Markings) -> tuple[Reading[T], ...]:
    """Read the files of a kind; report each whose key an earlier one has."""
    readings: list[Reading[T]] = []
    known: dict[str, str] = {}
    for path in folders.list_files(folder, plugins.folder_suffixes):
        reading, _ = folders.read(path, plugins, unique.kind, markings)
        if reading.value is not None:
            key = unique.key(reading.value)
            first = known.setdefault(key, reading.source)
            if first != reading.source:
                message = f"{unique.called} {key} is also in {first}; the first is used."
                place = Place() if reading.places is None else reading.places.place(unique.pointer)
                place = attrs.evolve(place, pointer=unique.pointer, subject=key)
                problem = Diagnostic(kind=unique.twice, message=message, place=place, hint=unique.hint)
                reading = attrs.evolve(reading, diagnostics=Diagnostics([*reading.diagnostics, problem]))
        readings.append(reading)
    return tuple(readings)


def _complete(reading: R) -> R:
    if reading.diagnostics.worst is Severity.ERROR:
        raise reading.error(reading.diagnostics)
    return reading


def write_operation(folder: Path, operation: Operation, plugins: Plugins, markings: Markings = UNKNOWN) -> Path:
    """Write an operation as a new file, named after its id; return its path.

    Raises:
        FileExistsError: A file of this name exists; it is not changed.
        ExportError: The operation would be different when read again.
        OSError: The file cannot be written. Nothing is left behind.
    """
    plans = [action.plan for action in operation.actions if action.plan is not None]
    data = _data(operation, OPERATION, plugins, quoted=not is_marked(plans, markings))
    return folders.add(folder, None, operation.id, data)


def write_kpis(folder: Path, register: KpiRegister, plugins: Plugins, markings: Markings = UNKNOWN) -> Path:
    """Write a KPI register as a new file, named after its plan; return its path.

    Raises:
        FileExistsError: A file of this name exists; it is not changed.
        ExportError: The register would be different when read again.
        OSError: The file cannot be written. Nothing is left behind.
    """
    data = _data(register, KPI_REGISTER, plugins, quoted=not is_marked([register.plan], markings))
    return folders.add(folder, None, register.plan, data)


def _data(value: T, kind: FileKind[T], plugins: Plugins, *, quoted: bool) -> bytes:
    data = folders.text(value, kind, quoted=quoted)
    folders.check(value, data, kind, plugins, quoted=quoted)
    return data
