/** Loads the engine; `Archive` does so by itself. Pass `wasm` if `engine_bg.wasm` is not next to the script. */
export default function init(wasm?: URL | BufferSource): Promise<void>;

/** A news archive that is searched on the reader's machine. Errors are `DatelineError`s. */
export class Archive {
  /** Opens a bundle made by `dateline build`, given its `manifest.json`. */
  static open(manifest: string | URL): Promise<Archive>;
  /** Builds an archive in memory from articles or structured records, one JSON object per line. */
  static fromJsonl(bytes: Uint8Array): Promise<Archive>;
  private constructor();
  /** Ids, counts and days; fetches no titles or texts. A long search lets the page respond in between, and ends when `signal` is aborted. */
  query(q?: Query, options?: { signal?: AbortSignal }): Promise<Result>;
  /** The cards of these articles; with `q`, its words are marked in the snippets. */
  cards(ids: string[], q?: Query, options?: { signal?: AbortSignal }): Promise<Card[]>;
  /** The articles of a query, by story: the query's `offset` and `limit` count stories. */
  stories(q?: Query, options?: { signal?: AbortSignal }): Promise<StoryList>;
  /** All actors and outlets: name to id. */
  ids(): Promise<{ actors: Record<string, string>; outlets: Record<string, string> }>;
  /** A whole article. */
  article(id: string): Promise<Article>;
  /** A story that several articles tell, by the id that `facets.story` of a result has. */
  story(id: string): Promise<Story>;
  readonly info: {
    title?: string; description?: string; hash: string;
    articles: number; /** The texts of the articles are not in the archive. */ withoutText?: true; outlets: number; actors: number; from?: string; to?: string; undated: number;
  };
}

export interface DatelineError extends Error {
  code: 'malformed-query' | 'unknown-article' | 'unknown-story' | 'unavailable' | 'damaged' | 'other-format';
  /** If the text of a query is malformed: the position of the character, from 1. */
  position?: number;
}

/** Ids of values: an article must have all of `all`, one of `any` and none of `none`. Under `any` and `none`, `unknown` stands for articles without a value. */
export interface Choice { all?: string[]; any?: string[]; none?: string[] }

export interface Query {
  /** Match words as written, without stemming. */
  exact?: boolean;
  /** The text is being typed: its last word may be incomplete. */
  typing?: boolean;
  /** Words (AND), "a phrase", prefix*, -not, a OR b, (parentheses), title:word, body:word, outlet:word, actor:word, "a b"~5. */
  text?: string;
  actors?: Choice;
  outlets?: Choice;
  /** Stories that several articles tell. */
  story?: Choice;
  cites?: Choice;
  section?: Choice;
  language?: Choice;
  speaker?: Choice;
  author?: Choice;
  tag?: Choice;
  outletGroup?: Choice;
  /** What Dateline inferred because the document does not state it: "date", "headline", "outlet". */
  inferred?: Choice;
  /** ISO days, both ends included. */
  from?: string;
  to?: string;
  /** With a range of days, undated articles are left out unless true; "only" keeps only them. */
  undated?: boolean | 'only';
  /** Default: "relevance" if there is text, else "newest". */
  sort?: 'newest' | 'oldest' | 'relevance';
  offset?: number;
  /** Default: 50. */
  limit?: number;
  /** The maximum number of values per facet. Default: 20. With 0, the files that only counts need are not fetched. */
  facetLimit?: number;
}

export interface Count { id: string; name: string; count: number }

export interface ActorCount extends Count { kind: string }

export interface Result {
  total: number;
  /** `outlet` is its id. */
  hits: { id: string; date?: string; outlet?: string }[];
  facets: {
    actors: ActorCount[]; outlets: Count[]; story: Count[]; cites: Count[]; section: Count[]; language: Count[]; speaker: Count[]; author: Count[]; tag: Count[]; outletGroup: Count[]; inferred: Count[];
    withoutOutlet: number;
  };
  /** `month` is "YYYY-MM", in chronological order; ignores the range of days. */
  histogram: { month: string; count: number }[];
  /** The number of matching articles without a date, ignoring the range of days. */
  undated: number;
  /** If nothing was found: the text with unknown words replaced by similar words of the archive. */
  suggestion?: string;
  tookMs: number;
}

export interface Card {
  id: string; title: string;
  /** The matching places of the title, in UTF-16 units; left out if there are none. */
  titleMarks?: [number, number][];
  date?: string; datePrecision?: 'day' | 'month' | 'year'; dateBasis?: 'stated' | 'sidecar' | 'inferred';
  outlet?: { id: string; name: string };
  /** The language of its text, as a BCP 47 code. */
  language?: string;
  /** At most 12, most mentioned first. */
  actors: { id: string; name: string; kind: string }[];
  /** Marks in UTF-16 units; the opening words when the query has no text. */
  snippets: { text: string; marks: [number, number][] }[];
}

/** The articles of a query, by story. */
export interface StoryList {
  /** The number of articles that match. */
  articles: number;
  /** The number of stories that they tell; an article that tells none with another one counts as a story. */
  stories: number;
  /** In the order of the first article of each. */
  entries: StoryEntry[];
}

/** A story, with those of its articles that match a query. */
export interface StoryEntry {
  /** Their ids, in the order of the query. */
  articles: string[];
  /** Only the articles that match count. `null` if there is one. */
  story: null | {
    /** As `Archive.story` takes it. */
    id: string; title: string;
    /** The first and the last day, "YYYY-MM-DD". */
    from: string | null; to: string | null;
    /** The number of sources that tell it independently; `null` if the articles state their stories. */
    sources: number | null;
    /** Their names, in the order of the articles. */
    outlets: string[];
  };
}

/** An article as `dateline parse` prints it. */
export interface Article {
  id: string; source: string; url: string | null;
  title: { value: string; basis: string };
  date: null | { value: string; precision: 'day' | 'month' | 'year'; basis: string; evidence: string };
  /** The day on which this copy was made, if the document or its container says so; "YYYY-MM-DD". */
  collected: string | null;
  outlet: null | { id: string; name: string; basis: string; evidence?: string };
  authors: string[]; section: string | null; language: string | null;
  /** The tags, and the groups of outlets, that `corpus.toml` states. */
  tags?: string[]; groups?: string[];
  /** The name of the story that it tells with other articles. */
  story?: string;
  body: string[];
  removed: { text: string; kind: string }[];
  actors: { id: string; name: string; kind: string; mentions: { paragraph: number; start: number; end: number }[] }[];
  cites: { id: string; name: string }[];
  quotes: { text: string; paragraph: number; start: number; end: number; speaker: string | null }[];
  warnings: { code: string; message: string }[];
}

/** A story as `dateline stories` prints it. */
export interface Story {
  /** The same for the same articles. */
  id: string;
  title: string;
  /** The first and the last day, "YYYY-MM-DD". */
  from: string | null; to: string | null;
  /** In order of time; `outlet` is its name. */
  articles: { id: string; outlet: string | null; date: string | null }[];
  /** Families of articles that carry the same text, by their ids; each counts as one source. */
  copies: string[][];
  /** Where the text of each family comes from: an agency, by name, or the id of the first article, or unknown. */
  roots: { agency: string | null; article: string | null }[];
  /** The number of sources that tell it independently. */
  sources: number;
  /** What the articles have in common, weightiest first. */
  why: { words: string[]; actors: string[] };
}
