//! Formats whose readers are too large for the page. The page lists such a file, and names the command.

#[cfg(not(target_arch = "wasm32"))]
pub(super) use super::{parquet::document as parquet, pdf::document as pdf};

#[cfg(target_arch = "wasm32")]
pub(super) use in_page::{parquet, pdf};

#[cfg(target_arch = "wasm32")]
mod in_page {
    use crate::document::Transport;
    use crate::document::error::ReadProblem;
    use crate::document::sink::DocumentSink;

    pub(in crate::document) fn parquet(sink: &mut DocumentSink<'_>, _: &[u8], _: Transport) {
        sink.failed_document(None, ReadProblem::OnlyInCommand("a Parquet file"));
    }

    pub(in crate::document) fn pdf(sink: &mut DocumentSink<'_>, _: &[u8], _: Transport) {
        sink.failed_document(None, ReadProblem::OnlyInCommand("a PDF"));
    }
}
