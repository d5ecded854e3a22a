"""Tables as Parquet, for programs that read columns; needs the extra ``detente[parquet]``."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.domain.errors import StorageError
from detente.storage.exports.cells import Cell, Tables, as_text, cell, columns, file_name
from detente.storage.files import atomic_write_bytes


def write_parquet(tables: Tables, folder: Path) -> list[Path]:
    """Write ``FOLDER/TABLE.parquet`` for each table; returns the paths.

    Raises StorageError when pyarrow is not installed or the disk refuses.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise StorageError(
            "Parquet needs the package pyarrow, which is not installed; "
            "install it with: pip install 'detente[parquet]', or export CSV."
        ) from error
    written = []
    for name, rows in tables.items():
        path = folder / f"{file_name(name)}.parquet"
        table = pyarrow.table({column: _one_type(rows, column) for column in columns(rows)})
        buffer = io.BytesIO()
        pyarrow.parquet.write_table(table, buffer)
        atomic_write_bytes(path, buffer.getvalue())
        written.append(path)
    return written


def _one_type(rows: Sequence[Mapping[str, Any]], column: str) -> Sequence[Cell]:
    """The cells of a column, which has one type there: whole numbers beside others become floats, a mixture text."""
    cells = [cell(row.get(column)) for row in rows]
    kinds = {type(value) for value in cells if value is not None}
    if kinds == {int} and all(value is None or abs(value) < 2**63 for value in cells if isinstance(value, int)):
        return cells
    if kinds and kinds <= {int, float}:
        return [None if value is None else float(value) for value in cells]
    if kinds == {bool}:
        return cells
    return [None if value is None else as_text(value).encode("utf-8", "replace").decode() for value in cells]
