//! The builder of archives from lines of JSON, for JavaScript. The library exports its functions.

use dateline as _;

fn main() {}
