"""Dateline reads news: web pages and exports become articles.

An :class:`Article` has a headline, a day, an outlet, actors, quotes and a text, each with the words or the field that it
was taken from. :func:`parse` reads one document, :func:`parse_many` many, and :func:`read` files and folders.
:class:`Archive` asks an archive that ``dateline build`` or ``dateline site`` made.
"""

from ._dateline import (
    VERSION as __version__,
)
from ._dateline import (
    Actor,
    Article,
    Cited,
    Mention,
    Outlet,
    PublicationDate,
    Quote,
    Reading,
    Removed,
    Title,
    Warning,
    parse,
)
from .archive import Archive, Selection
from .arrow import arrow_schema, articles_to_arrow, parse_arrow, to_pandas, to_polars
from .many import parse_many, read
from .trafilatura import Document, bare_extraction, extract, extract_metadata

__all__ = [
    "Actor",
    "Archive",
    "Article",
    "Cited",
    "Document",
    "Mention",
    "Outlet",
    "PublicationDate",
    "Quote",
    "Reading",
    "Removed",
    "Selection",
    "Title",
    "Warning",
    "__version__",
    "arrow_schema",
    "articles_to_arrow",
    "bare_extraction",
    "extract",
    "extract_metadata",
    "parse",
    "parse_arrow",
    "parse_many",
    "read",
    "to_pandas",
    "to_polars",
]
