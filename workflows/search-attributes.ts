import {
  defineSearchAttributeKey,
  SearchAttributeType,
  type SearchAttributePair,
  type SearchAttributeUpdatePair,
} from '@temporalio/common';
import type { Shown } from './messages.ts';

const SEGMENT = defineSearchAttributeKey('Segment', SearchAttributeType.KEYWORD);
const SCORE = defineSearchAttributeKey('Score', SearchAttributeType.KEYWORD);
const JOURNEYS = defineSearchAttributeKey('ActiveJourneys', SearchAttributeType.KEYWORD_LIST);
const DEADLINE = defineSearchAttributeKey('NextDeadline', SearchAttributeType.DATETIME);

/** What an operator can filter by. Not encrypted: no personal data. */
export function attributesOf(shown: Shown): SearchAttributePair[] {
  return [
    { key: SEGMENT, value: shown.segment },
    { key: SCORE, value: shown.score },
    { key: JOURNEYS, value: [...shown.journeys] },
    ...(shown.deadline === null ? [] : [{ key: DEADLINE, value: new Date(shown.deadline) }]),
  ];
}

export function changedAttributes(before: Shown, next: Shown): SearchAttributeUpdatePair[] {
  const changes: SearchAttributeUpdatePair[] = [];
  if (next.segment !== before.segment) changes.push({ key: SEGMENT, value: next.segment });
  if (next.score !== before.score) changes.push({ key: SCORE, value: next.score });
  if (next.journeys.join() !== before.journeys.join()) changes.push({ key: JOURNEYS, value: [...next.journeys] });
  if (next.deadline !== before.deadline) {
    changes.push({ key: DEADLINE, value: next.deadline === null ? null : new Date(next.deadline) });
  }
  return changes;
}
