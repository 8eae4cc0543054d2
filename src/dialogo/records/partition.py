"""Where a company's rows lie: one folder per table and company, under a name safe on any disk."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote

_LONGEST = 60  # characters of the readable part
_SEGMENT = re.compile(r"[/\\]company=([^/\\]*)[/\\][^/\\]*$")


def segment(company: str) -> str:
    """The folder of a company: `company=Torrefazione%20Aurora~5f1c…`.

    The readable part is percent-encoded and cut; the hash of the whole name tells apart what the
    cut, or a disk that ignores case, would mix up.
    """
    digest = sha256(company.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"company={quote(company, safe='', errors='replace')[:_LONGEST]}~{digest}"


def may_hold(file: str, company: str) -> bool:
    """Whether a Parquet file can hold this company's rows, by where it lies."""
    found = _SEGMENT.search(file)
    return found is None or "~" not in found[1] or f"company={found[1]}" == segment(company)
