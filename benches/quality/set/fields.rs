//! The measures that several sets share.

use dateline::model::Article;

use crate::measure::{MeanOverlap, Overlap, Score};
use crate::normalise;
use crate::options::Options;
use crate::pages::Truth;
use crate::report::Report;

/// The length of the runs of words by which bodies are compared.
pub const RUN: usize = 4;

/// Scores bodies by runs of words.
pub fn bodies(set: &'static str, found: &[(Truth, Article)], bar: Option<f64>, options: &Options, report: &mut Report) {
    let mut mean = MeanOverlap::default();
    let mut worst = Vec::new();
    for (truth, article) in found {
        let Some(body) = &truth.body else { continue };
        let overlap = Overlap::of(body, &article.body.join("\n"), RUN);
        mean.add(overlap);
        worst.push((overlap.f1(), overlap, &truth.id));
    }
    worst.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (f1, overlap, id) in worst.iter().take(options.errors) {
        eprintln!("{set} body {f1:.3} P {:.3} R {:.3} {id}", overlap.precision(), overlap.recall());
    }
    let score = mean.score();
    report.add(set, "body F1", mean.pages, score.detail(), score.f1(), bar);
}

/// Counts lost articles: pages whose own F1 is below one half.
pub fn lost(set: &'static str, found: &[(Truth, Article)], report: &mut Report) {
    let mut n = 0;
    let mut lost = 0;
    for (truth, article) in found {
        let Some(body) = &truth.body else { continue };
        n += 1;
        lost += usize::from(Overlap::of(body, &article.body.join("\n"), RUN).f1() < 0.5);
    }
    report.add(set, "pages under .5", n, format!("{lost} lost"), lost as f64, None);
}

/// Scores titles: equal after normalisation.
pub fn titles(set: &'static str, found: &[(Truth, Article)], bar: Option<f64>, options: &Options, report: &mut Report) {
    let mut count = Count::new(set, "title", options);
    let mut loose = 0;
    for (truth, article) in found {
        let Some(title) = &truth.title else { continue };
        let (right, given) = (normalise::title(title), normalise::title(&article.title.value));
        let long = right.chars().count().min(given.chars().count()) >= 8;
        loose += usize::from(right == given || long && (right.contains(&given) || given.contains(&right)));
        count.add(right == given, truth, || format!("{:?} for {title:?}", article.title.value));
    }
    let detail = format!("loose {:.3}", loose as f64 / count.n.max(1) as f64);
    report.add(set, "title exact", count.n, detail, count.share(), bar);
}

/// Scores dates: the same day.
pub fn dates(set: &'static str, found: &[(Truth, Article)], bar: Option<f64>, options: &Options, report: &mut Report) {
    let mut count = Count::new(set, "date", options);
    let mut none = 0;
    for (truth, article) in found {
        let Some(date) = &truth.date else { continue };
        let day = article.date.as_ref().map(|date| date.value.to_string());
        none += usize::from(day.is_none());
        let evidence = article.date.as_ref().map_or("", |date| &date.evidence);
        count.add(day.as_deref() == date.get(..10), truth, || format!("{day:?} for {date} from `{evidence}`"));
    }
    let wrong = count.n - count.right - none;
    let score = Score::from_counts(count.right, wrong, none);
    report.add(set, "date exact", count.n, score.detail(), count.share(), bar);
}

/// Scores authors: the same set of names.
pub fn authors(
    set: &'static str,
    found: &[(Truth, Article)],
    bar: Option<f64>,
    options: &Options,
    report: &mut Report,
) {
    let mut count = Count::new(set, "author", options);
    let mut hit = 0;
    for (truth, article) in found {
        let Some(author) = &truth.author else { continue };
        let right = normalise::names(&author.text());
        let given = normalise::names(&article.authors.join("; "));
        hit += usize::from(right.intersection(&given).next().is_some());
        count.add(right == given, truth, || format!("{:?} for {:?}", article.authors, author.text()));
    }
    let detail = format!("some name right {:.3}", hit as f64 / count.n.max(1) as f64);
    report.add(set, "author exact", count.n, detail, count.share(), bar);
}

/// Scores the names of outlets.
pub fn outlets(set: &'static str, found: &[(Truth, Article)], options: &Options, report: &mut Report) {
    let mut count = Count::new(set, "outlet", options);
    for (truth, article) in found {
        let Some(name) = &truth.site_name else { continue };
        let given = article.outlet.as_ref().map_or("", |outlet| &outlet.name);
        count.add(normalise::title(name) == normalise::title(given), truth, || format!("{given:?} for {name:?}"));
    }
    report.add(set, "outlet exact", count.n, "", count.share(), None);
}

/// Counts right answers and lists the first wrong ones.
struct Count<'a> {
    set: &'static str,
    field: &'static str,
    options: &'a Options,
    n: usize,
    right: usize,
}

impl<'a> Count<'a> {
    fn new(set: &'static str, field: &'static str, options: &'a Options) -> Count<'a> {
        Count { set, field, options, n: 0, right: 0 }
    }

    fn add(&mut self, right: bool, truth: &Truth, wrong: impl Fn() -> String) {
        self.n += 1;
        self.right += usize::from(right);
        if !right && self.n - self.right <= self.options.errors {
            eprintln!("{} {} {}: {}", self.set, self.field, truth.id, wrong());
        }
    }

    fn share(&self) -> f64 {
        self.right as f64 / self.n.max(1) as f64
    }
}
