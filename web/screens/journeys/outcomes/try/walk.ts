import type { postJourneyTryContract } from '../../../../../api/journeys/post-journey-try.contract.ts';
import type { CallReply } from '../../../../api/call.ts';

export type Tried = CallReply<typeof postJourneyTryContract>;
export type TriedMessage = Tried['messages'][number];
type Entry = Tried['entries'][number];
type JourneyFact = Extract<Entry, { readonly kind: 'decision' }>['journeys'][number];

export type Happening =
  | { readonly is: 'event'; readonly text: string }
  | { readonly is: 'move'; readonly text: string }
  | {
      readonly is: 'fact';
      readonly what: JourneyFact['what'];
      readonly text: string;
      /** Where it happens; left out, to the journey as a whole. */
      readonly step?: string;
      readonly message: TriedMessage | null;
    };

/** Everything of one instant, in the order in which it happened. */
export interface Moment {
  readonly at: string;
  readonly happenings: readonly Happening[];
}

/** What entries and facts say, in the language of the pages. */
export interface Tell {
  readonly entry: (entry: Entry) => string;
  readonly fact: (fact: JourneyFact) => string;
  /** `rest`: what the sentence of the API says besides facts of journeys. */
  readonly besides: (decision: Extract<Entry, { readonly kind: 'decision' }>, rest: string) => string;
}

/** The walk in order of time, instant by instant; a message lies beside what decided it. */
export function momentsOf({ entries, messages }: Pick<Tried, 'entries' | 'messages'>, tell: Tell): readonly Moment[] {
  const moments = new Map<string, Happening[]>();
  const left = [...messages];
  for (const entry of entries.toReversed()) {
    const happenings = happeningsOf(entry, left, tell);
    const there = moments.get(entry.at);
    if (there) there.push(...happenings);
    else moments.set(entry.at, happenings);
  }
  return [...moments].filter(([, { length }]) => length > 0).map(([at, happenings]) => ({ at, happenings }));
}

function happeningsOf(entry: Entry, messages: TriedMessage[], tell: Tell): Happening[] {
  if (entry.kind === 'event') return [{ is: 'event', text: tell.entry(entry) }];
  if (entry.kind === 'send') return [];
  const facts = entry.journeys.map((fact): Happening => {
    const { what, journey, step } = fact;
    const place = messages.findIndex((one) => one.at === entry.at && one.journey === journey && one.step === step);
    const message = SENDS.has(what) && place >= 0 ? messages.splice(place, 1)[0] : undefined;
    return {
      is: 'fact',
      what,
      text: tell.fact(fact),
      ...(step === undefined ? {} : { step }),
      message: message ?? null,
    };
  });
  // The sentence of an entry tells the move first, and then the facts of journeys.
  const rest = entry.journeys.reduce((text, fact) => text.replace(fact.text, ''), entry.text);
  const move = tell.besides(entry, rest.replaceAll(/(?:^[.\s]+|[.\s]+$)/g, ''));
  return move === '' ? facts : [{ is: 'move', text: move }, ...facts];
}

/** What may have a message beside it. */
const SENDS: ReadonlySet<JourneyFact['what']> = new Set(['sending', 'sent', 'failed', 'unknown']);

export type Later = { readonly unit: 'days' | 'hours' | 'minutes'; readonly value: number } | null;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long after the beginning something happens, in the largest unit that says something; null: at once. */
export function laterOf(from: string, at: string): Later {
  const ms = Date.parse(at) - Date.parse(from);
  if (ms < MINUTE) return null;
  if (ms < HOUR) return { unit: 'minutes', value: Math.round(ms / MINUTE) };
  if (ms < 2 * DAY) return { unit: 'hours', value: Math.round(ms / HOUR) };
  return { unit: 'days', value: Math.round(ms / DAY) };
}
