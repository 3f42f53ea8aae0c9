import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { journalCollection } from '../../db/events/journal.ts';
import { mongoFitScheduleStore } from '../../db/jobs/fit-schedules.ts';
import { mongoJobStore } from '../../db/jobs/store.ts';
import { counterCollection } from '../../db/tallies/counters.ts';
import type { SilenceBegun } from '../../domain/decision/decision.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { customerKey, journalKey } from '../../domain/keys.ts';
import type { SilenceRule } from '../../domain/silence/silence-rule.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import { publishSilenceOver } from '../publish.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { jobsHere } from './jobs-here.ts';

let edge: Edge;
beforeEach(async () => {
  edge = await openEdge();
  await publishSilenceOver(edge.deps.connection, edge.workspace, () => NOW, { rule: RULE });
});
afterEach(() => edge.close());

const RULE: SilenceRule = {
  learned: { by: 'own-gap' },
  levels: { overdue: -2, lapsed: -4 },
  bySegment: {},
  calibration: [
    [-5, 0.1],
    [-1, 0.3],
  ],
  floorDays: 7,
  capDays: 365,
};

const WANTED = { every: '120d', options: { publish: true, floorDays: 7, capDays: 300 } } as const;

/** Silent customers, one stage each, of whom the first few came back in time. */
async function silent(count: number, back: number, given: Partial<SilenceBegun> = {}, daysAgo = 100): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => {
    const name = `${given.model ?? 2}-${given.by ?? 'rhythm'}-${daysAgo}-${n}`;
    const customer = customerId.parse(name);
    const key = customerKey(edge.workspace, customer);
    const at = NOW - daysAgo * DAY;
    const common = {
      workspace: edge.workspace,
      customer,
      key,
      heard: 0,
      playbook: 1,
      events: [],
      facts: [],
      effects: [],
    };
    const entry = (seq: number, when: number) => {
      return { ...common, _id: journalKey(key, seq), seq, turn: seq, at: when, now: when, score: null, segment: null };
    };
    const silence = { stage: 'overdue', by: 'rhythm', model: 2, chance: 0.25, ...given } as const;
    const returned = [{ stage: 'overdue', at, back: at + 5 * DAY } as const];
    return [{ ...entry(1, at), silence }, ...(n < back ? [{ ...entry(2, at + 5 * DAY), returned }] : [])];
  });
  await journalCollection(edge.deps.connection).insertMany(rows.flat());
}

async function keepUp(later = 0): Promise<void> {
  // Upkeep looks after workspaces that count something; a recount finds that this one has nobody.
  const counter = { workspace: edge.workspace, tally: 'segment', of: 'x', day: null, sums: {} };
  await counterCollection(edge.deps.connection).replaceOne({ _id: 'shop:segment::x' }, counter, { upsert: true });
  await jobsHere(edge.deps.connection, () => NOW + later).keepUp();
}

const model = async () => (await edge.call('get', '/v1/silence/model')).body;
const jobs = async (kind: string) => {
  const { jobs: all } = (await edge.call('get', '/v1/jobs')).body;
  return all.filter((job: { kind: string }) => job.kind === kind);
};
const metric = async () => {
  const { text } = await edge.call('get', '/metrics');
  return /^silence_drift\{workspace="shop"\} (.*)$/m.exec(text)?.[1];
};

describe('predictions of the model in force', () => {
  test('are told beside it, with what they were worth; those of other versions are not, and none that has time left', async () => {
    await silent(40, 10);
    await silent(30, 0, { model: 1 });
    await silent(20, 20, {}, 80);
    await silent(10, 10, {}, 300);
    const { drift } = await model();
    expect(drift).toMatchObject({ judged: 40, actual: 0.25, alert: false });
    expect(drift.predicted).toBeCloseTo(0.25, 10);
    expect(drift.because).toMatch(/^25\.0 % of 40 stages of silence .* it takes 100 to tell/);
    expect((await edge.call('get', '/v1/silence/calibration')).body.drift).toEqual(drift);
  });

  test('that are right change nothing', async () => {
    await silent(400, 104);
    await keepUp();
    expect(await model()).toMatchObject({ playbook: 2, drift: { alert: false, judged: 400 } });
    expect(await metric()).toBe('0');
    expect(await jobs('fit')).toEqual([]);
  });

  test('that are off are measured anew, once; limits stay, and the reason is told until others are judged', async () => {
    await silent(400, 40);
    expect((await model()).drift).toMatchObject({ alert: true, predicted: expect.closeTo(0.25, 10), actual: 0.1 });
    await keepUp();
    const { playbook, model: now, drift } = await model();
    expect([playbook, now.version, now.limitsOf]).toEqual([3, 3, 2]);
    expect(now.rule).toMatchObject({ overdue: -2, lapsed: -4 });
    expect(now.rule.chances.overdue).toBeCloseTo(0.1, 6);
    expect(drift).toMatchObject({ judged: 400, actual: 0.1, alert: true });
    expect(drift.because).toContain('Since then chances are measured anew (version 3); only a fit tells');
    expect(Number(await metric())).toBeCloseTo(0.15, 10);
    for (const later of [HOUR, 2 * DAY]) await keepUp(later);
    expect(await model()).toMatchObject({ playbook: 3, drift: { judged: 400, alert: true } });
    expect(await jobs('fit')).toEqual([]);
    await silent(150, 15, { model: 3, chance: 0.1 });
    await keepUp(4 * DAY);
    expect(await model()).toMatchObject({ playbook: 3, drift: { judged: 150, alert: false } });
    expect(await metric()).toBe('0');
  });

  test('that are off begin a fit where fits come by themselves, and the job says why', async () => {
    await mongoFitScheduleStore(edge.deps.connection).want(edge.workspace, WANTED, NOW);
    await silent(200, 90);
    await keepUp();
    const [fit] = await jobs('fit');
    expect(fit).toMatchObject({ state: 'queued', begunBy: 'drift' });
    expect(fit.because).toMatch(/^45\.0 % of 200 stages .* more than chance explains/);
    expect(await model()).toMatchObject({ playbook: 3, drift: { alert: true } });
  });

  test('begin one fit for each version of the model', async () => {
    await mongoFitScheduleStore(edge.deps.connection).want(edge.workspace, WANTED, NOW);
    // Not by the rule, so that nothing is measured anew.
    await silent(200, 90, { by: 'first-gap' });
    await keepUp();
    const [{ id }] = await jobs('fit');
    await mongoJobStore(edge.deps.connection).end(id, { state: 'done', at: NOW });
    for (const later of [DAY, 2 * DAY]) await keepUp(later);
    expect(await jobs('fit')).toHaveLength(1);
    expect(await model()).toMatchObject({ playbook: 2, drift: { alert: true } });
  });

  test('that no rule makes are watched too; there is nothing to measure anew', async () => {
    await silent(200, 90, { by: 'first-gap' });
    await keepUp();
    expect(await model()).toMatchObject({ playbook: 2, drift: { alert: true, judged: 200 } });
  });

  test('are looked at once a day', async () => {
    await keepUp();
    await silent(400, 40);
    await keepUp(DAY - 1);
    expect(await model()).toMatchObject({ playbook: 2 });
    await keepUp(DAY);
    expect(await model()).toMatchObject({ playbook: 3 });
  });
});
