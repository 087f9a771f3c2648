//! Links from one view to another.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::format::text;
use crate::app::state::Session;
use crate::model::ActorKind;
use crate::query::{Address, AnalysisSetting, FacetKind, Query, View};
use crate::wire::sort::sort;

/// The address of a view with the current selection, changed.
pub fn link(session: Session, change: impl FnOnce(&mut Address)) -> String {
    let Address { query, sides, analysis, by_story, .. } = session.url.now();
    let mut address = Address { query, sides, by_story, ..Address::default() };
    // Every chart has the same steps of time.
    address.analysis.set(AnalysisSetting::Step, analysis.setting(AnalysisSetting::Step));
    change(&mut address);
    format!("#{address}")
}

/// A link to an article in the articles view.
pub fn to_article(session: Session, id: &str) -> String {
    link(session, |address| address.article = Some(id.to_owned()))
}

/// A link to the articles of a selection.
pub fn to_articles(session: Session, query: Query) -> String {
    link(session, |address| address.query = query)
}

/// The current selection, restricted to articles that mention an actor.
pub fn naming(query: &Query, actor: &str) -> Query {
    let mut query = query.clone();
    let all = &mut query.filters[FacetKind::Actors].all;
    if !all.iter().any(|id| id == actor) {
        all.push(actor.to_owned());
        sort(all);
    }
    query
}

/// The names of the archive's outlets: articles name them as sources and in credits.
pub struct OutletNames(Vec<String>);

impl OutletNames {
    /// The names that are known now; what uses them is drawn again when more are known.
    pub fn watched(session: Session) -> OutletNames {
        let catalogue = session.watched_catalogue();
        let mut names: Vec<String> =
            catalogue.all.facets[FacetKind::Outlets].iter().map(|outlet| browser::plain(&outlet.name)).collect();
        sort(&mut names);
        OutletNames(names)
    }

    /// Whether an actor has the name of an outlet, whatever its case and accents.
    pub fn contain(&self, name: &str) -> bool {
        self.0.binary_search(&browser::plain(name)).is_ok()
    }
}

/// An actor's name as a link to its page; the line below it is the actor's kind.
pub fn actor_link(session: Session, id: &str, name: &str, kind: ActorKind) -> AnyView {
    let id = id.to_owned();
    let to = link(session, |address| {
        address.view = View::Actors;
        address.subject = Some(id);
    });
    view! {
        <a class="actor" data-kind=kind.as_str() href=to>
            <bdi>{text::safe(name)}</bdi>
        </a>
    }
    .into_any()
}
