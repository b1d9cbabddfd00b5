"""The words of a language as data: those of the notation, those of rules, and those of a plugin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from empact.hooks import Language, language

FILES = {"notation": language(), "rules": language("en.rules"), "plugin": language(package="oap_c_2012")}


def _lists(words: Any, *path: str) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    for name, found in words.items():
        if isinstance(found, dict):
            yield from _lists(found, *path, name)
        else:
            yield (*path, name), found


@pytest.mark.parametrize("file", FILES)
def test_language_pattern__finds_each_spelling_of_each_list_as_a_whole_word(file: str) -> None:
    words = FILES[file]
    for path, _ in _lists(words.words):
        for exact in (False, True):
            pattern = re.compile(words.pattern(*path, exact=exact))
            for spelling in words.spellings(*path, exact=exact):
                assert pattern.fullmatch(spelling), (path, spelling)
                assert pattern.fullmatch(spelling.replace(" ", "\n  ")), (path, spelling)
                if spelling[0].isalnum() and spelling[-1].isalnum():
                    assert not pattern.fullmatch(f"x{spelling}x"), (path, spelling)


@pytest.mark.parametrize("file", FILES)
def test_language_spellings__stand_once_in_their_list(file: str) -> None:
    words = FILES[file]
    for path, _ in _lists(words.words):
        spellings = words.spellings(*path, exact=True)
        assert len(spellings) == len(set(spellings)), path


def test_language__reads_a_file_once() -> None:
    assert language("en.rules") is language("en.rules")


def test_language_spellings__keep_capital_letters_only_where_asked() -> None:
    words = Language({"parties": {"states": ["MS", "Member States"], "kinds": [["TP", "third country"]]}})
    assert words.spellings("parties", "states") == ("member states", "ms")
    assert words.spellings("parties", "states", exact=True) == ("Member States", "MS")
    assert words.spellings("parties", "kinds", exact=True) == ("third country", "TP")
    assert re.compile(words.pattern("parties", "states", exact=True)).findall("MS, ms, MSs and Member\nStates") == [
        *("MS", "Member\nStates"),
    ]
