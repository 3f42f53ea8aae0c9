import type { Decision } from '../decision/decide.ts';
import { toldEntry } from './entry-line.ts';
import { scoreLabel } from '../scoring/scores.ts';
import { segmentName, type SegmentTable } from '../scoring/segment.ts';
import { allInside, type Inside } from '../journey/standing.ts';
import type { CustomerState } from '../decision/state.ts';
import { isoTime, type Instant } from '../time.ts';

/** The page is for a glance; the whole of it is in the timeline. */
const MOST_INSIDE = 20;
const MOST_ENTRIES = 5;

/**
 * A customer's story in a few lines of Markdown, for operators who do not know the code: where the customer stands,
 * what the last decision brought, and what comes next. Pseudonymous facts only: it is visible in the Temporal UI, which
 * shows paragraphs and bold text but no lists.
 */
export function storyOf(
  { state, next, entries }: Pick<Decision, 'state' | 'next' | 'entries'>,
  table: SegmentTable,
): string {
  const last = entries.slice(-MOST_ENTRIES).toReversed();
  return [
    `${standingLine(state, table)}; ${orders(state)}; silence: ${state.silence}`,
    next ? `**Next**, ${minute(next.at)}: ${next.because}` : '**Next**: nothing changes by time alone',
    ...last.map((entry) => `**Last**, ${minute(entry.at)}: ${toldEntry(entry, table)}`),
    ...insideLines(state),
  ].join('\n\n');
}

function orders({ ledger }: CustomerState): string {
  return `${ledger.orders} ${ledger.orders === 1 ? 'order' : 'orders'} in all`;
}

function standingLine({ standing }: CustomerState, table: SegmentTable): string {
  if (standing === null) return '**Not scored yet**: no purchase counts';
  const before = standing.previous ? `, before that ${segmentName(standing.previous, table)}` : '';
  return `**${segmentName(standing.segment, table)}** (${scoreLabel(standing.scores)}) since ${minute(standing.since)}${before}`;
}

function insideLines(state: CustomerState): string[] {
  const lines = allInside(state.journeys).map(
    ([journey, inside]) =>
      `**Inside ${journey}** v${inside.version}${inside.key === undefined ? '' : ` for ${inside.key}`}, step ${inside.step}: ${waitingFor(inside)}`,
  );
  const more = lines.length - MOST_INSIDE;
  return more <= 0 ? lines : [...lines.slice(0, MOST_INSIDE), `**Inside ${more} more**`];
}

function waitingFor({ waiting }: Inside): string {
  if (waiting.for === 'turn') return 'goes on at once';
  const until = waiting.until === null ? 'something happens' : minute(waiting.until);
  if (waiting.for === 'effect') return `waits for the reply to a webhook until ${until}`;
  if (waiting.for === 'reaction') return `waits for a reaction to a message until ${until}`;
  if (waiting.for === 'priority') return `lets the message of another journey go first, until ${until}`;
  return waiting.for === 'quiet-hours' ? `held by quiet hours until ${until}` : `waits until ${until}`;
}

function minute(at: Instant): string {
  return `${isoTime(at)
    .replace(/:[^:]*$/, '')
    .replace('T', ' ')} UTC`;
}
