//! The engine for JavaScript; its functions are those that the library exports.

use dateline as _;

fn main() {}
