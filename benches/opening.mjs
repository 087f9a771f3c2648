// How soon a page shows its first list, in Chromium: after the request, and after the last byte.
//
//   npm install --no-save playwright-core
//   node benches/opening.mjs http://127.0.0.1:8000/
//   node benches/opening.mjs reports.html
//
// The environment variable CHROMIUM names another browser.

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { blankPage, launch } from './chromium.mjs';

const ROUNDS = 7;
const [given] = process.argv.slice(2);
const isFile = !given.includes('://');
const address = isFile ? pathToFileURL(resolve(given)).href : given;
const browser = await launch();
const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const page = await blankPage(browser);
  await page.goto(address, { timeout: 120_000, waitUntil: 'commit' });
  await page.waitForSelector('article', { timeout: 120_000 });
  rounds.push(await page.evaluate(() => {
    const shown = performance.now();
    const [page] = performance.getEntriesByType('navigation');
    const ends = [page, ...performance.getEntriesByType('resource')].map((entry) => entry.responseEnd);
    return [shown, shown - Math.max(...ends)];
  }));
  await page.context().close();
}
await browser.close();
const median = (at) => rounds.map((round) => round[at]).sort((a, b) => a - b)[ROUNDS >> 1] / 1000;
if (isFile) console.log(`${((await stat(given)).size / 1e6).toFixed(1)} MB`);
console.log(`list after ${median(0).toFixed(2)} s, ${median(1).toFixed(2)} s after the last byte (medians of ${ROUNDS})`);
