import { describe, expect, test } from 'vitest';
import { decide } from '../../../domain/decision/decide.ts';
import { differencesOf, rebuildState } from '../../../domain/decision/rebuild.ts';
import type { EntryAsked } from '../../../domain/events/event.ts';
import { NEW_CUSTOMER } from '../../../domain/decision/state.ts';
import { journeyId } from '../../../domain/ids.schema.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import type { Occurrence } from '../../../domain/journey/triggers/index.ts';
import { HOUR } from '../../../domain/time.ts';
import { aCustomer, aKey, aPurchase, CUSTOMER, CUSTOMER_KEY, inside, NOON, take } from '../../builders.ts';
import { aDay, book, greeting, purchase, toast } from './greeting.ts';

const anEntry = (given: Partial<EntryAsked> = {}): EntryAsked => ({
  kind: 'entry',
  key: aKey(`e-${given.ref ?? 'r'}`),
  customer: CUSTOMER,
  at: NOON,
  seenAt: NOON,
  receivedAt: NOON,
  journey: greeting,
  by: 'api',
  ref: 'r',
  ...given,
});
const asked = (given: Partial<EntryAsked> = {}): Occurrence => {
  const { journey, by: from, ref, entry, at } = anEntry(given);
  return { kind: 'entry', journey, asked: { by: from, ref }, at, starts: true, ...(entry ? { entry } : {}) };
};
const by = (more: object, rest: Partial<JourneyInput> = {}) =>
  book({ enter: { on: 'api', ...more }, steps: [aDay], ...rest });
const refused = (because: string, more: object = {}) => ({
  what: 'refused',
  place: { journey: greeting, version: 1 },
  because,
  asked: { by: 'api', ref: 'r' },
  ...more,
});

describe('somebody who is asked in by name', () => {
  test('enters, and who asked and what came with them stays with the enrolment', () => {
    const { told, state } = take(by({}), aCustomer(), NOON, [asked({ entry: { plan: 'yearly', seats: 3 } })]);
    expect(told[0]).toMatchObject({ what: 'entered', asked: { by: 'api', ref: 'r' }, entry: { plan: 'yearly' } });
    expect(inside(state, greeting)).toMatchObject({ enrolment: 1, entry: { plan: 'yearly', seats: 3 } });
  });

  test('enters any journey that is live, whatever lets in besides', () => {
    expect(take(book({ enter: purchase, steps: [aDay] }), aCustomer(), NOON, [asked({ by: 'launch' })]).told).toEqual([
      expect.objectContaining({ what: 'entered', asked: { by: 'launch', ref: 'r' } }),
      expect.objectContaining({ what: 'waiting' }),
    ]);
  });

  test('is told why not: inside already, not again, the condition, or a journey that takes nobody', () => {
    const within = take(by({}), aCustomer(), NOON, [asked()]).state;
    expect(take(by({}), within, NOON + 1, [asked()]).told).toEqual([refused('inside')]);
    const once = book({ enter: { on: 'api', again: 'never' } });
    const was = take(once, aCustomer(), NOON, [asked()]).state;
    expect(take(once, was, NOON + 1, [asked()]).told).toEqual([refused('again')]);
    const seats = by({ when: { field: 'entry.seats', op: 'gte', value: 5 } });
    expect(take(seats, aCustomer(), NOON, [asked({ entry: { seats: 3 } })]).told).toEqual([refused('condition')]);
    expect(take(seats, aCustomer(), NOON, [asked({ entry: { seats: 5 } })]).told[0]).toMatchObject({ what: 'entered' });
    const elsewhere = asked({ journey: journeyId.parse('elsewhere') });
    expect(take(by({}), aCustomer(), NOON, [elsewhere]).told).toEqual([
      refused('not-live', { place: { journey: 'elsewhere', version: 0 } }),
    ]);
  });

  test('is let in once for each value of what came with them', () => {
    for (const playbook of [
      by({ per: 'entry.order' }),
      book({ enter: { ...purchase, per: 'event.order' }, steps: [aDay] }),
    ]) {
      const first = take(playbook, aCustomer(), NOON, [asked({ entry: { order: 7 } })]).state;
      expect(take(playbook, first, NOON, [asked({ entry: { order: '7' } })]).told).toEqual([
        refused('inside', { key: '7' }),
      ]);
      expect(take(playbook, first, NOON, [asked({ entry: { order: 8 } })]).told[0]).toMatchObject({ key: '8' });
      expect(take(playbook, first, NOON, [asked()]).told).toEqual([refused('no-key')]);
    }
  });

  test('goes the way that its own payload says, also after a wait, and leaves by it', () => {
    const big = { field: 'entry.seats', op: 'gte', value: 5 } as const;
    const steps: JourneyInput['steps'] = [
      aDay,
      { id: 'size', type: 'branch', paths: [{ when: big, next: 'big' }], next: 'small' },
      { ...toast('big'), next: 'end' },
      toast('small'),
      { id: 'end', type: 'stop', reason: 'done' },
    ];
    const exit: JourneyInput['exit'] = [{ on: 'event', event: 'purchase', when: big }];
    const playbook = by({ per: 'entry.order' }, { steps, exit });
    const both = [asked({ entry: { order: 1, seats: 9 } }), asked({ entry: { order: 2, seats: 1 } })];
    const { state } = take(playbook, aCustomer(), NOON, both);
    const later = take(playbook, state, NOON + 24 * HOUR);
    expect(later.effects.map(({ origin }) => origin.place.step)).toEqual(['big', 'small']);
    const bought: Occurrence = { kind: 'event', event: aPurchase({ at: NOON + HOUR }), starts: true };
    expect(take(playbook, state, NOON + HOUR, [bought]).told).toMatchObject([
      { what: 'left', place: { enrolment: 1 }, because: { by: 'exit' } },
    ]);
  });

  test('is neither a purchase nor a sign of life, moves nobody, and is rebuilt', () => {
    const playbook = by({});
    const circumstances = { customer: CUSTOMER_KEY, playbook, timezone: 'UTC', sandbox: false, orders: new Map() };
    const entry = anEntry({ at: NOON + HOUR, seenAt: NOON + HOUR });
    const events = [aPurchase(), entry];
    const { state, entries } = decide({ ...circumstances, state: NEW_CUSTOMER, events, now: NOON + HOUR });
    expect(entries.at(-1)).toMatchObject({
      events: [{ type: 'entry' }],
      facts: [{ what: 'entered' }, { what: 'waiting' }],
    });
    expect(entries.at(-1)?.move).toBeUndefined();
    expect(state.engagedAt).toBeNull();
    expect(differencesOf(state, rebuildState(state, events, playbook, 'UTC'), playbook)).toEqual([]);
  });
});
