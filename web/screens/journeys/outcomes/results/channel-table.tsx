import { useFormat } from '../../../../format/use-format.ts';
import { useWords } from '../../../../words/words.tsx';
import type { Definition } from '../../definition.ts';
import type { JourneyResults } from '../results.tsx';
import { StepName } from '../step-name.tsx';
import type { StepResult } from './step-table.tsx';
import { ToldTable } from './told-table.tsx';
import { useResultWords } from './words.ts';

interface ChannelTableProps {
  readonly results: JourneyResults;
  readonly definition: Definition | undefined;
}

/** What came of each channel, where steps have several; nothing where none has. */
export function ChannelTable({ results, definition }: ChannelTableProps) {
  const words = useResultWords().channels;
  const told = results.steps.filter(({ channels }) => channels.length > 0);
  if (told.length === 0) return null;
  const columns = [
    { name: words.channel, isNumber: false },
    { name: words.sent, isNumber: true },
    { name: words.reacted, isNumber: true },
    { name: words.passedOver, isNumber: false },
  ];
  return (
    <ToldTable title={words.title} about={words.about} columns={columns}>
      {told.flatMap(({ step: id, channels }) =>
        channels.map((one) => (
          <tr key={`${id} ${one.channel}`}>
            <th scope="row">
              <StepName id={id} among={[definition]} />
            </th>
            <Figures one={one} />
          </tr>
        )),
      )}
    </ToldTable>
  );
}

function Figures({ one }: { readonly one: StepResult['channels'][number] }) {
  const words = useResultWords();
  const names = new Map<string, string>(Object.entries(useWords().build.send.channels));
  const because = new Map<string, string>(Object.entries(words.because));
  const { number, percent } = useFormat();
  const { channel, sent, reacted, passedOver } = one;
  return (
    <>
      <td>{names.get(channel) ?? channel}</td>
      <td className="number">{number(sent)}</td>
      <td className="number">{sent === 0 ? '–' : `${number(reacted)} (${percent(reacted / sent)})`}</td>
      <td className="small">
        {passedOver.map((each) => `${because.get(each.because) ?? each.because}: ${number(each.times)}`).join(' · ')}
      </td>
    </>
  );
}
