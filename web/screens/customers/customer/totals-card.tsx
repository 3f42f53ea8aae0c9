import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import type { CustomerNow } from './path-of.ts';

/** What they bought, within the window and ever, and what is expected of them. */
export function TotalsCard({ customer }: { readonly customer: CustomerNow }) {
  const { totals: words, outlook: next } = useWords().customer;
  const format = useFormat();
  const { totals, outlook, engagedAt } = customer;
  const date = (at: string | null) => (at === null ? words.never : format.date(at));
  return (
    <>
      <Card title={words.title}>
        <table className="list totals">
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden-visually">{words.title}</span>
              </th>
              <th scope="col" className="number">
                {words.window(totals.windowDays)}
              </th>
              <th scope="col" className="number">
                {words.ever}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{words.orders}</th>
              <td className="number">{format.number(totals.orders)}</td>
              <td className="number">{format.number(totals.ordersEver)}</td>
            </tr>
            <tr>
              <th scope="row">{words.revenue}</th>
              <td className="number">{format.exactMoney(totals.revenue)}</td>
              <td className="number">{format.exactMoney(totals.revenueEver)}</td>
            </tr>
          </tbody>
        </table>
        <dl className="pairs">
          <dt>{words.first}</dt>
          <dd>{date(totals.firstPurchaseAt)}</dd>
          <dt>{words.last}</dt>
          <dd>{date(totals.lastPurchaseAt)}</dd>
          {engagedAt !== null && (
            <>
              <dt>{words.life}</dt>
              <dd>{format.date(engagedAt)}</dd>
            </>
          )}
        </dl>
      </Card>
      <Card title={next.title} about={<span className="about">{next.by[outlook.by]}</span>}>
        <dl className="pairs">
          <dt>{next.revenue}</dt>
          <dd>{format.exactMoney(outlook.revenue)}</dd>
          <dt>{next.purchases}</dt>
          <dd>{format.number(Math.round(outlook.purchases * 10) / 10)}</dd>
          {outlook.alive !== null && (
            <>
              <dt>{next.alive}</dt>
              <dd>{format.percent(outlook.alive)}</dd>
            </>
          )}
        </dl>
      </Card>
    </>
  );
}
