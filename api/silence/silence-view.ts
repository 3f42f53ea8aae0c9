import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import { silenceRuleView } from './back-test-view.ts';
import { rhythmView } from './fit-view.ts';

export function silenceModelView({ version, overdueDays, lapsedDays, rhythm: fitted, rule }: SilenceModel) {
  const own = rule ? silenceRuleView(rule) : null;
  return { version, overdueDays, lapsedDays, rule: own, rhythm: fitted && rhythmView(fitted) };
}
