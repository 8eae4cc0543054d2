"""Reads a workbook from standard input, in a process of its own with little memory and time.

A workbook made to harm (a cell in the last row of the last column, a text repeated a million
times) ends this process, not the import. Rows are pickled to standard output as they come.
"""

from __future__ import annotations

import io
import pickle
import sys
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

MEMORY = 3 << 30  # bytes of address space; a full sheet of 1,048,576 rows needs about 1 GB
SECONDS = 300
BATCH = 1_000


def main(source: IO[bytes], out: IO[bytes], most: int) -> None:
    """Writes ("sheet", name), ("rows", list of lists) …, or ("error", why)."""
    try:
        book: Any = CalamineWorkbook.from_filelike(io.BytesIO(source.read()))
        for sheet in book.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            pickle.dump(("sheet", sheet.name), out)
            batch = []
            for number, row in enumerate(book.get_sheet_by_name(sheet.name).iter_rows()):
                if most and number >= most:
                    break
                batch.append(row)
                if len(batch) == BATCH:
                    pickle.dump(("rows", batch), out)
                    batch = []
            pickle.dump(("rows", batch), out)
    except PasswordError:
        pickle.dump(("error", "password"), out)
    except (CalamineError, OSError, ValueError, MemoryError):
        pickle.dump(("error", "broken"), out)


def limit() -> None:
    """Sets the limits, where the system has them."""
    if sys.platform == "win32":
        return
    import resource  # there is none on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit()
    main(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]))
