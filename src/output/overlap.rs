//! Inputs and outputs must not overlap in a way that could lose a document.

use std::fs;
use std::path::{Path, PathBuf};

use super::OutputError;

/// Refuses an output that is an input, and an output folder that has an input inside. An output inside an input folder is
/// fine: what Dateline made there is passed over when documents are read.
///
/// # Errors
///
/// The overlap.
pub fn refuse_overlap(inputs: &[PathBuf], output: &Path) -> Result<(), OutputError> {
    let output_path = resolved(output);
    for input in inputs.iter().filter(|input| input.as_os_str() != "-") {
        let input_path = resolved(input);
        if input_path == output_path {
            return Err(OutputError::SamePath(output.to_owned()));
        }
        if input_path.starts_with(&output_path) {
            return Err(OutputError::InputInsideOutput { input: input.clone(), output: output.to_owned() });
        }
    }
    Ok(())
}

/// The path without links, as far as it exists.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let mut missing = Vec::new();
    let mut existing = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    loop {
        if let Ok(canonical) = fs::canonicalize(&existing) {
            return missing.iter().rev().fold(canonical, |path, name| path.join(name));
        }
        match (existing.file_name().map(ToOwned::to_owned), existing.parent().map(Path::to_owned)) {
            (Some(name), Some(parent)) => {
                missing.push(name);
                existing = parent;
            }
            _ => return path.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_inside_the_output_is_refused_whatever_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("web/archive")).unwrap();
        fs::write(root.join("web/archive/a.txt"), "a").unwrap();
        let refused = |input: &str, output: &str| refuse_overlap(&[root.join(input)], &root.join(output)).err();
        assert!(matches!(refused("web/archive", "web"), Some(OutputError::InputInsideOutput { .. })));
        assert!(matches!(refused("web/archive/a.txt", "web/archive/../"), Some(OutputError::InputInsideOutput { .. })));
        assert!(matches!(refused("web", "web/archive/.."), Some(OutputError::SamePath(_))));
        assert!(refused("web", "web/new/site").is_none());
        assert!(refused("web", "website").is_none());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(root.join("web"), root.join("link")).unwrap();
            assert!(matches!(refused("link/archive", "web"), Some(OutputError::InputInsideOutput { .. })));
            assert!(matches!(refused("web/archive", "link"), Some(OutputError::InputInsideOutput { .. })));
        }
    }
}
