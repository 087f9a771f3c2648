"""trafilatura's names, arguments and fields. Each row of the table in `docs/python.md` has a test here."""

import csv
import inspect
import io
import json
from xml.etree import ElementTree

import dateline
import dateline as trafilatura
import pytest
from conftest import ROOT

URL = "https://www.alderpost.example/ferry"

ARGUMENTS = (
    "filecontent url record_id fast no_fallback favor_precision favor_recall include_comments output_format "
    "tei_validation target_language include_tables include_images include_formatting include_links deduplicate "
    "date_extraction_params with_metadata only_with_metadata max_tree_size url_blacklist author_blacklist settingsfile "
    "prune_xpath config options"
).split()
"""The arguments of trafilatura 2.3's `extract`, in their order."""

FIELDS = (
    "title author url hostname description sitename date categories tags fingerprint id license body comments "
    "commentsbody raw_text text language image pagetype filedate"
).split()
"""The fields of its `Document`."""


def test_every_argument_and_field_is_there_and_in_the_documentation():
    assert list(inspect.signature(dateline.extract).parameters) == ARGUMENTS
    bare = [name for name in ARGUMENTS if name not in ("record_id", "tei_validation", "settingsfile")]
    bare.insert(bare.index("prune_xpath"), "as_dict")
    assert list(inspect.signature(dateline.bare_extraction).parameters) == bare
    assert set(dateline.Document.__slots__) == set(FIELDS)
    text = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    for name in ARGUMENTS[1:] + FIELDS:
        assert f"`{name}`" in text, f"docs/python.md does not name `{name}`"


def test_the_fields_of_a_page(page):
    document = trafilatura.bare_extraction(page, url=URL, with_metadata=True)
    assert (document.title, document.author, document.date) == ("Ferry stops", "Ada Byron", "2025-03-04")
    assert (document.url, document.hostname, document.sitename) == (URL, "alderpost.example", "Alder Post")
    assert document.text.startswith("The ferry of Oldport") and document.raw_text == document.text
    assert document.language == "en"
    assert document.as_dict() == trafilatura.bare_extraction(page, url=URL, as_dict=True)
    assert trafilatura.extract_metadata(page, URL).text is None


def test_a_page_without_a_text_is_none():
    for empty in ("", b"", None, "<html></html>", 7):
        assert trafilatura.extract(empty) is None and trafilatura.bare_extraction(empty) is None


def test_a_date_without_a_day_begins_its_month():
    record = json.dumps({"title": "One", "date": "2025-03", "body": "The ferry of Oldport stopped on Monday."})
    assert trafilatura.bare_extraction(record).date == "2025-03-01"


def test_every_format_has_the_text(page):
    text = trafilatura.extract(page)
    assert text.splitlines()[0].startswith("The ferry of Oldport") and len(text.splitlines()) == 2
    assert trafilatura.extract(page, output_format="markdown").startswith("# Ferry stops\n\nThe ferry")
    fields = json.loads(trafilatura.extract(page, URL, "7", output_format="json", with_metadata=True))
    assert (fields["source"], fields["id"], fields["source-hostname"]) == (URL, "7", "Alder Post")
    assert set(json.loads(trafilatura.extract(page, output_format="json"))) == {"text", "comments"}
    row = next(csv.reader(io.StringIO(trafilatura.extract(page, URL, output_format="csv")), delimiter="\t"))
    assert (row[0], row[4], row[6]) == (URL, "Ferry stops", "2025-03-04")
    for kind, path in (("xml", "./main/p"), ("html", "./body/p")):
        made = trafilatura.extract(page.replace("Oldport", "A &amp; B"), output_format=kind, with_metadata=True)
        tree = ElementTree.fromstring(made)
        assert [p.text for p in tree.findall(path)][0].startswith("The ferry of A & B")
    head = trafilatura.extract(page, URL, with_metadata=True).split("---\n")[1]
    assert 'title: "Ferry stops"\n' in head and f'url: "{URL}"\n' in head
    for kind, error in (("python", ValueError), ("xmltei", AttributeError), ("pdf", AttributeError)):
        with pytest.raises(error):
            trafilatura.extract(page, output_format=kind)


def test_options_that_refuse_a_page(page):
    assert trafilatura.extract(page, target_language="en") and trafilatura.extract(page, target_language="de") is None
    assert trafilatura.extract(page, URL, url_blacklist={URL}) is None
    assert trafilatura.extract(page, only_with_metadata=True) is None
    assert trafilatura.extract(page, URL, only_with_metadata=True)
    assert trafilatura.bare_extraction(page, author_blacklist={"ada byron"}).author is None


def test_comments_are_kept_if_wanted(page):
    comments = "<section id=comments class=comments><h2>Comments</h2><p>Nice ferry, says a reader of ours.</section>"
    page = page.replace("</article>", f"</article>{comments}")
    without = trafilatura.bare_extraction(page, include_comments=False)
    assert without.comments == "" and "Nice ferry" not in without.text


def test_every_argument_is_accepted(page):
    everything = {
        "fast": True,
        "no_fallback": True,
        "favor_precision": True,
        "favor_recall": True,
        "include_tables": False,
        "include_images": True,
        "include_formatting": True,
        "include_links": True,
        "deduplicate": True,
        "date_extraction_params": {"extensive_search": False},
        "max_tree_size": 10,
        "prune_xpath": "//p",
        "config": None,
        "options": None,
    }
    assert trafilatura.extract(page, **everything, settingsfile="x", tei_validation=True) == trafilatura.extract(page)
    assert trafilatura.bare_extraction(page, **everything).text == trafilatura.bare_extraction(page).text
    # Asked again, it answers the same: nothing is remembered from one call to the next.
    assert len({trafilatura.extract(page, deduplicate=True) for _ in range(6)}) == 1
