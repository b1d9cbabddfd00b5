"""The decorators of values: what they add to ``attrs.frozen``, and what a class may define itself."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from empact.model import FrozenMap
from empact.model.typed import checked_value, types_checked
from empact.reprs import short_repr
from empact.values import value

decorators = pytest.mark.parametrize("decorator", [value, checked_value])


def body_class() -> type:
    """Return a new class: a decorator changes the class that it takes."""

    class Body:
        code: str = ""
        parts: tuple[int, ...] = ()

    return Body


class Named:
    code: str = ""

    def __repr__(self) -> str:
        return self.code


@decorators
def test_value__is_frozen_equal_by_its_fields_and_has_slots(decorator: Any) -> None:
    cls = decorator(body_class())
    body = cls("a", (1,))
    assert body == cls("a", parts=(1,))
    assert hash(body) == hash(cls("a", (1,)))
    assert body != cls("a", (2,))
    assert not hasattr(body, "__dict__")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        body.code = "b"
    assert attrs.evolve(body, code="b") == cls("b", (1,))


@decorators
def test_value__has_keyword_arguments_only_where_it_says_so(decorator: Any) -> None:
    cls = decorator(kw_only=True)(body_class())
    assert cls(code="a").code == "a"
    with pytest.raises(TypeError, match="positional"):
        cls("a")


@decorators
def test_value__has_a_short_representation_unless_it_defines_one(decorator: Any) -> None:
    body, named = decorator(body_class()), decorator(Named)
    assert repr(body("a")) == "Body(code='a')"
    assert repr(body()) == "Body()"
    assert body.__repr__ is short_repr
    assert repr(named("a")) == "a"
    heir = decorator(type("Heir", (named,), {}))
    assert repr(heir("a")) == "Heir(code='a')"  # as attrs does: it is given what it does not define itself


@decorators
def test_value__takes_no_other_argument(decorator: Any) -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'eq'"):
        decorator(eq=False)


def test_checked_value__checks_types_before_the_class_does() -> None:
    seen: list[object] = []

    class Count:
        number: int

        def __attrs_post_init__(self) -> None:
            seen.append(self.number)

    cls: Any = checked_value(kw_only=True)(Count)
    cls(number=1)
    wrong = FrozenMap[str, str]()
    with pytest.raises(TypeError, match=r"^Count\.number must be a whole number, not a FrozenMap"):
        cls(number=wrong)
    with types_checked():
        cls(number=wrong)
    assert seen == [1, wrong]


def test_value__checks_no_type() -> None:
    cls: Any = value(body_class())
    assert cls(1).code == 1


@decorators
def test_value__compares_the_fields_that_count_and_the_class(decorator: Any) -> None:
    class Body:
        code: str
        source: str = attrs.field(default="", eq=False)

    cls, other = decorator(Body), decorator(body_class())
    assert cls("a", "file") == cls("a", "folder")
    assert hash(cls("a", "file")) == hash(cls("a", "folder"))
    assert cls("a") != cls("b")
    assert cls("a") != other("a")
    assert cls("a") != "a"
    assert (cls("a") == 1) is False


@decorators
def test_value__of_a_subclass_compares_its_own_fields_too(decorator: Any) -> None:
    base: Any = decorator(body_class())
    assert base("a") == base("a")

    longer = decorator(type("Longer", (base,), {"__annotations__": {"note": "str"}, "note": ""}))
    assert longer("a", note="b") == longer("a", note="b")
    assert longer("a", note="b") != longer("a", note="c")
    assert longer("a") != base("a")
    assert base("a") != longer("a")
    assert len({longer("a", note="b"), longer("a", note="b"), longer("a", note="c"), base("a")}) == 3


@decorators
def test_value__without_fields_equals_another_one(decorator: Any) -> None:
    class Empty:
        pass

    cls = decorator(Empty)
    assert cls() == cls()
    assert hash(cls()) == hash(cls())


@decorators
def test_value__keeps_its_own_comparison_and_its_own_hash(decorator: Any) -> None:
    class Loose:
        code: str = ""

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and self.code.lower() == other.code.lower()

        def __hash__(self) -> int:
            return 1

    class Numbered:
        code: str = ""

        def __hash__(self) -> int:
            return 2

    loose, numbered = decorator(Loose), decorator(Numbered)
    assert loose("A") == loose("a")
    assert hash(loose("A")) == 1
    assert numbered("a") == numbered("a")
    assert numbered("a") != numbered("b")
    assert hash(numbered("a")) == 2


def test_value__without_a_hash_of_a_field_has_none() -> None:
    cls: Any = value(body_class())
    with pytest.raises(TypeError, match="unhashable"):
        hash(cls("a", [1]))


def test_value__refuses_a_field_that_is_compared_with_a_function() -> None:
    class Body:
        code: str = attrs.field(default="", eq=str.lower)

    cls: Any = value(Body)
    with pytest.raises(TypeError, match="Body: a field of a value is compared as it is"):
        _ = cls() == cls()
