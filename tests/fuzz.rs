//! A few seconds of fuzzing with every run of the tests: valid files and queries, changed at random but reproducibly,
//! through the harness of `cargo fuzz`.

#[path = "../fuzz/src/harness.rs"]
mod harness;

use std::time::{Duration, Instant};

/// More memory than any of this needs, in bytes.
const TOO_MUCH: u64 = 2 << 30;

/// A pseudo-random number generator (Marsaglia's xorshift, 2003).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }

    /// Changes some bytes: replaces, inserts, removes, repeats.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        const TELLING: [u8; 8] = [0, 1, 0x7f, 0x80, 0xff, 0xfe, b'"', b'('];
        for _ in 0..=self.throw(6) {
            let at = self.throw(bytes.len() + 1);
            let value = if self.throw(2) == 0 { TELLING[self.throw(8)] } else { self.throw(256) as u8 };
            match self.throw(6) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, value),
                2 if at < bytes.len() => drop(bytes.remove(at)),
                3 => {
                    let part = bytes[at..bytes.len().min(at + self.throw(40))].to_vec();
                    let to = self.throw(bytes.len() + 1);
                    bytes.splice(to..to, part);
                }
                _ if at < bytes.len() => bytes[at] = value,
                _ => bytes.push(value),
            }
        }
    }
}

/// The peak memory of this process, if the system reports it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmPeak:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() << 10
}

#[test]
fn decoders_stand_any_bytes() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let files = harness::files();
    let before = peak();
    let find = |kind: &str| {
        let file = files.iter().find(|(name, _)| name.starts_with(&format!("{kind}."))).unwrap();
        file.1.clone()
    };
    let with_length =
        |bytes: Vec<u8>| [vec![0x80 | (bytes.len() as u8 & 0x7f), (bytes.len() >> 7) as u8], bytes].concat();
    let columns = ["atlas", "ids", "singles", "lists"].map(|kind| with_length(find(kind))).concat();
    let seeds = [
        columns,
        find("words"),
        find("text-shelf"),
        find("lexicon"),
        find("postings"),
        find("postings"),
        find("positions"),
        find("texts"),
        find("cards"),
        find("manifest"),
    ];
    for round in 0..12_000usize {
        let kind = round % seeds.len();
        let mut bytes = seeds[kind].clone();
        if round >= seeds.len() {
            dice.change(&mut bytes);
        }
        bytes.insert(0, (kind + seeds.len() * dice.throw(20)) as u8);
        harness::decode(&bytes);
    }
    assert!(peak() - before < TOO_MUCH, "{} MB", (peak() - before) >> 20);
}

#[test]
fn a_damaged_bundle_breaks_nothing() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let before = peak();
    for _ in 0..400 {
        let edits: Vec<u8> = (0..4 * (1 + dice.throw(4))).map(|_| dice.throw(256) as u8).collect();
        harness::ask_damaged(&edits);
    }
    assert!(peak() - before < TOO_MUCH, "{} MB", (peak() - before) >> 20);
}

#[test]
fn queries_may_hold_anything() {
    const SEEDS: [&str; 12] = [
        "harbour strike",
        "\"harbour strike\" -north",
        "(harbour OR strike) AND shut",
        "title:ports actor:\"ada byron\" outlet:alder",
        "\"strike harbour\"~3",
        "grév* NOT 港口",
        "港口罢工",
        "title:(ports OR 港) body:häfen",
        "hrabour",
        "“nouvelle journée”",
        "q=harbour&actor=ada-byron&from=2024-01-01&side1=q%3Da",
        "((((((((a)))))))) OR -(b -c)",
    ];
    let mut dice = Dice(0xdead_beef_cafe_f00d);
    for round in 0..4000usize {
        let mut bytes = SEEDS[round % SEEDS.len()].as_bytes().to_vec();
        if round >= SEEDS.len() {
            dice.change(&mut bytes);
        }
        bytes.insert(0, dice.throw(4) as u8);
        harness::ask(&bytes);
    }
}

/// Runs a target on changed seeds: a few hundred times, or for the seconds that `DATELINE_FUZZ_SECONDS` states.
fn fuzz(seed: u64, seeds: &[&str], target: impl Fn(&[u8])) {
    let seconds = std::env::var("DATELINE_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let limit = seconds.map(Duration::from_secs);
    let start = Instant::now();
    let mut dice = Dice(seed);
    let mut n_rounds = 0;
    while limit.map_or(n_rounds < 300, |limit| start.elapsed() < limit) {
        let mut bytes = seeds[n_rounds % seeds.len()].as_bytes().to_vec();
        if n_rounds >= seeds.len() {
            // Parts of two seeds, one of them many times: what is harmless once may not be so in large numbers.
            let other = seeds[dice.throw(seeds.len())].as_bytes();
            let start = dice.throw(other.len());
            let part = &other[start..other.len().min(start + 1 + dice.throw(60))];
            let times = if dice.throw(4) == 0 { dice.throw(400) } else { dice.throw(3) };
            let at = dice.throw(bytes.len() + 1);
            bytes.splice(at..at, part.repeat(times));
            for _ in 0..dice.throw(4) {
                dice.change(&mut bytes);
            }
        }
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| target(&bytes))).is_err() {
            panic!("found by {:?}", String::from_utf8_lossy(&bytes));
        }
        n_rounds += 1;
    }
    eprintln!("{n_rounds} documents in {:?}", start.elapsed());
}

const PAGES: [&str; 4] = [
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry runs again | Alder Post</title>\
     <meta property=og:site_name content=\"Alder Post\"><meta property=article:published_time content=2024-05-12>\
     <script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"Ann Lee\"}]}</script></head>\
     <body><nav><a href=/>Home</a></nav><article><h1>Ferry runs again</h1><p class=byline>By Ann Lee, 12 May 2024</p>\
     <p>The ferry runs again, said Ada Byron of the Harbour Union on Monday. &ldquo;It is so,&rdquo; she told Reuters.</p>\
     <p>Ten years ago, it sank.</p></article><footer>&copy; Alder</footer></body></html>",
    "<table><tr><td>Datum<td>2024-05-12</table><div lang=de><h2>Fähre fährt</h2><p>„Das ist so“, sagte Ministerin Petra Holub \
     der Zeitung. <b>Mehr</b><br><br>Lesen Sie auch: <a href=x>Hafen</a></div>",
    "<html lang=cs><p>Ministr Michal Redl řekl: „Ano.“ S ministrem Michalem Redlem mluvila agentura ČTK.</p><ul><li>a<li>b</ul>",
    "<html lang=ja><title>港</title><p>田中健太首相は「はい」と述べた。田中氏は5月12日、東京で語った。</p><dl><dt>a<dd>b</dl>",
];

const TEXTS: [&str; 5] = [
    "Ferry runs again\nBy Ann Lee\n12 May 2024\n\nThe ferry runs again, said Ada Byron of the Harbour Union (HU) on Monday.\n\n\
     \"It is so,\" she told Reuters. \"And it will be so.\"\n\nTen years ago, on 12 May 2014, it sank. The HU was not there.\n",
    "Паром\n\n— Это так, — сказал министр Иван Петров. Встреча с министром Иваном Петровым прошла 12 мая 2024 года.\n",
    "윤서진 의원은 반대했다. 윤 의원은 \"그렇다\"고 말했다. 북한이 5월 12일 발사했다고 연합뉴스가 보도했다.\n",
    "นายกรัฐมนตรี กล่าวว่า “ใช่” เมื่อวันที่ 12 พฤษภาคม 2567\n\nข่าว\n",
    "习近平说：“会的。”5月12日，新华社报道。外交部部长王毅表示，会议于周一举行。\n",
];

#[test]
fn any_page_is_read_in_bounded_time() {
    fuzz(0x1f83_d9ab_fb41_bd6b, &PAGES, harness::read_page);
}

#[test]
fn any_text_is_read_in_bounded_time() {
    fuzz(0x5be0_cd19_137e_2179, &TEXTS, harness::read_text);
}

#[test]
fn any_records_are_read_in_bounded_time() {
    const SEEDS: [&str; 3] = [
        "{\"id\":\"a\",\"title\":\"Ferry\",\"date\":\"2024-05-12\",\"outlet\":\"Alder\",\"url\":\"https://alder.example/a\",\
         \"authors\":[\"Ann Lee\"],\"actors\":[{\"name\":\"Ada Byron\",\"kind\":\"person\"},\"Harbour Union\"],\
         \"body\":[\"Ada Byron ran.\",\"\\u201cIt is so\\u201d, she said.\"]}\n{\"title\":\"T\",\"body\":\"\\ud83d\"}\n",
        "{\"id\":\"a\",\"source\":\"a.txt\",\"url\":null,\"title\":{\"value\":\"Ferry\",\"basis\":\"stated\"},\"date\":null,\
         \"collected\":null,\"outlet\":null,\"authors\":[],\"section\":null,\"language\":\"en\",\"body\":[\"Ada Byron ran.\"],\
         \"removed\":[],\"actors\":[{\"id\":\"ada-byron\",\"name\":\"Ada Byron\",\"kind\":\"person\",\"mentions\":\
         [{\"paragraph\":0,\"start\":0,\"end\":9}]}],\"cites\":[],\"quotes\":[],\"warnings\":[]}\n",
        "{\"headline\":\"Ferry\",\"text\":1e999,\"published\":1715500000,\"tags\":[1,[2,{\"a\":null}]]}\n",
    ];
    fuzz(0x9b05_688c_2b3e_6c1f, &SEEDS, harness::read_records);
}

#[test]
fn any_sidecar_is_read_in_bounded_time() {
    const SEEDS: [&str; 2] = [
        "title = \"A\"\n[[document]]\nfile = \"a.txt\"\ndate = \"2024-05\"\nremove = [\"It is\"]\nkeep = [{text = \"x\", before = 0}]\n\
         [[actor]]\nname = \"Ada Byron\"\naliases = [\"Byron\", \"AB\", \"Byr*\"]\nkind = \"person\"\n[[actor]]\nid = \"ada-byron\"\n\
         merge_into = \"harbour-union\"\n[[outlet]]\nname = \"Alder Post\"\ndomains = [\"alder.example\"]\n",
        "[[actor]]\nid = \"a\"\nmerge_into = \"b\"\n[[actor]]\nid = \"b\"\nmerge_into = \"a\"\nignore = true\nrename = \"\"\n",
    ];
    fuzz(0x510e_527f_ade6_82d1, &SEEDS, harness::read_sidecar);
}

#[test]
fn any_document_is_read_in_bounded_time() {
    const SEEDS: [&str; 5] = [
        "\u{4}title,date,body,authors\nFerry,2024-05-12,\"It ran, again.\",\"Ann Lee; Bo Li\"\n",
        "\u{5}<rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Alder</title><item><title>Ferry</title>\
         <dc:creator>Ann Lee</dc:creator><pubDate>Sun, 12 May 2024 10:00:00 GMT</pubDate><description><![CDATA[<p>It ran.]]>\
         </description></item></channel></rss>",
        "\u{6}# Ferry runs\n\n*By Ann Lee*, 12 May 2024\n\n> It ran.\n\n- a\n- [b](c)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "\u{7}MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=utf-8\n\
         Content-Transfer-Encoding: quoted-printable\nContent-Location: https://alder.example/a\n\n<h1>Ferry</h1><p>It =C3=A9 ran.\n\
         --b--\n",
        "\u{3}[{\"title\":\"Ferry\",\"body\":\"It ran.\"},{\"title\":\"T\",\"body\":[\"a\",\"b\"]}]",
    ];
    fuzz(0x3c6e_f372_fe94_f82b, &SEEDS, harness::read);
}

#[test]
fn any_export_is_read_in_bounded_time() {
    const SEEDS: [&str; 12] = [
        "\u{0}1 of 2 DOCUMENTS\n\nQuay News\n\nMay 4, 2019 Saturday\n\nTwo boats\n\nBYLINE: Ann Lee\n\nLENGTH: 5 words\n\nOne sank.\n\n\
         LOAD-DATE: May 5, 2019\n\n2 of 2 DOCUMENTS\n\nQuay News\n\nMay 5, 2019 Sunday\n\nA gale\n\nLENGTH: 2 words\n\nIt blew.\n",
        "\u{0}TY  - NEWS\nTI  - Two boats\nAU  - Lee, Ann\nPY  - 2019/05/04\nT2  - Quay News\nAB  - One sank.\nN1  - x\nER  - \n",
        "\u{0}@article{a, title = {Two {boats}}, author = \"Lee, Ann and Bo Li\", year = 2019, journal = {Quay \\'e}, abstract = {One.}}\n",
        "\u{1}<html><body><article><div class=\"titreArticleVisu\">Two boats</div><p>One sank.</p></article><hr><table><tr><td>HD</td>\
         <td>Two boats</td></tr><tr><td>PD</td><td>4 May 2019</td></tr><tr><td>LP</td><td>One sank.</td></tr></table></body></html>",
        "\u{2}<NewsML><NewsItem><NewsManagement><FirstCreated>20240304T101500Z</FirstCreated></NewsManagement><NewsComponent><NewsLines>\
         <HeadLine>Two boats</HeadLine></NewsLines><ContentItem><DataContent><p>One sank.</p></DataContent></ContentItem></NewsComponent>\
         </NewsItem></NewsML>",
        "\u{2}<newsItem guid='a'><contentMeta><headline>Two boats</headline></contentMeta><contentSet><inlineXML><html><body><p>One.</p>\
         </body></html></inlineXML></contentSet></newsItem>",
        "\u{2}<alto><TextBlock ID='b'><TextLine><String CONTENT='One' WC='0.4' SUBS_TYPE='HypPart1'/></TextLine></TextBlock></alto>",
        "\u{2}<en-export><note><title>Two boats</title><created>20190504T100000Z</created><content><![CDATA[<en-note><p>One.</p></en-note>]]>\
         </content></note></en-export>",
        "\u{3}{\"name\":\"Quay\",\"type\":\"public_channel\",\"id\":1,\"messages\":[{\"id\":1,\"type\":\"message\",\"date\":\
         \"2019-05-04T10:00:00\",\"from\":\"Quay\",\"text\":[\"One \",{\"type\":\"bold\",\"text\":\"sank\"},\".\"]}]}",
        "\u{3}{\"response\":{\"total\":1,\"results\":[{\"id\":\"a\",\"webTitle\":\"Two boats\",\"webPublicationDate\":\"2019-05-04T10:00:00Z\",\
         \"fields\":{\"bodyText\":\"One sank.\"}}]}}",
        "\u{4}{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\b Two boats}\\par One \\'e9 \\u8212? sank.\\par{\\*\\x y}}",
        "\u{5}From a Sat May  4 10:00:00 2019\nFrom: \"Quay\" <a@b.example>\nSubject: =?utf-8?q?Zw=C3=B6lf?=\nDate: Sat, 4 May 2019 10:00:00 +0000\n\
         \nOne sank.\n>From here\n\nFrom a Sat May  4 10:00:00 2019\nSubject: A gale\n\nIt blew.\n",
    ];
    fuzz(0x1f83_d9ab_5be0_cd19, &SEEDS, harness::read_export);
}

#[test]
fn any_office_document_is_read_in_bounded_time() {
    const SEEDS: [&str; 4] = [
        "\u{0}<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Two boats</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>One</w:t><w:tab/><w:br/></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:del><w:r><w:delText>x</w:delText>\
         </w:r></w:del><w:bookmarkStart w:name=\"Bookmark_1\"/></w:p></w:body></w:document>",
        "\u{1}<office:document-content><office:body><office:text><text:h text:outline-level=\"1\">Two boats</text:h><text:p>One<text:s text:c=\"9\"/>\
         <text:note>x</text:note> sank.</text:p><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
         </table:table-row></table:table></office:text></office:body></office:document-content>",
        "\u{2}<html><head><title>Two boats</title></head><body><h1>Two boats</h1><p>One of the boats sank at noon on Saturday, and the other one \
         was towed into the harbour of the town, where its crew of four was looked after by people who had seen what had happened from the quay, \
         the harbour master said.</p></body></html>",
        "\u{3}BT /F1 20 Tf 50 700 Td (Two boats) Tj ET q 1 0 0 1 0 0 cm BT /F1 10 Tf 12 TL 50 660 Td [(Two) -300 (boats)] TJ T* (sank.) ' ET Q \
         BI /W 1 /H 1 ID x EI 0 0 m 9 9 l S <</A[1 2]>> /X gs",
    ];
    fuzz(0x9b05_688c_1f83_d9ab, &SEEDS, harness::read_office);
}
