//! A chart of lines, on the page and as a file.

use leptos::prelude::*;

use super::figures::figure;
use crate::app::components::decimal;
use crate::app::format::numbers;
use crate::app::messages as m;

/// The size of the chart in a file, in points, and its margins.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 56.0;
const BOTTOM: f64 = 360.0;
const TOP: f64 = 48.0;

/// The height of the chart on the page, in its own units; a step is one unit wide.
const PAGE_HEIGHT: f64 = 100.0;

/// The colours of the lines in a file, which are those of the page in light.
const COLOURS: [&str; 4] = ["#8c1d18", "#1d4f91", "#0f6b5c", "#7a4b00"];

/// The dashes of the fifth line and the following ones.
const DASHES: &str = "6 4";

/// A line: a value for each step, if there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartLine {
    /// What the line is of.
    pub name: String,
    /// The number of articles in all.
    pub total: usize,
    /// The values.
    pub values: Vec<Option<f64>>,
}

/// Lines over the same steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineChart {
    /// The names of the steps.
    pub steps: Vec<String>,
    /// The lines.
    pub lines: Vec<ChartLine>,
}

impl LineChart {
    /// The end of the scale: the largest value, rounded up to one, two or five times a power of ten.
    fn top(&self) -> f64 {
        let largest = self.lines.iter().flat_map(|line| &line.values).copied().flatten().fold(0.0, f64::max);
        let mut unit = 1.0;
        while unit * 10.0 < largest {
            unit *= 10.0;
        }
        while unit > 1e-6 && unit > largest {
            unit /= 10.0;
        }
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * unit).find(|top| *top >= largest).unwrap_or(1.0)
    }

    /// The unbroken parts of a line. A step without a value ends a part.
    fn pieces(line: &ChartLine) -> Vec<Vec<(usize, f64)>> {
        let mut pieces: Vec<Vec<(usize, f64)>> = vec![Vec::new()];
        for (at, value) in line.values.iter().enumerate() {
            match (value, pieces.last_mut()) {
                (Some(value), Some(piece)) => piece.push((at, *value)),
                (None, Some(piece)) if !piece.is_empty() => pieces.push(Vec::new()),
                _ => {}
            }
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    /// The path of a line; a value without neighbours is a short level stroke.
    fn path(line: &ChartLine, x: &dyn Fn(f64) -> f64, y: &dyn Fn(f64) -> f64) -> String {
        let mut path = String::new();
        for piece in LineChart::pieces(line) {
            if let [(at, value)] = piece.as_slice() {
                let at = *at as f64;
                path += &format!("M{} {}H{}", decimal(x(at - 0.3)), decimal(y(*value)), decimal(x(at + 0.3)));
                continue;
            }
            for (n, (at, value)) in piece.iter().enumerate() {
                let joint = if n == 0 { "M" } else { "L" };
                path += &format!("{joint}{} {}", decimal(x(*at as f64)), decimal(y(*value)));
            }
        }
        path
    }

    /// The steps with a name below the chart: the first, the middle and the last.
    fn named_steps(&self) -> Vec<usize> {
        match self.steps.len() {
            0 => Vec::new(),
            1 => vec![0],
            2 => vec![0, 1],
            n => vec![0, n / 2, n - 1],
        }
    }
}

/// The chart on the page, with the names of its lines.
pub fn chart(title: &'static str, chart: &LineChart) -> AnyView {
    let top = chart.top();
    let n_steps = chart.steps.len().max(1);
    let paths: Vec<AnyView> = chart
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let path = LineChart::path(line, &|x| x + 0.5, &|y| PAGE_HEIGHT * (1.0 - y / top));
            view! { <path class="lines__line" data-line=at.to_string() d=path /> }.into_any()
        })
        .collect();
    let names: Vec<AnyView> = chart
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            view! {
                <li>
                    <svg class="lines__sample" viewBox="0 0 24 8" aria-hidden="true">
                        <path class="lines__line" data-line=at.to_string() d="M0 4H24" />
                    </svg>
                    <bdi>{line.name.clone()}</bdi> " " <small>{m::count_articles(line.total)}</small>
                </li>
            }
            .into_any()
        })
        .collect();
    let ends: Vec<AnyView> = chart
        .named_steps()
        .into_iter()
        .filter_map(|at| chart.steps.get(at))
        .map(|name| view! { <span>{name.clone()}</span> }.into_any())
        .collect();
    let largest = chart.lines.iter().filter_map(|line| {
        let values = line.values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?)));
        let (at, value) = values.max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some(m::over_time_most(&line.name, &figure(value), chart.steps.get(at)?))
    });
    let label = format!("{title}. {}", largest.collect::<Vec<_>>().join(" "));
    view! {
        <figure class="lines">
            <figcaption>{title}</figcaption>
            <ul class="lines__names">{names}</ul>
            <div class="lines__plot">
                <p class="lines__scale" aria-hidden="true">
                    <span>{figure(top)}</span><span>{figure(top / 2.0)}</span><span>{numbers::number(0)}</span>
                </p>
                <svg
                    viewBox=format!("0 0 {n_steps} {}", decimal(PAGE_HEIGHT))
                    preserveAspectRatio="none"
                    role="img"
                    aria-label=label
                >
                    <path class="lines__grid" d=format!("M0 0H{n_steps}M0 50H{n_steps}M0 100H{n_steps}") />
                    {paths}
                </svg>
            </div>
            <p class="lines__ends" aria-hidden="true">{ends}</p>
        </figure>
    }
    .into_any()
}

/// The chart as an SVG file that stands alone.
pub fn standalone(title: &str, chart: &LineChart, source: &str) -> String {
    let top = chart.top();
    let width = WIDTH - LEFT - 16.0;
    let n_steps = chart.steps.len().max(1) as f64;
    let x = |at: f64| LEFT + (at + 0.5) / n_steps * width;
    let y = |value: f64| BOTTOM - value / top * (BOTTOM - TOP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n<title>{0}</title>\n<desc>{1}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n<text x=\"{LEFT}\" y=\"20\" font-size=\"15\">{0}</text>\n",
        escaped(title),
        escaped(source)
    );
    for value in [0.0, top / 2.0, top] {
        let at = decimal(y(value));
        let right = decimal(LEFT + width);
        svg += &format!("<path d=\"M{LEFT} {at}H{right}\" stroke=\"#ccc\"/>\n");
        svg +=
            &format!("<text x=\"{}\" y=\"{at}\" dy=\"4\" text-anchor=\"end\">{}</text>\n", LEFT - 8.0, decimal(value));
    }
    for at in chart.named_steps() {
        let name = chart.steps.get(at).map(|name| escaped(name)).unwrap_or_default();
        let anchor = match at {
            0 => "start",
            at if at + 1 == chart.steps.len() => "end",
            _ => "middle",
        };
        svg += &format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{name}</text>\n",
            decimal(x(at as f64)),
            BOTTOM + 20.0
        );
    }
    let mut beside = LEFT;
    for (at, line) in chart.lines.iter().enumerate() {
        let colour = COLOURS.get(at % COLOURS.len()).copied().unwrap_or("#000");
        let dashes = if at < COLOURS.len() { String::new() } else { format!(" stroke-dasharray=\"{DASHES}\"") };
        let stroke = format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dashes}");
        svg += &format!("<path d=\"{}\" {stroke}/>\n", LineChart::path(line, &x, &y));
        let below = HEIGHT - 14.0;
        svg += &format!("<path d=\"M{} {}h20\" {stroke}/>\n", decimal(beside), below - 4.0);
        svg += &format!("<text x=\"{}\" y=\"{below}\">{}</text>\n", decimal(beside + 26.0), escaped(&line.name));
        beside += 44.0 + 7.5 * line.name.chars().count() as f64;
    }
    svg + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(values: &[Option<f64>]) -> LineChart {
        let steps = (0..values.len()).map(|at| format!("step {at}")).collect();
        LineChart {
            steps, lines: vec![ChartLine { name: "“a” & <b>".to_owned(), total: 3, values: values.to_vec() }]
        }
    }

    #[test]
    fn the_scale_ends_at_a_round_number() {
        for (largest, top) in
            [(0.0, 1.0), (0.03, 0.05), (1.0, 1.0), (3.0, 5.0), (17.0, 20.0), (51.0, 100.0), (200.0, 200.0)]
        {
            assert!(
                (lines(&[Some(largest)]).top() - top).abs() < 1e-9 || largest == 0.0,
                "{largest}: {}",
                lines(&[Some(largest)]).top()
            );
        }
        assert!(lines(&[None]).top() > 0.0);
    }

    #[test]
    fn steps_without_a_value_divide_the_line() {
        let chart = lines(&[Some(1.0), Some(2.0), None, Some(3.0), None]);
        let path = LineChart::path(&chart.lines[0], &|x| x, &|y| y);
        assert_eq!(path, "M0 1L1 2M2.7 3H3.3");
    }

    #[test]
    fn a_file_is_valid_and_names_its_source() {
        let svg = standalone("Articles", &lines(&[Some(1.0), Some(2.0)]), "https://example.org/#a=1&b=2");
        assert!(svg.contains("“a” &amp; &lt;b&gt;") && svg.contains("#a=1&amp;b=2") && svg.ends_with("</svg>\n"));
        let parts = svg.split(['<', '>']).skip(1).step_by(2);
        let (mut open, mut close) = (0, 0);
        for part in parts {
            close += usize::from(part.starts_with('/'));
            open += usize::from(!part.starts_with('/') && !part.ends_with('/'));
        }
        assert_eq!(open, close, "{svg}");
    }
}
