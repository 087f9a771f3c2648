//! The threads that parse.

use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::ThreadPool;

/// The stack of a thread, in bytes: Python's own threads have as little as half a megabyte on some systems.
const STACK_BYTES: usize = 8 << 20;

/// The pools that were made, with the process that made them and the number of threads they were asked for. A fork of
/// the process has none of its threads, so it makes its own.
static POOLS: Mutex<Vec<(u32, usize, Arc<ThreadPool>)>> = Mutex::new(Vec::new());

/// Runs this on threads with enough stack; `n_threads` of 0 means one for each processor. If the system gives no threads,
/// it runs on this one.
pub(crate) fn on_threads<T: Send>(n_threads: usize, work: impl FnOnce() -> T + Send) -> T {
    match pool(n_threads) {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

fn pool(n_threads: usize) -> Option<Arc<ThreadPool>> {
    let process = process::id();
    let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
    // Pools of the parent are forgotten, not dropped: dropping one waits for threads that do not exist.
    pools.extract_if(.., |(owner, _, _)| *owner != process).for_each(std::mem::forget);
    if let Some((_, _, pool)) = pools.iter().find(|(_, n, _)| *n == n_threads) {
        return Some(Arc::clone(pool));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).stack_size(STACK_BYTES).build().ok()?;
    let pool = Arc::new(pool);
    pools.push((process, n_threads, Arc::clone(&pool)));
    Some(pool)
}
