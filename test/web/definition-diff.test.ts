import { describe, expect, test } from 'vitest';
import { diffOf, isSame } from '../../web/screens/journeys/outcomes/versions/definition-diff.ts';
import { textChanges } from '../../web/screens/journeys/outcomes/versions/text-changes.ts';
import type { Definition, Step } from '../../web/screens/journeys/definition.ts';

const wait = (id: string, span = '1d'): Step => ({ id, type: 'wait', for: span });

function journey(steps: readonly Step[], also: Partial<Omit<Definition, 'steps'>> = {}): Definition {
  return { name: 'Welcome', enter: { on: 'move', to: ['at-risk'] }, ...also, steps: [...steps] };
}

describe('the difference of two definitions', () => {
  test('is nothing where they say the same, and its id is no part of it', () => {
    const diff = diffOf(journey([wait('a')], { id: 'one', exit: [] }), journey([wait('a')], { id: 'two' }));
    expect(isSame(diff)).toBe(true);
    expect(diff).toMatchObject({ settings: [], steps: [], same: 1 });
  });

  test('tells each value of a changed step', () => {
    const { steps, same } = diffOf(journey([wait('a'), wait('b', '3d')]), journey([wait('a'), wait('b', '5d')]));
    expect(steps).toEqual([
      { id: 'b', type: 'wait', is: 'changed', fields: [{ path: ['for'], before: '3d', after: '5d' }] },
    ]);
    expect(same).toBe(1);
  });

  test('tells what comes in and goes out of the journey itself', () => {
    const before = journey([wait('a')], { goal: { on: 'event', event: 'purchase' } });
    const after = journey([wait('a')], { enter: { on: 'move', to: ['at-risk', 'lost'] }, holdout: { percent: 10 } });
    expect(diffOf(before, after).settings).toEqual([
      { path: ['enter', 'to'], before: 'at-risk', after: 'at-risk, lost' },
      { path: ['goal', 'on'], before: 'event', after: undefined },
      { path: ['goal', 'event'], before: 'purchase', after: undefined },
      { path: ['holdout', 'percent'], before: undefined, after: 10 },
    ]);
  });

  test('puts added and removed steps where they are and were', () => {
    const before = journey([wait('a'), wait('gone'), wait('gone-too'), wait('b')]);
    const after = journey([wait('first'), wait('a'), wait('b'), wait('last')]);
    const { steps, same } = diffOf(before, after);
    expect(steps.map((step) => [step.is, step.id, step.is === 'changed' ? undefined : step.behind])).toEqual([
      ['added', 'first', null],
      ['removed', 'gone', 'a'],
      ['removed', 'gone-too', 'gone'],
      ['added', 'last', 'b'],
    ]);
    expect(same).toBe(2);
  });

  test('calls as few steps moved as explain the new order', () => {
    const ids = (of: string) => journey(of.split('').map((id) => wait(id)));
    const { steps, same } = diffOf(ids('abcde'), ids('bcdea'));
    expect(steps.map(({ is, id }) => [is, id])).toEqual([['moved', 'a']]);
    expect(same).toBe(4);
  });

  test('knows arms by their names', () => {
    const arms = (...names: readonly string[]): Step => ({
      id: 's',
      type: 'split',
      arms: names.map((name) => ({ name, weight: 1, next: 'a' })),
    });
    const { steps } = diffOf(journey([arms('x', 'y'), wait('a')]), journey([arms('new', 'x', 'y'), wait('a')]));
    expect(steps).toHaveLength(1);
    expect(steps[0]?.fields.map(({ path }) => path.join('.'))).toEqual([
      'arms.new.name',
      'arms.new.weight',
      'arms.new.next',
    ]);
  });
});

describe('the difference of two texts', () => {
  test('takes words, tags and expressions as wholes', () => {
    expect(textChanges('<p>Hello {{ first name }}</p>', '<p>Hello {{ name }}, you</p>')).toEqual([
      { is: 'same', text: '<p>Hello ' },
      { is: 'removed', text: '{{ first name }}' },
      { is: 'added', text: '{{ name }}, you' },
      { is: 'same', text: '</p>' },
    ]);
  });

  test('adds up to both texts, also where they are long', () => {
    const before = Array.from({ length: 3_000 }, (_, line) => `line ${line} of many`).join('\n');
    const after = before.replace('line 1500 of many', 'another one');
    const pieces = textChanges(before, after);
    const of = (not: string) => pieces.flatMap(({ is, text }) => (is === not ? [] : [text])).join('');
    expect(of('added')).toBe(before);
    expect(of('removed')).toBe(after);
    expect(pieces.filter(({ is }) => is !== 'same')).toHaveLength(2);
  });
});
