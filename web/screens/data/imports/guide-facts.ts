export interface GuideStep {
  readonly is: 'customers' | 'segments' | 'launch';
  readonly isDone: boolean;
}

/** What of the way to the first launch is done, by what is there. */
export function guideFacts(
  customers: number,
  journeys: readonly { readonly status: string | null }[],
  jobs: readonly { readonly kind: string; readonly dryRun?: boolean }[],
): readonly GuideStep[] {
  const hasLive = journeys.some(({ status }) => status === 'live');
  return [
    { is: 'customers', isDone: customers > 0 },
    { is: 'segments', isDone: customers > 0 && hasLive },
    { is: 'launch', isDone: jobs.some(({ kind, dryRun }) => kind === 'launch' && dryRun !== true) },
  ];
}
