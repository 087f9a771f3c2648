"""Articles as columns."""

import dateline
import pytest
from conftest import command

pyarrow = pytest.importorskip("pyarrow")


def test_rows_are_the_articles_of_the_documents(page):
    urls = ["https://a.example/1", None, "https://a.example/3"]
    given = {"html": [page, None, page.encode()[:50].decode()], "url": urls, "key": [1, 2, 3]}
    batch = pyarrow.RecordBatch.from_pydict(given)
    made = dateline.parse_arrow(batch)
    assert made.schema == dateline.arrow_schema()
    alone = [dateline.parse(html, url) for html, url in zip(given["html"], urls)]
    assert made.to_pylist() == [row(article) for article in alone]
    kept = dateline.parse_arrow(pyarrow.Table.from_batches([batch]), keep=["key"])
    assert kept.column("key").to_pylist() == [1, 2, 3] and kept.num_columns == made.num_columns + 1
    assert dateline.parse_arrow(batch.slice(0, 0)).num_rows == 0
    assert dateline.parse_arrow(batch.select(["html"])).column("url").to_pylist() == [None] * 3
    binary = batch.set_column(0, "html", pyarrow.array([page.encode(), None, b"x"], pyarrow.binary()))
    assert dateline.parse_arrow(binary).column("title")[0].as_py()["value"] == "Ferry stops"
    with pytest.raises(ValueError):
        dateline.parse_arrow(batch, keep=["url"])


def row(article):
    """An article as a row: an outlet without evidence has an empty one."""
    fields = article.to_dict()
    if fields["outlet"] is not None:
        fields["outlet"].setdefault("evidence", "")
    return fields


def test_data_frames_have_a_row_for_each_article(reports):
    articles = list(dateline.read(reports))
    table = dateline.articles_to_arrow(articles)
    assert table.to_pylist() == [row(article) for article in articles]
    assert dateline.articles_to_arrow([]).schema == dateline.arrow_schema()
    pytest.importorskip("pandas")
    assert list(dateline.to_pandas(articles)["id"]) == [article.id for article in articles]
    pytest.importorskip("polars")
    frame = dateline.to_polars(articles)
    assert frame["title"].struct.field("value").to_list() == [article.title.value for article in articles]


def test_the_command_writes_the_same_rows_as_parquet(reports, tmp_path):
    from pyarrow import parquet

    out = tmp_path / "articles.parquet"
    made = command("parse", reports, "--format", "parquet", "--out", out)
    assert made.returncode == 0, made.stderr
    articles = list(dateline.read(reports))
    assert parquet.read_table(out).to_pylist() == [row(article) for article in articles]
    # And reads them again.
    assert list(dateline.read(out)) == articles
