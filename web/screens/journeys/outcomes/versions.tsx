import { useSearchParams } from 'wouter';
import type { getJourneyVersionsContract } from '../../../../api/journeys/get-journey-versions.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { useVersionWords } from './words.ts';
import type { JourneyTabProps } from '../use-journey.ts';
import { Pager } from './pager.tsx';
import { usePages } from './use-pages.ts';
import { Compare } from './versions/compare.tsx';
import { VersionLine } from './versions/version-line.tsx';
import './outcomes.css';

export type Version = CallReply<typeof getJourneyVersionsContract>['versions'][number];

const ON_A_PAGE = 50;

/** Everything that was ever published, and what changed between two of them. */
export function Versions({ journey }: JourneyTabProps) {
  const words = useVersionWords();
  const pages = usePages();
  const [search, setSearch] = useSearchParams();
  const versions = useReply<typeof getJourneyVersionsContract>(
    'get /v1/journeys/:id/versions',
    { params: { id: journey.id }, query: { limit: ON_A_PAGE, cursor: pages.cursor } },
    { keep: true },
  );
  const compare = (from: string, to: string) => setSearch({ from, to });
  return (
    <div className="versions">
      <Card title={words.list.title}>
        <p className="soft small versions-about">{words.list.about}</p>
        <Asked reply={versions} rows={6}>
          {(reply) =>
            reply.versions.length === 0 ? (
              <p>{words.list.none}</p>
            ) : (
              <>
                <ol className="version-lines">
                  {reply.versions.map((version) => (
                    <VersionLine
                      key={version.version}
                      version={version}
                      journey={journey}
                      compare={() => compare(String(version.version - 1), String(version.version))}
                    />
                  ))}
                </ol>
                <Pager pages={pages} next={reply.next} />
              </>
            )
          }
        </Asked>
      </Card>
      {versions.data && versions.data.versions.length > 0 && (
        <Compare
          journey={journey}
          versions={versions.data.versions}
          wanted={{ from: search.get('from'), to: search.get('to') }}
          choose={compare}
        />
      )}
    </div>
  );
}
