"""An archive that was built answers from Python."""

import dateline
import pytest
from conftest import command


def test_filters_find_what_they_say(archive, reports):
    opened = dateline.Archive.open(archive)
    articles = {article.id: article for article in dateline.read(reports)}
    assert len(opened) == len(articles) == 5 and opened.info["actors"] > 5
    # Only an archive knows which of its articles tell one story.
    built = {article.id: article.to_dict() for article in opened.articles()}
    stories = [article.pop("story") for article in built.values() if "story" in article]
    assert len(stories) == 2 and len(set(stories)) == 1
    assert built == {id: article.to_dict() for id, article in articles.items()}
    assert opened.story(opened.filter().facets()["story"][0]["id"])["title"] == stories[0]
    listed = opened.filter().stories()
    assert (listed["articles"], listed["stories"], len(listed["entries"])) == (5, 4, 4)
    told = [entry["story"] for entry in listed["entries"] if entry["story"]]
    assert [opened.story(story["id"])["sources"] for story in told] == [story["sources"] for story in told]
    assert opened.filter().stories(limit=1, offset=1)["entries"] == listed["entries"][1:2]
    for name, id in opened.names()["actors"].items():
        expected = {key for key, article in articles.items() if id in [actor.id for actor in article.actors]}
        selection = opened.filter(actor=id)
        assert set(selection.ids()) == expected and selection.count() == len(selection) == len(expected), name
        assert set(opened.filter(actor_none=[id]).ids()) == set(articles) - expected
    newest = opened.filter(sort="newest").ids()
    assert newest == opened.filter().ids()
    days = [articles[id].date.value for id in opened.filter(sort="oldest").ids()]
    assert days == sorted(days) and len(days) == 5
    spring = opened.filter(since="2025-03-01", until="2025-05-31")
    assert {article.date.value[:4] for article in spring} == {"2025"}
    assert sum(month["count"] for month in spring.histogram()) == 5
    outlet = articles[newest[0]].outlet
    assert newest[0] in opened.filter(outlet=outlet.id).ids()
    assert opened.filter(outlet=[outlet.id, "nobody"]).count() == opened.filter(outlet=outlet.id).count()


def test_words_are_searched_for_as_on_the_page(archive):
    opened = dateline.Archive.open(archive)
    found = opened.filter("anniversary")
    assert 0 < found.count() < 5
    assert found.cards(1)[0]["snippets"][0]["marks"]
    assert found.facets(1)["actors"][0]["count"] == found.count()
    assert opened.query({"text": "troops", "limit": 1})["total"] == opened.filter("troops").count()
    with pytest.raises(ValueError, match="bracket"):
        opened.filter("(troops").count()


def test_what_is_not_there_is_told(archive, tmp_path):
    opened = dateline.Archive.open(archive)
    with pytest.raises(KeyError):
        opened.article("nothing")
    with pytest.raises(TypeError):
        opened.filter(colour="red")
    with pytest.raises(FileNotFoundError):
        dateline.Archive.open(tmp_path / "nowhere")
    manifest = archive / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"articles": 5', '"articles": "many"'))
    with pytest.raises(ValueError):
        dateline.Archive.open(archive)


def test_a_damaged_file_is_told_and_never_believed(archive):
    opened = dateline.Archive.open(archive)
    for text in archive.glob("texts.*"):
        text.write_bytes(text.read_bytes()[::-1])
    assert opened.filter("troops").count() > 0
    with pytest.raises(ValueError):
        list(opened.articles())


def test_the_command_is_in_the_wheel(tmp_path):
    assert command("--version").stdout.startswith("dateline ")
    assert command("parse", tmp_path / "missing").returncode == 2
    assert command("nonsense").returncode == 2
