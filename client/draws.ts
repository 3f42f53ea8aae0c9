import type { Drawing, drawsIn } from './draws/draws.ts';
import type { Draw } from './reply.ts';

/** Fetches what shows draws, where the page has a place for them and the customer a ticket: most pages never load it. */
export function drawsPart(home: string, drawing: Drawing) {
  let show: Promise<(draws: readonly Draw[]) => void> | undefined;
  return async (draws: readonly Draw[]): Promise<void> => {
    const host = document.querySelector('[data-sojourn="draws"]');
    if (host === null || (draws.length === 0 && !show)) return;
    show ??= load(home, host, drawing);
    try {
      (await show)(draws);
    } catch {
      // The file did not come; the next look asks for it again.
      show = undefined;
    }
  };
}

async function load(home: string, host: Element, drawing: Drawing) {
  const file: { readonly drawsIn: typeof drawsIn } = await import(/* @vite-ignore */ `${home}/client/sojourn-draws.js`);
  return file.drawsIn(host, drawing);
}
