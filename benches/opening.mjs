// How soon a page shows its first list, in Chromium: after the request, and after the last byte; and what it has fetched
// by then, the documents apart from the viewer.
//
//   npm install --no-save playwright-core
//   node benches/opening.mjs http://127.0.0.1:8000/
//   node benches/opening.mjs http://127.0.0.1:8000/ slow      # 400 kbit/s with 400 ms for each request
//   node benches/opening.mjs reports.html
//
// The environment variable CHROMIUM names another browser.

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { blankPage, launch } from './chromium.mjs';

const ROUNDS = 7;
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const [given, net] = process.argv.slice(2);
const isFile = !given.includes('://');
const address = isFile ? pathToFileURL(resolve(given)).href : given;
const browser = await launch();
const rounds = [];
let fetched = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const page = await blankPage(browser);
  if (net === 'slow') await (await page.context().newCDPSession(page)).send('Network.emulateNetworkConditions', SLOW);
  await page.goto(address, { timeout: 120_000, waitUntil: 'commit' });
  await page.waitForSelector('article', { timeout: 120_000 });
  const [times, entries] = await page.evaluate(() => {
    const shown = performance.now();
    const [page] = performance.getEntriesByType('navigation');
    const entries = [page, ...performance.getEntriesByType('resource')];
    const ends = entries.map((entry) => entry.responseEnd);
    return [[shown, shown - Math.max(...ends)], entries.map((entry) => [entry.name, entry.encodedBodySize])];
  });
  rounds.push(times);
  fetched = entries;
  await page.context().close();
}
await browser.close();
const median = (at) => rounds.map((round) => round[at]).sort((a, b) => a - b)[ROUNDS >> 1] / 1000;
if (isFile) console.log(`${((await stat(given)).size / 1e6).toFixed(1)} MB`);
console.log(`list after ${median(0).toFixed(2)} s, ${median(1).toFixed(2)} s after the last byte (medians of ${ROUNDS})`);
if (!isFile) {
  const ofArchive = fetched.filter(([name]) => name.includes('/archive/'));
  const bytes = ofArchive.reduce((sum, [, size]) => sum + size, 0);
  console.log(`by then ${fetched.length} requests, ${ofArchive.length} of them for ${(bytes / 1e3).toFixed(1)} kB of the archive`);
}
