import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'oxfmt';
import { openApiDocument } from './docs/openapi.ts';
import { CONTRACTS } from './routes.ts';

/** Writes openapi.json; with --check it only says whether the committed one is fresh. */
const file = fileURLToPath(new URL('../openapi.json', import.meta.url));
/** As .oxfmtrc.json has it for this file. */
const LAYOUT = { useTabs: true, printWidth: 160 };
const { code: fresh } = await format('openapi.json', JSON.stringify(openApiDocument(CONTRACTS)), LAYOUT);

if (process.argv.includes('--check')) {
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed !== fresh) {
    console.error('openapi.json is not what the contracts say; run `npm run openapi` and commit it.');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, fresh);
}
