"""Files as LibreOffice saves them: with a profile of its own and a time limit."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

SECONDS = 300
"""The most seconds of one call."""


def saved_again(folder: Path, files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    """Return files as LibreOffice saves them, by the names they had without their suffixes; of one call for all.

    Args:
        folder: A folder for the files, which is made.
        files: The files by their names.
        kind: The suffix of the format to save them in, such as ``ods``.
    """
    office = shutil.which("soffice")
    assert office is not None, "install libreoffice-calc and libreoffice-writer"
    made = folder / "made"
    made.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(made)]
    paths = [str(folder / name) for name in files]
    subprocess.run([*call, *paths], check=True, capture_output=True, timeout=SECONDS)
    return {Path(name).stem: (made / f"{Path(name).stem}.{kind}").read_bytes() for name in files}
