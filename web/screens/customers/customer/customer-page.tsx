import { lazy, Suspense, type ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'wouter';
import type { getCustomerContract } from '../../../../api/customers/get-customer.contract.ts';
import { ApiError } from '../../../api/problem.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { useMay, useSession } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { useTitle } from '../../../ui/use-title.ts';
import { useWords } from '../../../words/words.tsx';
import { Stage } from '../customer-table.tsx';
import { useNames, type Names } from '../use-names.ts';
import { AsOfBar } from './as-of-bar.tsx';
import { instantOfDay, lifeOf } from './as-of.ts';
import { InsideCard } from './inside-card.tsx';
import { KnownCard } from './known-card.tsx';
import { Path } from './path.tsx';
import type { CustomerNow } from './path-of.ts';
import { PrivacyButtons } from './privacy-buttons.tsx';
import { TotalsCard } from './totals-card.tsx';
import { WhenCard } from './when-card.tsx';
import { WhyCard } from './why-card.tsx';
import '../customers.css';
import './customer.css';

// Its words are loaded with it; most workspaces have no programme.
const ConsentsCard = lazy(async () => ({ default: (await import('./consents-card.tsx')).ConsentsCard }));
const RewardsCard = lazy(async () => ({ default: (await import('./rewards-card.tsx')).RewardsCard }));

/** Where a customer stands, why, what comes next and what was; now, or as of a day of the past. */
export function CustomerPage() {
  const { id = '' } = useParams();
  const decoded = decode(id);
  useTitle(decoded);
  const live = useReply<typeof getCustomerContract>('get /v1/customers/:id', { params: { id: decoded } });
  if (isNotFound(live.error)) return <UnknownCustomer id={decoded} />;
  return <Asked reply={live}>{(now) => <Known now={now} />}</Asked>;
}

/** An address that somebody has cut may have half a sign at its end. */
function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.trouble.status === 404;
}

function UnknownCustomer({ id }: { readonly id: string }) {
  const words = useWords().customer;
  return (
    <section className="card stack">
      <h1>{words.unknown}</h1>
      <p>
        <code>{id}</code>
      </p>
      <p className="soft">{words.unknownHelp}</p>
      <p>
        <Link href="/customers" className="button main">
          {words.toList}
        </Link>
      </p>
    </section>
  );
}

function Known({ now }: { readonly now: CustomerNow }) {
  const words = useWords().customer.asOf;
  const format = useFormat();
  const names = useNames();
  const { timezone } = useSession().workspace;
  const [address, setAddress] = useSearchParams();
  const wanted = address.get('at');
  const at = wanted === null ? undefined : instantOfDay(wanted, now.asOf, timezone);
  const past = useReply<typeof getCustomerContract>(
    'get /v1/customers/:id',
    { params: { id: now.id }, query: { at } },
    { when: at !== undefined, keep: true },
  );
  const life = lifeOf(now.totals.firstPurchaseAt ?? now.engagedAt ?? now.since ?? now.asOf, now.asOf, timezone);
  const choose = (day: string | null) =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before);
        if (day === null) next.delete('at');
        else next.set('at', day);
        return next;
      },
      { replace: true },
    );
  const isUnknownThen = at !== undefined && isNotFound(past.error);
  const path = (customer: CustomerNow | undefined) => (
    <Path
      key={at ?? 'now'}
      id={now.id}
      now={at ?? now.asOf}
      isPast={at !== undefined}
      customer={customer}
      names={names}
    />
  );
  return (
    <div className={`customer stack ${at === undefined ? '' : 'past'}`}>
      <Head customer={at === undefined || past.data === undefined ? now : past.data} names={names} />
      <AsOfBar life={life} day={at === undefined ? null : wanted} choose={choose} />
      {at !== undefined && (
        <p className="notice warn" role="status">
          {isUnknownThen ? words.unknown : words.past(format.date(at))}
        </p>
      )}
      {at === undefined ? (
        <Body
          customer={now}
          names={names}
          path={path(now)}
          rewards={
            <Suspense fallback={null}>
              <RewardsCard id={now.id} />
              <ConsentsCard id={now.id} />
            </Suspense>
          }
        />
      ) : isUnknownThen ? (
        path(undefined)
      ) : (
        <Asked reply={past} rows={8}>
          {(then) => <Body customer={then} names={names} path={path(then)} />}
        </Asked>
      )}
    </div>
  );
}

interface PartProps {
  readonly customer: CustomerNow;
  readonly names: Names;
}

function Head({ customer, names }: PartProps) {
  const words = useWords().customer;
  const format = useFormat();
  const mayOperate = useMay('operator');
  const { id, segment, score, since, previousSegment, when, workflow } = customer;
  return (
    <header className="row customer-head">
      <div className="grow">
        <h1 className="break">{id}</h1>
        <p className="row">
          {segment === null ? (
            <span className="soft">{words.nowhere}</span>
          ) : (
            <Link href={`/segments/${segment}`}>
              <span className="dot" style={{ background: names.colorOf(segment) }} />
              {since === null ? names.nameOf(segment) : words.since(names.nameOf(segment), format.date(since))}
            </Link>
          )}
          {previousSegment !== null && (
            <span className="small soft">{words.before(names.nameOf(previousSegment))}</span>
          )}
          {score !== null && <span className="chip">{score}</span>}
          <Stage stage={when.silence.stage} />
        </p>
      </div>
      {mayOperate && workflow.url !== null && (
        <a className="button" href={workflow.url} target="_blank" rel="noreferrer">
          {words.temporal} <span aria-hidden="true">↗</span>
        </a>
      )}
      {mayOperate && <PrivacyButtons id={id} />}
    </header>
  );
}

interface BodyProps extends PartProps {
  readonly path: ReactNode;
  /** Left out: the API knows them only as they are now. */
  readonly rewards?: ReactNode;
}

function Body({ customer, names, path, rewards }: BodyProps) {
  return (
    <div className="customer-grid">
      <WhyCard customer={customer} />
      <WhenCard customer={customer} names={names} />
      <InsideCard customer={customer} />
      {path}
      <div className="stack aside">
        {rewards}
        <TotalsCard customer={customer} />
        <KnownCard customer={customer} />
      </div>
    </div>
  );
}
