import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askingFaults } from '../../../domain/journey/definition/asked-into.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import { allInside } from '../../../domain/journey/standing.ts';
import { HOUR } from '../../../domain/time.ts';
import {
  aCustomer,
  aJourney,
  aMove,
  anActivity,
  aPlaybook,
  aSegment,
  aStanding,
  NOON,
  occurrence,
  take,
} from '../../builders.ts';
import { aDay, bought, purchase, toast, viewed } from './greeting.ts';

const boundTo = (id: string, segment: string, more: Partial<JourneyInput> = {}) =>
  aJourney({ id, enter: { on: 'move', to: [aSegment(segment)] }, bound: [aSegment(segment)], steps: [aDay], ...more });
const book = aPlaybook([boundTo('saving', 'at-risk'), boundTo('cheering', 'champions')]);
const somebodyIn = (segment: string, journeys = aCustomer().journeys) =>
  aCustomer({ standing: aStanding({ segment: aSegment(segment) }), journeys });
const insideOf = (state: ReturnType<typeof aCustomer>) => allInside(state.journeys).map(([id]) => id);

describe('a journey that is bound to segments', () => {
  const within = take(book, somebodyIn('at-risk'), NOON, [aMove('loyal', 'at-risk')]).state;

  test('is left at once by a move out of them, and the one of the new segment is entered by the same move', () => {
    expect(insideOf(within)).toEqual(['saving']);
    const moved = take(book, somebodyIn('champions', within.journeys), NOON + HOUR, [aMove('at-risk', 'champions')]);
    expect(moved.told).toMatchObject([
      { what: 'left', place: { journey: 'saving' }, because: { by: 'segment', to: 'champions' } },
      { what: 'entered', place: { journey: 'cheering' } },
      { what: 'waiting', place: { journey: 'cheering' } },
    ]);
  });

  test('is left by new rules too, which let nobody into another one', () => {
    const byRules = { ...aMove('at-risk', 'champions'), starts: false };
    const moved = take(book, somebodyIn('champions', within.journeys), NOON + HOUR, [byRules]);
    expect(moved.told).toMatchObject([{ what: 'left', because: { by: 'segment' } }]);
    expect(insideOf(moved.state)).toEqual([]);
  });

  test('is not left by a move within them', () => {
    const wide = aPlaybook([boundTo('saving', 'at-risk', { bound: [aSegment('at-risk'), aSegment('lost')] })]);
    const inside = take(wide, somebodyIn('at-risk'), NOON, [aMove('loyal', 'at-risk')]).state;
    expect(take(wide, somebodyIn('lost', inside.journeys), NOON + 1, [aMove('at-risk', 'lost')]).told).toEqual([]);
    const out = take(wide, { ...inside, standing: null }, NOON + 1, [aMove('at-risk', null)]);
    expect(out.told).toMatchObject([{ because: { by: 'segment', to: null } }]);
  });

  test('counts a goal before that', () => {
    const aimed = aPlaybook([boundTo('saving', 'at-risk', { goal: purchase })]);
    const inside = take(aimed, somebodyIn('at-risk'), NOON, [aMove('loyal', 'at-risk')]).state;
    const back = take(aimed, somebodyIn('champions', inside.journeys), NOON + 1, [
      bought(NOON + 1),
      aMove('at-risk', 'champions'),
    ]);
    expect(back.told).toMatchObject([{ what: 'left', because: { by: 'goal' } }]);
  });

  test('takes only who is in one of them, whatever lets in; who is asked by name is told so', () => {
    const byView = aPlaybook([boundTo('saving', 'at-risk', { enter: { on: 'event', event: 'view' } })]);
    expect(take(byView, somebodyIn('loyal'), NOON, [viewed()]).told).toEqual([]);
    expect(insideOf(take(byView, somebodyIn('at-risk'), NOON, [viewed()]).state)).toEqual(['saving']);
    const [saving] = [...byView.journeys.keys()];
    if (saving === undefined) throw new Error('there is one journey');
    const asked = { kind: 'entry', journey: saving, asked: { by: 'api', ref: 'r' }, at: NOON, starts: true } as const;
    expect(take(byView, somebodyIn('loyal'), NOON, [asked]).told).toMatchObject([
      { what: 'refused', because: 'segment' },
    ]);
  });

  test('never holds anybody who is in another segment, through any moves', () => {
    const segments = ['at-risk', 'champions', 'loyal'] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...segments), { maxLength: 12 }), (ways) => {
        let state = somebodyIn('loyal');
        let from = 'loyal';
        for (const [hour, to] of ways.entries()) {
          if (to === from) continue;
          state = take(book, somebodyIn(to, state.journeys), NOON + hour * HOUR, [aMove(from, to)]).state;
          from = to;
          const expected = to === 'at-risk' ? ['saving'] : to === 'champions' ? ['cheering'] : [];
          expect(insideOf(state)).toEqual(expected);
        }
      }),
    );
  });

  test('is refused where its enter leads elsewhere', () => {
    const never = { id: 'j', name: 'J', enter: { on: 'move', to: ['lost'] }, bound: ['at-risk'], steps: [aDay] };
    expect(parseJourney(never)).toMatchObject({ problems: [{ code: 'trigger-never', path: 'enter.to' }] });
  });
});

describe('a step that asks into another journey', () => {
  const into = (journey: string, more: object = {}) => ({ id: 'go', type: 'enter', journey, ...more }) as never;
  const view = { on: 'event', event: 'view' } as const;
  const second = aJourney({ id: 'second', enter: { on: 'api' }, steps: [toast('hi'), aDay] });
  const first = (more: Partial<JourneyInput> = {}) =>
    aJourney({ id: 'first', enter: view, steps: [into('second', { entry: { offer: 'tea' } }), aDay], ...more });

  test('does so at the same instant, with what comes with the customer, and goes on', () => {
    const { told, effects, state } = take(aPlaybook([first(), second]), aCustomer(), NOON, [viewed()]);
    expect(told.map(({ what, place }) => `${what} ${place.journey}`)).toEqual([
      'entered first',
      'passed first',
      'waiting first',
      'entered second',
      'passed second',
      'waiting second',
    ]);
    expect(told[3]).toMatchObject({ asked: { by: 'step', ref: 'first/go' }, entry: { offer: 'tea' } });
    expect(effects).toHaveLength(1);
    expect(insideOf(state)).toEqual(['first', 'second']);
  });

  test('hands on what came with the enrolment where it says nothing else', () => {
    const asked = {
      kind: 'entry',
      journey: first().id,
      asked: { by: 'api', ref: 'r' },
      at: NOON,
      starts: true,
    } as const;
    const plain = first({ steps: [into('second')] });
    const { told } = take(aPlaybook([plain, second]), aCustomer(), NOON, [{ ...asked, entry: { plan: 'yearly' } }]);
    expect(told.find(({ place }) => place.journey === second.id)).toMatchObject({ entry: { plan: 'yearly' } });
  });

  test('goes on, and is told why, where the other does not take the customer', () => {
    const twice = take(aPlaybook([first({ enter: { ...view, per: 'event.n' } }), second]), aCustomer(), NOON, [
      occurrence(anActivity({ facts: { n: 1 } })),
      occurrence(anActivity({ facts: { n: 2 } })),
    ]);
    expect(twice.told).toContainEqual(expect.objectContaining({ what: 'refused', because: 'inside' }));
    expect(take(aPlaybook([first()]), aCustomer(), NOON, [viewed()]).told).toContainEqual(
      expect.objectContaining({ what: 'refused', because: 'not-live' }),
    );
  });

  test('never goes round at one instant, even where nobody has checked', () => {
    const round = [
      aJourney({ id: 'first', enter: view, steps: [into('second')] }),
      aJourney({ id: 'second', enter: { on: 'api' }, steps: [into('first')] }),
    ];
    const { told } = take(aPlaybook(round), aCustomer(), NOON, [viewed()]);
    expect(told).toContainEqual(expect.objectContaining({ what: 'refused', because: 'loop' }));
    expect(told.length).toBeLessThan(20);
  });

  test('is refused where it leads nowhere, to its own journey, or round without a wait', () => {
    const faults = (one: ReturnType<typeof aJourney>, others: readonly ReturnType<typeof aJourney>[]) =>
      askingFaults(one, aPlaybook(others).journeys).map(({ code, path }) => `${code} ${path}`);
    expect(faults(first(), [second])).toEqual([]);
    expect(faults(first(), [])).toEqual(['unknown-journey steps[0].journey']);
    expect(faults(first({ steps: [into('first')] }), [second])).toEqual(['unknown-journey steps[0].journey']);
    const back = aJourney({ id: 'second', enter: { on: 'api' }, steps: [into('first')] });
    expect(faults(first(), [back])).toEqual(['loop-without-wait steps[0].journey']);
    expect(faults(first({ steps: [aDay, into('second')] }), [back])).toEqual([]);
    const later = aJourney({ id: 'second', enter: { on: 'api' }, steps: [aDay, into('first')] });
    expect(faults(first(), [later])).toEqual([]);
  });
});
