//! A chart of counts over time as a table and as a drawing.

use super::csv::{CSV_START, csv_line};
use crate::citation::one_line;
use crate::model::Day;

/// The width of a drawing, in pixels.
const WIDTH: f64 = 960.0;

/// The space for the names of the rows, and for their largest values.
const NAMES: f64 = 200.0;
const VALUES: f64 = 70.0;

/// The height of a row and the space between rows.
const ROW: f64 = 60.0;
const GAP: f64 = 18.0;

/// The space for the title above the rows, and for the time and the source below them.
const HEAD: f64 = 44.0;
const FOOT: f64 = 56.0;

/// The maximum length of a name in a drawing, in characters.
const MAX_NAME_LETTERS: usize = 30;

/// A chart of one or more rows of values over the same steps of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartData {
    /// What it shows.
    pub title: String,
    /// Where it is from and when it was made.
    pub provenance: String,
    /// Each step: its name, its first and its last day.
    pub steps: Vec<(String, Day, Day)>,
    /// The rows.
    pub rows: Vec<ChartRow>,
    /// Whether all rows are drawn to one scale.
    pub one_scale: bool,
}

/// A row of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartRow {
    /// Whose values they are.
    pub name: String,
    /// The number of articles of each step.
    pub counts: Vec<usize>,
    /// If the row shows shares: the numbers of which the counts are shares, for each step.
    pub wholes: Option<Vec<usize>>,
}

impl ChartRow {
    /// The value of a step: its count, or its share in percent; `None` if there is nothing of which it could be a share.
    pub fn value(&self, at: usize) -> Option<f64> {
        let count = self.counts.get(at).copied().unwrap_or_default() as f64;
        match &self.wholes {
            None => Some(count),
            Some(wholes) => match wholes.get(at).copied().unwrap_or_default() {
                0 => None,
                whole => Some(100.0 * count / whole as f64),
            },
        }
    }

    /// The largest value.
    pub fn largest(&self) -> f64 {
        (0..self.counts.len()).filter_map(|at| self.value(at)).fold(0.0, f64::max)
    }
}

impl ChartData {
    /// A table with a line for each step, safe to open in a spreadsheet: the first and the last day, and of each row the
    /// number of articles and, if the chart shows shares, the number of which it is a share and the share in percent.
    pub fn to_csv(&self) -> String {
        let mut heads = vec!["from".to_owned(), "to".to_owned()];
        for row in &self.rows {
            heads.push(row.name.clone());
            if row.wholes.is_some() {
                heads.extend([format!("{}: of", row.name), format!("{}: percent", row.name)]);
            }
        }
        heads.push("provenance".to_owned());
        let mut text = [CSV_START, &csv_line(&heads)].concat();
        for (at, (_, from, to)) in self.steps.iter().enumerate() {
            let mut cells = vec![from.to_string(), to.to_string()];
            for row in &self.rows {
                cells.push(row.counts.get(at).copied().unwrap_or_default().to_string());
                if let Some(wholes) = &row.wholes {
                    cells.push(wholes.get(at).copied().unwrap_or_default().to_string());
                    cells.push(row.value(at).map(|share| format!("{share:.3}")).unwrap_or_default());
                }
            }
            cells.push(if at == 0 { self.provenance.clone() } else { String::new() });
            text.push_str(&csv_line(&cells));
        }
        text
    }

    /// A drawing as SVG that stands by itself: bars for numbers, lines for shares.
    pub fn to_svg(&self) -> String {
        let n_steps = self.steps.len().max(1) as f64;
        let height = HEAD + self.rows.len() as f64 * (ROW + GAP) + FOOT;
        let room = WIDTH - NAMES - VALUES;
        let x = |at: f64| NAMES + at / n_steps * room;
        let largest = self.rows.iter().map(ChartRow::largest).fold(0.0, f64::max);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} \
             {height}\" font-family=\"sans-serif\" font-size=\"12\">\n<title>{}</title>\n<desc>{}</desc>\n<rect \
             width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"0\" y=\"20\" font-size=\"16\">{}</text>\n",
            escaped(&self.title),
            escaped(&self.provenance),
            escaped(&self.title)
        );
        for (number, row) in self.rows.iter().enumerate() {
            let base = HEAD + number as f64 * (ROW + GAP) + ROW;
            let scale = if self.one_scale { largest } else { row.largest() }.max(f64::MIN_POSITIVE);
            let y = |value: f64| base - value / scale * ROW;
            let name: String = row.name.chars().take(MAX_NAME_LETTERS).collect();
            let unit = if row.wholes.is_some() { "%" } else { "" };
            svg.push_str(&format!(
                "<text x=\"0\" y=\"{base}\">{}</text>\n<line x1=\"{NAMES}\" x2=\"{}\" y1=\"{base}\" y2=\"{base}\" \
                 stroke=\"#999\"/>\n<text x=\"{WIDTH}\" y=\"{}\" text-anchor=\"end\">{}{unit}</text>\n",
                escaped(&name),
                number_of(NAMES + room),
                number_of(y(row.largest()) + 10.0),
                number_of(row.largest())
            ));
            if row.wholes.is_some() {
                svg.push_str(&format!(
                    "<path fill=\"none\" stroke=\"#b3261e\" stroke-width=\"1.5\" d=\"{}\"/>\n",
                    line(row, &x, &y)
                ));
                continue;
            }
            for at in 0..row.counts.len() {
                let Some(value) = row.value(at).filter(|value| *value > 0.0) else { continue };
                let (left, right) = (x(at as f64 + 0.08), x(at as f64 + 0.92));
                svg.push_str(&format!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#b3261e\"/>\n",
                    number_of(left),
                    number_of(y(value)),
                    number_of(right - left),
                    number_of(base - y(value))
                ));
            }
        }
        let below = height - FOOT + 4.0;
        let last = self.steps.len().saturating_sub(1);
        for (at, anchor, place) in [(0, "start", 0.0), (last / 2, "middle", n_steps / 2.0), (last, "end", n_steps)] {
            if let Some((name, ..)) = self.steps.get(at).filter(|_| at == 0 || last > 1) {
                svg.push_str(&format!(
                    "<text x=\"{}\" y=\"{below}\" text-anchor=\"{anchor}\" fill=\"#555\">{}</text>\n",
                    number_of(x(place)),
                    escaped(name)
                ));
            }
        }
        let source = height - 12.0;
        svg.push_str(&format!(
            "<text x=\"0\" y=\"{source}\" font-size=\"9\" fill=\"#555\">{}</text>\n</svg>\n",
            escaped(&self.provenance)
        ));
        svg
    }
}

/// The path through the values of a row, with a gap where there is none.
pub fn line(row: &ChartRow, x: &dyn Fn(f64) -> f64, y: &dyn Fn(f64) -> f64) -> String {
    let mut path = String::new();
    let mut is_drawn = false;
    for at in 0..row.counts.len() {
        let Some(value) = row.value(at) else {
            is_drawn = false;
            continue;
        };
        let middle = number_of(x(at as f64 + 0.5));
        let height = number_of(y(value));
        if is_drawn {
            path.push_str(&format!("L{middle} {height}"));
        } else {
            // A point alone is a short line, so that it can be seen.
            path.push_str(&format!("M{} {height}L{middle} {height}", number_of(x(at as f64 + 0.3))));
        }
        is_drawn = true;
    }
    path
}

/// A number with at most two digits after the point.
fn number_of(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escaped(text: &str) -> String {
    one_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(wholes: Option<Vec<usize>>) -> ChartData {
        let step = |month: u8| {
            (format!("month {month}"), Day::new(2025, month, 1).unwrap(), Day::new(2025, month, 28).unwrap())
        };
        ChartData {
            title: "Articles <over> time".to_owned(),
            provenance: "https://example.org/#q=a & b".to_owned(),
            steps: vec![step(1), step(2), step(3)],
            rows: vec![ChartRow { name: "=Kim".to_owned(), counts: vec![1, 0, 4], wholes }],
            one_scale: true,
        }
    }

    #[test]
    fn a_table_has_a_line_for_each_step_and_no_formula() {
        assert_eq!(
            chart(None).to_csv(),
            "\u{feff}from,to,'=Kim,provenance\r\n2025-01-01,2025-01-28,1,https://example.org/#q=a & b\r\n\
             2025-02-01,2025-02-28,0,\r\n2025-03-01,2025-03-28,4,\r\n"
        );
        let shares = chart(Some(vec![4, 0, 16])).to_csv();
        assert!(shares.contains("'=Kim,'=Kim: of,'=Kim: percent,"), "{shares}");
        assert!(shares.contains("2025-01-28,1,4,25.000,") && shares.contains("2025-02-28,0,0,,"), "{shares}");
    }

    #[test]
    fn a_drawing_is_xml_with_a_bar_for_each_number() {
        let svg = chart(None).to_svg();
        assert!(svg.contains("Articles &lt;over&gt; time") && svg.contains("a &amp; b"), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 3, "the ground and two bars");
        assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        let empty = ChartData::default().to_svg();
        assert!(!empty.contains("NaN") && !empty.contains("inf"), "{empty}");
    }

    #[test]
    fn shares_are_a_line_with_a_gap_where_there_is_nothing() {
        let chart = chart(Some(vec![4, 0, 16]));
        assert_eq!([0, 1, 2].map(|at| chart.rows[0].value(at)), [Some(25.0), None, Some(25.0)]);
        assert_eq!(line(&chart.rows[0], &|x| x, &|y| y), "M0.3 25L0.5 25M2.3 25L2.5 25");
        assert_eq!(chart.to_svg().matches("<path").count(), 1);
    }
}
