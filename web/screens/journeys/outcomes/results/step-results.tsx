import { useState } from 'react';
import { Card } from '../../../../ui/card.tsx';
import { Scrolls } from '../../../../ui/scrolls.tsx';
import type { JourneyNow } from '../../use-journey.ts';
import type { JourneyResults } from '../results.tsx';
import { ChannelTable } from './channel-table.tsx';
import { PaintedTree } from './painted-tree.tsx';
import { StepTable } from './step-table.tsx';
import { TextTable } from './text-table.tsx';
import { useDefinition } from './use-definition.ts';
import { useResultWords } from './words.ts';

interface StepResultsProps {
  readonly results: JourneyResults;
  readonly journey: JourneyNow;
}

/** Where people go, step by step: on the tree, or as a table. */
export function StepResults({ results, journey }: StepResultsProps) {
  const words = useResultWords().steps;
  const [isTable, setTable] = useState(false);
  const definition = useDefinition(journey, results.version);
  return (
    <Card
      title={words.title}
      className="step-results"
      about={
        <button className="button small" type="button" onClick={() => setTable(!isTable)}>
          {isTable ? words.asTree : words.asTable}
        </button>
      }
    >
      <p className="soft small">{words.about}</p>
      {isTable || definition === undefined ? (
        <Scrolls label={words.title}>
          <StepTable results={results} definition={definition} />
        </Scrolls>
      ) : (
        <PaintedTree results={results} definition={definition} />
      )}
      <ChannelTable results={results} definition={definition} />
      <TextTable results={results} definition={definition} />
    </Card>
  );
}
