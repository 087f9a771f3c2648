//! What the class, id, role and item property of an element say about its content.
//!
//! The names are those that publishing systems and newsrooms commonly use, in the languages of their templates.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A set of hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

macro_rules! hints {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)+) => {
        impl Hints { $($(#[$doc])* pub const $name: Hints = Hints(1 << $bit);)+ }
    };
}

hints! {
    /// The text of the article.
    BODY = 0;
    /// The article with its header and footer.
    ARTICLE = 1;
    /// A container for content of any kind.
    CONTENT = 2;
    /// Share buttons.
    SHARE = 3;
    /// Readers' comments and their form.
    COMMENT = 4;
    /// Other articles.
    RELATED = 5;
    /// Advertisements, subscriptions, newsletters.
    PROMOTION = 6;
    /// Words about a picture.
    CAPTION = 7;
    /// Embedded content of other sites.
    EMBED = 8;
    /// Navigation.
    NAVIGATION = 9;
    /// Copyright, terms, consent.
    LEGAL = 10;
    /// Date, byline, section.
    HEADER = 11;
    /// Words about the author.
    BIOGRAPHY = 12;
    /// Keywords of the article.
    TAGS = 13;
    /// The page footer.
    FOOTER = 14;
    /// The sidebar.
    SIDEBAR = 15;
    /// Hidden.
    HIDDEN = 16;
    /// The lead above the text.
    LEAD = 17;
    /// The headline.
    HEADLINE = 18;
    /// Authors' names.
    BYLINE = 19;
    /// A date.
    DATE = 20;
    /// Pictures.
    PICTURE = 21;
    /// Text about the author that need not begin with the name.
    ABOUT = 22;
    /// The part of the text that only subscribers see.
    PAYWALL = 23;
}

impl Hints {
    /// No hint.
    pub const NONE: Hints = Hints(0);

    /// Whether any of these hints is set.
    pub fn any(self, other: Hints) -> bool {
        self.0 & other.0 != 0
    }

    /// The union of both.
    pub const fn with(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    /// The hints in the names that an attribute gives its element.
    pub fn parse(names: &str) -> Hints {
        let mut text = String::new();
        push_normalised(names, &mut text);
        let found = MATCHER.find_overlapping_iter(&text).map(|found| HINTS[found.pattern().as_usize()].1);
        found.fold(Hints::NONE, Hints::with)
    }
}

/// The names in an attribute in lower case, with the words of each between hyphens: `postShare_box wide` becomes `
/// -post-share-box- -wide- `.
fn push_normalised(names: &str, out: &mut String) {
    for name in names.split_whitespace().take(40).filter(|name| !is_topic(name)) {
        out.push_str(" -");
        let mut before = ' ';
        for c in name.chars().take(100) {
            if c.is_alphanumeric() {
                if c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
                    out.push('-');
                }
                out.extend(c.to_lowercase());
            } else if !out.ends_with('-') {
                out.push('-');
            }
            before = c;
        }
        if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.push(' ');
}

/// Whether a name only says what an article or a section of it is about: publishing systems put topics on the element
/// around the whole, and turn the words of headings into anchors.
fn is_topic(name: &str) -> bool {
    let is_slug = name.len() > 24 && name.split('-').count() > 4 && !name.contains("--");
    if is_slug && name.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase()) {
        return true;
    }
    let topic = ["category-", "tag-"].iter().find_map(|prefix| name.strip_prefix(prefix));
    topic.is_some_and(|topic| {
        !["box", "cloud", "item", "label", "link", "links", "list", "section", "wrapper"].contains(&topic)
    })
}

static MATCHER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let patterns = HINTS.iter().map(|(pattern, _)| pattern);
    let kind = Some(AhoCorasickKind::DFA);
    AhoCorasick::builder().kind(kind).build(patterns).expect("the table's patterns make a matcher")
});

/// Parts of names in the form of [`push_normalised`]: with hyphens on both sides a whole word, with one hyphen the
/// start or end of a word, with none any part of a word; with a space the start or end of a name. Sorted.
#[rustfmt::skip]
const HINTS: &[(&str, Hints)] = &[
    (" -amp-sidebar- ", Hints::NAVIGATION),
    (" -bild- ", Hints::PICTURE),
    (" -hidden- ", Hints::HIDDEN),
    (" -image- ", Hints::PICTURE),
    (" -img- ", Hints::PICTURE),
    (" -menu-", Hints::NAVIGATION),
    (" -photo- ", Hints::PICTURE),
    (" -picture- ", Hints::PICTURE),
    (" -rail-", Hints::SIDEBAR),
    (" -right-rail-", Hints::SIDEBAR),
    (" -tag- ", Hints::TAGS),
    (" -widget-", Hints::SIDEBAR),
    ("-about-author-", Hints::BIOGRAPHY),
    ("-about-the-author-", Hints::BIOGRAPHY),
    ("-ad-", Hints::PROMOTION),
    ("-addtoany-", Hints::SHARE),
    ("-ads-", Hints::PROMOTION),
    ("-adsense-", Hints::PROMOTION),
    ("-adslot", Hints::PROMOTION),
    ("-advert", Hints::PROMOTION),
    ("-affiliate-", Hints::PROMOTION),
    ("-anreisser-", Hints::LEAD),
    ("-anzeige", Hints::PROMOTION),
    ("-article-", Hints::ARTICLE),
    ("-article-body-", Hints::BODY),
    ("-article-content-", Hints::BODY),
    ("-article-image-", Hints::PICTURE),
    ("-article-main-", Hints::BODY),
    ("-article-text-", Hints::BODY),
    ("-articlebody-", Hints::BODY),
    ("-articlecontent-", Hints::BODY),
    ("-articletext-", Hints::BODY),
    ("-artikel-", Hints::ARTICLE),
    ("-artikeltext-", Hints::BODY),
    ("-auteur-", Hints::BYLINE),
    ("-author-", Hints::BYLINE),
    ("-author-bio-", Hints::BIOGRAPHY),
    ("-author-box-", Hints::BIOGRAPHY),
    ("-author-byline-", Hints::BYLINE),
    ("-author-card-", Hints::BIOGRAPHY),
    ("-author-description-", Hints::BIOGRAPHY),
    ("-author-info-", Hints::BIOGRAPHY),
    ("-author-profile-", Hints::BIOGRAPHY),
    ("-authorbio-", Hints::BIOGRAPHY),
    ("-authorbox-", Hints::BIOGRAPHY),
    ("-authored-", Hints::DATE),
    ("-authorname", Hints::BYLINE),
    ("-authors-", Hints::BYLINE),
    ("-autor-", Hints::BYLINE),
    ("-autore-", Hints::BYLINE),
    ("-autoren-", Hints::BYLINE),
    ("-autoreninfo-", Hints::BIOGRAPHY),
    ("-axeptio", Hints::LEGAL),
    ("-banner-", Hints::PROMOTION),
    ("-below-entry-meta-", Hints::HEADER),
    ("-bildtext-", Hints::CAPTION),
    ("-bildunterschrift-", Hints::CAPTION),
    ("-bilduntertitel-", Hints::CAPTION),
    ("-bio- ", Hints::ABOUT),
    ("-blog-entry-", Hints::ARTICLE),
    ("-bookmark-", Hints::SHARE),
    ("-borlabs", Hints::LEGAL),
    ("-bottombar-", Hints::FOOTER),
    ("-breadcrumb", Hints::NAVIGATION),
    ("-byline", Hints::BYLINE),
    ("-caption-", Hints::CAPTION),
    ("-carousel-", Hints::RELATED),
    ("-cat-links-", Hints::TAGS),
    ("-cc-window-", Hints::LEGAL),
    ("-ccpa-", Hints::LEGAL),
    ("-chapeau-", Hints::LEAD),
    ("-cmplz-", Hints::LEGAL),
    ("-collapse-box-", Hints::RELATED),
    ("-comment-", Hints::COMMENT),
    ("-commentaires-", Hints::COMMENT),
    ("-commentary-", Hints::NONE),
    ("-commentlist-", Hints::COMMENT),
    ("-comments", Hints::COMMENT),
    ("-consent-", Hints::LEGAL),
    ("-consentmanager-", Hints::LEGAL),
    ("-contact-box-", Hints::BIOGRAPHY),
    ("-contactbox-", Hints::BIOGRAPHY),
    ("-content-", Hints::CONTENT),
    ("-content-body-", Hints::BODY),
    ("-contributor-", Hints::BYLINE),
    ("-cookie", Hints::LEGAL),
    ("-cookiebot", Hints::LEGAL),
    ("-copyright", Hints::LEGAL),
    ("-credit-", Hints::CAPTION),
    ("-credits-", Hints::CAPTION),
    ("-cta-", Hints::PROMOTION),
    ("-cybot", Hints::LEGAL),
    ("-date-", Hints::DATE),
    ("-dateline-", Hints::DATE),
    ("-datum-", Hints::DATE),
    ("-dek-", Hints::LEAD),
    ("-description-", Hints::LEAD),
    ("-dfp-", Hints::PROMOTION),
    ("-didomi-", Hints::LEGAL),
    ("-disclaimer-", Hints::LEGAL),
    ("-disclosure-", Hints::LEGAL),
    ("-disqus-", Hints::COMMENT),
    ("-donate-", Hints::PROMOTION),
    ("-donation-", Hints::PROMOTION),
    ("-download-list-", Hints::NAVIGATION),
    ("-dropdown-", Hints::NAVIGATION),
    ("-embed-", Hints::EMBED),
    ("-en-savoir-plus-", Hints::RELATED),
    ("-entry-content-", Hints::BODY),
    ("-entry-date-", Hints::DATE),
    ("-entry-footer-", Hints::FOOTER),
    ("-entry-meta-", Hints::HEADER),
    ("-entry-title-", Hints::HEADLINE),
    ("-entry-utility-", Hints::HEADER),
    ("-eu-cookie-", Hints::LEGAL),
    ("-excerpt-", Hints::LEAD),
    ("-factbox-", Hints::RELATED),
    ("-fb-comments-", Hints::COMMENT),
    ("-fc-consent-", Hints::LEGAL),
    ("-featured-image-", Hints::PICTURE),
    ("-feedback-", Hints::COMMENT),
    ("-figcaption-", Hints::CAPTION),
    ("-follow-us-", Hints::SHARE),
    ("-foot-", Hints::FOOTER),
    ("-footer", Hints::FOOTER),
    ("-fyre", Hints::COMMENT),
    ("-gallery-", Hints::PICTURE),
    ("-gdpr-", Hints::LEGAL),
    ("-headline-", Hints::HEADLINE),
    ("-hs-cta-", Hints::PROMOTION),
    ("-image-container-", Hints::PICTURE),
    ("-image-description-", Hints::CAPTION),
    ("-image-wrapper-", Hints::PICTURE),
    ("-imagetext-", Hints::CAPTION),
    ("-img-description-", Hints::CAPTION),
    ("-imginline-", Hints::CAPTION),
    ("-instagram-media-", Hints::EMBED),
    ("-interesting-articles-", Hints::RELATED),
    ("-interstitial-", Hints::RELATED),
    ("-intro-", Hints::LEAD),
    ("-is-hidden-", Hints::HIDDEN),
    ("-iubenda-", Hints::LEGAL),
    ("-jp-relatedposts-", Hints::RELATED),
    ("-keywords-", Hints::TAGS),
    ("-klaro-", Hints::LEGAL),
    ("-kommentar", Hints::COMMENT),
    ("-latest-", Hints::RELATED),
    ("-lead-", Hints::LEAD),
    ("-lead-image-", Hints::PICTURE),
    ("-leaderboard-", Hints::PROMOTION),
    ("-legal-", Hints::LEGAL),
    ("-legend-", Hints::CAPTION),
    ("-legende-", Hints::CAPTION),
    ("-legends-", Hints::CAPTION),
    ("-lesedauer-", Hints::HEADER),
    ("-linkbox-", Hints::RELATED),
    ("-linktipps-", Hints::RELATED),
    ("-login-", Hints::NAVIGATION),
    ("-mailmunch", Hints::PROMOTION),
    ("-masthead-", Hints::NAVIGATION),
    ("-menu- ", Hints::NAVIGATION),
    ("-meta-", Hints::HEADER),
    ("-metainfo-", Hints::HEADER),
    ("-mgid", Hints::RELATED),
    ("-modal-", Hints::HIDDEN),
    ("-more-from-", Hints::RELATED),
    ("-more-news-", Hints::RELATED),
    ("-more-stories-", Hints::RELATED),
    ("-most-", Hints::RELATED),
    ("-most-read-", Hints::RELATED),
    ("-mostread-", Hints::RELATED),
    ("-mw-editsection-", Hints::NAVIGATION),
    ("-nav-", Hints::NAVIGATION),
    ("-navbar", Hints::NAVIGATION),
    ("-navbox-", Hints::NAVIGATION),
    ("-navigation", Hints::NAVIGATION),
    ("-newsletter", Hints::PROMOTION),
    ("-next-", Hints::NAVIGATION),
    ("-next-story-", Hints::RELATED),
    ("-nextstory-", Hints::RELATED),
    ("-noprint-", Hints::NAVIGATION),
    ("-nota-pie-", Hints::LEGAL),
    ("-onetrust-", Hints::LEGAL),
    ("-osano-", Hints::LEGAL),
    ("-ot-sdk-", Hints::LEGAL),
    ("-outbrain", Hints::RELATED),
    ("-overlay-", Hints::HIDDEN),
    ("-pager-", Hints::NAVIGATION),
    ("-pagination", Hints::NAVIGATION),
    ("-paywall-", Hints::PAYWALL),
    ("-photo-container-", Hints::PICTURE),
    ("-photo-credit-", Hints::CAPTION),
    ("-photo-description-", Hints::CAPTION),
    ("-popular-", Hints::RELATED),
    ("-popup-", Hints::HIDDEN),
    ("-post-body-", Hints::BODY),
    ("-post-content-", Hints::BODY),
    ("-post-date-", Hints::DATE),
    ("-post-footer-", Hints::FOOTER),
    ("-post-meta-", Hints::HEADER),
    ("-post-text-", Hints::BODY),
    ("-postdate-", Hints::DATE),
    ("-posted-by-", Hints::BYLINE),
    ("-posted-on-", Hints::DATE),
    ("-postinfo-", Hints::HEADER),
    ("-postmetadata-", Hints::HEADER),
    ("-prev-", Hints::NAVIGATION),
    ("-print-only-", Hints::HIDDEN),
    ("-privacy-", Hints::LEGAL),
    ("-profile-descr-", Hints::BIOGRAPHY),
    ("-promo", Hints::PROMOTION),
    ("-pub-date-", Hints::DATE),
    ("-pubdate-", Hints::DATE),
    ("-publish-", Hints::DATE),
    ("-published", Hints::DATE),
    ("-published-", Hints::DATE),
    ("-qc-cmp", Hints::LEGAL),
    ("-rating-", Hints::SHARE),
    ("-read-also-", Hints::RELATED),
    ("-read-more-", Hints::RELATED),
    ("-read-next-", Hints::RELATED),
    ("-read-time-", Hints::HEADER),
    ("-reading-time-", Hints::HEADER),
    ("-readmore-", Hints::RELATED),
    ("-readnext-", Hints::RELATED),
    ("-readtime-", Hints::HEADER),
    ("-recent-", Hints::RELATED),
    ("-recirc", Hints::RELATED),
    ("-recommande", Hints::RELATED),
    ("-recommend", Hints::RELATED),
    ("-redakteur-", Hints::BYLINE),
    ("-related", Hints::RELATED),
    ("-replies-", Hints::COMMENT),
    ("-reply-", Hints::COMMENT),
    ("-reporter-", Hints::BYLINE),
    ("-respond-", Hints::COMMENT),
    ("-reviewbody-", Hints::BODY),
    ("-sapo-", Hints::LEAD),
    ("-savoir-plus-", Hints::RELATED),
    ("-screen-reader-", Hints::HIDDEN),
    ("-search-", Hints::NAVIGATION),
    ("-searchform-", Hints::NAVIGATION),
    ("-see-also-", Hints::RELATED),
    ("-share", Hints::SHARE),
    ("-sharedaddy-", Hints::SHARE),
    ("-sharethis-", Hints::SHARE),
    ("-shariff-", Hints::SHARE),
    ("-sharing", Hints::SHARE),
    ("-sidebar", Hints::SIDEBAR),
    ("-signup-", Hints::PROMOTION),
    ("-similar-", Hints::RELATED),
    ("-sitemap-", Hints::NAVIGATION),
    ("-skip-", Hints::NAVIGATION),
    ("-social", Hints::SHARE),
    ("-sommario-", Hints::LEAD),
    ("-sp-message-", Hints::LEGAL),
    ("-sponsor", Hints::PROMOTION),
    ("-spot-im", Hints::COMMENT),
    ("-sr-only-", Hints::HIDDEN),
    ("-standfirst-", Hints::LEAD),
    ("-story-", Hints::ARTICLE),
    ("-story-body-", Hints::BODY),
    ("-story-content-", Hints::BODY),
    ("-storybody-", Hints::BODY),
    ("-storytext-", Hints::BODY),
    ("-sub-head-", Hints::LEAD),
    ("-subhead-", Hints::LEAD),
    ("-subheadline-", Hints::LEAD),
    ("-subscribe", Hints::PROMOTION),
    ("-subscriber-only-", Hints::PAYWALL),
    ("-subscribers-only-", Hints::PAYWALL),
    ("-subscription", Hints::PROMOTION),
    ("-subtitle-", Hints::LEAD),
    ("-summary-", Hints::LEAD),
    ("-taboola", Hints::RELATED),
    ("-tag-cloud-", Hints::TAGS),
    ("-tag-list-", Hints::TAGS),
    ("-tagcloud-", Hints::TAGS),
    ("-taglist-", Hints::TAGS),
    ("-tags-", Hints::TAGS),
    ("-tarteaucitron", Hints::LEGAL),
    ("-teads-", Hints::PROMOTION),
    ("-teaser", Hints::RELATED),
    ("-teaser-text-", Hints::LEAD),
    ("-termly-", Hints::LEGAL),
    ("-timedata-", Hints::DATE),
    ("-timestamp-", Hints::DATE),
    ("-toc-", Hints::NAVIGATION),
    ("-toolbar-", Hints::NAVIGATION),
    ("-topics-", Hints::TAGS),
    ("-trending-", Hints::RELATED),
    ("-trust-badge-", Hints::LEGAL),
    ("-trustarc-", Hints::LEGAL),
    ("-truste-", Hints::LEGAL),
    ("-twitter-tweet-", Hints::EMBED),
    ("-user-notification-", Hints::LEGAL),
    ("-usercentrics-", Hints::LEGAL),
    ("-vcard-", Hints::BYLINE),
    ("-verfasser-", Hints::BYLINE),
    ("-viafoura", Hints::COMMENT),
    ("-visually-hidden-", Hints::HIDDEN),
    ("-vorspann-", Hints::LEAD),
    ("-werbung-", Hints::PROMOTION),
    ("-whatsapp-", Hints::SHARE),
    ("-widget-area-", Hints::SIDEBAR),
    ("-wp-caption-text-", Hints::CAPTION),
    ("-writer-", Hints::BYLINE),
    ("-yarpp-", Hints::RELATED),
    ("-zergnet-", Hints::RELATED),
    ("caption-", Hints::CAPTION),
    ("comment-list-", Hints::COMMENT),
];

#[cfg(test)]
mod tests {
    use super::{HINTS, Hints};

    #[test]
    fn the_table_is_sorted() {
        assert!(HINTS.is_sorted_by_key(|(pattern, _)| pattern));
    }

    #[test]
    fn words_of_a_name_are_told_apart() {
        assert!(Hints::parse("relatedArticles").any(Hints::RELATED));
        assert!(Hints::parse("post_share-box").any(Hints::SHARE));
        assert!(!Hints::parse("header shadow").any(Hints::PROMOTION));
        assert!(Hints::parse("articleBody").any(Hints::BODY));
        assert!(Hints::parse("field--name-field-author field--type-reference").any(Hints::BYLINE));
        assert!(!Hints::parse("the-author-of-the-book-speaks-out").any(Hints::BYLINE));
        assert_eq!(Hints::parse(""), Hints::NONE);
    }
}
