import type { getCustomerContract } from '../../../api/customers/get-customer.contract.ts';
import type { CallReply } from '../../api/call.ts';
import { useFormat } from '../../format/use-format.ts';
import { laterWords } from '../../words/later.ts';

type Customer = CallReply<typeof getCustomerContract>;
export type ScoreChange = NonNullable<Customer['when']['score'] | Customer['when']['move']>;
export type SilenceReason = NonNullable<Customer['when']['silence']['reason']>;
export type Trend = NonNullable<Customer['trajectory']>;

/** How figures, times and names are said in a sentence. */
export interface Saying {
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  /** Minor units. */
  readonly money: (minor: number) => string;
  readonly date: (time: string) => string;
  /** With hour and minute. */
  readonly minute: (time: string) => string;
}

/** What the API says of a customer in English sentences, in a language of the pages. */
export interface TellingWords {
  readonly scoreChange: (change: Pick<ScoreChange, 'by' | 'because'>) => string;
  /** `because`: the sentence of the API. */
  readonly silence: (reason: SilenceReason, because: string, say: Saying) => string;
  readonly trend: (trend: Pick<Trend, 'because' | 'read'>, say: Saying) => string;
}

/** Loaded with the screens that tell of customers. */
export const useTellingWords = laterWords<TellingWords>({
  en: async () => (await import('../../words/en/telling.ts')).telling,
  tr: async () => (await import('../../words/tr/telling.ts')).telling,
});

export function useSaying(): Saying {
  const format = useFormat();
  return {
    number: format.number,
    percent: format.percent,
    money: format.exactMoney,
    date: format.date,
    minute: (time) => `${format.date(time)} ${format.time(time).slice(0, 'hh:mm'.length)}`,
  };
}
