//! The names of the days of the week as news texts write them, by language.

use time::Weekday;

/// A language with its names of the seven days, in lower case: every form that follows "on".
pub(super) struct WeekdayNames {
    /// BCP 47 primary language.
    pub(super) language: &'static str,
    /// Monday to Sunday.
    pub(super) days: [&'static [&'static str]; 7],
}

/// Sorted by language.
#[rustfmt::skip]
pub(super) const WEEKDAY_NAMES: &[WeekdayNames] = &[
    WeekdayNames { language: "cs", days: [
        &["pondělí"], &["úterý"], &["středa", "středu"], &["čtvrtek"], &["pátek"], &["sobota", "sobotu"], &["neděle", "neděli"]] },
    WeekdayNames { language: "da", days: [
        &["mandag"], &["tirsdag"], &["onsdag"], &["torsdag"], &["fredag"], &["lørdag"], &["søndag"]] },
    WeekdayNames { language: "de", days: [
        &["montag", "montagabend", "montagmorgen", "montagnachmittag", "montagvormittag"],
        &["dienstag", "dienstagabend", "dienstagmorgen", "dienstagnachmittag", "dienstagvormittag"],
        &["mittwoch", "mittwochabend", "mittwochmorgen", "mittwochnachmittag", "mittwochvormittag"],
        &["donnerstag", "donnerstagabend", "donnerstagmorgen", "donnerstagnachmittag", "donnerstagvormittag"],
        &["freitag", "freitagabend", "freitagmorgen", "freitagnachmittag", "freitagvormittag"],
        &["samstag", "samstagabend", "samstagmorgen", "samstagnachmittag", "samstagvormittag", "sonnabend"],
        &["sonntag", "sonntagabend", "sonntagmorgen", "sonntagnachmittag", "sonntagvormittag"]] },
    WeekdayNames { language: "en", days: [
        &["monday"], &["tuesday"], &["wednesday"], &["thursday"], &["friday"], &["saturday"], &["sunday"]] },
    WeekdayNames { language: "es", days: [
        &["lunes"], &["martes"], &["miércoles"], &["jueves"], &["viernes"], &["sábado"], &["domingo"]] },
    WeekdayNames { language: "fr", days: [
        &["lundi"], &["mardi"], &["mercredi"], &["jeudi"], &["vendredi"], &["samedi"], &["dimanche"]] },
    WeekdayNames { language: "it", days: [
        &["lunedì"], &["martedì"], &["mercoledì"], &["giovedì"], &["venerdì"], &["sabato"], &["domenica"]] },
    WeekdayNames { language: "nl", days: [
        &["maandag"], &["dinsdag"], &["woensdag"], &["donderdag"], &["vrijdag"], &["zaterdag"], &["zondag"]] },
    WeekdayNames { language: "pl", days: [
        &["poniedziałek"], &["wtorek"], &["środa", "środę"], &["czwartek"], &["piątek"], &["sobota", "sobotę"],
        &["niedziela", "niedzielę"]] },
    WeekdayNames { language: "pt", days: [
        &["segunda-feira"], &["terça-feira"], &["quarta-feira"], &["quinta-feira"], &["sexta-feira"], &["sábado"],
        &["domingo"]] },
    WeekdayNames { language: "ru", days: [
        &["понедельник"], &["вторник"], &["среда", "среду"], &["четверг"], &["пятница", "пятницу"],
        &["суббота", "субботу"], &["воскресенье"]] },
    WeekdayNames { language: "sk", days: [
        &["pondelok"], &["utorok"], &["streda", "stredu"], &["štvrtok"], &["piatok"], &["sobota", "sobotu"],
        &["nedeľa", "nedeľu"]] },
    WeekdayNames { language: "sv", days: [
        &["måndag", "måndagen", "måndags"], &["tisdag", "tisdagen", "tisdags"], &["onsdag", "onsdagen", "onsdags"],
        &["torsdag", "torsdagen", "torsdags"], &["fredag", "fredagen", "fredags"],
        &["lördag", "lördagen", "lördags"], &["söndag", "söndagen", "söndags"]] },
    WeekdayNames { language: "uk", days: [
        &["понеділок"], &["вівторок"], &["середа", "середу"], &["четвер"], &["п'ятниця", "п'ятницю"],
        &["субота", "суботу"], &["неділя", "неділю"]] },
];

/// Languages that write the names of days and months with a capital letter.
pub(super) const CAPITALISED: &[&str] = &["de", "en"];

/// Words around a weekday that make it part of a name, or another day than the last one. Lower case, sorted.
pub(super) const NOT_THE_LAST_ONE: &[&str] = &[
    "ash",
    "black",
    "bloody",
    "by",
    "coming",
    "cyber",
    "each",
    "easter",
    "every",
    "following",
    "giving",
    "good",
    "holy",
    "kommenden",
    "kommender",
    "last",
    "letzten",
    "maundy",
    "next",
    "nächsten",
    "palm",
    "previous",
    "prochain",
    "próximo",
    "super",
    "until",
    "weekly",
];

/// The day that a word names in a language.
pub(super) fn weekday_of(word: &str, language: &str) -> Option<Weekday> {
    const DAYS: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    if CAPITALISED.contains(&language) && !word.starts_with(char::is_uppercase) {
        return None;
    }
    let names = WEEKDAY_NAMES.iter().find(|names| names.language == language)?;
    let word = word.to_lowercase().replace(['’', 'ʼ'], "'");
    DAYS.into_iter().zip(names.days).find(|(_, forms)| forms.contains(&word.as_str())).map(|(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_known_in_their_language() {
        assert_eq!(weekday_of("Sunday", "en"), Some(Weekday::Sunday));
        assert_eq!(weekday_of("sunday", "en"), None);
        assert_eq!(weekday_of("Dienstagabend", "de"), Some(Weekday::Tuesday));
        assert_eq!(weekday_of("середу", "uk"), Some(Weekday::Wednesday));
        assert_eq!(weekday_of("п’ятницю", "uk"), Some(Weekday::Friday));
        assert_eq!(weekday_of("martes", "fr"), None);
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(WEEKDAY_NAMES.is_sorted_by(|a, b| a.language < b.language));
        assert!(NOT_THE_LAST_ONE.is_sorted());
    }
}
