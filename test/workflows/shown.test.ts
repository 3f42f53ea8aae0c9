import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EffectKey, EventKey } from '../../domain/keys.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { oneLine } from '../../domain/words/one-line.ts';
import { DAY } from '../../domain/time.ts';
import type { Shown } from '../../workflows/messages.ts';
import { attributesOf, changedAttributes } from '../../workflows/search-attributes.ts';
import { NOTHING_SHOWN } from '../../workflows/shown.ts';
import { whyAsked } from '../../workflows/why.ts';
import { aJourney, NOON } from '../builders.ts';
import { activity, eventually, Harness } from './harness.ts';

/** What the server refuses, and then refuses for ever. */
const VALUE_BYTES = 2_048;
const SUMMARY_BYTES = 400;

const SHOP = workspaceId.parse('shop');
const slug = fc.stringMatching(/^[a-z0-9-]{1,40}$/);
const instant = fc.double({ min: -1e15, max: 9e18, noNaN: true });
const anyShown: fc.Arbitrary<Shown> = fc.record({
  workspace: fc.constant(SHOP),
  segment: fc.oneof(slug, fc.string({ maxLength: 3_000, unit: 'grapheme' })),
  score: slug,
  journeys: fc.array(slug, { maxLength: 400 }),
  deadline: fc.oneof(fc.constant(null), instant),
});

const bytes = (text: string) => Buffer.byteLength(JSON.stringify(text));

describe('what operators are shown', () => {
  test('the server takes it, however much there is to show', () => {
    fc.assert(
      fc.property(anyShown, (shown) => {
        for (const { value } of [...attributesOf(shown), ...changedAttributes(NOTHING_SHOWN, shown)]) {
          expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThan(VALUE_BYTES);
          if (value instanceof Date) expect(value.toISOString()).toMatch(/^\d{4}-\d\d-\d\dT/);
        }
      }),
    );
  });

  test('journeys that do not fit are counted', () => {
    const journeys = Array.from({ length: 60 }, (_, n) => `journey-${n}-${'x'.repeat(25)}`);
    const [shown] = attributesOf({ ...NOTHING_SHOWN, journeys }).filter(({ key }) => key.name === 'ActiveJourneys');
    expect(shown?.value).toEqual([...journeys.slice(0, 40), 'and 20 more']);
  });

  test('any summary fits, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => {
        expect(bytes(oneLine(text))).toBeLessThanOrEqual(SUMMARY_BYTES);
      }),
    );
  });

  test('whoever began before there was a workspace to show gets it with their next change, and not for itself', () => {
    const old: Shown = { ...NOTHING_SHOWN, segment: 'loyal' };
    const names = (next: Shown) => changedAttributes(old, next).map(({ key }) => key.name);
    expect(names({ ...old, workspace: SHOP })).toEqual([]);
    expect(names({ ...old, workspace: SHOP, segment: 'lost' })).toEqual(['Segment', 'Workspace']);
  });
});

describe('why a decision is asked for', () => {
  const events = (...ids: readonly string[]) => ids.map((id) => `shop:api:${id}` as EventKey);
  const wake = { at: NOON, because: 'Lost: no purchase for too long' };
  const nothing = { events: [], outcomes: [], wake: null, now: NOON };

  test('is told by events, deadlines and effects given up', () => {
    expect(whyAsked({ ...nothing, events: events('order:1001') })).toBe('event order:1001');
    expect(whyAsked({ ...nothing, events: events('a', 'b', 'c', 'd') })).toBe('4 events: a, b, c, …');
    expect(whyAsked({ ...nothing, wake })).toBe('deadline: Lost: no purchase for too long');
    expect(whyAsked({ ...nothing, wake, now: NOON - 1 })).toBe('woken');
    const effect = { key: 'shop:c-1:welcome:1:1:mail:1' as EffectKey, kind: 'sendMessage' } as const;
    const outcomes = [{ is: 'lost', effect, reason: 'it was not done in time' }] as const;
    expect(whyAsked({ ...nothing, outcomes })).toBe('given up: shop:c-1:welcome:1:1:mail:1');
  });
});

test('given sixty journeys and a wait of thousands of years, when more happens, then the customer goes on', async () => {
  const journeys = Array.from({ length: 60 }, (_, n) => {
    const journey = aJourney({
      id: `a-journey-with-a-rather-long-name-${n}`,
      name: `A journey with a rather long name, the ${n}th`,
      enter: { on: 'event', event: 'nudge' },
      steps: [
        { id: 'for-ever', type: 'wait', for: '1d' },
        { id: 'end', type: 'stop', reason: 'the end of time' },
      ],
    });
    // No such wait can be published any more; 0.2.0 took it. It now ends where the longest does.
    const steps = journey.steps.map((step) => (step.type === 'wait' ? { ...step, for: '999999w' } : step));
    return { ...journey, steps };
  });
  const harness = await Harness.start(journeys);
  try {
    const customer = harness.name('crowded');
    await harness.deliverHere(customer, [activity(customer, 'nudge', Date.now() - DAY)]);
    await eventually(async () => (await harness.row(customer))?.inside.length === 60);
    const { typedSearchAttributes } = await eventually(async () => {
      const described = await harness.client.workflow.getHandle(harness.workflowId(customer)).describe();
      return Object.keys(described.searchAttributes).includes('NextDeadline') && described;
    });
    const shown = Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
    expect(shown).toMatchObject({ Workspace: 'shop', NextDeadline: expect.any(Date) });
    await harness.deliverHere(customer, [activity(customer, 'wave', Date.now())]);
    await eventually(async () => (await harness.journal(customer)).some(({ events }) => events[0]?.type === 'wave'));
  } finally {
    await harness.stop();
  }
});
