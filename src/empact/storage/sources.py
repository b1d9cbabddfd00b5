"""Find the files of a source, and get their bytes."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO, NamedTuple, TypeGuard, cast

from empact.arguments import wrong_type
from empact.diagnostics import Diagnostic
from empact.errors import PASSING, PluginError, UnknownIdError, crash_line
from empact.hooks import BundledPlan
from empact.hooks.discovery import normalised
from empact.resources import read_resource
from empact.storage.reading import MAX_BYTES
from empact.storage.reference_plan import reference_problems
from empact.values import value

_LONGEST_PATH = 4096
"""The characters of the longest path that operating systems allow."""

IMPORT_SUFFIX = ".import.json"
"""The end of the name of the file that says where the values of an imported plan were read."""

Readable = str | os.PathLike[str] | IO[str] | IO[bytes]
"""A file by its path, a bundled plan by its name, or an open file."""


@value
class FolderFile(os.PathLike[str]):
    """A file found in a folder. If it is not an empact document, it is skipped."""

    path: str
    """The path of the file, as text."""

    def __fspath__(self) -> str:
        return self.path

    def __str__(self) -> str:
        return self.path


class Content(NamedTuple):
    """What a source has."""

    name: str
    """The name of the file, or of the file inside the package of a bundled plan."""
    data: bytes
    """The bytes, with one behind the largest size that is allowed."""
    suffix: str
    """The suffix of the file, which determines its format."""
    problems: tuple[Diagnostic, ...] = ()
    """The problem of a plan with the name of the reference plan and other bytes."""


def files(source: Readable, suffixes: Collection[str], bundled: Iterable[BundledPlan]) -> tuple[Readable, ...]:
    """Return the source itself, or the files of a folder that have one of the suffixes, sorted by name.

    Subfolders and hidden files are ignored, and so are the files by which Office marks an open document
    (``~$plan.docx``), and those that an import writes beside a plan (``plan.import.json``). The name of a bundled plan
    means that plan, even if a folder has the same name.
    """
    _check(source)
    if not isinstance(source, (str, os.PathLike)) or _find_bundled(source, bundled) is not None:
        return (source,)
    folder = Path(source)
    if not folder.is_dir():
        return (source,)
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes and path.is_file())
    return tuple(FolderFile(str(path)) for path in paths if not (is_hidden(path) or path.name.endswith(IMPORT_SUFFIX)))


def is_hidden(path: Path) -> bool:
    """Whether a file of a folder is ignored: it is hidden, or Office marks an open document by it."""
    return path.name.startswith((".", "~$"))


def can_be_name(source: object, suffixes: Collection[str]) -> bool:
    """Return whether a source can be the name of a bundled plan: ``plan.yaml`` is a file, whatever plugins provide."""
    return not isinstance(source, str) or Path(source).suffix.lower() not in suffixes


def exists(path: Path) -> bool:
    """Return whether there is a file, a folder or a link at a path.

    Raises:
        OSError: That cannot be found out.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def content(source: Readable, bundled: Iterable[BundledPlan]) -> Content:
    """Return the name, the bytes and the suffix of a source.

    A text without a suffix and without a folder is the name of a bundled plan. Reading stops one byte behind the
    largest size that is allowed.

    Raises:
        UnknownIdError: No bundled plan and no file has this name.
        PluginError: The file of the bundled plan cannot be read.
        OSError: The source is a folder, or cannot be read to its end.
        TypeError: The source is not a path and has no ``read``, or ``read`` returns neither text nor bytes.
    """
    _check(source)
    if isinstance(source, (str, os.PathLike)):
        plans = tuple(bundled)
        if _find_bundled(source, plans) is not None or (_is_name(source) and not Path(source).is_dir()):
            return bundled_content(source, plans)
        path = Path(source)
        if path.is_dir():
            raise IsADirectoryError(
                errno.EISDIR,
                "It is a folder, not a plan; name a file, or read all with empact.portfolio()",
                str(source),
            )
        with path.open("rb") as file:
            return Content(str(source), file.read(MAX_BYTES + 1), path.suffix)
    name = str(getattr(source, "name", "<stream>"))
    return Content(name, _read_all(source), Path(name).suffix)


def _read_all(stream: IO[str] | IO[bytes]) -> bytes:
    """Read a stream to its end: one call of ``read`` may return less, as that of a socket or a pipe does."""
    parts: list[bytes] = []
    missing = MAX_BYTES + 1
    while missing > 0:
        part = cast("object", stream.read(missing))  # what a stream of a program returns is not known
        if part is None:
            raise BlockingIOError(errno.EAGAIN, "The stream has no more data yet; use a blocking stream")
        if isinstance(part, str):
            part = part.encode("utf-8", "surrogatepass")
        if not isinstance(part, bytes):
            raise wrong_type("What the stream returns", "text or bytes", part)
        if not part:
            break
        parts.append(part)
        missing -= len(parts[-1])
    return b"".join(parts)


def _check(source: object) -> None:
    """Refuse what is not a source, without its content in the message: it may be the text of a marked plan."""
    if not (isinstance(source, (str, os.PathLike)) or hasattr(source, "read")):
        raise wrong_type("The source", "a path, the name of a bundled plan or an open file", source)
    if isinstance(source, str) and _is_text(source) and not _exists(source):
        message = f"The source is a text of {len(source):,} characters, not a file name; empact.loads() reads a text"
        raise FileNotFoundError(errno.ENOENT, message)


def _exists(source: str) -> bool:
    """Return whether there is a file or a folder; a text that cannot be a path names none."""
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False


def _is_text(source: str) -> bool:
    """Return whether a source looks like the text of a file."""
    return len(source) > _LONGEST_PATH or source.lstrip()[:1] == "{" or any(sign in source for sign in "\n\r\0")


def bundled_content(name: object, bundled: Iterable[BundledPlan]) -> Content:
    """Return the source, the bytes and the suffix of a bundled plan.

    Raises:
        TypeError: The name is not a text.
        UnknownIdError: No bundled plan has this name.
        PluginError: The file of the plan cannot be read.
    """
    if not isinstance(name, str):
        raise wrong_type("The name of a bundled plan", "a text", name)
    plans = tuple(bundled)
    plan = _find_bundled(name, plans)
    if plan is None:
        raise UnknownIdError("Bundled plan", name, [normalised(plan.name) for plan in plans])
    try:
        data = read_resource(plan.package, plan.resource)
    except (OSError, ImportError) as problem:
        file = f"file {plan.resource!r} in the package {plan.package!r}"
        message = f"Cannot read the bundled plan {name!r} ({file}): {problem}."
        raise PluginError(message) from problem
    except PASSING:
        raise
    except BaseException as crash:  # importing the package runs code of the plugin
        message = f"The package {plan.package!r} of the bundled plan {name!r} stops with {crash_line(crash)}."
        raise PluginError(message) from crash
    problems = reference_problems(plan, data)
    return Content(f"{plan.package}/{plan.resource}", data, Path(plan.resource).suffix, problems)


def _find_bundled(source: str | os.PathLike[str], bundled: Iterable[BundledPlan]) -> BundledPlan | None:
    """Return the bundled plan that a source names, if any."""
    if not isinstance(source, str):
        return None
    return next((plan for plan in bundled if normalised(plan.name) == normalised(source)), None)


def _is_name(source: str | os.PathLike[str]) -> TypeGuard[str]:
    """Return whether a source can be the name of a bundled plan: it has no folder and no suffix."""
    if not isinstance(source, str):
        return False
    path = Path(source)
    return not path.suffix and path.name == source and "\\" not in source
