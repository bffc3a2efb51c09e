// SPDX-License-Identifier: GPL-3.0-or-later
// Checks the server's pages as a browser sees them, and prints TAP:
//
//     node tests/browser/pages.js RENDER-PAGE [--self-test]
//
// The page of all components, in both languages, with scripts and without: valid; no rule of WCAG 2.2 A or AA nor a best
// practice broken; 320 pixels wide; all of it by keyboard; nothing that a strict Content-Security-Policy forbids. The self-test plants
// faults, each of which must be found.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { CONTROLS, NARROW, WIDE, axe, boxes, focus, keyboard, launch, report, sideways, validate } from './inspections.js';

const TYPES = { '.css': 'text/css', '.js': 'text/javascript' };
const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'";
const [program, option] = process.argv.slice(2);

function render(kind, value, input = '') {
  return new Promise((done, fail) => {
    const child = execFile(program, [kind, value], { maxBuffer: 1 << 24 }, (error, stdout) => (error ? fail(error) : done(stdout)));
    child.stdin.on('error', () => {}); // an asset reads nothing
    child.stdin.end(input);
  });
}

const PLANTS = [
  ['Content Security Policy', '</main>', '<script>document.title = 1</script></main>'],
  ['Content Security Policy', '<h1 ', '<h1 style="color: red" '],
  ['label: ', '</main>', '<input></main>'],
  ['pixels wide', '</main>', '<p class="govuk-body">' + 'x'.repeat(200) + '</p></main>'],
  ['the keyboard does not reach', '</main>', '<button type="button" tabindex="-1">Hidden</button></main>'],
  ['Stray end tag', '</main>', '</i></main>'],
  ['answered 404', '</main>', '<img src="/assets/none.png" alt="None"></main>'],
  ['error', "js-enabled'", "no-such-class'"],
];

const WITHOUT_SCRIPTS = ['', /<script .*<\/script>/, ''];

async function answer(request, response, plant) {
  const path = new URL(request.url, 'http://localhost').pathname;
  const headers = { 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' };
  try {
    if (path === '/favicon.ico') {
      response.writeHead(204, headers).end();
    } else if (path.startsWith('/assets/')) {
      let body = await render('asset', path);
      if (plant) body = body.replace(plant[1], plant[2]);
      response.writeHead(200, { ...headers, 'content-type': TYPES[extname(path)] }).end(body);
    } else {
      let page = await render('gallery', path.startsWith('/cy/') ? 'cy' : 'en', 'O’Brien & <Sons>');
      if (plant) page = page.replace(plant[1], plant[2]);
      response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(page);
    }
  } catch {
    response.writeHead(404, headers).end();
  }
}

async function withScripts(page, welsh) {
  const faults = [];
  await page.waitForSelector('body.js-enabled', { timeout: 5000 }).catch(() => faults.push('scripts: error: none has started'));
  if (faults.length) return faults;
  const toggle = page.locator('.govuk-js-password-input-toggle');
  const words = [await toggle.textContent()];
  await toggle.click();
  words.push(await toggle.textContent());
  const wanted = welsh ? 'Dangos, Cuddio' : 'Show, Hide';
  if (words.map((word) => word.trim()).join(', ') !== wanted) faults.push(`scripts: error: the password is shown by ${words}`);
  if ((await page.getAttribute('#password', 'type')) !== 'text') faults.push('scripts: error: the password is not shown');
  return faults;
}

// axe-core cannot run where scripts are off, so they are taken out of the page instead.
async function inspect(browser, address, scripts) {
  const faults = [];
  const context = await browser.newContext({ viewport: WIDE });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && faults.push(`error: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error}`));
  page.on('response', (response) => response.status() >= 400 && faults.push(`${response.url()} is answered ${response.status()}`));
  await page.goto(address);
  if (scripts) faults.push(...(await withScripts(page, address.includes('/cy/'))));
  faults.push(...(await axe(page, '1280 pixels')), ...(await keyboard(page, '1280 pixels')));
  faults.push(...(await focus(page, '1280 pixels', CONTROLS)));
  await page.setViewportSize(NARROW);
  faults.push(...(await axe(page, '320 pixels', { strict: false })), ...(await sideways(page, '320 pixels')));
  faults.push(...(await boxes(page, '320 pixels')), ...(await keyboard(page, '320 pixels')));
  await context.close();
  return faults;
}

async function valid(html) {
  const folder = await mkdtemp(join(tmpdir(), 'craffu-pages-'));
  const file = join(folder, 'page.html');
  await writeFile(file, html);
  const found = await validate([file]);
  await rm(folder, { recursive: true });
  return found.get(file);
}

async function serve(plant, use) {
  const server = createServer((request, response) => answer(request, response, plant));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function page(browser, address, scripts) {
  const html = await (await fetch(address)).text();
  return [...(await valid(html)), ...(await inspect(browser, address, scripts))];
}

if (!(await new Promise((done) => execFile(program, ['folder'], (error) => done(!error))))) {
  console.log('1..0 # SKIP the program is built without the pages’ style: run script/setup build first');
  process.exit(0);
}
const browser = await launch();
const results = [];
if (option === '--self-test') {
  for (const plant of PLANTS) {
    const found = await serve(plant, (origin) => page(browser, `${origin}/gallery`, true));
    const missed = !found.some((fault) => fault.includes(plant[0]));
    results.push({ name: `finds: ${plant[0]} (${plant[2].slice(0, 40)})`, faults: missed ? ['found were:', ...found] : [] });
  }
} else {
  for (const [name, path] of [['English', '/gallery'], ['Welsh', '/cy/gallery']])
    for (const scripts of [true, false])
      results.push({ name: `every component in ${name}, ${scripts ? 'with' : 'without'} scripts`,
        faults: await serve(scripts ? null : WITHOUT_SCRIPTS, (origin) => page(browser, origin + path, scripts)) });
}
await browser.close();
process.exit(report(results) ? 0 : 1);
