import type { getCustomerContract } from '../../../api/customers/get-customer.contract.ts';
import type { getTimelineContract } from '../../../api/customers/get-timeline.contract.ts';
import type { NextKind } from '../../../domain/decision/next-kinds.ts';
import type { CallReply } from '../../api/call.ts';
import { useFormat } from '../../format/use-format.ts';
import { useNames } from './use-names.ts';
import { laterWords } from '../../words/later.ts';

type Customer = CallReply<typeof getCustomerContract>;
export type ScoreChange = NonNullable<Customer['when']['score'] | Customer['when']['move']>;
export type SilenceReason = NonNullable<Customer['when']['silence']['reason']>;
export type Entry = CallReply<typeof getTimelineContract>['entries'][number];
export type TimelineEvent = Extract<Entry, { readonly kind: 'event' }>;
export type TimelineSend = Extract<Entry, { readonly kind: 'send' }>;
export type Decision = Extract<Entry, { readonly kind: 'decision' }>;
export type Fact = Decision['journeys'][number];
export type LoyaltyFact = NonNullable<Decision['loyalty']>[number];
export type Trend = NonNullable<Customer['trajectory']>;

/** How figures, times and names are said in a sentence. */
export interface Saying {
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  /** Minor units. */
  readonly money: (minor: number) => string;
  readonly date: (time: string) => string;
  /** A day such as `2026-11-20`, whatever the zone. */
  readonly day: (day: string) => string;
  /** With hour and minute. */
  readonly minute: (time: string) => string;
  /** By their ids. */
  readonly segment: (id: string | null) => string;
  readonly audience: (id: string) => string;
  readonly journey: (id: string) => string;
}

/** What the API says of a customer in English sentences, in a language of the pages. */
export interface TellingWords {
  readonly scoreChange: (change: Pick<ScoreChange, 'by' | 'because'>) => string;
  /** `because`: the sentence of the API. */
  readonly silence: (reason: SilenceReason, because: string, say: Saying) => string;
  readonly trend: (trend: Pick<Trend, 'because' | 'read'>, say: Saying) => string;
  readonly entry: (entry: Entry, say: Saying) => string;
  readonly fact: (fact: Fact, say: Saying) => string;
  /** What a decision says besides facts of journeys; empty where there is nothing. `rest`: the same by the API. */
  readonly besides: (decision: Decision, rest: string, say: Saying) => string;
  /** What comes next by time alone. */
  readonly next: (next: { readonly what: NextKind; readonly because: string }) => string;
}

/** Loaded with the screens that tell of customers. */
export const useTellingWords = laterWords<TellingWords>({
  en: async () => (await import('../../words/en/telling.ts')).telling,
  tr: async () => (await import('../../words/tr/telling.ts')).telling,
});

export function useSaying(): Saying {
  const format = useFormat();
  const { nameOf, audienceName, journeyName } = useNames();
  return {
    segment: nameOf,
    audience: audienceName,
    journey: journeyName,
    number: format.number,
    percent: format.percent,
    money: format.exactMoney,
    date: format.date,
    day: format.fullDay,
    minute: (time) => `${format.date(time)} ${format.time(time).slice(0, 'hh:mm'.length)}`,
  };
}
