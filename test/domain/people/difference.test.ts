import { describe, expect, test } from 'vitest';
import { differenceBetween } from '../../../domain/people/difference.ts';

const changed = (before: unknown, after: unknown) => differenceBetween(before, after).changed;

describe('a difference', () => {
  test('of what is the same is empty', () => {
    expect(differenceBetween({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual({ changed: [], more: 0 });
    expect(differenceBetween(undefined, undefined)).toEqual({ changed: [], more: 0 });
  });

  test('names what came, went and changed, by its path', () => {
    expect(changed({ a: 1, b: { c: 'x' }, d: true }, { a: 2, b: { c: 'x', e: [] } })).toEqual([
      { path: 'a', before: '1', after: '2' },
      { path: 'b.e', after: '[]' },
      { path: 'd', before: 'true' },
    ]);
  });

  test('names items by their ids, so one that is put in before others changes nothing of them', () => {
    const steps = [{ id: 'wait', days: 3 }, { id: 'end' }];
    expect(changed({ steps }, { steps: [{ id: 'mail' }, { id: 'wait', days: 4 }, { id: 'end' }] })).toEqual([
      { path: 'steps[wait].days', before: '3', after: '4' },
      { path: 'steps[mail].id', after: '"mail"' },
    ]);
  });

  test('goes by places where ids are missing or come twice, or one side is empty', () => {
    expect(changed({ list: ['a', 'b'] }, { list: ['a'] })).toEqual([{ path: 'list[1]', before: '"b"' }]);
    expect(changed([{ id: 'x' }, { id: 'x', n: 1 }], [{ id: 'x' }, { id: 'x', n: 2 }])).toEqual([
      { path: '[1].n', before: '1', after: '2' },
    ]);
    expect(changed({ list: [] }, { list: [{ id: 'x' }] })).toEqual([{ path: 'list[x].id', after: '"x"' }]);
  });

  test('of two kinds of value is told as a whole', () => {
    expect(changed({ a: { b: 1 } }, { a: [1] })).toEqual([{ path: 'a', before: '{"b":1}', after: '[1]' }]);
    expect(changed({ a: 'x' }, { a: { token: 'one' } })).toEqual([
      { path: 'a', before: '"x"', after: '{"token":"[hidden]"}' },
    ]);
    expect(changed({ a: null }, { a: { b: 1 } })).toEqual([{ path: 'a.b', after: '1' }]);
  });

  test('tells that a secret changed, and hides it', () => {
    const of = (secret: string) => ({ webhook: { url: `https://x.example/${secret}`, headers: { 'X-Key': secret } } });
    expect(JSON.stringify(changed(of('one'), of('two')))).not.toMatch(/one|two/);
    expect(changed({ apiToken: { value: 'one' } }, { apiToken: { value: 'two' } })).toEqual([
      { path: 'apiToken.value', before: '[hidden]', after: '[hidden]' },
    ]);
  });

  test('takes addresses and numbers out of texts', () => {
    expect(changed({ text: 'hello' }, { text: 'write to ada@example.com or +44 20 7946 0958' })).toEqual([
      { path: 'text', before: '"hello"', after: '"write to [address] or [number]"' },
    ]);
  });

  test('stays small, and says how much more there was', () => {
    const wide = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`f${index}`, 'x'.repeat(5_000)]));
    const { changed: kept, more } = differenceBetween({}, wide);
    expect([kept.length, more]).toEqual([50, 30]);
    expect(JSON.stringify(kept).length).toBeLessThan(20_000);
    let deep: unknown = 1;
    for (let level = 0; level < 200; level += 1) deep = { deep };
    expect(changed({ deep: 0 }, deep)).toHaveLength(1);
  });
});
