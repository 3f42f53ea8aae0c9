import { useSession } from '../../../session/session-context.tsx';
import { NumberField } from '../../journeys/build/fields/fields.tsx';
import { Faults } from '../../journeys/build/fields/field.tsx';
import { useRewardWords } from '../words.ts';
import type { PartProps } from './part.tsx';

/** What points are worth in the books of the shop, so that pages can tell what they cost. */
export function WorthForm({ draft, change }: PartProps) {
  const words = useRewardWords().programme.worth;
  const { currency, minorDigits } = useSession().workspace;
  const unit = 10 ** minorDigits;
  const { worth, ...others } = draft;
  return (
    <fieldset>
      <legend>{words.title}</legend>
      <div className="stack">
        <p className="small soft">{words.about}</p>
        <div className="form-grid">
          <NumberField
            label={words.per100(currency)}
            hint={words.hint}
            at="worth.per100"
            step="any"
            value={worth === undefined ? undefined : worth.per100 / unit}
            change={(typed) =>
              change(typed === undefined ? others : { ...draft, worth: { currency, per100: Math.round(typed * unit) } })
            }
          />
        </div>
        <Faults at="worth.currency" />
      </div>
    </fieldset>
  );
}
