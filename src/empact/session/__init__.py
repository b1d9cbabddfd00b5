"""The session ties plugins, rules and files together. The only room that touches the user's files."""

from empact.session.configuring import find_config, read_config
from empact.session.ledgers import LedgerReading
from empact.session.reading import MAX_BYTES, Reading, Readings
from empact.session.sessions import Session, default_session
from empact.session.sources import FolderFile, Readable
from empact.session.writing import make_folder

__all__ = [
    "MAX_BYTES",
    "FolderFile",
    "LedgerReading",
    "Readable",
    "Reading",
    "Readings",
    "Session",
    "default_session",
    "find_config",
    "make_folder",
    "read_config",
]
