//! The names that pages use for their dates.

/// Fields of the head with the publication date, most reliable first.
pub(super) const PUBLISHED_FIELDS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "article.published",
    "published-date",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "publication-date",
    "published",
    "pubdate",
    "pub_date",
    "published_time_telegram",
    "article_date_original",
    "originalpublicationdate",
    "displaydate",
    "article-publication-date",
    "shareaholic:article_published_time",
    "sortdate",
    "date_published",
    "created",
    "date",
    "datecreated",
    "timestamp",
];

/// Fields of the head with the date of a change.
pub(super) const MODIFIED_FIELDS: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "modified",
    "lastmod",
    "last-modified",
    "revised",
];

/// Keys that publishing systems use for the publication date in the data of a page.
pub(super) const PUBLISHED_KEYS: &[&str] = &[
    "datePublished",
    "published_at",
    "publishedAt",
    "publishedDate",
    "publish_date",
    "publishDate",
    "publicationDate",
    "publication_date",
    "datePublication",
    "date_published",
];

/// Keys for the day on which a text was created.
pub(super) const CREATED_KEYS: &[&str] = &["createdAt", "created_at", "dateCreated", "creationDate"];
