import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wireEvent } from '../../domain/events/event.schema.ts';
import { customerId } from '../../domain/ids.schema.ts';
import type { FileEvent } from '../../imports/evidence/file-kind.ts';
import { isFaults, parseMapping } from '../../imports/mapping.ts';
import { readFile, type FileRules } from '../../imports/read-file.ts';
import type { Rejection } from '../../imports/rejection.ts';
import { SUMMARY_FILE } from '../../imports/summary-file.ts';
import { bytes, RULES } from './files.ts';

const rules: FileRules = { ...RULES, latest: Date.parse('2011-12-10T00:05:00Z') };

async function read(text: string, given: Partial<FileRules> = {}) {
  const events: FileEvent[] = [];
  const rejected: Rejection[] = [];
  for await (const batch of readFile(bytes(text), SUMMARY_FILE, { ...rules, ...given })) {
    events.push(...batch.events);
    rejected.push(...batch.rejected);
  }
  return { events, rejected, wires: events.map(({ wire }) => wire) };
}

function mappingOf(map: string) {
  const mapping = parseMapping(map, SUMMARY_FILE.fields);
  if (isFaults(mapping)) throw new Error(JSON.stringify(mapping));
  return mapping;
}

const header = 'customer,at,actions,lastActionAt,monetary';

describe('a file of summaries', () => {
  test('gives one event per row, as a client would send it', async () => {
    const { events } = await read(`${header}\nc1,2011-12-09 12:00,5,2011-12-01,139.125\n`);
    expect(events).toEqual([
      {
        line: 2,
        rows: 1,
        raw: 'c1,2011-12-09 12:00,5,2011-12-01,139.125',
        wire: {
          id: 'summary:c1:2011-12-09T12:00:00Z',
          type: 'summary',
          customer: 'c1',
          at: '2011-12-09T12:00:00Z',
          actions: 5,
          lastActionAt: '2011-12-01T00:00:00Z',
          monetary: 13_913,
          source: 'api',
        },
      },
    ]);
  });

  test('is of the time of its import where it says no other, and is known again by its totals', async () => {
    const plain = 'customer,actions,lastActionAt,monetary\nc1,5,2011-12-01,10\nc1,6,2011-12-02,12\n';
    const [older, newer] = (await read(plain)).wires;
    expect(older).not.toHaveProperty('at');
    expect(older?.id).toBe('summary:c1:2011-12-01T00:00:00Z:5:1000');
    expect((newer?.id ?? '') > (older?.id ?? '')).toBe(true);
    expect((await read(plain, { now: rules.now + 1 })).wires).toEqual([older, newer]);
    expect((await read(`${header}\nc1,,5,2011-12-01,10\n`)).wires).toEqual([older]);
  });

  test('may name its rows itself', async () => {
    const { wires } = await read(`id,${header}\ns1,c1,,5,2011-12-01,10\n,c2,2011-12-02,5,2011-12-01,10\n`);
    expect(wires.map(({ id }) => id)).toEqual(['s1', 'summary:c2:2011-12-02T00:00:00Z']);
  });

  test('takes no column for two things unless it is told so', async () => {
    const text = 'id,at,n,sum\nc1,2011-12-01,5,10\n';
    const { wires } = await read(text, {
      mapping: mappingOf('customer:id,lastActionAt:at,actions:n,monetary:sum'),
    });
    expect(wires).toMatchObject([{ customer: 'c1', id: 'summary:c1:2011-12-01T00:00:00Z:5:1000' }]);
    expect(wires[0]).not.toHaveProperty('at');
  });

  test('gives a long customer id a name of allowed length, and every customer another', async () => {
    const rows = ['a', 'b'].map((last) => `${'c'.repeat(127)}${last},2011-12-09,5,2011-12-01,1`);
    const { wires } = await read([header, ...rows].join('\n'));
    expect(new Set(wires.map(({ id }) => id)).size).toBe(2);
    for (const { id } of wires) expect(id.length).toBeLessThanOrEqual(128);
  });

  test('refuses bad rows by line and column, and no others', async () => {
    const { wires, rejected } = await read(
      [
        header,
        'c1,2011-12-09,5,2011-12-01,1',
        ',2011-12-09,5,2011-12-01,1',
        'ann@example.com,2011-12-09,5,2011-12-01,1',
        'c1,tomorrow,5,2011-12-01,1',
        'c1,2011-12-11,5,2011-12-01,1',
        'c1,2011-12-09,0,2011-12-01,1',
        'c1,2011-12-09,1.5,2011-12-01,1',
        'c1,2011-12-09,-1,2011-12-01,1',
        'c1,2011-12-09,1000001,2011-12-01,1',
        'c1,2011-12-09,five,2011-12-01,1',
        'c1,2011-12-09,5,,1',
        'c1,2011-12-09,5,2011-12-09 00:00:01,1',
        'c1,,5,2011-12-10 00:00:01,1',
        'c1,,5,2011-12-11,1',
        'c1,2011-12-09,5,2011-12-01,-0.001',
        'c1,2011-12-09,5,2011-12-01,1e3',
        'c1,2011-12-09,5,2011-12-01,10000000000.01',
        'c1,2011-12-09,5,2011-12-01',
        'c2,2011-12-09,5.0,2011-12-09,10000000000',
      ].join('\n'),
    );
    expect(wires.map(({ customer }) => customer)).toEqual(['c1', 'c2']);
    expect(rejected.map(({ line, column }) => [line, column])).toEqual([
      [3, 'customer'],
      [4, 'customer'],
      [5, 'at'],
      [6, 'at'],
      [7, 'actions'],
      [8, 'actions'],
      [9, 'actions'],
      [10, 'actions'],
      [11, 'actions'],
      [12, 'lastActionAt'],
      [13, 'lastActionAt'],
      [14, 'lastActionAt'],
      [15, 'lastActionAt'],
      [16, 'monetary'],
      [17, 'monetary'],
      [18, 'monetary'],
      [19, null],
    ]);
    expect(rejected.find(({ line }) => line === 13)?.message).toContain('2011-12-09T00:00:00Z');
  });

  test('may lie ahead of a test clock, but not be of a time before its last action', async () => {
    const text = `${header}\nc1,2012-01-01,5,2011-12-31,1\nc2,,5,2011-12-31,1\n`;
    const { wires, rejected } = await read(text, { latest: null });
    expect(wires).toMatchObject([{ customer: 'c1', at: '2012-01-01T00:00:00Z' }]);
    expect(rejected).toMatchObject([{ line: 3, column: 'lastActionAt' }]);
  });

  test('may be one JSON object per line, of which each says what it has to say', async () => {
    const row = { customer: 'c1', actions: 5, lastActionAt: '2011-12-01T10:00:00Z', monetary: 22.2 };
    const lines = [row, { ...row, at: '2011-12-02' }, { ...row, at: null }, { ...row, at: true }, { ...row, at: 5 }];
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    const { wires, rejected } = await read(text, { format: 'ndjson' });
    expect(wires.map(({ at }) => at)).toEqual([undefined, '2011-12-02T00:00:00Z', undefined]);
    expect(wires[0]).toMatchObject({ monetary: 2_220, lastActionAt: '2011-12-01T10:00:00Z' });
    expect(rejected.map(({ line, column }) => [line, column])).toEqual([
      [4, 'at'],
      [5, 'at'],
    ]);
  });

  test('says what the API takes: every row that is read is a valid event with exactly the money of its text', async () => {
    const digits = fc.stringMatching(/^\d{1,9}(?:\.\d{2})?$/);
    const customers = fc.stringMatching(/^[!#-+\-.-?A-~]{1,128}$/).filter((id) => customerId.safeParse(id).success);
    const times = fc.date({ min: new Date(0), max: new Date('2011-12-09'), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(
        customers,
        digits,
        fc.integer({ min: 1, max: 1_000_000 }),
        times,
        async (who, money, n, last) => {
          const { wires } = await read(`${header}\n${who},2011-12-09,${n},${last.toISOString()},${money}\n`);
          const [wire] = wires.map((one) => wireEvent.parse(one));
          const monetary = Number(`${money.split('.')[0]}${money.split('.')[1] ?? '00'}`);
          expect(wire).toMatchObject({ type: 'summary', customer: who, actions: n, monetary });
          expect(wire && 'lastActionAt' in wire && Date.parse(wire.lastActionAt)).toBe(last.getTime());
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the columns of summaries', () => {
  const faults = (map: string, present: readonly string[]) => SUMMARY_FILE.match(mappingOf(map), present);

  test('are all needed but those of the time and the id', () => {
    expect(faults('', ['customer', 'actions'])).toEqual([
      { code: 'column', path: 'map.lastActionAt', message: expect.stringContaining('"lastActionAt"') },
      { code: 'column', path: 'map.monetary', message: expect.stringContaining('"customer", "actions"') },
    ]);
    expect(faults('', ['customer', 'actions', 'lastActionAt', 'monetary'])).toMatchObject({
      rows: { is: 'summaries' },
    });
  });

  test('must be there where the caller names them, and only once', () => {
    const present = ['customer', 'actions', 'lastActionAt', 'monetary', 'id', 'id'];
    expect(faults('at:as_of', present)).toMatchObject([{ path: 'map.id' }, { path: 'map.at' }]);
  });

  test('are not those of orders', () => {
    expect(parseMapping('amount:sum', SUMMARY_FILE.fields)).toEqual([
      { code: 'column', path: 'map.amount', message: expect.stringContaining('lastActionAt') },
    ]);
  });
});
