import { expect, test } from 'vitest';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { isField } from '../../../domain/journey/conditions/fields.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, NOON, occurrence, take } from '../../builders.ts';

const toast = { type: 'place', placement: 'toast', slot: 'corner', title: 'T', body: 'B' } as const;

test.each([
  ['consent.sms', 'granted', true],
  ['consent.sms.service', 'withdrawn', true],
  ['consent.telegram', 'none', true],
  ['consent.email', 'granted', false],
  ['reachable.sms', true, true],
  ['reachable.sms.service', false, true],
  ['reachable.email', true, false],
])('a condition sees %s as %s: %s', (field, value, holds) => {
  const profile = {
    consents: { sms: { marketing: { granted: true, at: 0 }, service: { granted: false, at: 0 } } },
    addresses: { sms: { known: true, at: 0 } },
  };
  const steps: JourneyInput['steps'] = [
    { id: 'ask', type: 'branch', paths: [{ when: { field, op: 'eq', value }, next: 'yes' }] },
    { id: 'end', type: 'stop', reason: 'no' },
    { ...toast, id: 'yes' },
  ];
  const book = aPlaybook([aJourney({ enter: { on: 'event', event: 'view' }, steps })]);
  const { effects } = take(book, aCustomer({ profile }), NOON, [occurrence(anActivity({ at: NOON }))]);
  expect(effects).toHaveLength(holds ? 1 : 0);
});

test('there are no others', () => {
  const names = ['consent', 'consent.fax', 'consent.sms.fun', 'reachable.sms.service.x', 'known.sms'];
  expect(names.filter(isField)).toEqual([]);
});
