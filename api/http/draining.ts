/** Whether this process is about to stop: then `/readyz` says so, and no connection is kept alive. */
export interface Draining {
  readonly isOn: () => boolean;
  readonly begin: () => void;
}

export function createDraining(): Draining {
  let on = false;
  return {
    isOn: () => on,
    begin: () => {
      on = true;
    },
  };
}
