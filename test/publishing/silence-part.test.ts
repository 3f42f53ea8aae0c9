import { expect, test } from 'vitest';
import { decide, fold } from '../../domain/decision/decide.ts';
import { quietlyAdopted } from '../../domain/decision/quiet-adoption.ts';
import { NEW_CUSTOMER, type CustomerState } from '../../domain/decision/state.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { publishPart, type Source } from '../../domain/parts.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { chanceOfReturn } from '../../domain/silence/outlook.ts';
import { recalibrated } from '../../domain/silence/recalibrate.ts';
import type { SilenceRule } from '../../domain/silence/silence-rule.ts';
import { DAY } from '../../domain/time.ts';
import { silencePart } from '../../publishing/silence-part.ts';
import { aPlaybook, aPurchase, CUSTOMER_KEY, NOON } from '../builders.ts';

const RULE: SilenceRule = {
  learned: { by: 'own-gap' },
  levels: { overdue: -2, lapsed: -4 },
  bySegment: {},
  calibration: [
    [-5, 0.1],
    [-1, 0.6],
  ],
  floorDays: 7,
  capDays: 365,
};
const ANEW = { ...RULE, calibration: recalibrated(RULE.calibration, [{ chance: 0.35, judged: 200, returned: 20 }]) };

/** The playbook in which a changed source is in force, as publishing makes it. */
async function publishedOver(book: Playbook, change: Partial<Source<'silence'>>): Promise<Playbook> {
  const workspace = { _id: workspaceId.parse('shop'), currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 };
  const source = { ...silencePart.sourceOf(book.silence), ...change };
  const { content } = await silencePart.compile(source, { workspace, now: NOON, book }, book.silence.version + 1);
  return publishPart(book, 'silence', content, NOON);
}

const circumstances = { customer: CUSTOMER_KEY, timezone: 'UTC', sandbox: false };

/** Bought every ten days, the last time so many days ago; told by nobody what time it is. */
function silentFor(days: number, playbook: Playbook): CustomerState {
  const events = [40, 30, 20, 10, 0].map((before, n) =>
    aPurchase({ id: `o-${n}`, at: NOON - (days + before) * DAY, silent: true }),
  );
  const given = { ...circumstances, playbook, state: NEW_CUSTOMER, events, orders: new Map(), now: NOON };
  return decide(given).state;
}

test('a version in which only chances are other ones has the limits of the one before, also once more', async () => {
  const ruled = await publishedOver(aPlaybook(), { rule: RULE });
  const anew = await publishedOver(ruled, { rule: ANEW });
  const again = await publishedOver(anew, { rule: { ...ANEW, calibration: [] } });
  expect([ruled, anew, again].map(({ silence }) => [silence.version, silence.limitsOf])).toEqual([
    [2, undefined],
    [3, 2],
    [4, 2],
  ]);
});

test.each([
  ['other fixed days', { overdueDays: 60 }],
  ['other levels', { rule: { ...ANEW, levels: { overdue: -1, lapsed: -4 } } }],
  ['no rule', { rule: null }],
])('a version with %s has limits of its own, whatever came before', async (_what, change) => {
  const anew = await publishedOver(await publishedOver(aPlaybook(), { rule: RULE }), { rule: ANEW });
  const { silence } = await publishedOver(anew, change);
  expect([silence.version, silence.limitsOf]).toEqual([4, undefined]);
});

test('what is published twice is the same, whichever version it has the limits of', async () => {
  const { silence } = await publishedOver(await publishedOver(aPlaybook(), { rule: RULE }), { rule: ANEW });
  expect(silencePart.isSame({ ...silence, version: 9, limitsOf: 8 }, silence)).toBe(true);
  expect(silencePart.sourceOf(silence)).not.toHaveProperty('limitsOf');
});

test('nobody is woken by chances that are measured anew, and nothing that has begun is called back', async () => {
  const ruled = await publishedOver(aPlaybook(), { rule: RULE });
  const anew = await publishedOver(ruled, { rule: ANEW });
  for (const days of [3, 19, 21, 39, 41, 300]) {
    const before = silentFor(days, ruled);
    const { next } = fold({ ...circumstances, playbook: ruled, state: before, now: NOON });
    const adopted = quietlyAdopted({ ...circumstances, playbook: anew, state: before, now: NOON }, next);
    expect(adopted?.state).toMatchObject({ limits: before.limits, silence: before.silence, rules: { silence: 3 } });
    const chance = (playbook: Playbook) => chanceOfReturn({ ...before, asOf: NOON }, playbook.silence) ?? NaN;
    expect(chance(anew)).toBeLessThan(chance(ruled));
  }
  // A sign of life came after it had begun: worked out anew, it would not have begun yet.
  const late = silentFor(19, ruled);
  const begun = late.limits && { ...late.limits, overdueAt: NOON - DAY };
  const given = { ...circumstances, state: { ...late, limits: begun, silence: 'overdue' as const }, now: NOON };
  const { next } = fold({ ...given, playbook: ruled });
  expect(quietlyAdopted({ ...given, playbook: anew }, next)?.state).toMatchObject({
    limits: begun,
    silence: 'overdue',
  });
  const other = await publishedOver(ruled, { rule: { ...RULE, capDays: 364 } });
  expect(quietlyAdopted({ ...given, playbook: other }, next)).toBeNull();
});
