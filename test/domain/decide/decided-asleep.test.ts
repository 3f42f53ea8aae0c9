import { describe, expect, test } from 'vitest';
import { decide } from '../../../domain/decision/decide.ts';
import { decidedAsleep, joined } from '../../../domain/decision/decided-asleep.ts';
import type { CustomerState } from '../../../domain/decision/state.ts';
import type { CustomerEvent, EntryAsked } from '../../../domain/events/event.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../../domain/time.ts';
import { aCustomer, aJourney, aKey, aPlaybook, aPurchase, CUSTOMER, CUSTOMER_KEY, NOON } from '../../builders.ts';

const HELLO = aJourney({
  id: 'hello',
  enter: { on: 'launch' },
  steps: [
    { id: 'toast', type: 'place', placement: 'toast', slot: 'corner', title: 'T', body: 'B' },
    { id: 'pause', type: 'wait', for: '1d' },
    { id: 'again', type: 'place', placement: 'toast', slot: 'corner', title: 'T', body: 'B' },
  ],
});
const KNOWN = aCustomer({ asOf: NOON });

function anEntry(id: string, at: Instant, playbook?: number): EntryAsked {
  const who = { key: aKey(id), customer: CUSTOMER, journey: HELLO.id, by: 'launch', ref: 'l-1' } as const;
  const event: EntryAsked = { kind: 'entry', ...who, at, seenAt: at, receivedAt: at };
  return playbook === undefined ? event : { ...event, playbook };
}

const keysOf = (state: CustomerState, events: readonly CustomerEvent[]) =>
  decidedAsleep(state, events).map(({ key }) => key);

describe('what is decided as it was asleep', () => {
  const [first, second] = [anEntry('b', NOON + MINUTE, 3), anEntry('a', NOON + HOUR, 4)];

  test('is every entry that names its playbook, oldest first', () => {
    expect(keysOf(KNOWN, [second, anEntry('c', NOON + MINUTE), first])).toEqual([]);
    expect(keysOf(KNOWN, [second, anEntry('c', NOON + 2 * HOUR), first])).toEqual([first.key, second.key]);
  });

  test('is nothing where something has to be taken before it', () => {
    const bought = aPurchase({ id: 'o-1', at: NOON + 2 * MINUTE });
    expect(keysOf(KNOWN, [first, bought])).toEqual([first.key]);
    expect(keysOf(KNOWN, [first, second, bought])).toEqual([]);
  });

  test('is nothing where somebody has decided since, or left something', () => {
    expect(keysOf({ ...KNOWN, asOf: NOON + 2 * MINUTE }, [first])).toEqual([]);
    expect(keysOf({ ...KNOWN, rest: [aKey('o-1')] }, [first])).toEqual([]);
  });
});

test('decisions that are joined tell all that both of them tell, as of the last one', () => {
  const circumstances = { customer: CUSTOMER_KEY, playbook: aPlaybook([HELLO]), timezone: 'UTC', sandbox: false };
  const given = { ...circumstances, orders: new Map() };
  const entry = anEntry('e', NOON + MINUTE, 1);
  const now = NOON + 2 * DAY;
  const asleep = decide({ ...given, state: KNOWN, events: [entry], now: entry.at });
  const then = decide({ ...given, state: { ...asleep.state, turn: KNOWN.turn }, events: [], now });
  const both = joined(asleep, then);
  const once = decide({ ...given, state: KNOWN, events: [entry], now });
  expect(both).toEqual(once);
  expect(both.effects).toHaveLength(2);
});
