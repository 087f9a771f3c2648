//! A few seconds of fuzzing with every run of the tests: valid files and queries, changed at random but reproducibly,
//! through the harness of `cargo fuzz`.

#[path = "../fuzz/src/harness.rs"]
mod harness;

/// More memory than any of this needs, in bytes.
const TOO_MUCH: u64 = 2 << 30;

/// A pseudo-random number generator (Marsaglia's xorshift, 2003).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }

    /// Changes some bytes: replaces, inserts, removes, repeats.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        const TELLING: [u8; 8] = [0, 1, 0x7f, 0x80, 0xff, 0xfe, b'"', b'('];
        for _ in 0..=self.throw(6) {
            let at = self.throw(bytes.len() + 1);
            let value = if self.throw(2) == 0 { TELLING[self.throw(8)] } else { self.throw(256) as u8 };
            match self.throw(6) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, value),
                2 if at < bytes.len() => drop(bytes.remove(at)),
                3 => {
                    let part = bytes[at..bytes.len().min(at + self.throw(40))].to_vec();
                    let to = self.throw(bytes.len() + 1);
                    bytes.splice(to..to, part);
                }
                _ if at < bytes.len() => bytes[at] = value,
                _ => bytes.push(value),
            }
        }
    }
}

/// The peak memory of this process, if the system reports it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmPeak:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() << 10
}

#[test]
fn decoders_stand_any_bytes() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let files = harness::files();
    let before = peak();
    let find = |kind: &str| {
        let file = files.iter().find(|(name, _)| name.starts_with(&format!("{kind}."))).unwrap();
        file.1.clone()
    };
    let with_length =
        |bytes: Vec<u8>| [vec![0x80 | (bytes.len() as u8 & 0x7f), (bytes.len() >> 7) as u8], bytes].concat();
    let columns = [with_length(find("columns")), with_length(find("lists")), find("names")].concat();
    let seeds = [
        columns,
        find("words"),
        find("text-shelf"),
        find("lexicon"),
        find("postings"),
        find("postings"),
        find("positions"),
        find("texts"),
        find("cards"),
        find("manifest"),
    ];
    for round in 0..12_000usize {
        let kind = round % seeds.len();
        let mut bytes = seeds[kind].clone();
        if round >= seeds.len() {
            dice.change(&mut bytes);
        }
        bytes.insert(0, (kind + seeds.len() * dice.throw(20)) as u8);
        harness::decode(&bytes);
    }
    assert!(peak() - before < TOO_MUCH, "{} MB", (peak() - before) >> 20);
}

#[test]
fn a_damaged_bundle_breaks_nothing() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let before = peak();
    for _ in 0..400 {
        let edits: Vec<u8> = (0..4 * (1 + dice.throw(4))).map(|_| dice.throw(256) as u8).collect();
        harness::ask_damaged(&edits);
    }
    assert!(peak() - before < TOO_MUCH, "{} MB", (peak() - before) >> 20);
}

#[test]
fn queries_may_hold_anything() {
    const SEEDS: [&str; 12] = [
        "harbour strike",
        "\"harbour strike\" -north",
        "(harbour OR strike) AND shut",
        "title:ports actor:\"ada byron\" outlet:alder",
        "\"strike harbour\"~3",
        "grév* NOT 港口",
        "港口罢工",
        "title:(ports OR 港) body:häfen",
        "hrabour",
        "“nouvelle journée”",
        "q=harbour&actor=ada-byron&from=2024-01-01&side1=q%3Da",
        "((((((((a)))))))) OR -(b -c)",
    ];
    let mut dice = Dice(0xdead_beef_cafe_f00d);
    for round in 0..4000usize {
        let mut bytes = SEEDS[round % SEEDS.len()].as_bytes().to_vec();
        if round >= SEEDS.len() {
            dice.change(&mut bytes);
        }
        bytes.insert(0, dice.throw(4) as u8);
        harness::ask(&bytes);
    }
}
