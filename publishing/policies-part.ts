import { setImmediate as others } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { DecidedMessages } from '../db/messaging/decided-messages.ts';
import type { Source } from '../domain/parts.ts';
import { policiesDraft } from '../domain/policy/draft.schema.ts';
import type { Policies } from '../domain/policy/policies.ts';
import { capsLookBack, replay, type Replayed } from '../domain/policy/replay.ts';
import { quietFor } from '../domain/policy/quiet-hours.ts';
import type { Problem } from '../domain/problem.ts';
import type { SegmentTable } from '../domain/scoring/segment.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import { DAY, HOUR, type Instant } from '../domain/time.ts';
import type { Base, PartModule } from './part.ts';
import { NotPublished, problemsText } from './problem.ts';

/** When and how often customers may get messages, and who gets none. They hold for the next message that is decided. */
export const policiesPart: PartModule<'policies'> = {
  kind: 'policies',
  stays: '',
  faults: async (draft, { book }) => ({ problems: [], warnings: policiesWarnings(draft, book.scoring.segments) }),
  compile: async (source, _base, version) => ({ content: { ...source, version }, warnings: [] }),
  sourceOf,
  isSame: (one, other) => isDeepStrictEqual({ ...one, version: other.version }, other),
  concerns: () => 'messages',
};

function sourceOf({ caps, otherwise, quietHours, holdAtMostHours, holdout }: Policies): Source<'policies'> {
  return { caps, otherwise, quietHours, holdAtMostHours, holdout };
}

/** @throws NotPublished `invalid` with everything that is wrong */
export function readPolicies(body: unknown): Source<'policies'> {
  const read = readShape(policiesDraft, body);
  if ('value' in read) return read.value;
  const { problems } = read;
  throw new NotPublished('invalid', problemsText('These are not policies yet', problems), { problems });
}

/** What is likely not meant: caps for segments that the model in force does not have, and holding back in vain. */
export function policiesWarnings(
  { caps, quietHours, holdAtMostHours }: Source<'policies'>,
  { segments }: SegmentTable,
): readonly Problem[] {
  const known = segments.map(({ id }) => String(id));
  const unknown = Object.keys(caps)
    .filter((id) => !known.includes(id))
    .map((id): Problem => ({
      code: 'unknown-segment',
      path: `caps.${id}`,
      message: `there is no segment "${id}", so nobody has this cap; there are ${known.join(', ')}`,
    }));
  const length = quietHours === null ? 0 : quietFor(quietHours);
  if (length <= holdAtMostHours * HOUR) return unknown;
  const message = `quiet hours last ${length / HOUR} hours, and messages are held for ${holdAtMostHours} at most: those decided early in them are skipped`;
  return [...unknown, { code: 'held-in-vain', path: 'holdAtMostHours', message }];
}

export interface PoliciesPreview extends Replayed {
  /** From then on, messages are judged. */
  readonly since: Instant;
}

/** How far back messages are judged, milliseconds. */
const JUDGED = 30 * DAY;
/** Entries of the journal that are read at most, newest first: whoever asks waits for it. */
const MOST = 20_000;

/**
 * What these policies would have skipped of the messages that were decided within the last 30 days; exact, and for a
 * shorter time where there are very many.
 */
export async function previewPolicies(
  { messages: decided }: { readonly messages: DecidedMessages },
  { workspace, now }: Base,
  source: Source<'policies'>,
): Promise<PoliciesPreview> {
  const lookBack = capsLookBack(source);
  const { messages, from } = await decided.since(workspace._id, now - JUDGED - lookBack, MOST);
  const since = Math.min(from + lookBack, now);
  const judging = replay({ ...source, version: 0 }, messages, since);
  for (;;) {
    const step = judging.next();
    if (step.done) return { since, ...step.value };
    await others();
  }
}
