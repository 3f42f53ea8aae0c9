/** Where browsers take messages: those of Google (Chrome, Edge on Android, Samsung, Opera), Mozilla, Microsoft and Apple. */
const SERVICES = ['fcm.googleapis.com', 'push.services.mozilla.com', 'notify.windows.com', 'push.apple.com'] as const;

/**
 * Whether an address belongs to the push service of a browser. What a page of a shop says is asked this, since a worker
 * posts to it: it may lead nowhere else.
 */
export function isPushService(endpoint: string): boolean {
  const [, host] = /^https:\/\/([a-z0-9.-]+)(?::443)?\//i.exec(endpoint) ?? [];
  const named = host?.toLowerCase();
  return named !== undefined && SERVICES.some((service) => named === service || named.endsWith(`.${service}`));
}
