import type { getSilenceVersionsContract } from '../../../../api/silence/get-silence-versions.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { useWords } from '../../../words/words.tsx';

/** Every version of the rules of silence, newest first. */
export function SilenceVersions() {
  const { data: dataWords, silence: words } = useWords();
  const format = useFormat();
  const versions = useReply<typeof getSilenceVersionsContract>('get /v1/silence/versions', {});
  return (
    <Card title={dataWords.versions.title}>
      <Asked reply={versions}>
        {({ versions: rows }) => (
          <ListTable
            label={dataWords.versions.title}
            columns={[
              dataWords.versions.version,
              dataWords.versions.since,
              { name: words.overdue, figures: true },
              { name: words.lapsed, figures: true },
              words.rule,
            ]}
          >
            {rows.map(({ model, publishedAt }, place) => (
              <tr key={model.version}>
                <td>
                  {model.version} {place === 0 && <span className="chip">{dataWords.versions.inForce}</span>}
                </td>
                <td className="nowrap">
                  {publishedAt === null ? dataWords.versions.began : format.dateTime(publishedAt)}
                </td>
                <td className="number">{words.days(model.overdueDays)}</td>
                <td className="number">{words.days(model.lapsedDays)}</td>
                <td>{model.rule ? model.rule.says : words.noRule}</td>
              </tr>
            ))}
          </ListTable>
        )}
      </Asked>
    </Card>
  );
}
