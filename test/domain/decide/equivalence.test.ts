import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { nextMove } from '../../../domain/decision/next-deadline.ts';
import type { Playbook } from '../../../domain/playbook.ts';
import { nextScoreChange } from '../../../domain/scoring/next-change.ts';
import { lastPurchaseAt } from '../../../domain/ledger/ledger.ts';
import { segmentOf } from '../../../domain/scoring/segment.ts';
import { nextSilence } from '../../../domain/silence/silence.ts';
import { totalsOf } from '../../../domain/ledger/totals.ts';
import { trajectoryOf } from '../../../domain/scoring/trajectory.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY } from '../../../domain/time.ts';
import { aPlaybook, NOON } from '../../builders.ts';
import { life, lifeOfManyRefunds, summedUpLife, tellings } from './events.arbitrary.ts';
import { nextChange, recompute } from './oracle.ts';
import { live, type Lived } from './shop.ts';

const END = NOON + 3 * DAY + 12_345;
const base = aPlaybook();
const PLAYBOOK: Playbook = {
  ...base,
  scoring: { ...base.scoring, monetary: { cuts: [2_000, 5_000, 20_000, 60_000], edge: 'reached' } },
};

/** What depends on what happened, and not on how it was told. */
function meaning({ state, wake }: Lived) {
  const { ledger, standing, silence, engagedAt, signals, limits, attributes, replaced } = state;
  const totals = totalsOf(ledger, state, PLAYBOOK.scoring, END);
  const { recent: _recent, forgotten: _forgotten, ...facts } = ledger;
  return {
    ledger: facts,
    attributes,
    replaced,
    last: ledger.orders > 0 ? lastPurchaseAt(ledger) : null,
    totals,
    scores: standing?.scores,
    segment: standing?.segment,
    silence,
    engagedAt,
    signals,
    limits,
    trajectory: trajectoryOf(state, PLAYBOOK.scoring.trajectory, END, UTC),
    wake,
    nextScore: nextScoreChange(ledger, state, PLAYBOOK.scoring, END),
    nextMove: nextMove(state, PLAYBOOK),
    nextSilence: nextSilence(limits, END),
  };
}

function expectAsRecomputed(events: readonly CustomerEvent[], lived: Lived): void {
  const { scoring, silence } = PLAYBOOK;
  const { ledger, standing, silence: stage } = lived.state;
  const expected = recompute(events, scoring, silence, END);
  const totals = totalsOf(ledger, lived.state, scoring, END);
  if (expected === null) {
    expect([totals, standing, ledger.orders, stage, lived.wake]).toEqual([null, null, 0, 'none', null]);
    return;
  }
  const { r, f, m, lifeOrders, lifeRevenue, early, orders, revenue, lastPurchaseAt } = expected;
  expect(ledger).toMatchObject({ orders: lifeOrders, revenue: lifeRevenue, early, firstAt: expected.firstPurchaseAt });
  expect(totals).toMatchObject({ lastPurchaseAt, orders, revenue });
  expect(standing?.scores).toEqual({ r, f, m });
  expect(standing && segmentOf(standing.scores, scoring.segments)).toBe(standing?.segment);
  expect(stage).toBe(expected.silence);
  expect(nextScoreChange(ledger, lived.state, scoring, END)?.at ?? null).toBe(
    nextChange(events, scoring, silence, END),
  );
}

async function expectSameHoweverTold(lives: fc.Arbitrary<readonly CustomerEvent[]>, numRuns: number): Promise<void> {
  const told = lives.chain((events) => fc.tuple(fc.constant(events), tellings(events, END), tellings(events, END)));
  await fc.assert(
    fc.asyncProperty(told, async ([events, one, other]) => {
      const heard = new Set(one.flatMap((call) => call.events).map((event) => event.key));
      expect(heard.size).toBe(events.length);
      const first = await live(one, { playbook: PLAYBOOK });
      expect(meaning(await live(other, { playbook: PLAYBOOK }))).toEqual(meaning(first));
      expectAsRecomputed(events, first);
      for (const [now, wake] of first.wakes) expect(wake ?? Infinity).toBeGreaterThan(now);
    }),
    { numRuns },
  );
}

test('the same events, told in any order, any parts and any number of times, mean the same', async () => {
  await expectSameHoweverTold(life, 400);
});

test('also where part of it is known by totals only, which no order they cover adds to', async () => {
  await expectSameHoweverTold(summedUpLife, 200);
});

test('also where more orders were refunded than a ledger remembers', async () => {
  await expectSameHoweverTold(lifeOfManyRefunds, 60);
});

test('each event is taken once, at one instant of the journal', async () => {
  await fc.assert(
    fc.asyncProperty(
      life.chain((events) => fc.tuple(fc.constant(events), tellings(events, END))),
      async ([events, calls]) => {
        const { journal, state } = await live(calls);
        const taken = journal.flatMap((entry) => entry.events.map((event) => event.key));
        expect(taken.toSorted()).toEqual(events.map((event) => event.key).toSorted());
        expect(journal.map((entry) => entry.seq)).toEqual(Array.from({ length: state.seq }, (_, index) => index + 1));
        const instants = journal.map((entry) => entry.at);
        expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      },
    ),
  );
});
