// SPDX-License-Identifier: GPL-3.0-or-later
// Checks HTML files as a browser and a validator see them, and prints TAP:
//
//     node tests/browser/check.js FILE-OR-DIRECTORY...
//     node tests/browser/check.js --self-test
//
// Each page must be valid (vnu); break no rule of WCAG 2.2 A or AA nor a best practice (axe-core), in light and in dark,
// with and without its style; run no script and load nothing; need no sideways scrolling at 320 pixels; and show where the
// keyboard is; one named NAME.large.html must be large print. The self-test runs the same checks on pages with planted faults, each of which must be found.
import { readFile, readdir, stat } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { NARROW, WIDE, axe, boxes, focus, launch, report, sideways, validate } from './inspections.js';

const here = dirname(fileURLToPath(import.meta.url));
const PAPER = { width: 672, height: 900 }; // A4 between the margins of report.css

// Large print: 18 points, which are 24 pixels, whatever the width; upright and from the left; no underlining on paper.
async function largePrint(page, situation) {
  return page.evaluate((where) => {
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() === '' || element.getClientRects().length === 0) continue;
      const style = getComputedStyle(element);
      const scale = element.ownerSVGElement ? element.getScreenCTM().a : 1;
      const shown = element.outerHTML.slice(0, 80);
      if (parseFloat(style.fontSize) * scale < 23.9) faults.push(`${where}: large print is too small: ${shown}`);
      if (style.fontStyle !== 'normal') faults.push(`${where}: large print is italic: ${shown}`);
      if (!element.ownerSVGElement && !['left', 'start'].includes(style.textAlign))
        faults.push(`${where}: large print is not left aligned: ${shown}`);
      if (where === 'print' && style.textDecorationLine !== 'none')
        faults.push(`${where}: large print is underlined: ${shown}`);
    }
    return faults;
  }, situation);
}

async function inspectLargePrint(page) {
  const faults = await largePrint(page, '1280 pixels');
  await page.setViewportSize(NARROW);
  faults.push(...(await largePrint(page, '320 pixels')));
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: 'print' });
  faults.push(...(await largePrint(page, 'print')));
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize(WIDE);
  return faults;
}

async function scripts(page) {
  const found = await page.evaluate(() =>
    [...document.querySelectorAll('*')].filter(
      (element) =>
        element.localName === 'script' ||
        [...element.attributes].some(({ name, value }) => name.startsWith('on') || /^\s*javascript:/i.test(value)),
    ).map((element) => element.outerHTML.slice(0, 80)),
  );
  return found.map((element) => `the page has a script: ${element}`);
}

async function withoutStyle(page) {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('style, link[rel~=stylesheet]')) element.remove();
    for (const element of document.querySelectorAll('[style]')) element.removeAttribute('style');
  });
}

async function inspect(browser, file) {
  const faults = [];
  const context = await browser.newContext({ viewport: WIDE, bypassCSP: true });
  const page = await context.newPage();
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(file).href) faults.push(`the page loads ${request.url()}`);
  });
  page.on('dialog', (dialog) => {
    faults.push('a script has opened a dialog');
    dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href);
  faults.push(...(await scripts(page)));
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    faults.push(...(await axe(page, `1280 pixels, ${colorScheme}`)));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  faults.push(...(await focus(page, '1280 pixels')));
  if (file.endsWith('.large.html')) faults.push(...(await inspectLargePrint(page)));
  await page.setViewportSize(NARROW);
  faults.push(...(await axe(page, '320 pixels', { strict: false })), ...(await sideways(page, '320 pixels')));
  faults.push(...(await boxes(page, '320 pixels')));
  await page.setViewportSize(WIDE);
  await withoutStyle(page);
  faults.push(...(await axe(page, 'without style', { style: false })));
  await context.close();
  return faults;
}

// Files, and those of folders at any depth.
async function htmlFiles(paths) {
  const files = [];
  for (const path of paths.map((path) => resolve(path))) {
    if (!(await stat(path)).isDirectory()) files.push(path);
    else
      for (const name of (await readdir(path, { recursive: true })).sort())
        if (extname(name) === '.html') files.push(join(path, name));
  }
  return files;
}

// The faults of each file.
async function inspectAll(files) {
  const valid = await validate(files);
  const browser = await launch();
  try {
    const found = new Map();
    for (const file of files) found.set(file, [...valid.get(file), ...(await inspect(browser, file))]);
    return found;
  } finally {
    await browser.close();
  }
}

// Each page of faulty/ names in its title the words that a fault found in it must have.
async function selfTest() {
  const files = await htmlFiles([join(here, 'faulty')]);
  const found = await inspectAll(files);
  const results = [];
  for (const file of files) {
    const wanted = /<title>(.*?)<\/title>/.exec(await readFile(file, 'utf8'))[1];
    const missed = !found.get(file).some((fault) => fault.includes(wanted));
    results.push({
      name: `finds: ${wanted}`,
      faults: missed ? [`not found in ${file}; found were:`, ...found.get(file)] : [],
    });
  }
  return report(results);
}

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error('usage: node tests/browser/check.js FILE-OR-DIRECTORY... | --self-test');
  process.exit(2);
}
if (paths[0] === '--self-test') {
  process.exit((await selfTest()) ? 0 : 1);
}
const files = await htmlFiles(paths);
if (files.length === 0) {
  console.log('1..1\nnot ok 1 - there are pages to check');
  process.exit(1);
}
const found = await inspectAll(files);
process.exit(report(files.map((file) => ({ name: file.split('/').at(-1), faults: found.get(file) }))) ? 0 : 1);
