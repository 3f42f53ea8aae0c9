import type { LoyaltyState } from '../../domain/loyalty/state.ts';
import type { TallyReader } from './reader.ts';
import type { Tally, Tallied } from './tally.ts';

/** What is counted of bringing others and having been brought; `null`: neither. */
export function referralsIn({ referral }: Pick<LoyaltyState, 'referral'> = {}): Tallied['referral'] {
  if (referral === undefined) return null;
  const { brought, brings = 0 } = referral;
  return { is: brought?.is ?? null, brings: brings > 0 };
}

const ALL = 'all';

/** How many were brought, how many of them bought, and how many bring others who do. */
export const referralTally: Tally<'brought' | 'bought' | 'rewarded' | 'referrers'> = {
  name: 'referral',
  amounts: ['brought', 'bought', 'rewarded', 'referrers'],
  shares: ({ referral }) => {
    if (referral === null) return [];
    const { is, brings } = referral;
    const adds = {
      brought: is === null ? 0 : 1,
      bought: is === 'pending' || is === 'rewarded' ? 1 : 0,
      rewarded: is === 'rewarded' ? 1 : 0,
      referrers: brings ? 1 : 0,
    };
    return [{ of: ALL, adds }];
  },
};

/** What came of referrals in a workspace. */
export type ReferralFigures = Readonly<Record<'brought' | 'bought' | 'rewarded' | 'referrers', number>>;

export async function referralFigures(reader: TallyReader): Promise<ReferralFigures> {
  const [all] = await reader.rows(referralTally, undefined, ALL);
  const { brought = 0, bought = 0, rewarded = 0, referrers = 0 } = all?.sums ?? {};
  return { brought, bought, rewarded, referrers };
}
