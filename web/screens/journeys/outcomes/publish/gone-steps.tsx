import { useFormat } from '../../../../format/use-format.ts';
import { useVersionWords } from '../words.ts';
import { customersIn, type StandingThere } from '../standing.ts';

interface GoneStepsProps {
  readonly gone: readonly string[];
  /** Of the new version. */
  readonly steps: readonly { readonly id: string }[];
  readonly standing: readonly StandingThere[];
  readonly mapping: ReadonlyMap<string, string>;
  readonly change: (mapping: ReadonlyMap<string, string>) => void;
}

/** Where those go who stand at steps that the new version does not have. */
export function GoneSteps({ gone, steps, standing, mapping, change }: GoneStepsProps) {
  const words = useVersionWords().publish;
  const format = useFormat();
  const choose = (from: string, to: string) => {
    const others = [...mapping].filter(([step]) => step !== from);
    change(new Map(to === '' ? others : [...others, [from, to]]));
  };
  return (
    <fieldset className="gone">
      <legend>{words.gone}</legend>
      <p className="soft small">{words.goneText}</p>
      {gone.map((from) => (
        <label key={from} className="row">
          <span className="grow">
            <span className="strong">{from}</span>{' '}
            <span className="soft small">
              {format.number(customersIn(standing.filter(({ step }) => step === from)))}
            </span>
          </span>
          <select value={mapping.get(from) ?? ''} required onChange={({ target }) => choose(from, target.value)}>
            <option value="">{words.choose}</option>
            {steps.map(({ id }) => (
              <option key={id} value={id}>
                {words.moveTo(id)}
              </option>
            ))}
            <option value="leave">{words.leave}</option>
          </select>
        </label>
      ))}
    </fieldset>
  );
}
