"""Numbers about the structure that may only fall."""

from __future__ import annotations

from tests.support.imports import parse_module
from tests.support.numbers import NUMBERS, differences, numbers, parse_numbers, with_numbers

TEXT = '''"""A docstring
of two lines."""

from a import b  # a comment

# another comment
TEXT = """a text

# of three lines"""


class C:
    x: int = 1
    """What it is."""

    def _once(self):
        return _twice(_twice(f"""{TEXT}
"""))

    def public(self):
        return self._once()


def _twice(x): return x
def _never(): ...
'''


def test_numbers__are_those_of_the_file() -> None:
    wrong = differences(parse_numbers(NUMBERS.read_text(encoding="utf-8")), numbers())
    assert not wrong, "\n".join(wrong)


def test_lines_of_code__are_without_comments_blank_lines_and_docstrings() -> None:
    assert parse_module("empact.planted", TEXT, "planted.py").code_lines == 13  # 1 + 3, then 2 + 3 + 2, then 2


def test_private_functions__are_used_once_if_their_name_stands_once_besides_the_definition() -> None:
    module = parse_module("empact.planted", TEXT, "planted.py")
    assert module.functions == 4
    assert module.used_once == ("_once",)


def test_a_number__that_differs_from_its_row_is_reported_with_what_to_do() -> None:
    lower, higher, new = differences({"a": 3, "b": 3, "c": 3}, {"a": 2, "b": 4, "c": 3, "d": 0})
    assert lower == "a: 3 in numbers.txt, 2 in src: run 'python -m tests.support.numbers --write'"
    assert higher == "b: 3 in numbers.txt, 4 in src: write the row by hand and say why"
    assert new == "d: not in the file in numbers.txt, 0 in src: write the row by hand and say why"


def test_a_row__is_written_if_it_falls_and_only_on_request_if_it_rises() -> None:
    text = "# a: what it counts\na: 3\nb: 3\n"
    assert with_numbers(text, {"a": 2, "b": 4}) == "# a: what it counts\na: 2\nb: 3\n"
    assert with_numbers(text, {"a": 2, "b": 4}, rises=True) == "# a: what it counts\na: 2\nb: 4\n"
