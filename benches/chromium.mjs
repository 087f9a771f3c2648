// Chromium as the benches of the page use it. CHROMIUM names another browser than /usr/bin/chromium.

import { chromium } from 'playwright-core';

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** A browser. */
export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });

/** A page of it without a history. */
export const blankPage = async (browser, viewport = { width: 1440, height: 900 }) =>
  (await browser.newContext({ viewport, locale: 'en' })).newPage();
