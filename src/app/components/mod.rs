//! Widgets that know nothing of articles.

mod bars;
mod copy_button;
mod marked;
mod number;
mod segments;
mod share;

pub use bars::Bars;
pub use copy_button::CopyButton;
pub use marked::Marked;
pub use number::Number;
pub use segments::Segments;
pub use share::Share;
