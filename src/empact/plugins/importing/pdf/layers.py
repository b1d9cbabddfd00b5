"""The layers of a PDF file (optional content): which of them a program does not show when it opens the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

import attrs
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import literal_name

_IS_OFF: Mapping[str, Callable[[Sequence[bool]], bool]] = {
    "AllOn": any,
    "AnyOff": lambda states: not any(states),
    "AllOff": lambda states: not all(states),
}
"""Whether what is on several layers is not seen, by the policy of a rule and which of them are off; AnyOn is usual."""


@attrs.frozen
class Layers:
    """The layers of a file."""

    off: frozenset[int] = frozenset()
    """The numbers of the objects of those that are not shown."""

    def is_off(self, layer: Any) -> bool:
        """Whether nothing is seen of what is on a layer, or on one of several.

        Args:
            layer: What says the layer: the layer itself, or a rule about several.
        """
        if isinstance(layer, PDFObjRef) and layer.objid in self.off:
            return True
        rule = keys_of(layer)
        if _name(rule.get("Type")) != "OCMD":
            return False
        states = [number in self.off for number in _numbers(rule.get("OCGs"))]
        return bool(states) and _IS_OFF.get(_name(rule.get("P")), all)(states)


def layers_of(catalog: Any) -> Layers:
    """Return the layers of a file with a catalog, as the file says that they are shown at first."""
    properties = keys_of(catalog.get("OCProperties"))
    at_first = keys_of(properties.get("D"))
    off = set(_numbers(properties.get("OCGs"))) if _name(at_first.get("BaseState")) == "OFF" else set[int]()
    off.difference_update(_numbers(at_first.get("ON")))
    off.update(_numbers(at_first.get("OFF")))
    return Layers(frozenset(off))


def keys_of(value: object) -> dict[str, Any]:
    """Return the keys and values of an object of a file; none if it has no keys."""
    found = resolve1(value)
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _numbers(layers: Any) -> Iterator[int]:
    """Yield the numbers of the objects of layers: of one, or of a list."""
    if isinstance(layers, PDFObjRef) and not isinstance(resolve1(layers), list):
        yield layers.objid
        return
    found = resolve1(layers)
    for layer in cast("list[object]", found if isinstance(found, list) else []):
        if isinstance(layer, PDFObjRef):
            yield layer.objid


def _name(value: Any) -> str:
    found = resolve1(value)
    return str(literal_name(found)) if found is not None else ""
