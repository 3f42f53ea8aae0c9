import { describe, expect, test } from 'vitest';
import { capOf, isCapped, rememberSent } from '../../../domain/policy/caps.ts';
import { DEFAULT_POLICIES } from '../../../domain/policy/policies.ts';
import { CHAMPIONS, LOST } from '../../../domain/scoring/presets/seven-segments.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { NOON, aSegment } from '../../builders.ts';

const TWO_A_WEEK = { messages: 2, days: 7 };

describe('a cap', () => {
  test('lets messages through up to its number', () => {
    expect(isCapped([], TWO_A_WEEK, NOON)).toBe(false);
    expect(isCapped([NOON - DAY], TWO_A_WEEK, NOON)).toBe(false);
    expect(isCapped([NOON - DAY, NOON], TWO_A_WEEK, NOON)).toBe(true);
  });

  test('frees a place exactly when a message has left the rolling window', () => {
    const sent = [NOON - 7 * DAY, NOON - DAY];
    expect(isCapped(sent, TWO_A_WEEK, NOON - 1)).toBe(true);
    expect(isCapped(sent, TWO_A_WEEK, NOON)).toBe(false);
  });

  test('of no messages lets nothing through', () => {
    expect(isCapped([], { messages: 0, days: 7 }, NOON)).toBe(true);
  });

  test('is softer for the best and for the lost', () => {
    expect(capOf(DEFAULT_POLICIES, CHAMPIONS.id)).toEqual({ messages: 2, days: 7 });
    expect(capOf(DEFAULT_POLICIES, LOST.id)).toEqual({ messages: 1, days: 30 });
  });

  test('of everybody else holds for those without a segment, and in one without a cap of its own', () => {
    expect(capOf(DEFAULT_POLICIES, null)).toBe(DEFAULT_POLICIES.otherwise);
    expect(capOf(DEFAULT_POLICIES, aSegment('big-spenders'))).toBe(DEFAULT_POLICIES.otherwise);
  });
});

describe('messages sent lately', () => {
  test('are forgotten once no cap can count them', () => {
    const sent = [NOON - 32 * DAY, NOON - 31 * DAY, NOON - 30 * DAY];
    expect(rememberSent(sent, DEFAULT_POLICIES, NOON)).toEqual([NOON - 30 * DAY, NOON]);
  });

  test('stay few, and as many as the largest cap needs', () => {
    const sent = Array.from({ length: 400 }, (_, hour) => NOON - (400 - hour) * HOUR);
    expect(rememberSent(sent, DEFAULT_POLICIES, NOON)).toHaveLength(50);
    const caps = { ...DEFAULT_POLICIES.caps, loyal: { messages: 80, days: 60 } };
    const kept = rememberSent(sent, { ...DEFAULT_POLICIES, caps }, NOON);
    expect(kept).toHaveLength(80);
    expect(isCapped(kept, caps.loyal, NOON)).toBe(true);
  });
});
