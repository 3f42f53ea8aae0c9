import type { getDeliverabilityContract } from '../../../api/deliverability/get-deliverability.contract.ts';
import type { CallReply } from '../../api/call.ts';

export type Deliverability = CallReply<typeof getDeliverabilityContract>;
export type Messages = Deliverability['all'];

const FIGURES = [
  'sent',
  'delivered',
  'bounced',
  'complained',
  'unsubscribed',
  'unknown',
  'failed',
  'opened',
  'clicked',
] as const;
export type Figure = (typeof FIGURES)[number];

/** These show even where there is nothing of them: that nothing came back says something. */
const ALWAYS: ReadonlySet<Figure> = new Set(['sent', 'bounced', 'complained', 'unsubscribed', 'unknown']);

/** What there is to show of any of these. */
export function figuresOf(all: readonly Messages[]): readonly Figure[] {
  return FIGURES.filter((figure) => ALWAYS.has(figure) || all.some((one) => (one[figure] ?? 0) > 0));
}

/** Whether nothing went out, or might have. */
export function isEmpty({ all: { sent, unknown, failed } }: Deliverability): boolean {
  return sent + unknown + failed === 0;
}

/** As a share, of what it is a share of; `null`: it is none, or of nothing. */
export function shareOf({ rates }: Messages, figure: Figure): number | null {
  switch (figure) {
    case 'bounced':
    case 'complained':
    case 'unsubscribed':
    case 'opened':
    case 'clicked':
      return rates[figure];
    case 'sent':
    case 'delivered':
    case 'unknown':
    case 'failed':
      return null;
  }
}
