"""Types of the part that is written in Rust."""

import os
from collections.abc import Iterator, Sequence
from typing import Any, Optional, final

VERSION: str

@final
class Title:
    """A headline, and its basis: `stated`, `sidecar` or `derived`."""

    value: str
    basis: str
    def __new__(cls, value: str, basis: str) -> Title: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class PublicationDate:
    """The date of publication, as precisely as it is known, with its basis and its evidence."""

    value: str
    precision: str
    basis: str
    evidence: str
    def __new__(cls, value: str, precision: str, basis: str, evidence: str) -> PublicationDate: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Outlet:
    """The outlet that published an article, and how it is known."""

    id: str
    name: str
    basis: str
    evidence: str
    def __new__(cls, id: str, name: str, basis: str, evidence: str) -> Outlet: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Removed:
    """A passage of the source that is not the article's text, and why."""

    text: str
    kind: str
    def __new__(cls, text: str, kind: str) -> Removed: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Mention:
    """A place at which the text names an actor: the paragraph, from 0 (-1 is the title), and UTF-8 byte offsets in it."""

    paragraph: int
    start: int
    end: int
    def __new__(cls, paragraph: int, start: int, end: int) -> Mention: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Actor:
    """An actor as one article mentions it: a `person`, `organisation`, `state` or `other`."""

    id: str
    name: str
    kind: str
    mentions: list[Mention]
    def __new__(cls, id: str, name: str, kind: str, mentions: list[Mention]) -> Actor: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Cited:
    """An outlet or agency that the text names as the source of what it says."""

    id: str
    name: str
    def __new__(cls, id: str, name: str) -> Cited: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Quote:
    """Words in quotation marks, where they are, and the id of the actor who says them."""

    text: str
    paragraph: int
    start: int
    end: int
    speaker: Optional[str]
    def __new__(cls, text: str, paragraph: int, start: int, end: int, speaker: Optional[str]) -> Quote: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Warning:
    """What went wrong with a document without stopping it."""

    code: str
    message: str
    def __new__(cls, code: str, message: str) -> Warning: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Article:
    """A news article with everything that is known about it, and how. It cannot be changed."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def url(self) -> Optional[str]: ...
    @property
    def title(self) -> Title: ...
    @property
    def date(self) -> Optional[PublicationDate]: ...
    @property
    def collected(self) -> Optional[str]: ...
    @property
    def outlet(self) -> Optional[Outlet]: ...
    @property
    def authors(self) -> list[str]: ...
    @property
    def section(self) -> Optional[str]: ...
    @property
    def language(self) -> Optional[str]: ...
    @property
    def tags(self) -> list[str]: ...
    @property
    def groups(self) -> list[str]: ...
    @property
    def story(self) -> Optional[str]: ...
    @property
    def body(self) -> list[str]: ...
    @property
    def removed(self) -> list[Removed]: ...
    @property
    def actors(self) -> list[Actor]: ...
    @property
    def cites(self) -> list[Cited]: ...
    @property
    def quotes(self) -> list[Quote]: ...
    @property
    def warnings(self) -> list[Warning]: ...
    @property
    def text(self) -> str:
        """The paragraphs, joined by blank lines."""
    def to_json(self) -> str:
        """The article as JSON, as `dateline parse` prints it."""
    def to_dict(self) -> dict[str, Any]:
        """The article as dictionaries and lists: the fields of `dateline parse`."""
    @staticmethod
    def from_dict(fields: dict[str, Any]) -> Article:
        """The article of what `to_dict` returned."""
    @staticmethod
    def from_json(json: str) -> Article:
        """The article of a line that `to_json` or `dateline parse` wrote."""

@final
class Reading:
    """The articles of files and folders, one after the other."""

    @property
    def failures(self) -> list[str]:
        """What could not be read, one sentence each."""
    @property
    def warnings(self) -> list[str]:
        """What is wrong without stopping anything."""
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Article]: ...
    def __next__(self) -> Article: ...

@final
class Rules:
    """What every `corpus.toml` of a folder states."""

    def __new__(cls, sidecars: list[tuple[str, bytes]]) -> Rules: ...
    def read_file(self, name: str, content: bytes) -> list[tuple[int, bytes]]: ...

@final
class Gathering:
    """Takes the parts of all files in order and writes the archive."""

    def __new__(cls, sidecars: list[tuple[str, bytes]], threads: int) -> Gathering: ...
    def push(self, name: str, kind: Optional[int] = None, content: Optional[bytes] = None) -> None: ...
    def write(self, out: str | os.PathLike[str], force: bool) -> tuple[int, list[str], list[str]]: ...

@final
class ArchiveReader:
    """An archive on disk."""

    def __new__(cls, site: str | os.PathLike[str]) -> ArchiveReader: ...
    @property
    def folder(self) -> os.PathLike[str]: ...
    def info(self) -> str: ...
    def names(self) -> str: ...
    def query(self, query: str) -> str: ...
    def cards(self, ids: list[str], query: str) -> str: ...
    def articles(self, ids: list[str]) -> list[Article]: ...
    def story(self, id: str) -> str: ...
    def stories(self, query: str) -> str: ...

def parse(html_or_bytes: Any, url: Optional[str] = None, collected: Any = None, *, source: str = "") -> Article:
    """The article of a document: a page, a text, or a record, as `str` or `bytes`.

    `url` is the address of the original, `collected` the day on which the copy was made (a `date`, or YYYY-MM-DD), and
    `source` a name, from which the article's `id` is made. A document that cannot be read is an article whose `warnings`
    say why.
    """

def parse_batch(documents: Sequence[tuple[Any, Any, Any, Any]], threads: int) -> list[Article]: ...
def parse_file(name: str, content: bytes) -> list[Article]: ...
def parse_to_ipc(documents: Sequence[tuple[Any, Any, Any, Any]], threads: int) -> bytes: ...
def articles_to_ipc(articles: list[Article]) -> bytes: ...
def schema_ipc() -> bytes: ...
def article_from_json(json: str) -> Article: ...
def read(
    paths: list[str], threads: int, keep_bodies: bool, extract_actors: bool, follow_links: bool
) -> Reading: ...
def run_command(args: list[str]) -> int: ...
