//! The state of the analysis view in the address.

use crate::wire::record::words;
use crate::wire::sort::sort;

/// The maximum number of words, phrases and actors that are analysed together.
pub const MAX_TERMS: usize = 8;

/// The maximum length of a term, in characters.
const MAX_TERM: usize = 200;

words! {
    /// A tool of the analysis view, in the order in which the view lists them.
    #[derive(Default)]
    pub enum AnalysisTool {
        /// Every place of the terms, with the words around it.
        #[default]
        Context = "context",
        /// The words near the terms.
        Collocates = "collocates",
        /// The terms over time.
        Time = "time",
        /// The words that two sides use differently.
        Keyness = "keyness",
        /// A list of names or queries.
        List = "list",
        /// A sample of the selection.
        Sample = "sample",
    }
}

words! {
    /// A setting of a tool, by its key in the address.
    pub enum AnalysisSetting {
        /// With whom the selection is compared: an outlet's id, or nothing for the rest of the archive.
        Against = "against",
        /// How a sample is drawn.
        Design = "design",
        /// What lines are grouped by.
        Group = "group",
        /// The measure of collocates.
        Measure = "measure",
        /// The order of lines.
        Order = "order",
        /// Whether counts are absolute or per thousand articles.
        Scale = "scale",
        /// The seed of a sample.
        Seed = "seed",
        /// The size of a sample.
        Size = "size",
        /// How many words on each side of a term count as near.
        Span = "span",
        /// The length of a step of time.
        Step = "step",
    }
}

/// What a setting may be.
enum Allowed {
    /// One of these words; the first is the default.
    Words(&'static [&'static str]),
    /// A whole number: the smallest, the largest and the default.
    Number(u32, u32, u32),
    /// Any text that is not empty; the default is empty.
    Text,
}

impl AnalysisSetting {
    fn allowed(self) -> Allowed {
        match self {
            AnalysisSetting::Against => Allowed::Text,
            AnalysisSetting::Design => Allowed::Words(&["random", "outlet", "year", "month", "weeks"]),
            AnalysisSetting::Group => Allowed::Words(&["none", "outlet", "year"]),
            AnalysisSetting::Measure => Allowed::Words(&["g2", "mi", "logdice"]),
            AnalysisSetting::Order => Allowed::Words(&["day", "left", "right"]),
            AnalysisSetting::Scale => Allowed::Words(&["thousand", "articles"]),
            AnalysisSetting::Seed => Allowed::Number(0, u32::MAX, 1),
            AnalysisSetting::Size => Allowed::Number(1, 100_000, 0),
            AnalysisSetting::Span => Allowed::Number(1, 20, 5),
            AnalysisSetting::Step => Allowed::Words(&["auto", "day", "week", "month", "quarter", "year"]),
        }
    }

    /// The value as the address prints it; `None` if it is the default or not understood.
    fn understood(self, value: &str) -> Option<String> {
        match self.allowed() {
            Allowed::Words(words) => words.iter().skip(1).find(|word| **word == value).map(|word| (*word).to_owned()),
            Allowed::Number(least, most, usual) => {
                let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
                let number = value.parse::<u32>().ok().filter(|_| is_number)?;
                ((least..=most).contains(&number) && number != usual).then(|| number.to_string())
            }
            Allowed::Text => (!value.is_empty()).then(|| value.to_owned()),
        }
    }
}

/// The tool that is open, what it is about, and its settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// The tool.
    pub tool: AnalysisTool,
    terms: Vec<String>,
    /// In order, each once.
    settings: Vec<(AnalysisSetting, String)>,
}

impl Analysis {
    /// The words, phrases and actors, sorted: at most [`MAX_TERMS`]. An actor is `@` and its id.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// Adds a term, unless it is there, has no letters or there are too many.
    pub fn add_term(&mut self, term: &str) {
        let term = term.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_term = term.chars().any(char::is_alphanumeric) && term.chars().nth(MAX_TERM).is_none();
        if is_term && self.terms.len() < MAX_TERMS && !self.terms.contains(&term) {
            self.terms.push(term);
            sort(&mut self.terms);
        }
    }

    /// Removes a term.
    pub fn remove_term(&mut self, term: &str) {
        self.terms.retain(|known| known != term);
    }

    /// The value of a setting.
    pub fn setting(&self, setting: AnalysisSetting) -> &str {
        match (self.stated(setting), setting.allowed()) {
            (Some(value), _) => value,
            (None, Allowed::Words(words)) => words.first().copied().unwrap_or_default(),
            (None, _) => "",
        }
    }

    /// The value of a setting that is a number.
    pub fn number(&self, setting: AnalysisSetting) -> u32 {
        let usual = match setting.allowed() {
            Allowed::Number(_, _, usual) => usual,
            _ => 0,
        };
        self.stated(setting).and_then(|value| value.parse().ok()).unwrap_or(usual)
    }

    /// The value of a setting that is not the default.
    fn stated(&self, setting: AnalysisSetting) -> Option<&str> {
        self.settings.iter().find(|(known, _)| *known == setting).map(|(_, value)| value.as_str())
    }

    /// Changes a setting; what is not understood is the default.
    pub fn set(&mut self, setting: AnalysisSetting, value: &str) {
        let place = self.settings.partition_point(|(known, _)| *known < setting);
        self.settings.retain(|(known, _)| *known != setting);
        if let Some(value) = setting.understood(value) {
            self.settings.insert(place, (setting, value));
        }
    }

    /// Reads a key of the address; returns whether it is one of the analysis.
    pub(super) fn read(&mut self, key: &str, value: &str) -> bool {
        match (key, AnalysisSetting::from_word(key)) {
            ("tool", _) => self.tool = AnalysisTool::from_word(value).unwrap_or(self.tool),
            ("term", _) => self.add_term(value),
            (_, Some(setting)) => self.set(setting, value),
            _ => return false,
        }
        true
    }

    /// The keys and values that are not the default.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        let tool = (self.tool != AnalysisTool::default()).then(|| ("tool", self.tool.as_str().to_owned()));
        let terms = self.terms.iter().map(|term| ("term", term.clone()));
        tool.into_iter().chain(terms).chain(self.settings.iter().map(|(key, value)| (key.as_str(), value.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Address;

    #[test]
    fn an_analysis_reads_back_what_it_prints() {
        let text = "design=weeks&measure=mi&order=left&scale=articles&seed=7&size=50&span=3&step=quarter\
                    &term=@ada-byron&term=immigra*&term=the+port&tool=keyness&view=analysis";
        let text = text.replace('@', "%40");
        assert_eq!(Address::parse(&text).to_string(), text);
        let analysis = Address::parse(&text).analysis;
        assert_eq!(analysis.terms(), ["@ada-byron", "immigra*", "the port"]);
        assert_eq!((analysis.setting(AnalysisSetting::Order), analysis.number(AnalysisSetting::Span)), ("left", 3));
    }

    #[test]
    fn what_is_not_understood_is_dropped_and_defaults_are_left_out() {
        for text in [
            "tool=magic",
            "tool=context",
            "order=up",
            "order=day",
            "span=0",
            "span=21",
            "span=5",
            "span=+3",
            "span=3.5",
            "seed=1",
            "seed=-1",
            "seed=4294967296",
            "size=0",
            "step=decade",
            "term=",
            "term=*",
            "term=+-+",
            "against=",
        ] {
            assert_eq!(Address::parse(text).to_string(), "", "{text}");
        }
        assert_eq!(Address::parse("span=007").to_string(), "span=7");
        assert_eq!(Analysis::default().number(AnalysisSetting::Seed), 1);
    }

    #[test]
    fn terms_are_sorted_different_and_few() {
        let text: String = (0..20).rev().map(|n| format!("term=a{n:02}&term=a{n:02}&")).collect();
        let analysis = Address::parse(&text).analysis;
        assert_eq!(analysis.terms().len(), MAX_TERMS);
        assert!(analysis.terms().is_sorted());
        assert_eq!(Address::parse(&format!("term={}", "a".repeat(201))).analysis.terms().len(), 0);
    }
}
