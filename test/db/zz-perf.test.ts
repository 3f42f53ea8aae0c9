import { inject, test } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { mongoCalibration } from '../../db/calibration.ts';
import { journalCollection } from '../../db/journal.ts';
import { customerCollection } from '../../db/customers.ts';
import { ensureIndexes } from '../../db/schema.ts';
import { DAY } from '../../domain/time.ts';
test('perf', async () => {
  const uri = new URL(inject('mongodbUri')); uri.pathname = '/perf';
  const c = await connectStore(uri.href);
  const j = journalCollection(c), cu = customerCollection(c);
  await ensureIndexes(c);
  const N = 100_000;
  const now = 1000 * DAY;
  const pad = 'x'.repeat(1500);
  for (let i = 0; i < N; i += 2000) {
    const cs: any[] = [], js: any[] = [];
    for (let k = i; k < i + 2000; k++) {
      const key = `shop:c${k}`;
      cs.push({ _id: key, workspace: 'shop', customer: `c${k}`, state: { seq: 9, pad } });
      js.push({ _id: `${key}:1`, workspace: 'shop', key, seq: 1, at: 0, pad: pad.slice(0, 300) });
      js.push({ _id: `${key}:2`, workspace: 'shop', key, seq: 2, at: (800 + k % 200) * DAY, silence: { stage: 'overdue', by: 'rhythm', model: 2, chance: (k % 100) / 100 } });
      if (k % 2) js.push({ _id: `${key}:3`, workspace: 'shop', key, seq: 3, at: (800 + k % 200 + 5) * DAY, returned: [{ stage: 'overdue', at: (800 + k % 200) * DAY, back: (800 + k % 200 + 5) * DAY }] });
    }
    await cu.insertMany(cs as any); await j.insertMany(js as any);
  }
  for (let r = 0; r < 2; r++) { const t = performance.now(); const cells = await mongoCalibration(c).cells('shop' as any, 90, now); console.log(cells.length, cells[0], performance.now() - t); }
  await c.dropDatabase(); await c.close();
}, 300000);
