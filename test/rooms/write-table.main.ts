import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'oxfmt';
import { withTable } from './table.ts';

const FILE = 'ARCHITECTURE.md';
const written = withTable(await readFile(FILE, 'utf8'));
await writeFile(FILE, (await format(FILE, written)).code);
