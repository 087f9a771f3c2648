//! What free hosts of static pages take, so that a site that is too large is known before it is uploaded.

/// The limits of a host. `None`: it states none.
struct Host {
    name: &'static str,
    files: Option<usize>,
    bytes: Option<u64>,
    file_bytes: Option<u64>,
}

const MIB: u64 = 1 << 20;

/// Limits as the hosts documented them in November 2026; docs/publishing.md has the same table.
const HOSTS: [Host; 3] = [
    Host { name: "GitHub Pages", files: None, bytes: Some(1024 * MIB), file_bytes: Some(100 * MIB) },
    Host { name: "Cloudflare Pages", files: Some(20_000), bytes: None, file_bytes: Some(25 * MIB) },
    Host { name: "an item of archive.org", files: Some(10_000), bytes: None, file_bytes: None },
];

/// The size of an output.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OutputSize {
    files: usize,
    bytes: u64,
    largest: u64,
}

impl OutputSize {
    /// Adds a file of this length.
    pub(super) fn add(&mut self, bytes: usize) {
        let bytes = bytes as u64;
        self.files += 1;
        self.bytes += bytes;
        self.largest = self.largest.max(bytes);
    }

    /// The hosts whose limits the output exceeds, with the limit and the remedy: a sentence each.
    pub(super) fn warnings(&self, without_text: bool) -> Vec<String> {
        let less = if without_text { "" } else { "leave out the texts with `--without-text`, " };
        let exceeds = |what: &str, found: String, most: String, host: &str| {
            format!(
                "{found}, but {host} takes {what}{most}: choose another host, {less}or make several sites of fewer documents"
            )
        };
        let mebibytes = |bytes: u64| format!("{} MiB", bytes.div_ceil(MIB));
        HOSTS
            .iter()
            .filter_map(|Host { name, files, bytes, file_bytes }| {
                if let Some(most) = files.filter(|most| self.files > *most) {
                    return Some(exceeds("at most ", format!("{} files", self.files), most.to_string(), name));
                }
                if let Some(most) = bytes.filter(|most| self.bytes > *most) {
                    return Some(exceeds("at most ", mebibytes(self.bytes), mebibytes(most), name));
                }
                let most = file_bytes.filter(|most| self.largest > *most)?;
                Some(exceeds("no file above ", format!("a file of {}", mebibytes(self.largest)), mebibytes(most), name))
            })
            .collect()
    }

    /// Prints the warnings on standard error.
    pub(super) fn warn(&self, without_text: bool) {
        self.warnings(without_text).iter().for_each(|warning| eprintln!("warning: {warning}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_that_are_too_small_are_named_with_their_limit() {
        let small = OutputSize { files: 10_000, bytes: 1024 * MIB, largest: 25 * MIB };
        assert_eq!(small.warnings(false), [""; 0]);
        let large = OutputSize { files: 20_001, bytes: 1024 * MIB + 1, largest: 26 * MIB };
        const REMEDY: &str = "choose another host, leave out the texts with `--without-text`, or make several sites of \
                              fewer documents";
        assert_eq!(
            large.warnings(false),
            [
                format!("1025 MiB, but GitHub Pages takes at most 1024 MiB: {REMEDY}"),
                format!("20001 files, but Cloudflare Pages takes at most 20000: {REMEDY}"),
                format!("20001 files, but an item of archive.org takes at most 10000: {REMEDY}"),
            ]
        );
        const SHORTER: &str = "choose another host, or make several sites of fewer documents";
        let long = OutputSize { files: 9, bytes: 200 * MIB, largest: 101 * MIB };
        assert_eq!(
            long.warnings(true),
            [
                format!("a file of 101 MiB, but GitHub Pages takes no file above 100 MiB: {SHORTER}"),
                format!("a file of 101 MiB, but Cloudflare Pages takes no file above 25 MiB: {SHORTER}"),
            ]
        );
    }

    #[test]
    fn every_file_is_counted() {
        let mut size = OutputSize::default();
        [3, 9, 4].into_iter().for_each(|bytes| size.add(bytes));
        assert_eq!((size.files, size.bytes, size.largest), (3, 16, 9));
    }
}
