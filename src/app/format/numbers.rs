//! Numbers and shares as the page writes them.

use crate::app::components;
use crate::app::messages::{self as m, intl_number};

pub use crate::app::messages::number;

/// `12 %`, `3.4 %`, `<0.1 %`.
pub fn percent(share: f64) -> String {
    m::percent(&match share {
        share if share <= 0.0 => "0".to_owned(),
        share if share < 0.1 => format!("<{}", decimal(0.1)),
        share if share < 9.95 => decimal(share),
        share => (share.round() as u32).to_string(),
    })
}

/// `12.0 %`, `3.4 %`: a share with one digit after the point, so that differences of shares add up.
pub fn exact_percent(share: f64) -> String {
    m::percent(&match share {
        share if share <= 0.0 => "0".to_owned(),
        share if share < 0.05 => format!("<{}", decimal(0.1)),
        share => decimal(share),
    })
}

/// A number with at most one digit after the point: `3.4`.
pub fn decimal(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    intl_number(rounded).unwrap_or_else(|| components::decimal(rounded))
}
