import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begun, changed, redone, undone, type History } from '../../web/screens/journeys/edit/history.ts';

const anyHistory = fc
  .array(fc.oneof(fc.record({ to: fc.integer(), about: fc.constantFrom(null, 'a', 'b') }), fc.constant('back')))
  .map((deeds) =>
    deeds.reduce<History<number>>(
      (history, deed) => (typeof deed === 'string' ? undone(history) : changed(history, deed.to, deed.about)),
      begun(0),
    ),
  );

test('what is done and taken back is as it was, and doing it again is as it became', () => {
  fc.assert(
    fc.property(anyHistory, fc.integer(), (history, to) => {
      fc.pre(to !== history.now);
      const after = changed(history, to);
      expect(undone(after)).toMatchObject({ past: history.past.slice(-199), now: history.now });
      expect(redone(undone(after)).now).toBe(to);
    }),
  );
});

test('typing into one field is taken back at once; another field is another change', () => {
  const typed = ['H', 'He', 'Hey'].reduce((history, text) => changed(history, text, 'subject'), begun(''));
  expect(undone(typed).now).toBe('');
  expect(undone(changed(typed, 'Hey!', 'body')).now).toBe('Hey');
});

test('where there is nothing to take back or do again nothing changes', () => {
  const history = begun('only');
  expect(undone(history)).toBe(history);
  expect(redone(history)).toBe(history);
  expect(changed(history, 'only')).toBe(history);
});
