"""The convention: what is refused when a report is added, and what counts when figures meet.

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


@value
class Remedy:
    """An option of ``report add`` that settles what is refused."""

    option: str
    """The name of the option, such as ``supersedes``."""
    says: str
    """When to use it, in a sentence; ``{id}`` is the earlier report that the refused one meets."""


ACCEPTING = ("accept", "accept_text")
"""The options that add a report all the same: for doubtful figures, and for texts with personal data."""


@value(kw_only=True)
class Refusal:
    """What ``report add`` refuses, and what to write instead. Found in a file written by hand, it is an error."""

    key: str
    """The name of the refusal, such as ``two-reports``; its rule has the same name. Each has a test with this name."""
    code: str
    """The code of its rule."""
    title: str
    """What is refused, in a sentence."""
    why: str
    """Why it is refused, and what a file with it counts as."""
    instead: str
    """What to write instead, in the words of a file."""
    in_form: str = ""
    """What to write instead in a form in Excel or Word, in the words of the form. Empty if it is the same."""
    remedies: tuple[Remedy, ...] = ()
    """The options that settle it, for a command that has them. Empty if the report has to be corrected."""

    @property
    def accepted_by(self) -> str | None:
        """The option with which the report is added all the same: ``accept`` or ``accept_text``; None if with none."""
        return next((remedy.option for remedy in self.remedies if remedy.option in ACCEPTING), None)

    @property
    def acceptable(self) -> bool:
        """Whether the report can be added all the same."""
        return self.accepted_by is not None


REFUSALS = (
    Refusal(
        key="two-reports",
        code="OAP880",
        title="A party has more than one report in force for a round, or several parts with the same words.",
        why=(
            "A report contains everything that a party reports for a round. A second report repeats it, corrects it, "
            "or is from another authority; only the party knows which. A report can be a part, "
            "such as `part: customs`, if each report of the party in the round is a part. If a report states the same "
            "as one in force, nothing is added."
        ),
        instead=(
            "If it replaces the earlier report, name that report in 'supersedes'; if both count, name the 'part' of "
            "the party in each."
        ),
        in_form=(
            "Answer which of the two you mean: does this report replace the earlier one, or do both count, as reports "
            "of two authorities?"
        ),
        remedies=(
            Remedy("supersedes", "If it replaces the earlier report, add --supersedes {id}"),
            Remedy(
                "part",
                "If both count, add --part WORDS. If the earlier one has no part, first add its file again with its "
                "own part: --part WORDS --supersedes {id}",
            ),
        ),
    ),
    Refusal(
        key="part-states-total",
        code="OAP881",
        title="Two parts of a party state the status, a day, a milestone or a total of one action.",
        why="The shares of the parts add up. Their totals and statuses do not: an action has one status and one total.",
        instead="State it in one of the parts.",
    ),
    Refusal(
        key="stated-twice",
        code="OAP882",
        title=(
            "One report states the same thing twice: the share or the total of a KPI or of a part of it, or a status."
        ),
        why="Only the party knows whether the second figure corrects the first or is to be added to it.",
        instead="Write one figure: their sum, or the right one.",
    ),
    Refusal(
        key="not-by-leader",
        code="OAP883",
        title="A status, a day, a milestone or a total is by a party that does not lead the action on the cut-off day.",
        why='"The Action-Leader will be in charge of implementing the single action and give account for that to the '
        'Driver" (plan section 5.3). The others report what they contributed themselves. In a file written by hand, '
        "such a statement is listed separately.",
        instead="Write the party's own share with 'scope: own', or say it in words in 'narrative'.",
    ),
    Refusal(
        key="not-by-driver",
        code="OAP884",
        title="`settles` is by a party that is not the Driver.",
        why="The Driver settles differences between leaders. In a file written by hand, such a settlement is ignored.",
        instead="Leave out 'settles', and ask the Driver to settle the difference.",
    ),
    Refusal(
        key="status-unknown",
        code="OAP857",
        title="A report has an unknown word for a status.",
        why="Each word has one meaning, such as live or completed. The usual words are known, regardless of capitals, "
        "spaces and hyphens; the cycle of a plan and the configuration can add their own. An unknown word is kept as "
        'it is, but the status is unclear and cannot be counted. "unclear" is a known word.',
        instead="Write the known word that fits best, and the rest in 'narrative'.",
    ),
    Refusal(
        key="not-named",
        code="OAP885",
        title="A share is by a party that the action does not name, neither directly nor through a group.",
        why=(
            "The number of the action may be wrong, or the party contributed without being named. If it is added with "
            "`--accept`, the share is shown separately and not counted."
        ),
        instead="Correct the number of the action, or ask the Driver whether the party contributed.",
        in_form="Leave the cell empty, or answer that you did contribute.",
        remedies=(
            Remedy("accept", "If the party did contribute, add --accept: the share is then shown, but not counted."),
        ),
    ),
    Refusal(
        key="part-above-whole",
        code="OAP886",
        title="A figure says how much of it belongs to operations, but has no value or a lower one.",
        why="The results of an operation are a part of the figure, so the figure must contain them.",
        instead="Write the whole figure in 'value', and in 'operations' how much of it belongs to each operation.",
    ),
    Refusal(
        key="other-unit",
        code="OAP887",
        title="A figure is in another unit than its KPI.",
        why=(
            "The unit comes from the KPI register, or from the plan. Figures in other units cannot be added or "
            "compared. In a file written by hand, such a figure is listed separately. A figure without a unit has the "
            "unit of its KPI."
        ),
        instead="Write the value in the unit of the KPI, and leave out 'unit'.",
    ),
    Refusal(
        key="part-missing",
        code="OAP888",
        title="One figure is given for a KPI that names several things.",
        why=(
            "Each of the things is counted separately, as a part of the KPI, so one figure cannot be compared with "
            "other figures. In a file written by hand, such a figure is not counted."
        ),
        instead="Write a figure for each part: 'kpi: 1a', 'kpi: 1b'.",
    ),
    Refusal(
        key="impossible-value",
        code="OAP889",
        title="The value of a KPI is negative, unless only the latest counts, or a denominator is not above 0.",
        why=(
            "Results that are added up are never negative. A level, such as a balance, can be negative if the KPI "
            "register says that only the latest figure counts. Measures that are not KPIs of the plan can be levels, "
            "too."
        ),
        instead="Correct the value; if there was nothing to count, write 'nothing: true' instead of the values.",
        in_form="Correct the value. If there was nothing to count, write 0 as the result of the action, or 'nothing to "
        "report' as your own contribution.",
    ),
    Refusal(
        key="above-denominator",
        code="OAP891",
        title="A numerator is above its denominator.",
        why="Usually the two are interchanged, or one of them is about other days. Some ratios can be above 1.",
        instead="Correct 'value' and 'of', unless the ratio can be above 1.",
        in_form="Correct the two numbers, or answer that the ratio can be above 1.",
        remedies=(Remedy("accept", "If they are right, add --accept."),),
    ),
    Refusal(
        key="lower-without-reason",
        code="OAP892",
        title="A cumulative figure is below the party's own of the last round, without `lower_because`.",
        why="A cumulative figure counts all results since the start of the plan, so it falls only if something was "
        "corrected. Often the reporter counts only the days since the last round.",
        instead="Write the value since the start of the plan, or say in 'lower_because' why it is lower.",
        in_form="Write the value since the start of the plan, or fill in the row 'Why it is lower than before'.",
    ),
    Refusal(
        key="days-outside-round",
        code="OAP893",
        title="The days or the operations of a figure do not fit its round or its KPI.",
        why=(
            "A cumulative figure is about the days since the start of the plan, an incremental one about the days of "
            "the round. If only the latest figure counts, no part of it belongs to an operation. Days after the round "
            "belong in the report for a later round. Figures about days before or after the plan are shown "
            "separately."
        ),
        instead=(
            "Leave out 'period' or 'operations', correct the days, or report the figure for the round of these days."
        ),
    ),
    Refusal(
        key="nothing-but-share",
        code="OAP894",
        title="`nothing: true` is used for something other than a share.",
        why=(
            "It means that a party has nothing of its own to report. A leader that counts no result states the total "
            "0, and a milestone that is not reached has no figure."
        ),
        instead="Leave out the figure, write the total as a 'value', or write 'scope: own'.",
    ),
    Refusal(
        key="supersedes-without-effect",
        code="OAP854",
        title="`supersedes` names a report of another party, plan or round, or with a later day.",
        why=(
            "Only the party that reported can replace its report, with one for the same round. To withdraw a report, "
            "the party supersedes it with one that states nothing. In a file written by hand, such a name has no "
            "effect: both reports are in force."
        ),
        instead="Name only reports of the same party for the same checkpoint, with the same or an earlier day.",
        in_form="Restore the row 'Replaces the report' as in the form that was sent, and correct the day of the "
        "report.",
    ),
    Refusal(
        key="personal-data",
        code="OAP834",
        title="A free text has an e-mail address, a telephone number or an IBAN.",
        why=(
            "Personal and operational data do not belong in a report: many people read it, and it is kept. Each text "
            "is searched before the report is added. An IBAN is found by its checksum; a telephone number by `+` or "
            "`00`, by a leading 0, or by a word such as `tel.` before it; not if an amount, or a word such as `case`, "
            "shows that it is none. The message names the place and the kind, and repeats nothing. Names, number "
            "plates and numbers of cases are **not** searched for. Read a text also if nothing is found."
        ),
        instead="Leave it out of the text; 'empact report redact' removes a report that is filed.",
        remedies=(Remedy("accept_text", "If the text may stand as it is, add --accept-text."),),
    ),
)
"""What is refused at the door, in the order of the page."""
