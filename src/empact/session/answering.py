"""Answering: the file in which people answer possible overlaps, and finding it through the configuration."""

from __future__ import annotations

from pathlib import Path

import attrs

from empact.config import Config
from empact.diagnostics import Diagnostics
from empact.errors import ConfigError
from empact.hooks import Reader
from empact.model import Answers
from empact.serde.documents import ANSWERS
from empact.session.reading import read_document


@attrs.frozen
class AnswersReading:
    """What reading a file of answers gave: the answers, or None where there are none, and everything there is to tell.

    ``text`` is what was read, where it is a text.
    """

    answers: Answers | None
    diagnostics: Diagnostics
    source: str
    text: str | None = attrs.field(default=None, eq=False, repr=False)


def answers_reading(name: str, data: bytes, reader: Reader) -> AnswersReading:
    """What the bytes of a source give, in the words of the reader of its format."""
    read = read_document(name, data, reader, ANSWERS)
    if read.value is not None:
        object.__setattr__(read.value, "source", read.source)
    return AnswersReading(read.value, read.diagnostics, name, read.text)


def answers_file(config: Config | None) -> Path | None:
    """The file of answers that a configuration names: beside the configuration, unless the name says otherwise.

    Raises:
        ConfigError: There is no such file.
    """
    if config is None or config.answers is None:
        return None
    path = Path(config.source or "").parent / config.answers
    if not path.is_file():
        where = config.source or "the configuration"
        raise ConfigError([f"{where}: 'answers' names {config.answers!r}, which is no file at {str(path)!r}."])
    return path
