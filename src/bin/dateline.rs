//! The `dateline` command.

/// Many short texts are made and dropped, on many threads, which the system's own allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    dateline::cli::run(std::env::args_os())
}
