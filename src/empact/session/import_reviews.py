"""The review of an imported plan: what a person has to check, with the line of the plan file that corrects it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import attrs

from empact.analysis import Portfolio
from empact.analysis.imported_plans import ImportedPlan, ImportReview, PlacedFindings, ReviewedValue
from empact.diagnostics import Diagnostic, Pointer, Severity
from empact.documents.import_review import import_review_document
from empact.errors import ExportError
from empact.hooks import Exporter
from empact.model import Plan
from empact.options import option_values
from empact.reference import read_level
from empact.session.contexts import portfolio_context
from empact.session.exporting import carried_by, export_context, run_exporter, with_marking
from empact.session.importing import text_of
from empact.session.trees import tree_of
from empact.session.validating import RuleSelection, validate
from empact.storage.reading import Reading
from empact.storage.records import Records
from empact.syntax.raw import is_mapping

if TYPE_CHECKING:
    from empact.session.plugins import SessionPlugins, Setup

_ABOUT_READING = ("notation", "dangling-link", "unknown-party", "year-not-stated")
"""The rules about words whose meaning is not certain. All others are about what the plan says."""


def import_review(setup: Setup, imported: ImportedPlan, draft: Reading[Plan]) -> ImportReview:
    """Return what a person has to check about an imported plan.

    Args:
        setup: The rules. What a project leaves out is in doubt all the same.
        imported: The imported plan.
        draft: The plan file that was made of it, read again: it has the lines.
    """
    tree = tree_of(setup.plugins, imported.plan)
    doubts = (*imported.findings, *_about_words(setup, draft.require()))
    by_place = PlacedFindings(doubts)
    values: list[ReviewedValue] = []
    placed: set[int] = set()
    for value in imported.values:
        own = by_place.about(value.pointer, value.sources)
        placed.update(own)
        written = _value_at(tree, Pointer(value.pointer))
        values.append(
            ReviewedValue(
                value=value,
                text=text_of(written),
                withheld=is_mapping(written) and bool(written.get("withheld")),
                line=None if draft.places is None else draft.places.place(value.pointer).line,
                doubts=tuple(doubts[index] for index in own),
            )
        )
    others = tuple(doubt for index, doubt in enumerate(doubts) if index not in placed)
    return ImportReview(imported=imported, file=draft.source, values=tuple(values), others=others)


def _about_words(setup: Setup, plan: Plan) -> tuple[Diagnostic, ...]:
    """Return what the rules report about words whose meaning is not certain."""
    asked = RuleSelection.of_call(_ABOUT_READING, (), {}).known(setup.plugins.rules)
    if not asked.select:  # a session without these rules
        return ()
    every = attrs.evolve(setup, config=None)
    found = validate(every, Portfolio((plan,)), asked, None, Records(), None, None)
    return tuple(finding for finding in found if finding.severity >= Severity.WARNING and finding.place.pointer)


def _value_at(tree: Any, pointer: Pointer) -> Any:
    """Return the value of a tree at a pointer."""
    for token in pointer.tokens:
        tree = tree[token] if is_mapping(tree) else tree[int(token)]
    return tree


def review_exporter(plugins: SessionPlugins, name: str) -> Exporter:
    """Return the exporter of the format that a file name of a review has.

    Raises:
        ExportError: No document can be written in such a file.
    """
    exporters = {each.suffix: each for each in plugins.exporters if each.takes == "document"}
    exporter = exporters.get(PurePath(name).suffix.lower())
    if exporter is None:
        raise ExportError(f"{name}: a review is a document. Name a file with one of {', '.join(sorted(exporters))}.")
    return exporter


def written_review(  # noqa: PLR0913 - each is a part of the call
    setup: Setup,
    review: ImportReview,
    exporter: Exporter,
    *,
    language: str = "en",
    release: str | None = None,
    raised_to: str | None = None,
) -> bytes:
    """Return a review as a file of a format.

    Args:
        setup: The plugins.
        review: The review.
        exporter: The exporter of the format.
        language: The language of the fixed words.
        release: The level at which it is released. None if it is not.
        raised_to: The level to which its marking is raised. None if it is not.

    Raises:
        ExportError: The exporter stops with an error, or makes several files.
        ReleaseError: The marking of the plan is above the level.
    """
    (context,) = portfolio_context(setup, Portfolio((review.imported.plan,)), Records(), None).contexts
    level = None if release is None else read_level(release)
    document = import_review_document(context, review, language=language)
    marked = with_marking(document, carried_by((context,)), level, raised_to)
    options = option_values(exporter.options, {})
    ctx = export_context(lambda: context, options, level, language)
    made = run_exporter(setup.plugins, exporter, marked, attrs.evolve(ctx, raised_to=raised_to))
    if len(made) != 1:
        raise ExportError(f"{setup.plugins.named(exporter)} writes a review as {len(made)} files. Name an .html file.")
    return made[0].data
