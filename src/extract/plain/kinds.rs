//! The kinds of blocks that are not in the body.

use std::borrow::Cow;

use super::{Role, section, shape};
use crate::extract::furniture::{self, Extent, Furniture};
use crate::model::RemovedKind;

/// Blocks this close above the text belong to its header rather than to a menu.
const HEADER_BLOCKS: usize = 8;

/// The verdict on each block, given which are body and which one is the headline.
pub(super) fn roles(blocks: &[Cow<'_, str>], in_body: &[bool], title: Option<usize>) -> Vec<Role> {
    let first = in_body.iter().position(|body| *body).unwrap_or(blocks.len());
    let last = in_body.iter().rposition(|body| *body).unwrap_or(blocks.len());
    let title_text = title.and_then(|at| blocks.get(at)).map(Cow::as_ref);
    let mut roles = Vec::with_capacity(blocks.len());
    // The topic of the nearest heading above: items of a list do not say what they are.
    let mut announced = None;
    for (at, block) in blocks.iter().enumerate() {
        if title == Some(at) {
            roles.push(Role::Title);
            continue;
        }
        if in_body.get(at).copied().unwrap_or(false) {
            announced = None;
            roles.push(Role::Body);
            continue;
        }
        let found = furniture::classify(block).filter(|found| counts(block, *found));
        let kind = if title_text == Some(block) {
            RemovedKind::Duplicate
        } else if shape::weight(block) <= MAX_NOTICE && furniture::asks_for_consent(block) {
            RemovedKind::Legal
        } else if at < first {
            above(block, found, first - at)
        } else if at < last {
            within(block, found)
        } else {
            let kind = after(block, found, announced);
            if found.is_some_and(|found| found.extent == Extent::Whole) {
                announced = Some(kind);
            }
            kind
        };
        roles.push(Role::Removed(kind));
    }
    roles
}

/// The maximum weight of a consent notice; see [`shape::weight`].
const MAX_NOTICE: usize = 600;

/// A phrase inside a long block says nothing about the block.
fn counts(block: &str, found: Furniture) -> bool {
    found.extent != Extent::Within || shape::weight(block) < 400
}

fn above(block: &str, found: Option<Furniture>, distance: usize) -> RemovedKind {
    match found {
        Some(found)
            if found.kind == RemovedKind::Navigation && distance <= HEADER_BLOCKS && section::is_section(block) =>
        {
            RemovedKind::Header
        }
        Some(found) => found.kind,
        None if distance <= HEADER_BLOCKS => RemovedKind::Header,
        None => RemovedKind::Navigation,
    }
}

fn within(block: &str, found: Option<Furniture>) -> RemovedKind {
    match found {
        Some(found) => found.kind,
        None if shape::is_headline_like(block) => RemovedKind::Related,
        None => RemovedKind::Other,
    }
}

/// The maximum weight of an invitation to subscribe; see [`shape::weight`].
const MAX_INVITATION: usize = 70;

/// Whether a short line names a newsletter, as buttons in many languages do.
fn asks_to_subscribe(block: &str) -> bool {
    shape::weight(block) <= MAX_INVITATION
        && !shape::ends_sentence(block)
        && block.to_lowercase().contains("newsletter")
}

fn after(block: &str, found: Option<Furniture>, announced: Option<RemovedKind>) -> RemovedKind {
    match found {
        Some(found) => found.kind,
        // The heading of a list applies to the rest of the list; forms and notices are short.
        None if announced.is_some_and(|kind| kind == RemovedKind::CommentForm) && shape::weight(block) > 60 => {
            RemovedKind::Related
        }
        None if asks_to_subscribe(block) => RemovedKind::Promotion,
        None => announced.filter(|kind| *kind != RemovedKind::Share).unwrap_or(RemovedKind::Related),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_in_a_list_of_others_is_none_of_them() {
        let blocks =
            ["Rain fell.", "Súvisiace články", "Odoberať newsletter", "Jetzt unseren Newsletter lesen", "Boats met"];
        let blocks: Vec<Cow<'_, str>> = blocks.into_iter().map(Cow::Borrowed).collect();
        let roles = roles(&blocks, &[true, false, false, false, false], None);
        use RemovedKind::{Promotion, Related};
        let expected = [Related, Promotion, Promotion, Related].map(Role::Removed);
        assert_eq!(roles[1..], expected);
    }

    #[test]
    fn a_notice_about_cookies_is_legal() {
        let blocks = ["Deze website gebruikt cookies om goed te werken", "Rain fell."].map(Cow::Borrowed);
        assert_eq!(roles(&blocks, &[false, true], None)[0], Role::Removed(RemovedKind::Legal));
    }
}
