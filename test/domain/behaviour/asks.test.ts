import { expect, test } from 'vitest';
import { asksOf } from '../../../domain/behaviour/asks.ts';
import { currentJourney, publishedJourney, type PublishedJourney } from '../../../domain/playbook.ts';
import { aJourney, anAudience, aPlaybook, withAudiences } from '../../builders.ts';

const asking = (times: number) =>
  aJourney({ enter: { on: 'event', event: 'basket.left', when: { did: 'purchase', times, within: '30d' } } });
const version = (times: number): PublishedJourney => ({ version: 1, definition: asking(times) });
const mostIn = (playbook: Parameters<typeof asksOf>[0]) => asksOf(playbook).all.map(({ type, most }) => [type, most]);

test('earlier versions ask for what is live in them, too', () => {
  const playbook = aPlaybook([asking(2)]);
  expect(mostIn({ ...playbook, earlier: [version(5)] })).toEqual([['purchase', 5]]);
  expect(mostIn({ ...playbook, earlier: [version(1)] })).toEqual([['purchase', 2]]);
  expect(mostIn(playbook)).toEqual([['purchase', 2]]);
});

test('what is live is worked out once, whichever earlier versions a playbook is loaded with', () => {
  const playbook = aPlaybook([asking(2)]);
  const live = asksOf({ ...playbook });
  expect(asksOf({ ...playbook, earlier: [version(1)] }).all).toBe(live.all);
});

test('another audience with the same journeys asks for itself', () => {
  const playbook = aPlaybook([asking(2)]);
  expect(mostIn(playbook)).toEqual([['purchase', 2]]);
  const placing = withAudiences([anAudience('viewers', { did: 'view' })], playbook);
  expect([...asksOf(placing).byType.keys()].toSorted()).toEqual(['purchase', 'view']);
});

test('a version with winners has the same definition whenever it is loaded', () => {
  const won = { arm: 'a', version: 1, against: 'b', ratio: { low: 1, high: null } };
  const content = { ...asking(2), winners: { split: won } };
  const one = publishedJourney(2, content);
  expect(publishedJourney(2, content).definition).toBe(one.definition);
  expect(one).toEqual({
    version: 2,
    definition: currentJourney(aPlaybook([asking(2)]), content.id)?.definition,
    winners: { split: won },
  });
});
