//! Widgets that know nothing of articles.

mod bars;
mod chart_tools;
mod copy_button;
mod decimal;
mod marked;
mod number;
mod segments;
mod share;
mod table;
mod when;

pub use bars::{bar, bars};
pub use chart_tools::{chart_tools, file_stem, provenance};
pub use copy_button::CopyButton;
pub use decimal::decimal;
pub use marked::Marked;
pub use number::Number;
pub use segments::Segments;
pub use share::Share;
pub use table::{Head, table};
pub use when::{KeyedView, drawn, entries, when};
