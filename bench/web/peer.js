// SPDX-License-Identifier: GPL-3.0-or-later
// peer.js FOLDER PORT bare|whole   The same pages by Express and better-sqlite3, in two processes, over FOLDER/peer.db; each save one
// transaction that is durable when it is acknowledged. "bare" asks neither who it is nor whether a look is in the log; "whole" does,
// as ours does, but for the chain of the log. head.html and tail.html are what stands around the facts on a page of ours.
import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import express from 'express';

const [folder, port, work] = process.argv.slice(2);
const whole = work === 'whole';

function serve() {
  const database = new Database(join(folder, 'peer.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('busy_timeout = 30000');
  const head = readFileSync(join(folder, 'head.html'), 'utf8'), tail = readFileSync(join(folder, 'tail.html'), 'utf8');
  const find = database.prepare('SELECT id, reference, content FROM record WHERE review = ? AND reference = ?');
  const log = database.prepare('SELECT content FROM entry WHERE record = ? ORDER BY id');
  const list = database.prepare('SELECT reference, state FROM record WHERE review = ? ORDER BY reference');
  const session = database.prepare('SELECT person, roles FROM session WHERE token = ?');
  const conflict = database.prepare('SELECT COUNT(*) AS closed FROM conflict WHERE person = ? AND record = ?');
  const looked = database.prepare(
    "SELECT at FROM audit WHERE object = ? AND action = 'case.consult' AND actor = ? ORDER BY number DESC LIMIT 1");
  const tell = database.prepare('INSERT INTO audit (at, actor, action, object, detail) VALUES (?, ?, ?, ?, ?)');
  const touch = database.prepare('UPDATE draft SET version = version + 1 WHERE record = ? AND version = ?');
  const put = database.prepare(`INSERT INTO answer (record, criterion, judged, comment) VALUES (?, ?, ?, ?)
    ON CONFLICT (record, criterion) DO UPDATE SET judged = excluded.judged, comment = excluded.comment`);
  const operation = database.prepare('INSERT INTO operation (id, actor, at) VALUES (?, ?, ?)');
  const save = database.transaction((actor, record, form) => {
    operation.run(randomUUID(), actor, Date.now());
    if (touch.run(record, Number(form.version)).changes !== 1) return false;
    put.run(record, 'adjustments', form.outcome, form.comment);
    tell.run(Date.now(), actor, 'assessment.answer', record, JSON.stringify({ judged: form.outcome, comment: form.comment }));
    return true;
  });
  const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  const cell = (text) => `<td class="govuk-table__cell">${escape(text)}</td>`;

  // Who asks and what of; undefined: it was answered.
  function admit(request, response) {
    const record = find.get(request.params.review, request.params.reference);
    let actor = 'somebody';
    if (whole) {
      const found = session.get((request.headers.cookie ?? '').replace('__Host-session=', ''));
      if (!found?.roles.includes('reviewer') || !record || conflict.get(found.person, record.id).closed) {
        response.sendStatus(403);
        return undefined;
      }
      actor = found.person;
    }
    return { record, actor };
  }

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/reviews/:review/cases/:reference', (request, response) => {
    const asked = admit(request, response);
    if (!asked) return;
    const { record, actor } = asked;
    if (whole) {
      const last = looked.get(record.id, actor);
      if (!last || Date.now() - last.at > 15 * 60 * 1000) tell.run(Date.now(), actor, 'case.consult', record.id, '{}');
    }
    let page = head;
    for (const [name, value] of Object.entries(JSON.parse(record.content)))
      page += `<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${escape(name)}</dt>` +
        `<dd class="govuk-summary-list__value">${escape(value)}</dd></div>\n`;
    page += '</dl><table class="govuk-table"><tbody class="govuk-table__body">';
    for (const { content } of log.all(record.id))
      page += `<tr class="govuk-table__row">${Object.values(JSON.parse(content)).map(cell).join('')}</tr>\n`;
    response.set('Cache-Control', 'no-store').type('html').send(`${page}</tbody></table>${tail}`);
  });
  app.get('/reviews/:review', (request, response) => {
    if (whole && !session.get((request.headers.cookie ?? '').replace('__Host-session=', ''))) return response.sendStatus(403);
    let page = `${head}</dl><table class="govuk-table"><tbody class="govuk-table__body">`;
    for (const { reference, state } of list.all(request.params.review))
      page += '<tr class="govuk-table__row"><td class="govuk-table__cell"><a class="govuk-link" ' +
        `href="/reviews/${request.params.review}/cases/${encodeURIComponent(reference)}">${escape(reference)}</a></td>${cell(state)}</tr>\n`;
    return response.set('Cache-Control', 'no-store').type('html').send(`${page}</tbody></table>${tail}`);
  });
  app.post('/reviews/:review/cases/:reference/answers/:criterion', express.urlencoded({ extended: false }), (request, response) => {
    const asked = admit(request, response);
    if (!asked) return;
    if (save.immediate(asked.actor, asked.record.id, request.body)) response.redirect(303, request.path);
    else response.sendStatus(409);
  });
  app.listen(Number(port), '127.0.0.1');
}

if (cluster.isPrimary) {
  for (let i = 0; i < 2; i++) cluster.fork();
  process.on('SIGTERM', () => process.exit(0));
} else {
  process.env.NODE_ENV = 'production';
  serve();
}
