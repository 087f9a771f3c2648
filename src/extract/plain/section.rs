//! The section of an outlet that a text belongs to, if a line of its header names one.

use super::shape;

/// Whether the words are the name of a section, in any of many languages.
pub(super) fn is_section(text: &str) -> bool {
    shape::weight(text) <= 45 && SECTIONS.binary_search(&text.trim().to_lowercase().as_str()).is_ok()
}

/// Names of sections in lower case, sorted.
#[rustfmt::skip]
const SECTIONS: &[&str] = &[
    "africa", "ambiente", "americas", "américa", "analysis", "art", "arts", "asia", "ausland", "australia",
    "belföld", "bildung", "binnenland", "books", "brasil", "buitenland", "business", "canada", "china", "ciencia",
    "ciência", "climat", "climate", "comment", "crime", "cronaca", "cultura", "culture", "cultuur", "defence",
    "defense", "deportes", "desporto", "digital", "domov", "domácí", "débats", "dünya", "economia", "economics",
    "economie", "economy", "economía", "editorial", "educación", "education", "educação", "ekonomi", "ekonomika",
    "elections", "energy", "entertainment", "environment", "environnement", "españa", "esporte", "esportes",
    "esteri", "europe", "features", "feuilleton", "film", "finance", "finances", "finanza", "finanzas", "finanzen",
    "france", "gazdaság", "gesellschaft", "gesundheit", "gezondheid", "gospodarka", "gündem", "health",
    "human rights", "india", "indland", "inland", "innenriks", "inrikes", "internacional", "international",
    "investigations", "italia", "klima", "kraj", "kultur", "kultura", "kultúra", "külföld", "kültür",
    "latin america", "law", "lifestyle", "local", "lokales", "markets", "media", "meinung", "middle east", "monde",
    "mondo", "money", "mundo", "music", "médias", "nacional", "national", "nauka", "north america", "obituaries",
    "opinie", "opinion", "opinioni", "opinions", "opinião", "opinión", "panorama", "policy", "politica", "politics",
    "politiek", "politik", "politique", "polityka", "polska", "política", "portugal", "real estate", "regional",
    "reise", "régions", "salud", "salute", "santé", "saúde", "science", "sciences", "scienze", "security", "siyaset",
    "slovensko", "sociedad", "sociedade", "society", "società", "société", "spor", "sport", "sports", "style",
    "svet", "svět", "tech", "technik", "technologies", "technology", "tecnologia", "tecnología", "travel",
    "tudomány", "tv", "u.s.", "udland", "uk", "umwelt", "united kingdom", "united states", "us", "usa", "utenriks",
    "utrikes", "verden", "vetenskap", "világ", "voyage", "världen", "weather", "welt", "wereld", "wetenschap",
    "wetter", "wirtschaft", "wissenschaft", "world", "zahraničie", "zahraničí", "zdrowie", "économie", "éducation",
    "økonomi", "česko", "świat", "κοινωνία", "κόσμος", "οικονομία", "πολιτική", "πολιτισμός", "економіка",
    "культура", "мир", "наука", "общество", "политика", "політика", "происшествия", "світ", "спорт", "суспільство",
    "экономика", "スポーツ", "体育", "国内", "国际", "国際", "政治", "文化", "社会", "科技", "経済", "经济", "경제", "문화", "사회", "세계", "스포츠",
    "정치",
];

#[cfg(test)]
mod tests {
    use super::{SECTIONS, is_section};

    #[test]
    fn sections_are_told_from_other_words_of_menus() {
        assert!(SECTIONS.is_sorted());
        assert!(is_section("World") && is_section("Wirtschaft") && is_section("国际"));
        assert!(!is_section("Home") && !is_section("Skip to content") && !is_section(""));
    }
}
