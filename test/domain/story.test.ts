import { expect, test } from 'vitest';
import { SEVEN_SEGMENTS } from '../../domain/scoring/presets/seven-segments.ts';
import { storyOf } from '../../domain/words/operator-details.ts';
import { DAY } from '../../domain/time.ts';
import { toldEntry } from '../../domain/words/entry-line.ts';
import { aJourney, anActivity, aPlaybook, aProfileChange, aPurchase, NOON } from '../builders.ts';
import { live, type Call } from './decide/shop.ts';

const THANKS = aJourney({
  id: 'champions-thanks',
  name: 'Thanks',
  enter: { on: 'move', to: ['champions'] },
  steps: [
    { id: 'toast', type: 'place', placement: 'toast', slot: 'home', title: 'Thanks', body: 'For coming by.' },
    { id: 'a-day', type: 'wait', for: '1d' },
  ],
});

const BEFORE = [0, 1, 2].map((n) => aPurchase({ id: `order:${n}`, at: NOON - 45 * DAY + n }));
const BOUGHT = NOON + 60_000;

async function lifeOf(...calls: readonly Call[]) {
  return await live([{ now: NOON, events: BEFORE }, ...calls], { playbook: aPlaybook([THANKS]) });
}

test('an instant is told by its cause, the move, journeys and what they ask for', async () => {
  const events = [aPurchase({ id: 'order:1001', at: BOUGHT })];
  const { journal } = await lifeOf({ now: BOUGHT, events }, { now: BOUGHT + DAY, events: [] });
  expect(journal.slice(-2).map((entry) => toldEntry(entry, SEVEN_SEGMENTS))).toEqual([
    'purchase order:1001; Potential Loyalist → Champions; enters champions-thanks; asks for 1 placement',
    'a deadline; leaves champions-thanks (end)',
  ]);
});

test('silence is a cause, and a change of profile names nothing', async () => {
  const { journal } = await live([
    { now: NOON, events: [aPurchase({ id: 'order:1' })] },
    { now: NOON + DAY, events: [aProfileChange({ at: NOON + DAY, consent: { email: true } })] },
    { now: NOON + 92 * DAY, events: [] },
  ]);
  expect(journal.map((entry) => toldEntry(entry, SEVEN_SEGMENTS))).toEqual([
    'purchase order:1; nowhere → Potential Loyalist',
    'profile',
    'a deadline',
    'a deadline; now overdue',
    'silence; Potential Loyalist → Needs Attention',
  ]);
});

test('the story says where somebody stands, what comes next and what was last', async () => {
  const events = [aPurchase({ id: 'order:1001', at: BOUGHT })];
  const { state, wake, journal } = await lifeOf({ now: BOUGHT, events });
  const story = storyOf({ state, next: wake, entries: journal.slice(-1) }, SEVEN_SEGMENTS);
  expect(story.split('\n\n')).toEqual([
    '**Champions** (R5F4M-) since 2026-01-12 12:01 UTC, before that Potential Loyalist; 4 orders in all; silence: active',
    '**Next**, 2026-01-13 12:01 UTC: a wait ends: step a-day of "Thanks"',
    '**Last**, 2026-01-12 12:01 UTC: purchase order:1001; Potential Loyalist → Champions; enters champions-thanks; asks for 1 placement',
    '**Inside champions-thanks** v1, step a-day: waits until 2026-01-13 12:01 UTC',
  ]);
});

test('somebody in many journeys, learned of by many events at once, has a short story all the same', async () => {
  const journeys = Array.from({ length: 200 }, (_, n) =>
    aJourney({ id: `j-${n}`, enter: { on: 'event', event: 'nudge' }, steps: [{ id: 'w', type: 'wait', for: '9w' }] }),
  );
  const events = Array.from({ length: 300 }, (_, n) => anActivity({ id: `n-${n}`, type: 'nudge' }));
  const { state, wake, journal } = await live([{ now: NOON, events }], { playbook: aPlaybook(journeys) });
  const story = storyOf({ state, next: wake, entries: journal }, SEVEN_SEGMENTS);
  expect(story).toContain('**Inside 180 more**');
  expect(Buffer.byteLength(story)).toBeLessThan(5_000);
});

test('somebody in a walk with too many effects for one instant goes on at once', async () => {
  const steps = Array.from({ length: 60 }, (_, n) => {
    return { id: `s-${n}`, type: 'place', placement: 'toast', slot: 'home', title: 'Hello', body: 'There.' } as const;
  });
  const long = aJourney({ id: 'long', enter: { on: 'event', event: 'nudge' }, steps });
  const { state, wake, journal } = await live([{ now: NOON, events: [anActivity({ type: 'nudge' })] }], {
    playbook: aPlaybook([long]),
  });
  expect(storyOf({ state, next: wake, entries: journal }, SEVEN_SEGMENTS)).toContain(
    '**Inside long** v1, step s-50: goes on at once',
  );
});
