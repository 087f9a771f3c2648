"""The examples of the documents run, in their order, in a folder with documents in `reports`."""

import re
import shlex
from pathlib import Path

import pytest
from conftest import PAGE, ROOT, command

BLOCK = re.compile(r"^```(python|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(document: Path, folder: Path, names: dict) -> int:
    """Runs the examples of a document and returns how many there are."""
    blocks = BLOCK.findall(document.read_text(encoding="utf-8"))
    for kind, code in blocks:
        if kind == "python":
            exec(compile(code, str(document), "exec"), names)
            continue
        for line in code.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["dateline"]:
                done = command(*words[1:], cwd=folder)
                assert done.returncode == 0, f"{line}\n{done.stderr}"
    return len(blocks)


@pytest.mark.parametrize("name", ["docs/python.md", "python/README.md"])
def test_the_examples_run(name, reports, tmp_path, monkeypatch):
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ferry.html").write_text(PAGE, encoding="utf-8")
    assert run(ROOT / name, tmp_path, {}) >= 1
