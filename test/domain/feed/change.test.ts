import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../domain/decision/decision.ts';
import { broughtBy } from '../../../domain/feed/change.ts';
import { feedLine } from '../../../domain/feed/line.ts';
import { readToken, tokenText } from '../../../domain/feed/token.ts';
import {
  audienceId,
  badgeId,
  customerId,
  drawId,
  eventId,
  journeyId,
  poolId,
  ruleId,
  segmentId,
  sourceId,
  stepId,
  workspaceId,
} from '../../../domain/ids.schema.ts';
import { customerKey, effectKey, eventKey } from '../../../domain/keys.ts';

const shop = workspaceId.parse('shop');
const key = customerKey(shop, customerId.parse('c-1'));
const order = eventKey(shop, sourceId.parse('api'), eventId.parse('order:1'));
const place = { journey: journeyId.parse('j'), version: 2, enrolment: 1, step: stepId.parse('s'), visit: 1 };
const cause = { by: 'step', place } as const;

const ENTRY: JournalEntry = {
  seq: 7,
  at: 1_000,
  playbook: 1,
  events: [],
  score: 'R5F1M1',
  segment: segmentId.parse('new'),
  move: { from: null, to: segmentId.parse('new'), cause: { by: 'event', event: order, type: 'purchase' } },
  silence: { stage: 'overdue', by: 'fixed', model: 1 },
  returned: [{ stage: 'lapsed', at: 10, back: 900 }],
  audiences: [{ audience: audienceId.parse('vip'), is: 'entered' }],
  facts: [
    { what: 'entered', place, entry: { note: 'for Ada' }, asked: { by: 'api', ref: 'r-1' } },
    { what: 'passed', place, took: 'yes', said: { name: 'city', value: 'Bath', received: 1 }, reply: { who: 'Ada' } },
    { what: 'left', place, because: { by: 'goal' }, after: 5 },
    { what: 'relocated', place, from: { version: 1, step: place.step, visit: 1 } },
    { what: 'matured', place, by: 'entering', arm: 'in', converted: true, revenue: 900 },
  ],
  loyalty: [
    { what: 'earned', n: 1, points: 5, posts: {}, rule: ruleId.parse('orders'), by: order, order, day: 3 },
    { what: 'adjusted', n: 2, points: -1, posts: {}, reason: 'Ada rang', by: order },
    { what: 'points-expiring', n: 3, points: 4, last: 9, days: 3 },
    { what: 'badge', n: 4, badge: badgeId.parse('explorer'), cause, day: 3 },
    { what: 'granted', n: 5, pool: poolId.parse('welcome'), cause, day: 3 },
    { what: 'ticket', n: 6, draw: drawId.parse('wheel'), cause, day: 3 },
    {
      what: 'tier',
      n: 7,
      change: 'down',
      from: null,
      now: null,
      value: 0,
      by: 'rules',
    },
  ],
  effects: [
    { kind: 'sendMessage', key: effectKey(key, place), origin: { by: 'journey', place } },
    { kind: 'showPlacement', key: effectKey(key, place), origin: { by: 'journey', place } },
  ],
};

test('an entry brings its changes in order, by names of theirs, with nothing that may be personal', () => {
  const brought = broughtBy(key, ENTRY);
  const said = brought.map((one) => (one.kind === 'awaited' ? [one.kind, one.effect] : [one.kind, one.data]));
  expect(said).toEqual([
    ['move', { from: null, to: 'new', score: 'R5F1M1', cause: { by: 'event', type: 'purchase', event: 'order:1' } }],
    ['silence', { what: 'began', stage: 'overdue', by: 'fixed', model: 1 }],
    ['silence', { what: 'ended', stage: 'lapsed', since: 10, back: 900 }],
    ['audience', { what: 'entered', audience: 'vip' }],
    ['journey', { what: 'entered', ...place, asked: { by: 'api', ref: 'r-1' } }],
    ['journey', { what: 'passed', ...place, took: 'yes' }],
    ['journey', { what: 'left', ...place, because: { by: 'goal' }, after: 5 }],
    ['journey', { what: 'relocated', ...place, from: { version: 1, step: 's', visit: 1 } }],
    ['journey', { what: 'matured', ...place, by: 'entering', arm: 'in', converted: true, revenue: 900 }],
    ['points', { what: 'earned', n: 1, points: 5, rule: 'orders', by: 'order:1', order: 'order:1', day: 3 }],
    ['points', { what: 'adjusted', n: 2, points: -1, by: 'order:1' }],
    ['points', { what: 'points-expiring', n: 3, points: 4, last: 9, days: 3 }],
    ['badge', { what: 'badge', n: 4, badge: 'explorer', cause, day: 3 }],
    ['coupon', { what: 'granted', n: 5, pool: 'welcome', cause, day: 3 }],
    ['draw', { what: 'ticket', n: 6, draw: 'wheel', cause, day: 3 }],
    ['tier', { what: 'tier', n: 7, change: 'down', from: null, now: null, value: 0, by: 'rules' }],
    ['awaited', effectKey(key, place)],
  ]);
  expect(JSON.stringify(brought)).not.toMatch(/Ada|Bath/);
});

test('the same entry brings the same ids at each reading, and one that says otherwise brings others', () => {
  const ids = (entry: JournalEntry) => broughtBy(key, entry).map(({ id }) => id);
  expect(ids(ENTRY)).toEqual(ids({ ...ENTRY, playbook: 2 }));
  expect(new Set(ids(ENTRY)).size).toBe(ids(ENTRY).length);
  expect(ids({ ...ENTRY, seq: 8 })).not.toContain(ids(ENTRY)[0]);
  expect(ids({ ...ENTRY, at: 1_001 })).not.toContain(ids(ENTRY)[0]);
});

test('a token is read as it was written, and other texts are none', () => {
  const token = { epoch: '0a1b2c3d', n: 42 };
  expect(readToken(tokenText(token))).toEqual(token);
  for (const text of ['', '42', '0a1b2c3d-', '0a1b2c3d-4x', 'zz1b2c3d-4']) expect(readToken(text)).toBeNull();
});

test('a line says where to go on behind it, and a withdrawal what it withdraws', () => {
  const placed = { n: 3, change: 'ab', customer: 'c-1', kind: 'move', loggedAt: 2_000 } as const;
  const shared = { change: 'ab', customer: 'c-1', loggedAt: '1970-01-01T00:00:02.000Z', resume: '0a1b2c3d-3' };
  expect(feedLine('0a1b2c3d', { ...placed, at: 1_000, data: { to: 'new' } })).toEqual({
    kind: 'move',
    at: '1970-01-01T00:00:01.000Z',
    ...shared,
    data: { to: 'new' },
  });
  expect(feedLine('0a1b2c3d', placed)).toEqual({ kind: 'withdrawn', of: 'move', ...shared });
});
