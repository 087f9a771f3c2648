//! Notices that ask for consent, by the matters that they bring together, in the words of many languages.

/// The matters of such notices, each with the beginnings of its words in lower case.
#[rustfmt::skip]
const MATTERS: [&[&str]; 4] = [
    // What is stored.
    &["cookie", "クッキー", "쿠키", "çerez", "sütik", "süti ", "piškot", "kolačić", "informasjonskapsl", "evästei", "vafrakök"],
    // What is asked for.
    &[
        "consent", "zustimmung", "einwilligung", "zustimmen", "consentement", "consentir", "consentimiento", "consentimento", "consenso",
        "toestemming", "souhlas", "súhlas", "zgod", "samtyck", "samtykke", "suostumu", "hozzájárul", "согласи", "согласен", "згод", "onay", "rıza",
        "συγκατάθεσ", "同意", "동의", "pristan", "acord",
    ],
    // What it is about.
    &[
        "personal data", "personal information", "personenbezogen", "données personnelles", "données à caractère personnel", "datos personales",
        "dados pessoais", "dati personali", "persoonsgegevens", "osobních údajů", "osobné údaje", "osobných údajov", "danych osobowych",
        "personuppgifter", "personopplysninger", "persondata", "personoplysninger", "henkilötie", "személyes adat", "персональных данных", "персональних даних",
        "kişisel veri", "προσωπικά δεδομένα", "προσωπικών δεδομένων", "個人情報", "个人信息", "개인정보", "osobnih podataka", "date cu caracter personal",
        "privacy", "datenschutz",
    ],
    // Who uses it, and for what.
    &[
        "partner", "vendor", "third part", "drittanbieter", "partenaire", "fournisseur", "socios", "parceiros", "terceros", "terze parti", "anbieter",
        "advertis", "personali", "personnalis", "werbung", "publicit", "reklam", "technolog", "on your device", "auf ihrem gerät", "this website", "this site",
        "unsere website", "diese website", "ce site", "este sitio", "este site", "questo sito", "deze website", "tento web", "táto stránka", "ta strona",
    ],
];

/// A notice brings together at least so many matters, storage or consent among them.
const MIN_MATTERS: usize = 2;

/// Whether a text asks for consent to what a page stores, or tells of it.
pub fn asks_for_consent(text: &str) -> bool {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let [stored, asked, about, whom] = MATTERS.map(has);
    let n = [stored, asked, about, whom].into_iter().filter(|has| *has).count();
    n >= MIN_MATTERS && (stored || asked && about)
}

#[cfg(test)]
mod tests {
    use super::asks_for_consent;

    #[test]
    fn notices_are_told_from_news() {
        for notice in [
            "Wir benötigen Ihre Zustimmung, bevor Sie diese Seite besuchen. Wir verwenden Cookies und andere Technologien.",
            "oldport.example vous demande de consentir à l’utilisation de vos données personnelles pour ces finalités :",
            "This website uses cookies to give you the best experience.",
            "Potřebujeme váš souhlas se zpracováním osobních údajů a souborů cookie.",
            "Bu sitede çerezler ve kişisel veriler kullanılır.",
            "当サイトではクッキーを使用し、個人情報を扱います。",
        ] {
            assert!(asks_for_consent(notice), "{notice}");
        }
        for news in [
            "The best cookies with chocolate chips",
            "Parliament gave its consent to the treaty with the partners of the union.",
            "A new law on personal data worries advertisers",
            "Der Minister verweigerte seine Zustimmung.",
        ] {
            assert!(!asks_for_consent(news), "{news}");
        }
    }
}
