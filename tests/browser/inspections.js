// SPDX-License-Identifier: GPL-3.0-or-later
// What the checks of pages in a browser share: the validator, axe-core, widths, and what the keyboard shows.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

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

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 320, height: 640 };
export const CONTROLS = 'a[href], button, input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea, summary, [tabindex="0"]';
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Messages of the validator by file; warnings count.
export async function validate(files) {
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
export async function axe(page, situation, { strict = true, style = true } = {}) {
  await page.evaluate(`${axeSource};0`); // no Content-Security-Policy forbids that
  const results = await page.evaluate(
    ([tags, sizes]) => {
      return window.axe.run(document, {
        runOnly: { type: 'tag', values: tags },
        rules: { 'target-size': { enabled: sizes } },
      });
    },
    [TAGS, style],
  );
  if (results.passes.length === 0) return [`${situation}: axe-core ran no rule`];
  const undecided = strict ? results.incomplete : [];
  const ofGroup = (node) =>
    node.all.every((check) => check.relatedNodes.length > 0 &&
      check.relatedNodes.every(({ html }) => html.includes('scope="rowgroup"')));
  // Three dots are no words to axe-core. What lies behind the words of a drawing it cannot tell; tests/unit/document/chart.c measures the colours.
  for (const rule of undecided)
    if (rule.id === 'color-contrast') rule.nodes = rule.nodes.filter(({ html }) => !html.startsWith('<text ') && !html.includes('__item--ellipsis'));
  for (const rule of undecided)
    if (rule.id === 'th-has-data-cells') rule.nodes = rule.nodes.filter((node) => !ofGroup(node));
  return [...results.violations, ...undecided].flatMap((rule) =>
    rule.nodes.map((node) => `${situation}: ${rule.id}: ${node.target.join(' ')}: ${node.failureSummary ?? rule.help}`),
  );
}

export async function sideways(page, situation) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width > NARROW.width ? [`${situation}: the page is ${width} pixels wide`] : [];
}

// What is too wide for the screen may scroll in a box of its own, if the keyboard reaches it and a reader hears its name.
export async function boxes(page, situation) {
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
export async function focus(page, situation, selector = 'a[href], [tabindex="0"]') {
  return page.evaluate(([where, wanted]) => {
    const faults = [];
    const look = (element) => {
      const style = getComputedStyle(element);
      return [style.outlineStyle, style.outlineWidth, style.backgroundColor, style.boxShadow, style.top].join();
    };
    for (const element of document.querySelectorAll(wanted)) {
      if (!element.checkVisibility()) continue;
      element.blur();
      const before = look(element);
      element.focus({ focusVisible: true });
      if (look(element) === before) faults.push(`${where}: the focus is not seen: ${element.outerHTML.slice(0, 80)}`);
    }
    return faults;
  }, [situation, selector]);
}

// Whether Tab reaches all that can be used: of radio buttons one is enough.
export async function keyboard(page, situation) {
  const reached = new Set();
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
      .filter((element) => element.type !== 'hidden' && element.checkVisibility() && !(element.type === 'radio' && !element.checked));
    all.forEach((element, index) => (element.dataset.order = index));
    document.body.focus();
    document.activeElement.blur();
    return all.map((element) => element.outerHTML.slice(0, 80));
  });
  for (let i = 0; i < wanted.length + 10; i++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement.dataset.order));
  }
  return wanted.filter((_, index) => !reached.has(String(index))).map((html) => `${situation}: the keyboard does not reach ${html}`);
}

export function launch() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

// Prints TAP; whether all is well.
export function report(results) {
  console.log(`1..${results.length}`);
  results.forEach(({ name, faults }, index) => {
    console.log(`${faults.length ? 'not ok' : 'ok'} ${index + 1} - ${name}`);
    for (const fault of faults) console.log(`# ${fault.replaceAll('\n', ' ')}`);
  });
  return results.every(({ faults }) => faults.length === 0);
}
