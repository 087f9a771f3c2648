//! Scanned newspapers: the words of each page (ALTO), and a map of the articles over the pages (METS); in one archive or as
//! files of a folder.

use std::collections::HashMap;
use std::ops::Range;

use super::error::{LeftOut, Position, ReadProblem};
use super::language_name;
use super::limits::Limits;
use super::office::Parts;
use super::sink::DocumentSink;
use super::xml::Element;
use super::{Content, Document, ReadError, ReaderSet, Record, Transport};
use crate::model::{Warning, WarningCode};

/// A word that was read with less confidence than this is uncertain.
const MIN_CONFIDENCE: f32 = 0.6;

/// From this share of uncertain words on, in percent, an article has a warning.
const MIN_UNCERTAIN_PERCENT: usize = 10;

/// The most files that an issue names.
const MAX_FILES: usize = 40_000;

/// How many files of one name, in different folders, are compared.
const MAX_NAMESAKES: usize = 100;

/// Whether a file with this name is the map of a scanned issue.
pub fn is_issue_map(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with("mets.xml") || lower.ends_with(".mets")
}

/// An issue of a scanned newspaper that is being read: the map of its articles, and its pages so far.
#[derive(Debug)]
pub struct ScannedIssue {
    mets: Element,
    files: Vec<IssueFile>,
    /// The places in `files` of the pages with words, by name.
    pages: HashMap<String, Vec<usize>>,
    /// The blocks of all pages, in order.
    texts: Vec<ScannedText>,
    /// The places in `texts` of a block and of those within it, by the id of the page and that of the block.
    blocks: HashMap<(String, String), Vec<usize>>,
}

/// A file that a map names.
#[derive(Debug)]
struct IssueFile {
    id: String,
    /// Its address where the map was made; only the end of it is the same elsewhere.
    place: String,
    /// Why its words are not known; `None` for a file without words, and for a page that was read.
    problem: Option<ReadProblem>,
    /// The range of its blocks in [`ScannedIssue::texts`].
    texts: Range<usize>,
}

impl IssueFile {
    /// Whether it is a page with words, and not a picture.
    fn is_page(&self) -> bool {
        self.place.to_ascii_lowercase().ends_with(".xml")
    }

    fn name(&self) -> &str {
        last_part(&self.place)
    }
}

/// The name at the end of a path.
fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The folder of a map, with `/` at its end; empty for the outermost.
pub fn folder_of(map: &str) -> &str {
    map.strip_suffix(last_part(map)).unwrap_or_default()
}

/// How many parts at the end of two paths are the same.
fn n_same_parts(a: &str, b: &str) -> usize {
    a.rsplit(['/', '\\']).zip(b.rsplit(['/', '\\'])).take_while(|(a, b)| a == b).count()
}

impl ScannedIssue {
    /// Parses the map of an issue. Then come [`ScannedIssue::files_among`] the files beside it,
    /// [`ScannedIssue::take_page`] for each page, and [`ScannedIssue::read`].
    ///
    /// # Errors
    ///
    /// If it is not well-formed, or not a map.
    pub fn parse(map: &[u8]) -> Result<ScannedIssue, ReadProblem> {
        let mets = parse(map)?;
        if !mets.name.eq_ignore_ascii_case("mets") {
            return Err(ReadProblem::UnknownLayout("METS".into()));
        }
        let file = |file: &Element| {
            let place = file.all("FLocat").into_iter().find_map(|place| place.attribute("href"))?.to_owned();
            let mut file = IssueFile { id: file.attribute("ID")?.to_owned(), place, problem: None, texts: 0..0 };
            file.problem = file.is_page().then_some(ReadProblem::Missing);
            Some(file)
        };
        let files: Vec<IssueFile> = mets.all("file").into_iter().filter_map(file).take(MAX_FILES + 1).collect();
        if files.len() > MAX_FILES {
            return Err(ReadProblem::TooManyRecords);
        }
        let mut pages: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, file) in files.iter().enumerate().filter(|(_, file)| file.is_page()) {
            pages.entry(file.name().to_owned()).or_default().push(at);
        }
        Ok(ScannedIssue { mets, files, pages, texts: Vec::new(), blocks: HashMap::new() })
    }

    /// Which of these paths are files that the map names, such as pages and their pictures. They lie in `folder`, which is
    /// empty or ends with `/`. None, if no page with words is among them.
    pub fn files_among<'n>(&self, folder: &str, paths: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
        let mut by_name: HashMap<&str, Vec<&'n str>> = HashMap::new();
        for path in paths.filter(|path| path.starts_with(folder)) {
            let namesakes = by_name.entry(last_part(path)).or_default();
            if namesakes.len() < MAX_NAMESAKES {
                namesakes.push(path);
            }
        }
        let nearest = |file: &IssueFile| {
            by_name.get(file.name())?.iter().copied().max_by_key(|path| n_same_parts(path, &file.place))
        };
        let mut found: Vec<&str> = self.files.iter().filter_map(nearest).collect();
        if !found.iter().any(|path| self.has_page(path)) {
            return Vec::new();
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the file at this path is a page with words, and not a picture.
    pub fn has_page(&self, path: &str) -> bool {
        self.pages.contains_key(last_part(path))
    }

    /// Takes the words of the page at this path, or the reason why they cannot be read.
    pub fn take_page(&mut self, path: &str, page: Result<&[u8], ReadProblem>) {
        let ScannedIssue { files, pages, texts, blocks, .. } = self;
        let namesakes = pages.get(last_part(path)).into_iter().flatten().take(MAX_NAMESAKES).copied();
        let nearest = namesakes.max_by_key(|at| files.get(*at).map(|file| n_same_parts(&file.place, path)));
        let Some(file) = nearest.and_then(|at| files.get_mut(at)) else { return };
        match page.and_then(parse) {
            Ok(page) => {
                file.problem = None;
                let start = texts.len();
                let mut place = |block: &Element, places: Vec<usize>| {
                    if let Some(id) = block.attribute("ID") {
                        blocks.insert((file.id.clone(), id.to_owned()), places);
                    }
                };
                let composed = page.all_of(&["ComposedBlock", "TextBlock"]);
                for block in composed {
                    let first = texts.len();
                    let inner = if block.name == "TextBlock" { vec![block] } else { block.all("TextBlock") };
                    for text in inner {
                        place(text, vec![texts.len()]);
                        texts.push(ScannedText::of_block(text));
                    }
                    if block.name != "TextBlock" {
                        place(block, (first..texts.len()).collect());
                    }
                }
                file.texts = start..texts.len();
            }
            Err(problem) => file.problem = Some(problem),
        }
    }

    /// Passes on the articles of the issue, whose map has this path below the corpus folder.
    pub fn read(&self, map: &str, limits: &Limits, emit: &mut dyn FnMut(Result<Document, ReadError>)) {
        self.pass_on(&mut DocumentSink::new(map, *limits, ReaderSet::USUAL, emit));
    }

    fn pass_on(&self, sink: &mut DocumentSink<'_>) {
        sink.number_documents();
        sink.found_format("METS/ALTO");
        for file in &self.files {
            if let Some(problem) = &file.problem {
                sink.failure(Some(Position::Entry(file.name().to_owned())), problem.clone());
            }
        }
        let facts = IssueFacts::new(&self.mets);
        let articles = articles(&self.mets);
        if articles.is_empty() {
            return self.pass_on_pages(sink, &facts);
        }
        let mut is_used = vec![false; self.texts.len()];
        for (article, n) in articles.into_iter().zip(1_u64..) {
            if sink.is_full() {
                return sink.failure(Some(Position::Record(n)), ReadProblem::TooManyRecords);
            }
            let (record, warnings) = facts.record(self, article, &mut is_used);
            if record.title.is_none() && record.body.is_empty() {
                sink.failed_document(Some(Position::Record(n)), ReadProblem::Empty);
            } else {
                sink.document(Content::Record(Box::new(record)), Transport::default(), warnings);
            }
        }
        let n_others =
            self.texts.iter().zip(is_used).filter(|(text, is_used)| !is_used && !text.text.is_empty()).count();
        sink.left_out(None, LeftOut::ScannedBlocks, n_others as u64);
    }

    /// Passes on the pages of an issue whose map tells of no articles. Each says so.
    fn pass_on_pages(&self, sink: &mut DocumentSink<'_>, facts: &IssueFacts) {
        let mut n_pages = 0;
        for file in self.files.iter().filter(|file| file.is_page() && file.problem.is_none()) {
            let place = || Some(Position::Entry(file.name().to_owned()));
            if sink.is_full() {
                return sink.failure(place(), ReadProblem::TooManyDocuments);
            }
            n_pages += 1;
            let mut words = ArticleWords::default();
            words.add(self.texts.get(file.texts.clone()).unwrap_or_default().iter());
            if words.lines.is_empty() {
                sink.failed_document(place(), ReadProblem::Empty);
                continue;
            }
            let message = "The map of the issue tells of no articles, so this is all the text of a page.".to_owned();
            let warnings = [Warning { code: WarningCode::DoubtfulText, message }].into_iter().chain(words.doubt());
            let warnings = warnings.collect();
            let record = Record { body: words.lines, ..facts.shared() };
            sink.document(Content::Record(Box::new(record)), Transport::default(), warnings);
        }
        if n_pages == 0 {
            sink.failed_document(None, ReadProblem::UnknownLayout("METS".into()));
        }
    }
}

/// Passes on the articles of the issue that this map describes, and returns the entries of the archive that belong to
/// the issue. They are among `names`, in this folder.
pub(super) fn issue<'n>(
    sink: &mut DocumentSink<'_>,
    map: &str,
    folder: &str,
    names: impl Iterator<Item = &'n str>,
    parts: &mut dyn Parts,
) -> Vec<&'n str> {
    let read = parts.read(map, &sink.limits).map(Option::unwrap_or_default);
    let mut issue = match read.and_then(|bytes| ScannedIssue::parse(&bytes)) {
        Ok(issue) => issue,
        Err(problem) => {
            sink.failed_document(None, problem);
            return Vec::new();
        }
    };
    let found = issue.files_among(folder, names);
    for path in &found {
        if issue.has_page(path) {
            let page = parts.read(path, &sink.limits).and_then(|page| page.ok_or(ReadProblem::Missing));
            issue.take_page(path, page.as_deref().map_err(Clone::clone));
        }
    }
    issue.pass_on(sink);
    found
}

fn parse(bytes: &[u8]) -> Result<Element, ReadProblem> {
    let decoded = super::decode::decode(bytes, super::decode::Markup::Xml, super::decode::CharsetHints::default());
    Element::parse(&decoded.text)
}

/// The articles in the map, in order; not those within others.
fn articles(mets: &Element) -> Vec<&Element> {
    let maps = mets
        .named("structMap")
        .filter(|map| map.attribute("TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("logical")));
    let mut found = Vec::new();
    for map in maps {
        search(map, &mut found);
    }
    found
}

fn search<'e>(element: &'e Element, found: &mut Vec<&'e Element>) {
    for inner in element.named("div") {
        if inner.attribute("TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("article")) {
            found.push(inner);
        } else {
            search(inner, found);
        }
    }
}

/// The words of a block.
#[derive(Debug, Default)]
struct ScannedText {
    text: String,
    n_words: usize,
    n_uncertain: usize,
}

impl ScannedText {
    fn of_block(block: &Element) -> ScannedText {
        let mut text = ScannedText::default();
        for word in block.all("String") {
            text.n_words += 1;
            let confidence = word.attribute("WC").and_then(|value| value.parse::<f32>().ok());
            text.n_uncertain += usize::from(confidence.is_some_and(|confidence| confidence < MIN_CONFIDENCE));
            // The parts of a word that is divided at the end of a line state the whole word.
            let words = match word.attribute("SUBS_TYPE") {
                Some("HypPart1") => word.attribute("SUBS_CONTENT").or_else(|| word.attribute("CONTENT")),
                Some("HypPart2") if word.attribute("SUBS_CONTENT").is_some() => None,
                _ => word.attribute("CONTENT"),
            };
            if let Some(words) = words {
                if !text.text.is_empty() {
                    text.text.push(' ');
                }
                text.text.push_str(words);
            }
        }
        text
    }
}

/// The words of an article, or of a part of it, block by block.
#[derive(Debug, Default)]
struct ArticleWords {
    lines: Vec<String>,
    n_words: usize,
    n_uncertain: usize,
}

impl ArticleWords {
    fn add<'t>(&mut self, texts: impl Iterator<Item = &'t ScannedText>) {
        for text in texts.filter(|text| !text.text.is_empty()) {
            self.n_words += text.n_words;
            self.n_uncertain += text.n_uncertain;
            self.lines.push(text.text.clone());
        }
    }

    /// A warning, if many words are uncertain.
    fn doubt(&self) -> Option<Warning> {
        let is_doubtful = self.n_uncertain * 100 >= self.n_words * MIN_UNCERTAIN_PERCENT && self.n_uncertain > 0;
        is_doubtful.then(|| {
            let percent = self.n_uncertain * 100 / self.n_words.max(1);
            let message = format!("{percent}% of the words were read from the scan with little confidence.");
            Warning { code: WarningCode::DoubtfulText, message }
        })
    }
}

/// What an issue says for all its articles.
struct IssueFacts {
    outlet: Option<String>,
    date: Option<String>,
}

impl IssueFacts {
    fn new(mets: &Element) -> IssueFacts {
        let date = mets.all("dateIssued").into_iter().find_map(Element::text);
        let issue = mets.named("dmdSec").find(|section| !section.all("dateIssued").is_empty());
        let outlet = issue.and_then(|issue| issue.all("title").into_iter().find_map(Element::text));
        IssueFacts { outlet, date }
    }

    /// What every article of the issue has in common.
    fn shared(&self) -> Record {
        Record { date: self.date.clone(), outlet: self.outlet.clone(), ..Record::default() }
    }

    /// An article. Its blocks are marked as used.
    fn record(&self, issue: &ScannedIssue, article: &Element, is_used: &mut [bool]) -> (Record, Vec<Warning>) {
        let ScannedIssue { mets, files, texts, blocks, .. } = issue;
        let ids: Vec<&str> = article.attribute("DMDID").map(|ids| ids.split(' ').collect()).unwrap_or_default();
        let facts = mets.named("dmdSec").find(|section| section.attribute("ID").is_some_and(|id| ids.contains(&id)));
        let inner = |name: &str| facts.map(|facts| facts.all(name)).unwrap_or_default();
        let authors = inner("name").into_iter().filter_map(|name| {
            let parts = name.named("namePart").filter_map(Element::text).collect::<Vec<_>>();
            name.text_at(&["displayForm"]).or_else(|| (!parts.is_empty()).then(|| parts.join(" ")))
        });
        let language = inner("languageTerm").into_iter().find_map(Element::text);
        let (mut headings, mut words, mut n_unfound) = (Vec::new(), ArticleWords::default(), 0_usize);
        for part in article.elements() {
            let is_heading = part.attribute("TYPE").is_some_and(|kind| kind.to_ascii_lowercase().contains("head"));
            let mut own = ArticleWords::default();
            for area in part.all("area") {
                let file = area.attribute("FILEID").unwrap_or_default();
                // Without a block, the area is a page.
                let places = match area.attribute("BEGIN") {
                    Some(block) => blocks.get(&(file.to_owned(), block.to_owned())).cloned(),
                    None => files.iter().find(|other| other.id == file).map(|file| file.texts.clone().collect()),
                };
                n_unfound += usize::from(places.is_none());
                for place in places.unwrap_or_default() {
                    own.add(texts.get(place).into_iter());
                    if let Some(is_used) = is_used.get_mut(place) {
                        *is_used = true;
                    }
                }
            }
            words.n_words += own.n_words;
            words.n_uncertain += own.n_uncertain;
            if is_heading { &mut headings } else { &mut words.lines }.append(&mut own.lines);
        }
        let label = article.attribute("LABEL").map(str::to_owned);
        let title = inner("title").into_iter().find_map(Element::text).or(label);
        let unfound = (n_unfound > 0).then(|| {
            let message = format!("{n_unfound} blocks of the article are not on the pages that were read.");
            Warning { code: WarningCode::Truncated, message }
        });
        let warnings = words.doubt().into_iter().chain(unfound).collect();
        let record = Record {
            title: title.or_else(|| (!headings.is_empty()).then(|| headings.join(" "))),
            authors: authors.collect(),
            language: language.as_deref().and_then(language_name::code_of),
            body: words.lines,
            ..self.shared()
        };
        (record, warnings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divided_words_are_joined_and_uncertain_ones_counted() {
        let block = Element::parse(
            "<TextBlock><TextLine><String CONTENT='The' WC='0.9'/><String CONTENT='har-' SUBS_TYPE='HypPart1' SUBS_CONTENT='harbour'/>\
             </TextLine><TextLine><String CONTENT='bour' SUBS_TYPE='HypPart2' SUBS_CONTENT='harbour'/><String CONTENT='fl0ods' WC='0.2'/>\
             </TextLine></TextBlock>",
        );
        let text = ScannedText::of_block(&block.expect("well-formed"));
        assert_eq!((text.text.as_str(), text.n_words, text.n_uncertain), ("The harbour fl0ods", 4, 1));
    }

    /// An issue of one page, with this logical map.
    fn issue(map: &str) -> ScannedIssue {
        let mets = format!(
            "<mets><dmdSec ID='I'><mods><titleInfo><title>Quay News</title></titleInfo><dateIssued>1911-03-04</dateIssued></mods></dmdSec>\
             <fileSec><file ID='p1'><FLocat href='file://1.xml'/></file></fileSec>{map}</mets>"
        );
        let page = "<alto><TextBlock ID='b1'><String CONTENT='Boats'/><String CONTENT='met.'/></TextBlock><ComposedBlock ID='c1'>\
            <TextBlock ID='b2'><String CONTENT='One'/></TextBlock><TextBlock><String CONTENT='sank.'/></TextBlock></ComposedBlock>\
            <TextBlock ID='b4'><String CONTENT='Buy'/><String CONTENT='soap!'/></TextBlock></alto>";
        let mut issue = ScannedIssue::parse(mets.as_bytes()).expect("a map");
        issue.take_page("1.xml", Ok(page.as_bytes()));
        issue
    }

    fn read(issue: &ScannedIssue) -> (Vec<Document>, Vec<String>) {
        let (mut documents, mut told) = (Vec::new(), Vec::new());
        issue.read("mets.xml", &Limits::default(), &mut |document| match document {
            Ok(document) => documents.push(document),
            Err(failure) => told.push(failure.notice().unwrap_or_else(|| failure.to_string())),
        });
        (documents, told)
    }

    fn body(document: &Document) -> &[String] {
        let Content::Record(record) = &document.content else { panic!("{document:?}") };
        assert_eq!((record.outlet.as_deref(), record.date.as_deref()), (Some("Quay News"), Some("1911-03-04")));
        &record.body
    }

    #[test]
    fn the_pages_of_an_issue_without_articles_are_read_and_say_so() {
        for map in ["", "<structMap TYPE='LOGICAL'><div TYPE='Newspaper'><div TYPE='ISSUE'/></div></structMap>"] {
            let (documents, told) = read(&issue(map));
            assert_eq!((documents.len(), told), (1, Vec::new()));
            assert_eq!(body(&documents[0]), ["Boats met.", "One", "sank.", "Buy soap!"]);
            assert!(documents[0].warnings[0].message.contains("tells of no articles"), "{documents:?}");
        }
    }

    #[test]
    fn blocks_of_blocks_are_read_and_those_of_no_article_are_counted() {
        let area = |block: &str| format!("<fptr><area FILEID='p1' BEGIN='{block}'/></fptr>");
        let map = |blocks: &[&str]| {
            let areas: String = blocks.iter().map(|block| area(block)).collect();
            format!(
                "<structMap TYPE='LOGICAL'><div TYPE='ARTICLE' LABEL='Boats'><div TYPE='BODY'>{areas}</div></div></structMap>"
            )
        };
        let (documents, told) = read(&issue(&map(&["b1", "c1"])));
        assert_eq!(body(&documents[0]), ["Boats met.", "One", "sank."]);
        assert_eq!(documents[0].warnings, []);
        assert_eq!(told, ["mets.xml: left out: 1 block of text outside all articles, such as an advertisement"]);
        let (documents, _) = read(&issue(&map(&["b1", "gone"])));
        assert_eq!(documents[0].warnings.len(), 1);
        assert_eq!(documents[0].warnings[0].code, WarningCode::Truncated);
    }
}
