//! Articles as bytes on disk, for as long as one run lasts.
//!
//! Field after field in the order of [`Article`]: a text after its length, a list after its count, a choice as the place
//! of its word; what may be missing after a byte that tells. Nothing but this run ever reads them.

use std::io;

use crate::model::{
    ActorKind, Article, ArticleActor, Cited, DateBasis, Mention, OutletBasis, OutletRef, PartialDate, PublicationDate,
    Quote, Removed, RemovedKind, Title, TitleBasis, Warning, WarningCode,
};

/// The bytes of an article.
pub(super) fn encode(article: &Article) -> Vec<u8> {
    let texts = article.body.iter().map(String::len).chain(article.removed.iter().map(|piece| piece.text.len()));
    let mut out = Out(Vec::with_capacity(512 + texts.sum::<usize>() * 9 / 8));
    out.text(&article.id);
    out.text(&article.source);
    out.optional(article.url.as_deref());
    out.text(&article.title.value);
    out.choice(&TitleBasis::WORDS, article.title.basis);
    out.flag(article.date.is_some());
    if let Some(date) = &article.date {
        out.text(&date.value.to_string());
        out.choice(&DateBasis::WORDS, date.basis);
        out.text(&date.evidence);
    }
    out.flag(article.outlet.is_some());
    if let Some(outlet) = &article.outlet {
        out.text(&outlet.id);
        out.text(&outlet.name);
        out.choice(&OutletBasis::WORDS, outlet.basis);
        out.text(&outlet.evidence);
    }
    out.list(&article.authors, |out, author| out.text(author));
    out.optional(article.section.as_deref());
    out.optional(article.language.as_deref());
    out.list(&article.body, |out, paragraph| out.text(paragraph));
    out.list(&article.removed, |out, piece| {
        out.text(&piece.text);
        out.choice(&removed_kinds(), piece.kind);
    });
    out.list(&article.actors, |out, actor| {
        out.text(&actor.id);
        out.text(&actor.name);
        out.choice(&actor_kinds(), actor.kind);
        out.list(&actor.mentions, |out, mention| {
            out.number(i64::from(mention.paragraph).cast_unsigned());
            out.number(mention.start as u64);
            out.number(mention.end as u64);
        });
    });
    out.list(&article.cites, |out, cited| {
        out.text(&cited.id);
        out.text(&cited.name);
    });
    out.list(&article.quotes, |out, quote| {
        out.text(&quote.text);
        out.number(i64::from(quote.paragraph).cast_unsigned());
        out.number(quote.start as u64);
        out.number(quote.end as u64);
        out.optional(quote.speaker.as_deref());
    });
    out.list(&article.warnings, |out, warning| {
        out.choice(&WarningCode::WORDS, warning.code);
        out.text(&warning.message);
    });
    out.0
}

/// The article of these bytes.
///
/// # Errors
///
/// Where they are not whole: the temporary file was damaged.
pub(super) fn decode(bytes: &[u8]) -> io::Result<Article> {
    read(&mut In(bytes)).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a temporary file was damaged"))
}

fn read(from: &mut In<'_>) -> Option<Article> {
    Some(Article {
        id: from.text()?,
        source: from.text()?,
        url: from.optional(In::text)?,
        title: Title { value: from.text()?, basis: from.choice(&TitleBasis::WORDS)? },
        date: from.optional(|from| {
            let value: PartialDate = from.text()?.parse().ok()?;
            Some(PublicationDate::new(value, from.choice(&DateBasis::WORDS)?, from.text()?))
        })?,
        outlet: from.optional(|from| {
            let (id, name) = (from.text()?, from.text()?);
            Some(OutletRef { id, name, basis: from.choice(&OutletBasis::WORDS)?, evidence: from.text()? })
        })?,
        authors: from.list(In::text)?,
        section: from.optional(In::text)?,
        language: from.optional(In::text)?,
        body: from.list(In::text)?,
        removed: from.list(|from| Some(Removed { text: from.text()?, kind: from.choice(&removed_kinds())? }))?,
        actors: from.list(|from| {
            let (id, name, kind) = (from.text()?, from.text()?, from.choice(&actor_kinds())?);
            let mentions = from.list(|from| {
                Some(Mention { paragraph: from.paragraph()?, start: from.place()?, end: from.place()? })
            })?;
            Some(ArticleActor { id, name, kind, mentions })
        })?,
        cites: from.list(|from| Some(Cited { id: from.text()?, name: from.text()? }))?,
        quotes: from.list(|from| {
            let text = from.text()?;
            let (paragraph, start, end) = (from.paragraph()?, from.place()?, from.place()?);
            Some(Quote { text, paragraph, start, end, speaker: from.optional(In::text)? })
        })?,
        warnings: from.list(|from| {
            let code = from.choice(&WarningCode::WORDS)?;
            Some(Warning { code, message: from.text()? })
        })?,
    })
}

fn removed_kinds() -> [(&'static str, RemovedKind); RemovedKind::ALL.len()] {
    RemovedKind::ALL.map(|kind| (kind.as_str(), kind))
}

fn actor_kinds() -> [(&'static str, ActorKind); ActorKind::ALL.len()] {
    ActorKind::ALL.map(|kind| (kind.as_str(), kind))
}

struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn flag(&mut self, is_set: bool) {
        self.0.push(u8::from(is_set));
    }

    fn optional(&mut self, text: Option<&str>) {
        self.flag(text.is_some());
        if let Some(text) = text {
            self.text(text);
        }
    }

    fn choice<T: Copy + PartialEq>(&mut self, choices: &[(&str, T)], choice: T) {
        let place = choices.iter().position(|(_, known)| *known == choice);
        self.number(place.unwrap_or_default() as u64);
    }

    fn list<T>(&mut self, items: &[T], put: impl Fn(&mut Out, &T)) {
        self.number(items.len() as u64);
        items.iter().for_each(|item| put(self, item));
    }
}

struct In<'a>(&'a [u8]);

impl In<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn place(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn paragraph(&mut self) -> Option<i32> {
        i32::try_from(self.number()?.cast_signed()).ok()
    }

    fn text(&mut self) -> Option<String> {
        let length = self.place()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }

    fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.byte()? == 0 { Some(None) } else { read(self).map(Some) }
    }

    fn choice<T: Copy>(&mut self, choices: &[(&str, T)]) -> Option<T> {
        choices.get(self.place()?).map(|(_, choice)| *choice)
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.place().filter(|length| *length <= self.0.len())?;
        let mut items = Vec::with_capacity(length);
        for _ in 0..length {
            items.push(read(self)?);
        }
        Some(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = r#"{"id":"a","source":"b/c.txt#2","url":"https://d.example/","title":{"value":"Ein Täter",
        "basis":"derived"},"date":{"value":"2020-03","precision":"month","basis":"inferred","evidence":"“März”"},
        "outlet":{"id":"e","name":"E","basis":"sidecar","evidence":"corpus.toml"},"authors":["F","G"],"section":null,
        "language":"de","body":["One.","","Zwei 北京."],"removed":[{"text":"H","kind":"comment-form"}],
        "actors":[{"id":"i","name":"I","kind":"state","mentions":[{"paragraph":-1,"start":0,"end":3}]}],
        "cites":[{"id":"j","name":"J"}],"quotes":[{"text":"One","paragraph":0,"start":0,"end":3,"speaker":"i"},
        {"text":"T","paragraph":-1,"start":4,"end":5,"speaker":null}],"warnings":[{"code":"truncated","message":"K"}]}"#;

    #[test]
    fn articles_read_back() {
        let whole: Article = serde_json::from_str(ARTICLE).unwrap();
        let mut bare = whole.clone();
        (bare.url, bare.date, bare.outlet) = (None, None, None);
        (bare.actors, bare.quotes, bare.warnings, bare.body) = Default::default();
        for article in [whole, bare] {
            let bytes = encode(&article);
            assert_eq!(decode(&bytes).unwrap(), article);
            for cut in 0..bytes.len() {
                assert!(decode(&bytes[..cut]).is_err(), "{cut}");
            }
        }
    }
}
