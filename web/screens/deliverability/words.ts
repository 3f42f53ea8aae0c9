import { lazyWords } from '../../words/lazy-words.ts';
import type { deliverability } from '../../words/en/deliverability.ts';

export type DeliverabilityWords = typeof deliverability;

/** What is said of whether messages arrive. */
export const useDeliverabilityWords = lazyWords<DeliverabilityWords>({
  en: async () => (await import('../../words/en/deliverability.ts')).deliverability,
  tr: async () => (await import('../../words/tr/deliverability.ts')).deliverability,
});
