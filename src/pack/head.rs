//! Takes the head of a built viewer's page apart.

use super::PackError;

/// The parts of a built viewer's page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageHead {
    /// The names of its stylesheets, in order.
    pub(super) styles: Vec<String>,
    /// The name of the script that loads its WebAssembly.
    pub(super) script: String,
    /// The name of the parser of documents, without its extensions, if the viewer has one.
    pub(super) parser: Option<String>,
    /// The names of the parts of its WebAssembly that are loaded later, without their extension.
    pub(super) parts: Vec<String>,
    /// The names of its language files, without their extension.
    pub(super) languages: Vec<String>,
    /// The rest of the head that a page on a disk can use.
    pub(super) rest: String,
    /// The content of the body.
    pub(super) body: String,
}

/// Takes the page apart. The build wrote it, so its tags have a known form.
pub(super) fn parse(html: &str) -> Result<PageHead, PackError> {
    let mut page = PageHead::default();
    let (_, rest) = html.split_once("<head>").ok_or_else(|| PackError::Missing("<head>".to_owned()))?;
    let (head, rest) = rest.split_once("</head>").ok_or_else(|| PackError::Missing("</head>".to_owned()))?;
    let body = rest.split_once("<body>").and_then(|(_, rest)| rest.split_once("</body>"));
    page.body = body.map(|(body, _)| body.trim().to_owned()).unwrap_or_default();

    let mut rest = head;
    while let Some(start) = rest.find('<') {
        if rest[start..].starts_with("<!--") {
            rest = rest[start..].split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        rest = &rest[end..];
        if tag.starts_with("<link") {
            let name = attribute(tag, "href").unwrap_or_default().trim_start_matches("./").to_owned();
            match attribute(tag, "rel") {
                Some("stylesheet") => page.styles.push(name),
                Some("modulepreload") if page.script.is_empty() => page.script = name,
                _ => {}
            }
        } else if tag.starts_with("<script") {
            rest = rest.split_once("</script>").map_or("", |(_, rest)| rest);
        } else if tag.starts_with("<title") {
            let title = rest.split_once('<').map_or(rest, |(title, _)| title);
            page.rest.push_str(&format!("<title>{title}</title>\n"));
        } else if tag.starts_with("<meta") && attribute(tag, "name").is_some() {
            let content = attribute(tag, "content");
            match attribute(tag, "name") {
                Some("parser") => page.parser = content.map(str::to_owned),
                Some("parts") => page.parts.extend(names(content)),
                Some("languages") => page.languages.extend(names(content)),
                _ => {}
            }
            page.rest.push_str(&format!("{tag}\n"));
        }
    }
    if page.script.is_empty() {
        return Err(PackError::Missing("start script".to_owned()));
    }
    Ok(page)
}

/// Names, separated by spaces.
fn names(content: Option<&str>) -> impl Iterator<Item = String> {
    content.unwrap_or_default().split(' ').filter(|name| !name.is_empty()).map(str::to_owned)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}
