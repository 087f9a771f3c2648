// How soon the page responds to a change of a filter, in Chromium: from the click to the next paint, and to the paint of
// the new counts.
//
//   npm install --no-save playwright-core
//   node benches/interaction.mjs http://127.0.0.1:8000/
//
// The address is the address of a site (`dateline site ... --out DIR`, then any static server for DIR). The environment variable
// CHROMIUM names another browser.

import { blankPage, launch } from './chromium.mjs';

const [address] = process.argv.slice(2);
const browser = await launch();
const page = await blankPage(browser);

await page.goto(address);
await page.waitForSelector('article');
const first = await page.evaluate(() => ({
  shown: performance.now(),
  lastByte: Math.max(...performance.getEntriesByType('resource').map((entry) => entry.responseEnd)),
}));
await page.waitForTimeout(2000);
await page.evaluate(() => {
  window.durations = [];
  window.longest = 0;
  const each = (type, take, options) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, ...options });
  each('event', (entry) => entry.interactionId && window.durations.push(entry.duration), { durationThreshold: 16 });
  each('longtask', (entry) => { window.longest = Math.max(window.longest, entry.duration); });
});

/** Acts, and returns the milliseconds from the click to the paint of a changed status; null if it does not change. */
async function answered(act) {
  await page.evaluate(() => {
    const status = document.querySelector('[role=status]');
    const before = status.textContent;
    const press = new Promise((done) => {
      for (const type of ['pointerdown', 'keydown']) {
        addEventListener(type, () => done(performance.now()), { once: true, capture: true });
      }
    });
    window.answer = new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (status.textContent === before) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(async () => done(performance.now() - (await press))));
      });
      observer.observe(status, { subtree: true, childList: true, characterData: true });
      setTimeout(() => done(null), 3000);
    });
  });
  await act();
  const took = await page.evaluate(() => window.answer);
  await page.waitForTimeout(200);
  return took;
}

const times = [];
const values = (region) => page.locator(`section[aria-label=${region}] input[type=checkbox]`);
for (let round = 0; round < 10; round++) {
  times.push(await answered(() => values('Actors').nth(round % 8).click()));
  times.push(await answered(() => values('Actors').nth(0).click()));
  times.push(await answered(() => values('Outlets').nth(round % 8).click()));
}
const sorted = (list) => list.filter((time) => time !== null).sort((a, b) => a - b);
const at = (list, part) => list[Math.min(list.length - 1, Math.floor(list.length * part))]?.toFixed(0);
const [paints, answers] = [sorted(await page.evaluate(() => window.durations)), sorted(times)];
console.log(`first list: ${first.shown.toFixed(0)} ms, ${(first.shown - first.lastByte).toFixed(0)} ms after the last byte`);
console.log(`press to next paint: p50 ${at(paints, 0.5)} ms, p95 ${at(paints, 0.95)} ms (${paints.length})`);
console.log(`press to new counts: p50 ${at(answers, 0.5)} ms, p95 ${at(answers, 0.95)} ms (${answers.length})`);
console.log(`longest task: ${(await page.evaluate(() => window.longest)).toFixed(0)} ms`);
await browser.close();
