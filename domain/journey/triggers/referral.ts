import { z } from 'zod';
import type { ReferralFact } from '../../loyalty/referral/facts.ts';
import { again, since, when, measured } from './options.ts';
import type { TriggerKind } from './trigger.ts';

/** Somebody was brought, or what came of it. */
export interface ReferralOccurrence {
  readonly kind: 'referral';
  readonly is: Exclude<ReferralFact['is'], 'lost'>;
}

const schema = z
  .strictObject({
    on: z.literal('referral').describe('The customer was brought by another one, or brought one'),
    is: z
      .enum(['came', 'bought', 'rewarded', 'brought'])
      .describe(
        'came: another customer brought them; bought: their first order that counts; rewarded: it can be given back no more, and they have ' +
          'their reward; brought: somebody whom they brought has come so far, and they have theirs',
      ),
  })
  .meta({ id: 'ReferralTrigger', description: 'A customer who brings a customer; see referral of the programme' });

type ReferralTrigger = z.infer<typeof schema>;

export const referral = {
  schema,
  enter: schema.extend({ when, again }),
  goal: schema.extend(measured),
  until: schema.extend({ since }),
  names: ({ is }: ReferralTrigger, occurrence: ReferralOccurrence) => is === occurrence.is,
  events: () => [],
  faults: () => [],
} satisfies TriggerKind<ReferralTrigger, ReferralOccurrence> & Record<'enter' | 'goal' | 'until', z.ZodType>;
