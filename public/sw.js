// Keeps the site usable without a network.
//
// A release is stored completely or not at all: `install` fetches every file that `release.json` lists, checks each
// against its hash, and discards everything if one fails. A page is served from the release of the worker that controls
// it, so old and new files never mix. A new worker waits until the page asks for it. The names of the bundle's files
// contain their hashes: each file is checked against its hash and stored when it is first fetched.
"use strict";

const RELEASE = "development";
const PREFIX = `dateline ${self.registration.scope} `;
const PAGE_CACHE = `${PREFIX}release ${RELEASE}`;
const CHUNK_CACHE = `${PREFIX}chunks`;
const HASHED = /\/archive\/.*\.([0-9a-f]{16,})\.[^/]*$/;
const OTHER_RELEASE = "the host has another release";

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = event.request.method === "GET" && url.href.startsWith(self.registration.scope);
  if (ours) event.respondWith(respond(event, url));
});

self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
  if (event.data === "keep-all") event.waitUntil(keepAll(event.source));
  if (event.data === "forget-chunks") event.waitUntil(forgetChunks(event.source));
  if (event.data === "size") event.waitUntil(tellSize(event.source));
  if (event.data?.kind === "fetched") event.waitUntil(keepFetched(event.data.addresses));
});

async function install() {
  try {
    const release = await ownRelease();
    const cache = await caches.open(PAGE_CACHE);
    for (const { name, sha256 } of release.files) {
      const url = new URL(name, self.registration.scope);
      const response = await fetch(url, { cache: "no-cache" });
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      const bytes = await response.arrayBuffer();
      if ((await digest(bytes)) !== sha256) throw new Error(`${name} does not match the hash in release.json`);
      await cache.put(url, new Response(bytes, { headers: { "content-type": response.headers.get("content-type") ?? "" } }));
    }
  } catch (error) {
    await caches.delete(PAGE_CACHE);
    throw error;
  }
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${PREFIX}release `) && name !== PAGE_CACHE) await caches.delete(name);
  }
  await dropOldChunks();
  await self.clients.claim();
}

async function respond(event, url) {
  if (event.request.mode === "navigate") event.waitUntil(obeyWithdrawal());
  const path = url.href.split(/[?#]/)[0];
  const name = path === self.registration.scope ? new URL("index.html", path) : path;
  // `caches.open` would recreate the cache of a withdrawn release.
  const kept = await caches.match(name, { cacheName: PAGE_CACHE });
  if (kept) return kept;
  if (!HASHED.test(url.pathname)) return fetch(event.request);
  const chunks = await caches.open(CHUNK_CACHE);
  // A page asks for a reload if a stored chunk is damaged: the host's copy takes its place.
  const chunk = event.request.cache === "reload" ? undefined : await chunks.match(path);
  if (chunk) return chunk;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(putChunk(chunks, path, response.clone()).catch(() => undefined));
  return response;
}

// A host can withdraw broken releases: `"withdrawn"` in `release.json` is `true` or a list of release ids.
const isWithdrawn = ({ withdrawn }) =>
  withdrawn === true || (Array.isArray(withdrawn) && withdrawn.includes(RELEASE));

async function obeyWithdrawal() {
  const release = await releaseOnHost().catch(() => undefined);
  if (release === undefined || !isWithdrawn(release)) return;
  await forgetAll();
  await self.registration.unregister();
}

// Stores what a page fetched before it had a worker. Most of it is still in the browser's own cache.
async function keepFetched(addresses) {
  for (const address of addresses) {
    const url = new URL(address);
    const ours = url.href.startsWith(self.registration.scope) && HASHED.test(url.pathname);
    if (ours) await keepChunk(url.href, "force-cache").catch(() => undefined);
  }
}

// Stores a file of the bundle. Returns whether it was not stored before; throws if the response is not that file.
async function keepChunk(address, cache = "default") {
  const chunks = await caches.open(CHUNK_CACHE);
  if (await chunks.match(address)) return false;
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  await putChunk(chunks, address, response);
  return true;
}

async function putChunk(chunks, address, response) {
  const bytes = await response.arrayBuffer();
  const [, hash] = HASHED.exec(new URL(address).pathname);
  if (!(await digest(bytes)).startsWith(hash)) throw new Error(`${address} does not match the hash in its name`);
  await chunks.put(address, new Response(bytes));
}

// Tells a page how much of the archive is stored, and its full size.
async function tellSize(client) {
  const release = await ownRelease().catch(() => undefined);
  if (release === undefined) return;
  client?.postMessage({ kind: "size", ...(await keptOf(release)) });
}

async function keptOf(release) {
  const chunks = await caches.open(CHUNK_CACHE);
  const kept = new Set((await chunks.keys()).map((request) => request.url));
  const sum = (files) => files.reduce((bytes, file) => bytes + file.bytes, 0);
  const done = release.chunks.filter(({ name }) => kept.has(new URL(name, self.registration.scope).href));
  return { done: done.length, total: release.chunks.length, doneBytes: sum(done), bytes: sum(release.chunks) };
}

async function keepAll(client) {
  let failed;
  let told = { done: 0, total: 0, doneBytes: 0, bytes: 0 };
  try {
    const release = await ownRelease();
    told = await keptOf(release);
    const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
    if (quota !== undefined && told.bytes - told.doneBytes > quota - usage) throw new DOMException("", "QuotaExceededError");
    for (const { name, bytes } of release.chunks) {
      const isNew = await keepChunk(new URL(name, self.registration.scope).href);
      if (isNew) told = { ...told, done: told.done + 1, doneBytes: told.doneBytes + bytes };
      client?.postMessage({ kind: "kept", ...told });
    }
  } catch (error) {
    failed = error.name === "QuotaExceededError" ? "room" : error.message === OTHER_RELEASE ? "release" : "network";
  }
  client?.postMessage({ kind: "kept", ...told, failed });
}

async function forgetChunks(client) {
  await caches.delete(CHUNK_CACHE);
  await tellSize(client);
}

async function forgetAll() {
  await caches.delete(PAGE_CACHE);
  await caches.delete(CHUNK_CACHE);
}

async function dropOldChunks() {
  const release = await releaseOnHost().catch(() => undefined);
  if (release?.release !== RELEASE) return;
  const wanted = new Set(release.chunks.map(({ name }) => new URL(name, self.registration.scope).href));
  const chunks = await caches.open(CHUNK_CACHE);
  for (const request of await chunks.keys()) {
    if (!wanted.has(request.url)) await chunks.delete(request);
  }
}

// The host's description of this worker's own release. Nothing of another release is stored, so old and new never mix.
async function ownRelease() {
  const release = await releaseOnHost();
  if (release.release !== RELEASE || isWithdrawn(release)) throw new Error(OTHER_RELEASE);
  return release;
}

async function releaseOnHost() {
  const response = await fetch(new URL("release.json", self.registration.scope), { cache: "no-store" });
  if (!response.ok) throw new Error(`release.json: ${response.status}`);
  return response.json();
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
