import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import { silenceRuleView } from './back-test-view.ts';
import { rhythmView } from './fit-view.ts';

export function silenceModelView(model: SilenceModel) {
  const { version, limitsOf = null, overdueDays, lapsedDays, rhythm: fitted, rule } = model;
  const own = rule ? silenceRuleView(rule) : null;
  return { version, limitsOf, overdueDays, lapsedDays, rule: own, rhythm: fitted && rhythmView(fitted) };
}
