//! Rich text (RTF 1.9): the text of a document, with its notes and bookmarks, and apart from it running heads, remarks in the
//! margin and what is not shown.
//!
//! A reader of its own, because the crates for this format either stop at broken documents or lose bookmarks, which part
//! the articles of exports.

use encoding_rs::Encoding;

use super::block::{PlacedBlocks, TextBlock, TextPlace, single_spaced};
use super::sink::DocumentSink;
use super::{Transport, clipping};

/// The most groups within each other that are followed; deeper ones count as their parent.
const MAX_DEPTH: usize = 1_000;

/// The most bytes of a control word.
const MAX_WORD_BYTES: usize = 32;

/// Destinations whose text is not that of the document.
const UNSEEN: &[&str] = &[
    "atnauthor",
    "atndate",
    "atnid",
    "atnparent",
    "author",
    "background",
    "bkmkend",
    "colorschememapping",
    "colortbl",
    "comment",
    "company",
    "datafield",
    "datastore",
    "defchp",
    "defpap",
    "docvar",
    "falt",
    "filetbl",
    "fldinst",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "generator",
    "info",
    "keywords",
    "latentstyles",
    "levelnumbers",
    "leveltext",
    "list",
    "listlevel",
    "listname",
    "listoverridetable",
    "listtable",
    "mmathPr",
    "nextfile",
    "nonshppict",
    "objclass",
    "objdata",
    "object",
    "operator",
    "panose",
    "pict",
    "pntext",
    "private",
    "revtbl",
    "rsidtbl",
    "shpinst",
    "sp",
    "stylesheet",
    "subject",
    "tc",
    "template",
    "themedata",
    "title",
    "txe",
    "userprops",
    "wgrffmtfilter",
    "xe",
    "xmlnstbl",
];

/// Passes on the document, or the articles of an export.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    clipping::pass_on(sink, &blocks(bytes), transport, Vec::new());
}

/// The paragraphs of a document.
pub(super) fn blocks(bytes: &[u8]) -> Vec<TextBlock> {
    let mut reader = RtfReader::new();
    reader.read(bytes);
    reader.blocks.finish()
}

/// What a group inherits from the one around it.
#[derive(Clone, Copy)]
struct RtfState {
    /// Whether the text is not that of the document.
    is_unseen: bool,
    /// Whether the text is the name of a bookmark.
    is_bookmark: bool,
    /// Whether the text belongs to the font table.
    is_font_table: bool,
    place: TextPlace,
    is_bold: bool,
    /// The characters that stand for a Unicode character in old readers, behind it.
    n_fallback: usize,
    /// The level of the paragraph's heading.
    level: u8,
    encoding: &'static Encoding,
}

struct RtfReader {
    blocks: PlacedBlocks,
    state: RtfState,
    stack: Vec<RtfState>,
    /// Groups beyond the depth that is followed.
    n_deeper: usize,
    /// Bytes in the state's encoding that are not decoded yet.
    bytes: Vec<u8>,
    /// A Unicode character's first half.
    high: Option<u16>,
    text: String,
    /// The words of a place that is not the text.
    aside: String,
    bookmark: String,
    marks: Vec<String>,
    is_bold_start: bool,
    /// The encodings of the fonts.
    fonts: Vec<(i32, &'static Encoding)>,
    font: i32,
    default_encoding: &'static Encoding,
    /// Characters to pass over.
    n_skipped: usize,
    /// Whether the next control word names a destination that may be passed over.
    is_optional: bool,
}

impl RtfReader {
    fn new() -> RtfReader {
        let state = RtfState {
            is_unseen: false,
            is_bookmark: false,
            is_font_table: false,
            place: TextPlace::Body,
            is_bold: false,
            n_fallback: 1,
            level: 0,
            encoding: encoding_rs::WINDOWS_1252,
        };
        RtfReader {
            blocks: PlacedBlocks::default(),
            state,
            stack: Vec::new(),
            n_deeper: 0,
            bytes: Vec::new(),
            high: None,
            text: String::new(),
            aside: String::new(),
            bookmark: String::new(),
            marks: Vec::new(),
            is_bold_start: false,
            fonts: Vec::new(),
            font: 0,
            default_encoding: encoding_rs::WINDOWS_1252,
            n_skipped: 0,
            is_optional: false,
        }
    }

    fn read(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            match byte {
                b'{' => self.open(),
                b'}' => self.close(),
                b'\\' => rest = self.control(after),
                b'\r' | b'\n' => {}
                byte => self.byte(*byte),
            }
        }
        self.end_paragraph();
    }

    fn open(&mut self) {
        self.flush();
        self.n_skipped = 0;
        if self.stack.len() >= MAX_DEPTH {
            self.n_deeper += 1;
        } else {
            self.stack.push(self.state);
        }
    }

    fn close(&mut self) {
        self.flush();
        self.n_skipped = 0;
        if self.n_deeper > 0 {
            self.n_deeper -= 1;
            return;
        }
        if let Some(outer) = self.stack.pop() {
            if self.state.is_bookmark && !outer.is_bookmark {
                let name = std::mem::take(&mut self.bookmark);
                self.marks.push(name.trim().to_owned());
            }
            if self.state.place != outer.place {
                self.end_aside();
            }
            self.state = outer;
        }
    }

    /// A control word or sign behind its backslash. Returns what follows it.
    fn control<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let Some((first, after)) = rest.split_first() else { return rest };
        if !first.is_ascii_alphabetic() {
            match first {
                b'\'' => {
                    let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                    if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                        self.byte(byte);
                        return after.get(2..).unwrap_or_default();
                    }
                }
                b'*' => self.is_optional = true,
                b'~' => self.push_str("\u{a0}"),
                b'_' => self.push_str("-"),
                b'{' | b'}' | b'\\' => self.byte(*first),
                b'\r' | b'\n' => self.end_paragraph(),
                _ => {}
            }
            return after;
        }
        let end = rest.iter().take(MAX_WORD_BYTES).position(|byte| !byte.is_ascii_alphabetic());
        let end = end.unwrap_or(rest.len().min(MAX_WORD_BYTES));
        let (word, after) = rest.split_at(end);
        let n_sign = usize::from(after.starts_with(b"-"));
        let digits = after.get(n_sign..).unwrap_or_default();
        let n_digits = digits.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let number = if n_digits == 0 {
            None
        } else {
            after.get(..n_sign + n_digits).and_then(|number| std::str::from_utf8(number).ok()?.parse::<i32>().ok())
        };
        let mut after = if n_digits == 0 { after } else { after.get(n_sign + n_digits..).unwrap_or_default() };
        after = after.strip_prefix(b" ").unwrap_or(after);
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let n = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return after.get(n..).unwrap_or_default();
        }
        self.word(word, number);
        after
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_optional = std::mem::take(&mut self.is_optional);
        if word != "u" {
            self.flush();
        }
        match word {
            "par" | "sect" | "page" | "cell" | "row" | "nestcell" | "nestrow" => self.end_paragraph(),
            "line" | "tab" | "emspace" | "enspace" | "qmspace" => self.push_str(" "),
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.state.n_fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "b" => self.state.is_bold = number != Some(0),
            "plain" => {
                self.state.is_bold = false;
                self.state.encoding = self.default_encoding;
            }
            "pard" => self.state.level = 0,
            "outlinelevel" => {
                self.state.level = number.and_then(|level| u8::try_from(level + 1).ok()).unwrap_or(0).min(4)
            }
            "v" | "deleted" => self.hide(number != Some(0)),
            "footnote" => self.state.place = TextPlace::Note,
            "annotation" => self.state.place = TextPlace::Comment,
            "footer" | "footerf" | "footerl" | "footerr" | "header" | "headerf" | "headerl" | "headerr" => {
                self.state.place = TextPlace::Running;
            }
            "emdash" => self.push_str("—"),
            "endash" => self.push_str("–"),
            "lquote" => self.push_str("‘"),
            "rquote" => self.push_str("’"),
            "ldblquote" => self.push_str("“"),
            "rdblquote" => self.push_str("”"),
            "bullet" => self.push_str("•"),
            "ansicpg" => {
                self.default_encoding = encoding_of_page(number.unwrap_or(1_252));
                self.state.encoding = self.default_encoding;
            }
            "mac" => self.default_encoding = encoding_rs::MACINTOSH,
            "fonttbl" => (self.state.is_font_table, self.state.is_unseen) = (true, true),
            "f" if self.state.is_font_table => self.font = number.unwrap_or(0),
            "fcharset" if self.state.is_font_table => {
                if let Some(encoding) = encoding_of_charset(number.unwrap_or(0)).filter(|_| self.fonts.len() < 10_000) {
                    self.fonts.push((self.font, encoding));
                }
            }
            "f" => {
                let font = number.unwrap_or(0);
                let known = self.fonts.iter().rev().find(|(held, _)| *held == font).map(|(_, encoding)| *encoding);
                self.state.encoding = known.unwrap_or(self.default_encoding);
            }
            "bkmkstart" => (self.state.is_bookmark, self.state.is_unseen) = (true, true),
            "shptxt" | "shppict" => {}
            word if UNSEEN.binary_search(&word).is_ok() => self.state.is_unseen = true,
            _ => self.state.is_unseen |= is_optional,
        }
    }

    /// A character beyond the encoding; its fallback follows.
    fn unicode(&mut self, number: i32) {
        self.flush();
        self.n_skipped = self.state.n_fallback;
        let Ok(unit) = u16::try_from(if number < 0 { number + 0x1_0000 } else { number }) else { return };
        match (self.high.take(), unit) {
            (None, 0xd800..=0xdbff) => self.high = Some(unit),
            (high, unit) => {
                let units = high.into_iter().chain([unit]);
                let text: String =
                    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
                self.push_str(&text);
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.n_skipped > 0 {
            self.n_skipped -= 1;
        } else if !self.state.is_unseen || self.state.is_bookmark {
            self.bytes.push(byte);
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let text = self.state.encoding.decode_without_bom_handling(&bytes).0;
            self.push_str(&text);
        }
    }

    fn push_str(&mut self, text: &str) {
        self.flush();
        if self.state.is_bookmark {
            self.bookmark.push_str(text);
        } else if !self.state.is_unseen {
            if self.state.place != TextPlace::Body {
                return self.aside.push_str(text);
            }
            if self.text.is_empty() {
                self.is_bold_start = self.state.is_bold;
            }
            self.text.push_str(text);
        }
    }

    fn end_paragraph(&mut self) {
        self.flush();
        if self.state.is_unseen {
            return;
        }
        if self.state.place != TextPlace::Body {
            return self.end_aside();
        }
        let text = single_spaced(&std::mem::take(&mut self.text));
        let is_empty = text.is_empty();
        let marks = if is_empty { Vec::new() } else { std::mem::take(&mut self.marks) };
        let (is_bold, level) = (self.is_bold_start, self.state.level);
        self.blocks.push(TextBlock { text, marks, is_bold, level, ..TextBlock::default() }, TextPlace::Body, true);
    }

    /// Ends a paragraph that is not one of the text.
    fn end_aside(&mut self) {
        self.flush();
        let text = single_spaced(&std::mem::take(&mut self.aside));
        self.blocks.push(TextBlock { text, ..TextBlock::default() }, self.state.place, false);
    }

    /// Begins or ends words in the text that are not shown.
    fn hide(&mut self, is_hidden: bool) {
        match (self.state.place, is_hidden) {
            (TextPlace::Body, true) => self.state.place = TextPlace::Hidden,
            (TextPlace::Hidden, false) => {
                self.end_aside();
                self.state.place = TextPlace::Body;
            }
            _ => {}
        }
    }
}

/// The encoding of a Windows code page.
fn encoding_of_page(page: i32) -> &'static Encoding {
    let label = match page {
        437 | 850 => "windows-1252",
        866 => "ibm866",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        10_000 => "macintosh",
        65_001 => "utf-8",
        page => return Encoding::for_label(format!("windows-{page}").as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// The encoding of a font's character set; `None` for that of the document.
fn encoding_of_charset(charset: i32) -> Option<&'static Encoding> {
    let page = match charset {
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1_253,
        162 => 1_254,
        163 => 1_258,
        177 => 1_255,
        178 => 1_256,
        186 => 1_257,
        204 => 1_251,
        222 => 874,
        238 => 1_250,
        _ => return None,
    };
    Some(encoding_of_page(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(rtf: &str) -> Vec<String> {
        blocks(rtf.as_bytes()).into_iter().filter(|block| !block.is_aside()).map(|block| block.text).collect()
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(UNSEEN.is_sorted());
    }

    #[test]
    fn the_visible_text_is_read() {
        let rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Times;}}{\info{\title No}}
{\*\generator Writer;}{\header Page \chpgn\par}\pard\f0 {\b A head}\par
It\'92s {\i gr\'fcn}\~here \u8364?1 {\f1\'c4\'e0}\line {\v hidden}{\field{\*\fldinst HYPERLINK}{\fldrslt link}}.\par
{\pict\pngblip 89504e47}\u-10179?\u-8704?\par}";
        assert_eq!(texts(rtf), ["A head", "It’s grün here €1 Да link.", "😀"]);
    }

    #[test]
    fn notes_stand_behind_their_paragraphs_and_what_is_not_text_at_the_end() {
        let rtf = r"{\rtf1{\header The Quay\par}One{\super\chftn{\footnote\pard\chftn  A {\i first} note.\par Its second line.}} two{\*\atnid A}{\*\atnauthor Ann}{\*\annotation\pard Is it?\par} three{\deleted  gone}.\par{\headerl The Quay\par}Four{\*\footnote Last.}";
        let blocks = blocks(rtf.as_bytes());
        let texts: Vec<(&str, &str)> = blocks.iter().map(|block| (block.text.as_str(), block.path.trim())).collect();
        let expected = [
            ("One two three.", ""),
            ("A first note.", ""),
            ("Its second line.", ""),
            ("Four", ""),
            ("Last.", ""),
            ("The Quay", "footer .running"),
            ("Is it?", ".comments"),
            ("gone", "dialog"),
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn bookmarks_belong_to_the_paragraph_behind_them() {
        let blocks = blocks(br"{\rtf1 One\par{\*\bkmkstart Bookmark_1}{\*\bkmkend Bookmark_1}{\b Two}\par}");
        assert_eq!(blocks[1].marks, ["Bookmark_1"]);
        assert!(blocks[1].is_bold && !blocks[0].is_bold);
    }

    #[test]
    fn broken_and_malicious_documents_are_read_to_their_end() {
        assert_eq!(texts(r"{\rtf1 cut \'9"), ["cut 9"]);
        assert_eq!(texts(r"{\rtf1 a\bin999999 b"), ["a"]);
        assert_eq!(texts(r"}}}\rtf1 a"), ["a"]);
        let deep = r"{\b ".repeat(200_000) + "deep" + &"}".repeat(200_000);
        assert_eq!(texts(&deep), ["deep"]);
    }
}
