/** What comes back of a message. */
export type MessageSign =
  | 'open'
  | 'click'
  /** A program fetched the pictures, and nobody knows whether anybody looks. */
  | 'prefetch'
  | 'bounce'
  | 'complaint'
  | 'unsubscribe';

/**
 * The types of the events by which customers are told of it. Only an open and a click are signs of life: `unsubscribe`
 * and `complaint` are signs of leaving, and of the others the customer knows nothing.
 */
export const MESSAGE_SIGN_EVENTS = {
  open: 'open',
  click: 'click',
  prefetch: 'open.prefetched',
  bounce: 'bounce',
  complaint: 'complaint',
  unsubscribe: 'unsubscribe',
} as const satisfies Readonly<Record<MessageSign, string>>;
