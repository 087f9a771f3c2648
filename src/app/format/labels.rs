//! Names and sentences for the values of enums and for errors.

use super::dates;
use super::text::safe;
use crate::app::browser::{BrowserError, TaskError};
use crate::app::messages::{self as m, intl_language};
use crate::bundle::FileError;
use crate::model::{
    ActorKind, Conclusion, DateBasis, LeftOut, OutletBasis, PartialDate, Position, RemovedKind, TitleBasis, WarningCode,
};
use crate::query::{FileDamage, Problem, QueryError, Sort, View};
use crate::task::{DocumentProblem, WorkerProblem};

/// An inferred value, by its id in the facet; the id itself if it is unknown.
pub fn conclusion(id: &str) -> String {
    let named = Conclusion::ALL.into_iter().find(|conclusion| conclusion.as_str() == id);
    named
        .map_or(id, |conclusion| match conclusion {
            Conclusion::Date => m::inferred_date(),
            Conclusion::Headline => m::inferred_headline(),
            Conclusion::Outlet => m::inferred_outlet(),
            Conclusion::Text => m::inferred_text(),
        })
        .to_owned()
}

/// The heading over the actors of a kind.
pub fn kind_plural(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => m::kinds_people(),
        ActorKind::State => m::kinds_states(),
        ActorKind::Organisation => m::kinds_organisations(),
        ActorKind::Other => m::kinds_others(),
    }
}

/// What an actor of a kind is.
pub fn kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => m::kind_person(),
        ActorKind::State => m::kind_state(),
        ActorKind::Organisation => m::kind_organisation(),
        ActorKind::Other => m::kind_other(),
    }
}

/// `6 people`, `1 organisation`, `1 other`.
pub fn count_of_kind(kind: ActorKind, count: usize) -> String {
    match kind {
        ActorKind::Person => m::count_people(count),
        ActorKind::State => m::count_states(count),
        ActorKind::Organisation => m::count_organisations(count),
        ActorKind::Other => m::count_others(count),
    }
}

/// The name of a view.
pub fn view(view: View) -> &'static str {
    match view {
        View::Articles => m::view_articles(),
        View::Timeline => m::view_timeline(),
        View::Actors => m::view_actors(),
        View::Quotes => m::view_quotes(),
        View::Compare => m::view_compare(),
        View::Analysis => m::view_analysis(),
        View::Export => m::view_export(),
        View::About => m::view_about(),
    }
}

/// Languages by their BCP 47 codes, in the order of the codes.
const LANGUAGES: [(&str, &str); 40] = [
    ("ar", "Arabic"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// The name of a language; its code if the name is unknown.
pub fn language(code: &str) -> String {
    if let Some(name) = intl_language(code) {
        return safe(&name);
    }
    let primary = code.split('-').next().unwrap_or(code);
    let found = LANGUAGES.binary_search_by_key(&primary, |(code, _)| code);
    match found.ok().and_then(|at| LANGUAGES.get(at)) {
        Some((known, name)) if *known == code => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({})", safe(code)),
        None => safe(code),
    }
}

/// The name of an outlet within a sentence, if it is known.
pub fn outlet(name: Option<&str>) -> String {
    name.map_or_else(|| m::unknown_outlet_low().to_owned(), safe)
}

/// A date within a sentence, if it is known.
pub fn day(date: Option<PartialDate>) -> String {
    date.map_or_else(|| m::undated_low().to_owned(), dates::date)
}

/// The name of an order.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => m::sort_newest(),
        Sort::Oldest => m::sort_oldest(),
        Sort::Relevance => m::sort_relevance(),
    }
}

/// The basis of a date, in a sentence that its evidence follows.
pub fn why_date(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Stated => m::why_date_stated(),
        DateBasis::Sidecar => m::why_date_sidecar(),
        DateBasis::Inferred => m::why_date_inferred(),
    }
}

/// The basis of an outlet, in a sentence that its evidence follows.
pub fn why_outlet(basis: OutletBasis) -> &'static str {
    match basis {
        OutletBasis::Stated => m::why_outlet_stated(),
        OutletBasis::Url => m::why_outlet_url(),
        OutletBasis::Sidecar => m::why_outlet_sidecar(),
    }
}

/// How a headline is known, in a sentence.
pub fn why_title(basis: TitleBasis) -> &'static str {
    match basis {
        TitleBasis::Stated => m::why_title_stated(),
        TitleBasis::Sidecar => m::why_title_sidecar(),
        TitleBasis::Derived => m::why_title_derived(),
    }
}

/// Why a piece was left out of the text, in a few words.
pub fn removed_kind(kind: RemovedKind) -> &'static str {
    match kind {
        RemovedKind::Header => m::removed_header(),
        RemovedKind::Related => m::removed_related(),
        RemovedKind::Promotion => m::removed_promotion(),
        RemovedKind::Caption => m::removed_caption(),
        RemovedKind::Embed => m::removed_embed(),
        RemovedKind::CommentForm => m::removed_comment_form(),
        RemovedKind::Navigation => m::removed_navigation(),
        RemovedKind::Share => m::removed_share(),
        RemovedKind::Legal => m::removed_legal(),
        RemovedKind::Duplicate => m::removed_duplicate(),
        RemovedKind::Other => m::removed_other(),
    }
}

/// Why a query or an archive failed, in a sentence without its capital and its full stop.
pub fn error(error: &QueryError) -> String {
    match error {
        QueryError::Malformed { problem, position } => m::search_problem(self::problem(*problem), *position),
        QueryError::TooManyValues { most, .. } => m::error_values(*most),
        QueryError::UnknownArticle(id) => m::error_no_article(&safe(id)),
        QueryError::UnknownStory(id) => m::error_no_story(&safe(id)),
        QueryError::Unavailable { name, problem } => m::error_unavailable(&safe(name), &file_error(problem)),
        QueryError::Damaged { name, damage } => m::error_damaged(&safe(name), &file_damage(damage)),
        QueryError::OtherFormat { found, known } => m::error_format(&found.to_string(), &known.to_string()),
    }
}

/// What is wrong with a file of an archive, as the end of a sentence.
fn file_damage(damage: &FileDamage) -> String {
    let words = match damage {
        FileDamage::Compressed(error) => return file_error(error),
        FileDamage::WrongDigest => m::damage_changed(),
        FileDamage::Bytes(_) | FileDamage::Json(_) | FileDamage::NoObject => m::damage_content(),
        FileDamage::Doubtful(_) => m::damage_impossible(),
        FileDamage::NoArticle | FileDamage::NoCard | FileDamage::NoStory | FileDamage::TooShort => {
            m::damage_incomplete()
        }
        FileDamage::OtherArticles | FileDamage::OtherCount | FileDamage::OtherWords => m::damage_mismatch(),
    };
    words.to_owned()
}

/// Why a file could not be read, as the end of a sentence.
pub fn file_error(error: &FileError) -> String {
    match error {
        FileError::BadCompression => m::damage_packed().to_owned(),
        FileError::BadEncoding => m::browser_damaged_block().to_owned(),
        FileError::Missing => m::file_missing().to_owned(),
        FileError::NotInPage => m::browser_not_in_page().to_owned(),
        FileError::Refused(reason) if reason.is_empty() => m::browser_refused().to_owned(),
        FileError::Refused(reason) => safe(reason),
        FileError::Status(status) => m::browser_status(&status.to_string()),
    }
}

/// Why the browser did not do something, as the end of a sentence.
pub fn browser_error(error: &BrowserError) -> String {
    match error {
        BrowserError::File(error) => file_error(error),
        BrowserError::NoClipboard => m::browser_no_clipboard().to_owned(),
        BrowserError::NoParser => m::parser_missing().to_owned(),
        BrowserError::NoWorker => m::browser_no_worker().to_owned(),
        BrowserError::Refused(reason) => file_error(&FileError::Refused(reason.clone())),
        BrowserError::ViewerFile(name, error) => m::error_unavailable(name, &file_error(error)),
        BrowserError::WorkerEnded => m::parser_memory().to_owned(),
        BrowserError::WorkerRefused => m::parser_hand_over().to_owned(),
    }
}

/// Why the worker did not finish a task, as the end of a sentence.
pub fn task_error(error: &TaskError) -> String {
    match error {
        TaskError::Browser(error) => browser_error(error),
        TaskError::Crash(_) => m::parser_failed().to_owned(),
        TaskError::Worker(problem) => worker_problem(problem),
        TaskError::Result => m::parser_not_understood().to_owned(),
    }
}

/// Why a worker ended a task, as the end of a sentence.
fn worker_problem(problem: &WorkerProblem) -> String {
    match problem {
        WorkerProblem::NoParser { status } => m::error_unavailable("parser", &file_error(&FileError::Status(*status))),
        WorkerProblem::NoRoom { free, needed } => m::keep_no_room(*free as usize, *needed as usize),
        WorkerProblem::Other { words } => safe(words),
    }
}

/// Why a document was not read, as the end of a sentence.
pub fn document_problem(problem: &DocumentProblem) -> String {
    match problem {
        DocumentProblem::ParserBroke => m::document_parser_broke().to_owned(),
        DocumentProblem::TooLarge => m::document_too_large().to_owned(),
        DocumentProblem::Unreadable => m::document_unreadable().to_owned(),
        DocumentProblem::ReadersLeftOut => m::document_readers_left_out().to_owned(),
        DocumentProblem::ReadersNotFetched => m::document_readers_not_fetched().to_owned(),
        DocumentProblem::Damaged { format, detail } => m::unread_damaged(format, &safe(detail)),
        DocumentProblem::Cut => m::unread_cut().to_owned(),
        DocumentProblem::Empty => m::unread_empty().to_owned(),
        DocumentProblem::Fewer { read, stated } => m::unread_fewer(*read as usize, *stated as usize),
        DocumentProblem::HiddenEntry => m::unread_hidden_entry().to_owned(),
        DocumentProblem::ListOfAddresses => m::unread_list_of_addresses().to_owned(),
        DocumentProblem::Locked => m::unread_locked().to_owned(),
        DocumentProblem::Memory { needed, allowed } => m::unread_memory(*needed as usize, *allowed as usize),
        DocumentProblem::Missing => m::unread_missing().to_owned(),
        DocumentProblem::Nested => m::unread_nested().to_owned(),
        DocumentProblem::NoArticle => m::unread_no_article().to_owned(),
        DocumentProblem::NoPage => m::unread_no_page().to_owned(),
        DocumentProblem::NoTextLayer => m::unread_no_text_layer().to_owned(),
        DocumentProblem::NotRecord => m::unread_not_record().to_owned(),
        DocumentProblem::NotText => m::unread_not_text().to_owned(),
        DocumentProblem::Office => m::unread_office().to_owned(),
        DocumentProblem::OnlyInCommand => m::unread_only_in_command().to_owned(),
        DocumentProblem::OwnPage => m::unread_own_page().to_owned(),
        DocumentProblem::Packing { method } => m::unread_packing(&safe(method)),
        DocumentProblem::ScanPart => m::unread_scan_part().to_owned(),
        DocumentProblem::TooLong { size } => m::unread_too_long(*size as usize),
        DocumentProblem::TooMany => m::unread_too_many().to_owned(),
        DocumentProblem::UnknownLayout { service } => m::unread_unknown_layout(service),
        DocumentProblem::Unpacked { size } => m::unread_unpacked(*size as usize),
        DocumentProblem::Withdrawn => m::unread_withdrawn().to_owned(),
        DocumentProblem::Other { words } => safe(words),
    }
}

/// A document, with the place in its file.
pub fn document_place(document: &str, places: &[Position]) -> String {
    let mut words = document.to_owned();
    for place in places {
        words.push_str(", ");
        words.push_str(&match place {
            Position::Byte(n) => m::position_byte(*n as usize),
            Position::Entry(name) => m::position_entry(name),
            Position::Line(n) => m::position_line(*n as usize),
            Position::Record(n) => m::position_record(*n as usize),
        });
    }
    words
}

/// Content of a file that is no article, and how much of it there is.
pub fn left_out(what: LeftOut, n: u64) -> String {
    let what = match what {
        LeftOut::Attachments => m::left_out_attachments(),
        LeftOut::DocumentsOfWebArchive => m::left_out_documents(),
        LeftOut::MessagesWithoutText => m::left_out_messages(),
        LeftOut::NoPublications => m::left_out_drafts(),
        LeftOut::OtherLists => m::left_out_lists(),
        LeftOut::ScannedBlocks => m::left_out_scanned(),
        LeftOut::Sheets => m::left_out_sheets(),
        LeftOut::ShortParts => m::left_out_short(),
        LeftOut::Tables => m::left_out_tables(),
    };
    m::left_out(what, n as usize)
}

/// What the parser warns of.
pub fn warning(code: WarningCode) -> &'static str {
    match code {
        WarningCode::AmbiguousDate => m::warning_ambiguous_date(),
        WarningCode::DoubtfulText => m::warning_doubtful_text(),
        WarningCode::DuplicateId => m::warning_duplicate_id(),
        WarningCode::EmptyBody => m::warning_empty_body(),
        WarningCode::InvalidField => m::warning_invalid_field(),
        WarningCode::InvalidText => m::warning_invalid_text(),
        WarningCode::NoArticle => m::warning_no_article(),
        WarningCode::Truncated => m::warning_truncated(),
        WarningCode::Undated => m::warning_undated(),
        WarningCode::UnknownOutlet => m::warning_unknown_outlet(),
    }
}

/// What is wrong with the text of a search.
pub fn problem(problem: Problem) -> &'static str {
    match problem {
        Problem::BracketNotClosed => m::problem_bracket_open(),
        Problem::BracketNotOpened => m::problem_bracket_stray(),
        Problem::NumberMissing => m::problem_number(),
        Problem::QuoteNotClosed => m::problem_quote(),
        Problem::TooDeep => m::problem_deep(),
        Problem::TooLong => m::problem_long(),
        Problem::TooManyWords => m::problem_many(),
        Problem::TooMuchToRead => m::problem_much(),
        Problem::WordMissing => m::problem_word_missing(),
        Problem::WordMissingAfterAnd => m::problem_word_after_and(),
        Problem::WordMissingAfterField => m::problem_word_after_colon(),
        Problem::WordMissingAfterOr => m::problem_word_after_or(),
        Problem::WordMissingAtEnd => m::problem_word_after(),
        Problem::WordMissingBeforeAnd => m::problem_word_before_and(),
        Problem::WordMissingBeforeOr => m::problem_word_before_or(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_words_a_problem_as_the_engine_does() {
        for problem in Problem::ALL {
            assert_eq!(super::problem(problem), problem.to_string());
        }
    }

    #[test]
    fn damage_is_told_by_its_kind() {
        let error = |damage| super::error(&QueryError::Damaged { name: "words.bin".to_owned(), damage });
        assert_eq!(error(FileDamage::NoCard), "the file `words.bin` is damaged: part of it is missing");
        assert_eq!(error(FileDamage::NoObject), "the file `words.bin` is damaged: its content cannot be decoded");
    }

    #[test]
    fn the_page_words_a_lack_of_room_as_the_worker_does() {
        let problem = WorkerProblem::NoRoom { free: 7, needed: 12 };
        assert_eq!(worker_problem(&problem), problem.to_string());
    }

    #[test]
    fn a_document_is_told_with_its_place_and_its_problem() {
        let places = [Position::Entry("b.json".to_owned()), Position::Line(3), Position::Record(2), Position::Byte(7)];
        assert_eq!(document_place("a.zip", &places), "a.zip, entry b.json, line 3, record 2, byte 7");
        let problem = DocumentProblem::Fewer { read: 48, stated: 49 };
        let words = "48 of 49 documents read; make the export again, or find the rest of it";
        assert_eq!(document_problem(&problem), words);
        let words = "left out: messages without text (2)";
        assert_eq!(left_out(LeftOut::MessagesWithoutText, 2), words);
    }

    #[test]
    fn languages_are_named_where_they_are_known() {
        assert!(LANGUAGES.is_sorted());
        assert_eq!(language("ko"), "Korean");
        assert_eq!(language("pt-BR"), "Portuguese (pt-BR)");
        assert_eq!(language("xx"), "xx");
    }
}
