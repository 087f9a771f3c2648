//! The `dateline` command.

/// The command allocates many short texts on many threads, for which the system's allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    dateline::cli::run(std::env::args_os())
}
