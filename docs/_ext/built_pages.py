"""Checks the pages of a build: none is too long to read, and each link between them leads to a place that exists."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MOST = 150_000
"""The most bytes of a page, without its styles, scripts and pictures."""
_NOT_READ = re.compile(r"<(style|script|svg)\b.*?</\1>", re.DOTALL)
_LINK = re.compile(r"""(?<!<base)\s(?:href|src)=["']([^"']*)["']""")
_ANCHOR = re.compile(r"""\s(?:id|name)=["']([^"']+)["']""")
_ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:|//")
"""The start of a link to another site, a mail or data."""


class Page(NamedTuple):
    """What the checks need of a page."""

    size: int
    links: tuple[str, ...]
    anchors: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Page:
        """Return the page with this HTML."""
        links = (html.unescape(link) for link in dict.fromkeys(_LINK.findall(text)))
        anchors = frozenset(map(html.unescape, _ANCHOR.findall(text)))
        size = len(_NOT_READ.sub("", text).encode())
        return cls(size, tuple(link for link in links if not _ELSEWHERE.match(link)), anchors)


def faults(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the pages of a folder, one sentence for each fault."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = {name: Page.of((folder / name).read_text(encoding="utf-8")) for name in files if name.endswith(".html")}
    for name, page in pages.items():
        if page.size > MOST:
            yield f"{name} has {page.size:,} bytes without styles and scripts, more than {MOST:,}: split it."
        for link in page.links:
            if not _exists(name, link, pages, files):
                yield f"{name} has a link to {link!r}, which does not exist."


def _exists(name: str, link: str, pages: Mapping[str, Page], files: list[str]) -> bool:
    address, _, anchor = link.partition("#")
    path = unquote(address.partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if target in pages:
        return anchor in {"", *pages[target].anchors} or unquote(anchor) in pages[target].anchors
    return target in files


def check(app: Sphinx, error: Exception | None) -> None:
    """Warn of each fault."""
    from sphinx.util import logging

    if error is None and app.builder.format == "html":
        for fault in faults(Path(app.outdir)):
            logging.getLogger(__name__).warning("%s", fault)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("build-finished", check, priority=950)  # after everything is written
    return {"parallel_read_safe": True}
