//! `cargo xtask`: sets up, builds, serves and tests the project.

fn main() {}
