import { describe, expect, test } from 'vitest';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { loyaltyNamedIn } from '../../../domain/words/template-context.ts';
import { DAY } from '../../../domain/time.ts';
import { workspaceId } from '../../../domain/ids.schema.ts';
import { publishAudience } from '../../../domain/playbook.ts';
import { audiencePart } from '../../../publishing/audience-part.ts';
import type { CheckMails } from '../../../publishing/journey-part.ts';
import { questsInUse, rewardProblems } from '../../../publishing/loyalty-names.ts';
import { templatePart } from '../../../publishing/template-part.ts';
import { aJourney, anActivity, anAudience, aPlaybook, aPurchase, aTemplate, NOON } from '../../builders.ts';
import { Life, withLoyalty } from './life.ts';

const WORKSPACE_ROW = { _id: workspaceId.parse('shop'), currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 };

type Step = JourneyInput['steps'][number];
const toast = (id: string): Step => ({ id, type: 'place', placement: 'toast', slot: 's', title: 'T', body: 'B' });
const badge: Step = { id: 'badge', type: 'grant', reward: { give: 'badge', badge: 'b' } };
const quest = {
  id: 'q',
  name: 'Two orders',
  steps: [{ id: 'buy', name: 'Orders', by: 'count', on: 'purchase', target: 2 }],
  milestones: [{ id: 'first', after: { step: 'buy', done: 1 } }],
  deadline: { by: 'days', days: 5 },
  remindDays: 1,
  rewards: [{ give: 'badge', badge: 'b' }],
};
const hello = { on: 'event', event: 'hello' } as const;

function life(journeys: readonly Partial<JourneyInput>[], draft: object = {}): Life {
  const definitions = journeys.map((given, place) => aJourney({ id: `j-${place}`, ...given }));
  const programme = { earn: [], badges: [{ id: 'b', name: 'Buyer' }], quests: [{ ...quest, ...draft }] };
  return new Life(withLoyalty(programme, aPlaybook(definitions)));
}

const buys = (n: number, at: number) => aPurchase({ id: `o-${n}`, at });
const says = (id: string, at: number) => anActivity({ id, type: 'hello', at });
const shown = ({ effects }: Life) => effects.map(({ origin }) => (origin.by === 'journey' ? origin.place.step : ''));
const took = ({ entries }: Life) =>
  entries.flatMap(({ facts }) => facts.flatMap((fact) => (fact.what === 'passed' && fact.took ? [fact.took] : [])));

describe('a journey that waits for quests', () => {
  const news = ['progressed', 'milestone', 'completed', 'ending', 'expired'] as const;
  const of = (is: (typeof news)[number]) => ({ enter: { on: 'quest', quest: 'q', is } as const, steps: [toast(is)] });

  test('hears of progress, of a milestone and of the end as they come', () => {
    const one = life(news.map(of)).take(NOON, buys(1, NOON));
    expect(shown(one).toSorted()).toEqual(['milestone', 'progressed']);
    one.take(NOON + 1, buys(2, NOON + 1));
    expect(shown(one).toSorted()).toEqual(['completed', 'milestone', 'progressed', 'progressed']);
  });

  test('hears that its time is nearly over, and over', () => {
    const one = life(news.map(of))
      .take(NOON, buys(1, NOON))
      .take(NOON + 30 * DAY);
    expect(shown(one).slice(-2)).toEqual(['ending', 'expired']);
  });

  test('is let in by the milestone that it names only', () => {
    const by = (milestone: string) => ({ on: 'quest', quest: 'q', is: 'milestone', milestone }) as const;
    const one = life([
      { enter: by('first'), steps: [toast('mine')] },
      { enter: by('other'), steps: [toast('not-mine')] },
    ]);
    expect(shown(one.take(NOON, buys(1, NOON)))).toEqual(['mine']);
  });
});

describe('a step that begins a quest', () => {
  const steps: Step[] = [
    { id: 'begin', type: 'quest', quest: 'q', onAlready: 'again' },
    toast('began'),
    { id: 'end', type: 'stop', reason: 'done' },
    toast('again'),
  ];

  test('begins it, and goes another way where it runs already', () => {
    const one = life([{ enter: hello, steps }], { start: { by: 'step' } }).take(NOON, says('a', NOON));
    expect(one.state.loyalty?.quests).toMatchObject({ q: { is: 'running', startedAt: NOON } });
    expect(one.state.loyalty?.nextAt).toBe(Date.parse('2026-01-17T00:00:00Z'));
    one.take(NOON + 1, says('b', NOON + 1));
    expect([took(one), shown(one)]).toEqual([
      ['started', 'already'],
      ['began', 'again'],
    ]);
  });

  test('counts nothing that brought the customer to it', () => {
    const enter = { on: 'event', event: 'purchase' } as const;
    const one = life([{ enter, steps }], { start: { by: 'step' } })
      .take(NOON, buys(1, NOON))
      .take(NOON + 1);
    expect(one.facts.map((fact) => fact.what === 'quest' && fact.is)).toEqual(['started']);
  });

  test('of a quest that there is not goes on all the same', () => {
    const one = life([{ enter: hello, steps: [{ id: 'x', type: 'quest', quest: 'gone' }, toast('on')] }]);
    expect(shown(one.take(NOON, says('a', NOON)))).toEqual(['on']);
  });
});

describe('a badge', () => {
  const onBadge = { on: 'badge', badge: 'b' } as const;

  test('that a quest gives lets in, once', () => {
    const one = life([{ enter: onBadge, steps: [toast('welcome')] }]);
    one.take(NOON + 2, buys(1, NOON), buys(2, NOON + 1), buys(3, NOON + 2));
    expect(shown(one)).toEqual(['welcome']);
  });

  test('that a step gives is heard of at the same instant: it lets in, ends waits, and reaches goals', () => {
    const one = life([
      { enter: hello, priority: 9, steps: [badge, toast('given')] },
      { enter: onBadge, steps: [toast('let-in')] },
      { enter: hello, steps: [{ id: 'wait', type: 'wait', until: onBadge, for: '9d' }, toast('waited')] },
      {
        enter: hello,
        goal: { ...onBadge, within: '1d' },
        steps: [{ id: 'w', type: 'wait', for: '9d' }, toast('never')],
      },
    ]);
    one.take(NOON, says('a', NOON));
    expect(shown(one).toSorted()).toEqual(['given', 'let-in', 'waited']);
    expect(one.entries.flatMap(({ facts }) => facts)).toContainEqual(
      expect.objectContaining({ what: 'left', because: { by: 'goal' } }),
    );
    expect(one.entries).toHaveLength(1);
  });

  test('given by a step at a purchase counts what was bought once', () => {
    const enter = { on: 'event', event: 'purchase' } as const;
    const goal = { on: 'event', event: 'never', within: '9d' } as const;
    const wait: Step = { id: 'w', type: 'wait', for: '9d' };
    const one = life([
      { enter: hello, goal, steps: [wait] },
      { enter, steps: [badge] },
      { enter: onBadge, steps: [toast('t')] },
    ]);
    one.take(NOON, says('a', NOON)).take(NOON + 1, buys(1, NOON + 1));
    const earned = one.entries.flatMap(({ facts }) => facts.filter(({ what }) => what === 'earned'));
    expect(earned).toMatchObject([{ amount: 4_000 }]);
  });
});

describe('conditions and mails', () => {
  const branch = (field: string, value: string | number | boolean): Step[] => [
    { id: 'is', type: 'branch', paths: [{ when: { field, op: 'eq', value }, next: 'yes' }] },
    { id: 'no', type: 'stop', reason: 'no' },
    toast('yes'),
  ];

  test.each([
    ['quest.q', 'not-started', 0],
    ['quest.q', 'running', 1],
    ['quest.q', 'completed', 2],
    ['quest.q.progress', 0, 0],
    ['quest.q.progress', 50, 1],
    ['quest.q.progress', 100, 2],
    ['quest.q.completed', 0, 1],
    ['quest.q.completed', 1, 2],
    ['badge.b', false, 1],
    ['badge.b', true, 2],
    ['badges', 1, 2],
  ])('%s is %s after %i orders', (field, value, orders) => {
    const one = life([{ enter: hello, steps: branch(field, value) }]);
    for (let n = 0; n < orders; n += 1) one.take(NOON + n, buys(n, NOON + n));
    expect(shown(one.take(NOON + 9, says('a', NOON + 9)))).toEqual(['yes']);
  });

  test('of quests and badges that there are not are found before they are published', () => {
    const enter = { on: 'quest', quest: 'no', is: 'completed' } as const;
    const journey = aJourney({
      enter,
      exit: [{ on: 'badge', badge: 'none' }],
      steps: [...branch('quest.nor.progress', 5), { id: 'q', type: 'quest', quest: 'q' }],
    });
    expect(rewardProblems(journey, life([]).playbook).map(({ code, path }) => [code, path])).toEqual([
      ['unknown-quest', 'enter.quest'],
      ['unknown-badge', 'exit[0].badge'],
      ['unknown-quest', 'steps[0].paths[0].when.field'],
    ]);
  });

  test('audiences and templates name quests and badges that there are', async () => {
    const { playbook: book } = life([]);
    const when = {
      all: [
        { field: 'quest.nor.progress', op: 'gte', value: 5 },
        { field: 'badge.b', op: 'eq', value: true },
      ],
    } as const;
    const base = { workspace: WORKSPACE_ROW, now: NOON, book };
    const texts = { en: { subject: 'S', body: 'B' } };
    const template = aTemplate({
      variants: [
        { id: 'v', when, texts },
        { id: 'w', texts },
      ],
    });
    const sound: CheckMails = async (_, mails) => mails.map(() => []);
    const part = templatePart(sound);
    const ofTemplate = (await part.faults(part.sourceOf(template), base)).problems;
    const ofAudience = (await audiencePart.faults(anAudience('a', when), base)).problems;
    expect([...ofAudience, ...ofTemplate].map(({ code, path }) => [code, path])).toEqual([
      ['unknown-quest', 'condition.all[0].field'],
      ['unknown-quest', 'variants[0].when.all[0].field'],
    ]);
  });

  test('a quest that something live names is not left out of the programme', () => {
    const { playbook } = life([]);
    const programme = playbook.loyalty ?? { quests: [], badges: [] };
    const named = publishAudience(playbook, anAudience('a', { field: 'quest.q', op: 'eq', value: 'running' }));
    const without = { ...programme, quests: [] };
    expect(questsInUse(programme, named)).toEqual([]);
    expect(questsInUse(without, playbook)).toEqual([]);
    expect(questsInUse(without, named)).toMatchObject([{ code: 'quest-in-use', path: 'audiences.a.condition.field' }]);
    expect(
      questsInUse(without, publishAudience(named, { ...anAudience('a', { did: 'purchase' }), archived: true })),
    ).toEqual([]);
  });

  test('a mail names the quest that something happened in last', () => {
    const one = life([]);
    const named = () => loyaltyNamedIn(['{{ quest.done }}'], one.state, one.playbook, 'UTC').quest;
    expect(named()).toEqual({ id: null, name: null, step: null, done: 0, target: 0, deadline: null });
    one.take(NOON, buys(1, NOON));
    const last = { id: 'q', name: 'Two orders', step: 'Orders', target: 2, deadline: '2026-01-17' };
    expect(named()).toEqual({ ...last, done: 1 });
    one.take(NOON + 1, buys(2, NOON + 1));
    expect(named()).toEqual({ ...last, done: 2 });
    expect(loyaltyNamedIn(['{{ points.active }}'], one.state, one.playbook, 'UTC')).not.toHaveProperty('quest');
  });
});
