"""The reports about a plan, by date: all that each of them says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from empact.analysis import PlanContext, format_number
from empact.analysis.columns import format_cell
from empact.analysis.facts import check_plan_context
from empact.analysis.records import ListedReport, ReportList, progress_reports
from empact.arguments import check_type
from empact.documents.headings import about_plans, selected
from empact.documents.language import Words, words_in
from empact.documents.redactions import redacted_section
from empact.documents.reported_figures import format_figure
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Table, Text, Value
from empact.model import ActionReport, Breakdown, BreakdownKind, Figure, Prose, Settlement, StatedTotals

if TYPE_CHECKING:
    from empact.documents.cited_reports import CitedReports


def build_reports(
    ctx: PlanContext,
    *,
    checkpoint: str | None = None,
    party: str | None = None,
    listed: ReportList | None = None,
    language: str = "en",
) -> Document:
    """Return the reports about a plan by date, including superseded ones.

    Args:
        ctx: The plan with its reports.
        checkpoint: Only reports for this checkpoint; the start of its name is enough. None for all.
        party: Only reports by this party; None for all.
        listed: The reports that were chosen already; None if they are chosen from those of ``ctx``.
        language: The language of the fixed words.

    Raises:
        UnknownIdError: The plan has no such checkpoint, or nobody has the name of the party.
    """
    check_type("listed", "a ReportList or None", (ReportList, type(None)), listed)
    check_plan_context("build_reports()", ctx)
    report_list = listed
    if report_list is None:
        report_list = progress_reports(ctx, checkpoint=checkpoint, party=party)
    words = words_in(language)
    head = about_plans("reports", "Reports about {plans}", ctx, words)
    named = {listed.content.checkpoint for listed in report_list.reports}  # the start of a name is enough
    head["title"] = selected(
        head["title"], words, party, checkpoint and (min(named) if len(named) == 1 else checkpoint)
    )
    if report_list.reports:
        from empact.documents.cited_reports import CitedReports  # many plans have no reports

        contexts = report_list.context.contexts
        cited = CitedReports.of(contexts, (report for each in contexts for report in each.reports), words)
        body = _table(report_list, cited, words)
        sections = [
            *_summary(report_list, words),
            Section(key="reports", title=words("Reports"), body=body, layout=Layout.RECORDS),
            attrs.evolve(cited.section(listed.report for listed in report_list.reports), key="cited-reports"),
        ]
    else:
        known = len(report_list.context.contexts[0].reports)
        none = words("No report matches.") if known else words("There is no report about {plan}.", plan=ctx.plan.id)
        sections = [Section(key="reports", title=words("Reports"), body=Text((none,)))]
    sections += redacted_section(report_list.context.contexts, words)
    return Document(version=2, sections=tuple(sections), **head)


def _summary(report_list: ReportList, words: Words) -> Iterator[Section]:
    """Yield who has reported for which checkpoint, and how many reports are superseded."""
    by_checkpoint: dict[str, dict[str, None]] = {}
    for listed in report_list.reports:
        by_checkpoint.setdefault(listed.content.checkpoint, {})[str(listed.content.by)] = None
    said = [
        words("{checkpoint}: reports by {parties}.", checkpoint=checkpoint, parties=", ".join(parties))
        for checkpoint, parties in by_checkpoint.items()
    ]
    superseded = sum(bool(listed.superseded_by) for listed in report_list.reports)
    if superseded:
        text = "1 of {all} reports is superseded." if superseded == 1 else "{number} of {all} reports are superseded."
        said.append(words(text, number=superseded, all=len(report_list.reports)))
    yield Section(key="summary", title=words("Summary"), body=Text(tuple(said)))


def _table(report_list: ReportList, cited: CitedReports, words: Words) -> Table:
    from empact.documents.cited_entries import CitedEntries  # many plans have no reports

    entries = CitedEntries.of(report_list.context.contexts, words)

    def named(ids: Iterable[str]) -> Value:
        return tuple(map(cited.name, ids)) or None

    def accounts(listed: ListedReport) -> Value:
        return tuple(map(entries.name, listed.content.accounts)) or None

    def actions(listed: ListedReport) -> Value:
        return "\n".join(_action(said, words) for said in listed.content.actions if not said.is_empty) or None

    def stated(listed: ListedReport) -> Value:
        return None if listed.content.stated is None else tuple(_stated(listed.content.stated, words)) or None

    def settled(listed: ListedReport) -> Value:
        return tuple(cited.in_text(_settlement(settlement, words)) for settlement in listed.content.settles) or None

    def text(prose: Prose) -> Value:
        return _one_line(prose, words) or None

    many = ColumnType.LIST
    columns: tuple[ColumnOf[ListedReport], ...] = (
        column("name", "Report", lambda listed: cited.name(listed.id), width=24),
        column("on", "On", lambda listed: listed.content.on, type=ColumnType.DATE),
        column("checkpoint", "Checkpoint", lambda listed: listed.content.checkpoint, width=14),
        column("by", "Party", lambda listed: str(listed.content.by), width=8),
        column("part", "Part", lambda listed: listed.content.part, width=12),
        column("actions", "Actions", actions, width=60),
        column("stated", "Stated totals", stated, type=many, width=24),
        column("context", "Context", lambda listed: text(listed.content.context), width=30),
        column("assessment", "Assessment", lambda listed: text(listed.content.assessment), width=30),
        column("decisions", "Decisions asked for", lambda listed: text(listed.content.decisions), width=30),
        column("support", "Support needed", lambda listed: text(listed.content.support), width=30),
        column("outlook", "Outlook", lambda listed: text(listed.content.outlook), width=30),
        column("supersedes", "Supersedes", lambda listed: named(listed.content.supersedes), type=many, width=24),
        column("superseded_by", "Superseded by", lambda listed: named(listed.superseded_by), type=many, width=24),
        column("settles", "Settles", settled, type=many, width=30),
        column("accounts", "Ledger entries", accounts, type=many, width=24),
        column("plugins", "Data of plugins", lambda listed: tuple(listed.content.extensions) or None, type=many),
        column("channel", "Channel", lambda listed: listed.content.channel, width=12),
        column("source", "Source", lambda listed: listed.content.source, width=24),
    )
    return table(columns, report_list.reports, key=lambda listed: listed.id, words=words)


def _action(said: ActionReport, words: Words) -> str:
    """Return what a report says of an action: its status, figures and days, and then its texts."""
    status = said.status or ""
    if said.carried_over is not None:
        status = words("{status} to {action}", status=status, action=said.carried_over).strip()
    days = (
        words(text, day=day)
        for text, day in (("started {day}", said.started), ("ended {day}", said.ended))
        if day is not None
    )
    facts = "; ".join(filter(None, (status, *(_figure(figure, words) for figure in said.figures), *days)))
    texts = " ".join(_texts(said, words))
    return f"{said.action}: {'. '.join(filter(None, (facts, texts)))}"


def _texts(said: ActionReport, words: Words) -> Iterator[str]:
    if said.narrative:
        yield _one_line(said.narrative, words)
    for title, prose in (
        ("Obstacles", said.obstacles),
        ("Support that is needed", said.support),
        ("Reason", said.reason),
    ):
        if prose:
            yield f"{words(title)}: {_one_line(prose, words)}"
    if said.agreed_by.items:
        yield f"{words('Agreed by')}: {said.agreed_by}"


def _figure(figure: Figure, words: Words) -> str:
    title = f"{words('KPI')} {figure.kpi}" if figure.measure is None else " ".join(figure.measure.split())
    parts = [format_figure(figure, words)]
    if figure.text and (figure.value is not None or figure.reached is not None):
        parts.append(_one_line(figure.text, words))
    if figure.period is not None:
        parts.append(words("from {start} to {end}", start=figure.period.start, end=figure.period.end))
    parts += (_breakdown(breakdown, words) for breakdown in figure.breakdowns)
    if figure.lower_because:
        parts.append(words("lower because: {why}", why=_one_line(figure.lower_because, words)))
    if figure.source is not None:
        parts.append(words("as in {source}", source=figure.source))
    return f"{title}: {', '.join(parts)}"


def _settlement(settlement: Settlement, words: Words) -> str:
    """Return what is settled, with the reports that differ: ``3.2, KPI 1: 2 (first, second)``."""
    kpi = None if settlement.kpi is None else f"{words('KPI')} {settlement.kpi}"
    subject = ", ".join(filter(None, (settlement.action, settlement.checkpoint, kpi)))
    value = None if settlement.value is None else format_number(settlement.value)
    if value is not None and settlement.of is not None:
        value = words("{value} of {whole}", value=value, whole=format_number(settlement.of))
    days = (
        words(text, day=day)
        for text, day in (
            ("reached on {day}", settlement.reached),
            ("started {day}", settlement.started),
            ("ended {day}", settlement.ended),
        )
        if day is not None
    )
    said = ", ".join(filter(None, (settlement.status, value, *days)))
    return f"{subject}: {said} ({', '.join(settlement.cites)})"


def _breakdown(breakdown: Breakdown, words: Words) -> str:
    parts = ", ".join(f"{name} {format_number(value)}" for name, value in breakdown.parts.items())
    by = words("by {what}", what=breakdown.by)
    kind = "" if breakdown.kind is BreakdownKind.EXHAUSTIVE else f", {words(breakdown.kind.value)}"
    return f"{by}{kind} ({parts or words('nothing')})"


def _stated(stated: StatedTotals, words: Words) -> Iterator[str]:
    if stated.actions is not None:
        yield words("{number} actions", number=stated.actions)
    yield from (f"{number} {status}" for status, number in stated.statuses.items())
    for total in stated.sums:
        value = format_number(total.value)
        yield f"{value} {total.measure}" + ("" if total.unit is None else f" ({total.unit})")


def _one_line(prose: Prose, words: Words) -> str:
    return " ".join(format_cell(prose, words).split())
