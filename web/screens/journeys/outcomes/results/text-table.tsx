import { useFormat } from '../../../../format/use-format.ts';
import { Scrolls } from '../../../../ui/scrolls.tsx';
import { useWords } from '../../../../words/words.tsx';
import type { Definition } from '../../definition.ts';
import type { JourneyResults } from '../results.tsx';
import { StepName } from '../step-name.tsx';
import type { StepResult } from './step-table.tsx';

interface TextTableProps {
  readonly results: JourneyResults;
  readonly definition: Definition | undefined;
}

/** What came of each variant and language, where steps name templates; nothing where none does. */
export function TextTable({ results, definition }: TextTableProps) {
  const words = useWords().results.texts;
  const step = useWords().versions.step;
  const told = results.steps.filter(({ texts }) => texts.length > 0);
  if (told.length === 0) return null;
  return (
    <div className="stack">
      <h3>{words.title}</h3>
      <p className="soft small">{words.about}</p>
      <Scrolls label={words.title}>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{step}</th>
              <th scope="col">{words.text}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="number">
                  {words[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.flatMap(({ step: id, texts }) =>
              texts.map((text) => (
                <tr key={`${id} ${text.template} ${text.variant} ${text.language}`}>
                  <th scope="row">
                    <StepName id={id} among={[definition]} />
                  </th>
                  <td>{words.named(text.template, text.variant, text.language)}</td>
                  <Figures text={text} />
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Scrolls>
    </div>
  );
}

const COLUMNS = ['sent', 'seen', 'clicked', 'converted'] as const;

/** A mail is opened and a placement is shown; both may be clicked. */
function Figures({ text }: { readonly text: StepResult['texts'][number] }) {
  const { number, percent } = useFormat();
  const { sent, opened, shown, clicked, followed, converted } = text;
  const seen = opened ?? shown;
  const share = (value: number | null, of: number) =>
    value === null ? '–' : of === 0 ? number(value) : `${number(value)} (${percent(value / of)})`;
  return (
    <>
      <td className="number">{number(sent)}</td>
      <td className="number">{seen === null ? '–' : shown === null ? share(seen, sent) : number(seen)}</td>
      <td className="number">{share(clicked ?? followed, shown ?? sent)}</td>
      <td className="number">{share(converted, sent)}</td>
    </>
  );
}
