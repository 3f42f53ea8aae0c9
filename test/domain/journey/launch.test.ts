import { describe, expect, test } from 'vitest';
import { NEW_CUSTOMER, type CustomerState } from '../../../domain/decision/state.ts';
import { decide } from '../../../domain/decision/decide.ts';
import type { EntryAsked } from '../../../domain/events/event.ts';
import { readShape } from '../../../domain/input/shape-problems.ts';
import type { JourneyDefinition } from '../../../domain/journey/definition/definition.schema.ts';
import { foresee } from '../../../domain/journey/launch/foresee.ts';
import { launchTarget } from '../../../domain/journey/launch/launch.schema.ts';
import { HOUR, type Instant } from '../../../domain/time.ts';
import { aJourney, aKey, aPlaybook, aProfileChange, aPurchase, CUSTOMER, CUSTOMER_KEY, NOON } from '../../builders.ts';

const MAIL = { id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body: '<p>Hello</p>' } as const;
const launched = (given: Partial<Parameters<typeof aJourney>[0]> = {}) =>
  aJourney({ enter: { on: 'launch' }, steps: [MAIL], ...given });

/** Somebody who bought, and has or has not agreed to mails. */
function buyer(journey: JourneyDefinition, granted: boolean): CustomerState {
  const events = [
    aPurchase({ id: 'o-1', at: NOON }),
    aProfileChange({ id: 'p', at: NOON, consent: { email: granted } }),
  ];
  return decide({ ...of(journey, NEW_CUSTOMER, NOON), events, orders: new Map() }).state;
}

const of = (journey: JourneyDefinition, state: CustomerState, now: Instant) => ({
  customer: CUSTOMER_KEY,
  playbook: aPlaybook([journey]),
  timezone: 'UTC',
  sandbox: false,
  state,
  now,
});

function becomes(journey: JourneyDefinition, { granted = true, now = NOON + HOUR } = {}) {
  const at = { at: now, seenAt: now, receivedAt: now };
  const who = { key: aKey('e-1'), customer: CUSTOMER, journey: journey.id, by: 'launch', ref: 'l-1' } as const;
  const event: EntryAsked = { kind: 'entry', ...who, ...at };
  return foresee(of(journey, buyer(journey, granted), now), event).outcome;
}

describe('what a launch foresees of somebody', () => {
  test('is a message at once, or when quiet hours are over', () => {
    expect(becomes(launched())).toBe('now');
    expect(becomes(launched(), { now: NOON + 10 * HOUR })).toBe('later');
  });

  test('is that they enter, where no message is due at once', () => {
    expect(becomes(launched({ steps: [{ id: 'pause', type: 'wait', for: '1d' }, MAIL] }))).toBe('enters');
  });

  test('is why they get none, or do not come in', () => {
    expect(becomes(launched(), { granted: false })).toBe('no-consent');
    expect(becomes(launched({ enter: { on: 'launch', when: { not: { did: 'purchase' } } } }))).toBe('condition');
    expect(becomes(launched({ holdout: { percent: 50 }, goal: { on: 'event', event: 'purchase' } }))).toMatch(
      /^(now|held-out)$/,
    );
  });
});

describe('whom a launch brings', () => {
  test.each([
    [{ segment: 'at-risk' }],
    [{ moved: { to: ['at-risk'], within: '30d' } }],
    [{ cell: { r: [4, 5] } }],
    [{ customers: ['c-1', 'c-2'] }],
    [{ everybody: true }],
  ])('may be %j', (to) => {
    expect(readShape(launchTarget, to)).not.toHaveProperty('problems');
  });

  test.each([
    [{}, 'name exactly one of'],
    [{ segment: 'at-risk', everybody: true }, 'name exactly one of'],
    [{ cell: {} }, 'name at least one of r, f and m'],
    [{ cell: { r: [5, 4] } }, 'a range rises'],
  ])('is not %j', (to, why) => {
    expect(JSON.stringify(readShape(launchTarget, to))).toContain(why);
  });
});
