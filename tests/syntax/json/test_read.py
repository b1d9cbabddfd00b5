"""What the JSON reader makes of a text, and what it refuses with which words at which place."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from empact.diagnostics import Place
from empact.hooks import Places, RawDocument, ReadContext, Unreadable
from empact.syntax.json.places import locate
from empact.syntax.json.read import read

GOOD = """{
  "empact": "plan/1",
  "actions": [
    {"number": "1.10", "a/b~c": ["\\ud83d\\ude00", 1, -2.5e3, true, null]}
  ]
}
"""


def tell(text: str | bytes, *, max_depth: int = 64) -> tuple[RawDocument | None, list[str]]:
    """The document, and what was told of it: code, line, column, message, hint."""
    ctx = ReadContext(file="plan.json", max_depth=max_depth)
    document = None
    try:
        document = read(text.encode() if isinstance(text, str) else text, ctx)
    except Unreadable:
        assert ctx.diagnostics
    return document, [f"{d.code} {d.place.line}:{d.place.column} {d.message} -> {d.hint}" for d in ctx.diagnostics]


def test_a_document_reads_as_the_standard_library_reads_it() -> None:
    document, told = tell(GOOD)
    assert told == []
    assert document is not None
    assert document.tree == json.loads(GOOD)


def test_every_value_and_every_key_has_its_place() -> None:
    document, _ = tell(GOOD)
    assert document is not None
    line = GOOD.splitlines()[3]
    assert document.place("") == Place(file="plan.json", line=1, column=1)
    assert document.place("/actions/0/number") == Place(file="plan.json", line=4, column=line.index('"1.10') + 1)
    assert document.key_place("/actions/0/a~1b~0c") == Place(file="plan.json", line=4, column=line.index('"a/') + 1)
    assert document.place("/actions/0/a~1b~0c/3") == Place(file="plan.json", line=4, column=line.index("true") + 1)
    assert document.key_place("/actions/0") is None
    assert document.place("/actions/1") is None
    assert document.words_place("/actions/0/number", "1.10") == Place(
        file="plan.json", line=4, column=line.index("1.10") + 1
    )
    assert document.words_place("/actions/0/number", "1.1") is None
    assert document.words_place("/actions/0", "1.10") is None


def test_locate__finds_the_places_on_the_way_to_a_pointer_only() -> None:
    root = locate(GOOD)
    places = Places(GOOD, "plan.json", lambda _text: root)
    assert places.of_value("/actions/0") is not None
    assert isinstance(root.inside, dict)
    assert root.inside["empact"].inside is None
    actions = root.inside["actions"].inside
    assert isinstance(actions, list)
    assert [action.inside for action in actions] == [None]
    assert places.of_value("/actions/0/number") is not None
    assert isinstance(actions[0].inside, dict)


def test_places_survive_pickling() -> None:
    document, _ = tell(GOOD)
    assert document is not None
    assert pickle.loads(pickle.dumps(document)).place("/actions/0") == document.place("/actions/0")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1,\n "a": 2}', 'OAP005 2:2 The key "a" is used twice in one mapping, first on line 1.'),
        ('{"a": 1, "\\u0061": 2}', 'OAP005 1:10 The key "a" is used twice in one mapping, first on line 1.'),
        ("[NaN]", 'OAP007 1:2 "NaN" is not a JSON number.'),
        ("[-Infinity]", 'OAP007 1:2 "-Infinity" is not a JSON number.'),
        ("[1e999]", 'OAP007 1:2 The number "1e999" is too large.'),
        (f"[1{'0' * 640}]", "OAP007 1:2 The whole number has 641 digits; the maximum is 640."),
        ('["\\ud800"]', "OAP007 1:2 A text contains half a character"),
        ('{"\\udc00": 1}', "OAP007 1:2 A text contains half a character"),
        ('{"a": 1', "OAP002 1:8 The file ends in the middle of the document."),
        ('{"a":', "OAP002 1:6 The file ends in the middle of the document."),
        ('{"a": "x', 'OAP002 1:7 The quote before "x" is never closed.'),
        ('{"a": 1}\n{"b": 2}', "OAP004 2:1 A second document starts here."),
        ('{"a": 1}\n x', 'OAP002 2:2 Unexpected "x" after the end of the document.'),
        ("[1,]", 'OAP002 1:3 Unexpected comma before "]".'),
        ('{"a": 1,\n}', 'OAP002 1:8 Unexpected comma before "}".'),
        ('{"a" 1}', 'OAP002 1:6 Expected ":" after the key, found "1".'),
        ("[1 2]", 'OAP002 1:4 A comma is missing before "2".'),
        ("{a: 1}", 'OAP002 1:2 Expected a key in double quotes, found "a".'),
        ("[True]", 'OAP002 1:2 Expected a value, found "True".'),
        ("['a']", 'OAP002 1:2 Expected a value, found "\'".'),
        ('["a\nb"]', "OAP002 1:4 A text contains a line break."),
        ('["a\tb"]', "OAP002 1:4 A text contains the control character U+0009."),
        ('["\\d"]', 'OAP002 1:3 A text contains "\\d", which is not a valid escape.'),
        ('["\\u12"]', 'OAP002 1:3 A text contains "\\u12", which is not a valid escape.'),
        ('{"a": 1 // c\n}', "OAP002 1:9 The file contains a comment, which JSON does not allow."),
        ("", "OAP003 1:1 The file is empty."),
        (b"[\xff]", "OAP001 1:2 The byte 0xFF is not UTF-8 text."),
    ],
)
def test_what_is_wrong_is_told_once_with_its_place_and_a_cure(text: str | bytes, message: str) -> None:
    _, told = tell(text)
    assert len(told) == 1
    assert told[0].startswith(message)
    assert not told[0].endswith("-> None")


def test_all_that_breaks_no_syntax_is_told_in_one_pass_and_the_first_of_equal_keys_stays() -> None:
    document, told = tell('{"a": 1, "b": {"c": NaN,\n"c": 2}, "a": 3, "d": 1e999}')
    assert [line[:11].strip() for line in told] == ["OAP007 1:21", "OAP005 2:1", "OAP005 2:10", "OAP007 2:23"]
    assert document is not None
    assert document.tree == {"a": 1, "b": {"c": None}, "d": None}


def test_what_stands_in_front_of_a_break_is_told_too() -> None:
    assert [line[:6] for line in tell('{"a": 1, "a": 2,}')[1]] == ["OAP005", "OAP002"]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_deep_nesting_is_refused_where_it_crosses_the_bound(text: str) -> None:
    document, told = tell(text)
    assert document is None
    assert told[0].startswith(
        f"OAP006 1:{64 * text.index(text[0], 1) + 1} The values are nested deeper than 64 levels."
    )


def test_nesting_up_to_the_bound_is_read() -> None:
    assert tell("[" * 64 + "]" * 64)[1] == []
    assert tell('{"a": [[1]]}', max_depth=3)[1] == []
    assert tell('{"a": [[1]]}', max_depth=2)[1][0].startswith("OAP006 1:8")


def test_nesting_that_the_bound_allows_and_python_does_not_is_told() -> None:
    document, told = tell("[" * 500_000 + "]" * 500_000, max_depth=1_000_000)
    assert document is None
    assert told[0].startswith("OAP006")


def answers(data: bytes) -> None:
    document, told = tell(data)
    assert document is not None or told
    if document is not None:
        assert document.place("") is not None


SNIPPETS = st.lists(st.sampled_from([*'[]{},:"\\ \n', '"a"', "1", "null", "NaN", "\\u", "d8", "00"]), max_size=30)


class TestWhateverTheFileHolds:
    @given(st.binary(max_size=200))
    def test_any_bytes_are_read_or_refused(self, data: bytes) -> None:
        answers(data)

    @given(SNIPPETS.map("".join))
    def test_any_run_of_tokens_is_read_or_refused(self, text: str) -> None:
        answers(text.encode())

    @given(st.integers(0, len(GOOD)), st.integers(0, len(GOOD)), SNIPPETS.map("".join))
    def test_a_cut_and_spliced_file_is_read_or_refused(self, begin: int, end: int, between: str) -> None:
        answers((GOOD[:begin] + between + GOOD[end:]).encode())

    @given(
        st.recursive(
            st.none() | st.text(max_size=5), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner)
        )
    )
    def test_every_value_has_a_place(self, tree: Any) -> None:
        document, told = tell(json.dumps(tree))
        assert told == []
        assert document is not None
        for pointer in _pointers(document.tree, ""):
            assert document.place(pointer) is not None


def _pointers(value: Any, pointer: str) -> list[str]:
    found = [pointer]
    if isinstance(value, dict):
        for key, item in value.items():
            found += _pointers(item, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            found += _pointers(item, f"{pointer}/{number}")
    return found
