import { describe, expect, test } from 'vitest';
import {
  earlierParts,
  journeyOf,
  KINDS,
  partInForce,
  partsInForce,
  playbookOf,
  publishPart,
} from '../../domain/parts.ts';
import { loyaltyDraft } from '../../domain/loyalty/draft.schema.ts';
import { publishAudience, publishJourney, publishTemplate, startingPlaybook } from '../../domain/playbook.ts';
import { aJourney, anAudience, aTemplate, NOON } from '../builders.ts';

const rules = startingPlaybook([1_000, 2_000], 'Europe/Berlin');
const starting = publishAudience(
  publishTemplate(
    publishPart(rules, 'loyalty', { ...loyaltyDraft.parse({ earn: [] }), version: 0, since: 0 }, 0),
    aTemplate(),
  ),
  anAudience('lately', { did: 'purchase', within: '30d' }),
);
const book = [aJourney({ id: 'one' }), aJourney({ id: 'two' }), aJourney({ id: 'one', name: 'Again' })].reduce(
  publishJourney,
  starting,
);

describe('a playbook', () => {
  test('is what its parts make', () => {
    const parts = partsInForce(book);
    expect(playbookOf(book.version, parts)).toEqual({ ...book, earlier: [] });
    expect(playbookOf(book.version, parts.toReversed())).toEqual({ ...book, earlier: [] });
  });

  test('holds earlier versions of journeys beside those in force, as they were published', () => {
    const earlier = earlierParts(book);
    expect(earlier.map(({ id, version, content }) => [id, version, content.name])).toEqual([['one', 1, 'Greeting']]);
    expect(earlier.map(journeyOf)).toEqual(book.earlier);
  });

  test('of which some kinds name nothing has what every workspace starts with', () => {
    expect(playbookOf(7, [])).toEqual({ ...startingPlaybook(null), version: 7 });
  });

  test.each(KINDS)('has one more version of a part when it is published, and everything else as before: %s', (kind) => {
    const [before] = partsInForce(book).filter((part) => part.kind === kind);
    if (before === undefined) throw new Error(`there is no ${kind}`);
    const next = publishPart(book, kind, before.content, NOON);
    expect(next.version).toBe(book.version + 1);
    expect(partInForce(next, kind, before.id)).toMatchObject({ id: before.id, version: before.version + 1 });
    const others = (of: typeof book) =>
      partsInForce(of)
        .filter((part) => part.kind !== kind || part.id !== before.id)
        .map(({ at: _at, ...part }) => part);
    expect(others(next)).toEqual(others(book));
    const isRule = kind === 'scoring' || kind === 'silence';
    expect(next.rulesAt).toBe(isRule ? NOON : book.rulesAt);
    expect(playbookOf(next.version, partsInForce(next))).toEqual({ ...next, earlier: [] });
  });
});
