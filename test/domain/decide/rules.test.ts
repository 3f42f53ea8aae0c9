import { describe, expect, test } from 'vitest';
import { differencesOf, rebuildState, stateAt } from '../../../domain/decision/rebuild.ts';
import { publishScoring, publishSilence } from '../../../domain/playbook.ts';
import { nextDeadline } from '../../../domain/decision/next-deadline.ts';
import { countedIn } from '../../../domain/scoring/model.ts';
import { totalsOf } from '../../../domain/ledger/totals.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aJourney, anActivity, aPlaybook, aProfileChange, aPurchase, aRefund, aSummary, NOON } from '../../builders.ts';
import { live } from './shop.ts';

const first = aPlaybook();
const four = [300, 200, 100, 10].map((days, n) => aPurchase({ id: `o-${n}`, at: NOON - days * DAY, amount: 1_000 }));
const known = { now: NOON, events: four };

describe('given new scoring rules', () => {
  const strict = { ...first.scoring, frequency: { cuts: [5, 10, 20, 40], edge: 'reached' as const } };

  test('a customer adopts them at the instant they were published, with a move that says so', async () => {
    const playbook = publishScoring(first, strict, NOON + 2 * DAY);
    const { state, journal } = await live([known, { now: NOON + 3 * DAY, events: [], playbook }]);
    const entry = journal.at(-1);
    expect(entry).toMatchObject({ at: NOON + 2 * DAY, events: [], playbook: 2 });
    expect(entry?.move).toMatchObject({
      from: 'champions',
      to: 'potential-loyalist',
      cause: { by: 'rules', playbook: 2 },
    });
    expect(state.rules).toEqual({ scoring: 2, silence: 1, wakes: 0 });
  });

  test('nothing starts because of them, although a journey waits for just that move', async () => {
    const waiting = aJourney({ enter: { on: 'move', to: ['potential-loyalist'] } });
    const playbook = publishScoring(aPlaybook([waiting]), strict, NOON + 2 * DAY);
    const before = { ...playbook, scoring: first.scoring, version: 1, rulesAt: 0 };
    const quiet = await live([
      { ...known, playbook: before },
      { now: NOON + 3 * DAY, events: [], playbook },
    ]);
    expect(quiet.journal.at(-1)?.move?.cause.by).toBe('rules');
    expect(quiet.journal.at(-1)?.facts).toEqual([]);
  });

  test('a view taken just before is not the cause, and starts nothing in their place', async () => {
    const playbook = publishScoring(first, strict, NOON + 2 * DAY);
    const seen = anActivity({ at: NOON + DAY });
    const { journal } = await live([known, { now: NOON + 2 * DAY, events: [seen], playbook }]);
    const moved = journal.findLast(({ move }) => move !== undefined);
    expect(moved).toMatchObject({ events: [{ key: seen.key }], move: { cause: { by: 'rules' } } });
  });

  test('a version that changes no scoring rule is adopted without a word', async () => {
    const { journal } = await live([known, { now: NOON + DAY, events: [], playbook: { ...first, version: 2 } }]);
    const { journal: expected } = await live([known]);
    expect(journal).toHaveLength(expected.length);
  });

  test("where they count the workspace's own calendar days, the history is read again, and nothing changed before", async () => {
    const zone = 'America/Havana';
    const evenings = [1, 2, 3].map((days) => aPurchase({ id: `e-${days}`, at: NOON - days * DAY - 9 * HOUR }));
    const calls = [{ now: NOON, events: [...four, ...evenings] }];
    const local = { ...first.scoring, counts: countedIn(first.scoring.counts, zone) };
    const playbook = publishScoring(first, local, NOON + DAY);
    const before = await live(calls, { timezone: zone });
    expect(before.state).toEqual((await live(calls)).state);
    const after = await live([...calls, { now: NOON + DAY, events: [], playbook }], { timezone: zone });
    const always = await live(calls, { timezone: zone, playbook: { ...first, scoring: local } });
    expect(after.state.ledger).toEqual(always.state.ledger);
    expect(after.state.ledger.days).not.toEqual(before.state.ledger.days);
    expect(after.state.basis).toBe('purchase;any;America/Havana');
  });

  test('where they count other event types, the whole history is read again', async () => {
    const lessons = [3, 2, 1].map((days, n) =>
      anActivity({ id: `l-${n}`, type: 'lesson.done', at: NOON - days * DAY }),
    );
    const counting = { ...first.scoring, counts: { actions: ['purchase', 'lesson.done'], engagement: 'any' as const } };
    const playbook = publishScoring(first, counting, NOON);
    const told = { now: NOON, events: [...four, ...lessons] };
    const { state } = await live([told, { now: NOON, events: [], playbook }]);
    expect(totalsOf(state.ledger, state, playbook.scoring, NOON)).toMatchObject({ orders: 7, revenue: 4_000 });
    expect(state.engagedAt).toBeNull();
    const back = publishScoring(playbook, first.scoring, NOON);
    const again = await live([told, { now: NOON, events: [], playbook }, { now: NOON, events: [], playbook: back }]);
    expect(again.state.ledger).toEqual((await live([told])).state.ledger);
  });
});

test('given new silence rules, both deadlines are set anew from the same last purchase, and no stage fires for it', async () => {
  const playbook = publishSilence(first, { ...first.silence, overdueDays: 5, lapsedDays: 30 }, NOON);
  const { state, journal } = await live([known, { now: NOON, events: [], playbook }]);
  expect(state.silence).toBe('overdue');
  expect(state.limits?.lapsedAt).toBe(NOON + 20 * DAY);
  expect(journal.at(-1)?.silence).toBeUndefined();
  const lapsed = await live([known, { now: NOON, events: [], playbook }, { now: NOON + 20 * DAY, events: [] }]);
  expect(lapsed.journal.at(-1)?.silence).toMatchObject({ stage: 'lapsed', by: 'fixed', model: 2 });
});

test('a stage that fired is answered by the next purchase, and only by one made after it', async () => {
  const overdue = NOON - 10 * DAY + 90 * DAY;
  const late = aPurchase({ id: 'late', at: NOON - 5 * DAY, seenAt: overdue + DAY });
  const back = aPurchase({ id: 'back', at: overdue + 9 * DAY });
  const { journal, state } = await live([
    known,
    { now: overdue, events: [] },
    { now: overdue + DAY, events: [late] },
    { now: overdue + 9 * DAY, events: [back] },
  ]);
  const returns = journal.filter(({ returned }) => returned !== undefined);
  expect(returns.at(-1)?.events.map(({ key }) => key)).toEqual([back.key]);
  expect(returns.some(({ events }) => events.some(({ key }) => key === late.key))).toBe(false);
  expect(returns.at(-1)?.returned).toEqual([
    { stage: 'overdue', at: overdue, back: back.at },
    { stage: 'overdue', at: late.at + 90 * DAY, back: back.at },
  ]);
  expect(state.fired).toEqual([]);
});

describe('folded again from the events alone', () => {
  const events = [
    ...four,
    aRefund({ id: 'r-1', order: four[1]?.key ?? four[0]!.key, at: NOON - 190 * DAY, amount: 1_000 }),
    anActivity({ at: NOON - 3 * DAY }),
    aSummary({ at: NOON - 250 * DAY, actions: 7, lastActionAt: NOON - 260 * DAY, monetary: 9_000 }),
  ];

  test('the state is the same, however it was told', async () => {
    const { state } = await live([
      { now: NOON, events: events.slice(3) },
      { now: NOON + DAY, events: events.slice(0, 3) },
    ]);
    const rebuilt = rebuildState(state, events, first, 'UTC');
    expect(differencesOf(state, rebuilt, first)).toEqual([]);
    const tampered = { ...state, ledger: { ...state.ledger, revenue: 1 } };
    expect(differencesOf(tampered, rebuilt, first).map(({ field }) => field)).toEqual(['revenue']);
  });

  test('a past state is what was known then', async () => {
    const then = NOON - 50 * DAY;
    const known = events.filter((event) => event.seenAt <= then);
    const { state } = await live([{ now: then, events: known }]);
    const told = stateAt(events, first, then, 'UTC');
    expect(told.standing).toMatchObject({ scores: state.standing?.scores, segment: state.standing?.segment });
    expect(differencesOf(state, told, first)).toEqual([]);
    expect(nextDeadline(told, first)).toEqual(nextDeadline(state, first));
  });
});

test('a profile that changes just when a score falls is not what moved the customer', async () => {
  const fall = NOON + 91 * DAY;
  const { journal } = await live([
    { now: NOON, events: [aPurchase({ id: 'only', at: NOON })] },
    { now: fall, events: [aProfileChange({ at: fall, consent: { email: true } })] },
  ]);
  expect(journal.at(-1)).toMatchObject({
    events: [{ type: 'profile' }],
    move: { from: 'potential-loyalist', to: 'needs-attention', cause: { by: 'silence', because: 'recency' } },
  });
});
