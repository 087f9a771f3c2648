//! Numbers of articles, values and words. Each is a type of its own, so that one cannot be used for another.

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in a list of all.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The first `count` numbers, in order.
            #[inline]
            pub fn up_to(count: usize) -> impl DoubleEndedIterator<Item = $name> + ExactSizeIterator + Clone {
                (0..count as u32).map($name)
            }
        }
    )*};
}

numbers! {
    /// The place of an article in the order of the archive: newest first, then by id, undated articles last.
    Rank;
    /// A value of a facet: its place in the order of the facet's values.
    ValueId;
    /// A word of the archive: its place in the lexicon.
    TermId;
}

impl Rank {
    /// The rank that follows.
    #[inline]
    pub fn next(self) -> Rank {
        Rank(self.0 + 1)
    }
}

impl ValueId {
    /// Stands for "no value" where every article must have an entry.
    pub const NONE: ValueId = ValueId(u32::MAX);
}
