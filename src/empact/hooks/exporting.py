"""The interface of documents and exporters: descriptors, artifact and context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs

from empact.arguments import (
    as_items,
    check_code,
    check_name_field,
    check_suffix,
    check_text_field,
    one_of,
    with_article,
)
from empact.audiences import Audience, as_audiences
from empact.model.frozen import FrozenMap
from empact.reprs import cut_repr, short_repr
from empact.values import value

if TYPE_CHECKING:
    from empact.analysis import PlanContext, PortfolioContext
    from empact.options import Option
    from empact.reference import Marking

Takes: TypeAlias = Literal["plan", "document", "portfolio"]
Subject: TypeAlias = Literal["plan", "portfolio"]
Input: TypeAlias = Literal["answers", "findings", "parser", "practices", "language", "reports", "kpis", "seals"]


def _options(values: Iterable[Option]) -> tuple[Option, ...]:
    return as_items("The options", "a tuple of options", values)


def _inputs(values: Iterable[Input]) -> tuple[Input, ...]:
    return as_items("DocumentSpec.inputs", "a tuple of texts", values)


_check_input = one_of(*get_args(Input))


def _check_inputs(spec: object, attribute: object, inputs: tuple[object, ...]) -> None:
    for name in inputs:
        _check_input(spec, attribute, name)


def _needs_reports(options: Iterable[Option]) -> bool:
    """Whether an option needs reports. What is no Option is reported later, with the plugin that gives it."""
    return any(getattr(option, "needs", None) is not None for option in options)


def _check_audiences(
    noun: str, name: str, audiences: tuple[Audience, ...], *, gets_reports: bool, gets_ledger: bool
) -> None:
    """Raise a ValueError unless audiences are declared where reports can be shown, and only there or for a ledger."""
    if gets_reports and not audiences:
        raise ValueError(
            f"The {noun} {name!r} can show reports, so it has to declare who reads it: audiences=(Audience.DRIVER,)."
        )
    if audiences and not (gets_reports or gets_ledger):
        what = "neither reports nor ledgers" if noun == "document" else "no reports"
        raise ValueError(f"The {noun} {name!r} declares audiences, but it gets {what}. Leave out 'audiences'.")


def _check_suffix(_exporter: object, _attribute: object, suffix: str) -> None:
    check_suffix("Exporter.suffix", suffix)


@value(kw_only=True)
class DocumentSpec:
    """A document that can be exported to any format that takes documents.

    >>> from empact.hooks import DocumentSpec
    >>> DocumentSpec(name="deadlines", summary="What is due, by date.", build="my_plugin.deadlines:build").of
    'plan'
    """

    name: str = attrs.field(validator=check_name_field)
    """The name of the document, as in ``empact export --document NAME``."""
    summary: str = attrs.field(validator=check_text_field)
    """One sentence for ``empact documents``."""
    build: str = attrs.field(validator=check_code)
    """The function, as ``"package.module:function"``; it is imported on first use. Its signature is
    ``f(ctx, *, <inputs and options as keyword arguments>) -> Document``.
    """
    of: Subject = attrs.field(default="plan", validator=one_of("plan", "portfolio"))
    """``"plan"`` if it is about one plan: it is then built once for each plan, and ``ctx`` is a ``PlanContext``.
    ``"portfolio"`` if it is about all plans together: ``ctx`` is a ``PortfolioContext``.
    """
    inputs: tuple[Input, ...] = attrs.field(
        default=(),
        converter=_inputs,
        validator=_check_inputs,
    )
    """What else it needs, read by the session and passed by keyword: ``"answers"``, a tuple with the answers to
    possible overlaps that the configuration names; ``"findings"``, the ``Diagnostics`` of a validation of the plans;
    ``"parser"``, the function ``parse(text, column, *, action=None)``, which reads a text as a cell of the plan;
    ``"practices"``, a tuple with the practices of the workspace; ``"language"``, the code of the requested language,
    such as ``"en"``. With ``"reports"``, ``ctx`` has the reports of the workspace, with its operations and KPI
    registers; without, it has none. With ``"kpis"``, it has the KPI registers alone, which say who is expected to
    report. With ``"seals"``, it has the seals of the workspace.
    """
    ledger: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))
    """Whether ``ctx`` has the ledgers of the plans. A document without ledgers does not carry their marking, and is not
    refused if a ledger cannot be read.
    """
    reports: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    """Whether ``ctx`` has the reports, with the operations and KPI registers, where the call or the workspace names
    their folders. Without them, the document is made from the rest; one that is about reports has the input
    ``"reports"`` instead.
    """
    compares: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    """Whether it compares revisions of one plan: then all that a call names are used, also those of a folder that are
    not in force.
    """
    options: tuple[Option, ...] = attrs.field(default=(), converter=_options)
    """Its options; each is a keyword argument of the function."""
    audiences: tuple[Audience, ...] = attrs.field(default=(), converter=as_audiences)
    """Who reads what it shows of reports, and of entries of the ledger: one audience, or those that its party can
    belong to, action by action. Empty if it shows nothing of either. A document that gets reports, findings about them
    or seals has to declare it; so has one that shows entries, which is not checked.
    """

    def __attrs_post_init__(self) -> None:
        about_reports = self.reports or not {"reports", "findings", "seals"}.isdisjoint(self.inputs)
        gets_reports = about_reports or _needs_reports(self.options)
        _check_audiences("document", self.name, self.audiences, gets_reports=gets_reports, gets_ledger=self.ledger)
        # What is no Option is reported later, with the plugin that gives it.
        sealing = [option.name for option in self.options if getattr(option, "needs", None) == "seals"]
        if "parser" in self.inputs and self.of != "plan":
            raise ValueError("A parser reads a text as a cell of one plan, so the document has to be about one.")
        if sealing and self.of != "plan":
            message = f"The option {sealing[0]!r} needs seals, so the document has to be about one plan."
            raise ValueError(message)


@value(kw_only=True)
class Exporter:
    """An export format. A name can be used once for each kind of thing that is written: plan, document and portfolio.

    >>> from empact.hooks import Exporter
    >>> Exporter(name="wiki", suffix=".md", write="my_plugin.wiki:write").takes
    'plan'
    """

    name: str = attrs.field(validator=check_name_field)
    """The name of the format, as in ``empact export --to NAME``."""
    suffix: str = attrs.field(validator=_check_suffix)
    """The suffix of its files, with the dot: ``.csv``."""
    write: str = attrs.field(validator=check_code)
    """The function, as ``"package.module:function"``; it is imported on first use. Its signature is
    ``f(what, ctx: ExportContext) -> Iterable[Artifact]``. It writes no files itself; the session does.
    """
    takes: Takes = attrs.field(default="plan", validator=one_of("plan", "document", "portfolio"))
    """What it writes: ``"plan"``, a ``Plan``; ``"document"``, any ``Document``; ``"portfolio"``, a ``Portfolio`` with
    all plans of the call.
    """
    options: tuple[Option, ...] = attrs.field(default=(), converter=_options)
    """Its options; their values are in ``ctx.options``."""
    audiences: tuple[Audience, ...] = attrs.field(default=(), converter=as_audiences)
    """Who reads what it shows of the reports, as in ``DocumentSpec``: for an exporter that has an option with
    ``needs="reports"``. Empty if it shows nothing of reports.
    """
    forms: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    """Whether its files can be filled in and come back, as those of ``Reader.forms`` are read. Without it, a form says
    that it is for reading.
    """
    opaque: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    """Whether empact cannot look for the marking in its files, such as PDF or SQLite: the exporter is then responsible
    for it. If such files come from an exporter without this flag, each export of a marked plan notes that nobody has
    checked their marking.
    """
    pages: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_code))
    """The function that reads the pages of its files, as ``"package.module:function"``, for a format that empact does
    not know. Its signature is ``f(data: bytes) -> Iterable[str]``: the text of each page, sheet or other part that has
    to carry the marking. It is called for the files of marked plans before they are written. None if there is none.
    """

    def __attrs_post_init__(self) -> None:
        gets_reports = _needs_reports(self.options)
        _check_audiences("exporter", self.name, self.audiences, gets_reports=gets_reports, gets_ledger=False)


_BYTES = {"str": "text.encode()", "bytearray": "bytes(data)", "memoryview": "bytes(data)"}


def _check_data(_artifact: object, _attribute: object, data: Any) -> None:
    if not isinstance(data, bytes):
        name = type(data).__name__  # and not the data, which may be those of a marked plan
        hint = f" Write {_BYTES[name]}." if name in _BYTES else ""
        raise TypeError(f"Artifact.data must be bytes, not {with_article(name)}.{hint}")


def _check_file_name(artifact: object, attribute: attrs.Attribute[Any], name: str) -> None:
    from empact.documents.names import is_file_name  # a plugin without exporters needs no documents

    check_text_field(artifact, attribute, name)
    if not is_file_name(name):
        message = f"Artifact.name is {cut_repr(name)}, which is not the name of a file on every system."
        raise ValueError(f"{message} Write file_stem(...) and the suffix.")


@value
class Artifact:
    """One file of an export, in memory: the session writes it.

    >>> from empact.hooks import Artifact
    >>> Artifact("C-2012.md", b"# C-2012").name
    'C-2012.md'

    Raises:
        TypeError: A value has another type.
        ValueError: The name is not that of a file directly in a folder, on any system.
    """

    name: str = attrs.field(validator=_check_file_name)
    """The name inside the output folder, with suffix: no path, nothing that Windows forbids, and no control character.
    The names of two files of an export must not differ only in case.
    """
    data: bytes = attrs.field(validator=_check_data)
    """The bytes of the file."""


@value(kw_only=True)
class Terminal:
    """The terminal that a command prints a document on; a file has none."""

    width: int
    """The columns of a line."""
    colour: bool = False
    """Whether the text may have colours."""
    blocks: bool = True
    """Whether it can show block characters such as ``█``; otherwise, bars are in ASCII."""


def _unheard(_message: str) -> None:
    """Drop a note."""


@attrs.frozen(kw_only=True, eq=False)
class ExportContext:
    """The context of one export: the plans, the options and what the format must respect."""

    make_context: Callable[[], PlanContext | PortfolioContext] = attrs.field(repr=False)
    """Returns the plans with all that is derived from them; ``context`` calls it once, when it is first used. A
    ``PortfolioContext`` if an exporter takes a portfolio or the document is about one, otherwise a ``PlanContext``.
    Both have ``contexts``, a tuple with a ``PlanContext`` for each plan.
    """
    options: Mapping[str, Any] = FrozenMap()
    """The value of each option of the exporter, by name."""
    tree: Callable[..., dict[str, Any]] = attrs.field(repr=False)
    """Returns the canonical tree of a plan: ``tree(plan)`` with every cell as an object; ``tree(plan, compact=True)``
    as a person would write it, with a cell as a string if the string loses nothing. ``tree(result)`` returns the tree
    of a result, such as ``workload(ctx.context)``, as ``session.tree`` does, with a marking that is raised like that
    of the output.
    """
    release: Marking | None = None
    """The level of the release: no plan has a marking above it, and an exporter may write less for a lower level. Its
    ``rank`` is 0 for ``public`` and for ``LIMITE``, which is in ``distribution``. None if the export is not released at
    a level.
    """
    raised_to: str | None = None
    """The level to which the marking of the output is raised. None if it is not raised."""
    language: str = "en"
    """The code of the language of the call, for the words of the format itself:
    ``empact.documents.words_in(ctx.language)``.
    """
    terminal: Terminal | None = None
    """The terminal on which a command prints the text. None if a file is written."""
    note: Callable[[str], None] = attrs.field(default=_unheard, repr=False)
    """Takes a sentence with what the user of ``empact export`` may not expect, such as what is left out and the option
    that adds it: a note on the standard error, which must not have text of a plan. In Python, it is dropped.
    """

    __repr__ = short_repr

    @cached_property
    def context(self) -> PlanContext | PortfolioContext:
        """The plans with all that is derived from them."""
        return self.make_context()

    @property
    def marking(self) -> str | None:
        """The marking that the output must carry, or None: of the plans and their records, raised to ``raised_to``.

        A document has its own.
        """
        from empact.analysis import raised_marking  # plugins that export documents need none

        return raised_marking(self.context.marking, self.raised_to)
