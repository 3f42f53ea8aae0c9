import type { getIysContract } from '../../../../api/iys/get-iys.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Allowed, ShownTo } from '../../../session/allowed.tsx';
import { useMay, useSession } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { ConsentList } from './consent-list.tsx';
import { Exchange } from './exchange.tsx';
import { IysForm } from './iys-form.tsx';
import { useIysWords } from './words.ts';

/** An exchange goes on while somebody looks. */
const EVERY_MS = 15_000;

/** The Turkish register of messages: how exchanges go, what waits and what it refused, and how it is set up. */
export function IysPage() {
  const words = useIysWords();
  return (
    <ShownTo to="operator">
      <Register title={words.title} about={words.about} />
    </ShownTo>
  );
}

function Register({ title, about }: { readonly title: string; readonly about: string }) {
  const words = useIysWords();
  const when = useMay('operator');
  const { testClock } = useSession().workspace;
  const iys = useReply<typeof getIysContract>('get /v1/iys', {}, { when, every: EVERY_MS });
  return (
    <>
      <Card title={title} about={about}>
        <Asked reply={iys}>
          {(now) => (now.settings === null ? <p className="notice">{words.off}</p> : <Exchange iys={now} />)}
        </Asked>
      </Card>
      {iys.data?.settings && <ConsentList />}
      <Card title={words.settings}>
        {testClock ? (
          <p className="soft">{words.testClock}</p>
        ) : (
          <Asked reply={iys}>
            {(now) => (
              <Allowed to="admin">
                <IysForm key={JSON.stringify(now.settings)} saved={now.settings} />
              </Allowed>
            )}
          </Asked>
        )}
      </Card>
    </>
  );
}
