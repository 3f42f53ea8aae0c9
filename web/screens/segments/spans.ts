const DAY_MS = 86_400_000;

/** The instants that bound what `GET /v1/segments` counts: who falls silent until then, and who has moved since then. */
export function boundsOf(asOf: string): { readonly silentUntil: string; readonly movedSince: string } {
  const after = (days: number) => new Date(Date.parse(asOf) + days * DAY_MS).toISOString();
  return { silentUntil: after(7), movedSince: after(-30) };
}

/** The first day on which anybody was in any segment: before it nobody was counted, which is not the same as nobody being there. */
export function knownFrom(segments: readonly { readonly customers: readonly number[] }[]): number {
  const firsts = segments.map(({ customers }) => customers.findIndex((value) => value > 0)).filter((day) => day >= 0);
  return firsts.length === 0 ? 0 : Math.min(...firsts);
}
