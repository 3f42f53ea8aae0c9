import type { subscriptions } from '../../../words/en/subscriptions.ts';
import { laterWords } from '../../../words/later.ts';

export type SubscriptionWords = typeof subscriptions;

/** What the screen of subscriptions says, and the strip on every screen where one of them is paused. */
export const useSubscriptionWords = laterWords<SubscriptionWords>({
  en: async () => (await import('../../../words/en/subscriptions.ts')).subscriptions,
  tr: async () => (await import('../../../words/tr/subscriptions.ts')).subscriptions,
});
