// Keeps the site usable without a network.
//
// A release is kept whole or not at all: `install` fetches every file that `release.json` names, checks each against
// its hash, and throws all away where one fails. A page is served from the release of the worker that controls it, so
// old and new never mix; a new worker waits until the page asks for it. Files of the bundle carry their hash in their
// name and are kept as they are first fetched.
"use strict";

const RELEASE = "development";
const PREFIX = `dateline ${self.registration.scope} `;
const PAGE_CACHE = `${PREFIX}release ${RELEASE}`;
const CHUNK_CACHE = `${PREFIX}chunks`;
const HASHED = /\/archive\/.*\.[0-9a-f]{16,}\.[^/]*$/;

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
  if (event.data === "forget-all") event.waitUntil(forgetAll());
  if (event.data?.kind === "fetched") event.waitUntil(keepFetched(event.data.addresses));
});

async function install() {
  try {
    const release = await releaseOnHost();
    if (release.release !== RELEASE) throw new Error("the host is between two releases");
    const cache = await caches.open(PAGE_CACHE);
    for (const { name, sha256 } of release.files) {
      const url = new URL(name, self.registration.scope);
      const response = await fetch(url, { cache: "no-cache" });
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      const bytes = await response.arrayBuffer();
      if ((await digest(bytes)) !== sha256) throw new Error(`${name} is not the file of this release`);
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
  const page = await caches.open(PAGE_CACHE);
  const path = url.href.split(/[?#]/)[0];
  const kept = await page.match(path === self.registration.scope ? new URL("index.html", path) : path);
  if (kept) return kept;
  if (!HASHED.test(url.pathname)) return fetch(event.request);
  const chunks = await caches.open(CHUNK_CACHE);
  const chunk = await chunks.match(path);
  if (chunk) return chunk;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(chunks.put(path, response.clone()).catch(() => undefined));
  return response;
}

// A host can call a broken release back by serving a `release.json` with `"withdrawn": true`.
async function obeyWithdrawal() {
  const release = await releaseOnHost().catch(() => undefined);
  if (release?.withdrawn !== true) return;
  await forgetAll();
  await self.registration.unregister();
}

// Keeps what a page fetched before it had a worker; the browser still has most of it at hand.
async function keepFetched(addresses) {
  const chunks = await caches.open(CHUNK_CACHE);
  for (const address of addresses) {
    const url = new URL(address);
    const ours = url.href.startsWith(self.registration.scope) && HASHED.test(url.pathname);
    if (!ours || (await chunks.match(address))) continue;
    const response = await fetch(address, { cache: "force-cache" }).catch(() => undefined);
    if (response?.ok) await chunks.put(address, response);
  }
}

async function keepAll(client) {
  const release = await releaseOnHost();
  const chunks = await caches.open(CHUNK_CACHE);
  let done = 0;
  for (const name of release.chunks) {
    const url = new URL(name, self.registration.scope).href;
    if (!(await chunks.match(url))) {
      const response = await fetch(url).catch((error) => ({ ok: false, statusText: String(error) }));
      if (!response.ok) {
        client?.postMessage({ kind: "kept", done, total: release.chunks.length, failed: name });
        return;
      }
      await chunks.put(url, response);
    }
    done += 1;
    client?.postMessage({ kind: "kept", done, total: release.chunks.length });
  }
}

async function forgetAll() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX)) await caches.delete(name);
  }
}

async function dropOldChunks() {
  const release = await releaseOnHost().catch(() => undefined);
  if (release?.release !== RELEASE) return;
  const wanted = new Set(release.chunks.map((name) => new URL(name, self.registration.scope).href));
  const chunks = await caches.open(CHUNK_CACHE);
  for (const request of await chunks.keys()) {
    if (!wanted.has(request.url)) await chunks.delete(request);
  }
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
