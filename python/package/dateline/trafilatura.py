"""The names, arguments and fields of trafilatura, so that ``import dateline as trafilatura`` runs most programs.

``docs/python.md`` says which arguments do what, and which are accepted without an effect.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, Optional, Union
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from ._dateline import Article, parse

_FORMATS = ("csv", "html", "json", "markdown", "python", "txt", "xml")


class Document:
    """What :func:`bare_extraction` returns: trafilatura's fields. Those that Dateline does not look for are ``None``."""

    __slots__ = (
        "author",
        "body",
        "categories",
        "comments",
        "commentsbody",
        "date",
        "description",
        "filedate",
        "fingerprint",
        "hostname",
        "id",
        "image",
        "language",
        "license",
        "pagetype",
        "raw_text",
        "sitename",
        "tags",
        "text",
        "title",
        "url",
    )

    def __init__(self, **fields: Any) -> None:
        for name in self.__slots__:
            setattr(self, name, fields.get(name, [] if name in ("categories", "tags") else None))

    def as_dict(self) -> dict[str, Any]:
        """The fields by name."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __repr__(self) -> str:
        return f"Document(title={self.title!r}, date={self.date!r}, url={self.url!r})"


def _article(content: Any, url: Optional[str], options: dict[str, Any]) -> Optional[Article]:
    """The article of a document; ``None`` if it has no text or the options refuse it."""
    content = getattr(content, "data", content)
    if hasattr(content, "getroottree"):
        # An element of lxml, of which Dateline needs the markup.
        from lxml import etree

        content = etree.tostring(content, encoding="unicode", method="html")
    if content is None or not isinstance(content, (str, bytes, bytearray, memoryview)):
        return None
    article = parse(content, url)
    if not article.body:
        return None
    language = options.get("target_language")
    if language and article.language and article.language.split("-")[0] != language:
        return None
    blacklist = options.get("url_blacklist") or ()
    if article.url is not None and article.url in blacklist:
        return None
    if options.get("only_with_metadata") and not (article.date and article.title.value and article.url):
        return None
    return article


def _day(article: Article) -> Optional[str]:
    """A whole date, since trafilatura knows no months and years: the first day of what is known."""
    if article.date is None:
        return None
    return article.date.value + {"month": "-01", "year": "-01-01"}.get(article.date.precision, "")


def _document(article: Article, options: dict[str, Any]) -> Document:
    refused = {name.lower() for name in options.get("author_blacklist") or ()}
    authors = [name for name in article.authors if name.lower() not in refused]
    text = "\n".join(article.body)
    comments = [piece.text for piece in article.removed if piece.kind == "comment-form"]
    try:
        host = urlsplit(article.url).hostname if article.url else None
    except ValueError:
        host = None
    return Document(
        author="; ".join(authors) or None,
        categories=[article.section] if article.section else [],
        comments="\n".join(comments) if options.get("include_comments", True) else "",
        date=_day(article),
        filedate=article.collected,
        hostname=host.removeprefix("www.") if host else None,
        id=options.get("record_id"),
        language=article.language,
        raw_text=text,
        sitename=article.outlet.name if article.outlet else None,
        text=text,
        title=article.title.value or None,
        url=article.url,
    )


def bare_extraction(
    filecontent: Any,
    url: Optional[str] = None,
    fast: bool = False,
    no_fallback: bool = False,
    favor_precision: bool = False,
    favor_recall: bool = False,
    include_comments: bool = True,
    output_format: str = "python",
    target_language: Optional[str] = None,
    include_tables: bool = True,
    include_images: bool = False,
    include_formatting: Optional[bool] = None,
    include_links: bool = False,
    deduplicate: Any = False,
    date_extraction_params: Optional[dict[str, Any]] = None,
    with_metadata: bool = False,
    only_with_metadata: bool = False,
    max_tree_size: Optional[int] = None,
    url_blacklist: Optional[Iterable[str]] = None,
    author_blacklist: Optional[Iterable[str]] = None,
    as_dict: bool = False,
    prune_xpath: Any = None,
    config: Any = None,
    options: Any = None,
) -> Union[Document, dict[str, Any], None]:
    """The article of a page with trafilatura's fields; ``None`` if the page has no text."""
    chosen = {
        "author_blacklist": author_blacklist,
        "include_comments": include_comments,
        "only_with_metadata": only_with_metadata,
        "target_language": target_language,
        "url_blacklist": url_blacklist,
    }
    article = _article(filecontent, url, chosen)
    if article is None:
        return None
    document = _document(article, chosen)
    return document.as_dict() if as_dict else document


def extract_metadata(filecontent: Any, default_url: Optional[str] = None, **_: Any) -> Optional[Document]:
    """The fields of a page without its text."""
    article = parse(filecontent, default_url)
    document = _document(article, {"include_comments": False})
    document.text = document.raw_text = document.comments = None
    return document


def extract(
    filecontent: Any,
    url: Optional[str] = None,
    record_id: Optional[str] = None,
    fast: bool = False,
    no_fallback: bool = False,
    favor_precision: bool = False,
    favor_recall: bool = False,
    include_comments: bool = True,
    output_format: str = "txt",
    tei_validation: bool = False,
    target_language: Optional[str] = None,
    include_tables: bool = True,
    include_images: bool = False,
    include_formatting: Optional[bool] = None,
    include_links: bool = False,
    deduplicate: Any = False,
    date_extraction_params: Optional[dict[str, Any]] = None,
    with_metadata: bool = False,
    only_with_metadata: bool = False,
    max_tree_size: Optional[int] = None,
    url_blacklist: Optional[Iterable[str]] = None,
    author_blacklist: Optional[Iterable[str]] = None,
    settingsfile: Optional[str] = None,
    prune_xpath: Any = None,
    config: Any = None,
    options: Any = None,
) -> Optional[str]:
    """The text of a page in one of trafilatura's formats but XML-TEI; ``None`` if the page has no text.

    Raises ``AttributeError`` for another format, as trafilatura does.
    """
    if output_format not in _FORMATS:
        raise AttributeError(f"Cannot set format, must be one of: {', '.join(_FORMATS)}")
    if output_format == "python":
        raise ValueError("'python' format only usable in bare_extraction() function")
    chosen = {
        "author_blacklist": author_blacklist,
        "include_comments": include_comments,
        "only_with_metadata": only_with_metadata,
        "record_id": record_id,
        "target_language": target_language,
        "url_blacklist": url_blacklist,
    }
    article = _article(filecontent, url, chosen)
    if article is None:
        return None
    document = _document(article, chosen)
    return _WRITERS[output_format](document, article, with_metadata or only_with_metadata)


_METADATA = ("title", "author", "url", "hostname", "sitename", "date", "categories", "id", "language")
"""The fields above a text."""


def _stated(document: Document) -> list[tuple[str, str]]:
    values = [(name, getattr(document, name)) for name in _METADATA]
    return [(name, "; ".join(value) if isinstance(value, list) else str(value)) for name, value in values if value]


def _yaml(value: str) -> str:
    # A JSON string is a string of YAML too.
    return json.dumps(value, ensure_ascii=False)


def _head(document: Document) -> str:
    lines = [f"{name}: {_yaml(value)}" for name, value in _stated(document)]
    return "\n".join(["---", *lines, "---", ""])


def _with_comments(text: str, document: Document) -> str:
    return f"{text}\n{document.comments}" if document.comments else text


def _txt(document: Document, article: Article, with_metadata: bool) -> str:
    head = _head(document) if with_metadata else ""
    return head + _with_comments(document.text, document)


def _markdown(document: Document, article: Article, with_metadata: bool) -> str:
    head = _head(document) if with_metadata else ""
    title = [f"# {document.title}"] if document.title else []
    return head + _with_comments("\n\n".join([*title, *article.body]), document)


def _json(document: Document, article: Article, with_metadata: bool) -> str:
    if not with_metadata:
        return json.dumps({"text": document.text, "comments": document.comments}, ensure_ascii=False)
    fields = document.as_dict()
    for name in ("body", "commentsbody"):
        del fields[name]
    # The names that trafilatura gives these fields in JSON alone.
    fields["source"] = fields.pop("url")
    fields["source-hostname"] = fields.pop("sitename")
    fields["excerpt"] = fields.pop("description")
    fields["categories"] = ";".join(fields["categories"])
    fields["tags"] = ";".join(fields["tags"])
    return json.dumps(fields, ensure_ascii=False)


def _csv(document: Document, article: Article, with_metadata: bool) -> str:
    names = (
        "url id fingerprint hostname title image date text comments license pagetype".split()
    )
    values = [getattr(document, name) for name in names]
    out = io.StringIO()
    row = ["null" if value in (None, "") else str(value) for value in values]
    csv.writer(out, delimiter="\t", quoting=csv.QUOTE_MINIMAL).writerow(row)
    return out.getvalue()


def _xml(document: Document, article: Article, with_metadata: bool) -> str:
    stated = "".join(f" {name}={quoteattr(value)}" for name, value in _stated(document)) if with_metadata else ""
    lines = [f"<doc{stated}>", "  <main>"]
    lines += [f"    <p>{escape(paragraph)}</p>" for paragraph in article.body]
    comments = [f"    <p>{escape(line)}</p>" for line in (document.comments or "").splitlines()]
    lines += ["  </main>", *(["  <comments>", *comments, "  </comments>"] if comments else ["  <comments/>"]), "</doc>"]
    return "\n".join(lines)


def _html(document: Document, article: Article, with_metadata: bool) -> str:
    head = _stated(document) if with_metadata else []
    lines = ["<html>"]
    if head:
        lines += ["  <head>", *(f"    <meta name={quoteattr(n)} content={quoteattr(v)}/>" for n, v in head), "  </head>"]
    title = [f"    <h1>{escape(document.title)}</h1>"] if document.title else []
    paragraphs = [f"    <p>{escape(paragraph)}</p>" for paragraph in article.body]
    return "\n".join([*lines, "  <body>", *title, *paragraphs, "  </body>", "</html>"])


_WRITERS = {"csv": _csv, "html": _html, "json": _json, "markdown": _markdown, "txt": _txt, "xml": _xml}
