// SPDX-License-Identifier: GPL-3.0-or-later
// pdf_structure.mjs FILE   What pdf.js sees in a PDF, as JSON: metadata, marks, outline, each page's tree of the structure
// and the ids of its marked contents.
import { readFile } from 'node:fs/promises';

const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');

// Ids of the marks that are open when text is shown; artifacts have none.
async function marksOf(page) {
  const marks = new Set();
  const open = [];
  let untagged = '';
  for (const item of (await page.getTextContent({ includeMarkedContent: true })).items) {
    if (item.type === 'beginMarkedContent') open.push({ artifact: item.tag === 'Artifact' });
    else if (item.type === 'beginMarkedContentProps') open.push({ id: item.id, artifact: item.tag === 'Artifact' });
    else if (item.type === 'endMarkedContent') open.pop();
    else if (item.str.trim()) {
      const id = open.findLast((mark) => mark.id)?.id;
      if (id) marks.add(id);
      else if (!open.some((mark) => mark.artifact)) untagged += item.str;
    }
  }
  return { marks: [...marks], untagged };
}

const pdf = await getDocument({
  data: new Uint8Array(await readFile(process.argv[2])),
  verbosity: VerbosityLevel.ERRORS,
}).promise;
const { info, metadata } = await pdf.getMetadata();
const pages = [];
for (let number = 1; number <= pdf.numPages; number++) {
  const page = await pdf.getPage(number);
  pages.push({
    structure: await page.getStructTree(),
    ...(await marksOf(page)),
    links: (await page.getAnnotations()).map((a) => ({ id: a.id, words: a.contentsObj?.str ?? '' })),
  });
}
const seen = {
  language: info.Language,
  part: metadata?.get('pdfuaid:part') ?? null,
  title: metadata?.get('dc:title') ?? null,
  marked: (await pdf.getMarkInfo())?.Marked ?? false,
  shows_title: (await pdf.getViewerPreferences())?.DisplayDocTitle ?? false,
  outline: (await pdf.getOutline())?.length ?? 0,
  pages,
};
await pdf.destroy();
process.stdout.write(JSON.stringify(seen));
