//! Formats whose readers are too large even for a module that the page fetches when it needs it. The page lists such a
//! file, and names the command.

#[cfg(not(target_arch = "wasm32"))]
pub(super) use super::parquet::document as parquet;
pub(super) use super::pdf::document as pdf;

#[cfg(target_arch = "wasm32")]
pub(super) use in_page::parquet;

#[cfg(target_arch = "wasm32")]
mod in_page {
    use crate::document::Transport;
    use crate::document::error::ReadProblem;
    use crate::document::sink::DocumentSink;

    pub(in crate::document) fn parquet(sink: &mut DocumentSink<'_>, _: &[u8], _: Transport) {
        sink.failed_document(None, ReadProblem::OnlyInCommand("a Parquet file".into()));
    }
}
