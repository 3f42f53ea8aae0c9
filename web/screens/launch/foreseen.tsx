import type { postLaunchesContract } from '../../../api/launches/post-launches.contract.ts';
import type { CallInput, CallReply } from '../../api/call.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { useSession } from '../../session/session-context.tsx';
import { Asked } from '../../ui/asked.tsx';
import { useReachText } from '../../ui/use-reach-text.ts';
import { useWords } from '../../words/words.tsx';

type Launch = CallInput<typeof postLaunchesContract>['body'];
type Job = CallReply<typeof postLaunchesContract>['job'];
type Became = Job['became'];

/** With fewer people than this, a holdout of a tenth holds too few to show anything. */
const FEW = 200;
const ASK_EVERY_MS = 1_000;

/** What a launch would do now: everybody is looked at, and nobody is asked in. */
export function Foreseen({ wanted }: { readonly wanted: Launch }) {
  const words = useWords().launch;
  const format = useFormat();
  const counted = useReply<typeof postLaunchesContract>(
    'post /v1/launches',
    { query: { wait: 20 }, body: { ...wanted, dryRun: true } },
    // A dry run has a key of its own here and not that of a job, so the stream does not tell of it.
    { keep: true, every: (reply) => (reply && isRunning(reply.job) ? ASK_EVERY_MS : false) },
  );
  return (
    <section className="notice" aria-label={words.foreseen}>
      <h3>{words.foreseen}</h3>
      <Asked reply={counted} rows={3}>
        {({ job }) => {
          if (isRunning(job)) {
            return (
              <p role="status">
                {words.counting} {format.number(job.done)}
              </p>
            );
          }
          return job.state === 'done' ? <Outcome became={job.became} /> : <p>{words.notCounted}</p>;
        }}
      </Asked>
    </section>
  );
}

function isRunning({ state }: Pick<Job, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

function Outcome({ became: { now, later, enters, excluded, reach } }: { readonly became: Became }) {
  const words = useWords().launch;
  const format = useFormat();
  const reasons = new Map<string, string>(Object.entries(words.because));
  const out = excluded.reduce((sum, { customers }) => sum + customers, 0);
  return (
    <div className="stack">
      <ul>
        {now > 0 && <li>{words.now(now)}</li>}
        {later > 0 && <li>{words.later(later)}</li>}
        {enters > 0 && <li>{words.enters(enters)}</li>}
        <li>{words.excluded(out)}</li>
      </ul>
      {reach && <Reached reach={reach} />}
      {excluded.length > 0 && (
        <ul className="small soft">
          {excluded.map(({ because, customers }) => (
            <li key={because}>
              {format.number(customers)} {reasons.get(because) ?? because}
            </li>
          ))}
        </ul>
      )}
      {now + later + enters > 0 && now + later + enters < FEW && <p className="small soft">{words.few}</p>}
    </div>
  );
}

/** How many of those whom it is for can be written to, whatever the journey says to them. */
function Reached({ reach }: { readonly reach: NonNullable<Became['reach']> }) {
  const words = useWords().channels.reach;
  const { testClock } = useSession().workspace;
  const tell = useReachText();
  return (
    <p title={words.help}>
      {words.of(reach.any, reach.meant, tell(reach))}
      {testClock && <span className="small soft">; {words.sandbox}</span>}
    </p>
  );
}
