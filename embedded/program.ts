import { execFile } from 'node:child_process';
import type { ExecFileException } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

export interface RunOptions {
  readonly timeoutMs: number;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end and returns its standard output.
 * @throws Error with one line that says why it failed
 */
export function runProgram(file: string, args: readonly string[], options: RunOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const settings = { timeout: options.timeoutMs, killSignal: 'SIGKILL', env: options.env, encoding: 'utf8' } as const;
    execFile(file, [...args], settings, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(whyItFailed(error, stderr, options.timeoutMs), { cause: error }));
    });
  });
}

function whyItFailed(error: ExecFileException, stderr: string, timeoutMs: number): string {
  if (error.killed) return `no answer within ${timeoutMs / 1000} s`;
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const told = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1);
  return told?.trim() ?? `it ended with ${error.signal ?? error.code ?? error.message}`;
}

/** The first executable file of this name in a list of folders like the PATH variable. */
export async function findOnPath(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name);
    if (folder !== '' && (await isExecutable(file))) return file;
  }
  return undefined;
}

/** Whether there is an executable file at this path. */
async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    async () => (await stat(file)).isFile(),
    () => false,
  );
}

/** Whether there is anything at this path. */
export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
