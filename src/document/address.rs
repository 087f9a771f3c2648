//! Relative addresses.

/// Resolves a relative address against a base (RFC 3986, section 5.2, for web addresses).
///
/// If the base is not a web address, the relative one stays as it is. The `url` crate would add the IDNA tables to the
/// page's parser.
pub(super) fn joined(base: &str, relative: &str) -> String {
    let is_absolute = relative.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    let Some((scheme, rest)) = base.split_once("://").filter(|_| !is_absolute) else { return relative.to_owned() };
    if let Some(rest) = relative.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if relative.is_empty() || relative.starts_with(['?', '#']) {
        return format!("{scheme}://{host}{path}{relative}");
    }
    let folder = match relative.strip_prefix('/') {
        Some(_) => "",
        None => path.rsplit_once('/').map_or("", |(folder, _)| folder),
    };
    let (steps, tail) = relative.split_at(relative.find(['?', '#']).unwrap_or(relative.len()));
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let mut is_folder = false;
    for step in steps.trim_start_matches('/').split('/') {
        is_folder = matches!(step, "" | "." | "..");
        match step {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            step => parts.push(step),
        }
    }
    let end = if is_folder && !parts.is_empty() { "/" } else { "" };
    format!("{scheme}://{host}/{}{end}{tail}", parts.join("/"))
}

/// The text with its percent codes resolved.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *byte == b'%') {
            Some(decoded) => {
                bytes.push(decoded);
                rest = after.get(2..).unwrap_or_default();
            }
            None => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn relative_addresses_are_below_their_base() {
        let base = "https://post.example/world/asia?x=1";
        for (relative, whole) in [
            ("https://other.example/a", "https://other.example/a"),
            ("mailto:a@post.example", "mailto:a@post.example"),
            ("//other.example/a", "https://other.example/a"),
            ("/a?b:c", "https://post.example/a?b:c"),
            ("a", "https://post.example/world/a"),
            ("../../a/", "https://post.example/a/"),
            ("?y", "https://post.example/world/asia?y"),
            ("", "https://post.example/world/asia"),
        ] {
            assert_eq!(joined(base, relative), whole, "{relative}");
        }
        assert_eq!(joined("", "/a"), "/a");
        assert_eq!(joined("https://post.example", "a"), "https://post.example/a");
    }
}
