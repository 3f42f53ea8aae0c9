import { describe, expect, test } from 'vitest';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { isHeldOut } from '../../../domain/policy/holdout.ts';
import { DEFAULT_POLICIES, type Policies } from '../../../domain/policy/policies.ts';
import type { CustomerState } from '../../../domain/decision/state.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import {
  CONSENTED,
  CUSTOMER,
  inside,
  NOON,
  aCustomer,
  aJourney,
  aPlaybook,
  aSegment,
  aStanding,
  anActivity,
  at,
  occurrence,
  take,
} from '../../builders.ts';

const view = { on: 'event', event: 'view' } as const;
const mail = (id: string) => ({ id, type: 'send', channel: 'email', subject: 'S', body: 'B' }) as const;
const toast = { id: 'toast', type: 'place', placement: 'toast', slot: 'corner', title: 'T', body: 'B' } as const;
const viewed = (when: number) => occurrence(anActivity({ at: when }));
const policies = (given: Partial<Policies>) => ({ policies: { ...DEFAULT_POLICIES, ...given } });
const book = (steps: JourneyInput['steps'], given: Partial<Policies> = {}) =>
  aPlaybook([aJourney({ enter: view, steps })], policies(given));
const greeting = aJourney().id;
const NIGHT = at('2026-01-12T23:00:00Z');
const MORNING = at('2026-01-13T09:00:00Z');

describe('a send', () => {
  test('is decided once, with what the template may see, and is counted', () => {
    const { effects, state } = take(book([mail('hello')]), aCustomer({ standing: aStanding() }), NOON, [viewed(NOON)]);
    expect(effects).toMatchObject([
      {
        kind: 'sendMessage',
        channel: 'email',
        key: 'shop:c-1:greeting:1:1:hello:1',
        at: NOON,
        summary: 'email step hello of "Greeting"',
        context: { segment: 'potential-loyalist', orders: 0, daysSinceLast: null },
      },
    ]);
    expect(state.sent).toEqual([[NOON, 'greeting', 'email', 'marketing']]);
  });

  test('carries the attributes that its template names, and no others', () => {
    const attributes = { plan: { value: 'gold', at: 0 }, city: { value: 'Ulm', at: 0 }, gone: { value: null, at: 0 } };
    const of = (body: string) =>
      take(book([{ ...mail('hello'), body }]), aCustomer({ attributes }), NOON, [viewed(NOON)]).effects[0];
    expect(of('{{ attributes.plan }}{{ attributes.gone }}')).toMatchObject({
      context: { attributes: { plan: 'gold' } },
    });
    expect(of('Our plan')).not.toHaveProperty('context.attributes');
  });

  test('has a summary of at most 200 bytes, whatever the journey is called', () => {
    const named = aPlaybook([aJourney({ enter: view, name: '大'.repeat(120), steps: [mail('hello')] })]);
    const [effect] = take(named, aCustomer(), NOON, [viewed(NOON)]).effects;
    const bytes = Buffer.byteLength(effect?.summary ?? '');
    expect(bytes).toBeGreaterThan(190);
    expect(bytes).toBeLessThanOrEqual(200);
  });
});

describe('consent', () => {
  const outcome = (profile: CustomerState['profile'], sandbox = false) =>
    take(book([mail('hello'), toast]), aCustomer({ profile }), NOON, [viewed(NOON)], { sandbox });

  test('is needed, and its lack skips the mail but not the journey', () => {
    for (const profile of [{}, { consents: { email: { marketing: { granted: false, at: NOON } } } }]) {
      const { effects, told, state } = outcome(profile);
      expect(effects.map(({ kind }) => kind)).toEqual(['showPlacement']);
      expect(told).toContainEqual(
        expect.objectContaining({
          what: 'skipped',
          place: expect.objectContaining({ journey: greeting, step: 'hello' }),
          because: 'no-consent',
        }),
      );
      expect(state.sent).toEqual([]);
    }
  });

  test('is not needed in a sandbox, and a withdrawal counts there too', () => {
    expect(outcome({}, true).effects.map(({ kind }) => kind)).toEqual(['sendMessage', 'showPlacement']);
    const withdrawn = outcome({ consents: { email: { marketing: { granted: false, at: NOON } } } }, true);
    expect(withdrawn.effects.map(({ kind }) => kind)).toEqual(['showPlacement']);
    expect(withdrawn.told).toContainEqual(expect.objectContaining({ what: 'skipped', because: 'no-consent' }));
  });

  test('that is withdrawn while a mail is held back stops it', () => {
    const playbook = book([mail('hello')]);
    const held = take(playbook, aCustomer(), NIGHT, [viewed(NIGHT)]).state;
    const without = { ...held, profile: { consents: { email: { marketing: { granted: false, at: NIGHT + HOUR } } } } };
    const morning = take(playbook, without, MORNING);
    expect(morning.effects).toEqual([]);
    expect(morning.told).toMatchObject([{ because: 'no-consent' }, { what: 'left' }]);
  });
});

describe('quiet hours', () => {
  test('hold a mail back until they end', () => {
    const playbook = book([mail('hello'), toast]);
    const held = take(playbook, aCustomer(), NIGHT, [viewed(NIGHT)]);
    expect(held.effects).toEqual([]);
    expect(inside(held.state, greeting)).toMatchObject({
      step: 'hello',
      since: NIGHT,
      waiting: { for: 'quiet-hours', until: MORNING },
    });
    expect(take(playbook, held.state, MORNING - 1).told).toEqual([]);
    const sent = take(playbook, held.state, MORNING);
    expect(sent.effects.map(({ key, at: when }) => [key, when])).toEqual([
      ['shop:c-1:greeting:1:1:hello:1', MORNING],
      ['shop:c-1:greeting:1:1:toast:1', MORNING],
    ]);
  });

  test("are the customer's own where the zone is known, else the workspace's", () => {
    const noonInLondon = (name: string | null) => {
      const customer = aCustomer({ profile: { ...CONSENTED, timezone: { name, at: 0 } } });
      const found = take(book([mail('hello')]), customer, NOON, [viewed(NOON)], { timezone: 'Europe/London' });
      return found.effects.length;
    };
    expect(noonInLondon('Europe/Berlin')).toBe(1);
    expect(noonInLondon('Asia/Tokyo')).toBe(0);
    expect(noonInLondon('Mars/Olympus')).toBe(1);
    expect(noonInLondon(null)).toBe(1);
  });

  test('skip a mail that would be held back for too long in all', () => {
    const long = { quietHours: { from: '21:00', to: '09:00' }, holdAtMostHours: 9 };
    const skipped = take(book([mail('hello')], long), aCustomer(), NIGHT, [viewed(NIGHT)]);
    expect(skipped.told).toContainEqual(
      expect.objectContaining({
        what: 'skipped',
        place: expect.objectContaining({ journey: greeting, step: 'hello' }),
        because: 'quiet-hours',
      }),
    );
    const held = take(book([mail('hello')], { ...long, holdAtMostHours: 10 }), aCustomer(), NIGHT, [viewed(NIGHT)]);
    expect(inside(held.state, greeting)?.waiting.for).toBe('quiet-hours');
  });
});

describe('quiet hours of a country', () => {
  const quietHoursIn = { US: { all: { from: '20:00', to: '09:00' }, email: null }, DE: { all: null }, FR: {} };
  const country = (value: string) => aCustomer({ attributes: { country: { value, at: 0 } } });
  const by = (code: string | null) => aCustomer({ profile: { ...CONSENTED, country: { code, at: 0 } } });

  test.each([
    ['of the attribute', country('de'), 1],
    ['of the number', by('DE'), 1],
    ['of the attribute before that of the number', { ...by('FR'), ...country('DE'), profile: by('FR').profile }, 1],
    ['where none is named for the channel', country('US'), 1],
    ['with nothing said of it are those of all', country('FR'), 0],
    ['that is not known are those of all', by(null), 0],
  ])('%s', (_, customer, sent) => {
    const { effects } = take(book([mail('hello')], { quietHoursIn }), customer, NIGHT, [viewed(NIGHT)]);
    expect(effects).toHaveLength(sent);
  });
});

describe('a mail held back by quiet hours', () => {
  test('counts the hold from reaching the step, also when the customer has moved to another zone', () => {
    const playbook = book([mail('hello')], { holdAtMostHours: 12 });
    const held = take(playbook, aCustomer(), NIGHT, [viewed(NIGHT)]).state;
    const moved = { ...held, profile: { ...held.profile, timezone: { name: 'America/New_York', at: NIGHT } } };
    expect(take(playbook, moved, MORNING).told[0]).toMatchObject({ what: 'skipped', because: 'quiet-hours' });
  });

  test('is sent at once where they are switched off', () => {
    expect(take(book([mail('hello')], { quietHours: null }), aCustomer(), NIGHT, [viewed(NIGHT)]).effects).toHaveLength(
      1,
    );
  });

  test('is let go by an exit at once', () => {
    const exit = [{ on: 'event', event: 'click' } as const];
    const playbook = aPlaybook([aJourney({ enter: view, exit, steps: [mail('hello')] })]);
    const held = take(playbook, aCustomer(), NIGHT, [viewed(NIGHT)]).state;
    const click = occurrence(anActivity({ type: 'click', at: NIGHT + HOUR }));
    const left = take(playbook, held, NIGHT + HOUR, [click]).state;
    expect(take(playbook, left, MORNING).effects).toEqual([]);
  });
});

describe('frequency caps', () => {
  const lost = aStanding({ segment: aSegment('lost'), scores: { r: 1, f: 1, m: null } });

  test('are those of the segment the customer is in now', () => {
    const sent = [NOON - 10 * DAY];
    const capped = take(book([mail('hello')]), aCustomer({ standing: lost, sent }), NOON, [viewed(NOON)]);
    expect(capped.told).toContainEqual(
      expect.objectContaining({
        what: 'skipped',
        place: expect.objectContaining({ journey: greeting, step: 'hello' }),
        because: 'capped',
      }),
    );
    expect(capped.state.sent).toEqual(sent);
    const other = take(book([mail('hello')]), aCustomer({ standing: aStanding(), sent }), NOON, [viewed(NOON)]);
    expect(other.effects).toHaveLength(1);
  });

  const three = (['low', 'high', 'middle'] as const).map((id) =>
    aJourney({ id, enter: view, priority: { low: 1, high: 99, middle: 50 }[id], steps: [mail('hello')] }),
  );

  test('give the last place to the higher priority', () => {
    const otherwise = { messages: 2, days: 7 };
    const found = take(aPlaybook(three, policies({ otherwise })), aCustomer(), NOON, [viewed(NOON)]);
    expect(found.effects.map(({ origin }) => origin.place.journey)).toEqual(['high', 'middle']);
    expect(found.told).toContainEqual(
      expect.objectContaining({
        what: 'skipped',
        place: expect.objectContaining({ journey: 'low', step: 'hello' }),
        because: 'priority',
      }),
    );
  });

  test('also among mails that were held back together', () => {
    const otherwise = { messages: 1, days: 7 };
    const playbook = aPlaybook(three, policies({ otherwise }));
    const held = take(playbook, aCustomer(), NIGHT, [viewed(NIGHT)]).state;
    expect(take(playbook, held, MORNING).effects.map(({ origin }) => origin.place.journey)).toEqual(['high']);
  });

  test('count priority between somebody who enters and somebody whose wait ends at the same instant', () => {
    const otherwise = { messages: 1, days: 7 };
    const waiting = aJourney({
      id: 'a-first',
      enter: { on: 'event', event: 'click' },
      priority: 10,
      steps: [{ id: 'day', type: 'wait', for: '1d' }, mail('hello')],
    });
    const entering = aJourney({ id: 'b-second', enter: view, priority: 20, steps: [mail('hello')] });
    const playbook = aPlaybook([waiting, entering], policies({ otherwise }));
    const clicked = occurrence(anActivity({ type: 'click', at: NOON }));
    const { state } = take(playbook, aCustomer(), NOON, [clicked]);
    const found = take(playbook, state, NOON + DAY, [viewed(NOON + DAY)]);
    expect(found.effects.map(({ origin }) => origin.place.journey)).toEqual(['b-second']);
  });

  test('do not touch banners and toasts', () => {
    const sent = [NOON - 3 * HOUR, NOON - 2 * HOUR, NOON - HOUR];
    const [effect] = take(book([toast]), aCustomer({ sent, profile: {} }), NOON, [viewed(NOON)]).effects;
    expect(effect).toMatchObject({
      kind: 'showPlacement',
      until: NOON + 7 * DAY,
      summary: 'toast step toast of "Greeting"',
    });
  });
});

describe('priority', () => {
  const rivals = (['low', 'high', 'middle'] as const).map((id) =>
    aJourney({ id, enter: view, priority: { low: 1, high: 99, middle: 50 }[id], steps: [mail('hello')] }),
  );
  const sentBy = ({ effects }: ReturnType<typeof take>) => effects.map(({ origin }) => origin.place.journey);
  const under = (others: 'hold' | 'skip', given: Partial<Policies> = {}) =>
    aPlaybook(rivals, policies({ priority: { minutes: 60, others }, otherwise: { messages: 9, days: 7 }, ...given }));
  const minutes = (count: number) => NOON + count * 60_000;

  test('lets the highest go first, and the others one after another, so long apart', () => {
    const playbook = under('hold');
    const first = take(playbook, aCustomer(), NOON, [viewed(NOON)]);
    expect(sentBy(first)).toEqual(['high']);
    expect(first.told).toContainEqual(
      expect.objectContaining({ what: 'waiting', waiting: { for: 'priority', until: minutes(60) } }),
    );
    const second = take(playbook, first.state, minutes(60));
    expect(sentBy(second)).toEqual(['middle']);
    expect(sentBy(take(playbook, second.state, minutes(120)))).toEqual(['low']);
  });

  test('skips the others where that is what policies say, and tells why', () => {
    const found = take(under('skip'), aCustomer(), NOON, [viewed(NOON)]);
    expect(sentBy(found)).toEqual(['high']);
    const skipped = found.told.flatMap((fact) => (fact.what === 'skipped' ? [fact] : []));
    expect(skipped.map(({ place, because }) => [place.journey, because])).toEqual([
      ['middle', 'priority'],
      ['low', 'priority'],
    ]);
  });

  test('holds nobody for longer than messages are held at most', () => {
    const found = take(under('hold', { holdAtMostHours: 0 }), aCustomer(), NOON, [viewed(NOON)]);
    expect(found.told.filter((fact) => fact.what === 'skipped' && fact.because === 'priority')).toHaveLength(2);
  });

  test('keeps no message back for another one of the same journey', () => {
    const twice = aJourney({ enter: view, steps: [mail('one'), mail('two')] });
    const playbook = aPlaybook([twice], policies({ priority: { minutes: 60, others: 'skip' } }));
    expect(take(playbook, aCustomer(), NOON, [viewed(NOON)]).effects).toHaveLength(2);
  });
});

describe('a category that is exempt', () => {
  const service = { ...mail('notice'), category: 'service' };
  const exempt = {
    categories: { service: { exempt: true } },
    otherwise: { messages: 0, days: 7 },
    priority: { minutes: 60, others: 'skip' },
  } as const;

  test('is sent by night, over the cap, and beside the message of another journey', () => {
    const { effects, state } = take(book([service], exempt), aCustomer({ sent: [NIGHT] }), NIGHT, [viewed(NIGHT)]);
    expect(effects).toHaveLength(1);
    expect(state.sent).toEqual([NIGHT]);
  });

  test('is sent neither without consent nor to somebody who is held out', () => {
    const playbook = book([service], exempt);
    expect(take(playbook, aCustomer({ profile: {} }), NOON, [viewed(NOON)]).effects).toEqual([]);
    const all = Array.from({ length: 40 }, (_, n) => `salt-${n}`);
    const salt = all.find((one) => isHeldOut({ holdout: { percent: 50, salt: one } }, CUSTOMER)) ?? '';
    const held = book([service], { ...exempt, holdout: { percent: 50, salt } });
    expect(take(held, aCustomer(), NOON, [viewed(NOON)]).effects).toEqual([]);
  });
});
