// SPDX-License-Identifier: GPL-3.0-or-later
// Checks HTML files as a browser and a validator see them, and prints TAP:
//
//     node tests/browser/check.js FILE-OR-DIRECTORY...
//     node tests/browser/check.js --self-test
//
// Each page must be valid (vnu); break no rule of WCAG 2.2 A or AA nor a best practice (axe-core), in light and in dark,
// with and without its style; run no script and load nothing; need no sideways scrolling at 320 pixels; and show where the
// keyboard is; one named NAME.large.html must be large print. The self-test runs the same checks on pages with planted faults, each of which must be found.
import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
// Without npm's modules there is nothing to check with; but where script/test installed them, that is a fault.
const { chromium } = await import('playwright-core').catch(() => {
  if (process.env.CRAFFU_TIER) throw new Error('playwright-core is not installed');
  console.log('1..0 # SKIP run script/setup test browser first');
  process.exit(0);
});
const axeSource = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
const vnuJar = join(dirname(require.resolve('vnu-jar/package.json')), 'build', 'dist', 'vnu.jar');
const run = promisify(execFile);

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };
const PAPER = { width: 672, height: 900 }; // A4 between the margins of report.css
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Messages of the validator by file; warnings count.
async function validate(files) {
  const found = new Map(files.map((file) => [file, []]));
  const options = ['-jar', vnuJar, '--format', 'json', '--exit-zero-always', ...files];
  const { stderr } = await run('java', options, { maxBuffer: 1 << 26 });
  for (const message of JSON.parse(stderr).messages) {
    const file = fileURLToPath(message.url);
    const place = `${message.lastLine ?? 0}:${message.lastColumn ?? 0}`;
    found.get(file).push(`${place} ${message.subType ?? message.type}: ${message.message}`);
  }
  return found;
}

// What axe-core finds. What it cannot decide is a fault too where everything is in sight (`strict`), but for headers of
// groups of rows, which it does not know. The browser's own sizes, without style, are exempt (WCAG 2.5.8, user agent
// control).
async function axe(page, situation, { strict = true, style = true } = {}) {
  const results = await page.evaluate(
    ([source, tags, sizes]) => {
      (0, eval)(source);
      return window.axe.run(document, {
        runOnly: { type: 'tag', values: tags },
        rules: { 'target-size': { enabled: sizes } },
      });
    },
    [axeSource, TAGS, style],
  );
  if (results.passes.length === 0) return [`${situation}: axe-core ran no rule`];
  const undecided = strict ? results.incomplete : [];
  const ofGroup = (node) =>
    node.all.every((check) => check.relatedNodes.length > 0 &&
      check.relatedNodes.every(({ html }) => html.includes('scope="rowgroup"')));
  // What lies behind the words of a drawing axe-core cannot tell; tests/unit/document/chart.c measures the colours.
  for (const rule of undecided)
    if (rule.id === 'color-contrast') rule.nodes = rule.nodes.filter(({ html }) => !html.startsWith('<text '));
  for (const rule of undecided)
    if (rule.id === 'th-has-data-cells') rule.nodes = rule.nodes.filter((node) => !ofGroup(node));
  return [...results.violations, ...undecided].flatMap((rule) =>
    rule.nodes.map((node) => `${situation}: ${rule.id}: ${node.target.join(' ')}: ${node.failureSummary ?? rule.help}`),
  );
}

async function sideways(page, situation) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width > NARROW.width ? [`${situation}: the page is ${width} pixels wide`] : [];
}

// What is too wide for the screen may scroll in a box of its own, if the keyboard reaches it and a reader hears its name.
async function boxes(page, situation) {
  return page.evaluate((where) => {
    const faults = [];
    for (const element of document.body.querySelectorAll('*')) {
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
      if (scrolls && element.scrollWidth > element.clientWidth + 1 && element.tabIndex < 0)
        faults.push(`${where}: a box scrolls, but not by keyboard: ${element.outerHTML.slice(0, 80)}`);
    }
    return faults;
  }, situation);
}

// Whatever takes the focus must look different while it has it.
async function focus(page, situation) {
  return page.evaluate((where) => {
    const faults = [];
    const look = (element) => {
      const style = getComputedStyle(element);
      return [style.outlineStyle, style.outlineWidth, style.backgroundColor, style.boxShadow, style.top].join();
    };
    for (const element of document.querySelectorAll('a[href], [tabindex="0"]')) {
      element.blur();
      const before = look(element);
      element.focus({ focusVisible: true });
      if (look(element) === before) faults.push(`${where}: the focus is not seen: ${element.outerHTML.slice(0, 80)}`);
    }
    return faults;
  }, situation);
}

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

async function htmlFiles(paths) {
  const files = [];
  for (const path of paths.map((path) => resolve(path))) {
    if (!(await stat(path)).isDirectory()) files.push(path);
    else
      for (const name of (await readdir(path)).sort()) if (extname(name) === '.html') files.push(join(path, name));
  }
  return files;
}

// The faults of each file.
async function inspectAll(files) {
  const valid = await validate(files);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  try {
    const found = new Map();
    for (const file of files) found.set(file, [...valid.get(file), ...(await inspect(browser, file))]);
    return found;
  } finally {
    await browser.close();
  }
}

function report(results) {
  console.log(`1..${results.length}`);
  results.forEach(({ name, faults }, index) => {
    console.log(`${faults.length ? 'not ok' : 'ok'} ${index + 1} - ${name}`);
    for (const fault of faults) console.log(`# ${fault.replaceAll('\n', ' ')}`);
  });
  return results.every(({ faults }) => faults.length === 0);
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
