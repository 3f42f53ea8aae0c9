import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, fold } from '../../domain/decision/decide.ts';
import type { CustomerEvent, Purchase } from '../../domain/events/event.ts';
import { applyEvent, nothingRecalled, refold } from '../../domain/decision/apply-event.ts';
import { NEW_CUSTOMER, type CustomerState } from '../../domain/decision/state.ts';
import { DAY } from '../../domain/time.ts';
import { aPlaybook, aPurchase, CUSTOMER_KEY, NOON } from '../builders.ts';
import { life, summedUpLife } from './decide/events.arbitrary.ts';

const circumstances = { customer: CUSTOMER_KEY, playbook: aPlaybook(), timezone: 'UTC', sandbox: false };

const COUNTS = circumstances.playbook.scoring.counts;

const history = fc
  .array(fc.record({ days: fc.integer({ min: 0, max: 800 }), amount: fc.integer({ min: 0, max: 50_000 }) }), {
    maxLength: 60,
  })
  .map((orders) =>
    orders.map(({ days, amount }, n): Purchase => {
      return aPurchase({ id: `o-${n}`, at: NOON - days * DAY - n, seenAt: NOON, amount, silent: true });
    }),
  );

/** What a decision keeps besides: how it came about, not what it means. A fold passes through no other segment. */
function meaning({ turn: _turn, seq: _seq, seen: _seen, standing, ...rest }: CustomerState) {
  return { ...rest, standing: standing && { ...standing, previous: null } };
}

test('history that is folded means the same as history that was decided on, in any order and any parts', () => {
  fc.assert(
    fc.property(history, fc.func(fc.integer()), (events, order) => {
      const decided = decide({ ...circumstances, state: NEW_CUSTOMER, events, orders: new Map(), now: NOON });
      const shuffled = events.toSorted((a, b) => order(a.key) - order(b.key));
      const state = shuffled.reduce(
        (before, event) => applyEvent(before, nothingRecalled(), event, COUNTS),
        NEW_CUSTOMER,
      );
      const folded = fold({ ...circumstances, state, now: NOON });
      expect(meaning(folded.state)).toEqual(meaning(decided.state));
      expect(folded.next).toEqual(decided.next);
      expect([folded.state.turn, folded.state.seq]).toEqual([0, 0]);
    }),
  );
});

test('a history that is read at once makes the same ledger as one event after another', () => {
  fc.assert(
    fc.property(fc.oneof(life, summedUpLife), (events) => {
      const past = events.filter((event) => event.kind !== 'summary');
      const summaries = events.filter((event) => event.kind === 'summary');
      // A summary sets the past aside, so that it comes first here; any other order is the history's to tell.
      const [one, other] = [refold(NEW_CUSTOMER, events, COUNTS), taken([...summaries, ...past])];
      expect([one.ledger, one.engagedAt, one.signals]).toEqual([other.ledger, other.engagedAt, other.signals]);
    }),
  );
});

function taken(events: readonly CustomerEvent[]): CustomerState {
  const recall = nothingRecalled();
  return events.reduce((before, event) => applyEvent(before, recall, event, COUNTS), NEW_CUSTOMER);
}

test('somebody who was folded lives on as somebody who was decided on', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 500 }), (events, later) => {
      const next = aPurchase({ id: 'next', at: NOON + later * DAY, seenAt: NOON + later * DAY });
      const go = (state: CustomerState) =>
        decide({ ...circumstances, state, events: [next], orders: new Map(), now: NOON + 600 * DAY });
      const decided = decide({ ...circumstances, state: NEW_CUSTOMER, events, orders: new Map(), now: NOON });
      const state = events.reduce(
        (before, event) => applyEvent(before, nothingRecalled(), event, COUNTS),
        NEW_CUSTOMER,
      );
      const [one, other] = [go(fold({ ...circumstances, state, now: NOON }).state), go(decided.state)];
      expect(meaning(one.state)).toEqual(meaning(other.state));
      expect(one.entries.map(({ at, move }) => [at, move])).toEqual(other.entries.map(({ at, move }) => [at, move]));
    }),
  );
});
