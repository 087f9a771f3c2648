//! The words of the archive that the words of a query mean, and the files that tell of them.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::MissingFiles;
use crate::bundle::{FileRef, Shelf, TextRoot};
use crate::index::text::{LexiconChunk, WordBits};
use crate::index::{FacetKind, Stems, TermId, ValueId};
use crate::query::engine::{BitsCache, Engine, Pause, QueryResult, damaged};
use crate::query::error::FileDamage;
use crate::query::step_counter::StepCounter;
use crate::query::text::{Leaf, QueryWord};
use crate::wire::bytes::ByteReader;
use crate::wire::sort::sort_by_key;

/// The maximum number of languages whose word forms are searched for.
const MAX_LANGUAGES: usize = 6;

/// The number of languages that have a bit of their own in [`ArchiveWord::languages`].
const LANGUAGE_BITS: u32 = 62;

/// The bit in [`ArchiveWord::languages`] of articles whose language is not known, or has no bit of its own.
pub(super) const NO_LANGUAGE: u64 = 1 << 63;

/// The maximum length, in bytes, of a suffix in the languages that have stemmers.
const MAX_SUFFIX_BYTES: usize = 12;

/// The steps for finding the stem of a word.
const STEM_STEPS: usize = 50;

/// The steps for finding the bits of a word.
pub(super) const BITS_STEPS: usize = 5;

/// The bit of a language, by its value in the facet of languages.
pub(super) fn language_bit(language: ValueId) -> Option<u64> {
    (language.0 < LANGUAGE_BITS).then(|| 1 << language.0)
}

/// A word of the archive that a word of the query means.
#[derive(Clone, Copy, Debug)]
pub(super) struct ArchiveWord {
    /// Its number in the lexicon.
    pub(super) number: TermId,
    /// The number of articles that have it.
    pub(super) count: u32,
    /// The languages in which it is a form of the query's word, a bit each; all if it is that word itself.
    pub(super) languages: u64,
}

impl ArchiveWord {
    fn as_written(number: TermId, count: u32) -> ArchiveWord {
        ArchiveWord { number, count, languages: u64::MAX }
    }

    /// Whether it is the query's word itself, or begins with its prefix.
    pub(super) fn is_as_written(&self) -> bool {
        self.languages == u64::MAX
    }
}

/// The words of the archive that a word of the query means, while they are searched for.
#[derive(Default)]
pub(super) struct WordTerms {
    pub(super) terms: Vec<ArchiveWord>,
    /// The place in the list of each other form.
    places: FxHashMap<TermId, usize>,
}

/// A leaf of the query with the words of the archive that each of its words means.
pub(super) struct LeafTerms<'a> {
    pub(super) leaf: &'a Leaf,
    pub(super) terms: Vec<Vec<ArchiveWord>>,
}

impl LeafTerms<'_> {
    /// The words that the archive does not have.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &QueryWord> {
        let words = self.leaf.words.iter().zip(&self.terms);
        words.filter(|(word, terms)| terms.is_empty() && !word.prefix).map(|(word, _)| word)
    }
}

impl Engine {
    /// Notes the files with the articles, and if need be the positions, of a word.
    pub(super) fn note_files(
        &self,
        root: &TextRoot,
        term: &ArchiveWord,
        needs_positions: bool,
        missing: &mut MissingFiles,
    ) -> Result<(), Pause> {
        missing.note(self.bits(&self.postings, &root.postings, term.number))?;
        if needs_positions && let Some(shelf) = missing.note(self.positions_shelf())? {
            missing.note(self.bits(&self.positions, shelf, term.number))?;
        }
        Ok(())
    }

    pub(in crate::query) fn text_root(&self) -> QueryResult<&TextRoot> {
        if let Some(root) = self.root.get() {
            return Ok(root);
        }
        let entry = &self.manifest.words;
        let bytes = self.file(&FileRef::from(entry))?;
        let root = TextRoot::decode(&bytes).map_err(|damage| damaged(&entry.name, damage))?;
        if root.lengths.len() != self.columns()?.dates.articles() {
            return Err(damaged(&entry.name, FileDamage::OtherArticles).into());
        }
        self.drop_file(&entry.name);
        Ok(self.root.get_or_init(|| root))
    }

    pub(super) fn positions_shelf(&self) -> QueryResult<&Shelf> {
        if let Some(shelf) = self.positions_shelf.get() {
            return Ok(shelf);
        }
        let entry = &self.manifest.positions;
        let bytes = self.file(&FileRef::from(entry))?;
        let shelf = Shelf::decode("positions", &mut ByteReader::new(&bytes));
        let shelf = shelf.map_err(|damage| damaged(&entry.name, damage))?;
        Ok(self.positions_shelf.get_or_init(|| shelf))
    }

    /// The most frequent words of the archive.
    pub(in crate::query) fn spelling(&self) -> QueryResult<Rc<LexiconChunk>> {
        let entry = &self.manifest.spelling;
        let bytes = self.file(&FileRef::from(entry))?;
        Ok(Rc::new(LexiconChunk::decode(&bytes).map_err(|damage| damaged(&entry.name, damage))?))
    }

    /// The stemmers of the archive's most frequent languages, each with the bit of its articles.
    pub(in crate::query) fn stems(&self) -> Result<Vec<(Stems, u64)>, Pause> {
        let languages = self.columns()?.values(FacetKind::Language);
        let mut counts: Vec<(u32, ValueId)> = ValueId::up_to(languages.len().min(LANGUAGE_BITS as usize))
            .map(|value| (languages.articles(value), value))
            .collect();
        sort_by_key(&mut counts, |(count, value)| (std::cmp::Reverse(*count), *value));
        let stemmer =
            |(_, value): (u32, ValueId)| Some((Stems::for_language(languages.name(value))?, language_bit(value)?));
        let mut stems: Vec<(Stems, u64)> = counts.into_iter().filter_map(stemmer).take(MAX_LANGUAGES).collect();
        // Articles whose language is not known are taken to be in the archive's most frequent one, or else in English.
        match stems.first_mut() {
            Some((_, bits)) => *bits |= NO_LANGUAGE,
            None => stems.extend(Stems::for_language("en").map(|stems| (stems, NO_LANGUAGE))),
        }
        Ok(stems)
    }

    /// The words of the archive that a word of the query means as it is written, as far as the files at hand tell.
    pub(super) fn terms_as_written(
        &self,
        root: &TextRoot,
        word: &QueryWord,
        missing: &mut MissingFiles,
    ) -> QueryResult<WordTerms> {
        let mut found = WordTerms::default();
        if word.prefix {
            self.each_word(root, &word.text, missing, |_, number, count| {
                found.terms.push(ArchiveWord::as_written(number, count));
            })?;
            return Ok(found);
        }
        for chunk in root.chunks_between(&word.text, Some(&word.text)) {
            let Some(lexicon) = missing.note(self.lexicon(root, chunk))? else { continue };
            let at = lexicon.seek(&word.text);
            if lexicon.word(at) == word.text && at < lexicon.len() {
                let number = TermId(root.lexicon.span(chunk).start + at as u32);
                found.terms.push(ArchiveWord::as_written(number, lexicon.count(at)));
            }
        }
        Ok(found)
    }

    /// Adds the words of the archive with the same stem in a language.
    pub(super) fn add_forms(
        &self,
        root: &TextRoot,
        word: &QueryWord,
        (stemmer, bits): &(Stems, u64),
        found: &mut WordTerms,
        missing: &mut MissingFiles,
        steps: &StepCounter,
    ) -> QueryResult<()> {
        let WordTerms { terms, places } = found;
        let stem = stemmer.stem(&word.text);
        for start in stemmer.starts(&stem).iter().filter(|start| start.chars().nth(1).is_some()) {
            let (mut looked_at, mut stemmed) = (0, 0);
            self.each_word(root, start, missing, |form, number, count| {
                looked_at += 1;
                if form.len() > start.len() + MAX_SUFFIX_BYTES || form == word.text {
                    return;
                }
                stemmed += 1;
                if stemmer.stem(form) != stem {
                    return;
                }
                let place = *places.entry(number).or_insert(terms.len());
                match terms.get_mut(place) {
                    Some(term) => term.languages |= bits,
                    None => terms.push(ArchiveWord { number, count, languages: *bits }),
                }
            })?;
            steps.take(1 + looked_at + stemmed * STEM_STEPS);
        }
        Ok(())
    }

    /// Passes each word of the archive that begins with `start` to `act`, with its number and its number of articles.
    fn each_word(
        &self,
        root: &TextRoot,
        start: &str,
        missing: &mut MissingFiles,
        mut act: impl FnMut(&str, TermId, u32),
    ) -> Result<(), Pause> {
        let after = format!("{start}\u{10ffff}");
        for chunk in root.chunks_between(start, Some(&after)) {
            let Some(lexicon) = missing.note(self.lexicon(root, chunk))? else { continue };
            let first = root.lexicon.span(chunk).start;
            for index in lexicon.seek(start)..lexicon.len() {
                let word = lexicon.word(index);
                if !word.starts_with(start) {
                    break;
                }
                act(word, TermId(first + index as u32), lexicon.count(index));
            }
        }
        Ok(())
    }

    fn lexicon(&self, root: &TextRoot, chunk: usize) -> QueryResult<Rc<LexiconChunk>> {
        if let Some(lexicon) = self.lexicons.borrow().get(&chunk) {
            return Ok(lexicon.clone());
        }
        let Some(file) = root.lexicon.file(chunk) else { return Ok(Rc::default()) };
        let bytes = self.file(&file)?;
        let lexicon = LexiconChunk::decode(&bytes).map_err(|damage| damaged(&file.name, damage))?;
        if lexicon.len() != root.lexicon.span(chunk).len() {
            return Err(damaged(&file.name, FileDamage::OtherWords).into());
        }
        let lexicon = Rc::new(lexicon);
        self.lexicons.borrow_mut().insert(chunk, lexicon.clone());
        self.drop_file(&file.name);
        Ok(lexicon)
    }

    /// The chunk with the bits of a word, and the word's place in it.
    pub(super) fn bits(&self, kept: &BitsCache, shelf: &Shelf, word: TermId) -> QueryResult<(Rc<WordBits>, usize)> {
        let Some((chunk, place)) = shelf.find(word.0) else { return Ok(Default::default()) };
        if let Some(bits) = kept.borrow().get(&chunk) {
            return Ok((bits.clone(), place as usize));
        }
        let Some(file) = shelf.file(chunk) else { return Ok(Default::default()) };
        let bytes = self.file(&file)?;
        let bits = WordBits::decode(shelf.span(chunk).len(), bytes);
        let bits = Rc::new(bits.map_err(|damage| damaged(&file.name, damage))?);
        kept.borrow_mut().insert(chunk, bits.clone());
        self.drop_file(&file.name);
        Ok((bits, place as usize))
    }
}
