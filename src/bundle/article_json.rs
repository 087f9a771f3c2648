//! Whole articles from bytes into the JSON that `dateline parse` prints, field by field, without an article in between:
//! what reads and what writes an article would be a twentieth of the engine for other pages.

use super::article::{Quotable, WRONG, date, is_there, place};
use crate::index::Damage;
use crate::index::bytes::ByteReader;
use crate::model::{ActorKind, DateBasis, OutletBasis, Precision, RemovedKind, TitleBasis, WarningCode};
use crate::text::plain_slug;

/// The JSON of the article that [`encode_article`](super::encode_article) wrote.
///
/// # Errors
///
/// Where the bytes are damaged.
pub fn article_json(bytes: &[u8]) -> Result<String, Damage> {
    let mut json =
        Json { from: ByteReader::new(bytes), out: String::with_capacity(bytes.len() + bytes.len() / 4 + 512) };
    json.article()?;
    if json.from.rest().is_empty() { Ok(json.out) } else { Err(WRONG) }
}

struct Json<'a> {
    from: ByteReader<'a>,
    out: String,
}

type Done = Result<(), Damage>;

impl<'a> Json<'a> {
    fn article(&mut self) -> Done {
        self.name("{\"id\":");
        self.text()?;
        self.name(",\"source\":");
        self.text()?;
        self.name(",\"url\":");
        self.optional()?;
        self.name(",\"title\":{\"value\":");
        let title = self.text()?;
        self.name(",\"basis\":");
        self.word(|code| TitleBasis::WORDS.get(code).map(|(word, _)| *word))?;
        self.name("},\"date\":");
        self.date()?;
        self.name(",\"outlet\":");
        self.outlet()?;
        self.name(",\"authors\":");
        self.list(&mut |json| json.text().map(|_| ()))?;
        self.name(",\"section\":");
        self.optional()?;
        self.name(",\"language\":");
        self.optional()?;
        self.name(",\"body\":");
        let mut body = Vec::new();
        self.list(&mut |json| {
            body.push(json.text()?);
            Ok(())
        })?;
        self.name(",\"removed\":");
        self.list(&mut |json| {
            json.name("{\"text\":");
            json.text()?;
            json.name(",\"kind\":");
            json.word(|code| {
                RemovedKind::ALL.into_iter().find(|kind| *kind as usize == code).map(RemovedKind::as_str)
            })?;
            json.close()
        })?;
        self.name(",\"actors\":");
        self.list(&mut Json::actor)?;
        self.name(",\"cites\":");
        self.list(&mut |json| {
            json.name("{\"id\":");
            json.text()?;
            json.name(",\"name\":");
            json.text()?;
            json.close()
        })?;
        self.name(",\"quotes\":");
        let mut quotable = Quotable::new(title, &body);
        self.list(&mut |json| json.quote(&mut quotable))?;
        self.name(",\"warnings\":");
        self.list(&mut |json| {
            json.name("{\"code\":");
            json.word(|code| WarningCode::WORDS.get(code).map(|(word, _)| *word))?;
            json.name(",\"message\":");
            json.text()?;
            json.close()
        })?;
        self.close()
    }

    fn date(&mut self) -> Done {
        let Some(date) = date(&mut self.from)? else { return self.null() };
        self.name("{\"value\":");
        self.put(&date.value.to_string());
        self.name(",\"precision\":");
        self.put(match date.precision() {
            Precision::Day => "day",
            Precision::Month => "month",
            Precision::Year => "year",
        });
        self.name(",\"basis\":");
        self.put(DateBasis::WORDS.iter().find(|(_, basis)| *basis == date.basis).map_or("", |(word, _)| word));
        self.name(",\"evidence\":");
        self.put(&date.evidence);
        self.close()
    }

    fn outlet(&mut self) -> Done {
        if !is_there(&mut self.from)? {
            return self.null();
        }
        self.name("{\"id\":");
        self.text()?;
        self.name(",\"name\":");
        self.text()?;
        self.name(",\"basis\":");
        self.word(|code| OutletBasis::WORDS.get(code).map(|(word, _)| *word))?;
        let evidence = self.from.text()?;
        if !evidence.is_empty() {
            self.name(",\"evidence\":");
            self.put(evidence);
        }
        self.close()
    }

    fn actor(&mut self) -> Done {
        let name = self.from.text()?;
        self.name("{\"id\":");
        if is_there(&mut self.from)? {
            self.text()?;
        } else {
            self.put(&plain_slug(name));
        }
        self.name(",\"name\":");
        self.put(name);
        self.name(",\"kind\":");
        self.word(|code| ActorKind::ALL.into_iter().find(|kind| *kind as usize == code).map(ActorKind::as_str))?;
        self.name(",\"mentions\":");
        self.list(&mut |json| {
            json.name("{");
            json.place()?;
            json.close()
        })?;
        self.close()
    }

    fn quote(&mut self, quotable: &mut Quotable<'_, &str>) -> Done {
        let mut ahead = self.from.clone();
        let place = place(&mut ahead)?;
        self.name("{\"text\":");
        let text = if is_there(&mut ahead)? { ahead.text()? } else { quotable.take(place)? };
        self.put(text);
        self.name(",");
        self.place()?;
        self.from = ahead;
        self.name(",\"speaker\":");
        self.optional()?;
        self.close()
    }

    fn place(&mut self) -> Done {
        let (paragraph, start, end) = place(&mut self.from)?;
        self.name("\"paragraph\":");
        self.number(i64::from(paragraph));
        self.name(",\"start\":");
        self.number(start as i64);
        self.name(",\"end\":");
        self.number(end as i64);
        Ok(())
    }

    /// Writes what is JSON already.
    fn name(&mut self, json: &str) {
        self.out.push_str(json);
    }

    fn close(&mut self) -> Done {
        self.out.push('}');
        Ok(())
    }

    fn null(&mut self) -> Done {
        self.out.push_str("null");
        Ok(())
    }

    fn number(&mut self, number: i64) {
        self.out.push_str(&number.to_string());
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }

    fn text(&mut self) -> Result<&'a str, Damage> {
        let text = self.from.text()?;
        self.put(text);
        Ok(text)
    }

    fn optional(&mut self) -> Done {
        if is_there(&mut self.from)? { self.text().map(|_| ()) } else { self.null() }
    }

    fn word(&mut self, word: fn(usize) -> Option<&'static str>) -> Done {
        let code = usize::from(self.from.byte()?);
        self.put(word(code).ok_or(WRONG)?);
        Ok(())
    }

    fn list(&mut self, item: &mut dyn FnMut(&mut Self) -> Done) -> Done {
        self.out.push('[');
        for index in 0..self.from.count(1)? {
            if index > 0 {
                self.out.push(',');
            }
            item(self)?;
        }
        self.out.push(']');
        Ok(())
    }
}
