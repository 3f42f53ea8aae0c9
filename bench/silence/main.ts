import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UnreadableFile } from '../../imports/cells/rows.ts';
import { reportOf } from './report.ts';
import { sourcesOf } from './sources.ts';
import { summaryOf } from './summary.ts';
import { verify, type Verified } from './verify.ts';

const BESIDE = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/**
 * `npm run verify:silence [-- folder or file …]`: what every rule of silence would have done to the past of each base.
 * @returns 1 where something could not be run, also if others could; that no rule wins is no failure
 */
async function main(paths: readonly string[]): Promise<number> {
  const missing = paths.filter((path) => !existsSync(path));
  for (const path of missing) {
    console.error(
      `There is nothing at ${path}. Name a folder of reference data or files of orders: npm run verify:silence -- <path> …`,
    );
  }
  const all: Verified[] = [];
  const failed: string[] = [];
  for (const { name, load } of sourcesOf(paths.filter((path) => !missing.includes(path)))) {
    try {
      const verified = verify(name, await load());
      console.log(`${reportOf(verified).join('\n')}\n`);
      all.push(verified);
    } catch (error) {
      console.error(`== ${name}\n${wordsOf(error)}\n`);
      failed.push(name);
    }
  }
  if (all.length + failed.length > 0) console.log(summaryOf(all, failed).join('\n'));
  return missing.length + failed.length > 0 ? 1 : 0;
}

/** What is wrong with a file is for whoever named it; anything else is a fault, and says where. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UnreadableFile || 'code' in error) return `It could not be read: ${error.message}`;
  return error.stack ?? error.message;
}

const named = process.argv.slice(2);
process.exitCode = await main(named.length === 0 ? [BESIDE] : named);
