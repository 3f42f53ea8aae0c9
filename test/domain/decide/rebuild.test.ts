import { describe, expect, test } from 'vitest';
import { differencesOf, rebuildState } from '../../../domain/decision/rebuild.ts';
import type { CustomerState } from '../../../domain/decision/state.ts';
import { segmentId } from '../../../domain/ids.schema.ts';
import { EMPTY_LEDGER } from '../../../domain/ledger/ledger.ts';
import { DAY } from '../../../domain/time.ts';
import {
  aKey,
  anActivity,
  anIdentify,
  aPlaybook,
  aProfileChange,
  aPurchase,
  aRefund,
  aSummary,
  NOON,
} from '../../builders.ts';
import { live } from './shop.ts';

const first = aPlaybook();
const events = [
  ...[300, 200, 100, 10].map((days, n) => aPurchase({ id: `o-${n}`, at: NOON - days * DAY, amount: 1_000 })),
  aRefund({ id: 'r-1', order: aKey('o-1'), at: NOON - 190 * DAY, amount: 1_000 }),
  anActivity({ at: NOON - 3 * DAY }),
  anIdentify({ at: NOON - 4 * DAY, attributes: { plan: 'gold' } }),
  aSummary({ at: NOON - 250 * DAY, actions: 7, lastActionAt: NOON - 260 * DAY, monetary: 9_000 }),
];

describe('a rebuild', () => {
  const change = aProfileChange({
    at: NOON - 2 * DAY,
    timezone: 'Europe/Rome',
    consent: { email: true },
    address: { email: true },
  });
  const calls = [{ now: NOON, events: [...events, change] }];

  test.each<[string, (state: CustomerState) => Partial<CustomerState>]>([
    ['orders', ({ ledger }) => ({ ledger: { ...ledger, orders: ledger.orders + 1 } })],
    ['early', ({ ledger }) => ({ ledger: { ...ledger, early: 4 } })],
    ['summary', ({ ledger }) => ({ ledger: { ...ledger, summary: null } })],
    ['engagedAt', () => ({ engagedAt: NOON })],
    ['signals', () => ({ signals: [] })],
    ['segment', ({ standing }) => ({ standing: standing && { ...standing, segment: segmentId.parse('lost') } })],
    ['scores', ({ standing }) => ({ standing: standing && { ...standing, scores: { r: 1, f: 1, m: 1 } } })],
    ['silence', () => ({ silence: 'lapsed' })],
    ['limits', ({ limits }) => ({ limits: limits && { ...limits, overdueAt: limits.overdueAt + 1 } })],
    [
      'consents',
      ({ profile }) => ({
        profile: { ...profile, consents: { email: { marketing: { at: NOON - 2 * DAY, granted: false } } } },
      }),
    ],
    ['addresses', () => ({ profile: {} })],
    ['timezone', () => ({ profile: {} })],
    ['attributes', () => ({ attributes: { plan: { value: 'basic', at: NOON } } })],
    ['replaced', () => ({ replaced: { at: NOON } })],
  ])('whatever the live state says of %s, the fold begins with what was accepted', async (field, tampered) => {
    const { state } = await live(calls);
    const all = [...events, change];
    const rebuilt = rebuildState(state, all, first, 'UTC');
    expect(differencesOf(state, rebuilt, first)).toEqual([]);
    const wrong = { ...state, ...tampered(state) };
    const again = rebuildState(wrong, all, first, 'UTC');
    expect(differencesOf(rebuilt, again, first)).toEqual([]);
    expect(differencesOf(wrong, again, first).map((one) => one.field)).toContain(field);
  });

  test('without an event, nobody is known, whatever the live state says', async () => {
    const { state } = await live(calls);
    const { ledger, profile, engagedAt, limits, standing } = rebuildState(state, [], first, 'UTC');
    expect({ ledger, profile, engagedAt, limits, standing }).toEqual({
      ledger: EMPTY_LEDGER,
      profile: {},
      engagedAt: null,
      limits: null,
      standing: null,
    });
  });

  test('of two profiles, what was said later holds, in whatever order they are read', async () => {
    const taken = aProfileChange({ id: 'f-2', at: NOON - DAY, consent: { email: false } });
    const { state } = await live([{ now: NOON, events: [...events, change, taken] }]);
    for (const history of [
      [...events, change, taken],
      [taken, change, ...events],
    ]) {
      expect(differencesOf(state, rebuildState(state, history, first, 'UTC'), first)).toEqual([]);
    }
  });
});
