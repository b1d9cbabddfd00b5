"""Shows the documents that the commands of the page about the Driver's year write.

Before each HTML build, the page is followed in a new exercise folder. The documents that it embeds become files of the
site, and the folder itself is an archive to download. This directive embeds a document, under its title::

    ```{shown-document} progress.html
    Progress on 31 December 2031
    ```
"""

from __future__ import annotations

import re
import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docs._scripts.exercise import NAME, PAGE, follow, write_archive
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FILES = Path("_build") / "shown"
"""The folder whose content is copied into the site, from the folder of the pages."""
_SHOWN = re.compile(r"^```\{shown-document\} (\S+)$", re.MULTILINE)
_FRAME = """<figure class="shown-document">
<iframe src="{address}" title="{title}" loading="lazy"></iframe>
<figcaption>{title} · <a href="{address}">Open the document alone</a></figcaption>
</figure>"""


class ShownDocument(SphinxDirective):
    """Embeds a document by the name of its file; the content is its title."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the frame with a link to the document."""
        up = "../" * self.env.docname.count("/")
        frame = _FRAME.format(address=f"{up}documents/{self.arguments[0]}", title=escape(" ".join(self.content)))
        return [nodes.raw("", frame, format="html")]


def write_files(app: Sphinx) -> None:
    """Write the archive, and the documents that the page embeds."""
    archive = PAGE.parent / f"{NAME}.zip"
    write_archive(archive)
    if app.builder.format != "html":
        return
    documents = app.srcdir / _FILES / "documents"
    shutil.rmtree(documents, ignore_errors=True)
    documents.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        exercise = follow(archive, Path(temporary))
        for name in _SHOWN.findall(PAGE.read_text(encoding="utf-8")):
            shutil.copy(exercise / name, documents)


def add_folders(app: Sphinx, config: Any) -> None:
    """Let Sphinx copy the documents and the style sheet into the site."""
    (app.srcdir / _FILES).mkdir(parents=True, exist_ok=True)
    config.html_extra_path = [*config.html_extra_path, _FILES.as_posix()]
    config.html_static_path = [*{"_static": None, **dict.fromkeys(config.html_static_path)}]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_directive("shown-document", ShownDocument)
    app.add_css_file("shown.css")
    app.connect("config-inited", add_folders, priority=100)  # before Sphinx looks whether the folders are there
    app.connect("builder-inited", write_files)
    return {"parallel_read_safe": True}
