"""Dateline on a cluster: Apache Spark 4, with this package, pyarrow and pandas on every machine.

``docs/spark.md`` says what runs where, and what it takes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Optional, Union

from . import _dateline
from .arrow import arrow_schema, articles_to_arrow, parse_arrow

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

_SIDECAR = "corpus.toml"

_BATCH_BYTES = 64 << 20
"""The bytes of documents that a task turns into articles at once."""

_PARTS = "name string, n int, kind int, part binary"


def schema() -> StructType:
    """The columns of an article as Spark's types."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(arrow_schema())


def parse(
    df: DataFrame,
    html: str = "html",
    url: Optional[str] = "url",
    *,
    collected: Optional[str] = None,
    source: Optional[str] = None,
    keep: Sequence[str] = (),
) -> DataFrame:
    """A data frame of documents, one per row, becomes one of articles, in the same number and order.

    ``html`` names the column with the documents, ``string`` or ``binary``; ``url``, ``collected`` and ``source`` name
    those with what is known about them; ``keep`` names columns to repeat in the result. Each document is read by itself,
    as :func:`dateline.parse` does. One that cannot be read is a row with a warning.
    """
    from pyspark.sql.types import StructType

    columns = [name for name in (html, url, collected, source) if name is not None]
    if url not in df.columns:
        columns = [name for name in columns if name != url]
        url = None
    made = schema()
    for name in keep:
        if name in made.names:
            raise ValueError(f"an article has a column `{name}` of its own; rename the one to keep")
    kept = [df.schema[name] for name in keep]

    def run(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for part in _slices(batch):
                yield parse_arrow(part, html, url, collected=collected, source=source, keep=keep, threads=1)

    chosen = df.select(*dict.fromkeys([*columns, *keep]))
    return chosen.mapInArrow(run, StructType([*made.fields, *kept]))


def parse_files(df: DataFrame, name: str = "path", content: str = "content") -> DataFrame:
    """A data frame of files of any format that Dateline reads becomes one of the articles in them.

    ``spark.read.format("binaryFile")`` gives such files; a row may be a web archive (WARC) with thousands of documents.
    Each document is read by itself, and a ``corpus.toml`` is left out. What cannot be read is a row with a warning.
    """

    def run(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for file_name, bytes_of_file in _files_of(batches):
            if file_name.rsplit("/", 1)[-1] == _SIDECAR:
                continue
            yield from articles_to_arrow(_dateline.parse_file(file_name, bytes_of_file)).to_batches()

    return df.select(name, content).mapInArrow(run, schema())


def files(spark: SparkSession, folder: Union[str, os.PathLike[str]]) -> DataFrame:
    """The files of a folder with their names below it, for :func:`build`.

    The folder may be on any file system that Spark reads. Spark leaves out empty files, and names that
    begin with ``.`` or ``_``.
    """
    from pyspark.sql import functions

    found = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(os.fspath(folder))
    root = spark._jvm.org.apache.hadoop.fs.Path(os.fspath(folder))
    system = root.getFileSystem(spark._jsparkSession.sessionState().newHadoopConf())
    prefix = system.makeQualified(root).toString().rstrip("/") + "/"
    below = functions.expr(f"substring(path, {len(prefix) + 1})")
    return found.select(below.alias("path"), "content")


@dataclass
class BuildReport:
    """What :func:`build` wrote, and what it could not."""

    articles: int
    """The number of articles in the archive."""
    failures: list[str] = field(default_factory=list)
    """What could not be read, one sentence each."""
    warnings: list[str] = field(default_factory=list)
    """What is wrong without stopping anything, such as entries of ``corpus.toml`` that match no document."""


def build(
    df: DataFrame,
    out: Union[str, os.PathLike[str]],
    *,
    name: str = "path",
    content: str = "content",
    threads: int = 0,
    force: bool = False,
) -> BuildReport:
    """Builds the archive of a data frame of files, in a folder of the driver: byte for byte that of ``dateline build``.

    ``name`` is the column with the files' paths below the corpus folder, each of them once, and ``content`` the one with
    their bytes; :func:`files` gives both. Files called ``corpus.toml`` state facts, as on one machine.

    The workers read the files and find the articles in them. The driver derives what depends on all articles, finds
    actors and quotes, and writes the archive, with ``threads`` threads (0 means one for each processor). So a task that is
    lost and repeated changes nothing.
    """
    from pyspark.sql import functions
    from pyspark.storagelevel import StorageLevel

    chosen = df.select(functions.col(name).alias("name"), functions.col(content).alias("content"))
    is_sidecar = (functions.col("name") == _SIDECAR) | functions.col("name").endswith(f"/{_SIDECAR}")
    sidecars = [(row["name"], bytes(row["content"])) for row in chosen.filter(is_sidecar).collect()]

    def run(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        rules = _dateline.Rules(sidecars)
        for file_name, bytes_of_file in _files_of(batches):
            yield from _part_batches(file_name, rules.read_file(file_name, bytes_of_file))

    parts = chosen.filter(~is_sidecar).mapInArrow(run, _PARTS)
    # Sorting looks at the rows twice; they are kept so that no file is read twice.
    parts = parts.persist(StorageLevel.DISK_ONLY)
    try:
        gathering = _dateline.Gathering(sidecars, threads)
        for row in parts.sort("name", "n").toLocalIterator(prefetchPartitions=True):
            part = row["part"]
            gathering.push(row["name"], row["kind"], None if part is None else bytes(part))
        articles, failures, warnings = gathering.write(os.fspath(out), force)
    finally:
        parts.unpersist()
    return BuildReport(articles, failures, warnings)


def _slices(batch: pyarrow.RecordBatch) -> Iterator[pyarrow.RecordBatch]:
    """The rows of a batch, so few at once that their texts fit into a batch of articles."""
    rows = batch.num_rows
    if rows > 1 and batch.nbytes > _BATCH_BYTES:
        yield from _slices(batch.slice(0, rows // 2))
        yield from _slices(batch.slice(rows // 2))
    elif rows:
        yield batch


def _files_of(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[tuple[str, bytes]]:
    for batch in batches:
        names, contents = batch.column(0), batch.column(1)
        for at in range(batch.num_rows):
            name, content = names[at].as_py(), contents[at].as_py()
            yield name or "", content.encode() if isinstance(content, str) else content or b""


def _part_batches(name: str, parts: list[tuple[int, bytes]]) -> Iterator[pyarrow.RecordBatch]:
    """The parts of a file as rows; a file without parts is a row without a kind."""
    rows: list[tuple[Optional[int], Optional[bytes]]] = [*parts] or [(None, None)]
    start, size = 0, 0
    for at, (_, part) in enumerate(rows):
        size += len(part or b"")
        if size > _BATCH_BYTES or at + 1 == len(rows):
            yield _part_batch(name, start, rows[start : at + 1])
            start, size = at + 1, 0


def _part_batch(name: str, start: int, rows: Sequence[tuple[Any, Any]]) -> pyarrow.RecordBatch:
    import pyarrow

    columns = [
        pyarrow.array([name] * len(rows), pyarrow.string()),
        pyarrow.array(range(start, start + len(rows)), pyarrow.int32()),
        pyarrow.array([kind for kind, _ in rows], pyarrow.int32()),
        pyarrow.array([part for _, part in rows], pyarrow.binary()),
    ]
    return pyarrow.RecordBatch.from_arrays(columns, names=["name", "n", "kind", "part"])
