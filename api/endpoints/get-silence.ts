import { isoTime } from '../../domain/time.ts';
import { rulesInUseView } from '../adoption-view.ts';
import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { localDays } from '../local-days.ts';
import { getSilenceContract } from './get-silence.contract.ts';

export const getSilence = endpoint(getSilenceContract, async ({ query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { boundaries, names } = localDays(now, query.days, workspace.timezone);
  await deps.stores.currentTotals.bringUpTo(workspace._id, now);
  const [ahead, playbook, rules] = await Promise.all([
    deps.stores.forecast.daysAhead(workspace._id, boundaries),
    deps.stores.playbooks.load(workspace._id, workspace.playbook),
    deps.stores.adoption.count(workspace._id),
  ]);
  const days = ahead.map(({ overdue, lapsed, revenue, valueAtStake, moves }, index) => ({
    day: names[index] ?? '',
    customers: overdue + lapsed,
    revenue,
    valueAtStake,
    overdue,
    lapsed,
    moves,
  }));
  const { timezone } = workspace;
  return { status: 200, body: { asOf: isoTime(now), timezone, rules: rulesInUseView(rules, playbook), days } };
});
