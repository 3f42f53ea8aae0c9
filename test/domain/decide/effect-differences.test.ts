import { expect, test } from 'vitest';
import {
  changedEffect,
  missingEffect,
  undecidedEffect,
  type DecidedAt,
  type LedgerEffect,
} from '../../../domain/decision/effect-differences.ts';
import { stepId } from '../../../domain/ids.schema.ts';
import { effectKey } from '../../../domain/keys.ts';
import { DAY } from '../../../domain/time.ts';
import { aJourney, aPlaybook, CUSTOMER, CUSTOMER_KEY, NOON } from '../../builders.ts';

const journey = aJourney({
  id: 'hello',
  steps: [
    { id: 'toast', type: 'place', placement: 'toast', slot: 'corner', title: 'T', body: 'B', for: '2d' },
    { id: 'mail', type: 'send', channel: 'email', subject: 'S', body: 'B' },
    {
      id: 'several',
      type: 'send',
      channels: [
        { channel: 'sms', text: 'T' },
        { channel: 'email', subject: 'S', body: 'B' },
      ],
    },
    { id: 'end', type: 'stop', reason: 'done' },
  ],
});
const playbook = aPlaybook([journey]);

function placeOf(step: string) {
  return { journey: journey.id, version: 1, enrolment: 1, step: stepId.parse(step), visit: 1 };
}

function decided(step: string, kind: 'showPlacement' | 'sendMessage', isEarlier = false): DecidedAt {
  const key = effectKey(CUSTOMER_KEY, placeOf(step));
  const origin = { by: 'journey', place: placeOf(step) } as const;
  return { customer: CUSTOMER, at: NOON, effect: { kind, key, ...(isEarlier ? {} : { origin }) } };
}

function row({ effect: { key, kind } }: DecidedAt, step: string, about: object, more: object = {}): LedgerEffect {
  const origin = { by: 'journey', place: placeOf(step) } as const;
  return { _id: key, customer: CUSTOMER, kind, origin, at: NOON, about, attempts: 1, state: 'done', ...more };
}

const TOAST = { placement: 'toast', slot: 'corner', until: NOON + 2 * DAY };

test('a row that says what its decision fixed is no difference, whatever has become of the effect', () => {
  const toast = decided('toast', 'showPlacement');
  expect(changedEffect(toast, row(toast, 'toast', TOAST, { state: 'unknown' }), playbook)).toBeNull();
  const mail = decided('mail', 'sendMessage');
  expect(changedEffect(mail, row(mail, 'mail', { channel: 'email' }), playbook)).toBeNull();
  const other = decided('end', 'sendMessage');
  expect(changedEffect(other, row(other, 'end', {}), playbook)).toBeNull();
});

test('a message of a step with several channels has the one that decided it', () => {
  const several = decided('several', 'sendMessage');
  const origin = { by: 'journey', place: placeOf('several'), channel: 'email' } as const;
  const mail = { ...several, effect: { ...several.effect, origin } };
  expect(changedEffect(mail, row(mail, 'several', { channel: 'email' }, { origin }), playbook)).toBeNull();
  expect(changedEffect(mail, row(mail, 'several', { channel: 'sms' }, { origin }), playbook)).toMatchObject({
    live: '{"channel":"sms"}',
    rebuilt: '{"channel":"email"}',
  });
});

test('a row that says something else is told with both', () => {
  const toast = decided('toast', 'showPlacement');
  const found = changedEffect(toast, row(toast, 'toast', { ...TOAST, slot: 'home' }, { at: NOON + 1 }), playbook);
  expect(found).toMatchObject({ live: `{"slot":"home","at":${NOON + 1}}`, rebuilt: `{"slot":"corner","at":${NOON}}` });
  const wanting = changedEffect(toast, row(toast, 'toast', {}), playbook);
  expect(JSON.parse(String(wanting?.live))).toEqual({ placement: null, slot: null, until: null });
});

test('one of an earlier version that was never attempted may hold another time, and says by its key where it comes from', () => {
  const mail = decided('mail', 'sendMessage', true);
  const never = row(mail, 'mail', { channel: 'email' }, { at: NOON + DAY, attempts: 0 });
  expect(changedEffect(mail, never, playbook)).toBeNull();
  expect(changedEffect(mail, { ...never, attempts: 1 }, playbook)).not.toBeNull();
});

test('a missing row, and one that nobody decided, are told as such', () => {
  const toast = decided('toast', 'showPlacement');
  expect(missingEffect(toast)).toMatchObject({ field: `effect ${toast.effect.key}`, live: 'no row in the ledger' });
  const found = row(toast, 'toast', TOAST);
  expect(undecidedEffect(found, 'nothing').rebuilt).toBe('nobody decided it');
  expect(undecidedEffect(found, 'no-consent').rebuilt).toBe('its step was passed over: no-consent');
});
