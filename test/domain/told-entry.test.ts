import { describe, expect, test } from 'vitest';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { JourneyInput } from '../../domain/journey/definition/definition.schema.ts';
import { AT_RISK, LOST, SEVEN_SEGMENTS } from '../../domain/scoring/presets/seven-segments.ts';
import { storyOf } from '../../domain/words/operator-details.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import { toldEntry } from '../../domain/words/entry-line.ts';
import { aJourney, aKey, anActivity, aPlaybook, aProfileChange, aPurchase, aRefund, NOON } from '../builders.ts';
import { live, type Call } from './decide/shop.ts';

const WAIT = { id: 'a-while', type: 'wait', for: '2d' } as const;
const MAIL = { id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body: '<p>Hello</p>' } as const;

/** Somebody who is let in by a nudge and whose e-mail is known, then what else happens. */
async function told(given: Partial<JourneyInput>, ...calls: readonly Call[]) {
  const journey = aJourney({ id: 'nudged', name: 'Nudged', enter: { on: 'event', event: 'nudge' }, ...given });
  const { journal, state, wake } = await live(calls, { playbook: aPlaybook([journey]) });
  const lines = journal.map((entry) => toldEntry(entry, SEVEN_SEGMENTS));
  return { lines, story: storyOf({ state, next: wake, entries: [] }, SEVEN_SEGMENTS).split('\n\n') };
}

const at = (now: number, ...events: readonly CustomerEvent[]): Call => ({ now, events });
const NUDGE = anActivity({ id: 'n-1', type: 'nudge' });
const later = (type: string, id: string) => anActivity({ id, type, at: NOON + HOUR });
const GRANTED = aProfileChange({ at: NOON - DAY, address: { email: true }, consent: { email: true } });

describe('how a journey is left', () => {
  test('by what takes everybody out', async () => {
    const exit = [{ on: 'event', event: 'complaint' } as const];
    const { lines } = await told({ exit, steps: [WAIT] }, at(NOON, NUDGE), at(NOON + HOUR, later('complaint', 'c-1')));
    expect(lines).toEqual(['nudge n-1; enters nudged', 'complaint c-1; leaves nudged (exit)']);
  });

  test('by its goal', async () => {
    const goal = { on: 'event', event: 'signup' } as const;
    const { lines } = await told({ goal, steps: [WAIT] }, at(NOON, NUDGE), at(NOON + HOUR, later('signup', 's-1')));
    expect(lines).toEqual(['nudge n-1; enters nudged', 'signup s-1; converts in nudged; leaves nudged (goal)']);
  });

  test('by a stop, whose reason is the marketer’s', async () => {
    const { lines } = await told({ steps: [{ id: 'bye', type: 'stop', reason: 'said hello' }] }, at(NOON, NUDGE));
    expect(lines).toEqual(['nudge n-1; enters nudged; leaves nudged (said hello)']);
  });

  test('by its last step', async () => {
    const { lines } = await told({ steps: [WAIT] }, at(NOON, NUDGE), at(NOON + 2 * DAY));
    expect(lines).toEqual(['nudge n-1; enters nudged', 'a deadline; leaves nudged (end)']);
  });
});

describe('what a journey asks for', () => {
  test('a message to somebody who may be written to', async () => {
    const { lines } = await told({ steps: [MAIL, WAIT] }, at(NOON - DAY, GRANTED), at(NOON, NUDGE));
    expect(lines.at(-1)).toBe('nudge n-1; enters nudged; asks for 1 message');
  });

  test('a message that is skipped, and why', async () => {
    const { lines } = await told({ steps: [MAIL, WAIT] }, at(NOON, NUDGE));
    expect(lines).toEqual(['nudge n-1; enters nudged; skips mail of nudged (no-consent)']);
  });

  test('messages beyond the cap are skipped, and messages and placements are counted apart', async () => {
    const place = { type: 'place', placement: 'banner', slot: 'home', title: 'Hello', body: 'Again' } as const;
    const mails = [1, 2, 3, 4].map((n) => ({ ...MAIL, id: `mail-${n}` }));
    const steps = [...mails, { ...place, id: 'first' }, { ...place, id: 'second' }, WAIT];
    const { lines } = await told({ steps }, at(NOON - DAY, GRANTED), at(NOON, NUDGE));
    expect(lines.at(-1)).toBe(
      'nudge n-1; enters nudged; skips mail-4 of nudged (capped); asks for 3 messages and 2 placements',
    );
  });
});

describe('what happened to an event is told with it', () => {
  test('a refund that waits, one that comes to nothing, and one that takes something off', async () => {
    const order = aPurchase({ id: 'o-1', amount: 500 });
    const refund = (id: string, of: string) =>
      aRefund({ id, order: aKey(of), amount: 500, at: NOON + HOUR, receivedAt: NOON + HOUR, seenAt: NOON + HOUR });
    const { lines } = await told(
      { steps: [WAIT] },
      at(NOON, order),
      at(NOON + HOUR, refund('r-1', 'o-1')),
      at(NOON + HOUR, refund('r-2', 'o-1')),
      at(NOON + HOUR, refund('r-3', 'nowhere')),
    );
    expect(lines.slice(1)).toEqual([
      'refund r-1; Potential Loyalist → nowhere',
      'refund r-2 (nothing was left to take off)',
      'refund r-3 (waits for its order)',
    ]);
  });
});

describe('what one entry tells', () => {
  const entryOf = async () => {
    const { journal } = await live([at(NOON, anActivity({ id: 'v-1' }))]);
    const [entry] = journal;
    if (entry === undefined) throw new Error('an event makes an entry');
    return entry;
  };

  test('of many events at one instant, three are named and the others counted', async () => {
    const entry = await entryOf();
    const events = [1, 2, 3, 4, 5].map((n) => ({ key: aKey(`v-${n}`), type: 'view', at: NOON }));
    expect(toldEntry({ ...entry, events }, SEVEN_SEGMENTS)).toBe('view v-1, view v-2, view v-3, 2 more');
  });

  test('new rules are a cause, and it says which playbook brought them', async () => {
    const move = { from: AT_RISK.id, to: LOST.id, cause: { by: 'rules', playbook: 7 } } as const;
    const entry = { ...(await entryOf()), events: [], move };
    expect(toldEntry(entry, SEVEN_SEGMENTS)).toBe('new rules, playbook 7; At Risk → Lost');
  });
});

describe('where somebody stands', () => {
  test('who has bought nothing is not scored, and nothing is due', async () => {
    const { story } = await told({ steps: [WAIT] }, at(NOON, anActivity({ id: 'v-1' })));
    expect(story[0]).toBe('**Not scored yet**: no purchase counts; 0 orders in all; silence: none');
    expect(story[1]).toBe('**Next**: nothing changes by time alone');
  });

  test('who waits for something that may never come', async () => {
    const step = { id: 'for-good', type: 'wait', until: { on: 'event', event: 'signup' } } as const;
    const { story } = await told({ steps: [step] }, at(NOON, NUDGE));
    expect(story.at(-1)).toBe('**Inside nudged** v1, step for-good: waits until something happens');
  });

  test('whose message is held by the night', async () => {
    const night = NOON + 11 * HOUR;
    const nudge = anActivity({ id: 'n-1', type: 'nudge', at: night });
    const { story } = await told({ steps: [MAIL, WAIT] }, at(NOON - DAY, GRANTED), at(night, nudge));
    expect(story.at(-1)).toBe('**Inside nudged** v1, step mail: held by quiet hours until 2026-01-13 09:00 UTC');
  });
});
