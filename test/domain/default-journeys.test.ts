import { Liquid } from 'liquidjs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_JOURNEYS } from '../../domain/journey/default-journeys.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../../domain/journey/definition/parse.schema.ts';
import { DAY } from '../../domain/time.ts';
import {
  inside,
  NOON,
  aCustomer,
  aJourney,
  aMove,
  aPlaybook,
  aPurchase,
  aSegment,
  aStanding,
  occurrence,
  take,
  placeOf,
} from '../builders.ts';

const definitions = DEFAULT_JOURNEYS.map((input) => aJourney(input));
const mails = definitions.flatMap(({ id, steps }) =>
  steps.flatMap((step) => (step.type === 'send' && 'subject' in step ? [{ name: `${id} ${step.id}`, ...step }] : [])),
);
const journey = (id: string): JourneyDefinition => {
  const found = definitions.find((definition) => definition.id === id);
  if (!found) throw new Error(`no default journey ${id}`);
  return found;
};

describe('the default journeys', () => {
  test('can all be published, one for every segment', () => {
    expect(
      DEFAULT_JOURNEYS.flatMap((input) => ('problems' in parseJourney(input) ? [parseJourney(input)] : [])),
    ).toEqual([]);
    expect(definitions.flatMap(({ enter }) => (enter.on === 'move' ? (enter.to ?? []) : [])).toSorted()).toEqual(
      ['at-risk', 'champions', 'hibernating', 'lost', 'loyal', 'needs-attention', 'potential-loyalist'].toSorted(),
    );
  });

  test('send Champions no mail and no coupon', () => {
    const { steps } = journey('champions-thanks');
    expect(steps.map(({ type }) => type)).toEqual(['place']);
    expect(JSON.stringify(steps)).not.toMatch(/coupon|discount|%/i);
  });

  test.each(mails)('$name renders strictly for newcomers and returners, with a way out', async ({ subject, body }) => {
    const liquid = new Liquid({ strictVariables: true, strictFilters: true, ownPropertyOnly: true });
    const render = (previous: string | null, orders: number) =>
      liquid.parseAndRender(`${subject}\n${body}`, {
        customer: 'c-1',
        segment: 'at-risk',
        previous_segment: previous,
        orders,
        days_since_last: 181,
        unsubscribe_url: 'https://example.test/u/1',
      });
    for (const text of [await render(null, 1), await render('loyal', 7)]) {
      expect(text).toContain('<a href="https://example.test/u/1">Unsubscribe</a>');
      expect(text).not.toMatch(/\{\{|\{%|undefined|null/);
    }
  });
});

describe('the reactivation of those at risk', () => {
  const playbook = aPlaybook(definitions);
  const standing = aStanding({
    segment: aSegment('at-risk'),
    previous: aSegment('loyal'),
    scores: { r: 2, f: 5, m: null },
  });
  const entered = take(playbook, aCustomer({ standing }), NOON, [aMove('loyal', 'at-risk')]);

  test('mails, waits 3 days, shows a banner, waits 7 days, mails again, stops', () => {
    const banner = take(playbook, entered.state, NOON + 3 * DAY);
    const last = take(playbook, banner.state, NOON + 10 * DAY);
    expect([entered, banner, last].map(({ effects }) => effects.map((effect) => placeOf(effect).step))).toEqual([
      ['we-miss-you'],
      ['welcome-back'],
      ['one-more-time'],
    ]);
    expect(inside(last.state, journey('at-risk-reactivation').id)).toBeUndefined();
  });

  test('is over at once with a purchase, which is its goal', () => {
    const when = NOON + DAY;
    const bought = take(playbook, entered.state, when, [
      occurrence(aPurchase({ at: when })),
      aMove('at-risk', 'loyal'),
    ]);
    expect(bought.told[0]).toMatchObject({ what: 'left', because: { by: 'goal' } });
    expect(take(playbook, bought.state, NOON + 3 * DAY).effects).toEqual([]);
  });

  test('is over when the customer drops further', () => {
    const when = NOON + DAY;
    const dropped = take(playbook, entered.state, when, [aMove('at-risk', 'lost')]);
    expect(dropped.told[0]).toMatchObject({
      what: 'left',
      place: { journey: 'at-risk-reactivation' },
      because: { by: 'exit' },
    });
  });
});
