import { setImmediate as others } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { DecidedMessages, StoredMessage } from '../db/messaging/decided-messages.ts';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import type { JourneyPin, Playbook } from '../domain/playbook.ts';
import { stepBehind } from '../domain/journey/origin.ts';
import { categoryOf, channelOf } from '../domain/journey/steps/send-step.ts';
import type { Source } from '../domain/parts.ts';
import { policiesDraft } from '../domain/policy/draft.schema.ts';
import { MARKETING } from '../domain/policy/caps.ts';
import type { Policies } from '../domain/policy/policies.ts';
import { capsLookBack, replay, type DecidedMessage, type Replayed } from '../domain/policy/replay.ts';
import { allQuietHours, quietFor } from '../domain/policy/quiet-hours.ts';
import type { Problem } from '../domain/problem.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import { DAY, HOUR, type Instant } from '../domain/time.ts';
import type { Base, PartModule } from './part.ts';
import { NotPublished, problemsText } from './problem.ts';

/** When and how often customers may get messages, and who gets none. They hold for the next message that is decided. */
export const policiesPart: PartModule<'policies'> = {
  kind: 'policies',
  stays: '',
  faults: async (draft, { book }) => ({ problems: [], warnings: policiesWarnings(draft, book) }),
  compile: async (source, _base, version) => ({ content: { ...source, version }, warnings: [] }),
  sourceOf,
  isSame: (one, other) => isDeepStrictEqual({ ...one, version: other.version }, other),
  concerns: () => 'messages',
};

function sourceOf({ version: _version, ...source }: Policies): Source<'policies'> {
  return source;
}

/** @throws NotPublished `invalid` with everything that is wrong */
export function readPolicies(body: unknown): Source<'policies'> {
  const read = readShape(policiesDraft, body);
  if ('value' in read) return read.value;
  const { problems } = read;
  throw new NotPublished('invalid', problemsText('These are not policies yet', problems), { problems });
}

/** What is likely not meant: rules for segments and categories that there are not, and holding back in vain. */
export function policiesWarnings(source: Source<'policies'>, book: Playbook): readonly Problem[] {
  const { caps } = source;
  const known = book.scoring.segments.segments.map(({ id }) => String(id));
  const unknown = Object.keys(caps)
    .filter((id) => !known.includes(id))
    .map((id): Problem => ({
      code: 'unknown-segment',
      path: `caps.${id}`,
      message: `there is no segment "${id}", so nobody has this cap; there are ${known.join(', ')}`,
    }));
  const found = [...unknown, ...unknownCategories(source, book)];
  return [...found, ...heldInVain(source)];
}

function heldInVain(source: Source<'policies'>): readonly Problem[] {
  const { holdAtMostHours } = source;
  return allQuietHours(source).flatMap(({ path, hours }): readonly Problem[] => {
    const length = quietFor(hours);
    if (length <= holdAtMostHours * HOUR) return [];
    const message = `quiet hours last ${length / HOUR} hours, and messages are held for ${holdAtMostHours} at most: those decided early in them are skipped`;
    return [{ code: 'held-in-vain', path: path === 'quietHours' ? 'holdAtMostHours' : path, message }];
  });
}

function unknownCategories({ categories = {} }: Source<'policies'>, { journeys }: Playbook): readonly Problem[] {
  const sends = [...journeys.values()].flatMap(({ definition }) =>
    definition.steps.filter((step) => step.type === 'send'),
  );
  const known = new Set<string>([MARKETING, ...sends.map(categoryOf)]);
  return Object.keys(categories)
    .filter((name) => !known.has(name))
    .map((name) => ({
      code: 'unknown-category',
      path: `categories.${name}`,
      message: `no message of a live journey has the category "${name}"; there are ${[...known].join(', ')}`,
    }));
}

export interface PoliciesPreview extends Replayed {
  /** From then on, messages are judged. */
  readonly since: Instant;
}

/** How far back messages are judged, milliseconds. */
const JUDGED = 30 * DAY;
/** Entries of the journal that are read at most, newest first: whoever asks waits for it. */
const MOST = 20_000;

interface PreviewStores {
  readonly messages: DecidedMessages;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
}

/**
 * What these policies would have skipped of the messages that were decided within the last 30 days; exact, and for a
 * shorter time where there are very many.
 */
export async function previewPolicies(
  stores: PreviewStores,
  base: Base,
  source: Source<'policies'>,
): Promise<PoliciesPreview> {
  const { workspace, now } = base;
  const lookBack = capsLookBack(source);
  const { messages, from } = await stores.messages.since(workspace._id, now - JUDGED - lookBack, MOST);
  const since = Math.min(from + lookBack, now);
  const judging = replay({ ...source, version: 0 }, await withCategories(stores, base, messages), since);
  for (;;) {
    const step = judging.next();
    if (step.done) return { since, ...step.value };
    await others();
  }
}

/** What kind each message was is said by its step, in the version that decided it. */
async function withCategories(
  { playbooks }: PreviewStores,
  { workspace, book }: Base,
  messages: readonly StoredMessage[],
): Promise<readonly DecidedMessage[]> {
  const pins = new Map<string, JourneyPin>(
    messages.map(({ origin: { place } }) => [`${place.journey}:${place.version}`, place]),
  );
  const whole = await playbooks.load(workspace._id, book.version, [...pins.values()]);
  return messages.map(({ origin, ...message }) => {
    const step = stepBehind(whole, origin);
    const { journey } = origin.place;
    return step?.type === 'send'
      ? { ...message, journey, channel: channelOf(step, origin), category: categoryOf(step) }
      : { ...message, journey, channel: 'email', category: MARKETING };
  });
}
