"""Spark with a cluster of two workers on this machine. Skipped, with the reason, where Spark or Java is missing."""

import os
import shutil
import signal
import threading
from pathlib import Path

import dateline
import pytest
from conftest import PAGE, ROOT, command, files_below
from test_docs import run

pytest.importorskip("pyspark", reason="Spark is not installed")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

from pyspark.sql import SparkSession  # noqa: E402


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The folder in which Spark looks for files without a path."""
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def spark(home):
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("dateline")
    for name, value in settings.items():
        builder = builder.config(name, value)
    before = os.getcwd()
    os.chdir(home)
    session = builder.getOrCreate()
    os.chdir(before)
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture
def corpus(tmp_path):
    """A folder with documents of several kinds, some without a date, some that cannot be read, and facts about them."""
    folder = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", folder / "digests")
    shutil.copytree(ROOT / "tests/fixtures/pages", folder / "pages")
    (folder / "records.jsonl").write_text(
        "".join(f'{{"id": {n % 40}, "title": "Report {n}", "body": "Norway’s ferry {n} stopped."}}\n' for n in range(60))
        + "no record\n",
        encoding="utf-8",
    )
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "corpus.toml").write_text(
        'title = "Ferries"\n[[document]]\nfile = "records.jsonl#3"\ndate = "2025-01-01"\n'
        '[[actor]]\nid = "norway"\nname = "Kingdom of Norway"\n',
        encoding="utf-8",
    )
    return folder


def test_rows_are_articles_whatever_the_documents_are(spark):
    import dateline.spark

    rows = [(PAGE.replace("Ferry", f"Ferry {n}"), f"https://a.example/{n}", n) for n in range(40)]
    rows += [(None, None, 40), ("", "https://a.example/41", 41), ("<div>" * 50_000, None, 42)]
    df = spark.createDataFrame(rows, "html string, url string, n int").repartition(4)
    found = {row["n"]: row for row in dateline.spark.parse(df, keep=["n"]).collect()}
    assert len(found) == len(rows)
    for html, url, n in rows:
        expected = dateline.parse(html, url)
        assert (found[n]["id"], found[n]["title"]["value"]) == (expected.id, expected.title.value)
        assert [tuple(w) for w in found[n]["warnings"]] == [(w.code, w.message) for w in expected.warnings]
    assert found[40]["warnings"] and found[41]["warnings"]
    with pytest.raises(ValueError):
        dateline.spark.parse(df, keep=["url"])


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="programs are found and killed by way of /proc")
def test_the_archive_of_a_cluster_is_that_of_the_command_although_a_worker_is_killed(spark, corpus, tmp_path):
    import dateline.spark

    built = command("build", corpus, "--out", tmp_path / "one")
    assert built.returncode == 1, built.stderr
    killed = []
    stop = threading.Event()
    killer = threading.Thread(target=lambda: kill_a_worker(killed, stop))
    files = dateline.spark.files(spark, corpus).repartition(6).cache()
    killer.start()
    try:
        report = dateline.spark.build(files, tmp_path / "many")
    finally:
        stop.set()
        killer.join()
    assert killed, "no worker was killed while the archive was built"
    assert files_below(tmp_path / "many") == files_below(tmp_path / "one")
    failures = [line.removeprefix("dateline: ") for line in built.stderr.splitlines() if ": warning: " not in line]
    # Spark leaves out empty files.
    assert sorted(report.failures) == sorted(line for line in failures if not line.startswith("empty.txt: "))
    assert len(report.failures) == 2
    assert report.articles == dateline.Archive.open(tmp_path / "many").info["articles"]


def test_files_of_any_format_become_rows(spark, corpus):
    import dateline.spark

    rows = dateline.spark.parse_files(dateline.spark.files(spark, corpus)).select("source", "warnings").collect()
    sources = [row["source"] for row in rows]
    assert len([source for source in sources if source.startswith("records.jsonl")]) == 61
    assert "corpus.toml" not in sources
    assert [row["warnings"] for row in rows if row["source"] == "picture.png"][0]


def test_the_examples_run(spark, home, monkeypatch):
    monkeypatch.chdir(home)
    shutil.copytree(ROOT / "corpus", home / "reports")
    pages = [(PAGE, f"https://a.example/{n}") for n in range(4)]
    spark.createDataFrame(pages, "html string, url string").write.parquet("pages.parquet")
    assert run(ROOT / "docs/spark.md", home, {"spark": spark}) == 3


def kill_a_worker(killed: list, stop: threading.Event) -> None:
    """Kills one of the two programs that run tasks, as soon as tasks run in it."""
    while not stop.wait(0.05):
        for worker in descendants(os.getpid()):
            if "CoarseGrainedExecutorBackend" in command_line(worker) and any(
                "pyspark" in command_line(child) for child in descendants(worker)
            ):
                os.kill(worker, signal.SIGKILL)
                killed.append(worker)
                return


def descendants(process: int) -> list:
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name of the program, in brackets, may hold spaces.
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, open_ = [], [process]
    while open_:
        parent = open_.pop()
        children = [pid for pid, of in parents.items() if of == parent]
        found += children
        open_ += children
    return found


def command_line(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""
