//! How the time to read hostile documents grows with their length: `cargo bench --bench growth [WORDS]`.
//!
//! Each kind of document is read in three lengths, each twice the one before, from bytes to complete articles. The growth
//! from one to the next must stay below [`MAX_GROWTH`]. Words on the command line choose the kinds whose names have them.

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use std::io::Cursor;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use dateline::document::Limits;
use dateline::parser::Parser;
use hostile::{Hostile, KINDS, Kind, SIDECAR_KINDS};

/// The most that the time may grow by when the length doubles.
const MAX_GROWTH: f64 = 2.6;

/// What takes less is not measured well enough to compare.
const MIN_TIME: Duration = Duration::from_millis(20);

/// The first of the three lengths, in bytes.
const FIRST_LENGTH: usize = 200_000;

/// How often each length is read; the shortest time counts.
const ROUNDS: usize = 1;

/// How often it is read again if it grows too fast, so that nothing else on the machine decides.
const MORE_ROUNDS: usize = 4;

/// A kind that takes longer than this is not measured in longer documents.
const MAX_TIME: Duration = Duration::from_secs(20);

/// The processor time of this thread so far, if the system reports it.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The time from bytes to complete articles, and whether there are any.
fn time(file: &str, hostile: &Hostile) -> (Duration, bool) {
    let sidecars = hostile.sidecar.iter().map(|text| ("corpus.toml".to_owned(), text.clone())).collect();
    let (start, processor) = (Instant::now(), processor_time());
    let mut parser = Parser::new(Limits::default(), sidecars);
    parser.read(file, Cursor::new(&hostile.document[..]));
    let parsed = parser.assemble().finish();
    let spent = processor.and_then(|before| Some(processor_time()?.saturating_sub(before)));
    (spent.unwrap_or_else(|| start.elapsed()), !parsed.corpus.articles.is_empty())
}

fn growth(from: Duration, to: Duration) -> f64 {
    to.as_secs_f64() / from.as_secs_f64().max(1e-6)
}

/// Prints the times for three lengths. Returns whether they grow slowly enough.
fn measure(kind: &Kind) -> bool {
    let first = kind.parts_for(FIRST_LENGTH);
    let documents = [first, first * 2, first * 4].map(|n| kind.make(n));
    let mut times = [Duration::MAX; 3];
    let mut is_read = true;
    let is_slow = |times: &[Duration; 3]| {
        let pairs = [(times[0], times[1]), (times[1], times[2])];
        pairs.iter().any(|(from, to)| *from >= MIN_TIME && growth(*from, *to) > MAX_GROWTH)
    };
    for round in 0..ROUNDS + MORE_ROUNDS {
        if round >= ROUNDS && !is_slow(&times) {
            break;
        }
        for (time, document) in times.iter_mut().zip(&documents) {
            let (spent, has_articles) = self::time(kind.file, document);
            *time = spent.min(*time);
            is_read &= has_articles;
            if spent > MAX_TIME {
                break;
            }
        }
    }
    let [short, middle, long] = times;
    let note = match (is_slow(&times) || long == Duration::MAX, is_read) {
        (true, _) => "  GROWS TOO FAST",
        (_, false) => "  refused",
        _ => "",
    };
    let bytes = documents[2].length();
    let (first, second) = (growth(short, middle), growth(middle, long));
    let speed = bytes as f64 / 1e6 / long.as_secs_f64().max(1e-6);
    let [short, middle, long] = times.map(|time| time.as_secs_f64() * 1e3);
    println!(
        "{:<46} {bytes:>9} {short:>7.0} {middle:>7.0} {long:>7.0} {first:>5.1} {second:>5.1} {speed:>7.1}{note}",
        kind.name
    );
    note != "  GROWS TOO FAST"
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_chosen = |kind: &&Kind| words.is_empty() || words.iter().any(|word| kind.name.contains(word.as_str()));
    println!(
        "{:<46} {:>9} {:>7} {:>7} {:>7} {:>5} {:>5} {:>7}",
        "kind", "bytes x4", "ms x1", "ms x2", "ms x4", "x1-2", "x2-4", "MB/s"
    );
    // The tables that are made once are not part of any document's time.
    for kind in KINDS.iter().take(2) {
        time(kind.file, &kind.make(100));
    }
    let mut all_slow_enough = true;
    for kind in KINDS.iter().chain(SIDECAR_KINDS).filter(is_chosen) {
        all_slow_enough &= measure(kind);
    }
    if all_slow_enough { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
