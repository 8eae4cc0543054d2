"""A check from somebody else's package is on the shelf as soon as the package is installed."""

import subprocess
import sys
from pathlib import Path

THEIRS = '''
"""Too few words: posts that say nothing.

Mistake   Posts of two words.
Practice  Say something.
"""
from dataclasses import replace

from dialogo.audit.checks.dialogue.monologue import CHECK as MONOLOGUE

CHECK = replace(MONOLOGUE, id="theirs/too-few-words", belief="your-own")
NO_CHECK = "a mistake in their entry points"
'''


def shelf_with(folder: Path, target: str) -> subprocess.CompletedProcess[str]:
    """Asks a fresh interpreter for the checks, with their package on the path."""
    (folder / "their_checks.py").write_text(THEIRS, encoding="utf-8")
    about = folder / "their_checks-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: their-checks\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[dialogo.checks]\nwords = {target}\n")
    ask = "from dialogo.audit.shelf import checks; print('theirs/too-few-words' in checks())"
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.append({str(folder)!r}); {ask}"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_check_by_entry_point_is_on_the_shelf(tmp_path: Path) -> None:
    assert shelf_with(tmp_path, "their_checks:CHECK").stdout.strip() == "True"


def test_an_entry_point_that_is_no_check_says_so(tmp_path: Path) -> None:
    answer = shelf_with(tmp_path, "their_checks:NO_CHECK")
    assert answer.returncode == 1
    assert "entry point dialogo.checks:words is no Check" in answer.stderr
