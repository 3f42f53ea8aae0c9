import { describe, expect, test } from 'vitest';
import { capOf, capReached, isCapped, MARKETING, partsOf, rememberSent, sentAt } from '../../../domain/policy/caps.ts';
import { DEFAULT_POLICIES } from '../../../domain/policy/policies.ts';
import { CHAMPIONS, LOST } from '../../../domain/scoring/presets/seven-segments.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { NOON, aJourney, aSegment } from '../../builders.ts';
import { categoryId } from '../../../domain/ids.schema.ts';
import type { Policies } from '../../../domain/policy/policies.ts';

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

const [DIGEST, SERVICE] = [categoryId.parse('digest'), categoryId.parse('service')];
const mail = (category: string = MARKETING) => ({
  journey: aJourney().id,
  channel: 'email' as const,
  category: categoryId.parse(category),
});
const sentOf = (category: string, ...instants: readonly number[]) =>
  instants.map((at) => [at, aJourney().id, 'email', categoryId.parse(category)] as const);

describe('caps by channel and by category', () => {
  const rules: Policies = {
    ...DEFAULT_POLICIES,
    caps: {},
    otherwise: { messages: 4, days: 7 },
    channels: { email: { messages: 3, days: 1 } },
    categories: { [DIGEST]: { cap: { messages: 1, days: 7 } }, [SERVICE]: { exempt: true } },
  };
  const reached = (category: string, sent: Parameters<typeof capReached>[3]) =>
    capReached(rules, null, mail(category), sent, NOON);

  test('hold beside the cap of the segment, and each says its own name', () => {
    expect(reached('digest', sentOf('marketing', NOON - 1, NOON - 2))).toBe(null);
    expect(reached('digest', sentOf('digest', NOON - 6 * DAY))).toBe('capped-by-category');
    expect(reached('marketing', sentOf('digest', NOON - 6 * DAY))).toBe(null);
    expect(reached('marketing', sentOf('marketing', NOON - 1, NOON - 2, NOON - 3))).toBe('capped-by-channel');
    expect(reached('marketing', sentOf('marketing', ...[3, 4, 5, 6].map((days) => NOON - days * DAY)))).toBe('capped');
  });

  test('count a message that an earlier version decided as an e-mail of marketing', () => {
    expect(reached('digest', [NOON - 1])).toBe(null);
    expect(reached('marketing', [NOON - 1, NOON - 2, NOON - 3])).toBe('capped-by-channel');
    expect(partsOf(NOON)).toEqual({ journey: null, channel: 'email', category: 'marketing' });
  });

  test('do not hold for a category that is exempt, which counts for nobody either', () => {
    const full = sentOf('marketing', NOON - 1, NOON - 2, NOON - 3, NOON - 4);
    expect(reached('service', full)).toBe(null);
    expect(rememberSent(full, rules, mail('service'), NOON)).toBe(full);
  });
});

describe('messages sent lately', () => {
  const sentThen = (sent: readonly number[], policies: Policies) =>
    rememberSent(sent, policies, mail(), NOON).map(sentAt);

  test('are forgotten once no cap can count them', () => {
    const sent = [NOON - 32 * DAY, NOON - 31 * DAY, NOON - 30 * DAY];
    expect(sentThen(sent, DEFAULT_POLICIES)).toEqual([NOON - 30 * DAY, NOON]);
  });

  test('stay few, and as many as the largest cap needs', () => {
    const sent = Array.from({ length: 400 }, (_, hour) => NOON - (400 - hour) * HOUR);
    expect(sentThen(sent, DEFAULT_POLICIES)).toHaveLength(50);
    const caps = { ...DEFAULT_POLICIES.caps, loyal: { messages: 80, days: 60 } };
    const kept = sentThen(sent, { ...DEFAULT_POLICIES, caps });
    expect(kept).toHaveLength(80);
    expect(isCapped(kept, caps.loyal, NOON)).toBe(true);
  });

  test('of a category with a cap are not pushed out by those of others', () => {
    const categories = { digest: { cap: { messages: 1, days: 31 } } };
    const many = Array.from({ length: 80 }, (_, n) => NOON - (80 - n) * HOUR);
    const sent = [...sentOf('digest', NOON - 20 * DAY), ...sentOf('marketing', ...many)];
    const kept = rememberSent(sent, { ...DEFAULT_POLICIES, categories }, mail(), NOON);
    expect(kept).toHaveLength(51);
    expect(sentAt(kept[0] ?? NOON)).toBe(NOON - 20 * DAY);
  });
});
