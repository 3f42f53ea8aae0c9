/** Works that name the same thing come one after another, in the order in which they were asked for. */
export function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async function inTurn<Result>(of: string, work: () => Promise<Result>): Promise<Result> {
    const before = last.get(of) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(of, mine);
    try {
      return await mine;
    } finally {
      if (last.get(of) === mine) last.delete(of);
    }
  };
}
