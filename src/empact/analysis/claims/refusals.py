"""Refusals: what is refused when a report is added, and what to write instead.

The page on claims, the messages of ``report add``, the rules about files written by hand and the tests are made from
these.
"""

from __future__ import annotations

from empact.values import value


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
        key="supersedes-by-nothing",
        code="OAP848",
        title="A report names actions, states nothing about them, and supersedes a report that states something.",
        why=(
            "It would withdraw all that the earlier report states, its status and its texts too, and nobody would "
            "notice: mostly the values of the new report were forgotten. To withdraw a report, say so, with one that "
            "supersedes it and has no actions."
        ),
        instead="State what holds now; or, to withdraw the earlier report, write 'actions: []' in a file.",
        in_form="Fill in what holds now; the new report replaces the earlier one as a whole.",
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
