"""Articles as columns, for pandas, Polars, DuckDB and Spark. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Optional

from . import _dateline
from ._dateline import Article

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_BATCH = 1_000
"""The articles that become a batch of rows."""


def _read(stream: bytes) -> pyarrow.RecordBatch:
    import pyarrow

    return pyarrow.ipc.open_stream(stream).read_next_batch()


def arrow_schema() -> pyarrow.Schema:
    """The columns of an article: the fields of ``dateline parse``, with nested types."""
    return _read(_dateline.schema_ipc()).schema


def parse_arrow(
    batch: Any,
    html: str = "html",
    url: Optional[str] = "url",
    *,
    collected: Optional[str] = None,
    source: Optional[str] = None,
    keep: Sequence[str] = (),
    threads: int = 0,
) -> pyarrow.RecordBatch:
    """Parses the documents in a column of a ``RecordBatch`` or ``Table`` and returns a row with the article of each.

    ``html`` names the column with the documents, texts or bytes; ``url``, ``collected`` and ``source`` name the columns
    with what is known about them. A column that ``url`` names may be missing. ``keep`` names columns to repeat in the
    result, behind those of the article. A document that cannot be read is a row with a warning.
    """
    import pyarrow

    names = batch.schema.names
    if url is not None and url not in names:
        url = None
    columns = [None if name is None else batch.column(name).to_pylist() for name in (html, url, collected, source)]
    empty = [None] * batch.num_rows
    documents = list(zip(*(empty if column is None else column for column in columns)))
    articles = _read(_dateline.parse_to_ipc(documents, threads))
    if not keep:
        return articles
    for name in keep:
        if name in articles.schema.names:
            raise ValueError(f"an article has a column `{name}` of its own; rename the one to keep")
    kept = [batch.column(name) for name in keep]
    kept = [column.combine_chunks() if isinstance(column, pyarrow.ChunkedArray) else column for column in kept]
    fields = [batch.schema.field(name) for name in keep]
    schema = pyarrow.schema([*articles.schema, *fields])
    return pyarrow.RecordBatch.from_arrays([*articles.columns, *kept], schema=schema)


def articles_to_arrow(articles: Iterable[Article]) -> pyarrow.Table:
    """Articles as a table."""
    import pyarrow

    batches, waiting = [], []
    for article in articles:
        waiting.append(article)
        if len(waiting) == _BATCH:
            batches.append(_read(_dateline.articles_to_ipc(waiting)))
            waiting = []
    batches.append(_read(_dateline.articles_to_ipc(waiting)))
    return pyarrow.Table.from_batches(batches)


def to_pandas(articles: Iterable[Article]) -> pandas.DataFrame:
    """Articles as a pandas data frame, one per row; nested values are lists and dictionaries. Needs pandas."""
    return articles_to_arrow(articles).to_pandas()


def to_polars(articles: Iterable[Article]) -> polars.DataFrame:
    """Articles as a Polars data frame, one per row, with nested types. Needs Polars."""
    import polars

    frame = polars.from_arrow(articles_to_arrow(articles))
    assert isinstance(frame, polars.DataFrame)
    return frame
