import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useFormat } from '../../../../format/use-format.ts';
import { Card } from '../../../../ui/card.tsx';
import type { JourneyResults } from '../results.tsx';
import { Reasons } from './reasons.tsx';
import { useResultWords } from './words.ts';

/** The figures that answer first: who came, who is there, and what came of it. */
export function Headline({ results }: { readonly results: JourneyResults }) {
  const words = useResultWords().headline;
  const { number, money, dateTime, percent } = useFormat();
  const { journey, version, asOf, messages, opened, clicked, conversions, revenue, refused, left } = results;
  const sum = (list: readonly { readonly times: number }[]) => list.reduce((all, { times }) => all + times, 0);
  const share = (value: number) => percent(value / Math.max(1, messages));
  return (
    <Card title={words.title} about={words.of(version, dateTime(asOf))} className="headline">
      <dl className="figures">
        <Figure name={words.entered} help={words.enteredHelp}>
          {number(results.entered)}
        </Figure>
        <Figure
          name={words.inside}
          help={words.insideHelp}
          value={results.inside}
          href={`/journeys/${journey}/inside?version=${version}`}
        >
          {number(results.inside)}
        </Figure>
        <Figure name={words.goal} help={conversions === null ? words.noGoalHelp : words.goalHelp}>
          {conversions === null ? <span className="soft">{words.noGoal}</span> : number(conversions)}
        </Figure>
        {revenue !== null && (
          <Figure name={words.revenue} help={words.revenueHelp}>
            {money(revenue)}
          </Figure>
        )}
        <Figure
          name={words.messages}
          help={
            <>
              {words.messagesHelp} {opened !== null && words.opened(number(opened), share(opened))}{' '}
              {clicked !== null && words.clicked(number(clicked), share(clicked))}
            </>
          }
        >
          {number(messages)}
        </Figure>
        {results.heldOut > 0 && (
          <Figure name={words.heldOut} help={words.heldOutHelp}>
            {number(results.heldOut)}
          </Figure>
        )}
        <Figure
          name={words.left}
          help={<Reasons of={left.map(({ by, times }) => ({ because: by, times }))} otherwise={words.leftHelp} />}
        >
          {number(sum(left))}
        </Figure>
        {refused.length > 0 && (
          <Figure name={words.refused} help={<Reasons of={refused} otherwise={words.refusedHelp} />}>
            {number(sum(refused))}
          </Figure>
        )}
      </dl>
      {results.signsUnknown !== null && messages > 0 && <p className="small soft">{words.signsUnknown}</p>}
    </Card>
  );
}

type FigureProps = {
  readonly name: string;
  /** What it counts, in plain words. */
  readonly help: ReactNode;
  readonly children: ReactNode;
} & ({ readonly href: string; readonly value: number } | { readonly href?: never; readonly value?: never });

/** A figure with its name and its meaning; one that counts people who can be shown leads to them. */
function Figure({ name, help, children, href, value }: FigureProps) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>
        <span className="value">
          {href !== undefined && value > 0 ? <Link href={href}>{children}</Link> : children}
        </span>
        <span className="soft small below">{help}</span>
      </dd>
    </div>
  );
}
