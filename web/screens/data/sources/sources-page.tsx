import type { getSourcesContract } from '../../../../api/sources/get-sources.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useMay } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { AddSource } from './add-source.tsx';
import { SourceList } from './source-list.tsx';
import './sources.css';
import { TryMessage } from './try-message.tsx';
import { useSourceWords } from './words.ts';

/** Counts move while somebody watches the first events come in. */
const EVERY_MS = 5_000;

/** Where events come from: how it goes, one more of them, and what a message would come to. */
export function SourcesPage() {
  const words = useSourceWords();
  const mayAdd = useMay('admin');
  const mayTry = useMay('marketer');
  const sources = useReply<typeof getSourcesContract>('get /v1/sources', {}, { every: EVERY_MS });
  return (
    <>
      <Card title={words.title} about={words.about}>
        <Asked reply={sources}>
          {(reply) =>
            reply.sources.length === 0 ? (
              <p className="soft">{words.none}</p>
            ) : (
              <SourceList sources={reply.sources} mayEnd={mayAdd} />
            )
          }
        </Asked>
      </Card>
      <Card title={words.addTitle}>{mayAdd ? <AddSource /> : <p className="soft">{words.mayNot}</p>}</Card>
      {mayTry && <TryMessage sources={sources.data?.sources ?? []} />}
    </>
  );
}
