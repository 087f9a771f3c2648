//! The article's id.

use sha2::{Digest as _, Sha256};

use crate::text::slug;

/// The maximum number of characters of the source's name in an id.
const NAME_LENGTH: usize = 48;

/// An id made from a document's source: readable, unique below one corpus folder, and the same in every run.
pub(crate) fn id_of_source(source: &str) -> String {
    let digest = Sha256::digest(source.as_bytes());
    let check = format!("{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3]);
    let mut name = slug(source);
    name.truncate(NAME_LENGTH);
    match name.trim_end_matches('-') {
        "" => check,
        name => format!("{name}-{check}"),
    }
}

#[cfg(test)]
mod tests {
    use super::id_of_source;

    #[test]
    fn an_id_repeats_the_name_and_tells_equal_names_apart() {
        let one = id_of_source("a/b.txt");
        assert!(one.starts_with("a-b-txt-"), "{one}");
        assert_ne!(one, id_of_source("a b.txt"));
        assert_eq!(one, id_of_source("a/b.txt"));
        assert_eq!(id_of_source("뉴스").len(), 8);
    }
}
