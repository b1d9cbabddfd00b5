"""The contexts of a validation: what is a fact of the portfolio is derived once, not for each plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.support.linear import growth

from empact import Plan, Portfolio, Session
from empact.model import Reports
from empact.validation.contexts import ValidationContext

REGISTER = Session().register


def test_contexts__of_twice_as_many_plans_with_reports_take_twice_the_work() -> None:
    def work(count: int) -> Callable[[], object]:
        plans = tuple(Plan(id=f"X{number}-2031") for number in range(count))
        reports = {plan.id: Reports(plan=plan.id) for plan in plans}
        context = ValidationContext(portfolio=Portfolio(plans), register=REGISTER, reports=reports)
        return lambda: [context.of(plan) for plan in plans]

    assert growth(work, 100) == pytest.approx(2, abs=0.1)
