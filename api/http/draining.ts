/** Whether this process is about to stop: then `/readyz` says so, and no connection is kept alive. */
export interface Draining {
  readonly isOn: () => boolean;
  readonly begin: () => void;
  /** Told when it begins. @returns calls that off */
  readonly whenOn: (told: () => void) => () => void;
}

export function createDraining(): Draining {
  let on = false;
  const waiting = new Set<() => void>();
  return {
    isOn: () => on,
    begin: () => {
      on = true;
      for (const told of waiting) told();
      waiting.clear();
    },
    whenOn(told) {
      waiting.add(told);
      return () => void waiting.delete(told);
    },
  };
}
