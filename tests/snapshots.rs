//! Complete parses of short invented documents, one oddity each, compared with their reviewed results.
//!
//! After an intended change: `INSTA_UPDATE=always cargo test --test snapshots`, then review the diff.

use std::fs;
use std::path::Path;

use dateline::document;
use dateline::extract;

#[test]
fn documents_are_parsed_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("the fixtures are there").flatten().map(|file| file.path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let bytes = fs::read(&file).expect("the fixture can be read");
        let mut found = Vec::new();
        document::read(&name, &bytes, &mut |document| {
            found.push(extract::article(document.expect("the fixture is a document")));
        });
        let text = serde_json::to_string_pretty(&found).expect("articles can be written");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.replace('.', "_"), text);
        });
    }
}
