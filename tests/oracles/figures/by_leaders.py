"""A value that leaders state: the first row of section 4 that fits."""

from __future__ import annotations

import attrs
from tests.oracles.figures.closing import no_leader_text
from tests.oracles.figures.expected import last_asked
from tests.oracles.figures.force import Role
from tests.oracles.figures.inputs import Figure, Kind, NotYet, Reached
from tests.oracles.figures.people import leaders_on
from tests.oracles.figures.series import Step, leaders_steps, low_and_high
from tests.oracles.figures.shown import Status, day_text, figure_text
from tests.oracles.figures.stated import OUTSIDE_PLAN, Stated, Value, reason_of


class OfLeaders(Stated):
    """A value that leaders state."""

    def value(self) -> Value:
        """Return the value, by the first row that fits."""
        steps = self._steps()
        if not steps:
            return self.nothing(Role.LEADERS)
        newest = steps[-1]
        if newest.position == (self.place, 2):
            value = self.settled(newest.statements[0], newest.figures[0])
        elif len(newest.distinct) > 1 and self.kpi.method.kind is not Kind.WORDS:
            value = self._disputed(newest)
        else:
            value = self._stated(newest)
        beside = (*value.beside, *self.beside(Role.LEADERS))
        return attrs.evolve(value, beside=beside, apart=tuple(self.apart))

    def _steps(self) -> list[Step]:
        """Return what is known, without days before the plan."""
        steps = []
        for step in leaders_steps(self.force, self.action.number, self.kpi.id, (self.place, 3)):
            pairs = []
            for statement, figure in zip(step.statements, step.figures, strict=True):
                if isinstance(figure, Reached) and figure.day < self.world.first_day:
                    self.set_aside(statement, figure, OUTSIDE_PLAN)
                else:
                    pairs.append((statement, figure))
            if pairs:
                stated, figures = zip(*pairs, strict=True)
                steps.append(Step(step.position, stated, figures))
        return steps

    def _since(self, newest: Step) -> list[str]:
        """Return why nothing newer is known, if the newest figure is of an earlier round."""
        if newest.position >= (self.place, 1):
            return []
        former = newest.statements[0].former_leader_until if newest.position[1] == 0 else None
        since = day_text(former) if former else self.world.rounds[newest.position[0]].name
        return [f"no figure since {since}"]

    def _nobody_leads(self) -> list[str]:
        if self.kpi.method.stated_by is not None:
            return []
        nobody = no_leader_text(self.force, self.action, self.place)
        return [nobody] if nobody else []

    def _disputed(self, newest: Step) -> Value:
        figures = low_and_high(newest.distinct)
        texts = [figure_text(figure) for figure in figures]
        bare = f"{texts[0]} to {texts[-1]}"
        if any(isinstance(figure, NotYet) for figure in figures):
            bare = " or ".join(texts)
        why = [*self._nobody_leads(), *self._since(newest), "the leaders differ", *self.not_begun()]
        row = "disputed: days" if self.kpi.method.kind is Kind.DAY else "disputed: values"
        return Value(
            status=Status.DISPUTED,
            figures=figures,
            shown=f"{bare}; the leaders differ",
            bare=bare,
            why=tuple(why),
            row=row,
            sources=newest.statements,
        )

    def _stated(self, newest: Step) -> Value:
        figures: tuple[Figure, ...] = tuple(dict.fromkeys(newest.figures))
        if len(newest.distinct) == 1:  # an estimate among equal figures makes the value an estimate
            figures = (next((item for item in figures if getattr(item, "estimated", False)), figures[0]),)
        after_plan = None
        if isinstance(figures[0], Reached) and figures[0].day > self.world.last_day:
            after_plan = figures[0].day
            self.set_aside(newest.statements[0], figures[0], OUTSIDE_PLAN)
            figures = (NotYet(),)
        bare = "; ".join(map(figure_text, figures))
        why, row, shown = self._provisional(newest, figures[0], bare)
        leaders = leaders_on(self.world, self.action, self.round.data_day)
        counted = newest.position == (self.place, 1) and self.kpi.method.stated_by is None
        certain = self._certain(newest)
        return Value(
            status=Status.PROVISIONAL if why else Status.FINAL,
            figures=figures,
            shown=shown if why else bare,
            bare=bare,
            stated_by=(len(newest.statements), len(leaders)) if counted else None,
            why=(*self._nobody_leads(), *why) if why else (),
            reached_after_plan=after_plan,
            because=reason_of(newest.statements),
            row=row if why else certain,
            sources=newest.statements,
        )

    def _provisional(self, newest: Step, figure: Figure, bare: str) -> tuple[list[str], str, str]:
        """Return why the value is provisional, by which condition, and how it is printed."""
        why: list[str] = []
        row, shown = "", bare
        nobody_owes = self.closed_in is not None and not self._owe()
        earlier = newest.position < (self.place, 1)
        former = newest.statements[0].former_leader_until if newest.position[1] == 0 else None
        stated_on = max(statement.report.day for statement in newest.statements)
        until = former or self.world.rounds[newest.position[0]].data_day
        own_day_was_come = self.kpi.day is not None and self.kpi.day <= until
        known = isinstance(figure, Reached) or own_day_was_come or nobody_owes
        if earlier and not known:
            why += self._since(newest)
            when = f"as of {day_text(former)}" if former else self.world.rounds[newest.position[0]].name
            row = "provisional: a former leader's" if former else "provisional: leaders, of an earlier round"
            row = "provisional: a settlement of an earlier round" if newest.position[1] == 2 else row
            shown = f"{bare} ({when})"
        if self.not_begun() and not nobody_owes:
            why += self.not_begun()
            row = row or "provisional: leaders, not begun or its own day has not come"
            shown = shown if shown != bare else f"{bare} (so far)"
        early = not earlier and stated_on < self.round.data_day and not self.reply_day_passed
        own_day_before = self.kpi.day is not None and self.kpi.day <= stated_on
        if early and not nobody_owes and not own_day_before:
            why.insert(len(why) - ("not yet due" in why), "stated before the data day")
            row = row or "provisional: leaders, stated before the data day"
            shown = f"{bare} (as of {day_text(stated_on)})"
        return why, row, shown

    def _certain(self, newest: Step) -> str:
        if newest.position >= (self.place, 1):
            kind = "words" if self.kpi.method.kind is Kind.WORDS and len(newest.distinct) > 1 else "in the round"
            return f"final: leaders, {kind}"
        if isinstance(newest.figures[0], Reached):
            return "final: a day once stated"
        return "final: leaders, closed" if self.closed_in is not None else "final: leaders, after its own day"

    def _owe(self) -> bool:
        """Return whether the leaders of a closed action still owe this KPI."""
        last = last_asked(self.force, self.action, self.kpi, self.place)
        if last is None or self.world.is_closed(last[0]):
            return False
        if last[0] != self.closed_in and self.kpi.day is None:
            return False  # nobody was asked in the round of closing
        steps = leaders_steps(self.force, self.action.number, self.kpi.id, (self.place, 3))
        return not any(step.position >= (last[0], 0) for step in steps)
