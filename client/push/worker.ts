import { safeUrl } from '../fits.ts';

declare const registration: ServiceWorkerRegistration;
declare const clients: { readonly openWindow: (url: string) => Promise<unknown> };

/** What Sojourn sends: see `ChannelParts` of `push`. */
interface Said {
  readonly title: string;
  readonly text: string;
  readonly url?: string;
  readonly message: string;
}

interface Pushed extends Event {
  readonly data: { readonly json: () => unknown } | null;
  readonly waitUntil: (work: Promise<unknown>) => void;
}
interface Pressed extends Event {
  readonly notification: Notification;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

function isPushed(event: Event): event is Pushed {
  return 'data' in event && 'waitUntil' in event;
}

function isPressed(event: Event): event is Pressed {
  return 'notification' in event && 'waitUntil' in event;
}

function isSaid(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && 'title' in value && 'text' in value && 'message' in value;
}

/** `null`: it is none of ours, so another part of the worker may show it. */
function saidIn({ data }: Pushed): Said | null {
  try {
    const said = data?.json();
    return isSaid(said) ? said : null;
  } catch {
    return null;
  }
}

addEventListener('push', (event) => {
  if (!isPushed(event)) return;
  const said = saidIn(event);
  if (said === null) return;
  const { title, text, url, message } = said;
  // A repeat takes the place of the one before.
  event.waitUntil(registration.showNotification(title, { body: text, tag: message, data: { sojourn: url ?? '' } }));
});

addEventListener('notificationclick', (event) => {
  if (!isPressed(event)) return;
  const { data }: { readonly data: unknown } = event.notification;
  if (typeof data !== 'object' || data === null || !('sojourn' in data)) return;
  event.notification.close();
  // The address leads over Sojourn where clicks are looked at, so opening it tells of the click.
  const url = safeUrl(String(data.sojourn)) ?? '/';
  event.waitUntil(clients.openWindow(url));
});
