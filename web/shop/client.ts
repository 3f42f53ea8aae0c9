import type { Options } from '../../client/options.ts';
import type { Started } from '../../client/main.ts';

interface SojournClient {
  readonly start: (options: Options) => Started;
}

declare global {
  interface Window {
    /** What the script of the client makes known. */
    readonly Sojourn?: SojournClient;
  }
}

/** As any shop loads it: one script, from the address where Sojourn is. */
export function loadClient(): Promise<SojournClient> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/client/sojourn.js';
    const fail = () => reject(new Error('/client/sojourn.js'));
    script.addEventListener('error', fail);
    script.addEventListener('load', () => (window.Sojourn ? resolve(window.Sojourn) : fail()));
    document.head.append(script);
  });
}
