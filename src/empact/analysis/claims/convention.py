"""The convention: what counts when figures meet. What is refused when a report is added is in ``refusals``.

The plan of 2012 says none of it: it is empact's own convention. Its one idea: an ambiguity is settled when a report is
added, by the person who knows. What is still open is a range from the lowest to the highest value, with a finding;
never a sum, never a choice. The page on claims, the sentences of explanations and the tests are made from these rows.
"""

from __future__ import annotations

from empact.model import AddsFacts, FigureKind
from empact.values import value


@value(kw_only=True)
class Row:
    """One row of the tables: a case, and what counts in it."""

    key: str
    """The name of the row, such as ``shares``. Each has a test with this name."""
    table: str
    """The title of its table."""
    case: str
    """The case."""
    counts: str
    """What counts in it."""
    says: str = "{name}"
    """What an explanation says of a value that the row makes; ``{name}`` is what it is the value of."""


_ROUND, _ROUNDS, _WHO, _VERDICTS, _EXPECTED = (
    "One round",
    "Over the rounds",
    "Who counts, and when",
    "Verdicts",
    "Who is expected, and who is late",
)

SHARE = Row(
    key="share",
    table=_ROUND,
    case="share of a party",
    counts="Its figure. A blank claims nothing.",
)
PARTS = Row(
    key="parts",
    table=_ROUND,
    case="share of a party that reports in parts",
    counts="The sum of its parts.",
    says="the sum of the parts of {name}",
)
NOTHING = Row(
    key="nothing",
    table=_ROUND,
    case="`nothing: true`",
    counts=(
        "For an incremental KPI, 0; for a cumulative KPI, the newest share of the party, or else 0. The party has "
        "answered."
    ),
    says="{name} has nothing to report",
)
TWO_VALUES = Row(
    key="two-values",
    table=_ROUND,
    case="two values of one thing in reports in force",
    counts="The range from the lowest to the highest, with a finding. Equal values count as one.",
    says="the reports state several values for {name}",
)
SHARES = Row(
    key="shares",
    table=_ROUND,
    case="shares",
    counts="The sum of the shares in force, and which of the expected parties have answered.",
    says="the sum of the shares",
)
TOTAL = Row(
    key="total",
    table=_ROUND,
    case="total",
    counts=(
        "The total of the leader. If several leaders state equal totals, one value; otherwise a range and a finding, "
        "until the Driver settles it."
    ),
    says="the leaders state different totals",
)
SETTLED = Row(
    key="settled",
    table=_ROUND,
    case="`settles`, by the Driver",
    counts=(
        "Counts instead of the leaders' statements, as long as it cites exactly the reports in force that state the "
        "same thing."
    ),
)
HEADLINE = Row(
    key="headline",
    table=_ROUND,
    case="value of the round",
    counts="The total. Without a total, the sum of the shares: 'at least', unless each expected party has answered.",
)
COMPARED = Row(
    key="compared",
    table=_ROUND,
    case="total and shares",
    counts="Both are shown. Shares above the total are a finding, and so are shares below it if each expected party "
    "has answered.",
)
RATIO = Row(
    key="ratio",
    table=_ROUND,
    case="ratio",
    counts=(
        "The pair of the total. Without a total, numerators and denominators are summed. Equal pairs of two parties "
        "are a finding."
    ),
)
MILESTONE = Row(
    key="milestone",
    table=_ROUND,
    case="milestone, status, words",
    counts=(
        "What the leader states. If two leaders differ, a range of days, or unclear, until the Driver settles it. A "
        "participant's words are shown beside it. The newest words are shown, and earlier words are kept."
    ),
)
ATTRIBUTED = Row(
    key="attributed",
    table=_ROUND,
    case="part of a leader's breakdown by party",
    counts="Shown beside the share of that party, but never counted. If the two differ, a finding.",
)
OPERATION = Row(
    key="operation",
    table=_ROUND,
    case="one operation in two actions",
    counts=(
        "Each action has its own figure. In a sum over actions, each share of the operation counts once; different "
        "values are a range."
    ),
    says="of {name}, counted once",
)
TWO_OPERATIONS = Row(
    key="two-operations",
    table=_ROUND,
    case="two operations with overlapping days, and a party or a value in common",
    counts="Listed as a possible duplicate.",
)
INCREMENTAL = Row(
    key="incremental",
    table=_ROUNDS,
    case="incremental",
    counts=("The sum of the values of the rounds: 'at least', if one of them is, or if an expected round is silent."),
    says="the sum of the rounds",
)
CUMULATIVE_TOTAL = Row(
    key="cumulative-total",
    table=_ROUNDS,
    case="cumulative, with a total",
    counts=(
        "The newest total, with its round. Later shares are shown beside it, and are a finding if they are above it. "
        "'So far' if a later expected round is silent."
    ),
)
CUMULATIVE_SHARES = Row(
    key="cumulative-shares",
    table=_ROUNDS,
    case="cumulative, without a total",
    counts=(
        "The sum of the newest share of each party, each with its round. 'So far' if a later expected round is silent."
    ),
    says="the sum of the newest shares",
)
LATEST = Row(
    key="latest",
    table=_ROUNDS,
    case="latest",
    counts="Like cumulative, but the shares are from one round, and never summed over rounds.",
)
RATIO_ROUNDS = Row(
    key="ratio-rounds",
    table=_ROUNDS,
    case="ratio",
    counts="By `over_time` of the KPI register: like cumulative, or like incremental. Without it, like undecided.",
)
MILESTONE_ROUNDS = Row(
    key="milestone-rounds",
    table=_ROUNDS,
    case="milestone",
    counts="The day stated last. If a status such as not completed follows a reached milestone, a finding.",
)
UNDECIDED = Row(
    key="undecided",
    table=_ROUNDS,
    case="undecided",
    counts="A single value counts as it is; the values of several rounds are a list without a total.",
)
LATE_REPORT = Row(
    key="late-report",
    table=_ROUNDS,
    case="late report for an earlier round",
    counts="It changes the value of that round, and everything derived from it.",
)
JOINED = Row(
    key="joined",
    table=_WHO,
    case='a party of an open group ("Relevant MS"), or one that declined, that reports',
    counts=(
        "It counts: a party that reports has joined. An info says that its part is not confirmed; a warning, "
        "that it declined."
    ),
)
NOT_NAMED = Row(
    key="not-named",
    table=_WHO,
    case="a party that the action does not name, accepted with `--accept`",
    counts="Shown separately, with a finding.",
)
EXCLUDED = Row(
    key="excluded",
    table=_WHO,
    case="a party that is excluded from a day on",
    counts="Figures whose days begin on that day or later are shown separately.",
)
RENAMED = Row(
    key="renamed",
    table=_WHO,
    case="a body with a new name",
    counts="One party. Merged bodies count as two, until a share of the successor replaces both.",
)
OUTSIDE = Row(
    key="outside",
    table=_WHO,
    case="a period, or the days of an operation, before or after the plan",
    counts="Shown separately: before the plan, or after the plan.",
)
OTHER_ACTION = Row(
    key="other-action",
    table=_WHO,
    case="written for another action, which had the number before a revision",
    counts="Shown separately for the number, and counts for no other action until it is confirmed there.",
)
TWO_PLANS = Row(
    key="two-plans",
    table=_WHO,
    case="reported in two plans",
    counts="Listed as a possible duplicate.",
)
VERDICT = Row(
    key="verdict",
    table=_VERDICTS,
    case="a target, a light, late, behind",
    counts=(
        "Only if every possible value gives the same result: the whole range; the shares too, if they contradict the "
        "total; for 'at least', everything above the value."
    ),
)
SO_FAR = Row(
    key="so-far",
    table=_VERDICTS,
    case="so far",
    counts="No verdict.",
)
BEFORE_ITS_DAY = Row(
    key="before-its-day",
    table=_VERDICTS,
    case="a target before its day",
    counts="Met or open; for an upper limit, not met or open.",
)
LEADER_EXPECTED = Row(
    key="leader-expected",
    table=_EXPECTED,
    case="leader",
    counts="Expected from the round in which its action begins until a final status. It may report earlier.",
)
PARTICIPANT_EXPECTED = Row(
    key="participant-expected",
    table=_EXPECTED,
    case="participant",
    counts=(
        "Expected if the action has begun and a KPI counts shares that the leader does not count alone; never for a "
        "milestone."
    ),
)
CONFIRMED = Row(
    key="confirmed",
    table=_EXPECTED,
    case='a part that is open ("Relevant MS"), or to be confirmed',
    counts="A party is not expected before it confirms its part in the ledger. If it declines a part that the plan "
    "gives it, that changes nothing.",
)
LATE = Row(
    key="late",
    table=_EXPECTED,
    case="late",
    counts=("Only if it was expected, was named in a recorded call, and is silent after its day."),
)

ROWS = (
    SHARE, PARTS, NOTHING, TWO_VALUES, SHARES, TOTAL, SETTLED, HEADLINE, COMPARED, RATIO, MILESTONE, ATTRIBUTED,
    OPERATION, TWO_OPERATIONS, INCREMENTAL, CUMULATIVE_TOTAL, CUMULATIVE_SHARES, LATEST, RATIO_ROUNDS, MILESTONE_ROUNDS,
    UNDECIDED, LATE_REPORT, JOINED, NOT_NAMED, EXCLUDED, RENAMED, OUTSIDE, OTHER_ACTION, TWO_PLANS, VERDICT, SO_FAR,
    BEFORE_ITS_DAY, LEADER_EXPECTED, PARTICIPANT_EXPECTED, CONFIRMED, LATE,
)  # fmt: skip
"""The rows of all tables, in the order of the page."""


def over_rounds(facts: AddsFacts | None, *, shares: bool = False) -> Row:
    """Return the row about the rounds of a KPI.

    Args:
        facts: How its figures add up; None if nobody has decided it.
        shares: Whether its value is made of shares, because no total is stated.
    """
    if facts is None:
        return UNDECIDED
    if facts.new:
        return INCREMENTAL
    if facts.newest:
        return LATEST if facts.level else CUMULATIVE_SHARES if shares else CUMULATIVE_TOTAL
    return {
        FigureKind.NUMBER: UNDECIDED,
        FigureKind.RATIO: RATIO_ROUNDS,
        FigureKind.DAY: MILESTONE_ROUNDS,
        FigureKind.WORDS: MILESTONE,
    }[facts.figure]
