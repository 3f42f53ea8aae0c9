import type { getLoyaltyVersionsContract } from '../../../../api/loyalty/get-loyalty-versions.contract.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { Pages } from '../../../ui/pages.tsx';
import { useWords } from '../../../words/words.tsx';
import { useRewardWords } from '../words.ts';

/** All programmes that were ever in force. */
export function ProgrammeVersions() {
  const common = useWords().data.versions;
  const words = useRewardWords().programme.versions;
  const format = useFormat();
  const pages = usePages<typeof getLoyaltyVersionsContract>('get /v1/loyalty/versions', (cursor) => ({
    query: { cursor },
  }));
  const figures = [words.rules, words.tiers, words.quests].map((name) => ({ name, figures: true as const }));
  return (
    <Card title={common.title}>
      <Pages pages={pages}>
        {(replies) => {
          const versions = replies.flatMap((reply) => reply.versions);
          if (versions.length === 0) return <p className="soft">{words.none}</p>;
          return (
            <ListTable label={common.title} columns={[common.version, common.since, ...figures]}>
              {versions.map(({ version, inForce, publishedAt, definition: { earn, tiers, quests = [] } }) => (
                <tr key={version}>
                  <td>
                    {version} {inForce && <span className="chip">{common.inForce}</span>}
                  </td>
                  <td className="nowrap">{publishedAt === null ? common.began : format.dateTime(publishedAt)}</td>
                  {[earn.length, tiers?.levels.length ?? 0, quests.length].map((value, place) => (
                    <td key={`${place} ${value}`} className="number">
                      {format.number(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </ListTable>
          );
        }}
      </Pages>
    </Card>
  );
}
