import {
  defineSearchAttributeKey,
  SearchAttributeType,
  type SearchAttributePair,
  type SearchAttributeUpdatePair,
} from '@temporalio/common';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Shown } from './messages.ts';

const WORKSPACE = defineSearchAttributeKey('Workspace', SearchAttributeType.KEYWORD);
const SEGMENT = defineSearchAttributeKey('Segment', SearchAttributeType.KEYWORD);
const SCORE = defineSearchAttributeKey('Score', SearchAttributeType.KEYWORD);
const JOURNEYS = defineSearchAttributeKey('ActiveJourneys', SearchAttributeType.KEYWORD_LIST);
const DEADLINE = defineSearchAttributeKey('NextDeadline', SearchAttributeType.DATETIME);

/** What a namespace needs; the types as the server's own calls name them. */
export const SEARCH_ATTRIBUTES = [WORKSPACE, SEGMENT, SCORE, JOURNEYS, DEADLINE] as const;

/** Every workflow of a workspace carries it from its start. */
export function workspaceAttribute(workspace: WorkspaceId): SearchAttributePair {
  return { key: WORKSPACE, value: workspace };
}

/** What an operator can filter by. Not encrypted: no personal data. */
export function attributesOf(shown: Shown): SearchAttributePair[] {
  return [
    ...(shown.workspace === undefined ? [] : [workspaceAttribute(shown.workspace)]),
    { key: SEGMENT, value: keyword(shown.segment) },
    { key: SCORE, value: keyword(shown.score) },
    { key: JOURNEYS, value: keywords(shown.journeys) },
    ...(shown.deadline === null ? [] : [{ key: DEADLINE, value: date(shown.deadline) }]),
  ];
}

/** What differs. The workspace goes along with it, for those who began before there was such an attribute. */
export function changedAttributes(before: Shown, next: Shown): SearchAttributeUpdatePair[] {
  const changes: SearchAttributeUpdatePair[] = [];
  if (next.segment !== before.segment) changes.push({ key: SEGMENT, value: keyword(next.segment) });
  if (next.score !== before.score) changes.push({ key: SCORE, value: keyword(next.score) });
  if (next.journeys.join() !== before.journeys.join()) changes.push({ key: JOURNEYS, value: keywords(next.journeys) });
  if (next.deadline !== before.deadline) {
    changes.push({ key: DEADLINE, value: next.deadline === null ? null : date(next.deadline) });
  }
  if (changes.length > 0 && next.workspace !== undefined && next.workspace !== before.workspace) {
    changes.push(workspaceAttribute(next.workspace));
  }
  return changes;
}

/** Of one attribute the server takes 2,048 bytes of JSON; one over it would fail the workflow task for ever. */
const MOST_BYTES = 1_900;
const MOST_JOURNEYS = 40;
/** PostgreSQL keeps a keyword in 255 characters. */
const MOST_CHARACTERS = 255;
const encoder = new TextEncoder();
/** Later ones cannot be written as the server reads times. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function keyword(text: string): string {
  return text.slice(0, MOST_CHARACTERS);
}

/** As many as fit, and how many more there are. */
function keywords(texts: readonly string[]): string[] {
  const kept: string[] = [];
  let bytes = 0;
  for (const text of texts) {
    bytes += encodedBytes(text);
    if (kept.length === MOST_JOURNEYS || bytes > MOST_BYTES) return [...kept, `and ${texts.length - kept.length} more`];
    kept.push(text);
  }
  return kept;
}

/** In JSON, with the comma. */
function encodedBytes(text: string): number {
  return encoder.encode(JSON.stringify(text)).length + 1;
}

function date(at: Instant): Date {
  return new Date(Math.max(0, Math.min(at, LAST)));
}
