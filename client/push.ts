import type { Connection } from './connection.ts';
import type { disable, enable } from './push/push.ts';

export interface PushOptions {
  /** The service worker that your pages serve; left out, `/sojourn-worker.js`. */
  readonly worker?: string;
  /** The exact text that the customer agrees to by this; left out, no consent is noted. */
  readonly wording?: string;
}

/** `refused`: the customer said no to the browser. `unable`: this browser has no push. `closed`: the workspace has not set it up. */
export type PushIs = 'on' | 'off' | 'refused' | 'unable' | 'closed' | 'failed';

export interface Push {
  /** Call it when the customer presses something: only then does a browser let a page ask. */
  readonly enable: (options?: PushOptions) => Promise<PushIs>;
  readonly disable: (options?: Pick<PushOptions, 'worker'>) => Promise<PushIs>;
}

/** Fetches what subscribes, when somebody asks for it: most pages never load it. */
export function pushPart(home: string, { ask }: Connection): Push {
  const file = async (): Promise<{ readonly enable: typeof enable; readonly disable: typeof disable }> =>
    await import(/* @vite-ignore */ `${home}/client/sojourn-push.js`);
  const tried = async (work: () => Promise<PushIs>): Promise<PushIs> => {
    if (!('PushManager' in window && 'serviceWorker' in navigator)) return 'unable';
    try {
      return await work();
    } catch {
      return 'failed';
    }
  };
  return {
    enable: (options = {}) =>
      tried(async () => {
        // Before anything is fetched: a browser asks only as long as the press is fresh.
        if ((await Notification.requestPermission()) !== 'granted') return 'refused';
        return await (await file()).enable(ask, options);
      }),
    disable: (options = {}) => tried(async () => await (await file()).disable(ask, options)),
  };
}
