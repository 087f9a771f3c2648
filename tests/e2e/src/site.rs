//! The built site, of documents of the test's choice.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock};

use tempfile::TempDir;

/// A built site in a folder of its own, which is there as long as any copy of this value is.
#[derive(Clone, Debug)]
pub struct Site {
    folder: Arc<TempDir>,
}

impl Site {
    /// The viewer in `dist/` with the documents of a folder.
    ///
    /// # Panics
    ///
    /// When the viewer is not built, or the documents cannot be read.
    pub fn of(documents: &Path) -> Site {
        let built = root().join("dist/index.html");
        assert!(built.is_file(), "dist/ has no page; run `cargo xtask build` first");
        let folder = Arc::new(TempDir::new().expect("a folder for the site"));
        let site = Site { folder };
        site.publish(documents);
        site
    }

    /// Makes the site again, of other documents, in the same folder.
    ///
    /// # Panics
    ///
    /// When the viewer is not built, or the documents cannot be read.
    pub fn publish(&self, documents: &Path) {
        let viewer = root().join("dist");
        let done = dateline()
            .args(["site", "--quiet"])
            .arg(documents)
            .arg("--viewer")
            .arg(viewer)
            .arg("--out")
            .arg(self.folder())
            .status()
            .expect("the command runs");
        assert!(done.success(), "`dateline site` failed on {}", documents.display());
    }

    /// What the command prints, run with these arguments; it may find documents that cannot be read.
    ///
    /// # Panics
    ///
    /// When it cannot be run.
    pub fn command(arguments: &[&OsStr]) -> Vec<u8> {
        let done = dateline().args(arguments).output().expect("the command runs");
        assert!(done.status.code() != Some(2), "{}", String::from_utf8_lossy(&done.stderr));
        done.stdout
    }

    /// The site of [`default_corpus`].
    pub fn of_default_corpus() -> Site {
        Site::of(&default_corpus())
    }

    /// The folder of its files.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().join("site")
    }
}

/// The folder of the documents that the page comes with.
pub fn default_corpus() -> PathBuf {
    root().join("corpus")
}

/// The documents of a folder as one file, in a folder of its own that is there as long as the first value.
///
/// # Panics
///
/// When the viewer is not built, or the command cannot be run.
pub fn packed(documents: &Path) -> (TempDir, PathBuf) {
    packed_as(documents, &[])
}

/// Like [`packed`], with the readers of office documents, PDF and other formats in the file.
///
/// # Panics
///
/// When the viewer is not built, or the command cannot be run.
pub fn packed_with_readers(documents: &Path) -> (TempDir, PathBuf) {
    packed_as(documents, &["--with-readers"])
}

fn packed_as(documents: &Path, options: &[&str]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("archive.html");
    let viewer = root().join("dist");
    let word = OsStr::new;
    let mut arguments = vec![
        word("pack"),
        documents.as_os_str(),
        word("--viewer"),
        viewer.as_os_str(),
        word("--out"),
        file.as_os_str(),
    ];
    arguments.extend(options.iter().map(OsStr::new));
    Site::command(&arguments);
    (folder, file)
}

/// The command `dateline`, built once for each file of tests.
///
/// # Panics
///
/// When it cannot be built.
pub fn dateline() -> Command {
    static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
        let built = Command::new(env!("CARGO"))
            .current_dir(root())
            .args(["build", "--quiet", "--release", "--locked", "--bin", "dateline"])
            .status()
            .expect("cargo runs");
        assert!(built.success(), "the command cannot be built");
        // Tests are in `debug/deps` of the same folder.
        let test = std::env::current_exe().expect("the test knows its own path");
        let target = test.ancestors().nth(3).expect("it is in `debug/deps`");
        target.join("release").join(format!("dateline{}", std::env::consts::EXE_SUFFIX))
    });
    let mut command = Command::new(&*BUILT);
    command.current_dir(root());
    command
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
