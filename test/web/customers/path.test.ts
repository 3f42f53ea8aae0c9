import { describe, expect, test } from 'vitest';
import { layoutStrip } from '../../../web/charts/strip-layout.ts';
import { dayAt, indexOf, instantOfDay, lifeOf } from '../../../web/screens/customers/customer/as-of.ts';
import {
  aheadOf,
  happenedOf,
  staysOf,
  type CustomerNow,
  type Entry,
} from '../../../web/screens/customers/customer/path-of.ts';

const NOW = '2026-06-04T09:00:00.000Z';
const decision = (at: string, more: Partial<Extract<Entry, { kind: 'decision' }>> = {}): Entry => ({
  kind: 'decision',
  at,
  text: 'Decided',
  segment: 'loyal',
  score: 'R4F4M4',
  journeys: [],
  effects: [],
  noted: [],
  took: [],
  playbook: 1,
  ...more,
});
const order: Entry = {
  kind: 'event',
  at: '2026-01-01T00:00:00.000Z',
  text: 'Bought',
  type: 'purchase',
  about: 'purchase',
  source: 'api',
  id: 'o-1',
};

describe('the path of a customer', () => {
  test('tells what each thing was, and by which filters it is shown', () => {
    const entries: readonly Entry[] = [
      decision('2026-06-02T00:00:00.000Z', {
        move: { from: 'loyal', to: 'at-risk', cause: { by: 'silence', text: '' } },
        segment: 'at-risk',
        journeys: [{ what: 'skipped', journey: 'win-back', text: 'Skipped: enough messages' }],
      }),
      decision('2026-06-01T00:00:00.000Z', { silence: 'overdue' }),
      decision('2026-05-01T00:00:00.000Z'),
      order,
    ];
    const told = happenedOf(entries, ({ text }) => text).map(({ kind, skipped, shownBy }) => ({
      kind,
      skipped,
      shownBy,
    }));
    expect(told).toEqual([
      { kind: 'move', skipped: true, shownBy: ['all', 'moves', 'messages', 'journeys'] },
      { kind: 'silence', skipped: false, shownBy: ['all', 'moves'] },
      { kind: 'note', skipped: false, shownBy: ['all'] },
      { kind: 'order', skipped: false, shownBy: ['all', 'orders'] },
    ]);
    expect(new Set(happenedOf([order, order], ({ text }) => text).map(({ key }) => key)).size).toBe(2);
    expect(staysOf(entries)).toEqual([
      { from: '2026-05-01T00:00:00.000Z', segment: 'loyal' },
      { from: '2026-06-02T00:00:00.000Z', segment: 'at-risk' },
    ]);
  });

  test('ahead lies what time alone will bring, the next first, and nothing that has come', () => {
    const customer = {
      asOf: NOW,
      when: {
        next: null,
        move: { at: '2026-08-01T00:00:00.000Z', to: 'lost', by: 'recency', because: '' },
        score: { at: '2026-07-01T00:00:00.000Z', score: 'R1F1M1', segment: 'loyal', by: 'window', because: '' },
        silence: {
          stage: 'overdue',
          overdueAt: '2026-06-01T00:00:00.000Z',
          lapsedAt: '2026-09-01T00:00:00.000Z',
          because: null,
          reason: null,
          next: null,
        },
      },
      inside: [
        {
          journey: 'win-back',
          name: 'Win back',
          version: 1,
          entered: 1,
          enteredAt: NOW,
          step: 'wait',
          since: NOW,
          waits: { for: 'time to pass', is: 'step', until: '2026-06-05T00:00:00.000Z' },
          leavesOn: [],
          leaves: { on: [] },
        },
      ],
    } satisfies Pick<CustomerNow, 'asOf' | 'when' | 'inside'>;
    expect(aheadOf(customer).map(({ what }) => what.is)).toEqual(['wait', 'score', 'move', 'lapsed']);
  });

  test('drawn on one axis, everything lies in order and inside the picture', () => {
    const marks = [{ at: '2025-01-01T00:00:00.000Z' }, { at: '2026-12-01T00:00:00.000Z' }];
    const drawn = layoutStrip({
      marks,
      stays: [
        { from: '2024-01-01T00:00:00.000Z', segment: 'loyal' },
        { from: '2026-01-01T00:00:00.000Z', segment: null },
      ],
      now: NOW,
      width: 900,
      left: 80,
    });
    const [first, last] = drawn.marks.map(({ x }) => x);
    expect(first).toBeGreaterThanOrEqual(80);
    expect(last).toBeLessThanOrEqual(900);
    expect(drawn.now).toBeGreaterThan(first ?? 0);
    expect(drawn.now).toBeLessThan(last ?? 0);
    // A stay that began before the picture begins with it, and the last one ends now.
    expect(drawn.stays[0]?.x).toBe(first);
    const end = drawn.stays.at(-1);
    expect((end?.x ?? 0) + (end?.width ?? 0)).toBeCloseTo(drawn.now, 6);
  });

  test('of somebody who came this moment is a picture too', () => {
    const drawn = layoutStrip({ marks: [{ at: NOW }], stays: [], now: NOW, width: 900, left: 80 });
    expect(drawn.marks[0]?.x).toBe(drawn.now);
    expect(Number.isFinite(drawn.now)).toBe(true);
  });
});

describe('a day of a life', () => {
  const life = lifeOf('2025-12-31T23:30:00.000Z', NOW, 'Europe/Berlin');

  test('is one of the days from the first to today, where the workspace is', () => {
    expect(life).toEqual({ first: '2026-01-01', today: '2026-06-04', days: 154 });
    expect([dayAt(life, 0), dayAt(life, 154)]).toEqual(['2026-01-01', '2026-06-04']);
    expect([indexOf(life, '2026-01-02'), indexOf(life, '2020-01-01'), indexOf(life, '2030-01-01')]).toEqual([
      1, 0, 154,
    ]);
  });

  test('is asked for as its last millisecond; a day that is not over is now', () => {
    expect(instantOfDay('2026-03-29', NOW, 'Europe/Berlin')).toBe('2026-03-29T21:59:59.999Z');
    expect(instantOfDay('2026-06-04', NOW, 'Europe/Berlin')).toBeUndefined();
    expect(instantOfDay('yesterday', NOW, 'Europe/Berlin')).toBeUndefined();
    expect(instantOfDay('2026-13-45', NOW, 'Europe/Berlin')).toBeUndefined();
  });
});
