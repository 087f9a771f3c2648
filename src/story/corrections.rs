//! What `corpus.toml` states about stories: which articles tell the same one, which do not, and headlines.

use rustc_hash::FxHashMap;

use super::outline::StoryOutline;
use crate::corpus::StoryFacts;

/// The stories, corrected: lists of articles, each ascending, with the headline that is stated.
pub(super) fn corrected(
    stories: Vec<Vec<u32>>,
    outlines: &[StoryOutline],
    facts: &[StoryFacts],
) -> Vec<(Vec<u32>, Option<String>)> {
    if facts.is_empty() {
        return stories.into_iter().map(|members| (members, None)).collect();
    }
    let places: FxHashMap<&str, u32> = (0..).zip(outlines).map(|(at, outline)| (outline.source.as_str(), at)).collect();
    let known = |sources: &[String]| -> Vec<u32> {
        sources.iter().filter_map(|source| places.get(source.as_str()).copied()).collect()
    };
    let mut of_article = vec![0_usize; outlines.len()];
    for (story, members) in stories.iter().enumerate() {
        members.iter().for_each(|at| of_article[*at as usize] = story);
    }
    let mut stories: Vec<(Vec<u32>, Option<String>)> = stories.into_iter().map(|members| (members, None)).collect();
    for facts in facts {
        let (together, apart) = (known(&facts.articles), known(&facts.apart));
        let new = stories.len();
        if !apart.is_empty() {
            for at in &apart {
                stories[of_article[*at as usize]].0.retain(|member| member != at);
                of_article[*at as usize] = new;
            }
            stories.push((apart.clone(), None));
        }
        // What an entry says twice is apart.
        let mut together = together.iter().filter(|at| !apart.contains(at)).map(|at| of_article[*at as usize]);
        let Some(first) = together.next() else { continue };
        for other in together.filter(|other| *other != first).collect::<Vec<_>>() {
            let (members, title) = std::mem::take(&mut stories[other]);
            members.iter().for_each(|at| of_article[*at as usize] = first);
            stories[first].0.extend(members);
            stories[first].1 = stories[first].1.take().or(title);
        }
        stories[first].1 = facts.title.clone().or(stories[first].1.take());
    }
    stories.retain(|(members, _)| !members.is_empty());
    stories.iter_mut().for_each(|(members, _)| {
        members.sort_unstable();
        members.dedup();
    });
    stories
}
