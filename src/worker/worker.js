// The worker of the page: reads documents, makes bundles and pages of one file, keeps bundles in the browser.
//
// The build puts this behind the bindings by wasm-bindgen: `wasm_bindgen` for the parser, and `further_bindgen` for the
// readers of further formats. The module with these readers is fetched when a file needs it; the parser calls it through
// `readFurther`.
//
// Each worker does one task, which comes as a message with the name `task` and ends with a message `done` or `failed`;
// `src/task.rs` has the types of all messages. If the parser itself breaks on a file, the worker names the file and stops:
// whoever started it starts another one and leaves the file out. If the worker may not read a file, it posts `lend` and
// gets the bytes by the task `lent`.
"use strict";

const MOST_BYTES = 1 << 30;
const PROGRESS_MS = 100;
const ACTORS_AT_ONCE = 16;
const STORE = "bundles";

let ready;
let furtherReady;
let further;
let lend;
let handed = [];

// A failure with a `WorkerProblem` of `src/task.rs`.
class TaskFailure extends Error {
  constructor(problem) {
    super(problem.code);
    this.problem = problem;
  }
}

self.onmessage = async ({ data }) => {
  try {
    await tasks[data.task](data);
  } catch (error) {
    const other = { code: "other", words: String(error?.message ?? error) };
    const problem = error instanceof TaskFailure ? error.problem : other;
    self.postMessage({ kind: "failed", problem });
  }
};

function start(wasm) {
  ready ??= (async () => {
    await wasm_bindgen({ module_or_path: await moduleBytes(wasm, "_bg.wasm") });
  })();
  return ready;
}

async function moduleBytes(packed, ending) {
  if (packed) {
    // In WebKit a worker of a page on a disk can read no blob.
    const unpacked = new Response(packed).body.pipeThrough(new DecompressionStream("gzip"));
    return new Response(unpacked).arrayBuffer();
  }
  const response = await fetch(self.location.href.replace(/\.js([?#].*)?$/, ending));
  if (!response.ok) throw new TaskFailure({ code: "no-parser", status: response.status });
  return response.arrayBuffer();
}

// Makes the readers of further formats ready. Afterwards, `further` is undefined if the page was made without them.
function startFurther(wasm, readers) {
  furtherReady ??= (async () => {
    if (wasm && !readers) return;
    await further_bindgen({ module_or_path: await moduleBytes(readers, "_readers.wasm") });
    further = new further_bindgen.Readers();
  })();
  return furtherReady;
}

// The parser calls this.
function readFurther(request, bytes) {
  return further?.read(request, bytes);
}

async function bytesOf(at, file) {
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (bytes !== undefined) return bytes;
  // In WebKit a worker of a page on a disk can read no file, but the page can.
  return new Promise((resolve) => {
    lend = resolve;
    self.postMessage({ kind: "lend", at });
  });
}

const tasks = {
  lent({ bytes }) {
    lend?.(bytes);
  },

  // To hand over many files at once would hold the page up.
  files({ files }) {
    handed = handed.concat(files);
  },

  async read({ wasm, readers, skip, open, heading }) {
    const files = handed;
    handed = [];
    await start(wasm);
    const job = new wasm_bindgen.Job();
    if (heading.statements) job.statements(heading.statements);
    let last = -PROGRESS_MS;
    const tell = (phase, done, total, counts) => {
      const now = performance.now();
      if (now - last < PROGRESS_MS) return;
      last = now;
      self.postMessage({ kind: "progress", phase, done, total, ...counts });
    };
    const isSidecar = ({ name }) => name.split("/").pop() === "corpus.toml";
    const numbered = files.map((entry, at) => ({ ...entry, at }));
    for (const { name, file, at } of numbered.filter(isSidecar)) {
      job.sidecar(name, new Uint8Array((await bytesOf(at, file)) ?? []));
    }
    const all = numbered.filter((entry) => !isSidecar(entry));
    const issues = await issuesAmong(job, all.filter(({ name }) => !skip.includes(name)));
    const inIssues = new Set([...issues.values()].flat());
    const documents = all.filter((entry) => !inIssues.has(entry));
    let counts = job.counts();
    for (const [done, { name, file, at }] of documents.entries()) {
      tell("documents", done, documents.length, counts);
      if (skip.includes(name)) {
        job.fail(name, { code: "parser-broke" });
      } else if (file.size > MOST_BYTES) {
        job.fail(name, { code: "too-large" });
      } else {
        const bytes = await bytesOf(at, file);
        if (bytes === undefined) {
          job.fail(name, { code: "unreadable" });
        } else {
          const found = (counts) => tell("documents", done, documents.length, counts);
          const pages = issues.get(name);
          const whole = new Uint8Array(bytes);
          try {
            if (pages) {
              await readIssue(job, name, bytes, pages, found);
            } else if (!job.read(name, whole, found)) {
              let lack = { code: "readers-left-out" };
              await startFurther(wasm, readers).catch(() => (lack = { code: "readers-not-fetched" }));
              if (further) job.read(name, whole, found);
              else job.readWhatItCan(name, whole, lack, found);
            }
          } catch {
            self.postMessage({ kind: "broken", name });
            return;
          }
        }
      }
      counts = job.counts();
    }
    const total = job.assemble();
    for (let left = total; left > 0; left = job.annotate(ACTORS_AT_ONCE)) {
      tell("actors", total - left, total, counts);
    }
    const done = job.finish(open, heading);
    const transfer = [done.lines.buffer, ...Object.values(done.files).map((bytes) => bytes.buffer)];
    self.postMessage({ kind: "done", ...done }, transfer);
  },

  async pack({ wasm, viewer, packed, lines, heading }) {
    await start(wasm);
    const files = packed
      ? wasm_bindgen.unpackedViewer(packed.blocks, packed.style, packed.script, packed.wasm)
      : viewer;
    const page = wasm_bindgen.oneFile(files, lines, heading);
    self.postMessage({ kind: "done", page }, [page.buffer]);
  },

  async correct({ wasm, lines, sidecar, heading }) {
    await start(wasm);
    const files = wasm_bindgen.corrected(lines, sidecar, heading);
    self.postMessage({ kind: "done", files }, Object.values(files).map((bytes) => bytes.buffer));
  },

  async keep({ place, files }) {
    const bytes = Object.values(files).reduce((sum, { length }) => sum + length, 0);
    const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
    if (quota !== undefined && bytes > quota - usage) {
      throw new TaskFailure({ code: "no-room", free: megabytes(quota - usage), needed: megabytes(bytes) });
    }
    const sum = await digest(files);
    await inStore("readwrite", (store) => store.put({ files, sum }, place));
    self.postMessage({ kind: "done" });
  },

  async kept({ place }) {
    const kept = await inStore("readonly", (store) => store.get(place));
    const whole = kept !== undefined && (await digest(kept.files)) === kept.sum;
    self.postMessage({ kind: "done", files: whole ? kept.files : undefined, damaged: kept !== undefined && !whole });
  },

  async forget({ place }) {
    await inStore("readwrite", (store) => store.delete(place));
    self.postMessage({ kind: "done" });
  },
};

// The files of scanned issues, by the names of their maps.
async function issuesAmong(job, documents) {
  const issues = new Map();
  const taken = new Set();
  for (const { name, file, at } of documents) {
    if (!wasm_bindgen.isIssueMap(name) || file.size > MOST_BYTES) continue;
    const bytes = new Uint8Array((await bytesOf(at, file)) ?? []);
    const folder = name.slice(0, name.lastIndexOf("/") + 1);
    const beside = documents.filter((entry) => entry.name.startsWith(folder) && !taken.has(entry.name));
    const named = new Set(job.issueFiles(name, bytes, beside.map((entry) => entry.name)));
    if (named.size === 0) continue;
    for (const found of named) taken.add(found);
    issues.set(name, beside.filter((entry) => named.has(entry.name)));
  }
  return issues;
}

async function readIssue(job, name, map, files, tell) {
  job.beginIssue(new Uint8Array(map));
  for (const { name, file, at } of files) {
    const bytes = file.size > MOST_BYTES ? undefined : await bytesOf(at, file);
    if (bytes !== undefined) job.readIssueFile(name, new Uint8Array(bytes));
  }
  job.endIssue(name, files.map((entry) => entry.name), tell);
}

const megabytes = (bytes) => Math.max(0, Math.ceil(bytes / 1e6));

function inStore(mode, act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("dateline", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      const end = (then, value) => {
        database.close();
        then(value);
      };
      transaction.oncomplete = () => end(resolve, request.result);
      transaction.onerror = transaction.onabort = () => end(reject, transaction.error);
    };
  });
}

async function digest(files) {
  const sums = [];
  for (const name of Object.keys(files).sort()) {
    sums.push(name, hex(await crypto.subtle.digest("SHA-256", files[name])));
  }
  return hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(sums.join("\n"))));
}

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
