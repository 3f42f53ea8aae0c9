import type { getLoyaltyContract } from '../../../api/loyalty/get-loyalty.contract.ts';
import type { CallReply } from '../../api/call.ts';
import type { RewardWords } from './words.ts';

/** The loyalty programme, as it is written. */

export type LoyaltyView = CallReply<typeof getLoyaltyContract>;
export type Programme = NonNullable<LoyaltyView['loyalty']>['definition'];
export type EarningRule = Programme['earn'][number];
export type TierSet = NonNullable<Programme['tiers']>;
export type TierLevel = TierSet['levels'][number];
export type Quest = NonNullable<Programme['quests']>[number];
export type QuestStep = Quest['steps'][number];
export type Badge = NonNullable<Programme['badges']>[number];
export type Referral = NonNullable<Programme['referral']>;
export type Board = NonNullable<Programme['boards']>[number];
export type Reward = NonNullable<Quest['rewards']>[number];

export const NO_PROGRAMME: Programme = { earn: [] };

/** In whole units of money: enough for a second order, and for a regular. */
const SILVER = 200;
const GOLD = 600;

/** A programme that most shops can begin with. @param unit a whole unit of money, in minor units */
export function starterProgramme(words: RewardWords['starter'], unit: number): Programme {
  return {
    earn: [
      {
        id: 'orders',
        on: 'purchase',
        per: { by: 'amount', amount: unit, points: 1 },
        pending: { days: 14 },
        expire: { by: 'rolling', months: 12, roundTo: 'month' },
      },
    ],
    quests: [
      {
        id: 'three-orders',
        name: words.quest,
        text: words.questText,
        steps: [{ id: 'orders', name: words.orders, by: 'count', on: 'purchase', target: 3 }],
        deadline: { by: 'calendar', period: 'month' },
        remindDays: 5,
        repeat: { on: 'expiration', most: 12 },
        rewards: [{ give: 'points', points: 100, expire: { by: 'rolling', months: 12, roundTo: 'month' } }],
      },
    ],
    tiers: {
      metric: { by: 'spend' },
      window: { by: 'rolling', days: 365 },
      validity: { by: 'days', days: 365 },
      downgrade: 'one-step',
      graceDays: 30,
      warnDays: 14,
      levels: [
        { id: 'bronze', name: words.bronze, min: 0 },
        { id: 'silver', name: words.silver, min: SILVER * unit, multiplier: 1.5 },
        { id: 'gold', name: words.gold, min: GOLD * unit, multiplier: 2 },
      ],
    },
  };
}

type Part = keyof RewardWords['draft']['parts'];

export interface Difference {
  readonly part: Part;
  /** What is said of it: a name, or an id; null where there is only one of it. */
  readonly name: string | null;
  readonly is: keyof RewardWords['draft']['is'];
}

interface Named {
  readonly id: string;
  readonly name?: string | undefined;
}

/** What publishing a draft would change. @param before what is in force; null: nothing */
export function differencesOf(before: Programme | null, after: Programme): readonly Difference[] {
  const was = before ?? NO_PROGRAMME;
  const list = (part: Part, one: readonly Named[] = [], other: readonly Named[] = []) => listed(part, one, other);
  return [
    ...list('earn', was.earn, after.earn),
    ...list('campaigns', was.campaigns, after.campaigns),
    ...list('levels', was.tiers?.levels, after.tiers?.levels),
    ...single('ladder', ladderOf(was), ladderOf(after)),
    ...list('quests', was.quests, after.quests),
    ...list('badges', was.badges, after.badges),
    ...list('draws', was.draws, after.draws),
    ...list('boards', was.boards, after.boards),
    ...single('referral', was.referral, after.referral),
    ...single('expiryWarnDays', was.expiryWarnDays, after.expiryWarnDays),
    ...single('worth', was.worth, after.worth),
    ...single('segments', was.segments, after.segments),
    ...single('mostPerDay', was.mostPerDay, after.mostPerDay),
  ];
}

function listed(part: Part, before: readonly Named[], after: readonly Named[]): readonly Difference[] {
  const nameOf = ({ id, name }: Named) => (name === undefined || name === '' ? id : name);
  const now = after.flatMap((each): readonly Difference[] => {
    const old = before.find(({ id }) => id === each.id);
    if (old === undefined) return [{ part, name: nameOf(each), is: 'new' }];
    return textOf(old) === textOf(each) ? [] : [{ part, name: nameOf(each), is: 'changed' }];
  });
  const gone = before.filter(({ id }) => !after.some((each) => each.id === id));
  return [...now, ...gone.map((each): Difference => ({ part, name: nameOf(each), is: 'gone' }))];
}

function single(part: Part, before: unknown, after: unknown): readonly Difference[] {
  const none = textOf(undefined);
  const [one, other] = [textOf(before), textOf(after)];
  if (one === other) return [];
  return [{ part, name: null, is: one === none ? 'new' : other === none ? 'gone' : 'changed' }];
}

function ladderOf({ tiers }: Programme): unknown {
  if (!tiers) return undefined;
  const { levels: _levels, ...ladder } = tiers;
  return ladder;
}

/** As text that does not depend on the order in which fields were written. */
function textOf(value: unknown): string {
  const sorted = (_name: string, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : each;
  return JSON.stringify(value, sorted) ?? '';
}

interface Expiring {
  readonly last: string;
  readonly points: number;
}

/** What expires, by the first day of each month. */
export function byMonth(expiring: readonly Expiring[]): readonly { readonly month: string; readonly points: number }[] {
  const months = new Map<string, number>();
  for (const { last, points } of expiring) {
    const month = `${last.slice(0, 7)}-01`;
    months.set(month, (months.get(month) ?? 0) + points);
  }
  return [...months].map(([month, points]) => ({ month, points }));
}

export interface TierLine {
  readonly id: string;
  readonly name: string;
  readonly customers: number;
  /** Of all who hold one. */
  readonly share: number;
  /** Null: it is not in the programme any more. */
  readonly level: TierLevel | null;
}

interface Holders {
  readonly tier: string;
  readonly customers: number;
}

/** Every tier with who holds it, lowest first; those that are gone and still held come last. */
export function tierLines(levels: readonly TierLevel[], holders: readonly Holders[]): readonly TierLine[] {
  const all = holders.reduce((sum, { customers }) => sum + customers, 0);
  const line = (id: string, level: TierLevel | null): TierLine => {
    const customers = holders.find(({ tier }) => tier === id)?.customers ?? 0;
    return { id, name: level?.name ?? id, customers, share: all === 0 ? 0 : customers / all, level };
  };
  const gone = holders.filter(({ tier }) => !levels.some(({ id }) => id === tier));
  return [...levels.map((level) => line(level.id, level)), ...gone.map(({ tier }) => line(tier, null))];
}

/** A list with one of it put in the place of another. */
export function withAt<Each>(list: readonly Each[], place: number, value: Each): Each[] {
  return list.map((each, index) => (index === place ? value : each));
}

export function withoutAt<Each>(list: readonly Each[], place: number): Each[] {
  return list.filter((_each, index) => index !== place);
}
