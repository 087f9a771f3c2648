//! The engine for JavaScript. The library exports its functions.

use dateline as _;

fn main() {}
