//! Host names as the page shows them.
//!
//! A host with letters beyond ASCII is written in punycode (RFC 3492) where it counts. Letters of one script are shown as
//! they are; if a host mixes scripts, a letter may pass for another one, as Cyrillic `а` does for Latin `a`, so the page
//! shows the punycode too.

use crate::text::script::{is_arabic, is_cyrillic, is_east_asian, is_thai};

/// What the labels of a host in punycode begin with.
const PREFIX: &str = "xn--";

/// A host as the page shows it, from its ASCII form, without `www.`.
pub fn host_label(ascii: &str) -> String {
    let ascii = ascii.strip_prefix("www.").unwrap_or(ascii);
    let decoded = |label: &str| match label.strip_prefix(PREFIX) {
        Some(code) => decode(code),
        None => Some(label.to_owned()),
    };
    let Some(labels) = ascii.split('.').map(decoded).collect::<Option<Vec<String>>>() else {
        return ascii.to_owned();
    };
    let letters = labels.join(".");
    if letters != ascii && mixes_scripts(&letters) { format!("{letters} ({ascii})") } else { letters }
}

/// The script of a letter, as far as hosts are told apart by it; none for digits and marks.
#[derive(Clone, Copy, PartialEq)]
enum HostScript {
    Latin,
    Greek,
    Cyrillic,
    Arabic,
    EastAsian,
    Thai,
    Other,
}

fn mixes_scripts(host: &str) -> bool {
    let mut scripts = host.chars().filter(|c| c.is_alphabetic()).map(script_of);
    let first = scripts.next();
    scripts.any(|script| Some(script) != first)
}

fn script_of(c: char) -> HostScript {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => HostScript::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => HostScript::Greek,
        c if is_cyrillic(c) => HostScript::Cyrillic,
        c if is_arabic(c) => HostScript::Arabic,
        c if is_east_asian(c) => HostScript::EastAsian,
        c if is_thai(c) => HostScript::Thai,
        _ => HostScript::Other,
    }
}

/// Decodes a label of a host by RFC 3492, section 6.2; none if it is not punycode.
fn decode(code: &str) -> Option<String> {
    const BASE: u32 = 36;
    const MIN_THRESHOLD: u32 = 1;
    const MAX_THRESHOLD: u32 = 26;
    const SKEW: u32 = 38;
    const DAMP: u32 = 700;
    let (basic, extended) = code.rsplit_once('-').unwrap_or(("", code));
    let mut letters: Vec<char> = basic.chars().collect();
    let (mut letter, mut at, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = extended.bytes().peekable();
    while digits.peek().is_some() {
        let before = at;
        let (mut weight, mut k) = (1_u32, BASE);
        loop {
            let digit = match digits.next()? {
                byte @ b'a'..=b'z' => u32::from(byte - b'a'),
                byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
                _ => return None,
            };
            at = at.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(MIN_THRESHOLD, MAX_THRESHOLD);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let count = u32::try_from(letters.len()).ok()? + 1;
        let mut delta = (at - before) / if before == 0 { DAMP } else { 2 };
        delta += delta / count;
        k = 0;
        while delta > (BASE - MIN_THRESHOLD) * MAX_THRESHOLD / 2 {
            delta /= BASE - MIN_THRESHOLD;
            k += BASE;
        }
        bias = k + (BASE - MIN_THRESHOLD + 1) * delta / (delta + SKEW);
        letter = letter.checked_add(at / count)?;
        at %= count;
        letters.insert(usize::try_from(at).ok()?, char::from_u32(letter)?);
        at += 1;
    }
    Some(letters.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_one_script_are_shown_in_their_letters() {
        for (ascii, shown) in [
            ("www.example.org", "example.org"),
            ("xn--bcher-kva.example", "bücher.example"),
            ("xn--e1afmkfd.xn--p1ai", "пример.рф"),
            ("xn--fiqs8s", "中国"),
        ] {
            assert_eq!(host_label(ascii), shown);
        }
    }

    #[test]
    fn hosts_that_mix_scripts_show_their_punycode_too() {
        assert_eq!(host_label("xn--80ak6aa92e.com"), "аррӏе.com (xn--80ak6aa92e.com)");
        assert_eq!(host_label("xn--e1afmkfd.com"), "пример.com (xn--e1afmkfd.com)");
    }

    #[test]
    fn what_is_no_punycode_is_shown_as_it_is() {
        for host in ["xn--.com", "xn--a_b.com", "xn--99999999999.com"] {
            assert!(host_label(host).starts_with("xn--") || host == "xn--.com", "{host}");
        }
    }
}
