"""Files that are added once and never changed: what the folders of ledger entries and of reports have in common.

A new file is written under a hidden name and then renamed in one step, so a reader never sees half of it, and two
programs that write at the same time make two files. The file name ends with the beginning of the digest of the bytes,
so a changed file is noticed. A file is in the subfolder of its plan, so one that now names another plan is noticed too.
"""

from __future__ import annotations

import abc
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

import attrs

from empact.diagnostics import Diagnostic, Diagnostics, Kind, Place, Severity
from empact.model import Plan
from empact.model.filed import SHORT, Filed
from empact.model.plan import plan_ids
from empact.serde.kinds import FileKind
from empact.storage.markings import UNKNOWN, Markings, is_marked
from empact.storage.reading import Reading, Readings
from empact.values import value

if TYPE_CHECKING:
    from empact.hooks.registry import Plugins
    from empact.model import Parties

T = TypeVar("T")
F = TypeVar("F", bound=Filed)
_CODE = re.compile(r"[A-Z]{2,3}")
"""The form of the code of a state."""
_NAME = 20
"""The maximum number of characters of a name in a file name."""


@value(kw_only=True)
class FilingRules(Generic[T, F]):
    """What differs between ledger entries and reports."""

    kind: FileKind[T]
    """The kind of file."""
    make: Callable[..., F]
    """The class of a filed content, such as ``LedgerEntry``."""
    changed: Kind
    """The kind of finding about a file that was changed."""
    misplaced: Kind
    """The kind of finding about a file in the folder of another plan."""
    noun: str
    """What a file holds, in messages: ``entry``."""
    whole: str
    """What all files are together, in messages: ``ledger``."""
    remedy: str
    """How to change what a file says, as a sentence."""
    also: Collection[FileKind[Any]] = ()
    """The other kinds of file that can stand in the folder."""

    def problems(self, filed: Filed, plans: Collection[str]) -> Iterator[Diagnostic]:
        """Report a file that was changed, or is in the folder of another one of these plans; it keeps its value."""
        if filed.changed:
            hint = f"Restore the file with the digest {filed.named_digest} (now {filed.digest[:SHORT]}). {self.remedy}"
            yield problem(filed, self.changed, f"The file of this {self.noun} was changed after it was recorded.", hint)
        yield from self.misplaced_in(filed, plans)

    def misplaced_in(self, filed: Filed, plans: Collection[str]) -> Iterator[Diagnostic]:
        """Report a file in the folder of another one of these plans."""
        plan, folder = filed.content.plan, "" if filed.source is None else Path(filed.source.file).parent.name
        if folder in plans and folder != plan:
            message = f"The {self.noun} is about {plan}, but it is in the folder of {folder}."
            hint = f"Restore the file from a copy of the {self.whole}, or move it into a folder {plan!r}."
            yield problem(filed, self.misplaced, message, hint, "/plan")


def problem(filed: Filed, kind: Kind, message: str, hint: str, pointer: str = "") -> Diagnostic:
    """Return a finding about a file, at a value of it."""
    place = Place() if filed.source is None else filed.source.place(pointer)
    place = attrs.evolve(place, pointer=pointer, subject=f"{filed.content.plan}:{filed.id}")
    return Diagnostic(kind=kind, message=message, place=place, hint=hint)


@value
class FiledReadings(Readings[T], abc.ABC):
    """The result of reading a folder of such files: a reading of each file; subclasses have what the files hold."""

    rules: ClassVar[FilingRules[Any, Any]]

    @property
    @abc.abstractmethod
    def filed(self) -> Iterator[Filed]:
        """What the files hold."""

    def misplaced(self, plans: Iterable[Plan | str]) -> Diagnostics:
        """Report the files about other plans in folders that have the name of one of these plans.

        Those that the name of the folder shows by itself are in ``diagnostics`` already.
        """
        names, kind = set(plan_ids(plans)), self.rules.misplaced
        known = {finding.place for finding in self.diagnostics if finding.kind is kind}
        findings = (finding for filed in self.filed for finding in self.rules.misplaced_in(filed, names))
        return Diagnostics(finding for finding in findings if finding.place not in known)

    def missing_from(self, plans: Iterable[Plan | str]) -> Iterator[Diagnostic]:
        """Report files about these plans that are missing, as far as the others show it."""
        plan_ids(plans)  # checked; only subclasses know what is missing
        return iter(())

    def require_complete(self, *plans: Plan | str) -> Self:
        """Return the reading; raise PlanReadError if a file could not be read, was changed, is misplaced or missing.

        Args:
            plans: The plans that the files are read for, or their ids: their folders hold no file about another plan,
                and no file is missing. Values that were not read from files may be a part.

        Raises:
            PlanReadError: There is such a file; the exception holds every problem with its place.
        """
        problems = self.diagnostics + self.misplaced(plans)
        if self.readings:
            problems += Diagnostics(self.missing_from(plans))
        if problems.worst is Severity.ERROR:
            raise self.error(problems)
        return super().require_complete()


def read_files(
    folder: Path, paths: Iterable[Path], plugins: Plugins, rules: FilingRules[T, F], markings: Markings = UNKNOWN
) -> tuple[tuple[Reading[T], ...], dict[str, list[F]]]:
    """Read files of a folder; return the readings, with what is wrong with each, and the contents by plan.

    Raises:
        OSError: A file cannot be opened.
    """
    from hashlib import sha256

    from empact.storage import folders

    readings: dict[Path, Reading[T]] = {}
    by_path: dict[Path, F] = {}
    for path in paths:
        readings[path], data = folders.read(path, plugins, rules.kind, markings, rules.also)
        content = readings[path].value
        if content is not None:
            by_path[path] = rules.make(id=path.stem, digest=sha256(data).hexdigest(), content=content)
            object.__setattr__(by_path[path], "source", readings[path].places)
    of_plans: dict[str, list[F]] = {}
    for filed in by_path.values():
        of_plans.setdefault(filed.content.plan, []).append(filed)
    subfolders = {path.parent.name for path in by_path if path.parent != folder}
    of_folders = {*of_plans, *filter(folders.PLAN_ID.fullmatch, subfolders)}
    for path, filed in by_path.items():
        problems = [*rules.problems(filed, of_folders if path.parent != folder else of_plans)]
        if problems:
            readings[path] = attrs.evolve(readings[path], diagnostics=readings[path].diagnostics + problems)
    return tuple(readings.values()), of_plans


def prepare(
    content: Any, parts: Iterable[str], plugins: Plugins, rules: FilingRules[Any, F], markings: Markings = UNKNOWN
) -> tuple[F, bytes]:
    """Return what a new file will hold, named after its day, the parts and its digest, with the bytes of the file.

    Raises:
        ExportError: The content would be different when read again.
    """
    from hashlib import sha256

    from empact.storage import folders

    quoted = not is_marked([content.plan], markings)
    data = folders.text(content, rules.kind, quoted=quoted)
    folders.check(content, data, rules.kind, plugins, quoted=quoted)
    digest = sha256(data).hexdigest()
    names = [folders.file_name_part(part, _NAME) for part in parts]
    id = "-".join(filter(None, (str(content.on), *names, digest[:SHORT])))
    return rules.make(id=id, digest=digest, content=content), data


def party_part(parties: Parties, plugins: Plugins) -> list[str]:
    """Return the first party for the name of a file if it is known: any other name is a text."""
    names, known = [item.party for item in parties.understood[:1]], plugins.register
    return [name for name in names if _CODE.fullmatch(name) or known.find(name) or known.group(name)]


def write_file(folder: Path, filed: Filed, data: bytes) -> None:
    """Write a new file, unless a file with the same bytes has its name.

    Raises:
        OSError: The file cannot be written. Nothing is left behind.
    """
    from empact.storage import folders

    try:
        folders.add(folder, filed.content.plan, filed.id, data)
    except FileExistsError as problem:  # another program has just written the same content
        if Path(problem.filename).read_bytes() != data:
            raise
