//! Parts of files on their way to the module of the further readers, and their documents on the way back, as JSON.

use serde::{Deserialize, Serialize};

use super::LIMITS;
use crate::document::{
    Content, Document, FileFormat, PartAnswer, PartFormat, PartQuestion, Position, ReadError, ReadProblem, Record,
    RecordActor, SinkState, Transport,
};
use crate::model::{ActorKind, Article, Day, Removed, RemovedKind, Warning, WarningCode};

/// A part that is to be read, without its bytes.
#[derive(Deserialize, Serialize)]
struct PartRequest {
    name: String,
    format: PartFormat,
    url: Option<String>,
    collected: Option<Day>,
    content_type: Option<String>,
    state: SinkState,
}

/// What was read of a part.
#[derive(Deserialize, Serialize)]
struct PartReply {
    documents: Vec<WireResult>,
    state: SinkState,
}

/// What a reader passes on.
#[derive(Deserialize, Serialize)]
enum WireResult {
    Document(Box<WireDocument>),
    Failure { source_name: String, positions: Vec<Position>, problem: ReadProblem },
}

/// A document.
#[derive(Deserialize, Serialize)]
struct WireDocument {
    source: String,
    content: WireContent,
    url: Option<String>,
    collected: Option<Day>,
    content_type: Option<String>,
    warnings: Vec<(WarningCode, String)>,
    format: String,
    export: u32,
    stated: Option<u64>,
}

/// The content of a document.
#[derive(Deserialize, Serialize)]
enum WireContent {
    Article(Box<Article>),
    Text(String),
    Html(String),
    Record(Box<WireRecord>),
}

/// A record. Reading one as people write them would lose what is not a field.
#[derive(Deserialize, Serialize)]
struct WireRecord {
    id: Option<String>,
    title: Option<String>,
    date: Option<String>,
    collected: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    authors: Vec<String>,
    section: Option<String>,
    language: Option<String>,
    body: Vec<String>,
    removed: Vec<(String, RemovedKind)>,
    actors: Option<Vec<(String, String, ActorKind)>>,
}

impl From<Record> for WireRecord {
    fn from(record: Record) -> WireRecord {
        let Record { id, title, date, collected, outlet, url, authors, section, language, body, removed, actors } =
            record;
        let actor = |actor: RecordActor| (actor.id, actor.name, actor.kind);
        let actors = actors.map(|actors| actors.into_iter().map(actor).collect());
        let removed = removed.into_iter().map(|piece| (piece.text, piece.kind)).collect();
        WireRecord { id, title, date, collected, outlet, url, authors, section, language, body, removed, actors }
    }
}

impl From<WireRecord> for Record {
    fn from(record: WireRecord) -> Record {
        let WireRecord { id, title, date, collected, outlet, url, authors, section, language, body, removed, actors } =
            record;
        let actor = |(id, name, kind)| RecordActor { id, name, kind };
        let actors = actors.map(|actors| actors.into_iter().map(actor).collect());
        let removed = removed.into_iter().map(|(text, kind)| Removed { text, kind }).collect();
        Record { id, title, date, collected, outlet, url, authors, section, language, body, removed, actors }
    }
}

/// The request to read a part, for [`answer`]. The bytes go beside it.
pub fn request(part: &PartQuestion<'_>) -> Vec<u8> {
    let Transport { url, collected, content_type } = part.transport.clone();
    let PartQuestion { name, format, state, .. } = part;
    let (name, format, state) = ((*name).to_owned(), *format, state.clone());
    let request = PartRequest { name, format, url, collected, content_type, state };
    // Writing strings and numbers to memory does not fail.
    serde_json::to_vec(&request).unwrap_or_default()
}

/// Reads the part that a [`request`] describes. The answer is for [`received`]; `None` if it is no request.
pub fn answer(request: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    let PartRequest { name, format, url, collected, content_type, state } = serde_json::from_slice(request).ok()?;
    let transport = Transport { url, collected, content_type };
    let part = PartQuestion { name: &name, format, bytes, transport, state, limits: LIMITS };
    let PartAnswer { documents, state } = part.read();
    let documents = documents.into_iter().map(WireResult::from).collect();
    serde_json::to_vec(&PartReply { documents, state }).ok()
}

/// What an [`answer`] says; `None` if it is none.
pub fn received(answer: &[u8]) -> Option<PartAnswer> {
    let PartReply { documents, state } = serde_json::from_slice(answer).ok()?;
    Some(PartAnswer { documents: documents.into_iter().map(WireResult::into_document).collect(), state })
}

impl From<Result<Document, ReadError>> for WireResult {
    fn from(document: Result<Document, ReadError>) -> WireResult {
        match document {
            Ok(Document { source, content, transport, warnings, format }) => {
                let Transport { url, collected, content_type } = transport;
                let content = match content {
                    Content::Article(article) => WireContent::Article(article),
                    Content::Text(text) => WireContent::Text(text),
                    Content::Html(html) => WireContent::Html(html),
                    Content::Record(record) => WireContent::Record(Box::new((*record).into())),
                };
                let FileFormat { name, export, stated } = format;
                let format = name.into_owned();
                let warnings = warnings.into_iter().map(|warning| (warning.code, warning.message)).collect();
                let document =
                    WireDocument { source, content, url, collected, content_type, warnings, format, export, stated };
                WireResult::Document(Box::new(document))
            }
            Err(ReadError { source_name, positions, problem }) => {
                WireResult::Failure { source_name, positions, problem }
            }
        }
    }
}

impl WireResult {
    fn into_document(self) -> Result<Document, ReadError> {
        match self {
            WireResult::Document(document) => {
                let WireDocument { source, content, url, collected, content_type, warnings, format, export, stated } =
                    *document;
                let content = match content {
                    WireContent::Article(article) => Content::Article(article),
                    WireContent::Text(text) => Content::Text(text),
                    WireContent::Html(html) => Content::Html(html),
                    WireContent::Record(record) => Content::Record(Box::new((*record).into())),
                };
                let transport = Transport { url, collected, content_type };
                let warnings = warnings.into_iter().map(|(code, message)| Warning { code, message }).collect();
                let format = FileFormat { name: format.into(), export, stated };
                Ok(Document { source, content, transport, warnings, format })
            }
            WireResult::Failure { source_name, positions, problem } => {
                Err(ReadError { source_name, positions, problem })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    #[test]
    fn documents_arrive_as_they_were_sent() {
        let record = br#"[{"title": "T", "body": ["One.", "Two."], "actors": [{"name": "Ann Lee", "kind": "person"}],
            "crawl_date": "2024-02-01", "standfirst": "S"}, 3]"#;
        let export = b"1 of 2 DOCUMENTS\n\nQuay News\n\nMay 4, 2019 Saturday\n\nTwo boats\n\nLENGTH: 5 words\n\nOne.\n";
        let files: [(&str, &[u8]); 5] = [
            ("a.json", record),
            ("a.txt", export),
            ("b.html", b"<p>One.</p>"),
            ("c.txt", b"One.\n\nTwo."),
            ("d.bin", b"\x89PNG\r\n\x1a\n"),
        ];
        let mut n = 0;
        for (name, bytes) in files {
            read(name, bytes, &mut |document| {
                n += 1;
                let passed = serde_json::to_vec(&WireResult::from(document.clone())).expect("it is JSON");
                let received = serde_json::from_slice::<WireResult>(&passed).expect("it was sent").into_document();
                match (document, received) {
                    (Ok(sent), Ok(received)) => assert_eq!(received, sent),
                    (Err(sent), Err(received)) => assert_eq!(received, sent),
                    (sent, received) => panic!("{sent:?} became {received:?}"),
                }
            });
        }
        assert!(n >= 6, "{n}");
    }
}
