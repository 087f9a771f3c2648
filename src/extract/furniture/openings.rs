//! Words that open furniture among the paragraphs, where the line is short: a longer one may be a sentence.

use super::{Furniture, classify_opening};
use crate::model::RemovedKind;

/// A line that starts with these words and has at most so many words is furniture. Lower case, sorted.
#[rustfmt::skip]
const STARTS: &[(&str, usize, RemovedKind)] = &[
    ("(alle angaben ohne", 6, RemovedKind::Legal),
    ("(c) ", 30, RemovedKind::Legal),
    ("(credit:", 20, RemovedKind::Caption),
    ("(image", 30, RemovedKind::Caption),
    ("(noch keine bewertungen)", 5, RemovedKind::Share),
    ("[read:", 25, RemovedKind::Related),
    ("abb.", 60, RemovedKind::Caption),
    ("abbildung", 60, RemovedKind::Caption),
    ("add a comment", 10, RemovedKind::CommentForm),
    ("advertentie", 2, RemovedKind::Promotion),
    ("advertisement", 3, RemovedKind::Promotion),
    ("all rights reserved", 20, RemovedKind::Legal),
    ("alle angaben ohne gewähr", 6, RemovedKind::Legal),
    ("alle rechte vorbehalten", 20, RemovedKind::Legal),
    ("also on ", 12, RemovedKind::Related),
    ("also read", 30, RemovedKind::Related),
    ("also see", 25, RemovedKind::Related),
    ("annons", 1, RemovedKind::Promotion),
    ("anzeige", 2, RemovedKind::Promotion),
    ("article continues", 8, RemovedKind::Promotion),
    ("articles liés", 6, RemovedKind::Related),
    ("articoli correlati", 8, RemovedKind::Related),
    ("artikel teilen", 4, RemovedKind::Share),
    ("assine", 12, RemovedKind::Promotion),
    ("auch interessant", 25, RemovedKind::Related),
    ("auch spannend", 25, RemovedKind::Related),
    ("ayrıca bakınız", 12, RemovedKind::Related),
    ("beitrag teilen", 4, RemovedKind::Share),
    ("beitragsbild", 20, RemovedKind::Caption),
    ("bildnachweis", 30, RemovedKind::Caption),
    ("categories:", 40, RemovedKind::Navigation),
    ("category:", 20, RemovedKind::Navigation),
    ("ce site utilise", 40, RemovedKind::Legal),
    ("citation:", 60, RemovedKind::Other),
    ("click here", 12, RemovedKind::Related),
    ("comments (", 6, RemovedKind::CommentForm),
    ("compartilhar", 5, RemovedKind::Share),
    ("compartir", 5, RemovedKind::Share),
    ("condividi", 5, RemovedKind::Share),
    ("continue reading below", 8, RemovedKind::Promotion),
    ("das könnte dich auch", 12, RemovedKind::Related),
    ("das könnte euch auch", 12, RemovedKind::Related),
    ("das könnte sie auch", 12, RemovedKind::Related),
    ("das könnte sie interessieren", 12, RemovedKind::Related),
    ("das thema könnte", 12, RemovedKind::Related),
    ("datenschutz", 3, RemovedKind::Legal),
    ("der artikel wurde am", 40, RemovedKind::Header),
    ("der beitrag wurde am", 60, RemovedKind::Header),
    ("die aktuelle ausgabe", 8, RemovedKind::Promotion),
    ("diesen beitrag teilen", 5, RemovedKind::Share),
    ("dieser artikel enthält affiliate", 40, RemovedKind::Legal),
    ("dieser beitrag wurde", 60, RemovedKind::Header),
    ("dieser eintrag wurde", 60, RemovedKind::Header),
    ("disclaimer:", 60, RemovedKind::Legal),
    ("disclosure:", 60, RemovedKind::Legal),
    ("don't miss", 12, RemovedKind::Related),
    ("don't want to miss", 25, RemovedKind::Promotion),
    ("don’t miss", 12, RemovedKind::Related),
    ("drucken", 2, RemovedKind::Share),
    ("empfohlene artikel", 8, RemovedKind::Related),
    ("empfohlene beiträge", 8, RemovedKind::Related),
    ("enjoyed this", 25, RemovedKind::Promotion),
    ("estimated reading time", 8, RemovedKind::Header),
    ("etiquetas:", 40, RemovedKind::Navigation),
    ("except where otherwise", 40, RemovedKind::Legal),
    ("explore further", 4, RemovedKind::Related),
    ("figure 1:", 40, RemovedKind::Caption),
    ("filed under", 40, RemovedKind::Navigation),
    ("folge uns", 25, RemovedKind::Share),
    ("folgen sie uns", 25, RemovedKind::Share),
    ("follow me on", 20, RemovedKind::Share),
    ("follow us", 25, RemovedKind::Share),
    ("fonte:", 15, RemovedKind::Caption),
    ("for more information", 20, RemovedKind::Related),
    ("fotograf", 8, RemovedKind::Caption),
    ("fuente:", 15, RemovedKind::Caption),
    ("further reading", 6, RemovedKind::Related),
    ("für weitere informationen", 20, RemovedKind::Related),
    ("gefällt mir", 6, RemovedKind::Share),
    ("have a tip?", 45, RemovedKind::Promotion),
    ("hier geht es zu", 12, RemovedKind::Related),
    ("hier geht's zu", 12, RemovedKind::Related),
    ("hier klicken", 10, RemovedKind::Related),
    ("hinterlasse einen kommentar", 8, RemovedKind::CommentForm),
    ("hinweis der redaktion", 40, RemovedKind::Other),
    ("home >", 12, RemovedKind::Navigation),
    ("if you enjoyed", 40, RemovedKind::Promotion),
    ("if you liked", 40, RemovedKind::Promotion),
    ("ihre meinung", 8, RemovedKind::CommentForm),
    ("ilginizi çekebilir", 12, RemovedKind::Related),
    ("impressum", 3, RemovedKind::Legal),
    ("jetzt abonnieren", 12, RemovedKind::Promotion),
    ("jetzt anmelden", 12, RemovedKind::Promotion),
    ("join the conversation", 12, RemovedKind::CommentForm),
    ("join the discussion", 12, RemovedKind::CommentForm),
    ("join us on", 20, RemovedKind::Promotion),
    ("kategorie:", 30, RemovedKind::Navigation),
    ("kategorien:", 40, RemovedKind::Navigation),
    ("keywords:", 40, RemovedKind::Navigation),
    ("komentarze", 3, RemovedKind::CommentForm),
    ("kommentar hinterlassen", 8, RemovedKind::CommentForm),
    ("kommentar schreiben", 8, RemovedKind::CommentForm),
    ("kommentar verfassen", 8, RemovedKind::CommentForm),
    ("kommentare", 2, RemovedKind::CommentForm),
    ("kommentare (", 6, RemovedKind::CommentForm),
    ("kommentare anzeigen", 4, RemovedKind::CommentForm),
    ("kommentieren", 3, RemovedKind::CommentForm),
    ("latest news", 5, RemovedKind::Related),
    ("leave a reply", 10, RemovedKind::CommentForm),
    ("lesedauer", 6, RemovedKind::Header),
    ("lesetipp", 25, RemovedKind::Related),
    ("lesezeit", 6, RemovedKind::Header),
    ("lies auch", 25, RemovedKind::Related),
    ("like us on", 15, RemovedKind::Share),
    ("mehr artikel", 8, RemovedKind::Related),
    ("mehr aus", 8, RemovedKind::Related),
    ("mehr dazu", 14, RemovedKind::Related),
    ("mehr informationen", 14, RemovedKind::Related),
    ("mehr infos", 12, RemovedKind::Related),
    ("mehr lesen", 8, RemovedKind::Related),
    ("mehr zu ", 8, RemovedKind::Related),
    ("mehr zum thema", 12, RemovedKind::Related),
    ("meist gelesen", 5, RemovedKind::Related),
    ("meistgelesen", 5, RemovedKind::Related),
    ("more from", 12, RemovedKind::Related),
    ("more like this", 6, RemovedKind::Related),
    ("more news", 8, RemovedKind::Related),
    ("more on this", 10, RemovedKind::Related),
    ("more stories", 10, RemovedKind::Related),
    ("most popular", 6, RemovedKind::Related),
    ("most read", 6, RemovedKind::Related),
    ("mots-clés", 40, RemovedKind::Navigation),
    ("más información", 6, RemovedKind::Related),
    ("nach oben", 4, RemovedKind::Navigation),
    ("neueste artikel", 5, RemovedKind::Related),
    ("neueste beiträge", 5, RemovedKind::Related),
    ("never miss", 25, RemovedKind::Promotion),
    ("newsletter abonnieren", 12, RemovedKind::Promotion),
    ("next article", 8, RemovedKind::Navigation),
    ("next post", 8, RemovedKind::Navigation),
    ("noticias relacionadas", 8, RemovedKind::Related),
    ("notícias relacionadas", 8, RemovedKind::Related),
    ("nur für abonnenten", 6, RemovedKind::Promotion),
    ("nächster artikel", 8, RemovedKind::Navigation),
    ("olvassa el", 20, RemovedKind::Related),
    ("our standards:", 14, RemovedKind::Legal),
    ("partager", 5, RemovedKind::Share),
    ("passend dazu", 20, RemovedKind::Related),
    ("pdf |", 12, RemovedKind::Navigation),
    ("polecamy", 8, RemovedKind::Related),
    ("post a comment", 10, RemovedKind::CommentForm),
    ("posted in", 40, RemovedKind::Navigation),
    ("potrebbe interessarti", 12, RemovedKind::Related),
    ("pour accéder", 25, RemovedKind::Promotion),
    ("prenumerera", 12, RemovedKind::Promotion),
    ("previous article", 8, RemovedKind::Navigation),
    ("previous post", 8, RemovedKind::Navigation),
    ("print this", 6, RemovedKind::Share),
    ("pročitajte", 20, RemovedKind::Related),
    ("pubblicità", 2, RemovedKind::Promotion),
    ("publicidad", 2, RemovedKind::Promotion),
    ("publicité", 2, RemovedKind::Promotion),
    ("puede escribirnos", 20, RemovedKind::Share),
    ("quellen:", 20, RemovedKind::Other),
    ("read also", 30, RemovedKind::Related),
    ("read more", 30, RemovedKind::Related),
    ("read next", 30, RemovedKind::Related),
    ("read the original article", 10, RemovedKind::Related),
    ("read this next", 30, RemovedKind::Related),
    ("reading time", 6, RemovedKind::Header),
    ("recommended", 4, RemovedKind::Related),
    ("reklama", 2, RemovedKind::Promotion),
    ("related content", 6, RemovedKind::Related),
    ("related coverage", 6, RemovedKind::Related),
    ("related news", 6, RemovedKind::Related),
    ("related posts", 6, RemovedKind::Related),
    ("related stories", 6, RemovedKind::Related),
    ("related topics", 12, RemovedKind::Related),
    ("saiba mais", 12, RemovedKind::Related),
    ("schlagworte", 40, RemovedKind::Navigation),
    ("schlagwörter", 40, RemovedKind::Navigation),
    ("schon gelesen", 4, RemovedKind::Related),
    ("schreibe einen kommentar", 8, RemovedKind::CommentForm),
    ("screenshot:", 20, RemovedKind::Caption),
    ("see also", 25, RemovedKind::Related),
    ("see more", 10, RemovedKind::Related),
    ("seguici", 25, RemovedKind::Share),
    ("share:", 10, RemovedKind::Share),
    ("show comments", 4, RemovedKind::CommentForm),
    ("siga-nos", 25, RemovedKind::Share),
    ("sofern nicht anders", 40, RemovedKind::Legal),
    ("sponsored", 4, RemovedKind::Promotion),
    ("startseite >", 12, RemovedKind::Navigation),
    ("stichworte", 40, RemovedKind::Navigation),
    ("story continues below", 8, RemovedKind::Promotion),
    ("story highlights", 4, RemovedKind::Header),
    ("suivez-nous", 25, RemovedKind::Share),
    ("support us", 20, RemovedKind::Promotion),
    ("sur le même sujet", 10, RemovedKind::Related),
    ("symbolbild", 8, RemovedKind::Caption),
    ("síguenos", 25, RemovedKind::Share),
    ("tagged", 40, RemovedKind::Navigation),
    ("tagi:", 40, RemovedKind::Navigation),
    ("tags ", 40, RemovedKind::Navigation),
    ("tags:", 60, RemovedKind::Navigation),
    ("también te puede", 25, RemovedKind::Related),
    ("teilen", 4, RemovedKind::Share),
    ("terms of", 6, RemovedKind::Legal),
    ("the thomson reuters trust principles", 6, RemovedKind::Legal),
    ("themen:", 30, RemovedKind::Navigation),
    ("this article contains affiliate", 40, RemovedKind::Legal),
    ("this article was originally", 40, RemovedKind::Other),
    ("this document is subject to copyright", 60, RemovedKind::Legal),
    ("this entry was posted", 80, RemovedKind::Header),
    ("this post contains", 60, RemovedKind::Legal),
    ("this post was", 30, RemovedKind::Header),
    ("titelbild", 20, RemovedKind::Caption),
    ("todos los derechos", 20, RemovedKind::Legal),
    ("todos os direitos", 20, RemovedKind::Legal),
    ("top stories", 5, RemovedKind::Related),
    ("topics:", 30, RemovedKind::Navigation),
    ("tous droits réservés", 20, RemovedKind::Legal),
    ("transparenzhinweis", 40, RemovedKind::Legal),
    ("trending", 4, RemovedKind::Related),
    ("udostępnij", 5, RemovedKind::Share),
    ("unless otherwise noted", 40, RemovedKind::Legal),
    ("up next", 8, RemovedKind::Related),
    ("video:", 12, RemovedKind::Caption),
    ("view comments", 4, RemovedKind::CommentForm),
    ("volg ons", 25, RemovedKind::Share),
    ("vorheriger artikel", 8, RemovedKind::Navigation),
    ("vous aimerez aussi", 6, RemovedKind::Related),
    ("watch more", 15, RemovedKind::Related),
    ("weitere artikel", 8, RemovedKind::Related),
    ("weitere beiträge", 8, RemovedKind::Related),
    ("weitere informationen", 14, RemovedKind::Related),
    ("weitere infos", 12, RemovedKind::Related),
    ("weitere meldungen", 8, RemovedKind::Related),
    ("weitere nachrichten", 8, RemovedKind::Related),
    ("weitere themen", 6, RemovedKind::Related),
    ("weiterführende links", 8, RemovedKind::Related),
    ("weiterlesen", 14, RemovedKind::Related),
    ("wenn ihnen dieser", 40, RemovedKind::Promotion),
    ("werbung", 2, RemovedKind::Promotion),
    ("what to read next", 6, RemovedKind::Related),
    ("wszelkie prawa", 20, RemovedKind::Legal),
    ("you may also like", 8, RemovedKind::Related),
    ("you may like", 8, RemovedKind::Related),
    ("you might also like", 8, RemovedKind::Related),
    ("you might like", 8, RemovedKind::Related),
    ("your email address will not", 25, RemovedKind::CommentForm),
    ("zum artikel", 6, RemovedKind::Related),
    ("zum seitenanfang", 5, RemovedKind::Navigation),
    ("zum thema", 6, RemovedKind::Related),
    ("zur startseite", 5, RemovedKind::Navigation),
    ("zur übersicht", 5, RemovedKind::Navigation),
    ("à découvrir", 8, RemovedKind::Related),
    ("ähnliche artikel", 8, RemovedKind::Related),
    ("ähnliche beiträge", 8, RemovedKind::Related),
    ("ähnliche themen", 8, RemovedKind::Related),
    ("διαβάστε ακόμη", 30, RemovedKind::Related),
    ("комментарии", 3, RemovedKind::CommentForm),
    ("по теме", 6, RemovedKind::Related),
    ("поделиться", 5, RemovedKind::Share),
    ("реклама", 2, RemovedKind::Promotion),
    ("теги:", 40, RemovedKind::Navigation),
    ("あわせて読みたい", 12, RemovedKind::Related),
    ("相关新闻", 12, RemovedKind::Related),
    ("相关阅读", 12, RemovedKind::Related),
    ("関連記事", 12, RemovedKind::Related),
    ("관련기사", 12, RemovedKind::Related),
];

/// What a line of so many words is by its first words, if it is furniture.
pub fn classify_line(text: &str, words: usize) -> Option<RemovedKind> {
    if words > MAX_WORDS {
        return None;
    }
    listed(text, words).or_else(|| {
        let Furniture { kind, .. } = classify_opening(text)?;
        (words <= most_words(kind)).then_some(kind)
    })
}

/// No furniture that stands among the paragraphs has more words.
const MAX_WORDS: usize = 80;

/// How many words a line of this kind has at most, where nothing but its opening tells its kind.
fn most_words(kind: RemovedKind) -> usize {
    match kind {
        RemovedKind::Legal => 40,
        RemovedKind::Caption | RemovedKind::Related | RemovedKind::Promotion => 25,
        RemovedKind::Header => 16,
        _ => 10,
    }
}

fn listed(text: &str, words: usize) -> Option<RemovedKind> {
    let head: String = text.trim_start().chars().take(40).flat_map(char::to_lowercase).collect();
    let last = STARTS.partition_point(|(start, ..)| *start <= head.as_str());
    // A longer phrase may stand between the line and the phrase that it starts with.
    STARTS[..last]
        .iter()
        .rev()
        .take_while(|(start, ..)| start.chars().next() == head.chars().next())
        .find(|(start, most, _)| words <= *most && is_start(&head, start))
        .map(|(_, _, kind)| *kind)
}

/// Whether a line starts with a phrase, whose last word ends there.
fn is_start(head: &str, phrase: &str) -> bool {
    let Some(rest) = head.strip_prefix(phrase) else { return false };
    !phrase.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphabetic) || !phrase.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::{STARTS, classify_line};
    use crate::model::RemovedKind;

    #[test]
    fn the_table_is_sorted_and_in_lower_case() {
        assert!(STARTS.is_sorted_by_key(|(start, ..)| start));
        assert!(STARTS.iter().all(|(start, ..)| *start == start.to_lowercase()));
    }

    #[test]
    fn furniture_is_told_by_its_first_words_and_its_length() {
        assert_eq!(classify_line("Read more: another story", 4), Some(RemovedKind::Related));
        assert_eq!(classify_line("Anzeige", 1), Some(RemovedKind::Promotion));
        assert_eq!(classify_line("Anzeige gegen unbekannt erstattet", 4), None);
        assert_eq!(classify_line("Annonsblad", 1), None);
        assert_eq!(classify_line("相关阅读：北京", 3), Some(RemovedKind::Related));
    }
}
