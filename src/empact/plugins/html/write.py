"""Formats a document as one HTML file, which loads nothing and is complete without its script."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from empact import MissingExtraError
from empact.documents import Document, words_in
from empact.hooks import Artifact, ExportContext, printable
from empact.plugins.html.markup import breakable, cell_markup, items_markup, row_markup, text_markup
from empact.plugins.html.page import make_page, names_of_parties
from empact.plugins.html.views import Page

if TYPE_CHECKING:
    import jinja2


def page_style(page: Page) -> str:
    """Return the rules for a page. They have no text of the document."""
    return "\n".join(_rules(page)) + "\n"


def _rules(page: Page) -> Iterator[str]:
    yield f"@page {{ size: A4 {'landscape' if page.needs_landscape else 'portrait'}; }}"
    for number, section in enumerate(page.sections, 1):
        if section.table is not None and section.table.widths.are_wide and not section.is_records:
            least = section.table.widths.least
            yield f"@media screen and (min-width: 48.01rem) {{ #table-{number} {{ min-width: {least:.1f}em; }} }}"
            for index, share in enumerate(section.table.widths.shares, 1):
                yield f"#table-{number} col:nth-child({index}) {{ width: {share}%; }}"
            if section.table.is_long:
                tracks = " ".join(f"minmax(0, {share}fr)" for share in section.table.widths.shares)
                yield f"#table-{number} tr {{ grid-template-columns: {tracks}; }}"


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file, named after the document.

    The page may only use the style and the script in it, whose digests are in its security policy.

    Raises:
        MissingExtraError: Jinja2 is not installed.
    """
    environment = _environment()
    words = words_in(ctx.language)
    page = make_page(document, words)
    style = _source(environment, "style.css") + page_style(page)
    script = _source(environment, "script.js")
    text = environment.get_template("page.html").render(
        page=page,
        words=words,
        names=names_of_parties(document, ctx.context.contexts, words),
        style=style,
        style_digest=_digest(style),
        script=script,
        script_digest=_digest(script),
    )
    yield Artifact(f"{document.name}.html", f"{text.rstrip()}\n".encode())


@functools.cache
def _environment() -> jinja2.Environment:
    """Return the environment of the templates, in which each value is escaped wherever it is printed."""
    try:
        import jinja2
        import markupsafe
    except ImportError:
        message = "The format 'html' needs Jinja2: run 'pip install \"empact[html]\"'."
        raise MissingExtraError(message) from None

    def harmless(value: object) -> object:
        # Markup is what a macro returns: its values are escaped already, and would be escaped again.
        return printable(value) if isinstance(value, str) and not isinstance(value, markupsafe.Markup) else value

    def safe(markup: Callable[..., str]) -> Callable[..., str]:
        """Return a filter whose result the template does not escape again."""
        return lambda *values: markupsafe.Markup(markup(*values))  # noqa: S704 - each value in it is escaped

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("empact.plugins.html"),
        autoescape=True,
        auto_reload=False,
        undefined=jinja2.StrictUndefined,
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., str]] = {
        "breakable": breakable,
        "text": text_markup,
        "items": items_markup,
        "cell": cell_markup,
        "cells": row_markup,
    }
    for name, markup in filters.items():
        cast("Any", environment).filters[name] = safe(markup)  # the library gives its filters no types
    return environment


@functools.cache
def _source(environment: jinja2.Environment, name: str) -> str:
    """Return the style or the script, with the line ends that a browser makes of any other before it checks them."""
    assert environment.loader is not None  # noqa: S101 - the environment is made with one
    source, _, _ = environment.loader.get_source(environment, name)
    return source.replace("\r\n", "\n")


def _digest(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
