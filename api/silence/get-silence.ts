import { daysAhead } from '../../db/tallies/forecast.ts';
import { rulesCounts } from '../../db/tallies/rules.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { isoTime } from '../../domain/time.ts';
import { rulesInUseView } from '../scoring/adoption-view.ts';
import { countBeforeReading } from '../segments/census.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { namesOfDays } from '../http/local-days.ts';
import { getSilenceContract } from './get-silence.contract.ts';

export const getSilence = endpoint(getSilenceContract, async ({ query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const { timezone } = workspace;
  const uncounted = await countBeforeReading(deps, here);
  const [ahead, playbook] = await Promise.all([
    deps.stores.tallies.read(workspace._id, async (reader) => {
      const [days, rules] = await Promise.all([daysAhead(reader, { timezone, now }, query.days), rulesCounts(reader)]);
      return { days, rules };
    }),
    deps.stores.playbooks.load(workspace._id, workspace.playbook),
  ]);
  const names = namesOfDays(dayOf(now, timezone), query.days);
  const days = ahead.days.map(({ overdue, lapsed, revenue, valueAtStake, moves }, index) => ({
    day: names[index] ?? '',
    customers: overdue + lapsed,
    revenue,
    valueAtStake,
    overdue,
    lapsed,
    moves,
  }));
  const rules = rulesInUseView(ahead.rules, playbook);
  return { status: 200, body: { asOf: isoTime(now), uncounted, timezone, rules, days } };
});
