"""Archives that ``dateline build`` or ``dateline site`` made, asked by the code that the page asks them by."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import Any, Optional, Union

from . import _dateline
from ._dateline import Article

_BATCH = 100
"""The articles that are read together."""

_ALL = 2**31
"""More hits than an archive can have."""

_FACETS = {
    "actor": "actors",
    "outlet": "outlets",
    "story": "story",
    "cites": "cites",
    "section": "section",
    "language": "language",
    "speaker": "speaker",
    "author": "author",
    "tag": "tag",
    "group": "outletGroup",
    "inferred": "inferred",
}
"""The facets by their names as arguments, with their names in a query."""

_Ids = Union[str, Iterable[str]]


def _ids(value: _Ids) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


class Archive:
    """An archive on disk. Nothing of it is in memory but what was asked for."""

    def __init__(self, reader: _dateline.ArchiveReader) -> None:
        self._reader = reader
        self.info: dict[str, Any] = json.loads(reader.info())
        """The title, the numbers of articles, outlets and actors, and the first and the last day."""

    @staticmethod
    def open(site: Union[str, os.PathLike[str]]) -> Archive:
        """Opens the folder that ``dateline build`` or ``dateline site`` wrote.

        Raises ``FileNotFoundError`` if it holds no archive, and ``ValueError`` if the archive is damaged or of another
        version.
        """
        return Archive(_dateline.ArchiveReader(os.fspath(site)))

    def __len__(self) -> int:
        return int(self.info["articles"])

    def __repr__(self) -> str:
        return f"Archive({str(self._reader.folder)!r}, {len(self)} articles)"

    def names(self) -> dict[str, dict[str, str]]:
        """The ids of all ``actors`` and ``outlets`` by name."""
        return json.loads(self._reader.names())

    def article(self, id: str) -> Article:
        """The article with this id. Raises ``KeyError`` if there is none."""
        return self._reader.articles([id])[0]

    def story(self, id: str) -> dict[str, Any]:
        """The story with this id among the values of the facet ``story``, as ``dateline stories`` prints it. Raises
        ``KeyError`` if there is none."""
        return json.loads(self._reader.story(id))

    def filter(
        self,
        text: str = "",
        *,
        actor: _Ids = (),
        outlet: _Ids = (),
        since: Optional[str] = None,
        until: Optional[str] = None,
        exact: bool = False,
        undated: Union[bool, str] = False,
        sort: Optional[str] = None,
        **filters: Any,
    ) -> Selection:
        """Selects articles.

        ``text`` is searched for as on the page: words, ``"a phrase"``, ``prefix*``, ``-not``, ``OR``, ``title:word``.
        ``actor`` and the other facets (``outlet``, ``story``, ``cites``, ``section``, ``language``, ``speaker``, ``author``,
        ``tag``, ``group``, ``inferred``) take an id or several: an article must have all of the actors, and one of the
        values of each other facet. ``actor_any`` asks for one of the actors; ``actor_none``, ``outlet_none`` and so on exclude values.
        ``since`` and ``until`` are days as YYYY-MM-DD, both included; ``undated`` is whether articles without a date are
        kept with a range, or ``"only"``. ``sort`` is ``"newest"``, ``"oldest"`` or ``"relevance"``.
        """
        query: dict[str, Any] = {"undated": undated}
        if text:
            query["text"] = text
        if exact:
            query["exact"] = True
        for key, value in (("from", since), ("to", until), ("sort", sort)):
            if value is not None:
                query[key] = str(value)
        for key, value in {"actor": actor, "outlet": outlet, **filters}.items():
            facet, _, how = key.partition("_")
            if facet not in _FACETS or how not in ("", "all", "any", "none") or (how == "all" and facet != "actor"):
                raise TypeError(f"filter() got an unexpected argument {key!r}")
            ids = _ids(value)
            if ids:
                how = how or ("all" if facet == "actor" else "any")
                query.setdefault(_FACETS[facet], {})[how] = ids
        return Selection(self._reader, query)

    def articles(self) -> Iterator[Article]:
        """All articles, newest first, undated ones last."""
        return self.filter().articles()

    def query(self, query: dict[str, Any]) -> dict[str, Any]:
        """The answer to a query, both in the form of the engine for JavaScript (see ``docs/engine.md``)."""
        return json.loads(self._reader.query(json.dumps(query)))


class Selection:
    """The articles of an archive that match a filter. It is asked anew by each method."""

    def __init__(self, reader: _dateline.ArchiveReader, query: dict[str, Any]) -> None:
        self._reader = reader
        self._query = query

    def _answer(self, **more: Any) -> dict[str, Any]:
        return json.loads(self._reader.query(json.dumps({**self._query, **more})))

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[Article]:
        return self.articles()

    def count(self) -> int:
        """The number of articles."""
        return int(self._answer(limit=0, facetLimit=0)["total"])

    def ids(self) -> list[str]:
        """Their ids: newest first, or by relevance if there is a text."""
        return [hit["id"] for hit in self._answer(limit=_ALL, facetLimit=0)["hits"]]

    def articles(self) -> Iterator[Article]:
        """The articles, in the order of :meth:`ids`."""
        ids = self.ids()
        for start in range(0, len(ids), _BATCH):
            yield from self._reader.articles(ids[start : start + _BATCH])

    def facets(self, limit: int = 20) -> dict[str, list[dict[str, Any]]]:
        """The values of each facet with their counts, largest first."""
        return self._answer(limit=0, facetLimit=limit)["facets"]

    def histogram(self) -> list[dict[str, Any]]:
        """The number of articles for each month, in order of time, whatever the range of days."""
        return self._answer(limit=0, facetLimit=0)["histogram"]

    def stories(self, limit: int = 50, offset: int = 0) -> dict[str, Any]:
        """These articles by story: the numbers of ``articles`` and ``stories``, and from the offset on ``entries``, each
        with the ids of its ``articles`` and what is known of the ``story``, or ``None`` if one article tells it alone."""
        return json.loads(self._reader.stories(json.dumps({**self._query, "limit": limit, "offset": offset})))

    def cards(self, limit: int = 50, offset: int = 0) -> list[dict[str, Any]]:
        """What a list shows of these articles: title, date, outlet, actors, and passages with the words found."""
        ids = [hit["id"] for hit in self._answer(limit=limit, offset=offset, facetLimit=0)["hits"]]
        return json.loads(self._reader.cards(ids, json.dumps(self._query)))
