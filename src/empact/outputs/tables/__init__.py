"""Plans and their records as tables for data engines: pandas, Polars, DuckDB, pyarrow and Parquet.

Each table is described once, by the class of its rows (``rows``): columns, types for Arrow and the data dictionary
follow from its fields (``columns``). ``collecting`` fills the tables from contexts; ``table`` is what engines read.
"""
