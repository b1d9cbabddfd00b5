"""Benchmarks: ratios of processor time and of memory, beside other libraries or beside half of the work.

``python -m benchmarks`` runs them. Absolute times are not meaningful, because they depend on the machine.
"""
