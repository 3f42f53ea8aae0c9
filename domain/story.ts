import type { Decision } from './decide.ts';
import { noteOf } from './outcome.ts';
import { scoreLabel } from './rfm/scores.ts';
import { segmentName, type SegmentTable } from './rfm/segment.ts';
import type { CustomerState, Enrolment } from './state.ts';
import { isoTime, type Instant } from './time.ts';

/**
 * A customer's story in a few lines of Markdown, for operators who do not know the code.
 * Pseudonymous facts only: it is visible in the Temporal UI.
 */
export function storyOf(
  { state, next, entries }: Pick<Decision, 'state' | 'next' | 'entries'>,
  table: SegmentTable,
): string {
  const lines = [
    standingLine(state, table),
    `- ${state.ledger.orders} orders in all; silence: ${state.silence}`,
    ...insideLines(state),
    next ? `- Next: ${next.because}, at ${minute(next.at)}` : '- Next: nothing changes by time alone',
  ];
  const last = entries.at(-1);
  if (last?.move) {
    const from = last.move.from ? segmentName(last.move.from, table) : 'nowhere';
    const to = last.move.to ? segmentName(last.move.to, table) : 'nowhere';
    lines.push(`- Last: ${from} → ${to} at ${minute(last.at)}, by ${last.move.cause.by}`);
  } else if (last) {
    lines.push(`- Last: ${last.events.map(noteOf).join(', ') || 'a deadline'} at ${minute(last.at)}`);
  }
  return lines.join('\n');
}

function standingLine({ standing }: CustomerState, table: SegmentTable): string {
  if (standing === null) return '**Not scored yet**: no purchase counts';
  const before = standing.previous ? `, before that ${segmentName(standing.previous, table)}` : '';
  return `**${segmentName(standing.segment, table)}** (${scoreLabel(standing.scores)}) since ${minute(standing.since)}${before}`;
}

function insideLines(state: CustomerState): string[] {
  return Object.entries(state.journeys).flatMap(([journey, { inside }]) =>
    inside ? [`- Inside ${journey} v${inside.version}, step ${inside.step}: ${waitingFor(inside)}`] : [],
  );
}

function waitingFor({ waiting }: Enrolment): string {
  const until = waiting.until === null ? 'something happens' : minute(waiting.until);
  return waiting.for === 'quiet-hours' ? `held by quiet hours until ${until}` : `waits until ${until}`;
}

function minute(at: Instant): string {
  return `${isoTime(at).slice(0, 16).replace('T', ' ')} UTC`;
}
