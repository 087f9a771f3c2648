// Starts Chromium for the benches of the page. The environment variable CHROMIUM names another browser.

import { chromium } from 'playwright-core';

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** Starts a browser. */
export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });

/** Opens a page with an empty profile. */
export const blankPage = async (browser, viewport = { width: 1440, height: 900 }) =>
  (await browser.newContext({ viewport, locale: 'en' })).newPage();
