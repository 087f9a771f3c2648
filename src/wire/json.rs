//! Reading values from JSON with little code.
//!
//! The code that serde derives is compiled for each type, one to two kilobytes of WebAssembly, and its messages need
//! code that prints numbers: together a seventh of the download. The types that the page and the engine read take their
//! fields from a tree instead, with the functions of [`Fields`], which all of them share.

use std::str::FromStr;

use thiserror::Error;

use super::record::Json;
use super::value;
pub use super::value::Value;

/// The reason why JSON could not be read.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum JsonError {
    /// Not valid JSON from this position on.
    #[error("{} at line {line}, column {column}", if *ended { "it ends too early," } else { "it is no JSON" })]
    Syntax {
        /// Whether the end is missing.
        ended: bool,
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in bytes.
        column: usize,
    },
    /// A field is missing or has the wrong type.
    #[error("`{field}` must be {wanted}")]
    Field {
        /// The field; `value` if it has no name.
        field: &'static str,
        /// What the field must be.
        wanted: &'static str,
    },
}

impl From<serde_json::Error> for JsonError {
    /// Only the position: serde_json's messages would be downloaded with every page.
    fn from(error: serde_json::Error) -> JsonError {
        JsonError::Syntax { ended: error.is_eof(), line: error.line(), column: error.column() }
    }
}

/// A type that can be read from an object.
pub trait FromFields: Sized {
    /// Takes the fields that it needs; unknown ones are ignored.
    ///
    /// # Errors
    ///
    /// If a field is missing or has the wrong type.
    fn from_fields(fields: &mut Fields) -> Result<Self, JsonError>;
}

/// Reads a value.
///
/// # Errors
///
/// If the bytes are not valid JSON, or not a value of this type.
pub fn read<T: FromFields>(json: &[u8]) -> Result<T, JsonError> {
    from_value(Value::parse(json)?)
}

/// Reads a value from a tree.
///
/// # Errors
///
/// If it is not a value of this type.
pub fn from_value<T: FromFields>(value: Value) -> Result<T, JsonError> {
    object("value", value)
}

/// Reads a list of texts.
///
/// # Errors
///
/// If the bytes are not valid JSON, or not a list of texts.
pub fn read_texts(json: &[u8]) -> Result<Vec<String>, JsonError> {
    texts("value", Value::parse(json)?)
}

/// The fields of an object; reading a field removes it.
#[derive(Debug, Default)]
pub struct Fields(Vec<(String, Value)>);

impl Fields {
    /// The value of a field; `null` if it is missing.
    fn take(&mut self, field: &'static str) -> Value {
        let found = self.0.iter_mut().rev().find(|(name, _)| name == field);
        found.map(|(_, value)| std::mem::take(value)).unwrap_or_default()
    }

    /// The value of a field that may be missing or `null`.
    fn optional<T>(
        &mut self,
        field: &'static str,
        read: fn(&'static str, Value) -> Result<T, JsonError>,
    ) -> Result<Option<T>, JsonError> {
        match self.take(field) {
            Value::Null => Ok(None),
            value => read(field, value).map(Some),
        }
    }

    /// A value that must be there, unless its type reads `null`.
    ///
    /// # Errors
    ///
    /// If the field is missing or its value is of another kind.
    pub fn value<T: Json>(&mut self, field: &'static str) -> Result<T, JsonError> {
        T::read(field, self.take(field))
    }

    /// A value that is the default if the field is missing.
    ///
    /// # Errors
    ///
    /// If its value is of another kind.
    pub fn optional_value<T: Json + Default>(&mut self, field: &'static str) -> Result<T, JsonError> {
        Ok(self.optional(field, T::read)?.unwrap_or_default())
    }

    /// A text.
    pub fn text(&mut self, field: &'static str) -> Result<String, JsonError> {
        text(field, self.take(field))
    }

    /// A text that may be missing.
    pub fn optional_text(&mut self, field: &'static str) -> Result<Option<String>, JsonError> {
        self.optional(field, text)
    }

    /// A text that encodes a value, and may be missing; `wanted` says what it must be.
    pub fn optional_parsed<T: FromStr>(
        &mut self,
        field: &'static str,
        wanted: &'static str,
    ) -> Result<Option<T>, JsonError> {
        let Some(text) = self.optional_text(field)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| JsonError::Field { field, wanted })
    }

    /// A whole number.
    pub fn number<T: TryFrom<i64>>(&mut self, field: &'static str) -> Result<T, JsonError> {
        self.optional_number(field)?.ok_or(JsonError::Field { field, wanted: "a number" })
    }

    /// A whole number that may be missing.
    pub fn optional_number<T: TryFrom<i64>>(&mut self, field: &'static str) -> Result<Option<T>, JsonError> {
        let Some(number) = self.optional(field, whole)? else { return Ok(None) };
        let fitting = T::try_from(number).map(Some);
        fitting.map_err(|_| JsonError::Field { field, wanted: "a number of a smaller range" })
    }

    /// Whether a field equals this text.
    pub fn is(&self, field: &str, text: &str) -> bool {
        value::field(&self.0, field).and_then(Value::as_str) == Some(text)
    }

    /// Whether a field is `true`; `false` if it is missing.
    pub fn flag(&mut self, field: &'static str) -> Result<bool, JsonError> {
        match self.take(field) {
            Value::Null => Ok(false),
            Value::Bool(flag) => Ok(flag),
            _ => Err(JsonError::Field { field, wanted: "true or false" }),
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, field: &'static str) -> Result<Vec<String>, JsonError> {
        texts(field, self.take(field))
    }

    /// A list of texts that may be missing.
    pub fn optional_texts(&mut self, field: &'static str) -> Result<Vec<String>, JsonError> {
        Ok(self.optional(field, texts)?.unwrap_or_default())
    }

    /// An object.
    pub fn object<T: FromFields>(&mut self, field: &'static str) -> Result<T, JsonError> {
        object(field, self.take(field))
    }

    /// An object that may be missing.
    pub fn optional_object<T: FromFields>(&mut self, field: &'static str) -> Result<Option<T>, JsonError> {
        self.optional(field, object)
    }

    /// A list of objects.
    pub fn objects<T: FromFields>(&mut self, field: &'static str) -> Result<Vec<T>, JsonError> {
        let mut read = Vec::new();
        for item in list(field, self.take(field))? {
            read.push(object(field, item)?);
        }
        Ok(read)
    }
}

pub(super) fn list(field: &'static str, value: Value) -> Result<Vec<Value>, JsonError> {
    match value {
        Value::List(items) => Ok(items),
        _ => Err(JsonError::Field { field, wanted: "a list" }),
    }
}

pub(super) fn text(field: &'static str, value: Value) -> Result<String, JsonError> {
    match value {
        Value::Text(text) => Ok(text),
        _ => Err(JsonError::Field { field, wanted: "a text" }),
    }
}

/// A whole number.
///
/// # Errors
///
/// If the value is something else.
pub fn whole(field: &'static str, value: Value) -> Result<i64, JsonError> {
    let number = match &value {
        Value::Number(number) => number.parse().ok(),
        _ => None,
    };
    number.ok_or(JsonError::Field { field, wanted: "a whole number" })
}

fn texts(field: &'static str, value: Value) -> Result<Vec<String>, JsonError> {
    let mut read = Vec::new();
    for item in list(field, value)? {
        read.push(text(field, item)?);
    }
    Ok(read)
}

/// The value of an object.
///
/// # Errors
///
/// If it is not an object, or not one of this type.
pub fn object<T: FromFields>(field: &'static str, value: Value) -> Result<T, JsonError> {
    match value {
        Value::Object(fields) => T::from_fields(&mut Fields(fields)),
        _ => Err(JsonError::Field { field, wanted: "an object" }),
    }
}

/// Uses [`FromFields`] for types that serde is asked to read.
macro_rules! deserialize_from_fields {
    ($($name:ty),*) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let tree = serde_json::Value::deserialize(deserializer)?;
                $crate::wire::json::from_value(tree.into()).map_err(serde::de::Error::custom)
            }
        }
    )*};
}
pub(crate) use deserialize_from_fields;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Count(u8);

    impl FromFields for Count {
        fn from_fields(fields: &mut Fields) -> Result<Count, JsonError> {
            fields.number("count").map(Count)
        }
    }

    #[test]
    fn errors_name_the_field_or_the_place() {
        let problem = |json: &str| read::<Count>(json.as_bytes()).unwrap_err().to_string();
        assert_eq!(read::<Count>(br#"{"count":7,"other":[]}"#).unwrap().0, 7);
        assert_eq!(problem("[]"), "`value` must be an object");
        assert_eq!(problem("{}"), "`count` must be a number");
        assert_eq!(problem(r#"{"count":256}"#), "`count` must be a number of a smaller range");
        assert_eq!(problem("{"), "it ends too early, at line 1, column 1");
        assert_eq!(problem("{\n  x"), "it is no JSON at line 2, column 3");
        assert_eq!(read_texts(br#"["a",1]"#).unwrap_err().to_string(), "`value` must be a text");
    }
}
