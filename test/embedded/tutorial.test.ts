import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openStand } from '../faults/stand.ts';
import { blocksOf, expectShown, paste } from './pasted.ts';

const ORDERS = fileURLToPath(new URL('../../../shared/data/online-retail/online_retail_orders.csv', import.meta.url));
/** A limit for what hangs: 80 days of 400 customers pass. */
const HANGS_MS = 400_000;

describe.skipIf(!existsSync(ORDERS) && !process.env['CI'])(
  'the tutorial, over the orders of a British gift shop',
  () => {
    test('leads from a draft to a measured result, and prints what it shows', { timeout: HANGS_MS }, async () => {
      const blocks = (await blocksOf('docs/tutorial.md', '# A journey')).map(({ code, shown }) => ({
        code: code.replace(/^ORDERS=.*$/m, `ORDERS=${ORDERS}`),
        shown,
      }));
      expect(blocks.flatMap(({ shown }) => shown).length).toBeGreaterThan(6);
      const { api } = await openStand();
      const pasted = await paste(blocks, api.door);
      expect(pasted.answers.filter((answer) => !answer.startsWith('20'))).toEqual([]);
      expectShown(blocks, pasted);
    });
  },
);
