const DAY_MS = 86_400_000;

/** The instants that bound what `GET /v1/segments` counts: who falls silent until then, and who has moved since then. */
export function boundsOf(asOf: string): { readonly silentUntil: string; readonly movedSince: string } {
  const after = (days: number) => new Date(Date.parse(asOf) + days * DAY_MS).toISOString();
  return { silentUntil: after(7), movedSince: after(-30) };
}
