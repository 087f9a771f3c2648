//! What few readers of an article need: the panels that open when a button is pressed, and the steps through a long text.
//! Their code is fetched then.

use std::sync::Arc;

use leptos::prelude::*;

use super::PartSteps;
use super::article_actors::ActorEvidence;
use super::cite::Cite;
use super::evidence::{Evidence, EvidenceField};
use super::related::RelatedList;
use super::source::Source;
use super::texts::Texts;
use crate::app::split::{Part, part};
use crate::app::state::{Session, Url};
use crate::model::Article;

part! { panels:
    pub fn cite(article: Arc<Article>) -> Part {
    Ok(view! { <Cite article /> }.into_any())
}
}

part! { panels:
    pub fn source(article: Arc<Article>, takes_focus: bool) -> Part {
    Ok(view! { <Source article takes_focus /> }.into_any())
}
}

part! { panels:
    pub fn evidence(article: Arc<Article>, question: EvidenceField) -> Part {
    Ok(view! { <Evidence article question /> }.into_any())
}
}

part! { panels:
    pub fn related_list(article: Arc<Article>, session: Session) -> Part {
    Ok(view! { <RelatedList article session /> }.into_any())
}
}

part! { panels:
    pub fn texts(article: Arc<Article>, other: String, session: Session) -> Part {
    Ok(view! { <Texts article other session /> }.into_any())
}
}

part! { panels:
    pub fn actor_evidence(article: Arc<Article>, id: String, url: Url) -> Part {
    Ok(view! { <ActorEvidence article id url /> }.into_any())
}
}

part! { panels:
    pub fn part_steps(n_parts: usize, number: RwSignal<usize>) -> Part {
    Ok(view! { <PartSteps n_parts number /> }.into_any())
}
}
