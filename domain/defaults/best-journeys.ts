import type { JourneyInput } from '../journey/definition/definition.schema.ts';

/** The best customers are thanked where they are anyway: no mail, no coupon. */
const championsThanks: JourneyInput = {
  id: 'champions-thanks',
  name: 'Champions: thank you',
  enter: { on: 'move', to: ['champions'], again: '60d' },
  exit: [{ on: 'move', from: ['champions'] }],
  priority: 40,
  steps: [
    {
      id: 'thank-you',
      type: 'place',
      placement: 'toast',
      slot: 'corner',
      template: 'champions-thanks',
      for: '14d',
    },
  ],
};

const loyalBanner: JourneyInput = {
  id: 'loyal-banner',
  name: 'Loyal: a banner that fits',
  enter: { on: 'move', to: ['loyal'], again: '30d' },
  exit: [{ on: 'move', from: ['loyal'] }],
  priority: 40,
  steps: [
    { id: 'what-fits', type: 'place', placement: 'banner', slot: 'home', template: 'loyal-banner', for: '14d' },
    { id: 'shown', type: 'stop', reason: 'banner shown' },
  ],
};

/** Champions hear of it in a toast, all others by a banner; the template speaks to each of them in their tone. */
const tierReached: JourneyInput = {
  id: 'tier-reached',
  name: 'A new tier: well done',
  enter: { on: 'tier', changed: 'up', to: ['silver', 'gold'] },
  priority: 45,
  steps: [
    {
      id: 'who',
      type: 'branch',
      paths: [{ when: { field: 'segment', op: 'eq', value: 'champions' }, next: 'toast' }],
      next: 'banner',
    },
    {
      id: 'toast',
      type: 'place',
      placement: 'toast',
      slot: 'corner',
      template: 'tier-reached',
      for: '14d',
      next: 'shown',
    },
    { id: 'banner', type: 'place', placement: 'banner', slot: 'home', template: 'tier-reached', for: '14d' },
    { id: 'shown', type: 'stop', reason: 'the new tier was shown' },
  ],
};

/** For those who come often: tiers, a thank you, and nothing that has to be paid for. */
export const FOR_THE_BEST: readonly JourneyInput[] = [championsThanks, loyalBanner, tierReached];
