//! Host names in ASCII (RFC 3492 and 5890): `новости.com` is `xn--b1amnebsh.com`.

/// The ASCII form of a host name. Labels in ASCII stay as they are.
pub fn ascii_host(host: &str) -> String {
    let label = |label: &str| {
        if label.is_ascii() {
            return label.to_owned();
        }
        // A label that cannot be encoded is longer than any host name may be.
        encode(label).map_or_else(|| label.to_owned(), |encoded| format!("xn--{encoded}"))
    };
    host.split('.').map(label).collect::<Vec<_>>().join(".")
}

// The parameters of the RFC, section 5.
const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 128;

/// The longest label that is encoded, in characters. A host name has at most 253; encoding takes quadratic time.
const MAX_LABEL_CHARS: usize = 253;

/// A label in Punycode, by the procedure of the RFC, section 6.3. `None` if it is too long.
fn encode(label: &str) -> Option<String> {
    let chars: Vec<u32> = label.chars().take(MAX_LABEL_CHARS + 1).map(u32::from).collect();
    if chars.len() > MAX_LABEL_CHARS {
        return None;
    }
    let mut encoded: String = label.chars().filter(char::is_ascii).collect();
    let n_basic = u32::try_from(encoded.len()).ok()?;
    let mut n_done = n_basic;
    if n_basic > 0 {
        encoded.push('-');
    }
    let (mut n, mut delta, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    while (n_done as usize) < chars.len() {
        let next = chars.iter().copied().filter(|c| *c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(n_done + 1)?)?;
        n = next;
        for c in &chars {
            if *c < n {
                delta = delta.checked_add(1)?;
            }
            if *c == n {
                push_number(delta, bias, &mut encoded);
                bias = adapted(delta, n_done + 1, n_done == n_basic);
                delta = 0;
                n_done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n = n.checked_add(1)?;
    }
    Some(encoded)
}

/// Writes a number as digits of growing weight.
fn push_number(delta: u32, bias: u32, encoded: &mut String) {
    let mut rest = delta;
    for k in (BASE..).step_by(BASE as usize) {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if rest < threshold {
            break;
        }
        encoded.push(digit(threshold + (rest - threshold) % (BASE - threshold)));
        rest = (rest - threshold) / (BASE - threshold);
    }
    encoded.push(digit(rest));
}

fn digit(n: u32) -> char {
    char::from_digit(n.saturating_sub(26), 10).filter(|_| n >= 26).unwrap_or(char::from(b'a' + (n % 26) as u8))
}

fn adapted(delta: u32, n_points: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / n_points;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::ascii_host;

    #[test]
    fn hosts_have_the_form_that_name_servers_know() {
        for (host, ascii) in [
            ("example.com", "example.com"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("новости.com", "xn--b1amnebsh.com"),
            ("пример.com", "xn--e1afmkfd.com"),
            ("日本語.jp", "xn--wgv71a119e.jp"),
            ("παράδειγμα.δοκιμή", "xn--hxajbheg2az3al.xn--jxalpdlp"),
            ("تهران.example", "xn--mgbfv9fc.example"),
        ] {
            assert_eq!(ascii_host(host), ascii, "{host}");
        }
        assert_eq!(ascii_host(&"ü".repeat(1_000)), "ü".repeat(1_000));
    }
}
