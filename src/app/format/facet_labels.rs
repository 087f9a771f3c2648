//! What the page calls each facet, its values and the controls around them.

use super::{labels, text};
use crate::app::messages as m;
use crate::query::{FacetKind, ValueCount};

/// The labels of a facet.
#[derive(Clone, Copy, Debug)]
pub struct FacetLabels {
    /// The heading.
    pub heading: &'static str,
    /// The label of the field that finds values; empty for a facet that has too few for it.
    pub find: &'static str,
    /// The text in place of the values if no article has one.
    pub none_known: &'static str,
    /// The text in place of the values if none has the words sought.
    pub none_named: &'static str,
    /// The label of the button that shows fewer values.
    pub fewer: &'static str,
    /// The label of the button that shows all values, whose number it is given.
    pub all: fn(usize) -> String,
    /// A value's name on the screen.
    pub value: fn(&ValueCount) -> String,
    /// A filter by a value, whose name on the screen it is given.
    pub filter: fn(&str) -> String,
}

impl FacetLabels {
    /// The labels of this facet.
    pub fn new(facet: FacetKind) -> FacetLabels {
        let value = |value: &ValueCount| text::safe(&value.name);
        match facet {
            FacetKind::Actors => FacetLabels {
                heading: m::actors(),
                find: m::actor_find(),
                none_known: m::actor_none_found(),
                none_named: m::actor_none_named(),
                fewer: m::actor_fewer(),
                all: m::actor_all,
                value,
                filter: str::to_owned,
            },
            FacetKind::Outlets => FacetLabels { filter: str::to_owned, ..outlets() },
            FacetKind::Story => FacetLabels {
                heading: m::stories(),
                find: m::story_find(),
                none_known: m::story_none_known(),
                none_named: m::story_none_named(),
                fewer: m::story_fewer(),
                all: m::story_all,
                value,
                filter: m::filter_story,
            },
            FacetKind::Cites => FacetLabels { filter: m::filter_cites, ..outlets() },
            FacetKind::Section => FacetLabels {
                heading: m::sections(),
                find: m::section_find(),
                none_known: m::section_none_known(),
                none_named: m::section_none_named(),
                fewer: m::section_fewer(),
                all: m::section_all,
                value,
                filter: m::filter_section,
            },
            FacetKind::Language => FacetLabels {
                heading: m::languages(),
                find: m::language_find(),
                none_known: m::language_none_known(),
                none_named: m::language_none_named(),
                fewer: m::language_fewer(),
                all: m::language_all,
                value: |value| labels::language(&value.id),
                filter: m::filter_language,
            },
            FacetKind::Speaker => FacetLabels {
                heading: m::speakers(),
                find: m::speaker_find(),
                none_known: m::speaker_none_known(),
                none_named: m::speaker_none_named(),
                fewer: m::speaker_fewer(),
                all: m::speaker_all,
                value,
                filter: m::filter_speaker,
            },
            FacetKind::Author => FacetLabels {
                heading: m::authors(),
                find: m::author_find(),
                none_known: m::author_none_known(),
                none_named: m::author_none_named(),
                fewer: m::author_fewer(),
                all: m::author_all,
                value,
                filter: m::filter_author,
            },
            FacetKind::Tag => FacetLabels {
                heading: m::tags(),
                find: m::tag_find(),
                none_known: m::tag_none_known(),
                none_named: m::tag_none_named(),
                fewer: m::tag_fewer(),
                all: m::tag_all,
                value,
                filter: m::filter_tag,
            },
            FacetKind::Group => FacetLabels {
                heading: m::groups(),
                find: m::group_find(),
                none_known: m::group_none_known(),
                none_named: m::group_none_named(),
                fewer: m::group_fewer(),
                all: m::group_all,
                value,
                filter: m::filter_group,
            },
            FacetKind::Inferred => FacetLabels {
                heading: m::inferred_what(),
                find: "",
                none_known: "",
                none_named: "",
                fewer: "",
                all: |_| String::new(),
                value: |value| labels::conclusion(&value.id),
                filter: m::filter_inferred,
            },
        }
    }
}

/// The labels that outlets share, whether they published an article or are cited in it.
fn outlets() -> FacetLabels {
    FacetLabels {
        heading: m::outlets(),
        find: m::outlet_find(),
        none_known: m::outlet_none_known(),
        none_named: m::outlet_none_named(),
        fewer: m::outlet_fewer(),
        all: m::outlet_all,
        value: |value| text::safe(&value.name),
        filter: str::to_owned,
    }
}
