import type { postJourneyPublishPreviewContract } from '../../../../../api/journeys/post-journey-publish-preview.contract.ts';
import type { CallReply } from '../../../../api/call.ts';
import { useFormat } from '../../../../format/use-format.ts';
import { Scrolls } from '../../../../ui/scrolls.tsx';
import { useVersionWords } from '../words.ts';
import type { Definition } from '../../definition.ts';
import { StepName } from '../step-name.tsx';

type Preview = CallReply<typeof postJourneyPublishPreviewContract>;

const FATES = ['pinned', 'drained', 'stay', 'move', 'leave'] as const;

interface FatesProps {
  readonly standing: Preview['steps'];
  readonly totals: Preview['totals'];
  /** Where steps are looked up. */
  readonly among: readonly (Definition | undefined)[];
}

/** Who stands where, and what would happen to them. */
export function Fates({ standing, totals, among }: FatesProps) {
  const words = useVersionWords();
  const { publish } = words;
  const format = useFormat();
  return (
    <section className="notice" aria-label={publish.standing}>
      <h3>{publish.standing}</h3>
      <ul>
        {FATES.filter((fate) => totals[fate] > 0).map((fate) => (
          <li key={fate}>{publish.sums[fate](totals[fate])}</li>
        ))}
      </ul>
      <details className="fates">
        <summary className="small">{publish.byStep}</summary>
        <Scrolls label={publish.standing}>
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{words.step}</th>
                <th scope="col">{publish.of}</th>
                <th scope="col" className="number">
                  {publish.customers}
                </th>
                <th scope="col">{publish.becomes}</th>
              </tr>
            </thead>
            <tbody>
              {standing.map(({ version, step, customers, becomes, to }) => (
                <tr key={`${version} ${step}`}>
                  <th scope="row">
                    <StepName id={step} among={among} />
                  </th>
                  <td>{words.version(version)}</td>
                  <td className="number">{format.number(customers)}</td>
                  <td>{becomes === 'move' && to !== null ? publish.movesTo(to) : publish.fates[becomes]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      </details>
    </section>
  );
}
