import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidedEffect, originOf } from '../../domain/earlier-effect.ts';
import { customerId, eventId, journeyId, sourceId, stepId, workspaceId } from '../../domain/ids.schema.ts';
import { customerIdOf, customerKey, effectKey, eventIdOf, eventKey, partKey, workflowId } from '../../domain/keys.ts';

const SHOP = workspaceId.parse('shop');
const API = sourceId.parse('api');
const ids = fc.stringMatching(/^[A-Za-z0-9:._-]{1,40}$/).filter((id) => eventId.safeParse(id).success);

describe('the key of a part of an event', () => {
  test('names the event, the source and which part it is', () => {
    expect(partKey(eventKey(SHOP, API, eventId.parse('order:1001')), 2)).toBe('shop:api+2:order:1001');
  });

  test('is one that no event of any source can have', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 9_999 }), (id, n) => {
        const key = partKey(eventKey(SHOP, API, eventId.parse(id)), n);
        const [, source] = key.split(':');
        expect(sourceId.safeParse(source).success).toBe(false);
        expect(eventIdOf(key)).toBe(id);
      }),
    );
  });
});

describe('the key of a customer', () => {
  test('gives back the id, also one with a colon, and names the workflow', () => {
    const key = customerKey(SHOP, customerId.parse('crm:42'));
    expect(customerIdOf(key)).toBe('crm:42');
    expect(workflowId(key)).toBe('customer:shop:crm%3A42');
  });
});

describe('what decided an effect', () => {
  const place = {
    journey: journeyId.parse('greeting'),
    version: 3,
    enrolment: 2,
    step: stepId.parse('hello'),
    visit: 4,
  };
  const key = effectKey(customerKey(SHOP, customerId.parse('crm:42')), place);

  test('is what it says', () => {
    const origin = { by: 'journey', place: { ...place, visit: 9 } } as const;
    expect(originOf({ key, origin })).toBe(origin);
  });

  test('of version 0.3.0 or earlier, it is read from its key', () => {
    const origin = { by: 'journey', place };
    expect(originOf({ key })).toEqual(origin);
    expect(decidedEffect({ kind: 'sendMessage', key })).toEqual({ kind: 'sendMessage', key, origin });
  });
});
