//! Actors: whom an article mentions, and where.
//!
//! 1. [`scan`]: the text is split into words, and the [`Dictionary`]'s names are found in them, longest first.
//! 2. [`names`]: names that the dictionary does not know are recognised by their spelling and their context.
//! 3. [`resolve`]: surnames, titles ("the North Korean leader") and short names are resolved to full names.
//! 4. [`cites`]: outlets that the text relies on are distinguished from those it only mentions.
//!
//! Pronouns are never actors, and a mention never contains the `'s` of a possessive.

mod asides;
mod caseless;
pub(crate) mod cases;
mod cites;
mod dictionary;
mod east_asian;
mod homonyms;
mod local;
mod multilingual;
mod name_tree;
mod names;
mod office;
mod resolve;
mod scan;
pub(crate) mod tokens;
pub(crate) mod words;

pub use dictionary::{ActorEntry, Dictionary};

use resolve::Search;

use std::collections::{HashMap, HashSet};

use crate::language::Language;
use crate::model::{Article, ArticleActor, Mention};

/// Fills the article's `actors` and `cites`.
///
/// If the article already states actors, their mentions are located and none is added.
pub fn annotate(article: &mut Article, dictionary: &Dictionary) {
    let day = article.date.as_ref().map(|date| date.value.last_day());
    let stated = std::mem::take(&mut article.actors);
    let mut language = article.language.as_deref().and_then(Language::parse);
    let mut units = units(article, language);
    if language.is_none() && names::is_surely_english(&units) {
        language = Language::parse("en");
        units = self::units(article, language);
    }
    // If the actors are stated, the dictionary's names matter only for the outlets among them.
    if stated.is_empty() || units.iter().any(|unit| dictionary.may_name_outlet(&unit.tokens)) {
        units.iter_mut().for_each(|unit| unit.search(dictionary));
    }
    let own = article.outlet.as_ref().and_then(|own| cites::own_outlet(dictionary, own));
    let cites = cites::cites(&units, dictionary, own);
    let actors = if stated.is_empty() {
        let mut actors = resolve::resolve(&units, dictionary, day, language, Search::Everyone);
        // The article's own outlet is its author, and no actor in it.
        if let Some(own) = own.and_then(|own| dictionary.known(own)) {
            actors.retain(|actor| actor.id != own.id);
        }
        actors
    } else {
        let dictionary = dictionary.only(&stated);
        units.iter_mut().for_each(|unit| unit.search(&dictionary));
        let located = resolve::resolve(&units, &dictionary, day, language, Search::Dictionary);
        merged(stated, located)
    };
    article.actors = actors;
    article.cites = cites;
}

fn units(article: &Article, language: Option<Language>) -> Vec<scan::Unit<'_>> {
    article.texts().map(|(paragraph, text)| scan::Unit::new(paragraph, text, language)).collect()
}

/// The stated actors with the mentions that were located; those without a mention come last.
fn merged(stated: Vec<ArticleActor>, located: Vec<ArticleActor>) -> Vec<ArticleActor> {
    // Of several with one id, the first counts.
    let mut mentions: HashMap<String, Vec<Mention>> = HashMap::with_capacity(located.len());
    for found in located {
        mentions.entry(found.id).or_insert(found.mentions);
    }
    let mut seen = HashSet::with_capacity(stated.len());
    let mut merged: Vec<ArticleActor> = Vec::with_capacity(stated.len());
    for mut actor in stated {
        if !seen.insert(actor.id.clone()) {
            continue;
        }
        if let Some(found) = mentions.remove(&actor.id) {
            actor.mentions = found;
        }
        merged.push(actor);
    }
    merged.sort_by_key(|actor| actor.mentions.first().map_or((1, None), |mention| (0, Some(*mention))));
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorKind, DateBasis, PublicationDate, Title, TitleBasis};

    fn article(title: &str, body: &[&str]) -> Article {
        Article {
            title: Title { value: title.to_owned(), basis: TitleBasis::Stated },
            body: body.iter().map(|text| (*text).to_owned()).collect(),
            ..Article::default()
        }
    }

    /// `id: words, words; id: words` of an article's actors.
    fn shown(article: &Article) -> String {
        let words = |mention: &crate::model::Mention| {
            let text = article.text_at(mention.paragraph).unwrap();
            text[mention.start..mention.end].to_owned()
        };
        let show = |actor: &ArticleActor| {
            format!("{}: {}", actor.id, actor.mentions.iter().map(words).collect::<Vec<_>>().join(", "))
        };
        article.actors.iter().map(show).collect::<Vec<_>>().join("; ")
    }

    #[track_caller]
    fn check(body: &[&str], expected: &str) {
        check_in(None, body, expected);
    }

    #[track_caller]
    fn check_in(language: Option<&str>, body: &[&str], expected: &str) {
        let mut article = article("", body);
        article.language = language.map(str::to_owned);
        annotate(&mut article, &Dictionary::shipped());
        assert_eq!(shown(&article), expected);
    }

    #[test]
    fn names_end_where_their_language_ends_them() {
        check_in(
            Some("pt"),
            &["A pescadora Rita Leão dos Santos falou com o ministro Rui Prado da Silva. O barco é dela."],
            "rita-leao-dos-santos: Rita Leão dos Santos; rui-prado-da-silva: Rui Prado da Silva",
        );
        check_in(
            Some("es"),
            &["La vecina Lucía Prado de la Cruz no está de acuerdo con las obras."],
            "lucia-prado-de-la-cruz: Lucía Prado de la Cruz",
        );
        check_in(
            Some("nl"),
            &["Volgens badmeester Jorrin van der Meer is het water koud. Het bad blijft vandaag open."],
            "jorrin-van-der-meer: Jorrin van der Meer",
        );
        check_in(
            Some("tr"),
            &["Öğretmen Elif Taşkın'ın sınıfı iki yıl çalıştı. Taşkın'a göre okul hazır."],
            "elif-taskin: Elif Taşkın, Taşkın",
        );
        check_in(
            Some("id"),
            &["Menurut anggota DPR Sulis Wirawan, jembatan itu harus dirawat oleh kota."],
            "dpr: DPR; sulis-wirawan: Sulis Wirawan",
        );
        for (language, text, expected) in [
            ("no", "Kystlagets Mathias Sund mener at prisen er for høy.", "mathias-sund: Mathias Sund"),
            ("no", "Kaptein Ola Nordmann Berge styrte den første turen.", "ola-nordmann-berge: Ola Nordmann Berge"),
            ("sv", "Byalagets Helena Strand är kritisk till planen.", "helena-strand: Helena Strand"),
        ] {
            check_in(Some(language), &[text], expected);
        }
    }

    #[test]
    fn organisations_of_a_state_keep_its_adjective() {
        check_in(
            Some("de"),
            &["Auch die Deutsche Hafengesellschaft warnte. Der Rat folgte Anna Holt (KFD) am Montag nicht."],
            "deutsche-hafengesellschaft: Deutsche Hafengesellschaft; anna-holt: Anna Holt; kfd: KFD",
        );
        check_in(
            Some("ru"),
            &["Дело передали в Арбитражный суд. Решение Арбитражного суда обжалуют."],
            "arbitrazhnyy-sud: Арбитражный суд, Арбитражного суда",
        );
        check_in(
            Some("cs"),
            &["Stavbu zastavil Krajský soud. Rozhodnutí končící vláda zvažuje."],
            "krajsky-soud: Krajský soud",
        );
    }

    #[test]
    fn family_names_come_first_in_some_languages() {
        check_in(
            Some("hu"),
            &["Tegnap Halmi Zoltán a bíróságon beszélt. Halmi szerint a per elhúzódik."],
            "halmi-zoltan: Halmi Zoltán, Halmi",
        );
        check_in(
            Some("vi"),
            &["Công an khởi tố ông Nguyễn Văn Khải. Ông Khải nói rằng ông vô tội."],
            "nguyen-van-khai: Nguyễn Văn Khải, Khải",
        );
    }

    #[test]
    fn names_of_arabic_and_hindi_stand_beside_titles_and_verbs() {
        for (language, text, expected) in [
            (
                "ar",
                "أعلن وزير الموانئ فراس الحمداني خطة جديدة. وانتقدت منظمة الموانئ العالمية الخطة. وأكد الحمداني موقفه.",
                ["فراس الحمداني", "منظمة الموانئ العالمية"],
            ),
            (
                "hi",
                "नेता राकेश तिवारी ने कहा कि पुल बंद है। भारतीय नाविक संघ ने विरोध किया।",
                ["राकेश तिवारी", "भारतीय नाविक संघ"],
            ),
        ] {
            let mut article = article("", &[text]);
            article.language = Some(language.to_owned());
            annotate(&mut article, &Dictionary::shipped());
            let names: Vec<&str> = article.actors.iter().map(|actor| actor.name.as_str()).collect();
            assert_eq!(names, expected, "{text}");
        }
    }

    #[test]
    fn words_of_hindi_are_no_states() {
        check_in(Some("hi"), &["नए पुल की लागत पर सवाल उठे और काम पर रोक लगी।"], "");
    }

    #[test]
    fn capitals_demonyms_and_seats_mean_their_states() {
        check(
            &[
                "Pyongyang and Moscow agreed; the Kremlin and Ukrainian forces did not. Washington’s envoy met the U.K. side.",
            ],
            "north-korea: Pyongyang; russia: Moscow, Kremlin; ukraine: Ukrainian; united-states: Washington; united-kingdom: U.K.",
        );
        check(&["The Russia-Ukraine war goes on."], "russia: Russia; ukraine: Ukraine");
    }

    #[test]
    fn short_names_and_titles_mean_the_full_name() {
        check(
            &["North Korean leader Kim Jong-un spoke. Kim's words were short.", "The North Korean leader left."],
            "north-korea: North Korean; kim-jong-un: Kim Jong-un, Kim, North Korean leader",
        );
        check(
            &["»Wir haben gewonnen«, sagte Gewerkschaftschef Peter Brandt der Zeitung in Altstadt."],
            "peter-brandt: Peter Brandt",
        );
        check(
            &["Mayor Petra Holub opened the bridge.", "“It took years,” Holub said."],
            "petra-holub: Petra Holub, Holub",
        );
    }

    #[test]
    fn articles_that_lose_a_letter_are_no_part_of_a_name() {
        check(
            &["I ministri dell’Iran e d’Israele hanno incontrato il capo dell'Ucraina."],
            "iran: Iran; israel: Israele; ukraine: Ucraina",
        );
        check(&["L’OTAN n’a pas voulu commenter, a dit le porte-parole."], "nato: OTAN");
    }

    #[test]
    fn a_town_with_a_mayor_is_nobody() {
        check(
            &["The mayor of Newtown asked the state for money, and people of Oldport said that they had not seen it."],
            "",
        );
    }

    #[test]
    fn monsieur_is_no_initial_of_somebody_known_by_another_name() {
        check(
            &["Le ministre Carlos Prado a démissionné.", "M. Prado est parti. Le syndicat de M. Dupont reste."],
            "carlos-prado: Carlos Prado, M. Prado; m-dupont: M. Dupont",
        );
    }

    #[test]
    fn particles_of_korean_end_no_name() {
        check(
            &["북한이 발사했다고 연합뉴스가 보도했다. 중국에서는 시진핑은 말했다. 인도네시아도 논평했다. 서울대학교."],
            "north-korea: 북한이; yonhap: 연합뉴스가; china: 중국에서는; xi-jinping: 시진핑은; indonesia: 인도네시아도",
        );
    }

    #[test]
    fn small_german_words_behind_a_name_are_no_part_of_it() {
        check(
            &["Gestern lobte Anna Berg und Karl Thoma sah zu, sagte Petra Holub der Zeitung."],
            "anna-berg: Anna Berg; karl-thoma: Karl Thoma; petra-holub: Petra Holub",
        );
    }

    #[test]
    fn a_full_name_behind_an_office_is_a_name_of_its_own() {
        check(
            &[
                "The Secretary of Harbour Services Ola Reed met the Director of National Intelligence James Clapper on Monday.",
            ],
            "ola-reed: Ola Reed; james-clapper: James Clapper",
        );
        check(
            &["They heard that Democrat Bart Stupak and Harbour News' David Brody would vote for it in the end."],
            "bart-stupak: Bart Stupak; harbour-news: Harbour News; david-brody: David Brody",
        );
        check_in(
            Some("de"),
            &["Dort wird laut Trainer Peter Lindt Karl Breuer wegen einer Verletzung fehlen."],
            "peter-lindt: Peter Lindt; karl-breuer: Karl Breuer",
        );
    }

    #[test]
    fn a_single_word_without_a_sign_of_a_person_is_an_organisation() {
        let mut article = article(
            "",
            &["The train was late, and Quaycab said that it was sorry. Mr. Pell came. Pell said no to it."],
        );
        annotate(&mut article, &Dictionary::shipped());
        let kinds: Vec<_> = article.actors.iter().map(|actor| (actor.id.as_str(), actor.kind)).collect();
        assert_eq!(kinds, [("quaycab", ActorKind::Organisation), ("pell", ActorKind::Person)]);
        // Without a verb of saying anywhere, it is nobody, however often it occurs.
        check(&["They met in the wake of Pellton. The Pellton plan was old. It was the old Pellton again."], "");
        // The same line again is no repetition, and a headline in title case proves nothing.
        check(&["Quick Zebu Rescues Teen", "Quick Zebu Rescues Teen", "Quick Zebu Rescues Teen"], "");
    }

    #[test]
    fn a_place_before_the_given_name_of_somebody_is_a_nickname() {
        check(
            &["The critics of Mick Wallace called him Moscow Mick, and said that he had been there too often."],
            "mick-wallace: Mick Wallace, Moscow Mick",
        );
    }

    #[test]
    fn months_are_surnames_next_to_words_for_people() {
        check(
            &[
                "Geraldine May met the board in May. Officials who had travelled with May left. It was May 4. May said so.",
            ],
            "geraldine-may: Geraldine May, May, May",
        );
    }

    #[test]
    fn currencies_ships_and_seas_are_no_actors() {
        check(&["It cost BGN 20 million, later 30 BGN. The USS Holland sailed in the Gulf of Mexico for a year."], "");
    }

    #[test]
    fn initials_and_ordinals_belong_to_organisations() {
        check(
            &["He served in the 20th Armoured Brigade. The BOM warned of rain, as the Bureau of Meteorology does."],
            "20th-armoured-brigade: 20th Armoured Brigade; bureau-of-meteorology: BOM, Bureau of Meteorology",
        );
    }

    #[test]
    fn a_club_is_meant_by_its_place() {
        check_in(
            Some("de"),
            &[
                "Der FC Liverpool hat das Spiel verloren. Damit bleibt Liverpool Zweiter. In Liverpool regnete es am Montag.",
            ],
            "fc-liverpool: FC Liverpool, Liverpool; liverpool: Liverpool",
        );
    }

    #[test]
    fn endings_of_turkish_head_nouns_are_no_part_of_the_name() {
        let mut article = article(
            "",
            &[
                "İhbar üzerine bölgeye İzmir Orman Bölge Müdürlüğüne bağlı uçaklar sevk edildi. Yangın kontrol altına alındı.",
            ],
        );
        article.language = Some("tr".to_owned());
        annotate(&mut article, &Dictionary::shipped());
        let names: Vec<_> = article.actors.iter().map(|actor| (actor.name.as_str(), actor.kind)).collect();
        assert_eq!(names, [("İzmir Orman Bölge Müdürlüğü", ActorKind::Organisation)]);
    }

    #[test]
    fn an_article_without_its_vowel_begins_no_name() {
        check_in(
            Some("fr"),
            &["La facture serait lourde pour la ville. L’opposante Nadège Pruvost réclame une enquête."],
            "nadege-pruvost: Nadège Pruvost",
        );
    }

    #[test]
    fn a_ship_is_no_person_in_any_language() {
        check_in(Some("fr"), &["Il a été conduit à bord de l’USS Clara Marlow, qui faisait route vers Harwick."], "");
        check_in(Some("de"), &["Der Frachter folgte der USS Clara Marlow zwei Tage lang."], "");
        check_in(Some("es"), &["El buque USS Clara Marlow llegó al puerto el lunes."], "");
    }

    #[test]
    fn a_leader_is_known_by_the_day() {
        let mut dated = article("", &["The North Korean leader stayed away."]);
        let day = "2005-03-01".parse().unwrap();
        dated.date = Some(PublicationDate::new(day, DateBasis::Stated, ""));
        annotate(&mut dated, &Dictionary::shipped());
        assert_eq!(shown(&dated), "kim-jong-il: North Korean leader");
    }

    #[test]
    fn spellings_and_scripts_meet_in_one_actor() {
        for text in [
            "Zelensky spoke.",
            "Volodymyr Zelenskiy spoke.",
            "Präsident Selenskyj sprach.",
            "젤렌스키 대통령",
            "泽连斯基表示",
        ] {
            let mut article = article("", &[text]);
            annotate(&mut article, &Dictionary::shipped());
            assert!(article.actors.iter().any(|actor| actor.id == "volodymyr-zelenskyy"), "{text}");
        }
        check(&["北朝鮮はロシアに兵を送った。"], "north-korea: 北朝鮮; russia: ロシア");
        check(&["КНДР направила военных в Россию."], "north-korea: КНДР; russia: Россию");
    }

    #[test]
    fn homonyms_are_told_by_the_rest_of_the_article() {
        check(&["Georgia voted. In Atlanta it rained."], "georgia-u-s-state: Georgia; atlanta: Atlanta");
        check(&["Georgia voted. In Tbilisi it rained."], "georgia: Georgia, Tbilisi");
        check(&["Shell companies hid it. Independent Senator Ola Reed asked why."], "ola-reed: Ola Reed");
        check(&["WHO GETS IT NOW AND WHO LETS US DOWN"], "");
    }

    #[test]
    fn brackets_introduce_acronyms() {
        check(
            &["The Harbour Workers Union (HWU) went on strike.", "The HWU said it would last."],
            "harbour-workers-union: Harbour Workers Union, HWU, HWU",
        );
        check(&["Patients with atrial fibrillation (AF) and artificial pancreas (AP) use met. AP is new."], "");
    }

    #[test]
    fn hyphens_join_the_parts_of_a_given_name() {
        check(
            &["On the bridge Kim Min-jung met Kim Min-seok. Choi Yoon-seok and Marie-claire Dubosc said no."],
            "kim-min-jung: Kim Min-jung; kim-min-seok: Kim Min-seok; choi-yoon-seok: Choi Yoon-seok; marie-claire-dubosc: Marie-claire Dubosc",
        );
    }

    #[test]
    fn headlines_groups_and_pairs_are_no_people() {
        check(
            &["(RELATED: Ola Reed Announces City Run) The MPs and the Alawites waited for the SEALs to say more."],
            "ola-reed: Ola Reed",
        );
        check(
            &["On Monday Iowa Republicans asked the GOP Senate for more time to read it."],
            "iowa: Iowa; republican-party: Republicans, GOP; senate: Senate",
        );
        check(
            &[
                "The town of Vellmar, and Q&A How does it work? A walk down King Street. He is a socialist Both sides know.",
            ],
            "",
        );
    }

    #[test]
    fn the_own_outlet_and_credits_are_no_actors() {
        let mut own = article(
            "",
            &["In the end Ola Reed told NBC and CNN that it was over. Photograph: Eric Hill/AFP/Getty Images"],
        );
        own.outlet = Some(crate::model::OutletRef {
            id: "cnn".to_owned(),
            name: "CNN".to_owned(),
            basis: crate::model::OutletBasis::Stated,
            evidence: String::new(),
        });
        annotate(&mut own, &Dictionary::shipped());
        assert_eq!(shown(&own), "ola-reed: Ola Reed; nbc: NBC");
        assert_eq!(own.cites.iter().map(|cited| cited.id.as_str()).collect::<Vec<_>>(), ["nbc"]);
    }

    #[test]
    fn a_surname_behind_a_family_name_that_is_a_given_name_is_known() {
        check(&["Lee Gelernt spoke first. Gelernt said it would last."], "lee-gelernt: Lee Gelernt, Gelernt");
        check(&["Ola Reed Jr. spoke. Reed Jr. left."], "ola-reed-jr: Ola Reed Jr., Reed Jr.");
    }

    #[test]
    fn people_and_bodies_are_told_by_the_words_around_them() {
        check(
            &["Chief engineer Ravi Menon works for Northgate Power Ltd. in the north."],
            "ravi-menon: Ravi Menon; northgate-power-ltd: Northgate Power Ltd.",
        );
        check(
            &["The University of Vellmar and the Ministry of Roads met on Monday."],
            "university-of-vellmar: University of Vellmar; ministry-of-roads: Ministry of Roads",
        );
        check(&["They walked through the Kursk region on Tuesday, near Lake Orta."], "");
    }

    #[test]
    fn surnames_that_are_titles_elsewhere_are_surnames() {
        check(
            &[
                "On Monday and on Tuesday they saw Rep. Steve King, who was late, then met Sen. Barbara Boxer at her office and later spoke with David Duke.",
            ],
            "steve-king: Steve King; barbara-boxer: Barbara Boxer; david-duke: David Duke",
        );
        check(&["In the morning Senator Dean Heller spoke to the reporters."], "dean-heller: Dean Heller");
    }

    #[test]
    fn tags_storms_handles_and_pairs_are_nobody() {
        check(
            &["Ola Reed (R-Ky.) spoke of Hurricane Harvey and tweeted @OlaReedNews and #NeverReed."],
            "ola-reed: Ola Reed",
        );
        check(&["The Trump-Kim meeting was long."], "donald-trump: Trump");
        check(&["A Republican candidate was elected to the House by Democratic voters."], "");
    }

    #[test]
    fn one_person_with_and_without_an_initial_has_one_id() {
        check(&["Speaker Ola B. Reed spoke."], "ola-reed: Ola B. Reed");
        check(
            &["The House Ferries and Bridges Committee met again without coming to a decision about them."],
            "house-ferries-and-bridges-committee: House Ferries and Bridges Committee",
        );
    }

    #[test]
    fn pronouns_and_sentence_starts_are_nobody() {
        check(&["He said so. However, they left. Police came. It rained. I'm here."], "");
    }

    #[test]
    fn users_add_rename_merge_and_silence_actors() {
        let entry = |id: &str| ActorEntry { id: Some(id.to_owned()), ..ActorEntry::default() };
        let dictionary = Dictionary::shipped().extended(&[
            ActorEntry {
                name: Some("Grey Harbour Circle".to_owned()),
                kind: Some(ActorKind::Organisation),
                aliases: vec!["GHC".to_owned()],
                ..entry("ghc")
            },
            ActorEntry { merge_into: Some("vladimir-putin".to_owned()), ..entry("russia") },
            ActorEntry { ignore: true, ..entry("china") },
        ]);
        let mut article = article("", &["GHC met Russia and China."]);
        annotate(&mut article, &dictionary);
        assert_eq!(shown(&article), "ghc: GHC; vladimir-putin: Russia");
        assert_eq!(article.actors[1].name, "Vladimir Putin");
    }

    #[test]
    fn stated_actors_are_located_and_none_is_added() {
        let mut article = article("Kim and Putin", &["Kim Jong Un met Vladimir Putin. Ada Quill watched Kim."]);
        let stated = |id: &str, name: &str| ArticleActor {
            id: id.to_owned(),
            name: name.to_owned(),
            kind: ActorKind::Person,
            mentions: Vec::new(),
        };
        article.actors = vec![
            stated("nobody-there", "Nobody There"),
            stated("kim-jong-un", "Kim Jong Un"),
            stated("ada-quill", "Ada Quill"),
        ];
        annotate(&mut article, &Dictionary::shipped());
        assert_eq!(shown(&article), "kim-jong-un: Kim, Kim Jong Un, Kim; ada-quill: Ada Quill; nobody-there: ");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        #[test]
        fn prop_mentions_lie_on_boundaries_without_overlap(
            title in "[A-Z][a-z]{0,6} .{0,40}",
            body in proptest::collection::vec("([A-Z][a-z]{1,6}|U\\.S\\.|Kim|Jong|Un|of|the|University|said|Mr\\.|NATO|,|\\.|’s|-|Россия|北朝鮮|.){0,30}", 0..4),
        ) {
            let body: Vec<&str> = body.iter().map(String::as_str).collect();
            let mut article = article(&title, &body);
            annotate(&mut article, &Dictionary::shipped());
            crate::quotes::annotate(&mut article);
            let mut mentions: Vec<_> = article.actors.iter().flat_map(|actor| actor.mentions.iter().copied()).collect();
            mentions.sort();
            for mention in &mentions {
                let text = article.text_at(mention.paragraph).unwrap();
                proptest::prop_assert!(text.get(mention.start..mention.end).is_some_and(|words| !words.is_empty()));
            }
            for pair in mentions.windows(2) {
                proptest::prop_assert!(pair[0].paragraph < pair[1].paragraph || pair[0].end <= pair[1].start);
            }
        }
    }
}
