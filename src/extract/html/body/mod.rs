//! The body of an article, and everything else on its page.
//!
//! Three steps: [`cuts`] marks the elements that are furniture by their tag and names, [`region`] finds the element
//! that holds the article, and [`decide`] keeps or removes each line in it.

mod cuts;
mod decide;
mod dialogue;
mod ending;
mod region;
mod repeated;

pub(super) use cuts::{Signs, is_sentence};
pub(super) use decide::title_line;

use crate::extract::html::block::Block;
use crate::extract::html::page::{Around, Page};
use crate::extract::html::tag::Tag;
use crate::extract::html::tree::NodeId;
use crate::extract::html::verdict::Verdict;
use crate::model::Removed;

/// Decides about each line of a page; one verdict a block. `title_line` is what [`title_line`] finds.
pub(super) fn verdicts(page: &Page<'_>, title: &str, title_line: Option<usize>, signs: Signs) -> Vec<Verdict> {
    let above = title_line.filter(|line| !is_below_text(page, *line));
    let cuts = cuts::mark(page, above, signs);
    let region = region::find(page, &cuts, above);
    decide::decide(page, &cuts, region, title, title_line)
}

/// Whether most of the running text of a page is above a line, which then is not the headline of it.
fn is_below_text(page: &Page<'_>, line: usize) -> bool {
    let (mut above, mut below) = (0, 0);
    for (index, block) in page.blocks.list.iter().enumerate() {
        if is_sentence(block) && !block.hidden {
            *(if index < line { &mut above } else { &mut below }) += block.words;
        }
    }
    above >= MIN_TEXT_ABOVE && above > below * 2
}

/// With fewer words of running text above it, a headline is one whatever is below it.
const MIN_TEXT_ABOVE: usize = 100;

/// The paragraphs of the body, and all that was left out, in order, neighbours of one kind together.
pub(super) fn divide(page: &Page<'_>, verdicts: &[Verdict]) -> (Vec<String>, Vec<Removed>) {
    let mut body = Vec::new();
    let mut removed: Vec<Removed> = Vec::new();
    let mut joins = false;
    let mut row = None;
    for (block, verdict) in page.blocks.list.iter().zip(verdicts) {
        let row_before = std::mem::replace(&mut row, row_of(page, block).filter(|_| *verdict == Verdict::Body));
        match verdict {
            Verdict::Body => match body.last_mut() {
                Some(last) if is_next_cell(row, row_before) => {
                    let last: &mut String = last;
                    last.push('\t');
                    last.push_str(&block.text);
                }
                _ => body.push(block.text.clone()),
            },
            Verdict::Title => {}
            Verdict::Removed(kind) => match removed.last_mut() {
                Some(last) if joins && last.kind == *kind => {
                    last.text.push('\n');
                    last.text.push_str(&block.text);
                }
                _ => removed.push(Removed { text: block.text.clone(), kind: *kind }),
            },
        }
        joins = matches!(verdict, Verdict::Removed(_));
    }
    (body, removed)
}

/// The maximum number of words in a cell of a data table; a longer one is part of a layout.
const MAX_CELL_WORDS: usize = 12;

/// A cell and its row.
type Cell = (NodeId, NodeId);

/// Whether a cell follows another in one row. Text in the same cell is paragraphs of a layout.
fn is_next_cell(cell: Option<Cell>, before: Option<Cell>) -> bool {
    matches!((cell, before), (Some((cell, row)), Some((other, row_before))) if row == row_before && cell != other)
}

/// The table cell that a block is, with its row. The cells of a row become one paragraph, separated by tabs.
fn row_of(page: &Page<'_>, block: &Block) -> Option<Cell> {
    let is_cell = page.around.get(block.node).is_some_and(|around| around.any(Around::CELL));
    let is_row = |node: &NodeId| page.tree.tag(*node) == Some(Tag::Tr);
    let is_td = |node: &NodeId| matches!(page.tree.tag(*node), Some(Tag::Td | Tag::Th));
    let near = || page.tree.ancestors(block.node).take(4);
    (is_cell && block.words <= MAX_CELL_WORDS).then(|| Some((near().find(is_td)?, near().find(is_row)?))).flatten()
}

#[cfg(test)]
mod tests {
    use crate::document::Transport;
    use crate::extract::html::article;
    use crate::model::RemovedKind;

    #[test]
    fn a_row_of_a_table_is_a_paragraph() {
        let text = "<p>The council of Oldport has published what it spent on its bridges in the last two years, and on its ferries.</p>";
        let html = format!(
            "<title>Bridges</title><h1>Bridges</h1>{text}<table><tr><th>Year<th>Cost<tr><td>2019<td>3 million</table>{text}"
        );
        let body = article(&html, &Transport::default()).body;
        assert_eq!(
            body.get(1..3),
            Some(["Year\tCost".to_owned(), "2019\t3 million".to_owned()].as_slice()),
            "{body:?}"
        );
    }

    const TEXT: &str = "<p>The council of Oldport has published what it spent on its bridges in the last two years, and on its ferries.</p>";

    /// The kind of the removed piece with these words; `None` if they are in the body.
    #[track_caller]
    fn kind_of(html: &str, words: &str) -> Option<RemovedKind> {
        let article = article(html, &Transport::default());
        let kind = article.removed.iter().find(|piece| piece.text.contains(words)).map(|piece| piece.kind);
        let in_body = article.body.iter().any(|paragraph| paragraph.contains(words));
        assert!(in_body != kind.is_some(), "{words}: {article:#?}");
        kind
    }

    fn page(inside: &str) -> String {
        format!("<title>Bridges of the town</title><div><h1>Bridges of the town</h1>{TEXT}{inside}</div>")
    }

    #[test]
    fn notes_under_a_list_of_other_articles_stay() {
        let note = "<li>Roe, Jane: Bridges of the north and their builders. Oldport, 1987, pages 7 to 9, at <a href=x>the library</a>.";
        let html = page(&format!(
            "{TEXT}<h2>See also</h2><ul><li><a href=/a>Ferries of the town</a><li><a href=/b>Roads of the town</a></ul>
            <h2>References</h2><ol>{note}{note}{note}</ol>"
        ));
        assert_eq!(kind_of(&html, "Ferries of"), Some(RemovedKind::Related));
        assert_eq!(kind_of(&html, "References"), None);
        assert_eq!(kind_of(&html, "Roe, Jane"), None);
    }

    #[test]
    fn an_element_that_lists_other_articles_takes_their_first_sentences_along() {
        let teaser = "<div><a href=/x>Trams of the town are full</a><p>The trams of the town have been full since the spring, and the council does not know why.</p></div>";
        let html = page(&format!("{TEXT}<div><h2>À lire aussi</h2>{teaser}</div>"));
        assert_eq!(kind_of(&html, "have been full"), Some(RemovedKind::Related));
        // A box within the text ends with its element.
        let html =
            page(&format!("<div><h2>À lire aussi</h2><a href=/x>Trams of the town are full</a></div>{TEXT}{TEXT}"));
        assert_eq!(kind_of(&html, "The council of Oldport"), None);
        // So does a heading among the paragraphs.
        let html = page(
            "<h2>À lire aussi</h2><p><a href=/x>Trams of the town</a></p><p>The trams of the town have been full since the spring, and the council does not know why.</p>",
        );
        assert_eq!(kind_of(&html, "have been full"), None);
    }

    #[test]
    fn a_heading_above_a_picture_heads_the_text_below() {
        let html = page(&format!(
            "<h2>Economy</h2><div class=navigation-note><a href=/e>Trade of the town</a></div>
            <figure><img src=a><figcaption>The harbour at night</figcaption></figure>{TEXT}"
        ));
        assert_eq!(kind_of(&html, "Economy"), None);
        assert_eq!(kind_of(&html, "harbour at night"), Some(RemovedKind::Caption));
    }

    #[test]
    fn lines_of_one_style_that_head_text_are_headings() {
        let step = |n: u32| format!("<div><span class=head>Part {n}</span>{TEXT}</div>");
        assert_eq!(kind_of(&page(&(1..5).map(step).collect::<String>()), "Part 3"), None);
        let tab = |n: u32| format!("<div><span class=head role=tab>Part {n}</span>{TEXT}</div>");
        assert_eq!(kind_of(&page(&(1..5).map(tab).collect::<String>()), "Part 3"), Some(RemovedKind::Other));
        let link = |n: u32| format!("<div><span class=head>Part {n}</span><a href=/{n}>Elsewhere</a></div>{TEXT}");
        assert_eq!(kind_of(&page(&(1..5).map(link).collect::<String>()), "Part 3"), Some(RemovedKind::Other));
    }

    #[test]
    fn pictures_and_what_is_said_about_writers_are_told_by_their_names() {
        let gallery = "<div class=photo-gallery><h2>The week in pictures</h2><ul><li><img src=a>A dog<li><img src=b>A cat</ul></div>";
        assert_eq!(kind_of(&page(&format!("{gallery}{TEXT}")), "The week in"), Some(RemovedKind::Caption));
        let bio =
            "<div class=post-body-bio>Ann Lee writes about rivers. She lived in Norway before, and in Peru.</div>";
        assert_eq!(kind_of(&page(&format!("{TEXT}{TEXT}{bio}")), "writes about"), Some(RemovedKind::Other));
        let contents = "<ul><li><a href='#one'>Wood and stone</a><li><a href='#two'>Steel</a></ul>";
        assert_eq!(kind_of(&page(&format!("{contents}{TEXT}{TEXT}")), "Wood and"), Some(RemovedKind::Navigation));
    }

    #[test]
    fn a_table_of_figures_is_not_all_of_an_article() {
        let row = "<tr><td>The old bridge over the river, of wood and stone, was built in the year of the flood.
            <td>It was closed in the spring of last year, since its piers had begun to sink into the mud.";
        let html = page(&format!("<table>{}</table><p>Figures of the town.</p>", row.repeat(12)));
        assert_eq!(kind_of(&html, "The council of Oldport"), None);
        assert_eq!(kind_of(&html, "Figures of the town."), None);
    }

    #[test]
    fn a_notice_in_a_nameless_element_takes_its_buttons_along() {
        let notice = "<div class=x1><p>oldport.example vous demande de consentir à l’utilisation de vos données personnelles.</p>
            <button>Autoriser</button></div>";
        let html = format!("{notice}{}", page(&format!("{TEXT}{TEXT}")));
        assert_eq!(kind_of(&html, "vous demande"), Some(RemovedKind::Legal));
        assert_eq!(kind_of(&html, "Autoriser"), Some(RemovedKind::Legal));
    }

    #[test]
    fn a_byline_in_a_small_table_of_layout_is_none_of_the_text() {
        let byline = "<font size=2>By Ann Lee<br>Posted: Thursday, February 3, 2011</font>";
        let html = format!(
            "<title>Bridges of the town</title><table><tr><td><font size=5><b>Bridges of the town</b></font><br>{byline}
            {TEXT}{TEXT}<td><a href=/>Home</a></table>"
        );
        assert_eq!(kind_of(&html, "Posted: Thursday"), Some(RemovedKind::Header));
    }

    #[test]
    fn elements_of_the_makers_own_say_what_they_are() {
        let picture = "<amp-img src=a.jpg></amp-img><p>The bridge in winter. Photograph: Bo Li</p>";
        assert_eq!(kind_of(&page(&format!("{picture}{TEXT}")), "in winter"), Some(RemovedKind::Caption));
        for (name, kind) in [
            ("amp-consent", RemovedKind::Legal),
            ("amp-user-notification", RemovedKind::Legal),
            ("newsletter-signup", RemovedKind::Promotion),
            ("share-bar", RemovedKind::Share),
        ] {
            let html = page(&format!(
                "{TEXT}{TEXT}<{name}><p>We may store things on what you hold in your hand.</p></{name}>"
            ));
            assert_eq!(kind_of(&html, "We may store"), Some(kind), "{name}");
        }
    }
}
