"""What the tests share."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PAGE = """<html lang=en><head><title>Ferry stops | Alder Post</title><meta name=author content="Ada Byron"></head>
<body><nav><a href=/>Home</a></nav><article><h1>Ferry stops</h1><time datetime=2025-03-04>4 March 2025</time>
<p>The ferry of Oldport stopped on Monday, Germany’s government said, and nobody knows when it will sail again.
<p>“It will sail again”, Angela Merkel told Reuters on the quay, before the last of the passengers had gone home.
</article></body></html>"""


@pytest.fixture
def page() -> str:
    return PAGE


def command(*args: object, cwd: object = None) -> subprocess.CompletedProcess:
    """Runs the command that the wheel installed."""
    program = Path(sys.executable).with_name("dateline")
    return subprocess.run([program, *map(str, args)], cwd=cwd, capture_output=True, text=True, encoding="utf-8")


def files_below(folder: Path) -> dict:
    """Every file below a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """The documents of the repository, in a folder called `reports`."""
    return Path(shutil.copytree(ROOT / "corpus", tmp_path / "reports"))


@pytest.fixture
def archive(reports: Path, tmp_path: Path) -> Path:
    """Their archive."""
    out = tmp_path / "archive"
    assert command("build", reports, "--out", out).returncode == 0
    return out


os.environ["PYSPARK_PYTHON"] = sys.executable
