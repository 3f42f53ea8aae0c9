import { afterEach, expect, test } from 'vitest';
import type { FitOptions, FitResult } from '../../db/jobs/results.ts';
import { nextSilence, silenceStage } from '../../domain/silence/silence.ts';
import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import { silenceLimits } from '../../domain/silence/silence-limits.ts';
import { chancesToLeave } from '../../domain/rhythm/mbg-nbd.ts';
import { DAY } from '../../domain/time.ts';
import { buyerOf, spenderOf } from '../domain/rhythm/base.ts';
import { Random } from '../protocol/random.ts';
import { JobWorld, type Bought } from './job-world.ts';

let world: JobWorld;
afterEach(() => world.close());

const TRUTH = { r: 0.8, alpha: 5, a: 0.7, b: 2.2 };
const SPEND = { p: 6, q: 4, v: 1_500 };
const WEEK = 7 * DAY;
const OPTIONS: FitOptions = {
  publish: true,
  overdue: 0.5,
  lapsed: 0.2,
  gapOverdue: 0.9,
  gapLapsed: 0.98,
  floorDays: 7,
  capDays: 365,
};

/** People who buy and leave exactly as the model says, each watched for up to a year and a half. */
function aBase(count: number, seed: number): readonly Bought[] {
  const random = new Random(seed);
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const T = 10 + random.below(68);
    const { x, tx } = buyerOf(random, TRUTH, T, (purchase) => chancesToLeave(purchase) > 0);
    // Between the first purchase and the last, those of a steady rate lie anywhere.
    const between = Array.from({ length: Math.max(0, x - 1) }, () => random.next() * tx);
    const weeks = [0, ...between, ...(x > 0 ? [tx] : [])];
    const at = weeks.map((week) => Math.round(now - (T - week) * WEEK)).toSorted((a, b) => a - b);
    return { customer: `c${index}`, at, amount: Math.round(spenderOf(random, SPEND, x + 1).mean) };
  });
}

const CUSTOMERS = 550;

async function fitted(options: FitOptions): Promise<FitResult> {
  const { _id } = await world.begin({ kind: 'fit', options });
  const row = await world.ended(_id);
  if (row.kind !== 'fit' || row.result === undefined) throw new Error(JSON.stringify(row));
  expect(row).toMatchObject({ state: 'done', done: row.total });
  return row.result;
}

function expectTruth([tried]: FitResult['tried']): void {
  if (tried?.by !== 'mbg-nbd' || tried.outcome.is !== 'accepted') throw new Error(JSON.stringify(tried));
  const { parameters, standardErrors, logLikelihood } = tried.outcome;
  expect(logLikelihood).toBeLessThan(0);
  for (const name of ['r', 'alpha', 'a', 'b'] as const) {
    expect(Math.abs(parameters[name] - TRUTH[name]), name).toBeLessThan(5 * standardErrors[name]);
  }
}

test('a fit of a base that follows the model is accepted and published', async () => {
  world = await JobWorld.open();
  await world.settle(aBase(CUSTOMERS, 1));
  await world.startWorker();
  const result = await fitted(OPTIONS);
  expect(result).toMatchObject({ customers: CUSTOMERS, summaries: 0, published: { silence: 2, playbook: 2 } });
  expectTruth(result.tried);
  expect(result.firstGap?.gaps).toBe(result.repeaters);
  expect(result.firstGap?.overdueDays).toBeLessThan(result.firstGap?.lapsedDays ?? 0);
  expect(result.spend).toMatchObject({ is: 'accepted' });
  const { silence } = await world.playbook();
  expect(silence).toMatchObject({ version: 2, overdueDays: 90, lapsedDays: 180, rhythm: result.rhythm });

  const rollout = await world.ended(result.published?.rollout ?? '');
  if (rollout.kind !== 'rollout' || rollout.result === undefined) throw new Error(JSON.stringify(rollout));
  const { woken, unchanged, ...rolled } = rollout.result;
  expect(rolled).toEqual({ playbook: 2, lookedAt: CUSTOMERS });
  expect(woken + unchanged).toBe(CUSTOMERS);
  expect(Math.min(woken, unchanged)).toBeGreaterThan(0);
  await expectAdopted(woken, silence);
});

/** Everybody lives by the rules; those who were not woken are in the stage that they say, and need not wake earlier. */
async function expectAdopted(woken: number, silence: SilenceModel): Promise<void> {
  const customers = await world.shop.customers();
  expect(customers.filter(({ turn }) => turn > 0)).toHaveLength(woken);
  expect(new Set(customers.map(({ state }) => state.rules.silence))).toEqual(new Set([silence.version]));
  expect(new Set(customers.map(({ state }) => state.limits?.by))).toEqual(new Set(['rhythm', 'first-gap']));
  for (const { state, nextSilence: next } of customers) {
    const limits = silenceLimits(state.ledger, silence, null);
    expect(state.limits).toEqual(limits);
    expect(state.silence).toBe(silenceStage(limits, state.asOf));
    expect(next).toEqual(nextSilence(limits, state.asOf));
  }
}

test('a base too thin keeps fixed days, and the job says how far it is', async () => {
  world = await JobWorld.open();
  await world.settle(aBase(40, 2));
  await world.startWorker();
  const result = await fitted(OPTIONS);
  expect(result).toMatchObject({ customers: 40, rhythm: null, firstGap: null, spend: null, published: null });
  expect(result.tried.map(({ by }) => by)).toEqual(['mbg-nbd', 'gamma-poisson']);
  for (const { outcome } of result.tried) {
    if (outcome.is !== 'refused' || outcome.code !== 'too-little-data') throw new Error('not refused for want of data');
    expect(outcome.shortfalls).toContainEqual({ what: 'customers', needed: 500, found: 40 });
    expect(outcome.because).toContain('500 customers (there are 40)');
  }
  expect(await world.playbook()).toMatchObject({ version: 1, silence: { version: 1, rhythm: null } });
});

test('a fit that is not to be published leaves the rules as they are', async () => {
  world = await JobWorld.open();
  await world.settle(aBase(510, 3));
  await world.startWorker();
  const result = await fitted({ ...OPTIONS, publish: false });
  expect(result.rhythm?.fit.by).toBe('mbg-nbd');
  expect(result.published).toBeNull();
  expect(await world.playbook()).toMatchObject({ version: 1 });
});
