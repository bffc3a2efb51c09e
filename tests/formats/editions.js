// SPDX-License-Identifier: GPL-3.0-or-later
// What the checkers of formats share: the editions to check, a place for faulty copies of them, and TAP.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

// Gone when the process ends.
export function temporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'craffu-formats-'));
  process.on('exit', () => rmSync(directory, { recursive: true }));
  return directory;
}

// The editions of golden documents, which `program` (write.c) makes of the YAML files of `source`, in a directory. A
// document that must be refused has no editions beside it.
export function goldenEditions(program, source) {
  const directory = temporaryDirectory();
  const names = readdirSync(source);
  const good = names.filter((name) => extname(name) === '.yaml' && names.some((other) => other.startsWith(name.replace(/yaml$/, 'en.'))));
  for (const name of good) {
    const { status, stderr } = spawnSync(program, [join(source, name), directory], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} has failed: ${stderr}`);
  }
  return directory;
}

// The files of these endings, of directories all.
export function filesOf(paths, endings) {
  return paths
    .flatMap((path) => (statSync(path).isDirectory() ? readdirSync(path).sort().map((name) => join(path, name)) : [path]))
    .filter((name) => endings.includes(extname(name)));
}

// A copy of a ZIP file in which one part has something else than it should. Python reads ZIP files, and is there wherever
// the program can be built.
export function plantFault(file, target, [part, right, wrong]) {
  const program = `
import sys, zipfile
source, target, part, right, wrong = sys.argv[1:]
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, 'w') as new:
    for name in old.namelist():
        content = old.read(name)
        if name == part:
            assert right.encode() in content, right
            content = content.replace(right.encode(), wrong.encode(), 1)
        new.writestr(name, content)
`;
  const { status, stderr } = spawnSync('python3', ['-c', program, file, target, part, right, wrong], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`no fault could be planted in ${file}: ${stderr}`);
  return target;
}

// Tests in TAP: call test() for each, then end().
export class Tap {
  #number = 0;
  #failed = false;

  test(good, name, lines = []) {
    this.#failed ||= !good;
    console.log(`${good ? 'ok' : 'not ok'} ${++this.#number} - ${name}`);
    for (const line of lines) console.log(`# ${line}`);
  }

  end() {
    console.log(`1..${this.#number}`);
    process.exit(this.#failed ? 1 : 0);
  }
}
