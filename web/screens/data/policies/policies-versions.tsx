import type { getPoliciesVersionsContract } from '../../../../api/policies/get-policies-versions.contract.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { Pages } from '../../../ui/pages.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { useWords } from '../../../words/words.tsx';

/** All policies that were ever in force. */
export function PoliciesVersions() {
  const { data: dataWords, policies: words } = useWords();
  const format = useFormat();
  const pages = usePages<typeof getPoliciesVersionsContract>('get /v1/policies/versions', (cursor) => ({
    query: { cursor },
  }));
  return (
    <Card title={dataWords.versions.title}>
      <Pages pages={pages}>
        {(replies) => (
          <ListTable
            label={dataWords.versions.title}
            columns={[
              dataWords.versions.version,
              dataWords.versions.since,
              words.otherwise,
              words.quiet,
              { name: words.holdout, figures: true },
            ]}
          >
            {replies
              .flatMap(({ versions }) => versions)
              .map(({ version, inForce, publishedAt, definition: { otherwise, quietHours, holdout } }) => (
                <tr key={version}>
                  <td>
                    {version} {inForce && <span className="chip">{dataWords.versions.inForce}</span>}
                  </td>
                  <td className="nowrap">
                    {publishedAt === null ? dataWords.versions.began : format.dateTime(publishedAt)}
                  </td>
                  <td>{words.inDays(otherwise.messages, otherwise.days)}</td>
                  <td>{quietHours === null ? words.none : `${quietHours.from}–${quietHours.to}`}</td>
                  <td className="number">{holdout === null ? words.none : format.percent(holdout.percent / 100)}</td>
                </tr>
              ))}
          </ListTable>
        )}
      </Pages>
    </Card>
  );
}
