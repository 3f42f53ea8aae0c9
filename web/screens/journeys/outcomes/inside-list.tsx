import { Link } from 'wouter';
import type { getJourneyInsideContract } from '../../../../api/journeys/get-journey-inside.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useVersionWords } from './words.ts';
import type { JourneyNow } from '../use-journey.ts';
import { Pager } from './pager.tsx';
import { useAwaits } from '../tree/use-awaits.ts';
import { StepName } from './step-name.tsx';
import { usePages } from './use-pages.ts';

type Insider = CallReply<typeof getJourneyInsideContract>['inside'][number];

interface InsideListProps {
  readonly journey: JourneyNow;
  readonly step: string | undefined;
  readonly version: number | undefined;
}

/** Exactly those who stand somewhere, page by page. */
export function InsideList({ journey, step, version }: InsideListProps) {
  const words = useVersionWords().inside;
  const format = useFormat();
  const pages = usePages();
  const inside = useReply<typeof getJourneyInsideContract>(
    'get /v1/journeys/:id/inside',
    { params: { id: journey.id }, query: { step, version, cursor: pages.cursor } },
    { keep: true },
  );
  const asOf = inside.data && words.asOf(format.dateTime(inside.data.asOf));
  return (
    <Card title={words.title} about={asOf} className="inside-list">
      <Asked reply={inside} rows={8}>
        {(reply) =>
          reply.inside.length === 0 && reply.next === null && pages.back === null ? (
            <div className="stack">
              <p>{journey.inside === 0 ? words.nobody : words.nobodyHere}</p>
              <p className="soft small">{words.nobodyHint}</p>
            </div>
          ) : (
            <>
              <Scrolls label={words.title}>
                <People insiders={reply.inside} asOf={reply.asOf} journey={journey} />
              </Scrolls>
              <footer className="row list-end">
                <Pager pages={pages} next={reply.next} />
                {step === undefined && version === undefined && (
                  <Link href={`/customers?inside=${journey.id}`} className="small">
                    {words.seeAsList}
                  </Link>
                )}
              </footer>
            </>
          )
        }
      </Asked>
    </Card>
  );
}

interface PeopleProps {
  readonly insiders: readonly Insider[];
  readonly asOf: string;
  readonly journey: JourneyNow;
}

function People({ insiders, asOf, journey }: PeopleProps) {
  const words = useVersionWords();
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{words.inside.customer}</th>
          <th scope="col">{words.step}</th>
          <th scope="col">{words.inside.since}</th>
          <th scope="col">{words.inside.waitsFor}</th>
          <th scope="col">{words.inside.goesOn}</th>
          <th scope="col">{words.inside.entered}</th>
        </tr>
      </thead>
      <tbody>
        {insiders.map((insider) => (
          <Person
            key={`${insider.customer} ${insider.version} ${insider.entered} ${insider.enteredAt}`}
            insider={insider}
            asOf={asOf}
            journey={journey}
          />
        ))}
      </tbody>
    </table>
  );
}

interface PersonProps {
  readonly insider: Insider;
  readonly asOf: string;
  readonly journey: JourneyNow;
}

function Person({ insider, asOf, journey }: PersonProps) {
  const words = useVersionWords();
  const { dateTime, relative, date } = useFormat();
  const awaits = useAwaits();
  const { customer, version, step, since, waits, goesOnAt, entered, enteredAt } = insider;
  return (
    <tr>
      <th scope="row">
        <Link href={`/customers/${encodeURIComponent(customer)}`} className="strong">
          {customer}
        </Link>
      </th>
      <td>
        <StepName id={step} among={[journey.live?.definition, journey.draft]} />
      </td>
      <td title={dateTime(since)}>{relative(since, asOf)}</td>
      <td className="waits-for">{awaits(waits)}</td>
      <td>
        {goesOnAt === null ? (
          <span className="soft">{words.inside.onlyByEvent}</span>
        ) : (
          <>
            {relative(goesOnAt, asOf)}
            <span className="soft small below">{dateTime(goesOnAt)}</span>
          </>
        )}
      </td>
      <td>
        {date(enteredAt)}
        <span className="soft small below">
          {words.version(version)}
          {entered > 1 && ` · ${words.inside.times(entered)}`}
        </span>
      </td>
    </tr>
  );
}
