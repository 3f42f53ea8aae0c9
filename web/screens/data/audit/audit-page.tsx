import { useSearchParams } from 'wouter';
import type { getAuditContract } from '../../../../api/audit/get-audit.contract.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useMay } from '../../../session/session-context.tsx';
import { Card } from '../../../ui/card.tsx';
import { Pages } from '../../../ui/pages.tsx';
import { useWords } from '../../../words/words.tsx';
import { AuditFilter } from './audit-filter.tsx';
import { AuditTable } from './audit-table.tsx';
import { readAuditFilter } from './filter.ts';
import './audit.css';

/** Who changed what, and when. */
export function AuditPage() {
  const words = useWords().audit;
  const may = useMay('operator');
  return (
    <Card title={words.title} about={words.about}>
      {may ? <Log /> : <p className="soft">{words.mayNot}</p>}
    </Card>
  );
}

function Log() {
  const words = useWords().audit;
  const [address, setAddress] = useSearchParams();
  const filter = readAuditFilter(address);
  const pages = usePages<typeof getAuditContract>('get /v1/audit', (cursor) => ({
    query: { ...filter.query, cursor },
  }));
  const change = (field: string, value: string) =>
    setAddress(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === '') next.delete(field);
        else next.set(field, value);
        return next;
      },
      { replace: true },
    );
  return (
    <div className="stack">
      <AuditFilter filter={filter} change={change} clear={() => setAddress(new URLSearchParams())} />
      <Pages pages={pages}>
        {(replies) => {
          const entries = replies.flatMap((reply) => reply.entries);
          if (entries.length > 0) return <AuditTable entries={entries} only={change} />;
          return <p className="notice">{filter.isEmpty ? words.empty : words.noneFound}</p>;
        }}
      </Pages>
    </div>
  );
}
