"""Forms that came back: each is kept unchanged beside the reports, under the digest of its bytes."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path, PurePath

from empact.storage.locks import locked
from empact.storage.writing import create, unfinished

FOLDER = "received"
"""The folder of the files that reports came in, beside the folder of the reports."""


def keep_received(reports: Path, data: bytes, name: str) -> Path:
    """Keep a file that a report came in, unless it is there already; return its path.

    Its name is the SHA-256 digest of its bytes with the suffix of the file: the name that somebody gave it is not kept.

    Args:
        reports: The folder of the reports.
        data: The bytes of the file.
        name: The name of the file, of which only the suffix is used.

    Raises:
        OSError: The file cannot be written. No part of it is left behind.
    """
    folder = received_folder(reports)
    path = folder / f"{hashlib.sha256(data).hexdigest()}{PurePath(name).suffix.lower()}"
    if not path.exists():
        with locked(folder), contextlib.suppress(FileExistsError):
            create(path, data)
    return path


def received_folder(records: Path) -> Path:
    """Return the folder of the files that reports or ledger entries came in, beside their folder; it may not exist."""
    return records.absolute().parent / FOLDER


def clean_received(records: Path) -> None:
    """Remove what killed programs left in the folder of received files."""
    folder = received_folder(records)
    with contextlib.suppress(OSError):
        if folder.is_dir() and unfinished(folder):
            with locked(folder):  # which removes it
                pass
