import { describe, expect, test } from 'vitest';
import { fold, decide } from '../../../domain/decision/decide.ts';
import { reread } from '../../../domain/decision/adopt-rules.ts';
import { quietlyAdopted } from '../../../domain/decision/quiet-adoption.ts';
import { NEW_CUSTOMER } from '../../../domain/decision/state.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { publishAudience, publishJourney, wakingAnew, type Playbook } from '../../../domain/playbook.ts';
import { DAY, HOUR, MINUTE } from '../../../domain/time.ts';
import {
  aJourney,
  anActivity,
  anAudience,
  aPlaybook,
  aPurchase,
  CUSTOMER_KEY,
  NOON,
  withAudiences,
} from '../../builders.ts';
import { live } from '../decide/shop.ts';

const lately = anAudience('lately', { did: 'purchase', within: '30d' });
const regulars = anAudience('regulars', { all: [{ in: 'lately' }, { did: 'purchase', times: 2 }] });
const bye = { id: 'bye', type: 'stop', reason: 'done' } as const;

function telling(given: Partial<JourneyInput>, playbook: Playbook): Playbook {
  return publishJourney(playbook, aJourney(given));
}

/** What a life comes to: each change of an audience, and each fact of a journey, with its instant since `NOON`. */
async function told(calls: Parameters<typeof live>[0], playbook: Playbook) {
  const { journal } = await live(calls, { playbook, sandbox: true });
  return journal.flatMap(({ at, audiences = [], facts }) => [
    ...audiences.map(({ audience, is }) => [at - NOON, `${is} ${audience}`]),
    ...facts.flatMap((fact) => {
      if (fact.what === 'entered') return [[at - NOON, `into ${fact.place.journey}`]];
      return fact.what === 'left' ? [[at - NOON, `out of ${fact.place.journey} by ${fact.because.by}`]] : [];
    }),
  ]);
}

describe('an audience', () => {
  test('is entered by what somebody does, and left at the very instant at which that is too long ago', async () => {
    const events = [aPurchase({ at: NOON }), aPurchase({ id: 'p-2', at: NOON + 10 * DAY + 7 })];
    expect(await told([{ now: NOON + 90 * DAY, events }], withAudiences([regulars, lately]))).toEqual([
      [0, 'entered lately'],
      [10 * DAY + 7, 'entered regulars'],
      [40 * DAY + 7, 'left lately'],
      [40 * DAY + 7, 'left regulars'],
    ]);
  });

  test('lets into a journey and out of it, at that instant', async () => {
    const playbook = telling(
      {
        enter: { on: 'audience', audience: 'lately', is: 'entered' },
        exit: [{ on: 'audience', audience: 'lately', is: 'left' }],
        steps: [{ id: 'w', type: 'wait', for: '300d' }, bye],
      },
      withAudiences([lately]),
    );
    expect(await told([{ now: NOON + 90 * DAY, events: [aPurchase({ at: NOON })] }], playbook)).toEqual([
      [0, 'entered lately'],
      [0, 'into greeting'],
      [30 * DAY, 'left lately'],
      [30 * DAY, 'out of greeting by exit'],
    ]);
  });

  test('ends a wait, and is what a branch asks for', async () => {
    const steps: JourneyInput['steps'] = [
      { id: 'w', type: 'wait', until: { on: 'audience', audience: 'lately', is: 'left' } },
      { id: 'ask', type: 'branch', paths: [{ when: { in: 'lately' }, next: 'never' }] },
      { id: 'away', type: 'stop', reason: 'away' },
      { id: 'never', type: 'stop', reason: 'never' },
    ];
    const { journal } = await live([{ now: NOON + 90 * DAY, events: [aPurchase({ at: NOON })] }], {
      playbook: telling({ steps }, withAudiences([lately])),
    });
    expect(journal.flatMap(({ facts }) => facts.filter(({ what }) => what === 'left'))).toMatchObject([
      { because: { by: 'stop', reason: 'away' } },
    ]);
  });

  test('that is entered by a late event counts, and lets nobody into a journey', async () => {
    const playbook = telling({ enter: { on: 'audience', audience: 'lately', is: 'entered' } }, withAudiences([lately]));
    const late = aPurchase({ at: NOON - 3 * DAY, seenAt: NOON });
    expect(await told([{ now: NOON, events: [late] }], playbook)).toEqual([[0, 'entered lately']]);
    expect(await told([{ now: NOON, events: [{ ...late, seenAt: late.at + HOUR }] }], playbook)).toEqual([
      [HOUR - 3 * DAY, 'entered lately'],
      [HOUR - 3 * DAY, 'into greeting'],
      [HOUR - 3 * DAY, 'out of greeting by stop'],
    ]);
  });

  test('that is published lets nobody into a journey, and ends what it ends', async () => {
    const before = telling(
      {
        id: 'waits',
        enter: { on: 'event', event: 'purchase' },
        exit: [{ on: 'audience', audience: 'lately', is: 'entered' }],
        steps: [{ id: 'w', type: 'wait', for: '300d' }, bye],
      },
      telling({ enter: { on: 'audience', audience: 'lately', is: 'entered' } }, aPlaybook()),
    );
    const published = wakingAnew(publishAudience(before, lately), NOON + DAY);
    const calls = [
      { now: NOON, events: [aPurchase({ at: NOON })] },
      { now: NOON + DAY + MINUTE, events: [], playbook: published },
      { now: NOON + 90 * DAY, events: [] },
    ];
    expect(await told(calls, before)).toEqual([
      [0, 'into waits'],
      [DAY, 'entered lately'],
      [DAY, 'out of waits by exit'],
      [30 * DAY, 'left lately'],
    ]);
  });

  test('that is archived has nobody in it any more', async () => {
    const archived = wakingAnew(publishAudience(withAudiences([lately]), { ...lately, archived: true }), NOON + DAY);
    const calls = [
      { now: NOON, events: [aPurchase({ at: NOON })] },
      { now: NOON + 2 * DAY, events: [], playbook: archived },
    ];
    expect(await told(calls, withAudiences([lately]))).toEqual([
      [0, 'entered lately'],
      [DAY, 'left lately'],
    ]);
    const { state, wake } = await live(calls, { playbook: withAudiences([lately]) });
    expect([state.audiences, state.audiencesUntil, state.did]).toEqual([undefined, undefined, undefined]);
    expect(wake?.because).not.toMatch(/audience/);
  });

  test('holds whom an import brings, from then on, and wakes them when they leave', () => {
    const playbook = withAudiences([lately, regulars]);
    const circumstances = { customer: CUSTOMER_KEY, playbook, timezone: 'UTC', sandbox: false };
    const history = [3, 40].map((days) => aPurchase({ id: `o-${days}`, at: NOON - days * DAY, silent: true }));
    const { state, next } = fold({ ...circumstances, state: reread(NEW_CUSTOMER, history, playbook), now: NOON });
    expect(state.audiences).toEqual({ lately: NOON, regulars: NOON });
    expect(next).toEqual({ at: NOON + 27 * DAY, because: 'an audience may be entered or left' });
  });

  describe('of new rules', () => {
    const playbook = withAudiences([lately]);
    const circumstances = { customer: CUSTOMER_KEY, timezone: 'UTC', sandbox: false };
    const lived = (now: number) =>
      decide({
        ...circumstances,
        playbook,
        state: NEW_CUSTOMER,
        events: [aPurchase({ at: NOON })],
        orders: new Map(),
        now,
      });
    const renewed = (when: unknown) =>
      wakingAnew(publishAudience(playbook, anAudience('lately', when)), NOON + 50 * DAY);

    test('is adopted asleep by whoever stays where they are and wakes no sooner', () => {
      const { state, next } = lived(NOON + 50 * DAY);
      const input = {
        ...circumstances,
        playbook: renewed({ did: 'purchase', within: '45d' }),
        state,
        now: NOON + 50 * DAY,
      };
      expect(quietlyAdopted(input, next)?.state.rules.wakes).toBe(input.playbook.wakes);
    });

    test('is decided on by whoever comes in by them, or would leave sooner than they wake', () => {
      const { state, next } = lived(NOON + 50 * DAY);
      const entering = {
        ...circumstances,
        playbook: renewed({ did: 'purchase', within: '60d' }),
        state,
        now: NOON + 50 * DAY,
      };
      expect(quietlyAdopted(entering, next)).toBeNull();
      const member = lived(NOON + DAY);
      const sooner = {
        ...circumstances,
        playbook: renewed({ did: 'purchase', within: '10d' }),
        state: member.state,
        now: NOON + DAY,
      };
      expect(quietlyAdopted(sooner, member.next)).toBeNull();
    });
  });

  test('is looked at only where one is published', async () => {
    const visits = [anActivity({ at: NOON })];
    const { state } = await live([{ now: NOON, events: visits }], { playbook: aPlaybook() });
    expect(Object.keys(state)).not.toContain('audiences');
    expect(Object.keys(state)).not.toContain('audiencesUntil');
  });
});
