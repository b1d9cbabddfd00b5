"""Rules on the executors of others: a pool of processes, and a cluster of Dask, which can have many machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from tests.support.random_portfolios import random_portfolio

import oap_c_2012
from empact import ExecutorError, Portfolio, Session, Severity
from empact.hooks import Rule, hookimpl
from empact.storage.records import Records
from empact.testing.generated import generate

pytestmark = pytest.mark.oracle


@contextmanager
def dask() -> Iterator[Executor]:
    """Start a cluster of two processes on this machine."""
    distributed: Any = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, distributed.Client(cluster) as client, client.get_executor() as executor:
        yield executor


def linked() -> tuple[Portfolio, Records | None]:
    """Return three years of plans that link to and continue each other."""
    return Portfolio(tuple(generate(18, 40, 29, one_way=0.3, dangling=0.2, carried=0.5))), None


@pytest.mark.parametrize("start", [lambda: ProcessPoolExecutor(2), dask], ids=["processes", "dask"])
def test_validate__reports_the_same_on_each_executor(start: Callable[[], AbstractContextManager[Executor]]) -> None:
    session = Session([oap_c_2012])
    with start() as executor:
        for portfolio, records in (linked(), *map(random_portfolio, range(5))):
            alone = session.validate(portfolio, records=records)
            assert len(alone) > 0
            assert session.validate(portfolio, records=records, executor=executor, workers=2) == alone


class Local:
    """A plugin with a rule that no other process can load."""

    @hookimpl
    def empact_rules(self) -> list[Rule]:
        return [Rule(code="WORK005", name="local", severity=Severity.INFO, check=lambda *_: (), doc="A lambda.")]


def test_validate__a_rule_that_dask_cannot_send_is_named() -> None:
    with dask() as executor, pytest.raises(ExecutorError, match="the rule 'local' of the plugin 'Local'"):
        Session([Local()]).validate(linked()[0], executor=executor, workers=2)
