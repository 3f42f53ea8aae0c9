import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import { rhythmView } from './fit-view.ts';

export function silenceModelView({ version, overdueDays, lapsedDays, rhythm: fitted }: SilenceModel) {
  return { version, overdueDays, lapsedDays, rhythm: fitted && rhythmView(fitted) };
}
