//! The table.

use std::fmt;

/// A measured figure.
#[derive(Debug)]
struct Row {
    set: &'static str,
    measure: &'static str,
    n: usize,
    detail: String,
    value: f64,
    bar: Option<f64>,
}

/// The figures of a run, in the order of measurement; printed as a Markdown table.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Adds a figure: the number of items, other figures of interest (`P .950 R .970`), the figure, and the score to
    /// reach.
    pub fn add(
        &mut self,
        set: &'static str,
        measure: &'static str,
        n: usize,
        detail: impl Into<String>,
        value: f64,
        bar: Option<f64>,
    ) {
        self.rows.push(Row { set, measure, n, detail: detail.into(), value, bar });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| set | measure | n | found | bar | reached | detail |")?;
        writeln!(f, "| --- | --- | ---: | ---: | ---: | --- | --- |")?;
        for Row { set, measure, n, detail, value, bar } in &self.rows {
            let show = |figure: f64| if figure >= 2.0 { format!("{figure:.0}") } else { format!("{figure:.3}") };
            let reached = bar.map_or("", |bar| if *value >= bar { "yes" } else { "no" });
            let bar = bar.map_or_else(|| "–".to_owned(), show);
            writeln!(f, "| {set} | {measure} | {n} | {} | {bar} | {reached} | {detail} |", show(*value))?;
        }
        Ok(())
    }
}
