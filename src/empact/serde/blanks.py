"""What a form leaves empty: a place without a value is silence, and is left out before the form is structured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from empact.diagnostics import Place, Pointer
from empact.grammar.answers import says_nothing
from empact.syntax.raw import RawDocument, is_list, is_mapping
from empact.values import value

_ABOUT: Mapping[str, frozenset[str]] = {
    "figures": frozenset({"kpi", "measure", "scope", "unit"}),
    "settles": frozenset({"checkpoint", "action", "kpi", "cites"}),
    "breakdowns": frozenset({"by", "kind"}),
    "sums": frozenset({"measure", "unit"}),
}
"""The keys of an item that say what it is about, by the key of the list. An item with no other key states nothing."""
_ANSWERS = ("value", "reached")
"""The places of a figure in which words can say that there is nothing to report."""


def filled_in(document: RawDocument) -> RawDocument:
    """Return a document without its empty places; where a figure has words for "nothing to report", with ``nothing``.

    The places of its values are still those in the file.
    """
    left = _Left()
    tree = left.of_mapping(document.tree, Pointer()) if is_mapping(document.tree) else document.tree
    if not left.lists and not left.answers and tree == document.tree:
        return document
    return attrs.evolve(
        document,
        tree=tree,
        place=_Moved(document.place, left),
        key_place=_Moved(document.key_place, left),
        words_place=_Moved(document.words_place, left),
    )


@value
class _Left:
    """What is left of a tree without its empty places, with the way back to the file."""

    lists: dict[str, tuple[int, ...]] = attrs.field(factory=dict[str, tuple[int, ...]])
    """The indexes in the file of the items that are left, by the pointer of a list that has lost some."""
    answers: dict[str, str] = attrs.field(factory=dict[str, str])
    """The key in the file of an answer that is ``nothing``, by its pointer."""

    def of_mapping(self, raw: dict[str, Any], pointer: Pointer) -> dict[str, Any]:
        """Return a mapping without the keys whose places are empty. The data of plugins are left as they are."""
        done: dict[str, Any] = {}
        for key, item in raw.items():
            inner = item if key == "extensions" else self._of(item, pointer / key, key)
            if inner is not None:
                done[key] = inner
        return done

    def _of(self, raw: Any, pointer: Pointer, key: str) -> Any:
        """Return what a place states; None if it is empty. A list or a mapping that has nothing stays as it is."""
        if isinstance(raw, str):
            return raw if raw.strip() else None
        if is_list(raw):
            return self._of_list(raw, pointer, key)
        return self.of_mapping(raw, pointer) if is_mapping(raw) else raw

    def _of_list(self, raw: list[Any], pointer: Pointer, key: str) -> list[Any]:
        about, done, kept = _ABOUT.get(key, frozenset[str]()), list[Any](), list[int]()
        for index, item in enumerate(raw):
            at, before = pointer / len(done), (len(self.lists), len(self.answers))
            inner = self._of(item, at, "")
            if is_mapping(inner) and key == "figures":
                inner = self._answered(inner, at)
            if inner is None or (is_mapping(inner) and not _states(inner, about)):
                while len(self.lists) > before[0]:  # the next item takes the place of this one
                    self.lists.popitem()
                while len(self.answers) > before[1]:
                    self.answers.popitem()
                continue
            done.append(inner)
            kept.append(index)
        if len(kept) < len(raw):
            self.lists[pointer] = tuple(kept)
        return done

    def _answered(self, figure: dict[str, Any], pointer: Pointer) -> dict[str, Any]:
        """Return a figure with ``nothing`` in place of words that say so."""
        for key in _ANSWERS:
            words = figure.get(key)
            if isinstance(words, str) and says_nothing(words):
                self.answers[pointer / "nothing"] = key
                return {"nothing" if name == key else name: True if name == key else figure[name] for name in figure}
        return figure

    def in_file(self, pointer: str) -> str:
        """Return the pointer in the file of a value that is left."""
        left = written = ""
        for token in pointer.split("/")[1:]:
            kept = self.lists.get(left, ())
            left = f"{left}/{token}"
            moved = token.isdecimal() and int(token) < len(kept)
            written = f"{written}/{kept[int(token)] if moved else self.answers.get(left, token)}"
        return written


def _states(item: dict[str, Any], about: frozenset[str]) -> bool:
    """Whether an item of a form states anything: ``nothing: false``, and a list or mapping without items, does not."""
    return any(
        key not in about and inner is not False and inner not in ([], {}, "false") for key, inner in item.items()
    )


@value
class _Moved:
    """A look-up of places in a file, by the pointers of what is left of its tree."""

    find: Callable[..., Place | None]
    """The look-up of the reader."""
    left: _Left
    """What is left."""

    def __call__(self, pointer: str, *words: str) -> Place | None:
        return self.find(self.left.in_file(pointer), *words)
