import { useState } from 'react';
import type { getAudienceDaysContract } from '../../../api/audiences/get-audience-days.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { DayBars } from '../../charts/day-bars.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { DaysSelect } from '../../ui/days-select.tsx';
import { useWords } from '../../words/words.tsx';

/** How many entered an audience and left it, day by day. */
export function AudienceDays({ id }: { readonly id: string }) {
  const words = useWords().audiences.days;
  const format = useFormat();
  const [days, setDays] = useState(30);
  const counted = useReply<typeof getAudienceDaysContract>(
    'get /v1/audiences/:id/days',
    { params: { id }, query: { days } },
    { keep: true },
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return (
    <Card
      title={words.title}
      about={<DaysSelect label={words.within} days={days} dayCount={words.dayCount} choose={setDays} />}
    >
      <Asked reply={counted}>
        {(reply) => (
          <>
            <p className="row">
              <span className="up">{words.entered(sum(reply.entered))}</span>
              <span className="down">{words.left(sum(reply.left))}</span>
            </p>
            <DayBars
              title={words.bars}
              days={reply.days.map((day, place) => {
                const [up, down] = [reply.entered[place] ?? 0, reply.left[place] ?? 0];
                return { day, up, down, label: words.bar(format.day(day), up, down) };
              })}
            />
            <div className="day-ends" aria-hidden="true">
              <span>{reply.days[0] && format.day(reply.days[0])}</span>
              <span>{reply.days.at(-1) && format.day(reply.days.at(-1) ?? '')}</span>
            </div>
            <p className="small soft">{words.note}</p>
          </>
        )}
      </Asked>
    </Card>
  );
}
