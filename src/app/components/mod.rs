//! Widgets that know nothing of articles.

mod copy_button;
mod marked;
mod number;
mod segments;

pub use copy_button::CopyButton;
pub use marked::Marked;
pub use number::Number;
pub use segments::Segments;
