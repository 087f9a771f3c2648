//! Documents that are made to cost a reader as much time or memory as possible, for the tests and benches of both.
//!
//! A kind gives a document of any length. Nothing in it is a real text.

use std::io::{Cursor, Write as _};

/// A kind of document.
#[derive(Clone, Copy)]
pub struct Kind {
    /// What it is.
    pub name: &'static str,
    /// The name of its file.
    pub file: &'static str,
    make: Make,
}

#[derive(Clone, Copy)]
enum Make {
    Text(fn(usize) -> String),
    Bytes(fn(usize) -> Vec<u8>),
    /// The text of `a.txt` and of the `corpus.toml` next to it.
    WithSidecar(fn(usize) -> (String, String)),
}

/// A document, and the `corpus.toml` next to it if it has one.
pub struct Hostile {
    /// The document.
    pub document: Vec<u8>,
    /// The `corpus.toml`.
    pub sidecar: Option<Vec<u8>>,
}

impl Hostile {
    /// The bytes of both.
    pub fn length(&self) -> usize {
        self.document.len() + self.sidecar.as_ref().map_or(0, Vec::len)
    }
}

impl Kind {
    const fn new(name: &'static str, file: &'static str, make: fn(usize) -> String) -> Kind {
        Kind { name, file, make: Make::Text(make) }
    }

    const fn bytes(name: &'static str, file: &'static str, make: fn(usize) -> Vec<u8>) -> Kind {
        Kind { name, file, make: Make::Bytes(make) }
    }

    const fn sidecar(name: &'static str, make: fn(usize) -> (String, String)) -> Kind {
        Kind { name, file: "a.txt", make: Make::WithSidecar(make) }
    }

    /// The document with this number of parts.
    pub fn make(&self, n: usize) -> Hostile {
        match self.make {
            Make::Text(make) => Hostile { document: make(n).into_bytes(), sidecar: None },
            Make::Bytes(make) => Hostile { document: make(n), sidecar: None },
            Make::WithSidecar(make) => {
                let (document, sidecar) = make(n);
                Hostile { document: document.into_bytes(), sidecar: Some(sidecar.into_bytes()) }
            }
        }
    }

    /// The number of parts that makes a document of about this length, in bytes.
    pub fn parts_for(&self, bytes: usize) -> usize {
        const SAMPLE: usize = 64;
        let (few, many) = (self.make(SAMPLE).length(), self.make(2 * SAMPLE).length());
        let part = many.saturating_sub(few).max(1) as f64 / SAMPLE as f64;
        // Parts that carry their number become longer, so that the first guess is too high.
        let mut n = ((bytes as f64 / part) as usize).max(SAMPLE);
        for _ in 0..3 {
            let length = self.make(n).length();
            n = ((n as f64 * bytes as f64 / length as f64) as usize).max(1);
        }
        n
    }
}

const HEAD: &str = "<html><head><title>Ferry runs</title></head><body><article><h1>Ferry runs again</h1>\
                    <p>The company said on Monday that the ferry runs again.</p>";

/// A word with a capital that differs for each number.
fn word(n: usize) -> String {
    format!("K{}", letters(n))
}

/// A word in small letters that differs for each number.
fn letters(mut n: usize) -> String {
    let mut word = String::new();
    loop {
        word.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
        if n == 0 {
            return word;
        }
    }
}

/// A word of Cyrillic letters with a capital that differs for each number.
fn cyrillic(n: usize) -> String {
    let small = letters(n).chars().filter_map(|c| char::from_u32(0x430 + c as u32 - 'a' as u32)).collect::<String>();
    format!("К{small}")
}

/// Two Chinese characters that differ for each number.
fn han(n: usize) -> String {
    [n % 2_000, n / 2_000 % 2_000].iter().filter_map(|n| char::from_u32(0x4e00 + *n as u32)).collect()
}

/// Two Korean syllables that differ for each number.
fn hangul(n: usize) -> String {
    [n % 2_000, n / 2_000 % 2_000].iter().filter_map(|n| char::from_u32(0xac00 + *n as u32)).collect()
}

fn plain(part: &str, n: usize) -> String {
    format!("Ferry runs again\n\n{}", part.repeat(n))
}

fn plain_each(n: usize, part: impl Fn(usize) -> String) -> String {
    format!("Ferry runs again\n\n{}", each(n, part))
}

fn each(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect()
}

fn page(part: &str, n: usize) -> String {
    format!("{HEAD}{}", part.repeat(n))
}

fn page_each(n: usize, part: impl Fn(usize) -> String) -> String {
    format!("{HEAD}{}", each(n, part))
}

fn head_each(n: usize, part: impl Fn(usize) -> String) -> String {
    HEAD.replace("</head>", &format!("{}</head>", each(n, part)))
}

fn linked_data(data: &str) -> String {
    HEAD.replace("</head>", &format!("<script type=application/ld+json>{data}</script></head>"))
}

fn list(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(item).collect::<Vec<_>>().join(",")
}

/// A feed with one item.
fn feed(inside: &str) -> String {
    format!(
        "<rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><item><title>T</title><description>It ran.</description>{inside}</item></channel></rss>"
    )
}

fn record(fields: &str) -> String {
    format!("{{\"title\":\"T\",{fields}}}\n")
}

/// Words that differ, as many as there are dates and names in ordinary news.
const ORDINARY: &str = "The council of Oldport voted on 12 May to close the bridge over the river, said Jane Doe, the mayor. \
                        \"It took us years to decide,\" she told the Oldport Herald. The opposition, led by John Roe of the \
                        Harbour Workers Union, had asked for more time.";

/// All kinds that a reader takes as documents of their own.
pub const KINDS: &[Kind] = &[
    // Ordinary documents, to compare with.
    Kind::new("ordinary text", "a.txt", |n| plain_each(n, |n| format!("{ORDINARY} {}\n\n", letters(n)))),
    Kind::new("ordinary page", "a.html", |n| {
        page_each(n, |n| {
            format!(
                "<p class=\"article-paragraph text\" data-id=\"{n}\">{ORDINARY} <a href=\"https://example.org/story/{n}\">More about {}</a></p>\n",
                letters(n)
            )
        })
    }),
    Kind::new("ordinary page in much markup", "a.html", |n| {
        page_each(n, |n| {
            format!(
                "<div class=\"teaser teaser--small\" id=\"t{n}\"><div class=\"teaser__inner\"><a href=\"https://example.org/{n}\" title=\"Story\"><span class=\"kicker\">Politics</span><h3 class=\"teaser__title\">Council closes bridge {}</h3></a><p class=\"teaser__text\">The council of Oldport voted to close it.</p></div></div>\n",
                letters(n)
            )
        })
    }),
    // Dates.
    Kind::new("dates in one paragraph", "a.txt", |n| plain("on 12 May 2024, ", n)),
    Kind::new("dates in figures in one paragraph", "a.txt", |n| plain("on 2024-05-12, ", n)),
    Kind::new("days and months in one paragraph", "a.txt", |n| plain("on 12 May, ", n)),
    Kind::new("dates in one paragraph of a page", "a.html", |n| format!("{HEAD}<p>{}", "on 12 May 2024, ".repeat(n))),
    Kind::new("dates in paragraphs of a page", "a.html", |n| {
        page_each(n, |n| format!("<p>On {} May {} it ran.</p>", 1 + n % 28, 1950 + n % 70))
    }),
    Kind::new("dates in one paragraph of a record", "a.jsonl", |n| {
        record(&format!("\"body\":\"{}\"", "on 12 May 2024, ".repeat(n)))
    }),
    Kind::new("dates in lines", "a.txt", |n| {
        plain_each(n, |n| format!("{} May {} it was\n", 1 + n % 28, 1900 + n % 120))
    }),
    Kind::new("times in elements", "a.html", |n| page("<time datetime=2024-01-01>1 January 2024</time>", n)),
    Kind::new("weekdays", "a.txt", |n| plain("Monday ", n)),
    Kind::new("years ago", "a.txt", |n| plain("ten years ago today, ", n)),
    Kind::new("anniversaries", "a.txt", |n| plain("It is ten years since 12 May 2014 when it ran. ", n)),
    Kind::new("anniversaries in words", "a.txt", |n| plain("The 10th anniversary of the flood of 2014. ", n)),
    Kind::new("figures like dates", "a.txt", |n| plain("1/1/", n)),
    Kind::new("figures with stops", "a.txt", |n| plain("1.", n)),
    Kind::new("figures without end", "a.txt", |n| plain("1", n)),
    Kind::new("months without days", "a.txt", |n| plain("May June ", n)),
    Kind::new("clock times", "a.txt", |n| plain("10:15 GMT, ", n)),
    // Authors.
    Kind::new("authors in meta", "a.html", |n| {
        head_each(n, |n| format!("<meta property=article:author content=\"Jane {}\">", word(n)))
    }),
    Kind::new("one author in meta many times", "a.html", |n| {
        head_each(n, |_| "<meta property=article:author content=\"Jane Doe\">".to_owned())
    }),
    Kind::new("sections and tags in meta", "a.html", |n| {
        head_each(n, |n| {
            format!("<meta property=article:section content=S{0}><meta property=article:tag content=t{0}>", letters(n))
        })
    }),
    Kind::new("authors in linked data", "a.html", |n| {
        let person = |n| format!("{{\"@type\":\"Person\",\"name\":\"Jane {}\"}}", word(n));
        linked_data(&format!("{{\"@type\":\"NewsArticle\",\"headline\":\"H\",\"author\":[{}]}}", list(n, person)))
    }),
    Kind::new("authors in a record", "a.jsonl", |n| {
        record(&format!("\"body\":\"It ran.\",\"authors\":[{}]", list(n, |n| format!("\"Jane {}\"", word(n)))))
    }),
    Kind::new("authors in a cell", "a.csv", |n| {
        format!("title,authors,body\nT,\"{}\",It ran.\n", each(n, |n| format!("Jane {}; ", word(n))))
    }),
    Kind::new("authors in a byline", "a.html", |n| {
        HEAD.replace("<p>", &format!("<p class=byline>By {}</p><p>", list(n, |n| format!(" Jane {}", word(n)))))
    }),
    Kind::new("bylines", "a.html", |n| page_each(n, |n| format!("<span class=author>By Jane {}</span>", word(n)))),
    Kind::new("one byline many times", "a.html", |n| page("<p>By Jane Doe</p>", n)),
    Kind::new("links to authors", "a.html", |n| {
        page_each(n, |n| format!("<a rel=author href=/{n}>Jane {}</a>", word(n)))
    }),
    Kind::new("creators in a feed", "a.xml", |n| {
        feed(&each(n, |n| format!("<dc:creator>Jane {}</dc:creator>", word(n))))
    }),
    // Actors.
    Kind::new("stated actors", "a.jsonl", |n| {
        record(&format!("\"body\":\"It ran.\",\"actors\":[{}]", list(n, |n| format!("\"Jane {}\"", word(n)))))
    }),
    Kind::new("stated actors with names of their own", "a.jsonl", |n| {
        let name = |n| format!("\"{} {}\"", word(n), word(n * 7));
        record(&format!("\"body\":\"It ran.\",\"actors\":[{}]", list(n, name)))
    }),
    Kind::new("stated actors with one surname", "a.jsonl", |n| {
        let name = |n| format!("\"{} Doe\"", word(n));
        record(&format!("\"body\":\"Doe ran. Jane Doe ran.\",\"actors\":[{}]", list(n, name)))
    }),
    Kind::new("one stated actor many times", "a.jsonl", |n| {
        let actors = list(n, |_| "\"Jane Doe\"".to_owned());
        record(&format!("\"body\":\"{}\",\"actors\":[{actors}]", "Jane Doe. ".repeat(n)))
    }),
    Kind::new("stated actors that the text names", "a.jsonl", |n| {
        let name = |n| format!("\"Jane {}\"", word(n));
        let body = list(n, |n| format!("\"Jane {} came.\"", word(n)));
        record(&format!("\"body\":[{body}],\"actors\":[{}]", list(n, name)))
    }),
    Kind::new("stated actors that begin alike", "a.jsonl", |n| {
        // The names grow as the root of the length, so that the whole grows in proportion to it.
        let root = (n as f64).sqrt() as usize + 1;
        let names = list(root, |n| format!("\"{}\"", "Aa ".repeat(n + 1)));
        record(&format!("\"body\":\"{}\",\"actors\":[{names}]", "Aa ".repeat(n)))
    }),
    Kind::new("names that differ", "a.txt", |n| {
        plain_each(n, |n| format!("Minister {} {} spoke. ", word(n * 31), word(n * 17 + 5)))
    }),
    Kind::new("names with one surname", "a.txt", |n| {
        plain_each(n, |n| format!("Minister {} Kowalsky spoke. Kowalsky left. ", word(n * 31)))
    }),
    Kind::new("names with one first name", "a.txt", |n| {
        plain_each(n, |n| format!("Minister Jane {} spoke. Jane left. ", word(n * 31)))
    }),
    Kind::new("inflected names", "a.html", |n| {
        let name =
            |n| format!("<p>Řekl to ministr Michal {0}. S ministrem Michalem {0}em se setkal.</p>", word(n * 31));
        HEAD.replace("<html>", "<html lang=cs>") + &each(n, name)
    }),
    Kind::new("names in German", "a.html", |n| {
        let name = |n| {
            format!("<p>Das sagte Minister Peter {0}. Der Sprecher von {0} war nicht zu erreichen.</p>", word(n * 31))
        };
        HEAD.replace("<html>", "<html lang=de>") + &each(n, name)
    }),
    Kind::new("messieurs", "a.html", |n| {
        let name = |n| format!("<p>Le ministre Jean {0} est parti. M. {0} reste.</p>", word(n * 31));
        HEAD.replace("<html>", "<html lang=fr>") + &each(n, name)
    }),
    Kind::new("people in Chinese", "a.txt", |n| plain_each(n, |n| format!("外交部部长王{}表示，王部长说。", han(n)))),
    Kind::new("people in lines of Chinese", "a.txt", |n| {
        plain_each(n, |n| format!("外交部部长王{}表示，会议于周一举行。王说。\n", han(n)))
    }),
    Kind::new("people in Korean", "a.txt", |n| {
        plain_each(n, |n| format!("김{} 대통령은 말했다. 김 대통령은. ", hangul(n)))
    }),
    Kind::new("people in Japanese", "a.txt", |n| plain_each(n, |n| format!("田中{}首相は述べた。田中氏は。", han(n)))),
    Kind::new("names in Russian", "a.html", |n| {
        let name = |n| {
            format!("<p>Министр Иван {0}ов сказал. Встреча с министром Иваном {0}овым прошла.</p>", cyrillic(n * 31))
        };
        HEAD.replace("<html>", "<html lang=ru>") + &each(n, name)
    }),
    Kind::new("names of the dictionary", "a.txt", |n| plain("Kim Jong Un met Vladimir Putin in Moscow. ", n)),
    Kind::new("names in one line", "a.txt", |n| plain("Aaaa Bbbb ", n)),
    Kind::new("words with capitals that differ", "a.txt", |n| plain_each(n, |n| format!("{} ", word(n)))),
    Kind::new("names with commas", "a.txt", |n| plain("Jane Doe, ", n)),
    Kind::new("names with ages", "a.txt", |n| plain("Jane Doe, 45, came. ", n)),
    Kind::new("names with titles", "a.txt", |n| plain("President Jane Doe ", n)),
    Kind::new("initials", "a.txt", |n| plain("J. ", n)),
    Kind::new("possessives", "a.txt", |n| plain("Jane's ", n)),
    Kind::new("hyphens", "a.txt", |n| plain("Al-", n)),
    Kind::new("apostrophes in a word", "a.txt", |n| plain("o'", n)),
    Kind::new("acronyms", "a.txt", |n| plain_each(n, |n| format!("The Great {0} Union (G{0}U) met. ", word(n)))),
    Kind::new("one acronym many times", "a.txt", |n| plain("World Food Programme (WFP) met. ", n)),
    Kind::new("acronyms before their names", "a.txt", |n| {
        plain_each(n, |n| format!("{}X (Great {} Xylo) ", word(n).to_uppercase(), word(n)))
    }),
    Kind::new("offices in a chain", "a.txt", |n| plain("Ministry of ", n)),
    Kind::new("offices joined by and", "a.txt", |n| plain("Ministry and ", n)),
    Kind::new("titles in a chain", "a.txt", |n| plain("President ", n)),
    Kind::new("outlets that are cited", "a.txt", |n| plain_each(n, |n| format!("The {} Times reported it. ", word(n)))),
    Kind::new("one outlet that is cited", "a.txt", |n| plain("according to Reuters, ", n)),
    Kind::new("addresses", "a.txt", |n| plain_each(n, |n| format!("https://e{}.example/a ", letters(n)))),
    Kind::new("links to outlets", "a.html", |n| {
        page_each(n, |n| format!("<p>As <a href=https://{0}.example/a>told by {0}</a> it was.</p>", letters(n)))
    }),
    // Quotes.
    Kind::new("quotes with speakers", "a.txt", |n| plain("\"It is so,\" said Jane Doe. ", n)),
    Kind::new("quotes without speakers", "a.txt", |n| plain("\"It is so and will be so for ever and a day.\" ", n)),
    Kind::new("quotes of somebody named before", "a.txt", |n| {
        plain("Jane Doe came. ", 1) + &"\"It is so, and will be so for long,\" she said. ".repeat(n)
    }),
    Kind::new("quotes in paragraphs", "a.txt", |n| plain("\"It is so and will be so for long,\" he said.\n\n", n)),
    Kind::new("quotes that do not end", "a.txt", |n| plain("“a ", n)),
    Kind::new("quotes that end in another paragraph", "a.txt", |n| {
        plain("“It is so and will be.\n\n", n) + &"”".repeat(n)
    }),
    Kind::new("straight quotation marks", "a.txt", |n| plain("\"", n)),
    Kind::new("straight quotation marks with words", "a.txt", |n| plain("\"a ", n)),
    Kind::new("quotes in quotes", "a.txt", |n| plain("“‘a", n) + &"’”".repeat(n)),
    Kind::new("single quotation marks", "a.txt", |n| plain("'a ", n)),
    Kind::new("guillemets that do not end", "a.txt", |n| plain("«a ", n)),
    Kind::new("quotation marks of all kinds", "a.txt", |n| plain("„a“ »b« «c» 「d」 『e』 ‹f› ‚g‘ \"h\" ‘i’ “j” ", n)),
    Kind::new("speech after dashes", "a.txt", |n| plain("— Hello there, said he.\n", n)),
    Kind::new("speech after dashes in Russian", "a.html", |n| {
        let line = "<p>— Это так, — сказал Иван Петров. — И будет так «всегда».</p>";
        HEAD.replace("<html>", "<html lang=ru>") + &line.repeat(n)
    }),
    Kind::new("quotes in Chinese", "a.txt", |n| plain("习近平说：“我们会这样做的。”他表示，", n)),
    Kind::new("brackets", "a.txt", |n| plain("(", n)),
    Kind::new("square brackets", "a.txt", |n| plain("[", n)),
    // Lines and characters.
    Kind::new("one-letter words", "a.txt", |n| plain("a ", n)),
    Kind::new("short words", "a.txt", |n| plain("a text ", n)),
    Kind::new("one long word", "a.txt", |n| plain("a", n)),
    Kind::new("words that differ", "a.txt", |n| plain_each(n, |n| format!("{} ", letters(n)))),
    Kind::new("blank lines", "a.txt", |n| plain("\n", n) + "It ran."),
    Kind::new("spaces", "a.txt", |n| plain(" ", n) + "It ran."),
    Kind::new("lines of one letter", "a.txt", |n| plain("a\n", n)),
    Kind::new("paragraphs of one letter", "a.txt", |n| plain("a\n\n", n)),
    Kind::new("short lines", "a.txt", |n| plain_each(n, |n| format!("{} b\n", letters(n)))),
    Kind::new("short paragraphs", "a.txt", |n| plain_each(n, |n| format!("{} b.\n\n", letters(n)))),
    Kind::new("one line many times", "a.txt", |n| plain("The same line of the text.\n", n)),
    Kind::new("headline in one line", "a.txt", |n| "Word ".repeat(n)),
    Kind::new("lines of header fields", "a.txt", |n| {
        format!("{}\nFerry runs\n\nIt ran.", each(n, |n| format!("Field{}: value\n", letters(n))))
    }),
    Kind::new("legal lines", "a.txt", |n| plain("© 2024 All rights reserved.\n\n", n)),
    Kind::new("lines that separate", "a.txt", |n| plain("-----\nA line of text here.\n", n)),
    Kind::new("numbered documents in one text", "a.txt", |n| {
        each(n, |at| format!("{} of {n}\n\nHeadline {}\n\nThe text of it is here.\n\n", at + 1, letters(at)))
    }),
    Kind::new("Chinese without spaces", "a.txt", |n| plain("中国", n)),
    Kind::new("Japanese without spaces", "a.txt", |n| plain("マリアは東京で", n)),
    Kind::new("Korean", "a.txt", |n| plain("대통령은 서울에서 ", n)),
    Kind::new("Thai without spaces", "a.txt", |n| plain("สวัสดี", n)),
    Kind::new("Thai with spaces", "a.txt", |n| plain("นายกรัฐมนตรี กล่าวว่า ", n)),
    Kind::new("Arabic", "a.txt", |n| plain("قال الرئيس في القاهرة ", n)),
    Kind::new("Hindi", "a.txt", |n| plain("राष्ट्रपति ने दिल्ली में कहा ", n)),
    Kind::new("combining marks", "a.txt", |n| plain("a\u{301}", n)),
    Kind::new("combining marks on one letter", "a.txt", |n| plain("a", 1) + &"\u{301}".repeat(n)),
    Kind::new("direction marks", "a.txt", |n| plain("\u{202e}\u{202b}a", n)),
    Kind::new("joined emoji", "a.txt", |n| plain("👩\u{200d}", n)),
    Kind::new("letters that grow when folded", "a.txt", |n| plain("ﷺ ", n)),
    Kind::bytes("Latin letters in one byte", "a.txt", |n| {
        b"Ferry runs again\n\n".iter().copied().chain(b"\xe9t\xe9 ".repeat(n)).collect()
    }),
    Kind::bytes("UTF-16", "a.txt", |n| {
        let text = plain("a text ", n);
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    }),
    // Pages.
    Kind::new("elements that do not end", "a.html", |n| page("<div>x", n)),
    Kind::new("elements without text", "a.html", |n| page("<b>", n)),
    Kind::new("formatting that does not end", "a.html", |n| page("<p><b><i>x", n)),
    Kind::new("formatting that is reopened", "a.html", |n| format!("{HEAD}{}{}", "<b>".repeat(n), "<p>x".repeat(n))),
    Kind::new("formatting with attributes that is reopened", "a.html", |n| {
        page_each(n, |n| format!("<b id={n}>")) + &"<p>x".repeat(n)
    }),
    Kind::new("links that do not end", "a.html", |n| page("<a href=x>y", n)),
    Kind::new("links in tables in links", "a.html", |n| page("<a><table><tr><td><b>x", n)),
    Kind::new("fonts that do not end", "a.html", |n| page("<font><nobr>x", n)),
    Kind::new("ends of paragraphs", "a.html", |n| page("</p>", n)),
    Kind::new("ends of many elements", "a.html", |n| page("</a></b></i>", n)),
    Kind::new("one-letter paragraphs", "a.html", |n| page("<p>a", n)),
    Kind::new("one-letter paragraphs that end", "a.html", |n| page("<p>a</p>", n)),
    Kind::new("one-letter spans", "a.html", |n| page("<i>a</i>", n)),
    Kind::new("paragraphs that differ", "a.html", |n| {
        page_each(n, |n| format!("<p>Paragraph {} tells of the town and {}.</p>", letters(n), letters(n * 7)))
    }),
    Kind::new("paragraphs that are alike", "a.html", |n| page("<p>The same paragraph tells of the town again.</p>", n)),
    Kind::new("paragraphs in buttons", "a.html", |n| page("<button><p>x", n)),
    Kind::new("lists of terms", "a.html", |n| format!("{HEAD}<dl>{}", "<dt>a<dd>b".repeat(n))),
    Kind::new("lists in lists", "a.html", |n| page("<ul><li>item of it", n)),
    Kind::new("quotations in quotations", "a.html", |n| page("<blockquote><p>some words", n)),
    Kind::new("choices", "a.html", |n| page("<select><option>x", n)),
    Kind::new("tables in tables", "a.html", |n| page("<table><tr><td>x", n)),
    Kind::new("rows of a table", "a.html", |n| format!("{HEAD}<table>{}", "<tr><td>a</td><td>b</td></tr>".repeat(n))),
    Kind::new("cells of a row", "a.html", |n| format!("{HEAD}<table><tr>{}", "<td>a".repeat(n))),
    Kind::new("text between rows", "a.html", |n| format!("{HEAD}<table>{}", "x<tr>".repeat(n))),
    Kind::new("drawings in drawings", "a.html", |n| page("<svg><foreignObject>", n)),
    Kind::new("formulas in formulas", "a.html", |n| page("<math><mi>", n)),
    Kind::new("templates in templates", "a.html", |n| page("<template>", n)),
    Kind::new("pages in frames", "a.html", |n| {
        format!("{HEAD}{}{}", "<noscript>".repeat(n), "<iframe srcdoc=\"".repeat(n))
    }),
    Kind::new("attributes", "a.html", |n| format!("{HEAD}<p {}>x</p>", each(n, |n| format!("a{n}=1 ")))),
    Kind::new("attributes without values", "a.html", |n| format!("{HEAD}<p {}>x</p>", "a ".repeat(n))),
    Kind::new("classes", "a.html", |n| format!("{HEAD}<p class=\"{}\">x</p>", each(n, |n| format!("a{n} ")))),
    Kind::new("elements with classes of their own", "a.html", |n| page_each(n, |n| format!("<p class=c{n}>x"))),
    Kind::new("elements with names of their own", "a.html", |n| page_each(n, |n| format!("<x-{n}>x"))),
    Kind::new("character references", "a.html", |n| format!("{HEAD}<p>{}", "&amp;".repeat(n))),
    Kind::new("character references that do not end", "a.html", |n| format!("{HEAD}<p>{}", "&am".repeat(n))),
    Kind::new("one long character reference", "a.html", |n| format!("{HEAD}<p>&{}", "a".repeat(n))),
    Kind::new("comments that do not end", "a.html", |n| page("<!-- ", n)),
    Kind::new("comments", "a.html", |n| page("<!---->a", n)),
    Kind::new("scripts", "a.html", |n| page("<script>a</script>", n)),
    Kind::new("scripts that do not end", "a.html", |n| page("<script></scrip", n)),
    Kind::new("line breaks", "a.html", |n| format!("{HEAD}<p>{}", "word<br>".repeat(n))),
    Kind::new("bare line breaks", "a.html", |n| page("<br>", n)),
    Kind::new("preformatted lines", "a.html", |n| format!("{HEAD}<pre>{}</pre>", "a\n".repeat(n))),
    Kind::new("headlines", "a.html", |n| page_each(n, |n| format!("<h1>Headline {} of the day</h1>", letters(n)))),
    Kind::new("one headline many times", "a.html", |n| page("<h1>Ferry runs again</h1>", n)),
    Kind::new("headings", "a.html", |n| page("<h2>Related stories<p>text of the town", n)),
    Kind::new("long title", "a.html", |n| HEAD.replace("<title>", &format!("<title>{}", "Word ".repeat(n)))),
    Kind::new("title with bars", "a.html", |n| HEAD.replace("<title>", &format!("<title>{}", "W | ".repeat(n)))),
    Kind::new("title and headline with dashes", "a.html", |n| {
        let title = "Ab - ".repeat(n);
        format!("<title>{title}</title><h1>{title}</h1><p>The ferry runs again, the company said.</p>")
    }),
    Kind::new("links in paragraphs", "a.html", |n| {
        page_each(n, |n| format!("<p><a href=/{n}>Read more about {}</a></p>", letters(n)))
    }),
    Kind::new("comments of readers", "a.html", |n| {
        page("<div class=comment><p>I think that it is all wrong here.</p></div>", n)
    }),
    Kind::new("captions", "a.html", |n| {
        page("<figure><img src=a><figcaption>A caption of some words</figcaption></figure>", n)
    }),
    Kind::new("spans in one element", "a.html", |n| {
        format!("{HEAD}<div>{}</div>", "text of it <span>x</span> ".repeat(n))
    }),
    Kind::new("articles in a page", "a.html", |n| {
        page_each(n, |n| {
            format!("<article><h1>Ferry {}</h1><p>The ferry runs again, the company said.</p></article>", letters(n))
        })
    }),
    Kind::new("linked data many times", "a.html", |n| {
        let data = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\"}</script>";
        head_each(n, |_| data.to_owned())
    }),
    Kind::new("linked data in linked data", "a.html", |n| {
        linked_data(&format!("{}{}", "{\"a\":[".repeat(n), "]}".repeat(n)))
    }),
    Kind::new("linked data with a wide graph", "a.html", |n| {
        let item = |n| format!("{{\"@id\":\"#{n}\",\"@type\":\"Person\",\"name\":\"A B\"}}");
        linked_data(&format!("{{\"@graph\":[{}]}}", list(n, item)))
    }),
    Kind::new("linked data with many numbers", "a.html", |n| {
        linked_data(&format!("{{\"@type\":\"NewsArticle\",\"a\":[{}]}}", list(n, |_| "1".to_owned())))
    }),
    Kind::new("data of a script", "a.html", |n| {
        let item = |n| {
            format!("{{\"type\":\"paragraph\",\"text\":\"The ferry {} runs again, the company said.\"}}", letters(n))
        };
        format!(
            "<title>Ferry</title><script id=__NEXT_DATA__ type=application/json>{{\"props\":{{\"content\":[{}]}}}}</script><div id=app></div>",
            list(n, item)
        )
    }),
    // Markdown.
    Kind::new("quotations in Markdown", "a.md", |n| format!("# T\n\n{}a", "> ".repeat(n))),
    Kind::new("lists in lists in Markdown", "a.md", |n| {
        format!("# T\n\n{}", each(n, |n| format!("{}- item\n", "  ".repeat(n % 100))))
    }),
    Kind::new("links in Markdown", "a.md", |n| format!("# T\n\n{}a{}", "[".repeat(n), "](".repeat(n))),
    Kind::new("pictures in Markdown", "a.md", |n| format!("# T\n\n{}", "![a](b ".repeat(n))),
    Kind::new("emphasis in Markdown", "a.md", |n| format!("# T\n\n{}", "*_a ".repeat(n))),
    Kind::new("code in Markdown", "a.md", |n| format!("# T\n\n{}", each(n, |n| format!("{} ", "`".repeat(n % 50))))),
    Kind::new("table in Markdown", "a.md", |n| {
        format!("# T\n\n|{}\n|{}\n|{}", "a|".repeat(n), "-|".repeat(n), "b|".repeat(n))
    }),
    Kind::new("one-letter paragraphs in Markdown", "a.md", |n| format!("# T\n\n{}", "a\n\n".repeat(n))),
    // Records, feeds, tables and archives.
    Kind::new("records", "a.jsonl", |n| each(n, |n| record(&format!("\"body\":\"On Monday {} ran.\"", letters(n))))),
    Kind::new("records in a list", "a.json", |n| {
        format!("[{}]", list(n, |n| record(&format!("\"body\":\"On Monday {} ran.\"", letters(n)))))
    }),
    Kind::new("records with one id", "a.jsonl", |n| {
        each(n, |n| record(&format!("\"id\":\"a\",\"body\":\"{} ran.\"", letters(n))))
    }),
    Kind::new("records with ids that are numbered", "a.jsonl", |n| {
        each(n, |n| record(&format!("\"id\":\"x-{n}\",\"body\":\"It ran.\"")))
            + &record("\"id\":\"x\",\"body\":\"It ran.\"").repeat(n)
    }),
    Kind::new("records with ids beyond ASCII", "a.jsonl", |n| {
        each(n, |n| record(&format!("\"id\":\"новость{n}\",\"body\":\"It ran.\"")))
    }),
    Kind::new("records that are alike", "a.jsonl", |n| {
        each(n, |n| {
            record(&format!(
                "\"body\":\"The minister said on Monday that the bridge would be closed for repair {}.\"",
                letters(n)
            ))
        })
    }),
    Kind::new("records that are equal", "a.jsonl", |n| {
        record("\"body\":\"The minister said on Monday that the bridge would be closed for repair.\"").repeat(n)
    }),
    Kind::new("records with and without dates", "a.jsonl", |n| {
        each(n, |n| {
            let date = if n % 2 == 0 { format!("\"date\":\"2024-05-{:02}\",", 1 + n % 28) } else { String::new() };
            record(&format!(
                "{date}\"body\":\"The minister said that the bridge would be closed again for repair {}.\"",
                letters(n)
            ))
        })
    }),
    Kind::new("records that tell weekdays", "a.jsonl", |n| {
        each(n, |n| {
            record(&format!("\"body\":\"On Monday the town of {} was closed, and on 12 May it opened.\"", word(n)))
        })
    }),
    Kind::new("records of anniversaries", "a.jsonl", |n| {
        each(n, |n| record(&format!("\"body\":\"It is ten years since the fire of 12 May 2014 in {}.\"", word(n))))
    }),
    Kind::new("paragraphs of a record", "a.jsonl", |n| {
        record(&format!("\"body\":[{}]", list(n, |_| "\"a\"".to_owned())))
    }),
    Kind::new("one field many times", "a.json", |n| {
        format!("{{\"body\":\"It ran.\"{}}}", ",\"title\":\"T\"".repeat(n))
    }),
    Kind::new("fields that are unknown", "a.json", |n| {
        format!("{{\"title\":\"T\",\"body\":\"It ran.\"{}}}", each(n, |n| format!(",\"f{n}\":1")))
    }),
    Kind::new("lists in lists", "a.json", |n| format!("{}{}", "[".repeat(n), "]".repeat(n))),
    Kind::new("objects in objects", "a.json", |n| format!("{}1{}", "{\"a\":".repeat(n), "}".repeat(n))),
    Kind::new("escapes in a record", "a.jsonl", |n| record(&format!("\"body\":\"{}\"", "\\u00e9".repeat(n)))),
    Kind::new("halves of pairs in a record", "a.jsonl", |n| record(&format!("\"body\":\"{}\"", "\\ud800".repeat(n)))),
    Kind::new("columns of a table", "a.csv", |n| {
        format!("{},title,body\n{},T,It ran.\n", list(n, |n| format!("c{n}")), ",".repeat(n.saturating_sub(1)))
    }),
    Kind::new("cell that does not end", "a.csv", |n| format!("title,body\n{}", "\"a,".repeat(n))),
    Kind::new("rows of a file", "a.csv", |n| {
        format!("title,body\n{}", each(n, |n| format!("T,{} ran.\n", letters(n))))
    }),
    Kind::new("items of a feed", "a.xml", |n| {
        let item = |n| format!("<item><title>T {0}</title><description>{0} ran.</description></item>", letters(n));
        format!("<rss><channel>{}</channel></rss>", each(n, item))
    }),
    Kind::new("elements of a feed in one another", "a.xml", |n| {
        format!("<rss><channel><item><title>T</title><description>x</description>{}", "<a>".repeat(n))
    }),
    Kind::new("sections of a feed that do not end", "a.xml", |n| {
        format!("<rss><channel><item><title>T</title><description>{}", "<![CDATA[".repeat(n))
    }),
    Kind::new("namespaces of a feed", "a.xml", |n| {
        feed("").replace("<rss ", &format!("<rss {} ", each(n, |n| format!(" xmlns:a{n}=\"u{n}\""))))
    }),
    Kind::new("parts of a message", "a.mhtml", |n| {
        format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n{}--b--\n",
            "--b\nContent-Type: text/html\n\n<p>It ran.\n".repeat(n)
        )
    }),
    Kind::new("messages in messages", "a.mhtml", |n| {
        let part = |n| format!("--b{n}\nContent-Type: multipart/mixed; boundary=\"b{}\"\n\n", n + 1);
        format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b0\"\n\n{}--b{n}\nContent-Type: text/html\n\n<p>It ran.\n",
            each(n, part)
        )
    }),
    Kind::new("headers of a message", "a.mhtml", |n| {
        format!("MIME-Version: 1.0\n{}\n\n<p>It ran.\n", each(n, |n| format!("X-{n}: a\n")))
    }),
    Kind::new("records of a web archive", "a.warc", |n| {
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 20\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx\r\n\r\n".repeat(n)
    }),
    Kind::new("broken lines of a web archive", "a.warc", |n| format!("WARC/1.0\n{}", "x\n".repeat(n))),
    Kind::bytes("entries of an archive", "a.zip", |n| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for at in 0..n {
            archive.start_file(format!("d/{at}.txt"), options).expect("the name is short");
            write!(archive, "Headline {0}\n\nThe text of {0} is here.", letters(at)).expect("memory is there");
        }
        archive.finish().expect("memory is there").into_inner()
    }),
];

/// All kinds of `corpus.toml`.
pub const SIDECAR_KINDS: &[Kind] = &[
    Kind::sidecar("merges in a chain", |n| {
        let entry = |n| format!("[[actor]]\nid = \"a{n}\"\nname = \"Aa{n}\"\nmerge_into = \"a{}\"\n", n + 1);
        (plain("Jane Doe spoke. ", 1), each(n, entry))
    }),
    Kind::sidecar("merges in a circle", |n| {
        let entry = |at| format!("[[actor]]\nid = \"a{at}\"\nname = \"Aa{at}\"\nmerge_into = \"a{}\"\n", (at + 1) % n);
        (plain("Jane Doe spoke. ", 1), each(n, entry))
    }),
    Kind::sidecar("merges of actors that the text names", |n| {
        let entry = |n| format!("[[actor]]\nname = \"Jane {}\"\nmerge_into = \"Jane {}\"\n", word(n), word(n + 1));
        (plain_each(n, |n| format!("Jane {} spoke. ", word(n))), each(n, entry))
    }),
    Kind::sidecar("aliases of one actor", |n| {
        let aliases = list(n, |n| format!("\"Al {}\"", word(n)));
        (plain("Jane Doe spoke. ", 1), format!("[[actor]]\nname = \"Jane Doe\"\naliases = [{aliases}]\n"))
    }),
    Kind::sidecar("aliases that begin alike", |n| {
        // The aliases grow as the root of the length, so that the whole grows in proportion to it.
        let root = (n as f64).sqrt() as usize + 1;
        let aliases = list(root, |n| format!("\"{}B\"", "Aa ".repeat(n + 1)));
        (plain("Aa ", n), format!("[[actor]]\nname = \"Jane Doe\"\naliases = [{aliases}]\n"))
    }),
    Kind::sidecar("actors", |n| {
        (
            plain_each(n, |n| format!("Jane {} spoke. ", word(n))),
            each(n, |n| format!("[[actor]]\nname = \"Jane {}\"\n", word(n))),
        )
    }),
    Kind::sidecar("actors with one alias", |n| {
        let entry = |n| format!("[[actor]]\nname = \"Jane {}\"\naliases = [\"Jane\"]\n", word(n));
        (plain("Jane spoke. ", n), each(n, entry))
    }),
    Kind::sidecar("facts of documents that are not there", |n| {
        (plain("Jane Doe spoke. ", 1), each(n, |n| format!("[[document]]\nfile = \"x{n}.txt\"\ntitle = \"T\"\n")))
    }),
    Kind::sidecar("facts of one document", |n| {
        (plain("Jane Doe spoke. ", 1), "[[document]]\nfile = \"a.txt\"\ntitle = \"T\"\n".repeat(n))
    }),
    Kind::sidecar("facts of one document that add up", |n| {
        (plain("Jane Doe spoke. ", 1), each(n, |n| format!("[[document]]\nfile = \"a.txt\"\nremove = [\"x{n}\"]\n")))
    }),
    Kind::sidecar("outlets", |n| {
        let entry = |n| format!("[[outlet]]\nname = \"O{n}\"\ndomains = [\"e{n}.example\"]\n");
        (plain("Jane Doe spoke. ", 1), each(n, entry))
    }),
    Kind::sidecar("paragraphs to remove", |n| {
        let paragraph = |n| format!("Paragraph {} of the text.", letters(n));
        let removed = list(n, |n| format!("\"{}\"", paragraph(n)));
        (plain_each(n, |n| paragraph(n) + "\n\n"), format!("[[document]]\nfile = \"a.txt\"\nremove = [{removed}]\n"))
    }),
    Kind::sidecar("pieces to keep", |n| {
        let kept = list(n, |n| format!("{{text = \"Read more: {}\", before = 0}}", letters(n)));
        (
            plain("It ran again, the company said.\n\n", 1) + &each(n, |n| format!("Read more: {}\n\n", letters(n))),
            format!("[[document]]\nfile = \"a.txt\"\nkeep = [{kept}]\n"),
        )
    }),
    Kind::sidecar("lists in lists", |n| (plain("It ran. ", 1), format!("x = {}{}\n", "[".repeat(n), "]".repeat(n)))),
    Kind::sidecar("names in names", |n| (plain("It ran. ", 1), format!("a{} = 1\n", ".a".repeat(n)))),
    Kind::sidecar("tables in tables", |n| {
        (plain("It ran. ", 1), each(n, |n| format!("[{}k{n}]\n", "a.".repeat(n % 40))))
    }),
];
