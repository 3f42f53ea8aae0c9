import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { localDays } from '../local-days.ts';
import { getSilenceContract } from './get-silence.contract.ts';

export const getSilence = endpoint(getSilenceContract, async ({ query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { boundaries, names } = localDays(now, query.days, workspace.timezone);
  const ahead = await deps.stores.forecast.daysAhead(workspace._id, boundaries);
  const days = ahead.map(({ overdue, lapsed, revenue, valueAtStake, moves }, index) => ({
    day: names[index] ?? '',
    customers: overdue + lapsed,
    revenue,
    valueAtStake,
    overdue,
    lapsed,
    moves,
  }));
  return { status: 200, body: { asOf: isoTime(now), timezone: workspace.timezone, days } };
});
