//! XML of agencies, databases, libraries and note takers: NewsML (1 and G2), the collections of Reuters, NITF, TEI, Factiva, Zotero RDF and Evernote.

use super::block::{self, TextBlock};
use super::clipping;
use super::database::Factiva;
use super::decode::{CharsetHints, Markup, decode};
use super::error::{LeftOut, Position, ReadProblem};
use super::language_name;
use super::sink::DocumentSink;
use super::xml::Element;
use super::{Content, Record, Transport};
use crate::model::{Day, Removed, RemovedKind, Warning};

/// Whether the root of a document is one of those that are read here. The name is in lower case.
pub(super) fn is_root(name: &str) -> bool {
    const ROOTS: &[&str] = &[
        "alto",
        "en-export",
        "mets",
        "newsitem",
        "newsmessage",
        "newsml",
        "nitf",
        "ppsarticleresponse",
        "ppsresponse",
        "tei",
        "teicorpus",
    ];
    ROOTS.contains(&name)
}

/// Passes on the articles of a document.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    let hints = CharsetHints { content_type: transport.content_type.as_deref(), url: None };
    let decoded = decode(bytes, Markup::Xml, hints);
    let warnings = decoded.warnings();
    let root = match Element::parse(&decoded.text) {
        Ok(root) => root,
        Err(problem) => return sink.failed_document(None, problem),
    };
    let (service, records) = match root.name.to_ascii_lowercase().as_str() {
        "alto" | "mets" => return sink.failed_document(None, ReadProblem::ScanWithoutPages),
        "en-export" => return notes(sink, &root, &transport, &warnings),
        "ppsarticleresponse" | "ppsresponse" => return Factiva::pass_on(sink, &root, &transport, &warnings),
        "newsml" => ("NewsML 1", root.all("NewsItem").into_iter().map(of_first_newsml).collect()),
        "nitf" => ("NITF", vec![of_nitf(&root)]),
        "rdf" => ("Zotero", of_zotero(&root)),
        "tei" => ("TEI", vec![of_tei(&root)]),
        "teicorpus" => ("TEI", root.all("TEI").into_iter().map(of_tei).collect()),
        "newsitem" if root.at(&["headline"]).is_some() => ("Reuters", vec![of_reuters(&root)]),
        "newsitem" => ("NewsML-G2", vec![of_item(&root)]),
        _ => {
            let items = root.all("newsItem");
            let (items, others): (Vec<&Element>, Vec<&Element>) = items.into_iter().partition(|item| !is_media(item));
            if items.is_empty() && !others.is_empty() {
                sink.found_format("NewsML-G2");
            }
            sink.left_out(None, LeftOut::NoPublications, others.len() as u64);
            if items.is_empty() && !others.is_empty() {
                return;
            }
            ("NewsML-G2", items.into_iter().map(of_item).collect())
        }
    };
    if records.is_empty() {
        let problem =
            if service == "NewsML 1" { ReadProblem::UnknownLayout(service.into()) } else { ReadProblem::Empty };
        return sink.failed_document(None, problem);
    }
    if records.len() > 1 || matches!(service, "Zotero") {
        sink.number_documents();
    }
    if service == "Zotero" {
        sink.found_export(service, None)
    } else {
        sink.found_format(service)
    }
    for (record, n) in records.into_iter().zip(1..) {
        if sink.is_full() {
            return sink.failure(Some(Position::Record(n)), ReadProblem::TooManyRecords);
        }
        match record.filter(|record| record.title.is_some() || !record.body.is_empty()) {
            Some(record) => sink.document(Content::Record(Box::new(record)), transport.clone(), warnings.clone()),
            None => sink.failed_document(Some(Position::Record(n)), ReadProblem::NotRecord),
        }
    }
}

/// A value of a record that is being made.
fn removed(text: Option<String>, kind: RemovedKind) -> Option<Removed> {
    text.map(|text| Removed { text, kind })
}

/// The paragraphs of an element: of its elements with these names, or else of its lines.
fn paragraphs(element: &Element, names: &[&str]) -> Vec<String> {
    let inner: Vec<String> = element.all_of(names).into_iter().filter_map(Element::text).collect();
    if !inner.is_empty() {
        return inner;
    }
    element.raw_text().lines().map(block::single_spaced).filter(|line| !line.is_empty()).collect()
}

/// A day of eight digits with or without a time, as ISO 8601 with hyphens.
fn iso_day(text: &str) -> String {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    match digits {
        Some(digits) => format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]),
        None => text.to_owned(),
    }
}

/// Whether an item of NewsML-G2 is a picture, a sound or a film without words of its own.
fn is_media(item: &Element) -> bool {
    let class = item.at(&["itemMeta", "itemClass"]).and_then(|class| class.attribute("qcode")).unwrap_or_default();
    let is_media = matches!(class.rsplit(':').next(), Some("animation" | "audio" | "graphic" | "picture" | "video"));
    is_media && item.at(&["contentSet", "inlineXML"]).is_none()
}

/// An item of NewsML-G2. Its day is the day of its first version.
fn of_item(item: &Element) -> Option<Record> {
    let meta = item.at(&["itemMeta"]);
    let content = item.at(&["contentMeta"]);
    let in_meta = |path: &[&str]| meta.and_then(|meta| meta.text_at(path));
    let in_content = |path: &[&str]| content.and_then(|content| content.text_at(path));
    let names =
        |element: &Element| element.text_at(&["name"]).or_else(|| element.attribute("literal").map(str::to_owned));
    let provider = meta.and_then(|meta| names(meta.at(&["provider"])?));
    let holder = item.at(&["rightsInfo", "copyrightHolder"]).and_then(names);
    let source = content.and_then(|content| names(content.at(&["infoSource"])?));
    let creators: Vec<String> =
        content.into_iter().flat_map(|content| content.named("creator")).filter_map(names).collect();
    let by = in_content(&["by"]);
    let language = content.and_then(|content| content.at(&["language"])?.attribute("tag").map(str::to_owned));
    let language = language.or_else(|| item.attribute("lang").map(str::to_owned));
    let set = item.at(&["contentSet"]);
    let inner = set.and_then(|set| set.all("nitf").into_iter().next().and_then(of_nitf));
    let body = match (&inner, set) {
        (Some(inner), _) => inner.body.clone(),
        (None, Some(set)) => {
            let body = set.all("body").into_iter().next().unwrap_or(set);
            paragraphs(body, &["p", "h2", "h3", "h4", "li", "blockquote", "inlineData"])
        }
        (None, None) => Vec::new(),
    };
    let pieces = [
        removed(in_content(&["slugline"]), RemovedKind::Header),
        removed(in_content(&["description"]), RemovedKind::Header),
        removed(item.text_at(&["rightsInfo", "copyrightNotice"]), RemovedKind::Legal),
    ];
    let subjects = content.into_iter().flat_map(|content| content.named("subject")).filter_map(names);
    let subjects = subjects.map(|text| Removed { text, kind: RemovedKind::Other });
    Some(Record {
        title: in_content(&["headline"]).or_else(|| in_meta(&["title"])).or_else(|| inner.as_ref()?.title.clone()),
        date: in_meta(&["firstCreated"])
            .or_else(|| in_content(&["contentCreated"]))
            .or_else(|| in_meta(&["versionCreated"])),
        outlet: provider.or(holder).or(source),
        authors: if creators.is_empty() { by.into_iter().collect() } else { creators },
        language: language.as_deref().and_then(language_name::code_of),
        body,
        removed: pieces.into_iter().flatten().chain(subjects).collect(),
        ..Record::default()
    })
}

/// An item of NewsML 1. Its text is in one or several components; those of pictures have captions.
fn of_first_newsml(item: &Element) -> Option<Record> {
    let first = |name: &str| item.all(name).into_iter().find_map(Element::text);
    let formal = |name: &str| item.all(name).into_iter().find_map(|found| found.attribute("FormalName"));
    let party = |name: &str| item.all(name).into_iter().find_map(|found| found.at(&["Party"])?.attribute("FormalName"));
    let (mut body, mut inner, mut captions) = (Vec::new(), None, Vec::new());
    let mut is_caption = false;
    for part in item.all_of(&["Role", "DataContent"]) {
        if part.name == "Role" {
            is_caption = part.attribute("FormalName").is_some_and(|role| role.to_ascii_lowercase().contains("caption"));
            continue;
        }
        let record = part.all("nitf").into_iter().next().and_then(of_nitf);
        let text = match &record {
            Some(record) => record.body.clone(),
            None => paragraphs(part, &["p", "hl2", "h2", "h3", "h4", "li", "blockquote"]),
        };
        if is_caption {
            captions.extend(text.into_iter().map(|text| Removed { text, kind: RemovedKind::Caption }));
        } else {
            body.extend(text);
            inner = inner.or(record);
        }
    }
    let pieces = [
        removed(first("SubHeadLine"), RemovedKind::Header),
        removed(first("DateLine"), RemovedKind::Header),
        removed(first("SlugLine"), RemovedKind::Header),
        removed(first("CopyrightLine"), RemovedKind::Legal),
    ];
    let created = first("FirstCreated").or_else(|| first("DateId")).or_else(|| first("ThisRevisionCreated"));
    Some(Record {
        title: first("HeadLine").or_else(|| inner.as_ref()?.title.clone()),
        date: created.map(|day| iso_day(&day)),
        outlet: party("Provider").or_else(|| party("Source")).map(str::to_owned).or_else(|| first("ProviderId")),
        authors: first("ByLine").map(|by| vec![by]).or_else(|| Some(inner?.authors)).unwrap_or_default(),
        language: formal("Language").or_else(|| item.attribute("lang")).and_then(language_name::code_of),
        body,
        removed: pieces.into_iter().flatten().chain(captions).collect(),
        ..Record::default()
    })
}

/// An item of the collections that Reuters published for research (RCV1 and RCV2).
fn of_reuters(item: &Element) -> Option<Record> {
    let stated = |name: &str| {
        let facts = item.at(&["metadata"])?.named("dc").find(|fact| fact.attribute("element") == Some(name))?;
        facts.attribute("value").map(str::to_owned)
    };
    let pieces = [
        removed(item.text_at(&["dateline"]), RemovedKind::Header),
        removed(item.text_at(&["copyright"]), RemovedKind::Legal),
    ];
    Some(Record {
        title: item.text_at(&["headline"]),
        date: stated("dc.date.published").or_else(|| item.attribute("date").map(str::to_owned)),
        outlet: stated("dc.publisher").or_else(|| stated("dc.source")),
        authors: item.text_at(&["byline"]).into_iter().collect(),
        language: item.attribute("lang").and_then(language_name::code_of),
        body: item.at(&["text"]).map(|text| paragraphs(text, &["p"])).unwrap_or_default(),
        removed: pieces.into_iter().flatten().collect(),
        ..Record::default()
    })
}

/// A document of NITF.
fn of_nitf(nitf: &Element) -> Option<Record> {
    let data = nitf.at(&["head", "docdata"]);
    let publication = nitf.at(&["head", "pubdata"]);
    let head = nitf.at(&["body", "body.head"]);
    let in_head = |path: &[&str]| head.and_then(|head| head.text_at(path));
    let stated = |name: &str| publication.and_then(|publication| publication.attribute(name)).map(str::to_owned);
    let day = |name: &str| data.and_then(|data| data.at(&[name])?.attribute("norm"));
    let story = head.and_then(|head| head.at(&["dateline", "story.date"])?.attribute("norm"));
    let date = stated("date.publication")
        .or_else(|| day("date.issue").or_else(|| day("date.release")).or(story).map(str::to_owned));
    let holder = data.and_then(|data| data.at(&["doc.copyright"])?.attribute("holder")).map(str::to_owned);
    let byline = head.and_then(|head| head.at(&["byline"]));
    let people: Vec<String> =
        byline.map(|byline| byline.all("person")).unwrap_or_default().into_iter().filter_map(Element::text).collect();
    let authors = if people.is_empty() { byline.and_then(Element::text).into_iter().collect() } else { people };
    let content = nitf.at(&["body", "body.content"]);
    let text = |element: &Element| element.text();
    let media = content.map(|content| content.all("media")).unwrap_or_default();
    let captions: Vec<Removed> =
        media.into_iter().filter_map(text).map(|text| Removed { text, kind: RemovedKind::Caption }).collect();
    // The paragraphs of pictures are captions; a search does not enter an element that it has found.
    const PARTS: [&str; 9] = ["media", "p", "hl2", "li", "block_quote", "bq", "dt", "dd", "tr"];
    let found = content.map(|content| content.all_of(&PARTS)).unwrap_or_default();
    let row = |row: &Element| {
        let cells: Vec<String> = row.all_of(&["td", "th"]).into_iter().filter_map(Element::text).collect();
        (!cells.is_empty()).then(|| cells.join(" "))
    };
    let found = found.into_iter().filter(|element| element.name != "media");
    let body = found.filter_map(|part| if part.name == "tr" { row(part) } else { part.text() }).collect();
    let pieces = [
        removed(in_head(&["hedline", "hl2"]), RemovedKind::Header),
        removed(in_head(&["abstract"]), RemovedKind::Header),
        removed(in_head(&["byline", "byttl"]), RemovedKind::Header),
        removed(in_head(&["dateline", "location"]), RemovedKind::Header),
        removed(nitf.text_at(&["body", "body.end"]), RemovedKind::Other),
    ];
    Some(Record {
        title: in_head(&["hedline", "hl1"]).or_else(|| nitf.text_at(&["head", "title"])),
        date: date.as_deref().map(iso_day),
        outlet: stated("name").or_else(|| in_head(&["distributor"])).or(holder),
        section: stated("position.section"),
        authors,
        language: nitf.attribute("lang").and_then(language_name::code_of),
        body,
        removed: pieces.into_iter().flatten().chain(captions).collect(),
        ..Record::default()
    })
}

/// A document of TEI, as extractors and scholars write it.
fn of_tei(tei: &Element) -> Option<Record> {
    let header = tei.at(&["teiHeader"])?;
    let file = header.at(&["fileDesc"])?;
    let source = file.at(&["sourceDesc"]);
    let bibliography = source.and_then(|source| {
        source.all_of(&["biblFull", "biblStruct", "bibl"]).into_iter().find(|found| found.elements().next().is_some())
    });
    let titles: Vec<&Element> =
        file.at(&["titleStmt"]).map(|statement| statement.named("title").collect()).unwrap_or_default();
    let title = titles.iter().find(|title| title.attribute("type") == Some("main")).or_else(|| titles.first());
    let authors =
        file.at(&["titleStmt"]).map(|statement| statement.named("author").filter_map(Element::text).collect());
    let of_source = |name: &str| bibliography.map(|found| found.all(name)).unwrap_or_default().into_iter().next();
    let publication = file.at(&["publicationStmt"]);
    let date_of = |element: &Element| element.attribute("when").map(str::to_owned).or_else(|| element.text());
    let date =
        of_source("date").and_then(date_of).or_else(|| publication.and_then(|found| date_of(found.at(&["date"])?)));
    let outlet = of_source("publisher")
        .and_then(Element::text)
        .or_else(|| publication.and_then(|found| found.text_at(&["publisher"])));
    let url = of_source("ptr")
        .and_then(|ptr| ptr.attribute("target"))
        .or_else(|| of_source("ref").and_then(|found| found.attribute("target")));
    let url = url.map(str::to_owned).or_else(|| of_source("idno").and_then(Element::text));
    let profile = header.at(&["profileDesc"]);
    let language = tei.at(&["text"]).and_then(|text| text.attribute("lang")).or_else(|| tei.attribute("lang"));
    let used = profile.and_then(|profile| profile.at(&["langUsage", "language"])?.attribute("ident"));
    let section = profile.map(|profile| profile.all("term")).unwrap_or_default().into_iter();
    let section = section.filter(|term| term.attribute("type") == Some("categories")).find_map(Element::text);
    let collected = profile.and_then(|profile| {
        let dates = profile.all("date").into_iter();
        dates.filter(|date| date.attribute("type") == Some("download")).find_map(Element::text)
    });
    let body =
        tei.at(&["text", "body"]).map(|body| paragraphs(body, &["p", "head", "item", "l", "ab", "quote", "cell"]));
    let summary = profile.and_then(|profile| profile.text_at(&["abstract"]));
    Some(Record {
        title: title.and_then(|title| title.text()),
        date,
        collected,
        outlet,
        url: url.filter(|url| url.starts_with("http")),
        authors: authors.unwrap_or_default(),
        section,
        language: language.or(used).and_then(language_name::code_of),
        body: body.unwrap_or_default(),
        removed: removed(summary, RemovedKind::Header).into_iter().collect(),
        ..Record::default()
    })
}

/// The items of a library of Zotero; its attachments and notes belong to them.
fn of_zotero(root: &Element) -> Vec<Option<Record>> {
    let kind = |element: &Element| element.text_at(&["itemType"]);
    let items = root.elements().filter(|element| {
        kind(element).is_some_and(|kind| !matches!(kind.as_str(), "attachment" | "note" | "annotation"))
    });
    let notes: Vec<(&str, &Element)> =
        root.named("Memo").filter_map(|memo| Some((memo.attribute("about")?, memo))).collect();
    let item = |element: &Element| {
        let person = |person: &Element| {
            let parts = [person.text_at(&["givenName"]), person.text_at(&["surname"])];
            let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
            (!name.is_empty()).then_some(name)
        };
        let authors =
            element.at(&["authors"]).map(|authors| authors.all("Person").into_iter().filter_map(person).collect());
        let part_of = element.at(&["isPartOf"]).and_then(|part| part.all("title").into_iter().find_map(Element::text));
        let publisher =
            element.at(&["publisher"]).and_then(|found| found.all("name").into_iter().find_map(Element::text));
        let identifier = element.all("URI").into_iter().find_map(Element::text);
        let about = element.attribute("about").filter(|about| about.starts_with("http")).map(str::to_owned);
        let own_notes = element.named("isReferencedBy").filter_map(|reference| {
            let name = reference.attribute("resource")?;
            let (_, memo) = notes.iter().find(|(about, _)| *about == name)?;
            Some(Removed { text: super::markup::one_line(&memo.text_at(&["value"])?), kind: RemovedKind::Other })
        });
        Some(Record {
            title: element.text_at(&["title"]),
            date: element.text_at(&["date"]),
            collected: element.text_at(&["dateSubmitted"]),
            outlet: part_of.or(publisher),
            url: identifier.or(about),
            authors: authors.unwrap_or_default(),
            section: element.text_at(&["section"]),
            language: element.text_at(&["language"]).as_deref().and_then(language_name::code_of),
            body: element.at(&["abstract"]).map(|found| paragraphs(found, &[])).unwrap_or_default(),
            removed: own_notes.collect(),
            ..Record::default()
        })
    };
    items.map(item).collect()
}

/// The notes of an export of Evernote.
fn notes(sink: &mut DocumentSink<'_>, root: &Element, transport: &Transport, warnings: &[Warning]) {
    sink.number_documents();
    sink.found_export("Evernote", None);
    let (mut n_notes, mut n_attached) = (0, 0);
    // The pictures, sounds and films of a note are no documents.
    let is_attached = |resource: &Element| {
        let kind = resource.text_at(&["mime"]).unwrap_or_default();
        !["audio/", "image/", "video/"].iter().any(|other| kind.starts_with(other))
    };
    for note in root.named("note") {
        n_notes += 1;
        if sink.is_full() {
            sink.failure(Some(Position::Record(n_notes)), ReadProblem::TooManyRecords);
            break;
        }
        let content = note.at(&["content"]).map(Element::raw_text).unwrap_or_default();
        let mut blocks = block::of_html(&content);
        if let Some(title) = note.text_at(&["title"]) {
            blocks.insert(0, TextBlock { text: title, level: 1, ..TextBlock::default() });
        }
        if blocks.is_empty() {
            sink.failed_document(Some(Position::Record(n_notes)), ReadProblem::Empty);
            continue;
        }
        n_attached += note.named("resource").filter(|resource| is_attached(resource)).count() as u64;
        let created = note.text_at(&["created"]).and_then(|day| iso_day(&day).parse::<Day>().ok());
        let url = note.at(&["note-attributes"]).and_then(|attributes| attributes.text_at(&["source-url"]));
        let transport = Transport { url, collected: created.or(transport.collected), content_type: None };
        sink.document(Content::Html(clipping::page(&blocks)), transport, warnings.to_vec());
    }
    sink.left_out(None, LeftOut::Attachments, n_attached);
    if n_notes == 0 {
        sink.failed_document(None, ReadProblem::Empty);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    fn records(xml: &str) -> Vec<Record> {
        let mut records = Vec::new();
        read("a.xml", xml.as_bytes(), &mut |document| match document.expect("a document").content {
            Content::Record(record) => records.push(*record),
            other => panic!("{other:?}"),
        });
        records
    }

    #[test]
    fn an_item_of_an_agency_has_the_day_of_its_first_version() {
        let item = "<newsItem xml:lang='en'><rightsInfo><copyrightNotice>All rights</copyrightNotice></rightsInfo><itemMeta><provider>\
            <name>Quay News</name></provider><versionCreated>2021-01-02</versionCreated><firstCreated>2019-05-04T10:00:00Z</firstCreated>\
            </itemMeta><contentMeta><creator><name>Ann Lee</name></creator><headline>Two boats</headline><slugline>BOATS</slugline>\
            </contentMeta><contentSet><inlineXML><html><head><title>T</title></head><body><p>One.</p><p>Two.</p></body></html></inlineXML>\
            </contentSet></newsItem>";
        let records = records(&format!("<newsMessage><itemSet>{item}{item}</itemSet></newsMessage>"));
        assert_eq!(records.len(), 2);
        let record = &records[0];
        assert_eq!(record.title.as_deref(), Some("Two boats"));
        assert_eq!(record.date.as_deref(), Some("2019-05-04T10:00:00Z"));
        assert_eq!(
            (record.outlet.as_deref(), record.authors.as_slice()),
            (Some("Quay News"), &["Ann Lee".to_owned()][..])
        );
        assert_eq!(record.body, ["One.", "Two."]);
        assert_eq!(record.removed.len(), 2);
    }

    #[test]
    fn newsml_1_is_read_by_its_lines_and_components() {
        let record = &records(
            "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>quay.example</ProviderId><DateId>20190504</DateId></NewsIdentifier>\
             </Identification><NewsManagement><FirstCreated>20190503T100000+0000</FirstCreated><ThisRevisionCreated>20190504T100000+0000\
             </ThisRevisionCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Two boats</HeadLine><ByLine>By Ann Lee</ByLine>\
             <CopyrightLine>Quay</CopyrightLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName='Quay News'/></Provider>\
             </AdministrativeMetadata><DescriptiveMetadata><Language FormalName='en'/></DescriptiveMetadata><NewsComponent>\
             <Role FormalName='Main'/><ContentItem><DataContent><p>One.</p><p>Two.</p></DataContent></ContentItem></NewsComponent>\
             <NewsComponent><Role FormalName='Caption'/><ContentItem><DataContent><p>The quay.</p></DataContent></ContentItem></NewsComponent>\
             </NewsComponent></NewsItem></NewsML>",
        )[0];
        assert_eq!((record.title.as_deref(), record.date.as_deref()), (Some("Two boats"), Some("2019-05-03")));
        assert_eq!((record.outlet.as_deref(), record.language.as_deref()), (Some("Quay News"), Some("en")));
        assert_eq!(
            (record.body.join(" "), record.authors.join(";")),
            ("One. Two.".to_owned(), "By Ann Lee".to_owned())
        );
        assert_eq!(record.removed.last().map(|piece| piece.text.as_str()), Some("The quay."));
        let mut problems = Vec::new();
        read("a.xml", b"<NewsML><Catalog/></NewsML>", &mut |document| problems.extend(document.err()));
        assert_eq!(problems.first().map(|error| &error.problem), Some(&ReadProblem::UnknownLayout("NewsML 1".into())));
    }

    #[test]
    fn the_collections_of_reuters_are_read() {
        let record = &records(
            "<?xml version='1.0'?><newsitem itemid='2330' date='1996-08-20' xml:lang='en'><title>UK: Two boats.</title><headline>Two boats.\
             </headline><dateline>OLDPORT 1996-08-20</dateline><text><p>One.</p><p>Two.</p></text><copyright>(c) 1996</copyright><metadata>\
             <dc element='dc.publisher' value='Quay News'/><dc element='dc.date.published' value='1996-08-19'/></metadata></newsitem>",
        )[0];
        assert_eq!((record.title.as_deref(), record.date.as_deref()), (Some("Two boats."), Some("1996-08-19")));
        assert_eq!((record.outlet.as_deref(), record.body.len()), (Some("Quay News"), 2));
    }

    #[test]
    fn nitf_keeps_captions_apart() {
        let record = &records(
            "<nitf><head><docdata><date.issue norm='20190504T100000Z'/></docdata><pubdata name='Quay News' position.section='City'/></head>\
             <body><body.head><hedline><hl1>Two boats</hl1></hedline><byline>By <person>Ann Lee</person><byttl>Staff</byttl></byline>\
             </body.head><body.content><p>One.</p><media><media-caption><p>The quay.</p></media-caption></media>\
             <table><tr><td>Boats</td><td>2</td></tr></table></body.content></body></nitf>",
        )[0];
        assert_eq!((record.date.as_deref(), record.section.as_deref()), (Some("2019-05-04"), Some("City")));
        assert_eq!(
            (record.body.as_slice(), record.authors.as_slice()),
            (&["One.".to_owned(), "Boats 2".to_owned()][..], &["Ann Lee".to_owned()][..])
        );
        let removed: Vec<&str> = record.removed.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(removed, ["Staff", "The quay."]);
    }

    #[test]
    fn tei_is_read_by_its_header() {
        let record = &records(
            "<TEI><teiHeader><fileDesc><titleStmt><title type='main'>Two boats</title><author>Ann Lee</author></titleStmt>\
             <publicationStmt><publisher>Quay News</publisher></publicationStmt><sourceDesc><bibl>Words.</bibl><biblFull><publicationStmt>\
             <ptr target='https://quay.example/a'/><date>2019-05-04</date></publicationStmt></biblFull></sourceDesc></fileDesc><profileDesc>\
             <creation><date type='download'>2020-01-01</date></creation></profileDesc></teiHeader><text><body><p>One.</p></body></text></TEI>",
        )[0];
        assert_eq!((record.date.as_deref(), record.collected.as_deref()), (Some("2019-05-04"), Some("2020-01-01")));
        assert_eq!(
            (record.url.as_deref(), record.outlet.as_deref()),
            (Some("https://quay.example/a"), Some("Quay News"))
        );
    }

    #[test]
    fn the_items_of_a_library_have_their_notes() {
        let records = records(
            "<rdf:RDF xmlns:z='http://www.zotero.org/namespaces/export#'><bib:Article rdf:about='https://quay.example/a'><z:itemType>\
             newspaperArticle</z:itemType><dcterms:isPartOf><bib:Newspaper><dc:title>Quay News</dc:title></bib:Newspaper></dcterms:isPartOf>\
             <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Lee</foaf:surname><foaf:givenName>Ann</foaf:givenName></foaf:Person>\
             </rdf:li></rdf:Seq></bib:authors><dcterms:isReferencedBy rdf:resource='#n'/><dc:title>Two boats</dc:title></bib:Article>\
             <bib:Memo rdf:about='#n'><rdf:value>&lt;p&gt;Mine.&lt;/p&gt;</rdf:value></bib:Memo></rdf:RDF>",
        );
        assert_eq!(records.len(), 1);
        assert_eq!((records[0].outlet.as_deref(), records[0].authors[0].as_str()), (Some("Quay News"), "Ann Lee"));
        assert_eq!(records[0].removed[0].text, "Mine.");
    }
}
