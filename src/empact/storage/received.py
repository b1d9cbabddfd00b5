"""Forms that came back: each is kept unchanged beside the reports, under the digest of its bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath

from empact.storage.writing import create, settle

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
    folder = reports.absolute().parent / FOLDER
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        settle(folder.parent)
    path = folder / f"{hashlib.sha256(data).hexdigest()}{PurePath(name).suffix.lower()}"
    if not path.exists():
        create(path, data)
    return path
