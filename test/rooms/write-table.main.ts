import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { withTable } from './table.ts';

const FILE = 'ARCHITECTURE.md';
const written = withTable(await readFile(FILE, 'utf8'));
await writeFile(FILE, await format(written, { ...(await resolveConfig(FILE)), parser: 'markdown' }));
