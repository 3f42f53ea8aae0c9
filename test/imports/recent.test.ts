import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Recent } from '../../imports/recent.ts';

/** The same with a plain list, as simply as can be. */
function naive(most: number, touches: readonly (readonly [string, number])[]) {
  let held: (readonly [string, number])[] = [];
  const gone: (number | undefined)[] = [];
  for (const [key, value] of touches) {
    held = [...held.filter(([known]) => known !== key), [key, value]];
    gone.push(held.length > most ? held.shift()?.[1] : undefined);
  }
  return { gone, left: held.map(([, value]) => value) };
}

test('what was touched longest ago goes first, whatever is touched and however often', () => {
  const touches = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat()), { maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), touches, (most, given) => {
      const recent = new Recent<number>(most);
      const gone = given.map(([key, value]) => recent.set(key, value));
      expect({ gone, left: [...recent.takeAll()] }).toEqual(naive(most, given));
      expect(recent.get('a')).toBeUndefined();
    }),
  );
});
