//! Hosts and registrable domains.

/// Domains under which anyone can get a name, sorted.
const SHARED: &str = include_str!("suffixes.txt");

/// Second-level labels under which countries register names: `co.uk`, `com.au`, `go.kr`. Sorted.
const SECOND_LABELS: &[&str] = &[
    "ac", "asn", "co", "com", "ed", "edu", "gen", "go", "gob", "gouv", "gov", "govt", "gv", "id", "in", "info", "int",
    "kiev", "kyiv", "ltd", "mil", "msk", "muni", "ne", "net", "nom", "or", "org", "plc", "press", "re", "sch", "spb",
];

/// The host name of a web address in lower case, without a leading `www.`; for the address of an archive's copy, the
/// host of the original. `None` for IP addresses and names without a dot.
pub fn host(url: &str) -> Option<String> {
    let (scheme, mut rest) = url.trim().split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    // The address inside `web.archive.org/web/20200101000000/https://…` is the one that counts.
    if rest.starts_with("web.archive.org/")
        && let Some((_, original)) = rest.split_once("://")
    {
        rest = original;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_end_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    let named = host.contains('.') && host.split('.').all(|label| !label.is_empty()) && !host.starts_with('[');
    let last = host.rsplit('.').next()?;
    (named && !last.bytes().all(|byte| byte.is_ascii_digit()) && !host.contains(char::is_whitespace)).then_some(host)
}

/// The registered part of a host: `bbc.co.uk` for `news.bbc.co.uk`.
///
/// By rule: two labels, or three under the usual second-level labels of countries and under hosts of blogs. The Public
/// Suffix List would be larger than the rest of the parser.
pub fn registrable(host: &str) -> Option<&str> {
    let labels: Vec<&str> = host.split('.').collect();
    let n = labels.len();
    if n < 2 {
        return None;
    }
    let shared = SHARED.lines().any(|suffix| {
        host.len() > suffix.len() && host.ends_with(suffix) && { host[..host.len() - suffix.len()].ends_with('.') }
    });
    let national = n > 2 && labels[n - 1].len() == 2 && SECOND_LABELS.binary_search(&labels[n - 2]).is_ok();
    let keep = if (shared || national) && n > 2 { 3 } else { 2 };
    let length: usize = labels[n - keep..].iter().map(|label| label.len() + 1).sum::<usize>() - 1;
    host.get(host.len() - length..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registered_part_is_found() {
        for (host, expected) in [
            ("a.b.example.com", Some("example.com")),
            ("news.example.co.uk", Some("example.co.uk")),
            ("co.uk", Some("co.uk")),
            ("blog.jane.wordpress.com", Some("jane.wordpress.com")),
            ("wordpress.com", Some("wordpress.com")),
            ("localhost", None),
        ] {
            assert_eq!(registrable(host), expected, "{host}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(SECOND_LABELS.is_sorted());
        assert!(SHARED.lines().is_sorted());
    }
}
