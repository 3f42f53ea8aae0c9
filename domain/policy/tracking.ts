/**
 * Who asked for a picture or a link of a message. `person`: as far as one can tell. `proxy`: a mail provider, when a
 * person opened the message. `prefetch`: a program that asks for everything, whether anybody looks or not.
 */
export type Fetcher = 'person' | 'proxy' | 'prefetch';

export interface Fetched {
  readonly method: string;
  readonly userAgent: string;
  /** ms since the message was sent; `null` where that is not known. */
  readonly after: number | null;
}

/** Providers that fetch a picture when somebody opens the message, and hide from where. */
const PROXIES = /GoogleImageProxy|YahooMailProxy|ggpht\.com/i;
/** Programs that say what they are: scanners of mail, previews of chats, libraries. */
const PROGRAMS =
  /bot\b|crawl|spider|scan|preview|barracuda|mimecast|proofpoint|safelinks|symantec|trendmicro|curl|wget|python|java\/|okhttp|go-http|node-fetch|axios|libwww|headless/i;
/** Apple's Mail Privacy Protection fetches all pictures, opened or not, and says nothing but this. */
const APPLE = /^Mozilla\/5\.0$/;
/** Nobody has read a message this soon after it was sent, ms; scanners have. */
const TOO_SOON = 2_000;

/**
 * Tells people from programs. No answer is certain: whoever wants to know what a message did looks at orders.
 * Sources: Apple, "Mail Privacy Protection" (the picture is fetched in the background by a proxy whose agent is the
 * bare `Mozilla/5.0`); Google, "Images in Gmail are served through a proxy" (fetched when the message is opened).
 */
export function fetcherOf({ method, userAgent, after }: Fetched): Fetcher {
  const agent = userAgent.trim();
  if (method !== 'GET' || agent === '' || APPLE.test(agent)) return 'prefetch';
  if (PROXIES.test(agent)) return 'proxy';
  if (PROGRAMS.test(agent)) return 'prefetch';
  return after !== null && after < TOO_SOON ? 'prefetch' : 'person';
}
