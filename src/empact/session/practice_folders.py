"""The folder of practices of a workspace."""

from __future__ import annotations

from pathlib import Path

from empact.model import Practice
from empact.serde.kinds import PRACTICE
from empact.session.folders import FolderUse
from empact.storage.practices import PracticeReading, read_practices, write_practice

PRACTICES: FolderUse[Practice, Practice, PracticeReading, Path] = FolderUse(
    kind=PRACTICE,
    given=Practice,
    reading=PracticeReading,
    called="The practices",
    each="Each of the practices",
    hold=lambda practices: PracticeReading(given=practices),
    read=read_practices,
    write=write_practice,
)
