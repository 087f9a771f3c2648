//! JSON as a tree.
//!
//! serde_json reads numbers as binary fractions, for which the page would download a table, and any type through code
//! that is compiled for it. What the page and the engine read has whole numbers and needs one tree.

use super::json::JsonError;

/// The most lists and objects inside each other.
const MAX_DEPTH: usize = 127;

/// A value in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// The fields of an object, in order; of two with one name, the last counts.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// If the bytes are not one value in JSON and nothing else.
    pub fn parse(json: &[u8]) -> Result<Value, JsonError> {
        let valid = match std::str::from_utf8(json) {
            Ok(text) => text,
            Err(error) => return Err(error_at(json, error.valid_up_to())),
        };
        let mut reader = JsonReader { text: valid, at: 0 };
        match reader.value(0) {
            Some(value) if reader.at == json.len() => Ok(value),
            _ => Err(error_at(json, reader.at)),
        }
    }

    /// The text; `None` if it is something else.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; none if it is something else.
    pub fn items(&self) -> &[Value] {
        match self {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// A field of an object; `None` if it is something else or lacks the field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Object(fields) => field(fields, name),
            _ => None,
        }
    }
}

/// The field of an object with this name; of two, the last.
pub(super) fn field<'v>(fields: &'v [(String, Value)], name: &str) -> Option<&'v Value> {
    fields.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(is) => Value::Bool(is),
            serde_json::Value::Number(number) => Value::Number(number.to_string()),
            serde_json::Value::String(text) => Value::Text(text),
            serde_json::Value::Array(items) => Value::List(items.into_iter().map(Value::from).collect()),
            serde_json::Value::Object(fields) => {
                Value::Object(fields.into_iter().map(|(name, value)| (name, Value::from(value))).collect())
            }
        }
    }
}

fn error_at(json: &[u8], at: usize) -> JsonError {
    let before = json.get(..at).unwrap_or(json);
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let ended = at >= json.len();
    JsonError::Syntax {
        ended,
        line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
        column: before.len() - line_start + usize::from(!ended),
    }
}

/// Reads a text from its beginning. The functions return `None` where it is no JSON, and `at` is then that position.
struct JsonReader<'a> {
    text: &'a str,
    at: usize,
}

impl JsonReader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over a byte if it is the next one.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, word: &str) -> Option<()> {
        word.bytes().all(|byte| self.takes(byte)).then_some(())
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// A value and the space around it.
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.space();
        let value = match self.peek()? {
            b'n' => self.expect("null").map(|()| Value::Null),
            b't' => self.expect("true").map(|()| Value::Bool(true)),
            b'f' => self.expect("false").map(|()| Value::Bool(false)),
            b'"' => self.text().map(Value::Text),
            b'[' if depth < MAX_DEPTH => {
                let mut items = Vec::new();
                self.separated(b']', &mut |reader| reader.value(depth + 1).map(|item| items.push(item)))?;
                Some(Value::List(items))
            }
            b'{' if depth < MAX_DEPTH => {
                let mut fields = Vec::new();
                self.separated(b'}', &mut |reader| {
                    reader.space();
                    let name = reader.text()?;
                    reader.space();
                    reader.expect(":")?;
                    reader.value(depth + 1).map(|value| fields.push((name, value)))
                })?;
                Some(Value::Object(fields))
            }
            b'-' | b'0'..=b'9' => self.number(),
            _ => None,
        }?;
        self.space();
        Some(value)
    }

    /// The items of a list or an object, from its first bracket to its last.
    fn separated(&mut self, end: u8, item: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.space();
        if self.takes(end) {
            return Some(());
        }
        loop {
            item(self)?;
            if self.takes(end) {
                return Some(());
            }
            self.expect(",")?;
        }
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        self.takes(b'-');
        if !self.takes(b'0') {
            self.digits()?;
        }
        if self.takes(b'.') {
            self.digits()?;
        }
        if self.takes(b'e') || self.takes(b'E') {
            let _has_sign = self.takes(b'+') || self.takes(b'-');
            self.digits()?;
        }
        self.text.get(start..self.at).map(|number| Value::Number(number.to_owned()))
    }

    /// At least one digit.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn text(&mut self) -> Option<String> {
        self.expect("\"")?;
        let mut text = String::new();
        loop {
            let start = self.at;
            while self.peek().is_some_and(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
                self.at += 1;
            }
            text.push_str(self.text.get(start..self.at)?);
            if self.takes(b'"') {
                return Some(text);
            }
            self.expect("\\")?;
            let escaped = match self.peek()? {
                byte @ (b'"' | b'\\' | b'/') => char::from(byte),
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => {
                    text.push(self.unicode()?);
                    continue;
                }
                _ => return None,
            };
            self.at += 1;
            text.push(escaped);
        }
    }

    /// A character as one or two UTF-16 units: `u00e9`, `ud83d\ude00`.
    fn unicode(&mut self) -> Option<char> {
        let unit = self.unit()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return char::from_u32(unit);
        }
        self.expect("\\")?;
        let low = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + low)
    }

    fn unit(&mut self) -> Option<u32> {
        self.expect("u")?;
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What serde_json reads, if it reads anything.
    fn standard(json: &[u8]) -> Option<Value> {
        serde_json::from_slice::<serde_json::Value>(json).ok().map(Value::from)
    }

    /// The value with its numbers as serde_json writes them and its fields sorted by name.
    fn normal(value: Value) -> Value {
        match value {
            Value::Number(number) => standard(number.as_bytes()).unwrap_or(Value::Number(number)),
            Value::List(items) => Value::List(items.into_iter().map(normal).collect()),
            Value::Object(fields) => {
                let mut last = std::collections::BTreeMap::new();
                last.extend(fields.into_iter().map(|(name, value)| (name, normal(value))));
                Value::Object(last.into_iter().collect())
            }
            value => value,
        }
    }

    fn reads_as_serde_json(json: &[u8]) {
        let ours = Value::parse(json).ok().map(normal);
        assert_eq!(ours, standard(json), "{}", String::from_utf8_lossy(json));
    }

    #[test]
    fn values_are_those_that_serde_json_reads() {
        for json in [
            "",
            " ",
            "null",
            "nul",
            "nulla",
            "true",
            "false",
            "[]",
            "[ ]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{}",
            "{ }",
            "{,}",
            r#"{"a":1,}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"a" : [ {"b":null} , "c" ] }"#,
            r#"{a:1}"#,
            r#"{"a"}"#,
            r#"{"a":}"#,
            "0",
            "-0",
            "01",
            "-",
            "+1",
            "1.",
            ".5",
            "1.5",
            "1e3",
            "1E-3",
            "1e",
            "1e+",
            "-1.25e+2",
            "18446744073709551615",
            "99999999999999999999",
            "1 2",
            "NaN",
            r#""""#,
            r#""a"#,
            r#""\"\\\/\b\f\n\r\t""#,
            r#""\x""#,
            r#""\u00e9""#,
            r#""\u00E9""#,
            r#""\u00g9""#,
            r#""\u12""#,
            r#""\ud83d\ude00""#,
            r#""\ud83d""#,
            r#""\ud83d\u0041""#,
            r#""\ud83dabc""#,
            r#""\ude00""#,
            "\"\n\"",
            "\"\u{7f}é😀\"",
            "\u{feff}1",
            "\u{a0}1",
            "[1]x",
            "'a'",
        ] {
            reads_as_serde_json(json.as_bytes());
        }
        reads_as_serde_json(b"\"\xff\"");
        for depth in [126, 127, 128, 100_000] {
            reads_as_serde_json(format!("{}{}", "[".repeat(depth), "]".repeat(depth)).as_bytes());
        }
    }

    #[test]
    fn errors_are_where_serde_json_finds_them() {
        for json in ["", "{", "[1,", "\"a", "nul", "{\n  x", "[1\n,\n2 3]", "{\"a\" 1}", "tru e", "[1]]"] {
            let error = serde_json::from_str::<serde_json::Value>(json).unwrap_err();
            assert_eq!(Value::parse(json.as_bytes()).unwrap_err(), JsonError::from(error), "{json}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_serde_json_reads_it(json in r#"[\[\]{}:,"a1 \\u\-.e\n]{0,24}"#) {
            reads_as_serde_json(json.as_bytes());
        }

        #[test]
        fn any_value_is_read(texts in prop::collection::vec((any::<String>(), any::<i64>()), 0..8)) {
            let json = serde_json::to_vec_pretty(&texts).unwrap();
            let items = texts.into_iter().map(|(text, number)| {
                Value::List(vec![Value::Text(text), Value::Number(number.to_string())])
            });
            prop_assert_eq!(Value::parse(&json).unwrap(), Value::List(items.collect()));
        }
    }
}
