// SPDX-License-Identifier: GPL-3.0-or-later
// duckdb.js EXTRACT FOLDER   What reference.py computes, by DuckDB with two threads. This form was the fastest of those
// tried: times by a cast before a pattern, outcomes counted by histograms.
import { DuckDBInstance } from '@duckdb/node-api';
import { mkdirSync, writeFileSync } from 'node:fs';
import { columns, criteria, openUntil, strands, tablesOf, times } from './criteria.js';

const [extract, folder] = process.argv.slice(2);
const text = (value) => `'${value.replaceAll("'", "''")}'`;
const time = (name) => `CAST(epoch_us(coalesce(try_cast(${name} AS TIMESTAMP), ` +
  `try_strptime(${name}, '%d/%m/%Y %H:%M'))) // 1000000 AS INTEGER)`;
const is = (name, value) => `coalesce(${name} = '${value}', false)`;
const rules = Object.entries(criteria({ preferred: 'preference IS NOT NULL', channel: 'channel IS NOT NULL' }));
const bad = Object.entries(times).map(([short, name]) => `(${name} IS NOT NULL AND ${short} IS NULL)`).join(' OR ');

const statements = [
  'SET threads = 2', 'SET enable_progress_bar = false',
  `CREATE TYPE strands AS ENUM (${strands.map(text).join(', ')})`,
  `CREATE TABLE cases AS
   SELECT case_ref, group_of AS strand, ${Object.keys(times).join(', ')}, coalesce(clo, ${openUntil}) AS ended,
     case_ref IS NULL OR rep IS NULL OR group_of IS NULL OR coalesce(clo < rep, false) OR ${bad} AS rejected,
     TRY_CAST(contract_interval AS INTEGER) AS gap, crime_type IS NOT NULL AS typed,
     ${is('vulnerable', 'Y')} AS vulnerable, ${is('direct_victim', 'Y')} AS direct, ${is('repeat_victim', 'Y')} AS again,
     ${is('hcso_status', 'declined')} AS status_declined,
     ${is('hcso_status', 'not appropriate')} AS status_not_appropriate,
     ${is('contract', 'agreed')} AS agreed, ${is('contract', 'not applicable')} AS contract_not_applicable,
     ${is('contract', 'none')} AS contract_none, contact_preference AS preference, update_channel AS channel
   FROM (SELECT *, TRY_CAST(lower(trim(strand)) AS strands) AS group_of,
           ${Object.entries(times).map(([short, name]) => `${time(name)} AS ${short}`).join(', ')}
         FROM read_csv(${text(extract)}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
           new_line = '\\r\\n', columns = {${columns.map((name) => `${text(name)}: 'VARCHAR'`).join(', ')}}))`,
  `CREATE TABLE repeated AS
   SELECT cases.rowid AS id
   FROM cases JOIN (SELECT case_ref, min(rowid) AS first FROM cases WHERE case_ref IS NOT NULL
                    GROUP BY case_ref HAVING count(*) > 1) AS twice USING (case_ref)
   WHERE cases.rowid <> twice.first`,
  `CREATE TABLE counted AS
   SELECT strand, ${rules.map((_, i) => `histogram(c${i + 1}) AS h${i + 1}`).join(', ')}
   FROM (SELECT strand, ${rules.map(([, rule], i) => `(${rule})::TINYINT AS c${i + 1}`).join(', ')} FROM cases
         WHERE NOT rejected AND rowid NOT IN (SELECT id FROM repeated))
   GROUP BY strand`,
];

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const rowsOf = async (query) => (await connection.runAndReadAll(query)).getRows();
for (const statement of statements)
  await connection.run(statement);
const rejects = await rowsOf(`SELECT rowid + 1 FROM cases WHERE rejected
  UNION SELECT id + 1 FROM repeated ORDER BY 1`);
const counts = await rowsOf(rules.map((_, i) => `SELECT strand::VARCHAR, ${i + 1}, e.key, e.value
  FROM (SELECT strand, unnest(map_entries(h${i + 1})) AS e FROM counted)`).join(' UNION ALL '));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/rejects.csv`, rejects.map(([record]) => `${record}\n`).join(''));
writeFileSync(`${folder}/tables.csv`, tablesOf(counts));
connection.closeSync();
