"""An immutable mapping, which can be hashed, pickled and used in frozen classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from empact.reprs import call_repr, format_whole

K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


class FrozenMap(Mapping[K, V_co]):
    """An immutable mapping that keeps its order; the order does not matter for equality."""

    __slots__ = ("_data", "_hash")
    _data: dict[K, V_co]
    _hash: int | None

    def __init__(self, items: Mapping[K, V_co] | Iterable[tuple[K, V_co]] = ()) -> None:
        object.__setattr__(self, "_data", dict(items))
        object.__setattr__(self, "_hash", None)

    def __setattr__(self, name: str, value: object) -> None:
        message = f"a {type(self).__name__} cannot be changed"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        self.__setattr__(name, None)

    def __getitem__(self, key: K) -> V_co:
        return self._data[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, FrozenMap):
            return self._data == cast("FrozenMap[K, V_co]", other)._data
        return super().__eq__(other)

    def __hash__(self) -> int:
        known = self._hash
        if known is None:
            known = hash(frozenset(self._data.items()))
            object.__setattr__(self, "_hash", known)
        return known

    def __reduce__(self) -> tuple[type[FrozenMap[K, V_co]], tuple[dict[K, V_co]]]:
        return type(self), (dict(self._data),)

    def __repr__(self) -> str:
        parts: list[str] = []
        whole = True
        for key, value in self._data.items():
            (name, is_key), (text, is_value) = format_whole(key), format_whole(value)
            parts.append(f"{name}: {text}")
            whole = whole and is_key and is_value
        return call_repr(self, parts, "{}", whole=whole)


def thaw(tree: object) -> Any:
    """Return a tree of mappings and tuples as dicts and lists."""
    if isinstance(tree, Mapping):
        branches = cast("Mapping[str, object]", tree)
        return {key: thaw(value) for key, value in branches.items()}
    if isinstance(tree, (list, tuple)):
        return [thaw(value) for value in cast("Iterable[object]", tree)]
    return tree
