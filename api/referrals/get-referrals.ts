import { referralFigures } from '../../db/tallies/referrals.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { countBeforeReading } from '../segments/census.ts';
import { getReferralsContract } from './get-referrals.contract.ts';

export const getReferrals = endpoint(getReferralsContract, async ({ caller }, deps) => {
  const here = await hereOf(deps, caller);
  const uncounted = await countBeforeReading(deps, here);
  const figures = await deps.stores.tallies.read(here.workspace._id, referralFigures);
  return { status: 200, body: { asOf: isoTime(here.now), uncounted, ...figures } };
});
