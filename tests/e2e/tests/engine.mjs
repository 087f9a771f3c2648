// What docs/engine.md promises of engine.js, in Node; run by engine.rs with the folder of the built site.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const site = process.argv[2];
const { default: init, Archive } = await import(pathToFileURL(join(site, 'engine.js')));
await init();

const open = (folder) => Archive.open(pathToFileURL(join(folder, 'manifest.json')));
const archive = await open(join(site, 'archive'));
const { articles } = archive.info;
assert.ok(articles > 0);

// Everything, by pages, in one order; counts that add up.
const all = await archive.query({ limit: articles });
assert.equal(all.total, articles);
assert.equal(new Set(all.hits.map((hit) => hit.id)).size, articles);
const second = await archive.query({ offset: 1, limit: 1 });
assert.deepEqual(second.hits, all.hits.slice(1, 2));
const dated = all.histogram.reduce((sum, month) => sum + month.count, 0);
assert.equal(dated + all.undated, articles);
assert.ok(all.tookMs >= 0);

// Names, cards, articles.
const ids = await archive.ids();
for (const { id, name } of all.facets.actors) assert.equal(ids.actors[name], id);
const word = 'a*';
const found = await archive.query({ text: word });
for (const card of await archive.cards(found.hits.map((hit) => hit.id), { text: word })) {
  for (const { text, marks } of card.snippets) {
    for (const [start, end] of marks) assert.match(text.slice(start, end).normalize('NFKD'), /^a/i);
  }
  assert.equal((await archive.article(card.id)).title.value, card.title);
}

// The articles by story: each once, and every story as `story` gives it.
const list = await archive.stories();
assert.deepEqual(list.entries.flatMap((entry) => entry.articles).sort(), all.hits.map((hit) => hit.id).sort());
assert.deepEqual([list.articles, list.stories], [articles, list.entries.length]);
const told = list.entries.filter((entry) => entry.story);
assert.ok(told.length > 0 && list.stories < articles);
for (const { articles: own, story: { id, title, from, to, sources } } of told) {
  const story = await archive.story(id);
  assert.deepEqual({ title, from, to, sources }, { title: story.title, from: story.from, to: story.to, sources: story.sources });
  assert.deepEqual([...own].sort(), story.articles.map((article) => article.id).sort());
}
assert.deepEqual((await archive.stories({ offset: 1, limit: 2 })).entries, list.entries.slice(1, 3));

// What was concluded is a facet, and the articles behind each count say so themselves.
for (const { id, count } of all.facets.inferred) {
  const concluded = await archive.query({ inferred: { any: [id] }, limit: articles });
  assert.equal(concluded.total, count);
  for (const hit of concluded.hits) {
    const { title, date, outlet } = await archive.article(hit.id);
    assert.equal({ date: date?.basis, headline: title.basis, outlet: outlet?.basis }[id], { date: 'inferred', headline: 'derived', outlet: 'url' }[id]);
  }
}
assert.ok(all.facets.inferred.some(({ id }) => id === 'date'));

// Errors have codes.
const failing = (promise, expected) => assert.rejects(promise, { name: 'DatelineError', ...expected });
await failing(archive.query({ text: 'é "open' }), { code: 'malformed-query', position: 3 });
await failing(archive.query({ from: 'yesterday' }), { code: 'malformed-query' });
await failing(archive.stories({ text: '"open' }), { code: 'malformed-query', position: 1 });
await failing(archive.article('no such article'), { code: 'unknown-article' });
await failing(open(join(site, 'nowhere')), { code: 'unavailable' });

await failing(Archive.open('//'), { code: 'unavailable' });

// A long search lets others run, and can be ended.
{
  const long = { text: '"' + 'the of to and '.repeat(60) + '"~9999' };
  const { total } = await archive.query(long);
  assert.ok(total >= 0);
  const controller = new AbortController();
  controller.abort();
  const left = archive.query({ text: 'a*' }, { signal: controller.signal });
  await left.then(() => {}, (error) => assert.equal(error.name, 'AbortError'));
  await failing(archive.query({ text: 'word '.repeat(300) }), { code: 'malformed-query' });
  await failing(archive.query({ actors: { all: Array.from({ length: 600 }, (_, n) => `a${n}`) } }), { code: 'malformed-query' });
}

// A damaged or missing file is the error of the answers that need it; the rest goes on.
const copy = await mkdtemp(join(tmpdir(), 'dateline-'));
try {
  await cp(join(site, 'archive'), copy, { recursive: true });
  const texts = (await readdir(copy)).filter((name) => name.startsWith('texts.'));
  for (const name of texts) {
    const bytes = await readFile(join(copy, name));
    bytes[bytes.length >> 1] ^= 1;
    await writeFile(join(copy, name), bytes);
  }
  const damaged = await open(copy);
  assert.equal((await damaged.query()).total, articles);
  await failing(damaged.article(all.hits[0].id), { code: 'damaged' });
  for (const name of texts) await rm(join(copy, name));
  const lacking = await open(copy);
  assert.deepEqual(await lacking.cards([all.hits[0].id]), await archive.cards([all.hits[0].id]));
  await failing(lacking.article(all.hits[0].id), { code: 'unavailable' });
  const manifest = JSON.parse(await readFile(join(copy, 'manifest.json'), 'utf8'));
  await writeFile(join(copy, 'manifest.json'), JSON.stringify({ ...manifest, format: 99 }));
  await failing(open(copy), { code: 'other-format' });

  // A manifest leads nowhere else, whatever it names, and no false size takes memory.
  const changed = async (change) => {
    const other = structuredClone(manifest);
    change(other);
    await writeFile(join(copy, 'manifest.json'), JSON.stringify(other));
    return open(copy);
  };
  const secret = join(copy, '..', `secret-${process.pid}`);
  await writeFile(secret, 'secret');
  const outside = ['../secret', `..%2fsecret-${process.pid}`, `%2e%2e/secret-${process.pid}`, '/etc/passwd', '//other.example/a',
    '\\\\other.example\\a', 'http://other.example/a', 'data:,a', 'file:///etc/passwd', 'a/b', '.', '', 'a\u0000', 'a\n'];
  const fetching = globalThis.fetch;
  globalThis.fetch = () => { throw new Error('something was fetched'); };
  for (const name of outside) await failing(changed((other) => { other.atlas.name = name; }), { code: 'damaged' });
  globalThis.fetch = fetching;
  await rm(secret);
  const before = process.memoryUsage().rss;
  for (const size of [2 ** 30, 2 ** 53]) {
    await failing(changed((other) => { other.atlas.unpacked = size; }), { code: 'damaged' });
    await failing(changed((other) => { other.atlas.bytes = size; }), { code: 'damaged' });
  }
  await failing(changed((other) => { other.atlas.unpacked = (other.atlas.unpacked ?? other.atlas.bytes) + 1; }), { code: 'damaged' });
  await failing(changed((other) => { other.articles += 1; }), { code: 'damaged' });
  // A bomb: a megabyte that inflates to a gigabyte, whose size and hash the manifest states truly.
  const { deflateSync } = await import('node:zlib');
  const { createHash } = await import('node:crypto');
  const bomb = deflateSync(Buffer.alloc(2 ** 28 + 1));
  await writeFile(join(copy, 'bomb.bin'), bomb);
  const sha256 = createHash('sha256').update(bomb).digest('hex');
  for (const unpacked of [2 ** 28 + 1, 1000]) {
    await failing(changed((other) => { other.atlas = { name: 'bomb.bin', bytes: bomb.length, sha256, unpacked }; }), { code: 'damaged' });
  }
  const taken = process.memoryUsage().rss - before;
  assert.ok(taken < 3 * 2 ** 28, `${taken} bytes`);
} finally {
  await rm(copy, { recursive: true });
}

// A script does not run with a module or a script of another build.
const mixed = await mkdtemp(join(tmpdir(), 'engine-'));
try {
  const names = (await readdir(site)).filter((name) => /^engine.*\.(js|wasm)$/.test(name));
  const lines = new TextEncoder().encode('{"title":"Ports close"}');
  // The engine beside such a file, in a folder of its own, for a module is loaded once.
  const engineWith = async (changed, change) => {
    const folder = await mkdtemp(join(mixed, 'one-'));
    for (const name of names) await cp(join(site, name), join(folder, name));
    await writeFile(join(folder, changed), change(await readFile(join(site, changed))));
    return import(pathToFileURL(join(folder, 'engine.js')));
  };
  const marked = (module) => { module[module.length - 1] ^= 1; return module; };
  const unavailable = { name: 'DatelineError', code: 'unavailable' };

  const other = await engineWith('engine_bg.wasm', marked);
  await assert.rejects(other.default(), unavailable);
  await other.default(await readFile(join(site, 'engine_bg.wasm')));

  await assert.rejects((await engineWith('engine_lines_bg.wasm', marked)).Archive.fromJsonl(lines), unavailable);
  const remarked = (script) => script.toString().replace(/BUILD = '.*'/, "BUILD = 'another'");
  await assert.rejects((await engineWith('engine_lines.js', remarked)).Archive.fromJsonl(lines), unavailable);
  const broken = await engineWith('engine_lines.js', () => 'export {');
  await assert.rejects(broken.Archive.fromJsonl(lines), unavailable);
  assert.equal((await broken.Archive.open(pathToFileURL(join(site, 'archive/manifest.json')))).info.articles, articles);
} finally {
  await rm(mixed, { recursive: true });
}

// Lines of records and of articles make the same archive.
const lines = (records) => new TextEncoder().encode(records.map((record) => JSON.stringify(record)).join('\n'));
const records = await Archive.fromJsonl(lines([
  { id: 7, title: 'Ports close', language: 'en', date: '2024-05-01', outlet: 'Alder Post', actors: ['Ada Byron'], body: 'Cities wait. 😀 A city waits.' },
  { title: 'Häfen öffnen', language: 'de', body: ['Der Hafen öffnet.'] },
]));
assert.deepEqual(records.info.articles, 2);
assert.deepEqual((await records.query({ text: 'hafen', exact: true })).hits.map((hit) => hit.id), ['line-2']);
const [card] = await records.cards(['7'], { text: 'city' });
assert.deepEqual(card.snippets.map(({ text, marks }) => marks.map(([a, b]) => text.slice(a, b))), [['Cities', 'city']]);
assert.equal((await records.query({ text: 'citty' })).suggestion, 'city');
const printed = [await records.article('7'), await records.article('line-2')];
assert.deepEqual((await (await Archive.fromJsonl(lines(printed))).query()).hits, (await records.query()).hits);
await failing(Archive.fromJsonl(new TextEncoder().encode('{}\n[]')), { code: 'damaged' });
