//! Types that are declared once and written in two ways: as JSON and as the bytes of a bundle.
//!
//! [`record!`] declares a struct and [`words!`] an enum whose values are words. From the one list of fields or words they
//! make everything that must agree with it: reading and writing JSON, reading, writing and skipping bytes. Both are
//! `macro_rules`; what serde derives for the same types would be a multiple of the code that the page downloads.

use super::bytes::{ByteReader, Damage, put_number, put_text};
use super::json::{JsonError, Value, list, text, whole};

/// A value that bundles hold as bytes.
pub trait Binary: Sized {
    /// Appends the bytes of the value.
    fn encode(&self, out: &mut Vec<u8>);

    /// Reads the bytes that [`Binary::encode`] appends.
    ///
    /// # Errors
    ///
    /// If the bytes are damaged.
    fn decode(from: &mut ByteReader<'_>) -> Result<Self, Damage>;

    /// Passes over the bytes of a value.
    ///
    /// # Errors
    ///
    /// If the bytes are damaged.
    fn skip(from: &mut ByteReader<'_>) -> Result<(), Damage> {
        Self::decode(from).map(drop)
    }
}

/// A value that JSON holds.
pub trait Json: Sized {
    /// Appends the JSON of the value.
    fn write(&self, out: &mut String);

    /// Reads the value of a field.
    ///
    /// # Errors
    ///
    /// If it is not the JSON of such a value.
    fn read(field: &'static str, value: Value) -> Result<Self, JsonError>;
}

/// The damage of bytes that encode no value of the type.
pub const WRONG: Damage = Damage::new("a value in it is damaged");

impl Binary for String {
    fn encode(&self, out: &mut Vec<u8>) {
        put_text(out, self);
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<String, Damage> {
        from.text().map(str::to_owned)
    }

    fn skip(from: &mut ByteReader<'_>) -> Result<(), Damage> {
        let length = from.count(1)?;
        from.bytes(length).map(|_| ())
    }
}

impl Json for String {
    fn write(&self, out: &mut String) {
        write_text(self, out);
    }

    fn read(field: &'static str, value: Value) -> Result<String, JsonError> {
        text(field, value)
    }
}

/// Appends a text as JSON.
pub fn write_text(text: &str, out: &mut String) {
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// A count or a position: not negative.
impl Binary for usize {
    fn encode(&self, out: &mut Vec<u8>) {
        put_number(out, *self as u64);
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<usize, Damage> {
        usize::try_from(from.number()?).map_err(|_| super::bytes::TOO_LARGE)
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl Json for $number {
            fn write(&self, out: &mut String) {
                out.push_str(&self.to_string());
            }

            fn read(field: &'static str, value: Value) -> Result<$number, JsonError> {
                let wanted = "a number of a smaller range";
                <$number>::try_from(whole(field, value)?).map_err(|_| JsonError::Field { field, wanted })
            }
        }
    )*};
}

whole_numbers!(usize, i32);

/// An optional value: a byte says whether it exists; in JSON it is `null` or left out.
impl<T: Binary> Binary for Option<T> {
    fn encode(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.encode(out);
        }
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<Option<T>, Damage> {
        match from.byte()? {
            0 => Ok(None),
            1 => T::decode(from).map(Some),
            _ => Err(WRONG),
        }
    }
}

impl<T: Json> Json for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn read(field: &'static str, value: Value) -> Result<Option<T>, JsonError> {
        match value {
            Value::Null => Ok(None),
            value => T::read(field, value).map(Some),
        }
    }
}

/// A list: its length, then its items.
impl<T: Binary> Binary for Vec<T> {
    fn encode(&self, out: &mut Vec<u8>) {
        put_number(out, self.len() as u64);
        self.iter().for_each(|item| item.encode(out));
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<Vec<T>, Damage> {
        let mut items = Vec::new();
        for _ in 0..from.count(1)? {
            items.push(T::decode(from)?);
        }
        Ok(items)
    }

    fn skip(from: &mut ByteReader<'_>) -> Result<(), Damage> {
        for _ in 0..from.count(1)? {
            T::skip(from)?;
        }
        Ok(())
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, out: &mut String) {
        out.push('[');
        for (at, item) in self.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            item.write(out);
        }
        out.push(']');
    }

    fn read(field: &'static str, value: Value) -> Result<Vec<T>, JsonError> {
        let mut read = Vec::new();
        for item in list(field, value)? {
            read.push(T::read(field, item)?);
        }
        Ok(read)
    }
}

/// Appends a field of an object: its name and its value.
pub fn write_field<T: Json>(name: &str, value: &T, out: &mut String) {
    out.push_str(if out.ends_with('{') { "\"" } else { ",\"" });
    out.push_str(name);
    out.push_str("\":");
    value.write(out);
}

/// Whether a value is its type's default, for fields that are left out then.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A function that passes over the bytes of a field; see [`Binary::skip`].
pub type Skip = fn(&mut ByteReader<'_>) -> Result<(), Damage>;

/// Declares a struct whose fields have the same names in JSON as in Rust.
///
/// `record! { json, bytes; pub struct … }` also implements [`Binary`]: the fields' bytes in their order, and `FIELDS`,
/// which names them with functions that skip them. `record! { json; pub struct … }` leaves that to be written by hand.
/// After a field's type, `= optional` leaves the field out of JSON if it has its default value; `= (codec)` writes and
/// reads its bytes with a value that has the functions `encode` and `decode`, which may refer to the fields before it.
macro_rules! record {
    (json, bytes; $(#[$meta:meta])* pub struct $name:ident {
        $($(#[$doc:meta])* pub $field:ident: $type:ty $(= $mode:tt)?,)*
    }) => {
        $crate::wire::record::record! {
            json; $(#[$meta])* pub struct $name { $($(#[$doc])* pub $field: $type $(= $mode)?,)* }
        }

        impl $name {
            /// The fields in the order of their bytes, each with what passes over it.
            pub const FIELDS: &[(&str, $crate::wire::record::Skip)] =
                &[$((stringify!($field), $crate::wire::record::record!(@skip $type $(, $mode)?))),*];
        }

        impl $crate::wire::record::Binary for $name {
            fn encode(&self, out: &mut Vec<u8>) {
                let $name { $($field),* } = self;
                $($crate::wire::record::record!(@encode out, $field $(, $mode)?);)*
            }

            fn decode(from: &mut $crate::wire::bytes::ByteReader<'_>) -> Result<$name, $crate::wire::bytes::Damage> {
                $(let $field: $type = $crate::wire::record::record!(@decode from $(, $mode)?)?;)*
                Ok($name { $($field),* })
            }

            fn skip(from: &mut $crate::wire::bytes::ByteReader<'_>) -> Result<(), $crate::wire::bytes::Damage> {
                for (_, skip) in $name::FIELDS {
                    skip(from)?;
                }
                Ok(())
            }
        }
    };
    (json; $(#[$meta:meta])* pub struct $name:ident {
        $($(#[$doc:meta])* pub $field:ident: $type:ty $(= $mode:tt)?,)*
    }) => {
        $(#[$meta])*
        pub struct $name {
            $($(#[$doc])* pub $field: $type,)*
        }

        impl $crate::wire::json::FromFields for $name {
            fn from_fields(
                fields: &mut $crate::wire::json::Fields,
            ) -> Result<$name, $crate::wire::json::JsonError> {
                Ok($name { $($field: $crate::wire::record::record!(@read fields, $field $(, $mode)?)?,)* })
            }
        }

        impl $crate::wire::record::Json for $name {
            fn write(&self, out: &mut String) {
                out.push('{');
                $($crate::wire::record::record!(@write out, self.$field, $field $(, $mode)?);)*
                out.push('}');
            }

            fn read(
                field: &'static str,
                value: $crate::wire::json::Value,
            ) -> Result<$name, $crate::wire::json::JsonError> {
                $crate::wire::json::object(field, value)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $($crate::wire::record::record!(@serialize map, self.$field, $field $(, $mode)?);)*
                map.end()
            }
        }
    };

    (@encode $out:ident, $field:ident, ($codec:expr)) => { $codec.encode($field, $out) };
    (@encode $out:ident, $field:ident $(, optional)?) => { $crate::wire::record::Binary::encode($field, $out) };
    (@decode $from:ident, ($codec:expr)) => { $codec.decode($from) };
    (@decode $from:ident $(, optional)?) => { $crate::wire::record::Binary::decode($from) };
    (@skip $type:ty, ($codec:expr)) => { |_| Err($crate::wire::record::WRONG) };
    (@skip $type:ty $(, optional)?) => { <$type as $crate::wire::record::Binary>::skip };
    (@read $fields:ident, $field:ident, optional) => { $fields.optional_value(stringify!($field)) };
    (@read $fields:ident, $field:ident $(, $codec:tt)?) => { $fields.value(stringify!($field)) };
    (@write $out:ident, $value:expr, $field:ident, optional) => {
        if !$crate::wire::record::is_default(&$value) {
            $crate::wire::record::write_field(stringify!($field), &$value, $out);
        }
    };
    (@write $out:ident, $value:expr, $field:ident $(, $codec:tt)?) => {
        $crate::wire::record::write_field(stringify!($field), &$value, $out)
    };
    (@serialize $map:ident, $value:expr, $field:ident, optional) => {
        if !$crate::wire::record::is_default(&$value) {
            $map.serialize_entry(stringify!($field), &$value)?;
        }
    };
    (@serialize $map:ident, $value:expr, $field:ident $(, $codec:tt)?) => {
        $map.serialize_entry(stringify!($field), &$value)?
    };
}
pub(crate) use record;

/// Declares an enum whose values are words: `words! { pub enum Sort { Newest = "newest", Oldest = "oldest" } }`.
///
/// It makes `ALL`, `as_str`, reading and writing JSON, and bytes: one byte, the place of the value.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident {
        $(#[$first_doc:meta])* $first:ident = $first_word:literal
        $(, $(#[$doc:meta])* $value:ident = $word:literal)* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[$first_doc])* $first,
            $($(#[$doc])* $value,)*
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: [$name; [$first_word $(, $word)*].len()] = [$name::$first $(, $name::$value)*];

            /// What a value must be, for messages.
            const WANTED: &str = concat!("one of `", $first_word, "`" $(, ", `", $word, "`")*);

            /// The word for the value in JSON and in addresses.
            pub fn as_str(self) -> &'static str {
                match self {
                    $name::$first => $first_word,
                    $($name::$value => $word,)*
                }
            }

            /// The value of a word.
            pub fn from_word(word: &str) -> Option<$name> {
                $name::ALL.into_iter().find(|value| value.as_str() == word)
            }
        }

        impl $crate::wire::record::Binary for $name {
            fn encode(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }

            fn decode(from: &mut $crate::wire::bytes::ByteReader<'_>) -> Result<$name, $crate::wire::bytes::Damage> {
                $name::ALL.get(usize::from(from.byte()?)).copied().ok_or($crate::wire::record::WRONG)
            }
        }

        impl $crate::wire::record::Json for $name {
            fn write(&self, out: &mut String) {
                $crate::wire::record::write_text(self.as_str(), out);
            }

            fn read(
                field: &'static str,
                value: $crate::wire::json::Value,
            ) -> Result<$name, $crate::wire::json::JsonError> {
                let word = value.as_str().and_then($name::from_word);
                word.ok_or($crate::wire::json::JsonError::Field { field, wanted: $name::WANTED })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
                let value = $name::from_word(&word);
                value.ok_or_else(|| serde::de::Error::custom(format_args!("`{word}` is not {}", $name::WANTED)))
            }
        }
    };
}
pub(crate) use words;
