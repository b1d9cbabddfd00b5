"""Redact a report: its words leave the folder, and what is kept of it takes the place of its file.

The file of the report is replaced last and in one step. If the program stops before, the report is still there, and
the same call ends what was begun.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from empact.model import Redaction
from empact.serde import files
from empact.serde.kinds import REDACTION
from empact.storage import folders
from empact.storage.locks import locked
from empact.storage.received import received_folder
from empact.storage.writing import replace, settle, unfinished

if TYPE_CHECKING:
    from empact.hooks.registry import Plugins


def received_files(reports: Path, digest: str) -> tuple[Path, ...]:
    """Return the files with a digest that were kept beside a folder of reports, sorted by path.

    Args:
        reports: The folder of the reports.
        digest: The SHA-256 digest of the file.
    """
    folder = received_folder(reports)
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.name.partition(".")[0] == digest))


def redact_report(reports: Path, redaction: Redaction, received: str | None, plugins: Plugins) -> None:
    """Delete the file that a report came in, and replace the report, and copies of it, by what is kept.

    Also the files that killed programs left unfinished beside them are deleted. The folder of the reports is locked.

    Args:
        reports: The folder of the reports.
        redaction: What is kept.
        received: The digest of the file that the report came in; None if it came in none.
        plugins: The plugins with the readers.

    Raises:
        ExportError: The redaction would be different when read again; nothing is changed.
        OSError: A file cannot be deleted or replaced. The report is then still there, unless it had copies.
    """
    text = folders.text(redaction, REDACTION)
    folders.check(redaction, text, REDACTION, plugins)
    copies = list(_with_digest(folders.list_files(reports, plugins.suffixes), redaction.digest))
    for folder in {path.parent for path in copies}:
        for left in unfinished(folder):
            left.unlink(missing_ok=True)
    if received is not None and (folder := received_folder(reports)).is_dir():
        with locked(folder):
            for path in (*unfinished(folder), *received_files(reports, received)):
                path.unlink(missing_ok=True)
            settle(folder)
    for path in copies:
        replace(path, text if path.suffix.lower() != ".json" else _as_json(redaction))
        settle(path.parent)


def _with_digest(paths: Iterable[Path], digest: str) -> Iterator[Path]:
    return (path for path in paths if sha256(path.read_bytes()).hexdigest() == digest)


def _as_json(redaction: Redaction) -> bytes:
    return f"{json.dumps(files.tree(redaction, REDACTION, compact=True), indent=2, ensure_ascii=False)}\n".encode()
