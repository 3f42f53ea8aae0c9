import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { mongoCalibration, type CalibrationCell } from '../../db/events/calibration.ts';
import { connectStore } from '../../db/connection.ts';
import { mongoDecisionStore } from '../../db/events/decisions.ts';
import { journalCollection } from '../../db/events/journal.ts';
import { ensureIndexes } from '../../db/schema.ts';
import type { SilenceBegun } from '../../domain/decision/decision.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { customerKey, journalKey } from '../../domain/keys.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { aRecord } from '../contract/rows.ts';
import { CUSTOMER, CUSTOMER_KEY, NOON } from '../builders.ts';

let connection: Connection;
beforeAll(async () => {
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/calibration-${randomUUID().slice(0, 8)}`;
  connection = await connectStore(uri.href);
  journalCollection(connection);
  await ensureIndexes(connection);
});
beforeEach(async () => {
  await journalCollection(connection).deleteMany({});
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const WORKSPACE = workspaceId.parse('shop');
const NOW = NOON;
const DAYS = 90;

interface Told {
  readonly at: Instant;
  readonly silence?: Partial<SilenceBegun>;
  /** Bought at this instant; the stages that began are ended by it. */
  readonly back?: readonly Instant[];
}

/** A customer's journal, entry by entry. */
async function journal(name: string, entries: readonly Told[], workspace = WORKSPACE): Promise<void> {
  const customer = customerId.parse(name);
  const key = customerKey(workspace, customer);
  const rows = entries.map(({ at, silence, back }, index) => ({
    _id: journalKey(key, index + 1),
    workspace,
    customer,
    key,
    now: at,
    turn: index + 1,
    heard: 0,
    seq: index + 1,
    at,
    playbook: 1,
    events: [],
    score: null,
    segment: null,
    facts: [],
    effects: [],
    ...(silence ? { silence: { stage: 'overdue', by: 'rhythm', model: 2, ...silence } as const } : {}),
    ...(back ? { returned: back.map((began) => ({ stage: 'overdue', at: began, back: at }) as const) } : {}),
  }));
  await journalCollection(connection).insertMany(rows);
}

async function cells(days = DAYS): Promise<readonly CalibrationCell[]> {
  return (await mongoCalibration(connection).of(WORKSPACE, days, NOW)).cells;
}

const ago = (days: number) => NOW - days * DAY;

describe('what became of a stage of silence', () => {
  test('is a return where the customer bought within the time they had, and none where later or never', async () => {
    await journal('in-time', [
      { at: ago(200), silence: { chance: 0.31 } },
      { at: ago(110), back: [ago(200)] },
    ]);
    await journal('too-late', [
      { at: ago(200), silence: { chance: 0.39 } },
      { at: ago(109), back: [ago(200)] },
    ]);
    await journal('never', [{ at: ago(90), silence: { chance: 0.3 } }]);
    const [cell, ...others] = await cells();
    expect(others).toEqual([]);
    expect(cell).toEqual({
      stage: 'overdue',
      by: 'rhythm',
      model: 2,
      tenth: 3,
      judged: 3,
      returned: 1,
      chances: expect.closeTo(1, 10),
      open: 0,
    });
  });

  test('is open while the customer has time left, whether or not they are back', async () => {
    await journal('waiting', [{ at: ago(89), silence: { chance: 0.95 } }]);
    await journal('back', [
      { at: ago(20), silence: { chance: 1 } },
      { at: ago(3), back: [ago(20)] },
    ]);
    expect(await cells()).toEqual([expect.objectContaining({ tenth: 9, judged: 0, returned: 0, open: 2 })]);
    const judged = (await cells(10)).reduce((sum, cell) => sum + cell.judged, 0);
    expect(judged).toBe(2);
  });

  test('counts apart by stage, cause, model and tenth; without a prediction there is no tenth', async () => {
    await journal('a', [{ at: ago(300), silence: { by: 'fixed', model: 1 } }]);
    await journal('b', [{ at: ago(300), silence: { chance: 0.05 } }]);
    await journal('c', [{ at: ago(300), silence: { chance: 0.05, stage: 'lapsed' } }]);
    await journal('d', [{ at: ago(300), silence: { chance: 0.05, model: 3 } }]);
    const found = await cells();
    expect(found).toHaveLength(4);
    expect(found.every(({ judged }) => judged === 1)).toBe(true);
    expect(found.find(({ by }) => by === 'fixed')).toMatchObject({ tenth: null, model: 1, chances: 0 });
  });

  test('is the same purchase for both, where a stage began twice before it', async () => {
    await journal('twice', [
      { at: ago(300), silence: { chance: 0.5 } },
      { at: ago(260), silence: { chance: 0.4 } },
      { at: ago(220), back: [ago(260)] },
      { at: ago(150), silence: { chance: 0.5 } },
    ]);
    const found = await cells();
    expect(found.find(({ tenth }) => tenth === 5)).toMatchObject({ judged: 2, returned: 1 });
    expect(found.find(({ tenth }) => tenth === 4)).toMatchObject({ judged: 1, returned: 1 });
  });

  test('is nobody else’s, and nothing that an attempt wrote whose place another took', async () => {
    await journal('foreign', [{ at: ago(300), silence: {} }], workspaceId.parse('other'));
    const decisions = mongoDecisionStore(connection);
    const lost = aRecord({ entries: [{ seq: 1, says: 'silent' }], heard: 0, now: ago(300) });
    const silence = { stage: 'overdue', by: 'fixed', model: 1 } as const;
    await decisions.record({ ...lost, entries: lost.entries.map((entry) => ({ ...entry, silence })) });
    expect(await cells()).toHaveLength(1);
    await decisions.record(aRecord({ entries: [{ seq: 1, says: 'bought' }], heard: 1, now: ago(300) }));
    expect(await journalCollection(connection).countDocuments({ key: CUSTOMER_KEY, customer: CUSTOMER })).toBe(1);
    expect(await cells()).toEqual([]);
  });
});
