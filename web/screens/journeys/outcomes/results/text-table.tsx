import { useFormat } from '../../../../format/use-format.ts';
import type { Definition } from '../../definition.ts';
import type { JourneyResults } from '../results.tsx';
import { StepName } from '../step-name.tsx';
import type { StepResult } from './step-table.tsx';
import { ToldTable } from './told-table.tsx';
import { useResultWords } from './words.ts';

interface TextTableProps {
  readonly results: JourneyResults;
  readonly definition: Definition | undefined;
}

/** What came of each variant and language, where steps name templates; nothing where none does. */
export function TextTable({ results, definition }: TextTableProps) {
  const words = useResultWords().texts;
  const told = results.steps.filter(({ texts }) => texts.length > 0);
  if (told.length === 0) return null;
  const columns = [
    { name: words.text, isNumber: false },
    ...COLUMNS.map((column) => ({ name: words[column], isNumber: true })),
  ];
  return (
    <ToldTable title={words.title} about={words.about} columns={columns}>
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
    </ToldTable>
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
