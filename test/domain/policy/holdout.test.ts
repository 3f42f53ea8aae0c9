import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerId, workspaceId } from '../../../domain/ids.schema.ts';
import { customerIdOf, customerKey } from '../../../domain/keys.ts';
import { MARKETING } from '../../../domain/policy/caps.ts';
import { isHeldOut } from '../../../domain/policy/holdout.ts';
import { DEFAULT_POLICIES, type Policies } from '../../../domain/policy/policies.ts';
import { capsLookBack, replay, type DecidedMessage } from '../../../domain/policy/replay.ts';
import { CHAMPIONS, LOST } from '../../../domain/scoring/presets/seven-segments.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, CUSTOMER_KEY, NOON, occurrence, take } from '../../builders.ts';

const holdingOut = (percent: number, salt = 'holdout') => ({ holdout: { percent, salt } });
const customers = Array.from({ length: 5_000 }, (_, n) => customerId.parse(`c-${n}`));
const held = (policies: Pick<Policies, 'holdout'>) => customers.filter((customer) => isHeldOut(policies, customer));

describe('a holdout', () => {
  test.each([1, 5, 20, 50])('of %i in a hundred holds out about as many', (percent) => {
    const expected = (customers.length * percent) / 100;
    expect(Math.abs(held(holdingOut(percent)).length - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  test('that grows keeps everybody who is in it; another salt holds out others', () => {
    const [small, large, others] = [held(holdingOut(5)), held(holdingOut(15)), held(holdingOut(5, 'second'))];
    expect(small.every((customer) => large.includes(customer))).toBe(true);
    // By chance a twentieth of them is in both.
    expect(others.filter((customer) => small.includes(customer)).length).toBeLessThan(small.length / 4);
  });

  test('is the same by the key, whatever characters the id has', () => {
    const workspace = workspaceId.parse('shop');
    const ids = fc.stringMatching(/^[\x21-\x7e]{1,30}$/).map((id) => id as (typeof customers)[number]);
    fc.assert(
      fc.property(ids, (id) => {
        expect(isHeldOut(holdingOut(50), customerIdOf(customerKey(workspace, id)))).toBe(isHeldOut(holdingOut(50), id));
      }),
    );
  });

  test('of nobody is none', () => {
    expect(held({ holdout: null })).toEqual([]);
  });

  test('skips mails and says so, by day and by night; banners are shown', () => {
    const mail = { id: 'mail', type: 'send', channel: 'email', subject: 'S', body: 'B' } as const;
    const banner = { id: 'top', type: 'place', placement: 'banner', slot: 'top', title: 'T', body: 'B' } as const;
    const journey = aJourney({ enter: { on: 'event', event: 'view' }, steps: [mail, banner] });
    // A salt by which this very customer is held out.
    const salt = Array.from({ length: 100 }, (_, n) => `s-${n}`).find((one) =>
      isHeldOut(holdingOut(10, one), customerIdOf(CUSTOMER_KEY)),
    );
    for (const when of [NOON, NOON + 11 * HOUR]) {
      const policies = { ...DEFAULT_POLICIES, ...holdingOut(10, salt) };
      const viewed = occurrence(anActivity({ at: when }));
      const { effects, facts, state } = take(aPlaybook([journey], { policies }), aCustomer(), when, [viewed]);
      expect(facts).toContainEqual(expect.objectContaining({ what: 'skipped', because: 'holdout' }));
      expect(effects).toMatchObject([{ kind: 'showPlacement' }]);
      expect(effects[0]).not.toHaveProperty('control');
      expect(state.sent).toEqual([]);
    }
  });

  test.each([
    ['show', true, undefined],
    ['control', true, true],
    ['control', false, undefined],
  ] as const)('of a banner that says %s for them: held out %s, control %s', (heldOut, isHeld, control) => {
    const banner = {
      id: 'top',
      type: 'place',
      placement: 'banner',
      slot: 'top',
      title: 'T',
      body: 'B',
      heldOut,
    } as const;
    const journey = aJourney({ enter: { on: 'event', event: 'view' }, steps: [banner] });
    const salt = Array.from({ length: 100 }, (_, n) => `s-${n}`).find(
      (one) => isHeldOut(holdingOut(50, one), customerIdOf(CUSTOMER_KEY)) === isHeld,
    );
    const policies = { ...DEFAULT_POLICIES, ...holdingOut(50, salt) };
    const viewed = occurrence(anActivity({ at: NOON }));
    const { effects } = take(aPlaybook([journey], { policies }), aCustomer(), NOON, [viewed]);
    expect(effects).toEqual([expect.objectContaining({ kind: 'showPlacement' })]);
    expect(effects.map((effect) => ('control' in effect ? effect.control : undefined))).toEqual([control]);
  });
});

describe('what policies would have skipped', () => {
  const caps = fc.record({ messages: fc.integer({ min: 0, max: 4 }), days: fc.integer({ min: 1, max: 31 }) });
  const policies = fc
    .record({ best: caps, lost: caps, otherwise: caps, percent: fc.integer({ min: 0, max: 50 }) })
    .map(({ best, lost, otherwise, percent }): Policies => ({
      ...DEFAULT_POLICIES,
      caps: { [CHAMPIONS.id]: best, [LOST.id]: lost },
      otherwise,
      holdout: percent === 0 ? null : { percent, salt: 'holdout' },
    }));
  const message = fc.record({
    journey: fc.constant(aJourney().id),
    channel: fc.constant('email' as const),
    category: fc.constant(MARKETING),
    customer: fc.constantFrom(...customers.slice(0, 6)),
    at: fc.integer({ min: 0, max: 60 * 4 }).map((quarter) => (quarter * DAY) / 4),
    segment: fc.constantFrom(CHAMPIONS.id, LOST.id, null),
  });
  const messages = fc.array(message, { maxLength: 80 }).map((all) => all.toSorted((a, b) => a.at - b.at));

  test('is what a look at every message before it finds', () => {
    fc.assert(
      fc.property(policies, messages, (rules, all) => {
        const since = capsLookBack(rules);
        const judging = replay(rules, all, since);
        let step = judging.next();
        while (!step.done) step = judging.next();
        const expected = naive(rules, all, since);
        for (const segment of [CHAMPIONS.id, LOST.id, null]) {
          const mine = expected.filter((one) => one.segment === segment);
          const found = step.value.segments.find((one) => one.segment === segment);
          const count = (outcome: string) => mine.filter((one) => one.outcome === outcome).length;
          expect(found?.messages ?? 0).toBe(mine.length);
          expect(found?.heldOut ?? 0).toBe(count('held'));
          expect(found?.capped ?? 0).toBe(count('capped'));
        }
        expect(step.value.customers).toBe(new Set(expected.map(({ customer }) => customer)).size);
      }),
      { numRuns: 300 },
    );
  });

  function naive(rules: Policies, all: readonly DecidedMessage[], since: number) {
    const kept: DecidedMessage[] = [];
    return all.flatMap((one) => {
      const { customer, at, segment } = one;
      const cap = segment === null ? rules.otherwise : (rules.caps[segment] ?? rules.otherwise);
      const lately = kept.filter((other) => other.customer === customer && other.at > at - cap.days * DAY);
      const isHeld = isHeldOut(rules, customer);
      const outcome = isHeld ? 'held' : lately.length >= cap.messages ? 'capped' : 'sent';
      if (at < since || outcome === 'sent') kept.push(one);
      return at < since ? [] : [{ customer, segment, outcome }];
    });
  }
});
