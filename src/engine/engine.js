// A Dateline archive for any page and for Node; see engine.d.ts. wasm-bindgen generated the code above.

const NONE = 0xffffffff;
const inNode = typeof process !== 'undefined' && !!process.versions?.node;
let starting, given;
// The names of the facets, and the numbers of two of them.
let facetNames, ACTORS, OUTLETS;

export default function init(wasm) {
  given ??= wasm;
  return (starting ??= start(wasm).catch((error) => { starting = undefined; throw error; }));
}

// The mark of the build; its modules have the same one.
const BUILD = '';

async function start(wasm) {
  const module = await moduleOf(wasm ?? new URL('engine_bg.wasm', import.meta.url), 'engine_bg.wasm');
  await __wbg_init({ module_or_path: module });
  facetNames = facet_names().split(',');
  [ACTORS, OUTLETS] = ['actors', 'outlets'].map((name) => facetNames.indexOf(name));
}

// The module of this build. A host replaces one file after the other, and a cache may hold one of them longer.
async function moduleOf(source, name) {
  let module = await compiled(source, name);
  if (buildOf(module) !== BUILD && source instanceof URL) module = await compiled(source, name, { cache: 'reload' });
  if (buildOf(module) !== BUILD) throw failure('unavailable', `engine.js and ${name} are from two builds`);
  return module;
}

async function compiled(source, name, options) {
  if (!(source instanceof URL)) return WebAssembly.compile(source);
  if (source.protocol === 'file:' && inNode) return WebAssembly.compile(await fromDisk(source));
  const response = await fetch(source, options);
  if (!response.ok) throw failure('unavailable', `${name} could not be fetched: the server answered ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

function buildOf(module) {
  const [mark] = WebAssembly.Module.customSections(module, 'build');
  return mark ? new TextDecoder().decode(mark) : '';
}

async function fromDisk(url) {
  const { readFile } = await import('node:fs/promises');
  return new Uint8Array(await readFile(url));
}

function failure(code, message, position) {
  const error = new Error(message);
  error.name = 'DatelineError';
  error.code = code;
  if (position) error.position = +position;
  return error;
}

// The engine throws texts: a code, a position and a message, one per line.
function rethrow(thrown) {
  if (typeof thrown !== 'string') throw thrown;
  const [code, position, ...message] = thrown.split('\n');
  throw failure(code, message.join('\n'), position);
}

// The longest file that is fetched or inflated; the engine refuses archives that claim longer ones.
const MOST = 2 ** 28;

// A file of a bundle: a plain name in the folder of its manifest, whatever the manifest says.
function beside(name, base) {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(name)) throw failure('damaged', `${JSON.stringify(name)} is no name of a file in the archive's folder`);
  return new URL(name, base);
}

// The bytes at an address, at most `most`.
async function fetched(url, name, most = MOST) {
  try {
    if (url.protocol === 'file:' && inNode) {
      const { size } = await (await import('node:fs/promises')).stat(url);
      if (size > most) throw new RangeError('it is longer than the archive says');
      return await fromDisk(url);
    }
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await collected(response.body, most);
  } catch (error) {
    const code = error instanceof RangeError ? 'damaged' : 'unavailable';
    throw failure(code, `the file \`${name}\` ${code === 'damaged' ? 'is damaged' : 'could not be fetched'}: ${error.message}`);
  }
}

// The bytes of a stream; fails as soon as there are more than `most`.
async function collected(stream, most) {
  if (!stream) return new Uint8Array();
  const reader = stream.getReader();
  const parts = [];
  let length = 0;
  for (let part; !(part = await reader.read()).done; ) {
    length += part.value.length;
    if (length > most) {
      reader.cancel().catch(() => {});
      throw new RangeError('it is longer than the archive says');
    }
    parts.push(part.value);
  }
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function digest(bytes) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return sha256(bytes);
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  let digits = '';
  for (const byte of hash) digits += byte.toString(16).padStart(2, '0');
  return digits;
}

// Inflates a zlib stream of exactly `length` bytes. Memory is taken as they come, so a false length costs none.
async function inflated(bytes, length) {
  const whole = await collected(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')), length);
  if (whole.length !== length) throw new RangeError('it holds less than the archive says');
  return whole;
}

// Lets the page respond, between two slices of an answer.
function pause() {
  if (typeof setImmediate === 'function') return new Promise((resolve) => { setImmediate(resolve); });
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(); };
    port2.postMessage(undefined);
  });
}

const dayNames = new Map();
function dateOf(day, precision) {
  let name = dayNames.get(day);
  if (name === undefined) {
    name = new Date(day * 86400000).toISOString().slice(0, 10);
    dayNames.set(day, name);
  }
  return precision === 10 ? name : name.slice(0, precision);
}

const monthNames = new Map();
function monthOf(month) {
  let name = monthNames.get(month);
  if (name === undefined) {
    name = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
    monthNames.set(month, name);
  }
  return name;
}

// From this length in bytes, lines are read in a worker, so that the page stays responsive.
const LONG = 1 << 20;

// The builder of archives from lines: a script and a module that the first call of `fromJsonl` loads.
let loading;
function builder() {
  return (loading ??= loaded().catch((error) => { loading = undefined; throw error; }));
}

async function loaded() {
  const name = 'engine_lines_bg.wasm';
  const [script, module] = await Promise.all([
    import('./engine_lines.js').catch(({ message }) => { throw failure('unavailable', `engine_lines.js could not be loaded: ${message}`); }),
    moduleOf(new URL(name, given instanceof URL ? given : import.meta.url), name),
  ]);
  if (script.BUILD !== BUILD) throw failure('unavailable', 'engine.js and engine_lines.js are from two builds');
  return { script, module };
}

// Builds an archive from lines; returns its files with their names.
async function madeHere(lines, { script, module }) {
  await script.start(module);
  return script.made(lines);
}

// The same in a worker; nothing if no worker can be started.
function madeElsewhere(lines, { script, module }) {
  return new Promise((resolve, reject) => {
    let worker;
    const settle = (done, value) => { worker?.terminate(); done(value); };
    try {
      worker = new Worker(new URL('engine_lines.js', import.meta.url), { type: 'module', name: script.WORKER });
      worker.onerror = (event) => { event.preventDefault(); settle(resolve); };
      worker.onmessage = ({ data: { files, thrown } }) => (thrown === undefined ? settle(resolve, files) : settle(reject, thrown));
      worker.postMessage({ lines, module });
    } catch { settle(resolve); }
  });
}

const KEY = Symbol('made by open or fromJsonl');

export class Archive {
  #handle;
  #base;
  #coming = new Map();
  #values = facetNames.map(() => []);

  constructor(key, handle, base) {
    if (key !== KEY) throw new TypeError('use Archive.open or Archive.fromJsonl');
    this.#handle = handle;
    this.#base = base;
  }

  static async open(manifest) {
    await init();
    const here = globalThis.location?.href ?? import.meta.url;
    let url;
    try { url = new URL(manifest, here); } catch (error) { throw failure('unavailable', `the file \`${manifest}\` could not be fetched: ${error.message}`); }
    const bytes = await fetched(url, url.href);
    let handle;
    try { handle = Handle.open(bytes); } catch (error) { rethrow(error); }
    return Archive.#ready(new Archive(KEY, handle, url));
  }

  static async fromJsonl(bytes) {
    const [builds] = await Promise.all([builder(), init()]);
    let handle;
    try {
      const made = (bytes.length >= LONG && (await madeElsewhere(bytes, builds))) || (await madeHere(bytes, builds));
      handle = Handle.open(made.find(([name]) => name === 'manifest.json')[1]);
      for (const [name, file] of made) handle.supply(name, file);
    } catch (error) { rethrow(error); }
    return Archive.#ready(new Archive(KEY, handle, undefined));
  }

  static async #ready(archive) {
    const info = JSON.parse(await archive.#ask(() => archive.#handle.info()));
    Object.defineProperty(archive, 'info', { value: Object.freeze(info), enumerable: true });
    return archive;
  }

  // Asks the engine until it answers, and fetches what it needs in between.
  async #ask(question) {
    for (;;) {
      let answer;
      try { answer = question(); } catch (error) { rethrow(error); }
      if (answer !== undefined) return answer;
      await Promise.all(JSON.parse(this.#handle.needs()).map((file) => this.#supply(file)));
    }
  }

  #supply(file) {
    let coming = this.#coming.get(file.name);
    if (!coming) {
      coming = this.#obtain(file).finally(() => this.#coming.delete(file.name));
      this.#coming.set(file.name, coming);
    }
    return coming;
  }

  async #obtain({ name, bytes: length, digest: expected, unpacked }) {
    const damaged = (problem) => failure('damaged', `the file \`${name}\` is damaged: ${problem}`);
    const bytes = await fetched(beside(name, this.#base), name, length);
    if (bytes.length !== length || !(await digest(bytes)).startsWith(expected)) {
      throw damaged('its bytes are not those that the archive was made with');
    }
    let plain = bytes;
    if (unpacked != null) {
      try { plain = await inflated(bytes, unpacked); } catch (error) {
        throw damaged(error instanceof RangeError ? error.message : 'it cannot be decompressed');
      }
    }
    this.#handle.supply(name, plain);
  }

  // Works on a question until it is answered; in between, fetches what it needs and lets the page respond.
  async #answered(ask, take, signal) {
    let question;
    try {
      question = ask();
      while (!question.step()) {
        const needs = question.needs();
        await (needs ? Promise.all(JSON.parse(needs).map((file) => this.#supply(file))) : pause());
        signal?.throwIfAborted();
      }
      return take(question);
    } catch (error) {
      rethrow(error);
    } finally {
      question?.free();
    }
  }

  async query(q = {}, { signal } = {}) {
    const begun = performance.now();
    const json = JSON.stringify(q);
    const take = (question) => this.#result(question.numbers(), question.text(), begun);
    return this.#answered(() => this.#handle.find(json), take, signal);
  }

  #result(numbers, suggestion, begun) {
    const [total, undated, withoutOutlet, suggests, plainIds, hitCount, monthCount] = numbers;
    let at = 7 + facetNames.length;
    const hits = new Array(hitCount);
    for (let i = 0; i < hitCount; i++, at += 5) {
      const id = plainIds ? String(numbers[at + 4]) : this.#handle.id(numbers[at]);
      const day = numbers[at + 1], outlet = numbers[at + 3];
      const hit = { id };
      if (day !== NONE) hit.date = dateOf(day | 0, numbers[at + 2]);
      if (outlet !== NONE) hit.outlet = this.#value(OUTLETS, outlet).id;
      hits[i] = hit;
    }
    const histogram = new Array(monthCount);
    for (let i = 0; i < monthCount; i++, at += 2) histogram[i] = { month: monthOf(numbers[at]), count: numbers[at + 1] };
    const facets = { withoutOutlet };
    for (const [facet, name] of facetNames.entries()) {
      const length = numbers[7 + facet];
      const counts = new Array(length);
      for (let i = 0; i < length; i++, at += 2) {
        const { id, name, kind } = this.#value(facet, numbers[at]);
        const count = numbers[at + 1];
        counts[i] = facet === ACTORS ? { id, name, kind, count } : { id, name, count };
      }
      facets[name] = counts;
    }
    const result = { total, hits, facets, histogram, undated, tookMs: performance.now() - begun };
    if (suggests) result.suggestion = suggestion;
    return result;
  }

  #value(facet, value) {
    const known = this.#values[facet];
    return (known[value] ??= {
      id: this.#handle.value_id(facet, value),
      name: this.#handle.value_name(facet, value),
      kind: facet === ACTORS ? this.#handle.value_kind(facet, value) : undefined,
    });
  }

  async cards(ids, q = {}, { signal } = {}) {
    const [wanted, json] = [JSON.stringify(ids), JSON.stringify(q)];
    return this.#answered(() => this.#handle.cards(wanted, json), (question) => JSON.parse(question.text()), signal);
  }

  async stories(q = {}, { signal } = {}) {
    const json = JSON.stringify(q);
    return this.#answered(() => this.#handle.stories(json), (question) => JSON.parse(question.text()), signal);
  }

  async ids() {
    return JSON.parse(await this.#ask(() => this.#handle.names()));
  }

  async article(id) {
    return JSON.parse(await this.#ask(() => this.#handle.article(String(id))));
  }

  async story(id) {
    return JSON.parse(await this.#ask(() => this.#handle.story(String(id))));
  }
}
