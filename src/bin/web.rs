//! The page.

fn main() {
    dateline::app::start();
}
