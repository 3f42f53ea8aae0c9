import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { postLoyaltyPreviewContract } from '../../../../api/loyalty/post-loyalty-preview.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { NumberField, TextField } from '../../journeys/build/fields/fields.tsx';
import type { Programme } from '../programme.ts';
import { useRewardWords } from '../words.ts';

type Told = CallReply<typeof postLoyaltyPreviewContract>['customers'][number];

const USUAL_DAYS = 90;
const MOST_DAYS = 400;

interface Question {
  readonly customer: string;
  readonly days: number;
  readonly definition: Programme;
}

interface PreviewProps {
  /** Null: it is being written as text. */
  readonly draft: Programme | null;
}

/** What the draft would have made of somebody. */
export function Preview({ draft }: PreviewProps) {
  const words = useRewardWords().programme.preview;
  const [customer, setCustomer] = useState('');
  const [days, setDays] = useState<number | undefined>(USUAL_DAYS);
  const [asked, setAsked] = useState<Question | null>(null);
  const isReady = draft !== null && customer.trim() !== '' && days !== undefined;
  return (
    <Card title={words.title}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) setAsked({ customer: customer.trim(), days, definition: draft });
        }}
      >
        <p className="small soft">{draft === null ? words.textFirst : words.about}</p>
        <div className="form-grid">
          <TextField label={words.customer} value={customer} change={setCustomer} />
          <NumberField label={words.days} min={1} max={MOST_DAYS} value={days} change={setDays} />
        </div>
        <button className="button" type="submit" disabled={!isReady}>
          {words.show}
        </button>
        {asked && <Answer question={asked} />}
      </form>
    </Card>
  );
}

function Answer({ question }: { readonly question: Question }) {
  const { customer, days, definition } = question;
  const preview = useQuery({
    queryKey: ['post /v1/loyalty/preview', question],
    queryFn: ({ signal }) =>
      call<typeof postLoyaltyPreviewContract>(
        'post /v1/loyalty/preview',
        { body: { customers: [customer], days, definition } },
        { signal },
      ),
    retry: false,
    refetchOnWindowFocus: false,
  });
  return (
    <Asked reply={preview}>
      {({ customers }) => customers.map((told) => <Outcome key={told.customer} told={told} definition={definition} />)}
    </Asked>
  );
}

function Outcome({ told, definition }: { readonly told: Told; readonly definition: Programme }) {
  const words = useRewardWords().programme.preview;
  const format = useFormat();
  const tier = definition.tiers?.levels.find(({ id }) => id === told.tier)?.name ?? told.tier;
  const figures = [
    [words.figures.earned, format.number(told.earned)],
    [words.figures.active, format.number(told.active)],
    [words.figures.pending, format.number(told.pending)],
    [words.figures.tier, tier ?? words.noTier],
  ] as const;
  const done = told.quests.filter(({ completed }) => completed > 0);
  return (
    <div className="stack">
      {!told.complete && <p className="notice">{words.cut}</p>}
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt className="small soft">{name}</dt>
            <dd>
              <strong>{value}</strong>
            </dd>
          </div>
        ))}
      </dl>
      {done.map(({ id, name, completed }) => (
        <p key={id}>{words.quest(name, completed)}</p>
      ))}
      <Facts facts={told.facts} />
    </div>
  );
}

function Facts({ facts }: { readonly facts: Told['facts'] }) {
  const words = useRewardWords().programme.preview;
  const format = useFormat();
  if (facts.length === 0) return <p className="soft">{words.nothing}</p>;
  return (
    <ListTable label={words.facts} columns={[words.when, words.what]}>
      {facts.map(({ n, at, text }) => (
        <tr key={n}>
          <td className="nowrap">{format.date(at)}</td>
          <td>{text}</td>
        </tr>
      ))}
    </ListTable>
  );
}
