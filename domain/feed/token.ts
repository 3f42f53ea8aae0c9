/** Where a reader of the feed stands: behind the line with this number. */
export interface FeedToken {
  /** Of this feed and of none before it: one that was ended and begun again counts anew. */
  readonly epoch: string;
  /** 0: before the first line. */
  readonly n: number;
}

const TOKEN = /^([0-9a-f]{8})-(\d{1,15})$/;

export function tokenText({ epoch, n }: FeedToken): string {
  return `${epoch}-${n}`;
}

/** @returns `null` for a text that is no token */
export function readToken(text: string): FeedToken | null {
  const [, epoch, n] = TOKEN.exec(text) ?? [];
  return epoch === undefined || n === undefined ? null : { epoch, n: Number(n) };
}
