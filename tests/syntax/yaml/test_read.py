"""What the YAML reader makes of a text, and what it refuses with which words at which place."""

from __future__ import annotations

import pickle
from typing import Any, Self

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from empact.diagnostics import Place
from empact.hooks import Plain, RawDocument, ReadContext, Unreadable
from empact.syntax.yaml import events
from empact.syntax.yaml.read import _ends_before_comments, read

GOOD = """\
# A plan in small.
empact: plan/1
id: C-2012
actions:
  - number: "1.10"
    leaders: NO
    participants: {text: "HU, AT", items: [HU, AT]}   # a comment behind brackets
    description: >-
      Text with # and: all that
      a person writes.
    tentative: true
    a/b~c:
      - x
      -
"""


@pytest.fixture(params=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setattr(events, "make_parser", events.PureParser)
    elif events.make_parser is events.PureParser:
        pytest.skip("needs a PyYAML with libyaml")
    return str(request.param)


def tell(text: str | bytes, *, max_depth: int = 64, max_problems: int = 1000) -> tuple[RawDocument | None, list[str]]:
    """Return the document, and its findings and suspects: code, line, column, message, hint."""
    ctx = ReadContext(file="plan.yaml", max_depth=max_depth, max_problems=max_problems)
    document = None
    try:
        document = read(text.encode() if isinstance(text, str) else text, ctx)
    except Unreadable:
        assert ctx.diagnostics
    suspects = [suspect.finding for suspect in document.suspects] if document is not None else []
    found = ctx.diagnostics
    if suspects:
        found = sorted([*found, *suspects], key=lambda d: (d.place.line or 0, d.place.column or 0))
    return document, [f"{d.code} {d.place.line}:{d.place.column} {d.message} -> {d.hint}" for d in found]


def tree(text: str) -> Any:
    document, told = tell(text)
    assert told == []
    assert document is not None
    return document.tree


def same(left: object, right: object) -> bool:
    """Equal, and unquoted at the same places."""
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right and type(left) is type(right)


@pytest.mark.usefixtures("parser")
class TestWhatIsRead:
    @pytest.mark.parametrize(
        "scalar", ["NO", "1.10", "2011-12-15", "on", "0x1F", "1:30", "NULL", "<<", "=", "x: y"[:1]]
    )
    def test_an_unquoted_scalar_is_plain_and_exactly_as_written(self, scalar: str) -> None:
        assert same(tree(f"a: {scalar}\n"), {"a": Plain(scalar)})

    @pytest.mark.parametrize("scalar", ["", " ~", " null"])
    def test_an_absent_scalar_is_none(self, scalar: str) -> None:
        assert same(tree(f"a:{scalar}\nb: x\n"), {"a": None, "b": Plain("x")})

    @pytest.mark.parametrize("scalar", ['"NO"', "'NO'", ">-\n  NO", "|-\n  NO"])
    def test_a_quoted_or_a_block_scalar_is_a_text(self, scalar: str) -> None:
        assert same(tree(f"a: {scalar}\n"), {"a": "NO"})

    def test_an_empty_text_in_quotes_is_a_text(self) -> None:
        assert same(tree('a: ""\n'), {"a": ""})

    def test_a_key_is_a_text_whatever_it_looks_like(self) -> None:
        assert same(
            tree("NO: 1\n1.10: 2\nnull: 3\n<<: {a: b}\n? x\n"),
            {
                "NO": Plain("1"),
                "1.10": Plain("2"),
                "null": Plain("3"),
                "<<": {"a": Plain("b")},
                "x": None,
            },
        )

    def test_comments_on_their_own_lines_and_behind_brackets_and_quotes_are_fine(self) -> None:
        text = '# a\na: "x" # b\nb: [x, y] # c\nc: {d: e} # f\n  # g\nd:\n  # h\n  - x\ne: >- # i\n  x # y\n'
        assert tree(text) == {"a": "x", "b": ["x", "y"], "c": {"d": "e"}, "d": ["x"], "e": "x # y"}

    def test_a_number_sign_inside_a_word_is_text(self) -> None:
        assert tree("a: C#1\nb: 'x # y'\n") == {"a": "C#1", "b": "x # y"}

    def test_windows_line_ends_and_a_byte_order_mark_make_no_difference(self) -> None:
        document, told = tell(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
        assert told == []
        assert document is not None
        assert document.tree == tree(GOOD)


@pytest.mark.usefixtures("parser")
class TestPlaces:
    def test_every_value_and_every_key_has_its_place(self) -> None:
        document, _ = tell(GOOD)
        assert document is not None
        lines = GOOD.splitlines()
        assert document.place("") == Place(file="plan.yaml", line=2, column=1)
        assert document.place("/actions/0/participants/items/1") == Place(
            file="plan.yaml", line=7, column=lines[6].index("AT]") + 1
        )
        assert document.key_place("/actions/0/leaders") == Place(file="plan.yaml", line=6, column=5)
        assert document.place("/actions/0/leaders") == Place(file="plan.yaml", line=6, column=14)
        assert document.place("/actions/0/a~1b~0c/0") == Place(file="plan.yaml", line=13, column=9)

    @pytest.mark.parametrize(
        ("value", "words", "at"),
        [
            (">-\n    Ask HU\n    and AT.", "HU and", (2, 9)),
            (">-\n    Ask HU\n    and AT.", "AT", (3, 9)),
            ("|\n\n    HU\n\n    AT\n", "AT", (5, 5)),
            (">2- # why\n\r\n  HU\r\n  AT", "AT", (4, 3)),
            ('"Ask HU\n    and AT"', "HU and AT", (1, 13)),
            ("'HU, AT'", "AT", (1, 13)),
            ("HU, AT", "AT", (1, 12)),
            ("HU, ATX", "AT", None),
            ("1.10, 1.1.1, 2.1.1, 1.1", "1.1", (1, 28)),
            ("see 1.1.", "1.1", (1, 12)),
            ("[HU, AT]", "AT", None),
            ('"\\u0041T"', "AT", None),
            ("HU", " ", None),
        ],
    )
    def test_words__are_found_in_the_text_at_a_pointer(
        self, value: str, words: str, at: tuple[int, int] | None
    ) -> None:
        document, problems = tell(f"title: {value}")
        assert document is not None
        assert problems == []
        found = document.words_place("/title", words)
        assert (None if found is None else (found.line, found.column)) == at

    @pytest.mark.parametrize(
        ("value", "at"),
        [(">-\n    HU", (2, 5)), ("|+ # why\n\n    HU", (3, 5)), ("|-\n", (1, 8)), (">-", (1, 8)), ("'>- HU'", (1, 8))],
    )
    def test_place__of_a_block_is_its_first_word(self, value: str, at: tuple[int, int]) -> None:
        document, _ = tell(f"title: {value}")
        assert document is not None
        found = document.place("/title")
        assert found is not None
        assert (found.line, found.column) == at

    @pytest.mark.parametrize("pointer", ["/nowhere", "/id/0", "/actions/1", "/actions/x", "/actions/0/leaders/text"])
    def test_what_the_file_does_not_have_has_no_place(self, pointer: str) -> None:
        document, _ = tell(GOOD)
        assert document is not None
        assert document.place(pointer) is None
        assert document.key_place(pointer) is None

    def test_an_item_of_a_list_has_no_key(self) -> None:
        document, _ = tell(GOOD)
        assert document is not None
        assert document.key_place("/actions/0") is None

    def test_columns_count_characters_and_not_bytes(self) -> None:
        document, _ = tell('{"€😀": x}')
        assert document is not None
        assert document.place("/€😀") == Place(file="plan.yaml", line=1, column=8)

    def test_places_survive_pickling(self) -> None:
        document, _ = tell(GOOD)
        assert document is not None
        document.place("/id")
        again = pickle.loads(pickle.dumps(document))
        assert again.tree == document.tree
        assert again.place("/actions/0/leaders") == document.place("/actions/0/leaders")


QUOTE = 'Put the text in quotes, or write ">-" and then the text on the next line.'

TRAPS = [
    (
        "a: KPI: x\n",
        'OAP002 1:7 The unquoted text that starts with "KPI" contains ": ", so it is read as a key.',
        QUOTE,
    ),
    (
        "a: x\n  b: c\n",
        '2:4 The line "b: c" continues the text above it, but contains ": ", so it is read as a key.',
        "Indent",
    ),
    ("empact:plan/1\nid: x\n", '1:7 A space is missing after the ":" of "empact:plan/1".', "key: value"),
    ("a: *it* is\n", 'OAP002 1:4 The text "*it* is" starts with "*", which has a special meaning in YAML.', QUOTE),
    ("a: * x\n", '1:4 The text "* x" starts with "*"', QUOTE),
    (
        "a: *it is\n",
        'OAP007 1:4 The YAML alias "*it" is not supported.',
        'If "*" is part of a text, put the text in quotes.',
    ),
    (
        "a: &x y\n",
        'OAP007 1:4 The YAML anchor "&x" is not supported.',
        'If "&" is part of a text, put the text in quotes.',
    ),
    ("a: & y\n", '1:4 The text "& y" starts with "&"', QUOTE),
    ("a: [x] y\n", 'OAP002 1:4 The text "[x] y" starts with "[", so it is read as a list.', QUOTE),
    (
        "a: [x\nb: c\n",
        '1:4 The "[" before "x" is not closed before the next ":", or a comma is missing.',
        QUOTE,
    ),
    ("a: [x\n", '1:4 The "[" before "x" is never closed.', QUOTE),
    (
        "{\n  a: b\n  c: d\n}\n",
        '1:1 The "{" is not closed before the next ":", or a comma is missing.',
        "comma",
    ),
    ("a: [b c\n", '1:4 The "[" before "b c" is never closed.', "Close it."),
    ("[a] b\n", '1:1 The text "[a] b" starts with "[", so it is read as a list.', QUOTE),
    (
        'a: "b": c\n',
        '1:7 The text continues with ": c" after its closing quote.',
        'Write ">-" and then the complete text',
    ),
    ('"a"b: c\n', '1:4 The key continues with "b: c" after its closing quote.', QUOTE),
    ("a: [b]: c\n", '1:4 The text "[b]: c" starts with "[", so it is read as a list.', QUOTE),
    ("a: {\n", '1:4 The "{" is never closed.', QUOTE),
    ("a: [b]]\n", '1:4 The text "[b]]" starts with "["', QUOTE),
    (
        'a: "x" y\n',
        '1:8 The text continues with "y" after its closing quote.',
        'Write ">-" and then the complete text, with its quotes',
    ),
    (
        "a: 'it's'\n",
        '1:8 The text continues with "s\'" after its closing quote.',
        'Write ">-" and then the complete text',
    ),
    (
        'a: "x\nb: "y"\n',
        '2:5 The text continues with "y"" after its closing quote.',
        'Close the quote of "x b:", which opens on line 1, at the end',
    ),
    ('a: "x\n', '1:4 The quote before "x" is never closed.', "Close it"),
    ('a: "\\d"\n', '1:5 The text in double quotes contains "\\d", which is not a valid escape.', "single quotes"),
    ('a: "\\ud800"\n', '1:5 The text in double quotes contains "\\ud800"', "single quotes"),
    ('a: "\\Uffffffff"\n', '1:5 The text in double quotes contains "\\Uffffffff"', "single quotes"),
    ("a: %x\n", '1:4 The text "%x" starts with "%"', QUOTE),
    ("a: @x\n", '1:4 The text "@x" starts with "@"', QUOTE),
    ("a: `x`\n", '1:4 The text "`x`" starts with "`"', QUOTE),
    ("a: > 5\n", '1:4 The text "> 5" starts with ">"', QUOTE),
    ("a: | x\n", '1:4 The text "| x" starts with "|"', QUOTE),
    ("a: ? x\n", '1:4 The text "? x" starts with "?"', QUOTE),
    ("a: , x\n", '1:4 The text ", x" starts with ","', QUOTE),
    ("a: - x\n", '1:4 The text "- x" starts with "-", so it is read as a list.', "Start a list on its own line."),
    ("a: {text: HU, AT}\n", 'OAP002 1:15 The key "AT" has no value.', 'as in {text: "HU, AT"}'),
    ("a: {text:HU}\n", '1:5 The key "text:HU" has no value.', 'Put a space after ":"'),
    (
        "a: [HU, AT (if: x)]\n",
        'OAP002 1:9 The list item "AT (if: x)" contains ": ", so it is read as a mapping.',
        "in quotes",
    ),
    ("a: {b: c: d}\n", '1:9 A text after "{" contains ": ", so it is read as a key.', "in quotes"),
    ("a: [b, , c]\n", '1:8 Expected a value before ",".', "Write the value"),
    (
        'a: {b: "c" d}\n',
        '1:12 The text continues with "d}" after its closing quote.',
        'Write ">-" and then the complete text',
    ),
    ("a: x # y\n", 'OAP008 1:6 The unquoted text "x" is cut off by a comment.', "or move the comment to its own line"),
    ("- x # y\n", 'OAP008 1:5 The unquoted text "x" is cut off by a comment.', "quotes"),
    ("a: x\n  y  # z\n", 'OAP008 2:6 The unquoted text "x y" is cut off by a comment.', "quotes"),
    ("a: x # y\n  z\n", 'OAP008 1:6 The unquoted text "x" is cut off by a comment.', "quotes"),
    ("a: # y\nb: 1\n", "OAP008 1:4 Expected a value, found a comment.", "quotes"),
    ("? k # y\n: 1\n", 'OAP008 1:5 The unquoted key "k" is cut off by a comment.', "quotes"),
    ("k # c: v\n", 'OAP008 1:3 The unquoted text "k" is cut off by a comment.', "quotes"),
    (
        "a: 1\nb: 2\na: 3\n",
        'OAP005 3:1 The key "a" is used twice in one mapping, first on line 1.',
        "Remove or rename one of them.",
    ),
    ("? [a]\n: b\n", "OAP007 1:3 A list or a mapping is used as a key.", "A key is a text"),
    ("? \n: b\n", 'OAP002 1:2 Expected a key before ":".', "Write the key"),
    (
        "a: !!python/name:os.system\n",
        'OAP007 1:4 The YAML tag "!!python/name:os.system" is not supported.',
        "Remove it",
    ),
    (
        "a: !x y\n",
        'OAP007 1:4 The YAML tag "!x" is not supported.',
        'If "!" is part of a text, put the text in quotes.',
    ),
    ("a: !x!y z\n", 'OAP002 1:4 The text "!x!y z" starts with "!"', QUOTE),
    ("a: x\n---\nb: y\n", 'OAP004 2:1 A second document starts with "---".', "Write one plan per file"),
    ("a: x\n...\nb: y\n", '3:1 The line "b: y" is after the end of the document.', "Write one plan per file"),
    ("%x\n", '1:1 The line "%x" is read as an unknown YAML directive.', "Remove it"),
    ("a:\n\tb: 1\n", "OAP002 2:1 The line is indented with a tab.", "Indent with spaces only."),
    ("a: x\n\ty\n", "2:1 The line is indented with a tab.", "spaces"),
    ("a: |\n\tb\n", "2:1 The line is indented with a tab.", "spaces"),
    (
        "a:\n  b: 1\n c: 2\n",
        '3:2 The line "c: 2" is indented by 1 space, which matches no line above it.',
        "same number",
    ),
    ("a: x\n- b\n", '2:1 Expected a key, found the line "- b".', "indent it more than the key"),
    ("- a\nc: 1\n", '2:1 Expected the next list item, but the line "c: 1" does not start with "- ".', "Start it"),
    ("a: |-\n  x\n y\n", '3:2 The line "y" is indented less than the text it continues.', 'after "|"'),
    ("a: x\nb\n", '2:1 The line "b" has no ": " after its key.', "If the line continues a text"),
    (": x\n", '1:1 Expected a key, found ":".', "Remove it"),
    ("a\x07: b\n", "OAP002 1:2 The file contains the control character U+0007.", "Remove it"),
    ("a: x\ufeff\n", "OAP002 1:5 The file contains the control character U+FEFF.", "Remove it"),
    ("# only a comment\n", "OAP003 1:1 The file contains no data.", "empact: plan/1"),
    ("---\n", "OAP003 1:1 The file contains no data.", "empact: plan/1"),
    ("---\n---\na: x\n", 'OAP004 2:1 A second document starts with "---".', "Write one plan per file"),
]


@pytest.mark.usefixtures("parser")
class TestTraps:
    @pytest.mark.parametrize(("text", "message", "hint"), TRAPS)
    def test_a_trap_is_told_once_with_its_place_and_its_cure(self, text: str, message: str, hint: str) -> None:
        _, told = tell(text)
        assert len(told) == 1
        said, _, cure = told[0].partition(" -> ")
        assert message in said
        assert hint in cure
        assert said.endswith(".")

    def test_all_that_breaks_no_syntax_is_told_in_one_pass(self) -> None:
        document, told = tell("a: x # y\nb: {c, d: 1}\na: &z 2\ne: [f: g]\nh: 1\n")
        assert [line[:10] for line in told] == ["OAP008 1:6", "OAP002 2:5", "OAP005 3:1", "OAP007 3:4", "OAP002 4:5"]
        assert document is not None
        assert document.tree["a"] == "x"
        assert document.tree["h"] == "1"

    def test_of_two_equal_keys_the_first_stays_and_what_is_wrong_in_the_second_is_told(self) -> None:
        document, told = tell("k: {a: 1}\nl: [{x: {a: 1,\n a: 2}}]\nk: {a: !x 3, a: 4}\n")
        assert document is not None
        assert document.tree == {"k": {"a": "1"}, "l": [{"x": {"a": "1"}}]}
        assert [line.split(" ->")[0] for line in told] == [
            'OAP005 3:2 The key "a" is used twice in one mapping, first on line 2.',
            'OAP005 4:1 The key "k" is used twice in one mapping, first on line 1.',
            'OAP007 4:8 The YAML tag "!x" is not supported.',
            'OAP005 4:14 The key "a" is used twice in one mapping.',
        ]

    def test_the_line_of_the_first_key_is_told_whatever_else_is_wrong(self) -> None:
        _, told = tell("? [a, {b: c}]\n: {d: e}\n? *x\n: 1\na: 1\na: 2\nb: [")
        assert [line.split(" ->")[0] for line in told] == [
            "OAP007 1:3 A list or a mapping is used as a key.",
            'OAP007 3:3 The YAML alias "*x" is not supported.',
            'OAP005 6:1 The key "a" is used twice in one mapping, first on line 5.',
            'OAP002 7:4 The "[" is never closed.',
        ]

    def test_a_bomb_of_aliases_is_refused_and_never_expanded(self) -> None:
        bomb = "a: &a [x, x]\n" + "".join(
            f"{k}: &{k} [{', '.join([f'*{j}'] * 9)}]\n" for j, k in zip("abcdefg", "bcdefgh", strict=True)
        )
        _, told = tell(bomb)
        assert {line[:6] for line in told} == {"OAP007"}

    def test_reading_stops_after_too_many_problems(self) -> None:
        document, told = tell("- *a\n" * 100_000, max_problems=100)
        assert document is None
        assert len(told) == 101
        assert told[-1].startswith("OAP006")

    @pytest.mark.parametrize("line", ["[" * 5_000, "{a: " * 5_000, "- " * 5_000, "? " * 5_000])
    def test_deep_nesting_is_refused(self, line: str) -> None:
        document, told = tell(line)
        assert document is None
        assert told[-1].startswith("OAP006 1:")

    def test_nesting_is_refused_where_it_crosses_the_bound(self) -> None:
        text = "".join("  " * depth + "a:\n" for depth in range(5_000))
        assert tell(text)[1][0].startswith("OAP006 65:129 The values are nested deeper than 64 levels.")
        assert tell("a: [[x]]\n", max_depth=3)[1] == []
        assert tell("a: [[x]]\n", max_depth=2)[1][0].startswith("OAP006 1:5")


def test_a_long_run_of_brackets_is_refused_though_libyaml_looks_ahead() -> None:
    assert tell("[" * 100_000)[1][0].startswith("OAP006 1:")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "OAP003 1:1"),
        (b" \n\t\n", "OAP003 1:1"),
        (b"a: x\nb: \xff\n", "OAP001 2:4 The byte 0xFF is not UTF-8 text."),
        (b"\xef\xbb\xbfa: x\nb: \xff\n", "OAP001 2:4 The byte 0xFF is not UTF-8 text."),
        (b"a: \0\n", "OAP001 1:4 The file contains a NUL character."),
        ("a: x".encode("utf-16"), "OAP001 1:1 The file is UTF-16 text, not UTF-8."),
    ],
)
def test_a_file_that_is_no_text_is_refused(data: bytes, message: str) -> None:
    _, told = tell(data)
    assert len(told) == 1
    assert told[0].startswith(message)


def answers(data: bytes) -> None:
    """Reading ends with a document or is Unreadable, never with another exception; every place lies in the text."""
    document, told = tell(data)
    assert document is not None or told
    if document is not None:
        assert document.place("") is not None


SNIPPETS = st.lists(st.sampled_from([*"ab\"'#&*!|>%@`-?:,[]{} \n\t\\", ": ", " #", "\n  ", "- ", "---\n"]), max_size=40)


@pytest.mark.usefixtures("parser")
class TestWhateverTheFileHolds:
    @given(st.binary(max_size=200))
    def test_any_bytes_are_read_or_refused(self, data: bytes) -> None:
        answers(data)

    @given(SNIPPETS.map("".join))
    def test_any_run_of_indicators_is_read_or_refused(self, text: str) -> None:
        answers(text.encode())

    @given(st.integers(0, len(GOOD)))
    def test_a_cut_file_is_read_or_refused(self, end: int) -> None:
        answers(GOOD[:end].encode())

    @given(st.integers(0, len(GOOD)), st.integers(0, len(GOOD)), SNIPPETS.map("".join))
    def test_a_spliced_file_is_read_or_refused(self, begin: int, end: int, between: str) -> None:
        answers((GOOD[:begin] + between + GOOD[end:]).encode())

    @given(SNIPPETS.map("".join))
    def test_what_is_read_is_what_the_loader_of_the_library_reads(self, text: str) -> None:
        document, told = tell(text)
        if document is not None and not told:
            loader: Any = events.make_parser
            assert _none_as_text(document.tree) == yaml.load(text, Loader=loader)

    @given(SNIPPETS.map("".join))
    def test_every_value_that_is_read_has_a_place(self, text: str) -> None:
        document, told = tell(text)
        if document is not None and not told:
            for pointer in _pointers(document.tree, ""):
                assert document.place(pointer) is not None


def ends_by_definition(text: str) -> set[int]:
    """Return where the blanks before each "#" begin, unless they begin a line or there are none."""
    ends = set[int]()
    for sign, character in enumerate(text):
        end = len(text[:sign].rstrip(" \t"))
        if character == "#" and 0 < end < sign and text[end - 1] not in "\r\n":
            ends.add(end)
    return ends


@given(st.text(alphabet="a# \t\r\n\x85\u2028\xa0", max_size=60))
def test_ends_before_comments__are_those_of_the_definition(text: str) -> None:
    assert _ends_before_comments(text) == ends_by_definition(text)


class Watched(str):
    """A text that counts how often Python code looks into it."""

    __slots__ = ("looks",)
    looks: int

    def __new__(cls, text: str) -> Self:
        watched = super().__new__(cls, text)
        watched.looks = 0
        return watched

    def __getitem__(self, key: Any) -> str:
        self.looks += 1
        return super().__getitem__(key)

    def find(self, *arguments: Any) -> int:
        self.looks += 1
        return super().find(*arguments)


@pytest.mark.parametrize("comment", ["#" * 10_000, "# " * 10_000, "#" + " " * 10_000])
def test_ends_before_comments__does_not_loop_in_python_over_a_comment(comment: str) -> None:
    text = Watched(f"x {comment}\n")
    assert 1 in _ends_before_comments(text)
    assert text.looks == 0


def test_both_parsers_tell_the_same_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    with_libyaml = [[line.split(" ")[:2] for line in tell(text)[1]] for text, _, _ in TRAPS]
    monkeypatch.setattr(events, "make_parser", events.PureParser)
    assert with_libyaml == [[line.split(" ")[:2] for line in tell(text)[1]] for text, _, _ in TRAPS]


def _none_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _none_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_none_as_text(item) for item in value]
    return "" if value is None else value


def _pointers(value: Any, pointer: str) -> list[str]:
    found = [pointer]
    if isinstance(value, dict):
        for key, item in value.items():
            found += _pointers(item, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            found += _pointers(item, f"{pointer}/{number}")
    return found
