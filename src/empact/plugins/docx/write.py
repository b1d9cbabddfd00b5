"""Writes a document, or a plan as the Council prints it, as a Word file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import attrs

from empact import EmpactError
from empact.documents import Document, build_council_document, words_in
from empact.hooks import Artifact, ExportContext
from empact.model import Plan
from empact.plugins.docx.body import BodyWriter, fill
from empact.plugins.docx.package import add_footnotes, first_notes, forget_its_template, packed, set_properties
from empact.plugins.docx.pages import Pages
from empact.plugins.docx.styles import LANGUAGE_TAGS, Styles, default_styles
from empact.plugins.docx.template import broken, open_file


def write_plan(_plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    """Write a plan as the Council prints it.

    Raises:
        ExportError: The template cannot be read, or is refused.
        MissingExtraError: python-docx is not installed.
    """
    for context in ctx.context.contexts:
        asked = {name: ctx.options[name] for name in ("per_goal", "with_reports")}
        document = build_council_document(context, **asked, language=ctx.language)
        yield from write(attrs.evolve(document, marking=ctx.marking), ctx)


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file, named after the document, with its marking on each page.

    What a template has in its body stays before the document.

    Raises:
        ExportError: The template cannot be read, or is refused.
        MissingExtraError: python-docx is not installed.
    """
    template: Path | None = ctx.options["template"]
    try:
        made = _written(document, ctx, template)
    except EmpactError:
        raise
    except Exception:
        if template is None:
            raise
        _written(document, ctx, None)  # if this stops too, the template is not the reason
        raise broken(template) from None
    yield made


def _written(document: Document, ctx: ExportContext, template: Path | None) -> Artifact:
    words = words_in(ctx.language)
    tag = LANGUAGE_TAGS[words.fixed]
    file = open_file(template, tag)
    from docx.oxml import parse_xml

    styles = Styles(file.styles.element, parse_xml(default_styles(tag).encode()))
    notes = first_notes(file, styles, words)
    pages = Pages(file, styles, document.marking)
    fill(file, document, BodyWriter(file, document, styles, notes, words, ctx.options["table_style"]), pages)
    add_footnotes(file, notes)
    set_properties(file, document, tag)
    forget_its_template(file)
    data = packed(file)
    if styles.missing:
        what = "The default file" if template is None else f"The template {str(template)!r}"
        names = ", ".join(map(repr, styles.missing))
        warnings.warn(f"{what} does not have the style {names}; the default is used.", stacklevel=2)
    return Artifact(f"{document.name}.docx", data)
