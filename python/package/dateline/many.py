"""Many documents: from a program, and from files and folders."""

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Union

from . import _dateline
from ._dateline import Article, Reading

_BATCH = 64
"""The documents that each thread gets at once."""


def given(item: Any) -> tuple[Any, Any, Any, Any]:
    """The document, the address, the day of collection and the source of an item of :func:`parse_many`."""
    if isinstance(item, Mapping):
        return (item.get("html"), item.get("url"), item.get("collected"), item.get("source"))
    if isinstance(item, (tuple, list)):
        values = [*item, None, None, None, None]
        return (values[0], values[1], values[2], values[3])
    return (item, None, None, None)


def parse_many(documents: Iterable[Any], threads: int = 0) -> Iterator[Article]:
    """Parses documents on several threads, without the interpreter's lock, and yields their articles in order.

    An item is a document (``str`` or ``bytes``), a tuple ``(document, url, collected, source)`` of which the end may be
    missing, or a mapping with the keys ``html``, ``url``, ``collected`` and ``source``. ``threads`` of 0 means one for
    each processor. The documents are taken in batches, so that ``documents`` may be endless.

    The articles are those of :func:`parse`: no document changes another's article.
    """
    size = _BATCH * (threads or os.cpu_count() or 1)
    items = iter(documents)
    while batch := [given(item) for item in islice(items, size)]:
        yield from _dateline.parse_batch(batch, threads)


_Path = Union[str, "os.PathLike[str]"]


def read(
    path: Union[_Path, Iterable[_Path]],
    *,
    threads: int = 0,
    keep_bodies: bool = False,
    extract_actors: bool = False,
    follow_links: bool = False,
) -> Reading:
    """Reads the articles of a file or a folder, or of several, as ``dateline parse`` does.

    The documents are read together: those without a date get it from the others where that is possible, and what a
    ``corpus.toml`` states holds. So all of them are read before the first article is returned; they wait in a temporary
    file. What cannot be read is listed in ``failures`` of the result.

    Raises ``FileNotFoundError`` if there is no such file or folder.
    """
    paths = [path] if isinstance(path, (str, os.PathLike)) else list(path)
    # `-` alone would be standard input.
    names = [os.path.join(".", name) if name == "-" else name for name in map(os.fspath, paths)]
    for name in names:
        if not os.path.exists(name):
            raise FileNotFoundError(f"there is no file or folder {name}")
    return _dateline.read(names, threads, keep_bodies, extract_actors, follow_links)
