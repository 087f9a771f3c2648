// How long the page takes to read the reader's own documents, in Chromium, and how long it does not respond meanwhile.
//
//   npm install --no-save playwright-core
//   node benches/documents.mjs http://127.0.0.1:8000/ [FOLDER]
//
// Without a folder, it generates 5,000 documents, 200 MB in total: 1,200 web pages with realistic furniture, 3,000 texts,
// 600 JSON files and 200 tables of ten rows. The environment variable CHROMIUM names another browser.

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blankPage, launch } from './chromium.mjs';

const [address, given] = process.argv.slice(2);

const NAMES = ['Ada Byron', 'Jan Kowalski', 'Kim Jong Un', 'Volodymyr Zelenskyy', 'Maria Silva', 'Li Wei', 'Omar Haddad', 'Anna Novak'];
const PLACES = ['Seoul', 'Kyiv', 'Oldport', 'Kursk', 'Lagos', 'Lima', 'Oslo', 'Busan'];
const WORDS = 'harbour bridge strike council ferry talks budget storm border vote rail market school river court energy'.split(' ');

/** The next pseudo-random number below a limit; the sequence is always the same. */
let state = 1;
function next(limit) {
  state = (state * 1103515245 + 12345) % 2147483648;
  return Math.floor((state / 2147483648) * limit);
}
const one = (list) => list[next(list.length)];
const sentence = () => `${one(NAMES)} spoke about the ${one(WORDS)} and the ${one(WORDS)} of ${one(PLACES)}, and said that the ${one(WORDS)} would go on for ${2 + next(90)} days.`;
const paragraph = () => Array.from({ length: 4 + next(3) }, sentence).join(' ');
const day = () => new Date(Date.UTC(2024, 0, 1 + next(700))).toISOString().slice(0, 10);
const title = () => `The ${one(WORDS)} of ${one(PLACES)} and its ${one(WORDS)}, ${next(9999)}`;

function webPage() {
  const text = Array.from({ length: 7 }, () => `<p>${paragraph()}</p>`).join('\n');
  const links = Array.from({ length: 500 }, () => `<li class="nav-item menu__item"><a class="nav-link menu__link" href="/${one(WORDS)}/${next(99999)}" data-id="${next(1e9)}">${title()}</a></li>`).join('\n');
  const head = title();
  return `<!doctype html><html lang="en"><head><title>${head} | Example Post</title><meta property="og:site_name" content="Example Post"><meta property="article:published_time" content="${day()}"><script>${'var x = { y: 1 };'.repeat(4000)}</script></head><body><nav><ul>${links}</ul></nav><article><h1>${head}</h1>${text}</article></body></html>`;
}
const text = () => `${title()}\n\n${day()}\n\n${Array.from({ length: 6 }, paragraph).join('\n\n')}\n`;
const record = () => ({ title: title(), date: day(), outlet: 'Example Times', body: Array.from({ length: 6 }, paragraph) });
const table = () => ['title,date,body', ...Array.from({ length: 10 }, () => `"${title()}",${day()},"${paragraph()}"`)].join('\n');

async function written() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-'));
  for (let n = 0; n < 5000; n += 1) {
    const [ending, content] = n < 1200 ? ['html', webPage()] : n < 4200 ? ['txt', text()] : n < 4800 ? ['json', JSON.stringify(record())] : ['csv', table()];
    await writeFile(join(folder, `${String(n).padStart(4, '0')}.${ending}`), content);
  }
  return folder;
}

const folder = given ?? (await written());
try {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const browser = await launch();
  const page = await blankPage(browser);
  await page.goto(address);
  await page.waitForSelector('article');
  await page.getByRole('button', { name: 'Open documents…' }).click();
  const input = page.getByLabel('Files', { exact: true });
  await input.waitFor();
  await page.waitForTimeout(1000);
  await page.evaluate(() => {
    window.busy = [];
    new PerformanceObserver((list) => list.getEntries().forEach(({ startTime, duration }) => window.busy.push([startTime, duration])))
      .observe({ type: 'longtask' });
    document.addEventListener('change', () => { window.taken = performance.now(); }, { once: true, capture: true });
  });
  await input.setInputFiles(files);
  await page.getByRole('button', { name: 'Show the articles' }).waitFor({ timeout: 600_000 });
  const took = await page.evaluate(() => (performance.now() - window.taken) / 1000);
  await page.waitForTimeout(1000);
  const told = await page.locator('[role=dialog] [role=status]').textContent();
  const busy = await page.evaluate(() => window.busy.map(([at, ms]) => [Math.round(at - window.taken), Math.round(ms)]));
  console.log(`${files.length} files: ${told}; ${took.toFixed(1)} s from the choice to the report`);
  console.log(`the page's tasks of 50 ms and more, and when they began: ${busy.map(([at, ms]) => `${at}: ${ms} ms`).join(', ') || 'none'}`);
  await browser.close();
} finally {
  if (!given) await rm(folder, { recursive: true });
}
