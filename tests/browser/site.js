// SPDX-License-Identifier: GPL-3.0-or-later
// The office's pages in a browser, from the sign-in to the sign-out, and prints TAP:
//
//     node tests/browser/site.js CRAFFU SOURCE FILL [FOLDER]
//
// Every page in both languages: valid, no rule of WCAG 2.2 A or AA broken, 320 pixels wide, all of it by keyboard, nothing that its
// own Content-Security-Policy forbids. Then the same way without scripts. Pictures of the pages go into FOLDER, for people to look at.
import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CONTROLS, NARROW, WIDE, axe, boxes, focus, keyboard, launch, report, sideways, validate } from './inspections.js';

const run = promisify(execFile);
const [program, source, fill, pictures] = process.argv.slice(2);
const REVIEW = 'hate-crime-snapshot-2019';
// From which cases are drawn here, with scripts and without; each has a seed of its own.
const PANELS = [['panel-2019-08', '90164382710559236471'], ['panel-two', '33175520948816640277']];
const ANSWERED = 'answered'; // a review in which questions are answered
const PASSWORD = 'plum correct battery seven';
const folder = await mkdtemp(join(tmpdir(), 'craffu-site-'));
const environment = { ...process.env, CRAFFU_DATA: join(folder, 'data'), LANGUAGE: 'en' };
const craffu = async (...words) => (await run(program, words, { env: environment })).stdout;
const results = [];
let filled;

async function record() {
  const files = join(source, 'demo/2019-snapshot');
  await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
  await craffu('init');
  await craffu('office', 'load', join(source, 'demo/office.yaml'));
  await craffu('review', 'load', join(files, 'review.yaml'));
  await craffu('import', REVIEW, '--cases', join(files, 'cases.csv'), '--log', join(files, 'log.csv'));
  await craffu('select', REVIEW, '--all');
  for (const role of ['scrutiny_manager', 'administrator', 'auditor', 'reader', 'reviewer', 'panel_chair', 'moderator'])
    await craffu('account', 'add', role, '--display-name', `The ${role}`, '--role', role, '--password-file', join(folder, 'password'));
  await craffu('allocation', 'make', REVIEW);
  await craffu('allocation', 'give', 'panel_chair', REVIEW);
  await craffu('assess', REVIEW, '--from', join(files, 'assessments.csv'));
  await craffu('moderate', REVIEW, '--from', join(files, 'moderations.csv'));
  await craffu('findings', 'load', join(files, 'findings.yaml'));
  const panel = join(source, 'demo/2019-panel');
  const definition = await readFile(join(panel, 'review.yaml'), 'utf8');
  for (const id of [...PANELS.map(([panel]) => panel), ANSWERED]) {
    const instrument = join(source, 'instruments/hate-crime-snapshot.yaml');
    await writeFile(join(folder, `${id}.yaml`), definition.replace(PANELS[0][0], id).replace(/^instrument: .*$/m, `instrument: ${instrument}`));
    await craffu('review', 'load', join(folder, `${id}.yaml`));
    await craffu('import', id, '--cases', join(panel, 'cases.csv'));
  }
  await craffu('import', REVIEW, '--extract', 'gone', '--cases', join(files, 'cases.csv'));
  await craffu('import', REVIEW, '--extract', 'spare', '--cases', join(files, 'cases.csv'));
  await craffu('retention', 'remove', 'gone', '--confirm', 'gone', '--reason', 'expired');
  for (const reason of ['inquest', 'claim'])
    await craffu('retention', 'hold', REVIEW, '--reason', reason);
  const held = (await craffu('retention', 'list', '--extract', REVIEW)).split('\n')[1].split('\t')[0];
  await craffu('retention', 'release', held, '--reason', 'It is over');
  await craffu('select', ANSWERED, '--all');
  filled = (await run(fill, [join(folder, 'data'), ANSWERED])).stdout; // a reviewer with a session, and cases to answer on
  return (await craffu('account', 'add', 'invited', '--display-name', 'Invited', '--role', 'reader')).split('\n')[0];
}

async function serve() {
  const server = spawn(program, ['serve', '--port', '0', '--backups', join(folder, 'backups')], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((done, fail) => {
    server.stdout.on('data', (said) => done(/:(\d+)/.exec(said)[1]));
    server.on('exit', () => fail(new Error('the server has ended')));
  });
  return { server, origin: `http://127.0.0.1:${port}` };
}

function code(secret) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const digest = createHmac('sha1', key).update(step).digest();
  return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

const written = new Map(); // by file: the faults of its page, for the validator, which begins once for all of them

// What is on the screen now, and can be asked for again.
async function inspect(page, name) {
  const faults = [];
  if (!name.startsWith('recovery')) { // that page is shown once
    const file = join(folder, `${name}.html`);
    await writeFile(file, await (await page.context().request.get(page.url())).text());
    written.set(file, faults);
  }
  await shown(page, name, faults);
}

// What is on the screen now.
async function shown(page, name, faults = []) {
  await page.setViewportSize(WIDE);
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  faults.push(...(await axe(page, '1280 pixels')), ...(await keyboard(page, '1280 pixels')), ...(await focus(page, '1280 pixels', CONTROLS)));
  await page.setViewportSize(NARROW);
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.narrow.png`), fullPage: true });
  faults.push(...(await axe(page, '320 pixels', { strict: false })), ...(await sideways(page, '320 pixels')));
  faults.push(...(await boxes(page, '320 pixels')), ...(await keyboard(page, '320 pixels')));
  await page.setViewportSize(WIDE);
  results.push({ name, faults });
}

async function both(page, origin, path, name) {
  for (const [language, root] of [['en', ''], ['cy', '/cy']]) {
    await page.goto(origin + root + path);
    await inspect(page, `${name}.${language}`);
  }
}

async function signIn(page, origin, name) {
  await page.goto(`${origin}/sign-in`);
  await page.fill('#name', name);
  await page.fill('#password', PASSWORD);
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
}

function expect(name, good, found) {
  results.push({ name, faults: good ? [] : [String(found)] });
}

async function send(page, button) {
  await Promise.all([page.waitForNavigation(), page.click(`main button:text-is("${button}")`)]);
}

// The page of work to which a form leads, once the work is over: with scripts it tells so by itself, moves nothing and takes no focus; without
// them its link is followed.
async function workIsOver(page, scripts) {
  if (!page.url().includes('/jobs/')) return;
  const link = page.locator('#progress-link');
  if (scripts && (await link.count())) {
    await link.focus();
    await page.waitForFunction(() => document.getElementById('progress-link').textContent === 'See what came of it', null, { timeout: 60000 });
    const said = await page.textContent('#progress-aloud');
    expect('the end of work is read aloud', said.startsWith('It is over: '), said);
    expect('and takes the focus from nowhere', await page.evaluate(() => document.activeElement.id === 'progress-link'), page.url());
  }
  while (await link.count()) {
    await Promise.all([page.waitForNavigation(), link.click()]);
    if (await link.count()) await page.waitForTimeout(200);
  }
}

// A cross in each box of these values, and in no other of the name.
async function tick(page, name, values) {
  for (const box of await page.locator(`input[name="${name}"]`).all())
    await box.setChecked(values.includes(await box.getAttribute('value')), { force: true });
}

// What a link hands out: its name, and whether anything came.
async function handedOut(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).click()]);
  return download.suggestedFilename() === name && (await readFile(await download.path())).length > 0;
}

async function drawCases(page, origin, [panel, seed], look) {
  const address = `/reviews/${panel}/draw`;
  if (look) await both(page, origin, address, 'draw-unsealed');
  await page.goto(origin + address);
  await page.fill('#size', '6');
  await send(page, 'Seal the frame');
  expect(`the frame of ${panel} is sealed`, (await page.textContent('main')).includes('The frame is sealed.'), page.url());
  if (look) await both(page, origin, address, 'draw-sealed');
  await page.goto(origin + address);
  await page.fill('#seed', '12');
  await page.fill('#source', 'Dice thrown in public');
  await page.fill('#date', new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(new Date()));
  await send(page, 'Draw the cases');
  expect('a short seed is refused', (await page.title()).startsWith('Error:') && (await page.inputValue('#seed')) === '12', await page.title());
  await page.fill('#seed', seed);
  await send(page, 'Draw the cases');
  await page.fill('#size', '2');
  await send(page, 'Draw more cases');
  expect(`cases are drawn, and then more`, (await page.textContent('main')).includes('a further round'), page.url());
  if (look) await both(page, origin, address, 'draw');
  if (look) await both(page, origin, `${address}/receipt`, 'receipt');
  await page.goto(origin + address);
  expect('the receipt is handed out', await handedOut(page, `${panel}.receipt.txt`), panel);
}

async function makeReport(page, origin, look) { // `look` is with scripts
  const address = `/reviews/${REVIEW}/reports`;
  if (look) await both(page, origin, address, 'reports');
  await page.goto(origin + address);
  await tick(page, 'format', []);
  await send(page, 'Make the edition');
  expect('an edition without a format is refused', (await page.title()).startsWith('Error:'), await page.title());
  await tick(page, 'format', ['html', 'xlsx']);
  await send(page, 'Make the edition');
  await workIsOver(page, look);
  if (look) await both(page, origin, new URL(page.url()).pathname, 'job-edition');
  await page.goto(page.url().replace('/cy/', '/'));
  await Promise.all([page.waitForNavigation(), page.click('main a:text-is("The edition, with its files")')]);
  expect('an edition is made', /[/]reports[/]\d+$/.test(page.url()), page.url());
  if (look) await both(page, origin, new URL(page.url()).pathname, 'edition');
  await page.goto(origin + address);
  await page.click('main table a >> nth=0');
  expect('its manifest is handed out', await handedOut(page, `${REVIEW}.sha256`), page.url());
  expect('and its Welsh web page', await handedOut(page, `${REVIEW}.cy.html`), page.url());
}

async function publishReview(page, origin) {
  await page.goto(`${origin}/reviews/${REVIEW}/reports`);
  await page.fill('#translator', 'Cyfieithydd');
  await send(page, 'Approve the texts as they are now');
  await tick(page, 'sure', ['yes']);
  await send(page, 'Publish the review');
  const said = await page.textContent('main');
  expect('publishing tells the end of the audit log', /The review is published/.test(said) && /\d+:[0-9a-f]{64}/.test(said), said);
}

async function managerWithScripts(browser, origin, link) {
  const context = await browser.newContext({ viewport: WIDE });
  const page = await context.newPage();
  const forbidden = [];
  page.on('console', (message) => message.text().includes('Content Security Policy') && forbidden.push(message.text()));
  await both(page, origin, '/sign-in', 'sign-in');
  await both(page, origin, '/link', 'link');
  await page.goto(`${origin}${link}`);
  expect('the token of a link goes into its form and out of the address', (await page.inputValue('#link_code')) === link.split('#')[1] &&
    !page.url().includes('#'), page.url());
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
  expect('and the form asks for a password', (await page.locator('#password').count()) === 1, page.url());
  await both(page, origin, '/accessibility', 'accessibility');
  await both(page, origin, '/no-such-page', 'not-found');
  await signIn(page, origin, 'scrutiny_manager');
  await both(page, origin, '/second-factor', 'second-factor');
  await page.goto(`${origin}/second-factor`);
  const secret = (await page.textContent('main li strong')).replaceAll(' ', '');
  await page.fill('#code', code(secret));
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
  const codes = await page.locator('main code').allTextContents();
  expect('ten recovery codes are shown', codes.length === 10, codes.length);
  await shown(page, 'recovery-codes.en'); // once
  await both(page, origin, '/', 'programme');
  await both(page, origin, `/reviews/${REVIEW}`, 'review');
  await page.goto(`${origin}/reviews/${REVIEW}`);
  const address = await page.getAttribute('main table a', 'href');
  await both(page, origin, address, 'case');
  await drawCases(page, origin, PANELS[0], true);
  await makeReport(page, origin, true);
  await both(page, origin, `/reviews/${REVIEW}/allocation`, 'allocation');
  for (const [path, name] of [['', 'retention'], [`/${REVIEW}`, 'extract'], [`/${REVIEW}/remove`, 'removal'], ['/gone/certificate', 'certificate']])
    await both(page, origin, `/retention${path}`, name);
  await page.goto(`${origin}/retention/${REVIEW}/remove`);
  await Promise.all([page.waitForNavigation(), page.click('main form button[type=submit]')]);
  expect('a removal under a hold is refused on the page', (await page.textContent('main')).includes('a hold stands against it'), page.url());
  await axe(page, '1280 pixels').then((faults) => results.push({ name: 'removal-refused.en', faults }));
  await page.goto(`${origin}/retention/spare/remove`);
  await page.fill('#reason', 'It is over');
  await page.fill('#confirmation', 'spare');
  await send(page, 'Remove the cases for good');
  await workIsOver(page, true);
  await both(page, origin, new URL(page.url()).pathname, 'job-removal');
  await page.goto(page.url().replace('/cy/', '/'));
  await Promise.all([page.waitForNavigation(), page.click('main a:text-is("The certificate")')]);
  expect('a removal leads to its certificate', page.url().endsWith('/retention/spare/certificate'), page.url());
  await page.goto(`${origin}/cy/retention`);
  await Promise.all([page.waitForNavigation(), page.click('text=Allgofnodi')]);
  expect('signing out leads to the sign-in', page.url().endsWith('/cy/sign-in'), page.url());
  expect('no page is refused anything by its own policy', forbidden.length === 0, forbidden);
  await context.close();
  return { codes, address };
}

// Signed in with all that is asked for.
async function enter(browser, origin, name) {
  const context = await browser.newContext({ viewport: WIDE });
  const page = await context.newPage();
  await signIn(page, origin, name);
  if (page.url().endsWith('/second-factor')) {
    await page.fill('#code', code((await page.textContent('main li strong')).replaceAll(' ', '')));
    await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
  }
  return { context, page };
}

async function administration(browser, origin) {
  const { context, page } = await enter(browser, origin, 'administrator');
  const pages = [['/people', 'people'], ['/people/new', 'person-new'], ['/account', 'account'], ['/office', 'office'],
    ['/instruments', 'instruments'], ['/permissions', 'permissions']];
  for (const [path, name] of pages)
    await both(page, origin, path, name);
  await page.goto(`${origin}/instruments`);
  await both(page, origin, await page.getAttribute('main table a', 'href'), 'instrument');
  await page.goto(`${origin}/instruments`);
  await page.setInputFiles('#file', join(folder, `${PANELS[0][0]}.yaml`));
  await send(page, 'Check and add it');
  expect('a file that is no instrument is refused with its lines', (await page.textContent('main')).includes(`${PANELS[0][0]}.yaml:`), page.url());
  await page.goto(`${origin}/backups`);
  await send(page, 'Make a backup now');
  await both(page, origin, '/backups', 'backups');
  await page.goto(`${origin}/office`);
  await page.setInputFiles('#logo', join(source, 'demo/office.png'));
  await page.fill('#marking_en', 'OFFICIAL');
  await page.fill('#marking_cy', 'SWYDDOGOL');
  await send(page, 'Change the office');
  const logo = await page.evaluate(() => document.querySelector('header img').naturalWidth);
  expect('the office is changed, and its logo shown', logo === 360 && (await page.textContent('header')).includes('OFFICIAL'), page.url());
  await page.goto(`${origin}/people`);
  const address = await page.getAttribute('main table a', 'href');
  await both(page, origin, address, 'person');
  await context.close();
  const auditor = await enter(browser, origin, 'auditor');
  await both(auditor.page, origin, '/audit', 'audit');
  await auditor.context.close();
  const reviewer = await enter(browser, origin, 'reviewer');
  await both(reviewer.page, origin, '/', 'programme-reviewer');
  expect('a reviewer is shown the cases that were given', (await reviewer.page.locator('main table').count()) === 2, 'one table');
  await both(reviewer.page, origin, `/reviews/${REVIEW}`, 'review-reviewer');
  await reviewer.context.close();
}

async function reviewer(browser, origin) {
  const [review, , token, , ...cases] = filled.trim().split('\t');
  const context = await browser.newContext({ viewport: WIDE });
  await context.addCookies([{ name: 'session', value: token, url: origin }]);
  const page = await context.newPage();
  const address = `/reviews/${review}/cases/${encodeURIComponent(cases[0])}/answers/adjustments`;
  await both(page, origin, address, 'answer');
  await page.goto(origin + address);
  await page.click('main button[type=submit]');
  expect('an answer without a choice is refused', await page.isVisible('.govuk-error-summary'), page.url());
  await inspect(page, 'answer-error.en');
  await page.check('#outcome-2');
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
  expect('a saved answer is shown again', await page.isChecked('#outcome-2'), page.url());
  await context.close();
}

// No page stays on the screen longer than its session, in whichever window it is.
async function leftOpen(browser, origin) {
  const { context, page } = await enter(browser, origin, 'reader');
  const other = await context.newPage();
  await other.goto(`${origin}/account`);
  await Promise.all([page.waitForURL('**/sign-in'), other.waitForNavigation(), other.click('text=Sign out')]);
  expect('a page in another window is left when its person signs out', (await page.textContent('h1')) === 'Sign in', page.url());
  await signIn(page, origin, 'reader');
  await page.clock.install();
  await page.goto(`${origin}/account`);
  await context.clearCookies(); // what the session's end is to the server
  await page.clock.fastForward('59:00');
  expect('a page is there as long as its session', page.url().endsWith('/account'), page.url());
  await Promise.all([page.waitForURL('**/sign-in'), page.clock.fastForward('02:00')]);
  expect('a page that is left open is left when its session is over', (await page.textContent('h1')) === 'Sign in', page.url());
  await context.close();
}

// Two windows that show the sign-in: the earlier one's form is not taken, and shown again.
async function outOfDate(browser, origin) {
  const context = await browser.newContext({ viewport: WIDE });
  const [page, later] = [await context.newPage(), await context.newPage()];
  await page.goto(`${origin}/sign-in`);
  await context.clearCookies(); // as if both had been asked for at once
  await later.goto(`${origin}/sign-in`);
  await page.fill('#name', 'reader');
  await page.fill('#password', PASSWORD);
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
  const said = await page.textContent('main');
  expect('a sign-in that another window made out of date is shown again', said.includes('out of date') && (await page.inputValue('#name')) === 'reader' &&
    (await page.inputValue('#password')) === '', said);
  await shown(page, 'sign-in-out-of-date.en');
  await page.goto(`${origin}/link`);
  await page.fill('#link_code', 'x');
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
  await shown(page, 'link-not-good.en');
  await context.close();
}

async function managerWithoutScripts(browser, origin, { codes, address }) {
  const context = await browser.newContext({ viewport: WIDE, javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, origin, 'scrutiny_manager');
  expect('without scripts the code is asked for', page.url().endsWith('/sign-in/code'), page.url());
  await page.fill('#code', codes[0]);
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
  await Promise.all([page.waitForNavigation(), page.click(`main table a[href$="/${REVIEW}"]`)]);
  await Promise.all([page.waitForNavigation(), page.click('main table a')]);
  expect('and the case is reached', page.url().endsWith(address), page.url());
  await drawCases(page, origin, PANELS[1], false);
  await makeReport(page, origin, false);
  await publishReview(page, origin);
  await Promise.all([page.waitForNavigation(), page.click('text=Sign out')]);
  expect('and signed out of', page.url().endsWith('/sign-in'), page.url());
  await context.close();
}

// Files, sent by the browser itself, and the work that is done with them: with scripts every page is inspected, without them the way is
// the same.
async function sendFiles(browser, origin, recovery, scripts) {
  const context = await browser.newContext({ viewport: WIDE, javaScriptEnabled: scripts });
  const page = await context.newPage();
  const look = async (path, name) => scripts && both(page, origin, path, name);
  const send = () => Promise.all([page.waitForURL(/[/]jobs[/]/), page.click('main form[enctype] button[type=submit]')]);
  const over = () => workIsOver(page, scripts);
  await signIn(page, origin, 'scrutiny_manager');
  await page.fill('#code', recovery);
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
  const files = join(source, 'demo/2019-snapshot');
  const bad = join(folder, 'bad.csv');
  const [heading, ...rows] = (await readFile(join(files, 'cases.csv'), 'utf8')).trim().split('\n');
  await writeFile(bad, [heading, ...rows, 'X-1,too,short'].join('\n'));
  await page.goto(`${origin}/reviews/${REVIEW}`);
  await Promise.all([page.waitForNavigation(), page.click('main a[href$="/imports"]')]);
  await Promise.all([page.waitForNavigation(), page.click('main a[href$="/imports/new"]')]);
  await look(`/reviews/${REVIEW}/imports/new`, 'import-new');
  await page.goto(`${origin}/reviews/${REVIEW}/imports/new`);
  await Promise.all([page.waitForNavigation(), page.click('main form[enctype] button[type=submit]')]);
  expect('a form without a file says what is missing', await page.locator('.govuk-error-summary').count() === 1, page.url());
  if (scripts) await shown(page, 'import-without-file.en');
  await page.setInputFiles('#cases', bad);
  await page.setInputFiles('#log', join(files, 'log.csv'));
  await page.fill('#extract', scripts ? 'with-scripts' : 'without-scripts');
  await send();
  await over();
  const job = new URL(page.url()).pathname;
  expect('an extract that the browser sent is imported', (await page.textContent('main')).includes('11 new'), await page.textContent('main'));
  await look(job, 'job');
  await look(`${job}/rejects`, 'rejects');
  await look(`/reviews/${REVIEW}/imports`, 'imports');
  await page.goto(`${origin}${job}/rejects`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('main a[href$="cases.csv"]')]);
  const rejected = await readFile(await download.path(), 'utf8');
  expect('the rejected rows are downloaded', rejected.includes('X-1,too,short,13,') && download.suggestedFilename() === 'cases.rejects.csv', rejected);

  await page.goto(`${origin}/population`);
  await Promise.all([page.waitForNavigation(), page.click('main table a')]);
  const form = new URL(page.url()).pathname;
  await look(form, 'population-new');
  await page.goto(origin + form);
  await page.check('input[value="month:reported_at"]');
  await page.selectOption('#outcome', 'hcso=outside');
  await page.setInputFiles('#cases', join(files, 'cases.csv'));
  await page.setInputFiles('#log', join(files, 'log.csv'));
  await send();
  await over();
  const check = new URL(page.url()).pathname;
  await look(check, 'job-population');
  await look(`${check}/tables`, 'population-tables');
  await look(`${check}/cases`, 'population-cases');
  await look('/population', 'population');
  await page.goto(`${origin}${check}/tables`);
  expect('every case is counted', (await page.textContent('main')).includes('Outcomes of all 11 cases'), await page.textContent('main'));
  await context.close();
}

if (pictures) await mkdir(pictures, { recursive: true });
const link = await record();
const { server, origin } = await serve();
const browser = await launch();
try {
  const known = await managerWithScripts(browser, origin, link);
  await managerWithoutScripts(browser, origin, known);
  await sendFiles(browser, origin, known.codes[1], true);
  await sendFiles(browser, origin, known.codes[2], false);
  await administration(browser, origin);
  await reviewer(browser, origin);
  await leftOpen(browser, origin);
  await outOfDate(browser, origin);
  for (const [file, faults] of await validate([...written.keys()])) written.get(file).push(...faults);
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await rm(folder, { recursive: true });
}
process.exit(report(results) ? 0 : 1);
