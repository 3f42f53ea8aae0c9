import { useQuery } from '@tanstack/react-query';
import type { postPoliciesPreviewContract } from '../../../../api/policies/post-policies-preview.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';
import { segmentNames, useSegments } from '../../segments/use-segments.ts';
import { Faults } from '../faults.tsx';
import type { Policies } from './draft.ts';

type Preview = CallReply<typeof postPoliciesPreviewContract>;
type Counts = Pick<Preview, 'messages' | 'heldOut' | 'capped' | 'gaveWay'>;

/** What a draft would have done to the messages of the last days. */
export function PoliciesPreview({ draft }: { readonly draft: Policies }) {
  const words = useWords().policies;
  const preview = useQuery({
    queryKey: ['preview of policies', draft],
    queryFn: ({ signal }) =>
      call<typeof postPoliciesPreviewContract>('post /v1/policies/preview', { body: draft }, { signal }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  return (
    <section aria-label={words.preview}>
      <h3>{words.preview}</h3>
      <p className="small soft">{words.previewAbout}</p>
      <Asked reply={preview}>{(reply) => <Result preview={reply} />}</Asked>
    </section>
  );
}

function Result({ preview }: { readonly preview: Preview }) {
  const words = useWords();
  const format = useFormat();
  const { data } = useSegments();
  const names = segmentNames(data?.segments ?? [], words.ui.noSegment);
  const { columns } = words.policies;
  const cells = ({ messages, heldOut, capped, gaveWay }: Counts) =>
    [messages, heldOut, capped, gaveWay].map((value, place) => (
      <td key={`${place} ${value}`} className="number">
        {format.number(value)}
      </td>
    ));
  return (
    <div className="stack">
      <p>{words.policies.previewFigures(preview.messages, format.date(preview.since))}</p>
      <Faults title={words.data.draft.warnings} faults={preview.warnings} />
      <Scrolls label={words.policies.preview}>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{columns.segment}</th>
              {[columns.messages, columns.heldOut, columns.capped, columns.gaveWay].map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.segments.map((row) => (
              <tr key={row.segment ?? ''}>
                <td>{names.nameOf(row.segment)}</td>
                {cells(row)}
              </tr>
            ))}
            <tr>
              <td>
                <strong>{words.policies.all}</strong>
              </td>
              {cells(preview)}
            </tr>
          </tbody>
        </table>
      </Scrolls>
    </div>
  );
}
