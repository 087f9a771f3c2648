"""Documents become articles, whatever they are."""

import datetime
import json
import os
import pickle
import random
import threading

import dateline
import pytest
from conftest import PAGE, ROOT, command

HOSTILE = [
    None,
    3,
    float("nan"),
    object(),
    "",
    b"",
    b"\0" * 10_000,
    b"\xff\xfe",
    "\ud800",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"PK\x03\x04" + b"\0" * 100,
    b"\x1f\x8b\x08" + b"\xff" * 50,
    b"%PDF-1.7\n" + b"x" * 50,
    b"PAR1" + b"\0" * 40 + b"PAR1",
    b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n",
    "<div>" * 100_000,
    "<p>" + "a " * 200_000,
    "<" * 100_000,
    "<!--" * 50_000,
    '<script type="application/ld+json">' + "[" * 100_000,
    '{"title": ' + "[" * 50_000,
    "<table>" + "<tr><td>" * 20_000,
    "&" + "#" * 50_000,
]


def test_an_article_has_the_fields_of_the_command(page, tmp_path):
    (tmp_path / "ferry.html").write_text(page, encoding="utf-8")
    printed = command("parse", tmp_path / "ferry.html")
    assert printed.returncode == 0, printed.stderr
    article = dateline.parse(page.encode(), source="ferry.html")
    assert article.to_dict() == json.loads(printed.stdout)
    assert article.to_json() == printed.stdout.rstrip("\n")


def test_the_parts_of_an_article_are_objects(page):
    article = dateline.parse(page, url="https://alderpost.example/ferry", collected=datetime.date(2025, 3, 9))
    assert (article.title.value, article.title.basis) == ("Ferry stops", "stated")
    assert (article.date.value, article.date.precision, article.date.basis) == ("2025-03-04", "day", "stated")
    assert article.date.evidence == "4 March 2025"
    assert article.outlet.name == "Alder Post"
    assert article.authors == ["Ada Byron"]
    assert (article.url, article.collected) == ("https://alderpost.example/ferry", "2025-03-09")
    assert (article.language, article.section) == ("en", None)
    germany = article.actors[0]
    assert (germany.id, germany.kind) == ("germany", "state")
    at = germany.mentions[0]
    assert article.body[at.paragraph].encode()[at.start : at.end].decode() == "Germany"
    quote = article.quotes[0]
    assert (quote.text, quote.speaker) == ("It will sail again", "angela-merkel")
    assert article.text == "\n\n".join(article.body)
    assert "Home" in [piece.text for piece in article.removed]


def test_articles_compare_and_survive_pickling_and_dictionaries(page):
    article, same, other = dateline.parse(page), dateline.parse(page), dateline.parse("<p>Nothing</p>")
    assert article == same and hash(article) == hash(same) and article != other
    assert pickle.loads(pickle.dumps(article)) == article
    assert dateline.Article.from_dict(article.to_dict()) == article
    assert dateline.Article.from_json(article.to_json()) == article
    assert [actor.to_dict() for actor in article.actors] == article.to_dict()["actors"]
    for part in [article.title, article.date, *article.actors, *article.quotes, *article.removed]:
        assert pickle.loads(pickle.dumps(part)) == part and hash(part) == hash(part)
        assert eval(repr(part), vars(dateline)) == part
    with pytest.raises(AttributeError):
        article.title.value = "Another"
    with pytest.raises(ValueError):
        dateline.Article.from_json("{}x")


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_what_cannot_be_read_never_raises(number):
    article = dateline.parse(HOSTILE[number], url=7, collected="yesterday")
    assert article.warnings, article
    assert any("yesterday" in warning.message for warning in article.warnings)
    assert dateline.extract(HOSTILE[number]) is None or isinstance(dateline.extract(HOSTILE[number]), str)


def test_a_text_is_what_python_decoded_it_to():
    page = "<meta charset=windows-1251><title>Überfahrt</title><article><h1>Überfahrt</h1><p>Die Fähre fährt.</article>"
    assert dateline.parse(page).title.value == "Überfahrt"
    assert dateline.parse(page.encode()) != dateline.parse(page)
    for given in (page.encode("utf-8-sig"), bytearray(page.encode("utf-8-sig")), memoryview(page.encode("utf-8-sig"))):
        assert dateline.parse(given).title.value == "Überfahrt"


def test_a_document_without_a_name_has_an_id_of_its_own(page):
    ids = {dateline.parse(page).id, dateline.parse(page, "https://a.example/1").id, dateline.parse(page + " ").id}
    assert len(ids) == 3 and dateline.parse(page).id in ids


def test_many_give_the_articles_of_one_in_any_order_and_with_any_number_of_threads(page):
    pages = [page.replace("Ferry", f"Ferry {n}").replace("Germany", "China" if n % 2 else "Norway") for n in range(150)]
    pages += [item for item in HOSTILE if not isinstance(item, float)]
    alone = [dateline.parse(item) for item in pages]
    for threads in (0, 1, 3):
        assert list(dateline.parse_many(pages, threads)) == alone
    order = list(range(len(pages)))
    random.Random(1).shuffle(order)
    assert list(dateline.parse_many((pages[n] for n in order), 2)) == [alone[n] for n in order]
    given = (page, "https://a.example/1", "2025-03-09", "ferry")
    as_mapping = {"html": page, "url": given[1], "collected": given[2], "source": given[3]}
    one, other = dateline.parse_many([given, as_mapping])
    assert one == other == dateline.parse(page, given[1], given[2], source="ferry")


def test_many_are_taken_as_they_are_needed(page):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield page

    articles = dateline.parse_many(endless(), threads=1)
    assert next(articles) == dateline.parse(page) and len(taken) <= 64


def test_threads_of_python_parse_at_the_same_time(page):
    found = []
    threads = [threading.Thread(target=lambda: found.append(dateline.parse(page))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == [dateline.parse(page)] * 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_fork_parses_too(page):
    dateline.parse(page)
    child = os.fork()
    if child == 0:
        os._exit(0 if dateline.parse(page).title.value == "Ferry stops" else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_folder_is_read_as_the_command_reads_it(reports):
    (reports / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    printed = command("parse", reports)
    assert printed.returncode == 1
    reading = dateline.read(reports)
    articles = list(reading)
    assert [article.to_dict() for article in articles] == [json.loads(line) for line in printed.stdout.splitlines()]
    assert len(reading) == len(articles) == 5
    assert "broken.png" in reading.failures[0] and not reading.warnings
    assert next(dateline.read([reports / "armistice-day.txt"], threads=1)).id == articles[0].id
    with pytest.raises(FileNotFoundError):
        dateline.read(reports / "missing.txt")


def test_the_pages_of_the_repository_are_read_the_same_way_alone_and_together():
    pages = sorted((ROOT / "tests/fixtures/pages").glob("*.html"))
    assert len(pages) > 10
    given = [(page.read_bytes(), None, None, page.name) for page in pages]
    assert list(dateline.parse_many(given)) == [dateline.parse(*item[:3], source=item[3]) for item in given]
