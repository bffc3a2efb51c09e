// SPDX-License-Identifier: GPL-3.0-or-later
// The thirty criteria of thirty-criteria.yaml as SQL that DuckDB and ClickHouse both read, over columns that were parsed
// before: times in seconds, NULL where unknown; truths; what each dialect says in its own way comes as `words`.
const hour = 3600;
const day = 24 * hour;

export const outcomes = ['not_applicable', 'met', 'not_met', 'no_evidence', 'declined', 'not_appropriate'];
const [notApplicable, met, notMet, noEvidence, declined, notAppropriate] = outcomes.keys();

export const openUntil = Date.UTC(2020, 0, 1) / 1000;
export const strands = ['age', 'alternative subculture', 'disability', 'misogyny', 'race', 'religion',
  'sexual orientation', 'transgender'];
export const columns = ('case_ref reported_at recorded_at closed_at crime_type strand area vulnerable direct_victim ' +
  'repeat_victim hcso_status hcso_contacted_at contract contract_agreed_at contract_interval contact_preference ' +
  'update_channel update1_at update2_at update3_at endorsed1_at endorsed2_at officer summary').split(' ');
export const times = {
  rep: 'reported_at', rec: 'recorded_at', clo: 'closed_at', hcs: 'hcso_contacted_at', cag: 'contract_agreed_at',
  u1: 'update1_at', u2: 'update2_at', u3: 'update3_at', e1: 'endorsed1_at', e2: 'endorsed2_at',
};

const choose = (...pairs) =>
  `CASE ${pairs.slice(0, -1).map(([when, outcome]) => `WHEN ${when} THEN ${outcome}`).join(' ')} ELSE ${pairs.at(-1)} END`;

function within(start, end, limit, applies) {
  return choose(...(applies ? [[`NOT (${applies})`, notApplicable]] : []),
    [`${start} IS NULL OR ${end} IS NULL`, noEvidence], [`${end} - ${start} BETWEEN 0 AND ${limit}`, met], notMet);
}

// words: preferred, channel (is known), typed. All are never NULL, and so are agreed, direct, vulnerable, again.
export function criteria(words) {
  const gap = `gap * ${day}`;
  const count = ['u1', 'u2', 'u3'].map((u) => `(CASE WHEN ${u} IS NULL THEN 0 ELSE 1 END)`).join(' + ');
  const or = (value) => `coalesce(${value}, ended)`;
  return {
    support_contact: choose(['status_not_appropriate OR NOT direct', notAppropriate], ['status_declined', declined],
      ['hcs IS NULL', noEvidence], [`hcs - rep BETWEEN 0 AND ${48 * hour}`, met], notMet),
    supervision: choose([`ended - rep <= ${3 * day}`, notApplicable], ['e1 IS NULL', noEvidence],
      [`e1 - rep <= ${28 * day} AND coalesce(e2, e1) - e1 <= ${28 * day} AND ended - coalesce(e2, e1) <= ${56 * day}`, met],
      notMet),
    contract_made: choose(['agreed', met], ['contract_not_applicable', notApplicable], ['contract_none', notMet],
      noEvidence),
    contract_kept: choose(['NOT agreed', notApplicable], ['cag IS NULL OR gap IS NULL', noEvidence],
      [`${or('u1')} - cag <= ${gap} AND ${or('u2')} - ${or('u1')} <= ${gap} AND ${or('u3')} - ${or('u2')} <= ${gap} ` +
        `AND ended - ${or('u3')} <= ${gap}`, met], notMet),
    preference_noted: choose(['NOT direct', notApplicable], [words.preferred, met], notMet),
    recorded_24h: within('rep', 'rec', 24 * hour),
    recorded_72h: within('rep', 'rec', 72 * hour),
    closed_30d: within('rep', 'clo', 30 * day),
    closed_90d: within('rep', 'clo', 90 * day),
    first_update_7d: within('rep', 'u1', 7 * day, 'direct'),
    update_after_contact: within('hcs', 'u1', 14 * day, 'hcs IS NOT NULL'),
    vulnerable_contact: within('rep', 'hcs', 24 * hour, 'vulnerable'),
    repeat_endorsed: within('rep', 'e1', 48 * hour, 'again'),
    last_endorsement: within('e2', 'clo', 7 * day, 'e2 IS NOT NULL AND clo IS NOT NULL'),
    contract_5d: within('rep', 'cag', 5 * day, 'agreed'),
    contract_after_contact: within('hcs', 'cag', 7 * day, 'agreed AND hcs IS NOT NULL'),
    second_update_14d: within('u1', 'u2', 14 * day, 'u1 IS NOT NULL'),
    third_update_14d: within('u2', 'u3', 14 * day, 'u2 IS NOT NULL'),
    endorsed_3d: within('rep', 'e1', 3 * day),
    second_endorsement_28d: within('e1', 'e2', 28 * day, 'e1 IS NOT NULL'),
    closed_after_update: within('u3', 'clo', 28 * day, 'clo IS NOT NULL'),
    told_of_closure: within('clo', 'u3', 7 * day, 'clo IS NOT NULL AND agreed'),
    channel_followed: choose([`NOT (${words.preferred})`, notApplicable], [`NOT (${words.channel})`, noEvidence],
      ['channel = preference', met], notMet),
    vulnerable_preference: choose(['NOT vulnerable', notApplicable], [words.preferred, met], notMet),
    contact_after_recording: within('rec', 'hcs', 48 * hour, 'direct AND NOT status_declined'),
    repeat_contact: within('rep', 'hcs', 5 * day, 'again'),
    interval_agreed: choose(['NOT agreed', notApplicable], ['gap IS NOT NULL', met], noEvidence),
    type_recorded: choose(['typed', met], notMet),
    endorsed_24h: within('rec', 'e1', 24 * hour, 'vulnerable OR again'),
    updates_enough: choose(['NOT agreed', notApplicable], ['cag IS NULL OR gap IS NULL', noEvidence],
      [`ended - cag < (${count} + 1) * ${gap}`, met], notMet),
  };
}

// Rows of [strand, number of the criterion from 1, number of the outcome, count] as the tables that are compared.
export function tablesOf(rows) {
  const names = Object.keys(criteria({}));
  return rows.filter((row) => Number(row[3]) > 0)
    .map(([strand, criterion, outcome, count]) =>
      [strand.replaceAll(' ', '_'), names[criterion - 1], outcomes[outcome], count])
    .sort((a, b) => (a.slice(0, 3).join('\0') < b.slice(0, 3).join('\0') ? -1 : 1))
    .map((row) => `${row.join(',')}\n`).join('');
}
