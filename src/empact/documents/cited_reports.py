"""Reports that a document cites: a short name wherever one is cited, and one list with the complete ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from empact.analysis.claims.log import reporter
from empact.analysis.facts import PlanFacts
from empact.documents.language import Words
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Section
from empact.model import FiledReport
from empact.model.filed import SHORT
from empact.reprs import short_repr

REPORTS = "reports"
"""The key of the section that lists the reports."""
_ID = rf"(?<![^\s();,])[^\s();,]+-[0-9a-f]{{{SHORT}}}(?![\w-])"
_QUOTED = "“[^“”]*”"
_CITED = re.compile(rf"{_QUOTED}|\((?P<inside>[^()“”]*)\)|{_ID}")
"""What can have ids of reports in a sentence: parentheses, or the words between. What a reporter wrote is quoted.

No part begins inside another of its kind, so that the time is in proportion to the text.
"""
_IDS = re.compile(_ID)
_START = 4
"""The digits of a digest in the name of a report, of several of one day."""


@attrs.frozen(eq=False)
class CitedReports:
    """The reports that a document cites, each with a short name: ``QO (December 2031)``, ``QO (customs, June 2031)``.

    If two reports would have the same name, the day is added, and then the first digits of the digest. A report that
    :meth:`section` does not list is called by its id, and so is one whose id does not end with its digest: somebody has
    chosen that name, and it may be an ordinary word of a sentence.
    """

    reports: tuple[FiledReport, ...]
    """The reports that can be cited, about one plan or several."""
    _plans: Mapping[str, PlanFacts] = attrs.field(repr=False)
    _names: Mapping[str, str] = attrs.field(repr=False)
    _words: Words = attrs.field(repr=False)

    __repr__ = short_repr

    @classmethod
    def of(cls, contexts: Iterable[PlanFacts], reports: Iterable[FiledReport], words: Words) -> CitedReports:
        """Return the reports about plans with their names, which are unique among them."""
        plans, listed = {context.plan.id: context for context in contexts}, tuple(reports)
        named = {report.id: report for report in listed if report.named_digest is not None}
        forms = [_forms(report, plans) for report in named.values()]
        counts = Counter(form for several in forms for form in several)
        names = {
            id: next((form for form in several if counts[form] == 1), id)
            for id, several in zip(named, forms, strict=True)
        }
        return cls(listed, plans, names, words)

    def name(self, id: str) -> str:
        """Return what a report is called."""
        return self._names.get(id, id)

    def title(self, id: str) -> str:
        """Return what a report is called beside records of other kinds: ``report of QN (December 2031)``."""
        return self._words("report of {report}", report=self._names[id]) if id in self._names else id

    def in_text(self, text: str) -> str:
        """Return a sentence that empact words with the names of reports instead of their ids.

        Parentheses around a name become brackets, since a name has parentheses. What the sentence quotes from a report
        stays as it is.
        """
        return _CITED.sub(self._named, text)

    def _named(self, match: re.Match[str]) -> str:
        inside = match["inside"]
        if inside is None:
            return self.name(match[0])
        named = _IDS.sub(lambda id: self.name(id[0]), inside)
        return match[0] if named == inside else f"[{named}]"

    def section(self, reports: Iterable[FiledReport] | None = None) -> Section:
        """Return the list of the reports, or of some of them, with their ids."""
        plan: ColumnOf[FiledReport] = column("plan", "Plan", lambda report: report.content.plan, width=12)
        columns: tuple[ColumnOf[FiledReport], ...] = (
            *((plan,) if len(self._plans) > 1 else ()),
            column("by", "Party", self._by, width=8),
            column("part", "Part", lambda report: report.content.part, width=14),
            column("checkpoint", "Checkpoint", lambda report: report.content.checkpoint, width=16),
            column("on", "Date", lambda report: report.content.on, type=ColumnType.DATE),
            column("channel", "Channel", lambda report: report.content.channel, width=12),
            column("report", "Report", lambda report: report.id, width=30),
        )
        listed = self.reports if reports is None else reports
        body = table(columns, listed, key=lambda report: report.id, words=self._words)
        return Section(key=REPORTS, title=self._words("Annex: reports"), body=body)

    def _by(self, report: FiledReport) -> str:
        return reporter(self._plans[report.content.plan], report)


def _forms(report: FiledReport, plans: Mapping[str, PlanFacts]) -> tuple[str, ...]:
    """Return the names that a report can have, from the shortest to the longest."""
    content, digest = report.content, report.named_digest or ""
    plan = (content.plan,) if len(plans) > 1 else ()
    part = () if content.part is None else (content.part,)
    parts = (*plan, *part, content.checkpoint)
    by, more = reporter(plans[content.plan], report), (str(content.on), digest[:_START], digest)
    return tuple(f"{by} ({', '.join((*parts, *behind))})" for behind in ((), more[:1], more[:2], (more[0], more[2])))
