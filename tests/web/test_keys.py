"""The installation's secret is drawn once, and a damaged one is never taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogo.records.errors import BadInput
from dialogo.web.settings.keys import secret


def test_it_is_drawn_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = secret(tmp_path)
    assert secret(tmp_path) == first
    assert len(first) == 64
    (file,) = tmp_path.iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("secret.key", 0o600)


@pytest.mark.parametrize("content", [b"", b"\n", b"\0\0\0", b"\xff" * 64])
def test_an_empty_or_damaged_one_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret.key").write_bytes(content)
    with pytest.raises(BadInput, match="holds no key"):
        secret(tmp_path)
