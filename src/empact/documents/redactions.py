"""Reports that were redacted, in documents: what they stated does not count, and their parties are not silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from empact.analysis import PlanFacts, Round
from empact.analysis.claims.rounds import round_redactions
from empact.documents.language import Words
from empact.documents.values import Section, Text
from empact.model import FiledRedaction
from empact.model.filed import SHORT


def redacted_section(contexts: Iterable[PlanFacts], words: Words) -> Iterator[Section]:
    """Yield which reports about plans were redacted, and why: their parties have reported. Nothing if none was."""
    several = tuple(contexts)
    lines = [
        (f"{ctx.plan.id}: " if len(several) > 1 else "") + _line(redaction, words)
        for ctx in several
        if ctx.whole_reports is not None
        for redaction in ctx.reports.redactions
    ]
    if lines:
        yield Section(key="redacted", title=words("Redacted reports"), body=Text(tuple(lines)))


def redacted_until(ctx: PlanFacts, last: Round | None) -> tuple[FiledRedaction, ...]:
    """Return the redacted reports for the rounds up to one of them."""
    if last is None:
        return ()
    return tuple(
        redaction for redaction, point in round_redactions(ctx) if point is not None and point.number <= last.number
    )


def missing_parties(ctx: PlanFacts, point: Round | None, codes: Iterable[str], words: Words) -> tuple[str, ...]:
    """Return parties that have not reported in a round; of one whose report was redacted, it says so: it has reported.

    Args:
        ctx: The plan with its reports.
        point: The round; None if there is none.
        codes: The codes of the parties.
        words: The fixed words.
    """
    redacted = {
        str(redaction.content.by)
        for redaction, placed in round_redactions(ctx)
        if point is not None and placed is not None and placed.number == point.number
    }
    return tuple(words("{party} (report redacted)", party=code) if code in redacted else code for code in codes)


def redacted_digests(ctx: PlanFacts) -> tuple[str, ...]:
    """Return the first digits of the digests of the redacted reports: they name no party."""
    redactions = () if ctx.whole_reports is None else ctx.reports.redactions
    return tuple(redaction.content.digest[:SHORT] for redaction in redactions)


def _line(redaction: FiledRedaction, words: Words) -> str:
    content = redaction.content
    return words(
        "The report by {party} for {checkpoint} of {day} was redacted on {redacted}: it is not counted. Reason: {why}",
        party=str(content.by) or words("an unknown party"),
        checkpoint=content.checkpoint or words("an unknown checkpoint"),
        day=content.on,
        redacted=content.redacted,
        why=content.reason,
    )
