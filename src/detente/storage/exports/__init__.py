"""A case, or any tables, for other programs: CSV, XLSX, Parquet, and the formats of other models."""

from detente.storage.exports.case_tables import case_tables
from detente.storage.exports.csv_files import write_tables
from detente.storage.exports.interchange import export_bdm, export_exchange, export_ktab
from detente.storage.exports.parquet_files import write_parquet
from detente.storage.exports.workbook import write_workbook

__all__ = [
    "case_tables",
    "export_bdm",
    "export_exchange",
    "export_ktab",
    "write_parquet",
    "write_tables",
    "write_workbook",
]
