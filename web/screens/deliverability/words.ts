import { laterWords } from '../../words/later.ts';
import type { deliverability } from '../../words/en/deliverability.ts';

export type DeliverabilityWords = typeof deliverability;

/** What is said of whether messages arrive. */
export const useDeliverabilityWords = laterWords<DeliverabilityWords>({
  en: async () => (await import('../../words/en/deliverability.ts')).deliverability,
  tr: async () => (await import('../../words/tr/deliverability.ts')).deliverability,
});
