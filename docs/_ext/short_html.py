"""Leaves out of the HTML what makes pages longer and says nothing.

A span around each word of code only kept Sphinx's own theme from hyphenating it, and a link from each ``str`` and
``None`` of a signature to python.org hides the links to the classes of empact.
"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_BUILT_IN = {"None", "True", "False", *(name for name, value in vars(builtins).items() if isinstance(value, type))}


class ShortTranslator(HTML5Translator):
    """Writes code without spans around its words."""

    def visit_Text(self, node: Any) -> None:  # noqa: N802 - the name that docutils calls
        """Write a text."""
        if self.protect_literal_text:
            self.body.append(self.encode(node.astext()))
        else:
            super().visit_Text(node)


def unlinked_built_in(_app: Sphinx, _env: Any, node: Any, text: Any) -> Any:
    """Return the name of a built-in type without a link; None for every other name."""
    return text if node.get("refdomain") == "py" and node.get("reftarget") in _BUILT_IN else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.set_translator("html", ShortTranslator)
    app.connect("missing-reference", unlinked_built_in, priority=100)  # before intersphinx
    return {"parallel_read_safe": True}
