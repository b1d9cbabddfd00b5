"""What the site has beside its pages: ``404.html``, and ``llms.txt``, the list of all pages for language models.

``llms.txt`` is as https://llmstxt.org describes it: a title, what the project is, and the pages, each with its first
sentence. Links are relative, or below ``html_baseurl``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SUMMARY = (
    "empact makes the Operational Action Plans of the EU policy cycle (EMPACT) typed data: load, check and export."
)
_OFFERED = ("index", "five-minutes", "installation", "howto/index", "reference/command-line", "glossary")
"""The pages that a reader is offered who has come to an address that does not exist."""
_SENTENCE = re.compile(r"(?<=[\w)`\"'\u2019\u201d][.?!])\s")
_FEWEST = 3
"""The fewest words of a sentence; what has fewer is a label, such as "Decided."."""
_KEY = "first sentence"


def first_sentence(doctree: Any) -> str:
    """Return the first sentence of a page outside its lists and tables; empty if it has none."""
    for paragraph in doctree.findall(lambda node: node.tagname == "paragraph" and node.parent.tagname == "section"):
        for sentence in _SENTENCE.split(paragraph.astext().strip()):
            if len(words := sentence.split()) >= _FEWEST:
                return " ".join(words)
    return ""


def keep_sentence(app: Sphinx, doctree: Any) -> None:
    """Keep the first sentence of a page that is read."""
    app.env.metadata[app.env.current_document.docname][_KEY] = first_sentence(doctree)


def llms_text(env: BuildEnvironment, root: str) -> str:
    """Return the text of ``llms.txt``, with a section for each entry of the table of contents of the home page."""
    return "\n".join((f"# {env.config.project}", "", f"> {metadata('empact')['Summary']}", *_sections(env, root), ""))


def _sections(env: BuildEnvironment, root: str) -> Iterator[str]:
    home = str(env.config.root_doc)
    alone = [page for page in (home, *env.toctree_includes[home]) if not env.toctree_includes.get(page) or page == home]
    yield from ("", "## Start", "", *(_line(env, root, page) for page in alone))
    for page in env.toctree_includes[home]:
        if page not in alone:
            yield from ("", f"## {env.titles[page].astext()}", "")
            yield from (_line(env, root, each) for each in _below(env, page))


def _below(env: BuildEnvironment, page: str) -> Iterator[str]:
    yield page
    for each in env.toctree_includes.get(page, ()):
        yield from _below(env, each)


def _line(env: BuildEnvironment, root: str, page: str) -> str:
    sentence = env.metadata[page].get(_KEY, "")
    return f"- [{env.titles[page].astext()}]({root}{page}.html)" + (f": {sentence}" if sentence else "")


def write_llms(app: Sphinx, error: Exception | None) -> None:
    """Write ``llms.txt`` beside the pages."""
    if error is None and app.builder.format == "html":
        text = llms_text(app.env, app.config.html_baseurl)
        Path(app.outdir, "llms.txt").write_text(text, encoding="utf-8")


def add_not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Add the page for an address that does not exist."""
    root = urlsplit(urljoin(app.config.html_baseurl, ".")).path if app.config.html_baseurl else "/"
    offered = [(page, app.env.titles[page].astext()) for page in _OFFERED]
    yield "404", {"site_root": root, "found_pages": offered}, "404.html"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("doctree-read", keep_sentence)
    app.connect("html-collect-pages", add_not_found)
    app.connect("build-finished", write_llms)
    return {"parallel_read_safe": True}
