//! Data that React streams to the page as rows of text in scripts (`self.__next_f.push([1,"…"])`), cut wherever a piece ends.
//!
//! A row is `1f:` with JSON after it, or `1f:T4e2,` with a text of that many bytes (in hexadecimal digits); rows refer to
//! one another as `"$1f"`.

use std::collections::HashMap;

use serde_json::Value;

/// The most bytes of rows that are read.
const MAX_BYTES: usize = 8_000_000;

/// What a script that adds a piece begins with.
const PUSH: &str = "self.__next_f.push(";

/// The values of all rows in the scripts of a page, with the texts that they refer to in their places.
pub(super) fn values<'s>(scripts: impl Iterator<Item = &'s str>) -> Vec<Value> {
    let mut rows = String::new();
    for script in scripts {
        let Some(pushed) = script.trim_start().strip_prefix(PUSH) else { continue };
        let Some(Ok(Value::Array(piece))) = serde_json::Deserializer::from_str(pushed).into_iter().next() else {
            continue;
        };
        if let Some(Value::String(text)) = piece.get(1)
            && rows.len() + text.len() <= MAX_BYTES
        {
            rows.push_str(text);
        }
    }
    let mut texts: HashMap<&str, &str> = HashMap::new();
    let mut values = Vec::new();
    let mut rest = rows.as_str();
    while let Some((name, row)) = rest.split_once(':') {
        let name = name.trim_start();
        if let Some((text, after)) = text_row(row) {
            texts.insert(name, text);
            rest = after;
            continue;
        }
        let (line, after) = row.split_once('\n').unwrap_or((row, ""));
        values.extend(serde_json::from_str::<Value>(line).ok().filter(|value| !value.is_string()));
        rest = after;
    }
    for value in &mut values {
        resolve(value, &texts);
    }
    values
}

/// The text of a row of text, and what follows it.
fn text_row(row: &str) -> Option<(&str, &str)> {
    let (length, text) = row.strip_prefix('T')?.split_once(',')?;
    let length = usize::from_str_radix(length, 16).ok()?;
    Some((text.get(..length)?, text.get(length..)?))
}

/// Puts texts in the places that refer to them.
fn resolve(value: &mut Value, texts: &HashMap<&str, &str>) {
    match value {
        Value::String(text) => {
            if let Some(known) = text.strip_prefix('$').and_then(|name| texts.get(name)) {
                *text = (*known).to_owned();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| resolve(item, texts)),
        Value::Object(object) => object.values_mut().for_each(|item| resolve(item, texts)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn rows_are_joined_and_refer_to_texts() {
        let scripts = [
            r#"self.__next_f.push([0])"#,
            r#"self.__next_f.push([1,"1:{\"a\":\"$2\","])"#,
            r#"self.__next_f.push([1,"\"b\":[1]}\n2:T5,été"])"#,
            r#"self.__next_f.push([1,"3:[\"$2\"]\n"])"#,
            "other()",
        ];
        let found = values(scripts.into_iter()).into_iter().map(|value| value.to_string()).collect::<Vec<_>>();
        assert_eq!(found, [r#"{"a":"été","b":[1]}"#, r#"["été"]"#]);
        assert!(values(["self.__next_f.push([1,\"x"].into_iter()).is_empty());
    }
}
