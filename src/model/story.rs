//! Stories: articles that report the same event.

use super::{Day, PartialDate};
use crate::wire::record::record;

record! {
    json;
    /// The articles that report the same event. An article that stands alone is a story as well.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Story {
        /// The same for the same articles: 16 hexadecimal digits.
        pub id: String,
        /// The headline that says best what the articles have in common.
        pub title: String,
        /// The first day of its articles.
        pub from: Option<Day>,
        /// The last day of its articles.
        pub to: Option<Day>,
        /// The articles in order of time, undated ones last.
        pub articles: Vec<StoryArticle>,
        /// Families of two or more articles that carry the same text, by their ids.
        pub copies: Vec<Vec<String>>,
        /// Where the text of each family comes from, in the order of the families.
        pub roots: Vec<FamilyRoot>,
        /// The number of sources that tell the story independently: articles outside families, and families.
        pub sources: usize,
        /// What the articles have in common.
        pub why: StoryReasons,
    }
}

record! {
    json;
    /// Where the text of a family of copies comes from; nothing if it is unknown.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct FamilyRoot {
        /// The news agency that articles of the family name as their source, if they name the same one.
        pub agency: Option<String>,
        /// The id of the article that was published first, if its date and those of the others are stated and it has no
        /// rival of the same day. Not looked for if the agency is known.
        pub article: Option<String>,
    }
}

record! {
    json;
    /// An article of a story.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct StoryArticle {
        /// The article's id.
        pub id: String,
        /// The name of its outlet.
        pub outlet: Option<String>,
        /// Its date.
        pub date: Option<PartialDate>,
    }
}

record! {
    json;
    /// What the articles of a story have in common that others have not, weightiest first; nothing if it has one article.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct StoryReasons {
        /// Words, and names of two words.
        pub words: Vec<String>,
        /// The names of actors.
        pub actors: Vec<String>,
    }
}
