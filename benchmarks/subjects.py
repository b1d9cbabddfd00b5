"""The benchmarks, in the order of the table."""

from __future__ import annotations

from benchmarks import documents, loading, overlaps, portfolio, progress, reports, rules, startup, strategies, workers
from benchmarks.measuring import Benchmark

BENCHMARKS: tuple[Benchmark, ...] = (
    Benchmark(name="startup", summary="new processes", measure=startup.measure),
    Benchmark(name="loading", summary="one plan: load and dump", measure=loading.measure),
    Benchmark(name="documents", summary="documents in each format", measure=documents.measure),
    Benchmark(name="rules", summary="all rules on one plan", measure=rules.measure),
    Benchmark(name="overlaps", summary="the search for possible overlaps", measure=overlaps.measure),
    Benchmark(name="portfolio", summary="many plans: load, check, memory", measure=portfolio.measure),
    Benchmark(name="workers", summary="the rules on a portfolio, divided among processes", measure=workers.measure),
    Benchmark(name="reports", summary="progress reports: add, read, check, add up", measure=reports.measure),
    Benchmark(name="progress", summary="what 27 states report, as documents", measure=progress.measure),
    Benchmark(name="strategies", summary="plans drawn for tests", measure=strategies.measure),
)
