import { loyaltyDraft, type LoyaltyDraft } from '../loyalty/draft.schema.ts';

/** Of an amount that earns a point: of a currency without minor units one is too little to count. */
const LEAST_DIGITS = 2;

/** The quest that the journey of Potential Loyalists begins. */
export const FIRST_STEPS = 'first-steps';

/**
 * The loyalty programme that a new workspace starts with. Tiers go by orders, which mean the same in every currency, and can
 * be counted in a sentence. Points are active at once and do not expire: a shop that has said nothing yet takes nothing
 * away, and nobody has to wake for it. Nothing in it is a discount.
 * @param digits how many the minor units of the currency take
 */
export function defaultProgramme(digits: number): LoyaltyDraft {
  const expire = { by: 'never' } as const;
  return loyaltyDraft.parse({
    earn: [
      {
        id: 'orders',
        on: 'purchase',
        per: { by: 'amount', amount: 10 ** Math.max(LEAST_DIGITS, digits), points: 1 },
        expire,
      },
    ],
    badges: [{ id: 'settled-in', name: 'Settled in', text: 'Found their way around, and came back for more.' }],
    quests: [
      {
        id: FIRST_STEPS,
        name: 'First steps',
        text: 'Two more orders, whenever you need something. There is no hurry.',
        start: { by: 'step' },
        steps: [{ id: 'orders', name: 'Two more orders', on: 'purchase', by: 'count', target: 2 }],
        rewards: [
          { give: 'points', points: 100, expire },
          { give: 'badge', badge: 'settled-in' },
        ],
      },
    ],
    tiers: {
      metric: { by: 'orders' },
      window: { by: 'rolling', days: 365 },
      validity: { by: 'days', days: 365 },
      downgrade: 'one-step',
      graceDays: 30,
      levels: [
        { id: 'bronze', name: 'Bronze', min: 0 },
        { id: 'silver', name: 'Silver', min: 4, multiplier: 1.25 },
        { id: 'gold', name: 'Gold', min: 10, multiplier: 1.5 },
      ],
    },
  });
}
