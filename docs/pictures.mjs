// Takes the screenshots of the documentation, in Chromium.
//
//   npm install --no-save playwright-core
//   node docs/pictures.mjs http://127.0.0.1:8000/
//
// The address is the address of the page with the documents in `corpus/` (`cargo xtask build`, then any static server for
// `dist/`). The environment variable CHROMIUM names another browser than /usr/bin/chromium.

import { fileURLToPath } from 'node:url';
import { blankPage, launch } from '../benches/chromium.mjs';

const [address] = process.argv.slice(2);
const PRAISES = 'North Korea praises its part in retaking the Kursk region';
const press = (name) => (page) => page.getByRole('button', { name }).first().click();
const read = (title) => (page) => page.locator('article').getByRole('link', { name: title }).click();

const pictures = [
  ['articles', 1440, 1000, 'actor=kim-jong-un&q=kursk', read(PRAISES)],
  ['guide-articles', 1280, 760, 'actor=kim-jong-un&q=kursk', read(PRAISES)],
  ['guide-reader', 1280, 760, '', read(/promised on the anniversary/), press('inferred: why?'), press('Source')],
  ['guide-compare', 1280, 760, 'side1=outlet%3Danewz&side2=outlet%3Dbno-news&view=compare'],
  ['guide-tools', 1280, 760, 'q=kursk', press('Search tools')],
  ['publishing-open', 1100, 640, '', press('Open documents…')],
  ['publishing-save', 1100, 640, 'actor=vladimir-putin', press('Save as one file…')],
];

const browser = await launch();
for (const [name, width, height, hash, ...steps] of pictures) {
  const page = await blankPage(browser, { width, height });
  await page.goto(`${address}#${hash}`);
  await page.waitForSelector('[role=status]');
  for (const step of [...steps, () => {}]) {
    await page.waitForTimeout(1500);
    await step(page);
  }
  await page.mouse.move(0, 0);
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, import.meta.url)) });
  await page.close();
}
await browser.close();
