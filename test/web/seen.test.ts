import { expect, test } from 'vitest';
import { isTyping, seenIn } from '../../web/screens/journeys/build/forms/seen.ts';

const ENTER = { on: 'event', event: 'basket.left' } as const;
const WAIT = { id: 'w', type: 'wait', for: '3d', until: { on: 'event', event: 'purchase' } } as const;
const WEBHOOK = { id: 'h', type: 'webhook', url: 'https://example.com/hook' } as const;

test('a step sees what can have brought somebody there, and what a webhook before it replied', () => {
  const seen = seenIn({ enter: ENTER, steps: [WAIT, WEBHOOK] }, false);
  expect(seen).toMatchObject({ events: ['basket.left', 'purchase'], webhook: true, entering: true });
});

test('who comes in has entered nothing, and no webhook has replied yet', () => {
  const seen = seenIn({ enter: ENTER, steps: [WEBHOOK] }, true, ['basket.left']);
  expect(seen).toMatchObject({ events: ['basket.left'], webhook: false, entering: false });
});

test('another number is typing, and another part is not', () => {
  const before = { field: 'totals.orders', op: 'gte', value: 1 } as const;
  expect(isTyping(before, { ...before, value: 12 })).toBe(true);
  expect(isTyping(before, { ...before, value: 'many' })).toBe(false);
  expect(isTyping(before, { all: [before, before] })).toBe(false);
  expect(isTyping({ did: 'view' }, { did: 'view', when: before })).toBe(false);
});
