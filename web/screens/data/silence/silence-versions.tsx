import type { getSilenceVersionsContract } from '../../../../api/silence/get-silence-versions.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
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
          <Scrolls label={dataWords.versions.title}>
            <table className="list">
              <thead>
                <tr>
                  <th scope="col">{dataWords.versions.version}</th>
                  <th scope="col">{dataWords.versions.since}</th>
                  <th scope="col" className="number">
                    {words.overdue}
                  </th>
                  <th scope="col" className="number">
                    {words.lapsed}
                  </th>
                  <th scope="col">{words.rule}</th>
                </tr>
              </thead>
              <tbody>
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
              </tbody>
            </table>
          </Scrolls>
        )}
      </Asked>
    </Card>
  );
}
