"""Leaves out of the HTML what makes pages longer and says nothing.

- A span around each word of code only kept Sphinx's own theme from hyphenating it.
- A link from each ``str`` and ``None`` of a signature to python.org hides the links to the classes of empact.
- The sidebar has the pages beside the one that is read, and not those of every other chapter.
- The index has words, classes and functions; the search also finds the attributes of classes.
"""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING, Any

from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_BUILT_IN = {"None", "True", "False", *(name for name, value in vars(builtins).items() if isinstance(value, type))}

_MEMBER = re.compile(r" \([\w.]+ (attribute|property|(class |static )?method)\)$")
"""The end of an entry of the index for a member of a class."""


class ShortTranslator(HTML5Translator):
    """Writes code without spans around its words."""

    def visit_desc_parameterlist(self, node: Any) -> None:
        """Open a list of parameters: one on lines of its own is a ``dl`` of ``dd`` alone, which defines nothing."""
        super().visit_desc_parameterlist(node)
        if self.multi_line_parameter_list:
            self.body[-1] = self.body[-1].replace("<dl", '<dl role="presentation"', 1)

    def visit_Text(self, node: Any) -> None:  # noqa: N802 - the name that docutils calls
        """Write a text."""
        if self.protect_literal_text:
            self.body.append(self.encode(node.astext()))
        else:
            super().visit_Text(node)


def unlinked_built_in(_app: Sphinx, _env: Any, node: Any, text: Any) -> Any:
    """Return the name of a built-in type without a link; None for every other name."""
    return text if node.get("refdomain") == "py" and node.get("reftarget") in _BUILT_IN else None


def near_sidebar(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    """Make the table of contents of a page, before the theme asks for it, show only what is near."""
    if toctree := context.get("toctree"):
        context["toctree"] = lambda **options: toctree(**{**options, "collapse": True})


def drop_members(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Leave the members of classes out of the index."""
    for page, entries in env.domains["index"].data["entries"].items():
        env.domains["index"].data["entries"][page] = [entry for entry in entries if not _MEMBER.search(entry[1])]
    return []


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.set_translator("html", ShortTranslator)
    app.connect("missing-reference", unlinked_built_in, priority=100)  # before intersphinx
    app.connect("html-page-context", near_sidebar, priority=100)  # before the theme
    app.connect("env-updated", drop_members)
    return {"parallel_read_safe": True}
