// SPDX-License-Identifier: GPL-3.0-or-later
// clickhouse.js EXTRACT FOLDER   What reference.py computes, by ClickHouse in this process (chdb) with two threads. This
// form was the fastest of those tried that numbers its rows rightly: with parallel parsing the numbers are wrong.
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { columns, criteria, openUntil, outcomes, strands, tablesOf, times } from './criteria.js';

const { Session } = createRequire(import.meta.url)('chdb');
const [extract, folder] = process.argv.slice(2);
const text = (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const short = new Set(['contact_preference', 'update_channel']);
const structure = columns.map((name) => `${name} ${short.has(name) ? 'LowCardinality(String)' : 'String'}`).join(', ');
const other = (name, form) => `if(${name} = '', NULL, parseDateTimeOrNull(${name}, '${form}', 'UTC'))`;
const time = (name) => `toInt32(toUnixTimestamp(coalesce(parseDateTimeOrNull(${name}, '%Y-%m-%d %H:%i', 'UTC'),
  ${other(name, '%d/%m/%Y %H:%i')}, ${other(name, '%Y-%m-%dT%H:%i:%s')})))`;
const rules = Object.values(criteria({ preferred: "preference <> ''", channel: "channel <> ''" }));
const bad = Object.entries(times).map(([to, name]) => `(${name} <> '' AND ${to} IS NULL)`).join(' OR ');
const counts = rules.map((_, i) => `[${outcomes.map((_, o) => `countIf(c${i + 1} = ${o})`).join(', ')}]`).join(', ');

const session = new Session();
const run = (query) => session.query(query, 'CSV');
const rowsOf = (query) => run(query).trim().split('\n').filter(Boolean)
  .map((line) => line.replaceAll('"', '').split(','));
run('SET max_threads = 2');
run('SET input_format_parallel_parsing = 0');
run('CREATE DATABASE IF NOT EXISTS population');
run(`CREATE TABLE population.cases ENGINE = Memory AS
  SELECT _row_number AS id, case_ref, lower(trim(strand)) AS group_of,
    ${Object.entries(times).map(([to, name]) => `${time(name)} AS ${to}`).join(', ')},
    case_ref = '' OR rep IS NULL OR group_of NOT IN (${strands.map(text).join(', ')}) OR coalesce(clo < rep, false)
      OR ${bad} AS rejected,
    toInt32OrNull(contract_interval) AS gap, crime_type <> '' AS typed, vulnerable = 'Y' AS vulnerable,
    direct_victim = 'Y' AS direct, repeat_victim = 'Y' AS again, hcso_status = 'declined' AS status_declined,
    hcso_status = 'not appropriate' AS status_not_appropriate, contract = 'agreed' AS agreed,
    contract = 'not applicable' AS contract_not_applicable, contract = 'none' AS contract_none,
    contact_preference AS preference, update_channel AS channel, coalesce(clo, ${openUntil}) AS ended
  FROM file(${text(extract)}, 'CSVWithNames', ${text(structure)})`);
run(`CREATE TABLE population.repeated ENGINE = Memory AS
  SELECT arrayJoin(arraySlice(arraySort(ids), 2)) AS id
  FROM (SELECT groupArray(id) AS ids FROM population.cases
        WHERE case_ref IN (SELECT case_ref FROM population.cases WHERE case_ref <> ''
                           GROUP BY case_ref HAVING count() > 1)
        GROUP BY case_ref)`);
const rejects = run(`SELECT id + 1 FROM population.cases
  WHERE rejected OR id IN (SELECT id FROM population.repeated) ORDER BY id`);
const counted = rowsOf(`SELECT group_of, i, o - 1, n
  FROM (SELECT group_of, i, arrayJoin(arrayZip(arrayEnumerate(numbers), numbers)) AS z, z.1 AS o, z.2 AS n
    FROM (SELECT group_of, arrayJoin(arrayZip(arrayEnumerate(all), all)) AS y, y.1 AS i, y.2 AS numbers
      FROM (SELECT group_of, [${counts}] AS all
        FROM (SELECT group_of, ${rules.map((rule, i) => `toUInt8(${rule}) AS c${i + 1}`).join(', ')}
              FROM population.cases WHERE NOT rejected AND id NOT IN (SELECT id FROM population.repeated))
        GROUP BY group_of)))`);
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/rejects.csv`, rejects);
writeFileSync(`${folder}/tables.csv`, tablesOf(counted));
session.cleanup?.();
