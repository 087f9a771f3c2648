//! The elements that the extraction distinguishes.

/// Defines [`Tag`] with the names of its elements, sorted.
macro_rules! tags {
    ($($variant:ident $name:literal),+ $(,)?) => {
        /// An element's name; `Other` stands for all names that the extraction treats alike.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the variants are the names of HTML's elements")]
        pub(super) enum Tag { $($variant),+, Other }

        const NAMES: &[(&str, Tag)] = &[$(($name, Tag::$variant)),+];
        /// How many tags there are.
        pub(super) const TAGS: usize = NAMES.len() + 1;
    };
}

tags! {
    A "a", Abbr "abbr", Acronym "acronym", Address "address", Annotation "annotation", Applet "applet", Area "area", Article "article",
    Aside "aside", Audio "audio", B "b", Base "base", Bdi "bdi", Bdo "bdo", Big "big", Blockquote "blockquote",
    Body "body", Br "br", Button "button", Canvas "canvas", Caption "caption", Center "center", Cite "cite",
    Code "code", Col "col", Colgroup "colgroup", Data "data", Dd "dd", Del "del", Details "details",
    Dfn "dfn", Dialog "dialog", Dir "dir", Div "div", Dl "dl", Dt "dt", Em "em", Embed "embed",
    Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Font "font", Footer "footer", Form "form",
    Frameset "frameset", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header",
    Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input", Ins "ins", Kbd "kbd",
    Label "label", Legend "legend", Li "li", Link "link", Main "main", Map "map", Mark "mark", Marquee "marquee",
    Math "math", Menu "menu", Meta "meta", Nav "nav", Nobr "nobr", Noembed "noembed", Noframes "noframes",
    Noscript "noscript", Object "object", Ol "ol", Optgroup "optgroup", Option "option", Output "output", P "p",
    Param "param", Picture "picture", Plaintext "plaintext", Pre "pre", Progress "progress", Q "q", Rp "rp", Rt "rt",
    Ruby "ruby", S "s", Samp "samp", Script "script", Search "search", Section "section", Select "select",
    Small "small", Source "source", Span "span", Strike "strike", Strong "strong", Style "style", Sub "sub",
    Summary "summary", Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td", Template "template",
    Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title", Tr "tr", Track "track",
    Tt "tt", U "u", Ul "ul", Var "var", Video "video", Wbr "wbr", Xmp "xmp",
}

/// The names as numbers, in the same order: the first letter is the highest byte.
const KEYS: [u128; NAMES.len()] = {
    let mut keys = [0; NAMES.len()];
    let mut at = 0;
    while at < NAMES.len() {
        let name = NAMES[at].0.as_bytes();
        let mut letter = 0;
        while letter < name.len() {
            keys[at] |= (name[letter] as u128) << (8 * (15 - letter));
            letter += 1;
        }
        at += 1;
    }
    keys
};

impl Tag {
    /// The tag with this name, in any case.
    pub fn from_name(name: &str) -> Tag {
        let mut lower = [0_u8; 16];
        let Some(start) = lower.get_mut(..name.len()) else { return Tag::Other };
        start.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        KEYS.binary_search(&u128::from_be_bytes(lower)).map_or(Tag::Other, |index| NAMES[index].1)
    }

    /// Whether the element never has content.
    pub fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// Whether the element's content is text up to its end tag, whatever it looks like.
    pub fn is_raw_text(self) -> bool {
        use Tag::*;
        matches!(self, Iframe | Noembed | Noframes | Script | Style | Textarea | Title | Xmp)
    }

    /// Whether the element's content is raw text in which character references are not decoded.
    pub fn keeps_entities(self) -> bool {
        use Tag::*;
        matches!(self, Iframe | Noembed | Noframes | Script | Style | Xmp)
    }

    /// Whether the element starts and ends a line of text.
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Button
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | Frameset
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Head
                | Header
                | Hgroup
                | Hr
                | Html
                | Iframe
                | Legend
                | Li
                | Main
                | Marquee
                | Menu
                | Nav
                | Noscript
                | Object
                | Ol
                | Optgroup
                | Option
                | P
                | Plaintext
                | Pre
                | Search
                | Section
                | Select
                | Summary
                | Table
                | Tbody
                | Td
                | Textarea
                | Tfoot
                | Th
                | Thead
                | Title
                | Tr
                | Ul
                | Video
                | Audio
                | Xmp
                | Template
        )
    }

    /// Whether a start tag ends an open paragraph.
    pub fn closes_paragraph(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Li
                | Main
                | Menu
                | Nav
                | Ol
                | P
                | Plaintext
                | Pre
                | Search
                | Section
                | Summary
                | Table
                | Ul
                | Xmp
        )
    }

    /// Whether an end tag inside this element cannot close elements outside it.
    pub fn is_scope(self) -> bool {
        matches!(self, Tag::Applet | Tag::Caption | Tag::Object | Tag::Table | Tag::Td | Tag::Template | Tag::Th)
    }

    /// Whether the element may be in the head of a page.
    pub fn is_head_content(self) -> bool {
        use Tag::*;
        matches!(self, Base | Link | Meta | Noscript | Script | Style | Template | Title | Head | Html)
    }

    /// The level of a heading, 1 to 6.
    pub fn heading_level(self) -> Option<u8> {
        Some(match self {
            Tag::H1 => 1,
            Tag::H2 => 2,
            Tag::H3 => 3,
            Tag::H4 => 4,
            Tag::H5 => 5,
            Tag::H6 => 6,
            _ => return None,
        })
    }
}

/// The name at the start of a tag: letters first, then anything up to white space, a slash or the end of the tag.
pub(super) fn tag_name(text: &str) -> &str {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::{NAMES, Tag};

    #[test]
    fn names_are_sorted_and_found_in_any_case() {
        assert!(NAMES.is_sorted_by_key(|(name, _)| name));
        assert_eq!(Tag::from_name("ArTicle"), Tag::Article);
        assert_eq!(Tag::from_name("a-very-long-custom-element"), Tag::Other);
        assert_eq!(Tag::from_name("ünicode"), Tag::Other);
    }
}
