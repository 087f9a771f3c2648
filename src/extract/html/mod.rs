//! An article from a web page.

mod author;
mod block;
mod body;
mod byline;
mod class_hints;
mod date;
#[cfg(test)]
mod differential;
mod embedded;
mod flight;
mod json_ld;
mod metadata;
mod no_article;
mod outlet;
mod page;
mod parse;
mod reading;
#[cfg(test)]
mod samples;
mod section;
mod streamed;
mod tag;
mod title;
mod title_parts;
mod tree;
mod verdict;

use author::AuthorSearch;
use date::DateSearch;
use page::Page;
use reading::Reading;
use verdict::Verdict;

use crate::document::Transport;
use crate::extract::address_date;
use crate::model::{Article, Removed, RemovedKind, Title, TitleBasis, Warning, WarningCode};

/// The article in a web page.
pub(super) fn article(source: &str, transport: &Transport) -> Article {
    let source = streamed::assembled(source);
    let mut page = Page::parse(&source);
    let title = title::find(&page);
    let reading = reading::best(&mut page, &title);
    let page = page;
    let (headline, verdicts) = (reading.headline, &reading.verdicts);
    let (mut body, mut removed) = body::divide(&page, verdicts);
    if let Some(stated) = body_from_data(&page, &title, &body) {
        let shown = std::mem::replace(&mut body, stated);
        removed.extend(replaced(shown, &body));
    } else if let Some(withheld) = embedded::withheld(&page, &body) {
        let repeated = withheld.completes_last.then(|| body.pop()).flatten();
        removed.extend(repeated.map(|text| Removed { text, kind: RemovedKind::Duplicate }));
        body.extend(withheld.paragraphs);
    }
    let stated = transport.url.as_deref().or(page.metadata.address());
    // A copy in a web archive has the address of the original in its own, and the day on which it was made.
    let archived = stated.and_then(address_date::archived);
    let address = archived.map(|(_, original)| original).or(stated);
    let copied = archived.map(|(day, _)| day);
    let collected = transport.collected.map_or(copied, |day| Some(copied.map_or(day, |copied| copied.min(day))));
    let outlet = outlet::find(&page, address);
    let declared = page.metadata.language.as_deref();
    let detected = crate::extract::language::of_paragraphs(body.iter().map(String::as_str));
    // A language that the detector does not know is mistaken for another one; the page's own statement is right.
    let beyond_detection = declared.filter(|code| crate::extract::language::is_beyond_detection(code));
    let language = beyond_detection.or(detected).or(declared).map(str::to_owned);
    let is_article = |verdict: &Verdict| matches!(verdict, Verdict::Body | Verdict::Title);
    let first = verdicts.iter().position(is_article).unwrap_or(0);
    let last = verdicts.iter().rposition(is_article).map_or(0, |last| last + 1);
    let authors = AuthorSearch {
        page: &page,
        address,
        outlet: outlet.as_ref().map(|outlet| outlet.name.as_str()),
        verdicts,
        article: first..last,
    }
    .find();
    let mut warnings = Vec::new();
    let mut date = DateSearch {
        page: &page,
        address,
        language: declared.or(language.as_deref()),
        collected,
        headline,
        verdicts,
        article: first..last,
    }
    .find();
    warnings.extend(date.as_mut().and_then(|found| found.mark_ambiguous(collected)));
    if body.is_empty() {
        let message = "no line of the page reads like an article's paragraph".to_owned();
        warnings.push(Warning { code: WarningCode::EmptyBody, message });
    }
    let n_words = embedded::words(&body);
    if let Some(message) = no_article::reason(&page, n_words) {
        warnings.push(Warning { code: WarningCode::NoArticle, message });
    } else if let Some(message) = doubt(&page, &reading, n_words) {
        warnings.push(Warning { code: WarningCode::DoubtfulText, message });
    }
    Article {
        id: String::new(),
        source: String::new(),
        url: address.map(str::to_owned),
        title: if title.is_empty() {
            Title { value: first_sentence(&body), basis: TitleBasis::Derived }
        } else {
            Title { value: title, basis: TitleBasis::Stated }
        },
        date: date.map(|found| found.date),
        collected,
        outlet,
        authors,
        section: section::find(&page),
        language,
        tags: Vec::new(),
        groups: Vec::new(),
        story: None,
        body,
        removed,
        actors: Vec::new(),
        cites: Vec::new(),
        quotes: Vec::new(),
        warnings,
    }
}

/// A text whose data hold this number of times more words is not whole.
const MUCH_MORE: usize = 2;

/// Why the text found may not be the article, as a sentence.
fn doubt(page: &Page<'_>, reading: &Reading, found: usize) -> Option<String> {
    if reading.is_doubtful() && reading.left_out > found {
        let left_out = reading.left_out;
        return Some(format!("{left_out} words of running text were left out, {found} were taken for the article"));
    }
    let stated = page.metadata.linked_data.article_words()?;
    (stated >= MIN_ARTICLE_WORDS * MUCH_MORE && stated > found * MUCH_MORE)
        .then(|| format!("the page states a text of {stated} words, {found} were found"))
}

/// The page's own title and the lines that it shows, each with whether it is a paragraph of the article.
#[cfg(test)]
pub(super) fn lines(source: &str) -> Vec<(String, bool)> {
    let page = Page::parse(source);
    let title = title::find(&page);
    let verdicts = body::verdicts(&page, &title, body::title_line(&page, &title), body::Signs::All);
    let shown = page.blocks.list.iter().zip(&verdicts).filter(|(block, _)| !block.hidden);
    let lines = shown.map(|(block, verdict)| (block.text.clone(), *verdict == Verdict::Body));
    std::iter::once((page.metadata.title.clone(), false)).filter(|(title, _)| !title.is_empty()).chain(lines).collect()
}

/// A text with fewer words is not the article, if the page's data has a longer one.
const MIN_ARTICLE_WORDS: usize = 40;

/// The text that is only in the data of a page, for a script to show.
fn body_from_data(page: &Page<'_>, title: &str, shown: &[String]) -> Option<Vec<String>> {
    let n_shown = embedded::words(shown);
    let title = if title.is_empty() { &page.metadata.title } else { title };
    let stated = if n_shown < MIN_ARTICLE_WORDS { embedded::paragraphs(page, title)? } else { return None };
    (embedded::words(&stated) >= MIN_ARTICLE_WORDS.max(n_shown * 3)).then_some(stated)
}

/// What a page shows in place of the text in its data: the beginning of it, or a message to the reader.
fn replaced(shown: Vec<String>, body: &[String]) -> Vec<Removed> {
    let kind = |text: &str| {
        let is_part = body.iter().any(|paragraph| paragraph.contains(text));
        if is_part { RemovedKind::Duplicate } else { RemovedKind::Other }
    };
    shown.into_iter().map(|text| Removed { kind: kind(&text), text }).collect()
}

/// The maximum number of words of a sentence that becomes a headline.
const HEADLINE_WORDS: usize = 16;

/// The first sentence of a body, cut to the length of a headline.
fn first_sentence(body: &[String]) -> String {
    let first = body.first().map(String::as_str).unwrap_or_default();
    let end = first.find(['.', '!', '?', '。', '！', '？']).unwrap_or(first.len());
    let sentence = first.get(..end).unwrap_or(first);
    let mut words = sentence.split_whitespace();
    let mut title = words.by_ref().take(HEADLINE_WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        title.push('…');
    }
    title
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read as _;
    use std::path::Path;

    use flate2::read::GzDecoder;
    use proptest::prelude::*;

    use super::body;
    use super::page::Page;
    use super::tag::Tag;
    use super::verdict::Verdict;
    use super::{RemovedKind, article, title};
    use crate::document::Transport;
    use crate::model::{DateBasis, TitleBasis};

    /// The letters of a text, sorted.
    fn letters(texts: &mut dyn Iterator<Item = &str>) -> Vec<char> {
        let mut letters: Vec<char> = texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
        letters.sort_unstable();
        letters
    }

    /// Checks that every letter that the page shows or hides is once in the title's line, the body or the removed text.
    #[track_caller]
    fn check_nothing_is_lost(html: &str) {
        let page = Page::parse(html);
        let title = title::find(&page);
        let verdicts = body::verdicts(&page, &title, body::title_line(&page, &title), body::Signs::All);
        let (body, removed) = body::divide(&page, &verdicts);
        let title = page.blocks.list.iter().zip(&verdicts).filter(|(_, verdict)| **verdict == Verdict::Title);
        let mut found = title
            .map(|(block, _)| block.text.as_str())
            .chain(body.iter().map(String::as_str))
            .chain(removed.iter().map(|piece| piece.text.as_str()));
        let mut source = Vec::new();
        let mut node = 1;
        while node < page.tree.len() {
            match page.tree.tag(node) {
                Some(
                    Tag::Script | Tag::Style | Tag::Head | Tag::Iframe | Tag::Noembed | Tag::Noframes | Tag::Title,
                ) => {
                    node = page.tree.subtree(node).end;
                    continue;
                }
                Some(_) => {}
                None => source.push(page.tree.text(node).unwrap_or_default()),
            }
            node += 1;
        }
        assert_eq!(letters(&mut found), letters(&mut source.into_iter()));
    }

    const PAGE: &str = "<html lang=en><head><title>Rates rise again | The Daily</title>
        <meta property='og:site_name' content='The Daily'><meta name=author content='By Ann Lee'>
        <meta property='article:modified_time' content='2020-03-09T10:00:00+01:00'>
        <meta property='article:published_time' content='2020-03-03T10:00:00+01:00'></head><body>
        <nav><a href=/>Home</a> <a href=/world>World</a></nav>
        <article><h1>Rates rise again</h1><p class=byline>By Ann Lee</p>
        <figure><img src=a.jpg><figcaption>The bank at night. Photo: Bo Li</figcaption></figure>
        <p>The central bank raised its rates on Tuesday, the third time in a year, and said that more may follow.</p>
        <p>Prices had risen by a tenth since the spring, according to figures that the office of statistics gave.</p>
        <p>Read also: <a href=/other>What the rates mean for you</a></p>
        <h2>What comes next</h2><p>Two members of the board had voted against the decision, one of them for a larger step.</p>
        <div class=share-buttons>Share this on other sites</div></article>
        <div id=comments><p>This is a comment that is as long as a paragraph of the article and has no place in it.</p></div>
        <footer>© The Daily</footer></body></html>";

    #[test]
    fn an_article_is_found_with_all_its_fields() {
        let article = article(PAGE, &Transport::default());
        assert_eq!((article.title.value.as_str(), article.title.basis), ("Rates rise again", TitleBasis::Stated));
        assert_eq!(article.authors, ["Ann Lee"]);
        assert_eq!(article.outlet.map(|outlet| outlet.name).as_deref(), Some("The Daily"));
        let date = article.date.expect("the page states its date");
        assert_eq!((date.value.to_string().as_str(), date.basis), ("2020-03-03", DateBasis::Stated));
        assert_eq!(date.evidence, "meta article:published_time: 2020-03-03T10:00:00+01:00");
        assert_eq!(article.body.len(), 4, "{:?}", article.body);
        assert_eq!(article.body[2], "What comes next");
        let kind =
            |words: &str| article.removed.iter().find(|piece| piece.text.contains(words)).map(|piece| piece.kind);
        assert_eq!(kind("at night"), Some(RemovedKind::Caption));
        assert_eq!(kind("Read also"), Some(RemovedKind::Related));
        assert_eq!(kind("Share this"), Some(RemovedKind::Share));
        assert_eq!(kind("is a comment"), Some(RemovedKind::CommentForm));
        assert_eq!(kind("World"), Some(RemovedKind::Navigation));
    }

    #[test]
    fn publication_is_not_later_than_collection() {
        let collected = "2020-03-02".parse().ok();
        let article = article(PAGE, &Transport { collected, ..Transport::default() });
        assert_eq!(article.date, None);
    }

    #[test]
    fn what_a_page_withholds_is_read_from_its_data() {
        let first = "The central bank raised its rates on Tuesday, the third time in a year, and said that more may follow \
            if prices go on rising as they have done since the spring of the year before last, to the surprise of many.";
        let second = "Two members of the board had voted against the decision, one of them for a larger step, and the minutes \
            of the meeting will be published after the summer, when new figures of prices and wages are known.";
        let third = "The next meeting is in autumn, and few doubt that the rates will be raised once more by then, since \
            nothing else has helped so far against prices that have risen by a tenth in a year, the bank said.";
        let page = |shown: &str| {
            let data = format!(r#"{{"@type":"NewsArticle","articleBody":"{first}\n{second}\n{third}"}}"#);
            format!("<h1>Rates</h1><script type=application/ld+json>{data}</script><article>{shown}</article>")
        };
        let article = |shown: &str| article(&page(shown), &Transport::default());
        assert_eq!(article(&format!("<p>{first}</p>")).body, [first, second, third]);
        let cut = article(&format!("<p>{first}</p><p>Two members of the board had voted against the decision…</p>"));
        assert_eq!(cut.body, [first, second, third]);
        assert!(cut.removed.iter().any(|piece| piece.kind == RemovedKind::Duplicate), "{:?}", cut.removed);
        let whole = format!("<p>{first}</p><p>{second}</p><p>{third}</p><p>An afterthought that the data lack.</p>");
        assert_eq!(article(&whole).body.len(), 4);
    }

    #[test]
    fn a_second_article_under_the_first_is_none_of_it() {
        let text = "<p>The central bank raised its rates on Tuesday, the third time in a year, and said that more may follow.</p>";
        let other =
            "<p>Rovers have lost their sixth match in a row, this time by three goals to none in heavy rain.</p>";
        let html = format!(
            "<title>Rates rise again</title><main><article><h1>Rates rise again</h1>{}</article>
            <article><h1>Rovers lose</h1>{}</article></main>",
            text.repeat(4),
            other.repeat(3)
        );
        let article = article(&html, &Transport::default());
        assert_eq!(article.body.len(), 4, "{:?}", article.body);
        assert!(
            article.removed.iter().any(|piece| piece.text.contains("Rovers") && piece.kind == RemovedKind::Related)
        );
    }

    #[test]
    fn a_time_before_the_visit_is_a_day_where_the_visit_is_known() {
        let html = "<h1>Rates rise again</h1><span>2 days ago</span><p>The central bank raised its rates on Tuesday, the \
            third time in a year, and said that more may follow.</p>";
        let collected = "2020-03-05".parse().ok();
        let date = article(html, &Transport { collected, ..Transport::default() }).date.expect("it can be told");
        assert_eq!((date.value.to_string().as_str(), date.basis), ("2020-03-03", DateBasis::Inferred));
        assert_eq!(date.evidence, "2 days ago, collected 2020-03-05");
        assert_eq!(article(html, &Transport::default()).date, None);
    }

    #[test]
    fn lines_about_picture_writer_and_consent_are_told_by_their_place() {
        let html = "<title>Rates rise again | The Daily</title><div id=onetrust-banner-sdk><p>We use cookies.</p></div>
            <div><h1>Rates rise again</h1><div><span>By Ann Lee</span><span>Published 3 March 2020 at the desk in Oldport</span></div>
            <div><img src=a.jpg><div><span>The bank at night in Oldport</span></div></div><button>Share</button>
            <div><p>The central bank raised its rates on Tuesday, the third time in a year, and said that more may follow.</p>
            <h2>Economy</h2><p>Prices had risen by a tenth since the spring, according to figures that the office gave.</p>
            <table><tr><th>Date<th>Rate<tr><td>March 2020<td>3<tr><td>April 2020<td>4</table></div></div>";
        let article = article(html, &Transport::default());
        assert_eq!(article.authors, ["Ann Lee"]);
        assert_eq!(article.body[1], "Economy");
        assert_eq!(&article.body[3..], ["Date\tRate", "March 2020\t3", "April 2020\t4"]);
        let kind =
            |words: &str| article.removed.iter().find(|piece| piece.text.contains(words)).map(|piece| piece.kind);
        assert_eq!(kind("cookies"), Some(RemovedKind::Legal));
        assert_eq!(kind("at night"), Some(RemovedKind::Caption));
        assert_eq!(kind("Published"), Some(RemovedKind::Header));
        assert_eq!(kind("Share"), Some(RemovedKind::Share));
    }

    #[test]
    fn a_page_that_a_script_fills_gives_the_text_of_its_data() {
        let text = "The bank raised its rates again on Tuesday. ".repeat(10);
        let html = format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{text}\\n\\nMore.\"}}</script><div id=app></div>"
        );
        let article = article(&html, &Transport::default());
        assert_eq!(article.body.len(), 2);
        assert_eq!(article.title.basis, TitleBasis::Derived);
        assert_eq!(article.title.value, "The bank raised its rates again on Tuesday");
    }

    #[test]
    fn huge_and_deep_pages_are_read() {
        for unit in [
            "<div>",
            "<ul><li>",
            "<a href=x>",
            "<p class='share comment'>word. ",
            "<table><tr><td>",
            "<h1>a</h1>",
            "<time>1 May 2020",
            "<span>Word",
            "<article><h1>a</h1><p>Some words. ",
        ] {
            article(&unit.repeat(60_000), &Transport::default());
        }
        article(&format!("<title>{}</title><h1>x</h1>", "word ".repeat(300_000)), &Transport::default());
    }

    #[test]
    fn nothing_of_pages_in_many_languages_is_lost() {
        for folder in ["tests/fixtures/set/extraction/own/html", "tests/fixtures/pages"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            let files: Vec<_> = fs::read_dir(&folder).expect("the fixtures exist").flatten().collect();
            assert!(files.len() > 10, "{}", folder.display());
            for file in files.iter().filter(|file| file.path().extension().is_some_and(|end| end == "html")) {
                let bytes = fs::read(file.path()).expect("the fixture can be read");
                check_nothing_is_lost(&String::from_utf8_lossy(&bytes));
            }
        }
    }

    /// Real pages, next to the repository; optional.
    #[test]
    fn nothing_of_real_pages_is_lost() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/extraction/aeb/html");
        let Ok(files) = fs::read_dir(&folder) else {
            eprintln!("SKIPPED: {} does not exist", folder.display());
            return;
        };
        let mut files: Vec<_> = files.flatten().map(|file| file.path()).collect();
        files.sort();
        for file in files.iter().take(30) {
            let mut bytes = Vec::new();
            GzDecoder::new(fs::File::open(file).expect("the file opens")).read_to_end(&mut bytes).expect("it unpacks");
            check_nothing_is_lost(&String::from_utf8_lossy(&bytes));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn nothing_of_any_page_is_lost(
            html in "(<(p|div|h1|h2|li|ul|td|tr|table|pre|br|b|a href=x|nav|footer|aside|section class=share|p hidden|span class=caption|button|figure|blockquote|noscript)>|</(p|div|ul|table|pre|b|a|nav|section|figure|span)>|Word |Two words. |A sentence of many words that goes on for a while and ends. |Photo: X|3 May 2020|&amp;|é|\n){0,60}",
        ) {
            check_nothing_is_lost(&html);
        }
    }
}
