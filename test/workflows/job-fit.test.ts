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
const REGULARS = 700;
const OPTIONS: FitOptions = { publish: true, wanted: { by: 'fixed-days' }, bySegment: {}, floorDays: 7, capDays: 365 };

/** People who buy and leave exactly as the model says, each watched for up to a year and a half. */
function aBase(count: number, seed: number): readonly Bought[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => {
    const T = 10 + random.below(68);
    const { x, tx } = buyerOf(random, TRUTH, T, (purchase) => chancesToLeave(purchase) > 0);
    // Between the first purchase and the last, those of a steady rate lie anywhere.
    const between = Array.from({ length: Math.max(0, x - 1) }, () => random.next() * tx);
    const weeks = [0, ...between, ...(x > 0 ? [tx] : [])].map((week) => week - T);
    return boughtIn(`c${index}`, weeks, Math.round(spenderOf(random, SPEND, x + 1).mean));
  });
}

/** People who buy every so many weeks of their own, within a sixth of it, and leave after one purchase in eight; two years. */
function aRegularBase(count: number, seed: number): readonly Bought[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => {
    const own = 2 + random.below(14);
    const weeks: number[] = [];
    for (let week = -104 + random.next() * 70; week < 0; week += own * (5 / 6 + random.next() / 3)) {
      weeks.push(week);
      if (random.chance(1 / 8)) break;
    }
    return boughtIn(`c${index}`, weeks, 2_500);
  });
}

/** @param weeks from now */
function boughtIn(customer: string, weeks: readonly number[], amount: number): Bought {
  const now = Date.now();
  return { customer, at: weeks.map((week) => Math.round(now + week * WEEK)).toSorted((a, b) => a - b), amount };
}

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

test('a rule that wins on the past of the base is published, and everybody lives by it', async () => {
  world = await JobWorld.open();
  await world.settle(aRegularBase(REGULARS, 1));
  await world.startWorker();
  const result = await fitted(OPTIONS);
  expect(result).toMatchObject({ customers: REGULARS, summaries: 0, published: { silence: 2, playbook: 2 } });
  if (result.choice?.is !== 'rule') throw new Error(JSON.stringify(result.choice));
  expect(result.backTest).toMatchObject({ is: 'back-tested', winner: result.choice.rule.learned.by });
  expect(result.firstGap?.overdueDays).toBeLessThan(result.firstGap?.lapsedDays ?? 0);
  const { silence } = await world.playbook();
  const { rhythm, choice } = result;
  expect(silence).toMatchObject({ version: 2, overdueDays: 90, lapsedDays: 180, rhythm, rule: choice.rule });

  const rollout = await world.ended(result.published?.rollout ?? '');
  if (rollout.kind !== 'rollout' || rollout.result === undefined) throw new Error(JSON.stringify(rollout));
  const { woken, unchanged, ...rolled } = rollout.result;
  expect(rolled).toEqual({ playbook: 2, lookedAt: REGULARS });
  expect(woken + unchanged).toBe(REGULARS);
  expect(Math.min(woken, unchanged)).toBeGreaterThan(0);
  await expectAdopted(woken, silence);
});

test('a fit finds out how the base buys and leaves; where its past says too little, the rules in force stay', async () => {
  world = await JobWorld.open();
  await world.settle(aBase(550, 1));
  await world.startWorker();
  const result = await fitted(OPTIONS);
  expect(result).toMatchObject({ customers: 550, published: null, choice: { is: 'as-before' } });
  expectTruth(result.tried);
  expect(result.spend).toMatchObject({ is: 'accepted' });
  expect(result.rhythm?.fit.by).toBe('mbg-nbd');
  expect(result.choice?.because).toMatch(/needs 50 silences of regular customers .* \(there are \d+ of \d+\)/);
  expect(await world.playbook()).toMatchObject({ version: 1, silence: { version: 1, rhythm: null } });
});

/** Everybody lives by the rules; those who were not woken are in the stage that they say, and need not wake earlier. */
async function expectAdopted(woken: number, silence: SilenceModel): Promise<void> {
  const customers = await world.shop.customers();
  expect(customers.filter(({ turn }) => turn > 0)).toHaveLength(woken);
  expect(new Set(customers.map(({ state }) => state.rules.silence))).toEqual(new Set([silence.version]));
  expect(new Set(customers.map(({ state }) => state.limits?.by))).toEqual(new Set(['rhythm', 'first-gap']));
  for (const { state, nextSilence: next } of customers) {
    const limits = silenceLimits(state.ledger, silence, null, { ...state, at: state.asOf, scoring: null });
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
  await world.settle(aRegularBase(REGULARS, 3));
  await world.startWorker();
  const result = await fitted({ ...OPTIONS, publish: false });
  expect(result.choice?.is).toBe('rule');
  expect(result.published).toBeNull();
  expect(await world.playbook()).toMatchObject({ version: 1 });
});
