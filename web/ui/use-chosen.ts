import { useSearchParams } from 'wouter';

interface Chosen {
  readonly chosen: URLSearchParams;
  /** An empty value takes it out. */
  readonly choose: (name: string, value: string) => void;
}

/** What is chosen on a screen, kept in its address, so that it can be sent to somebody. */
export function useChosen(): Chosen {
  const [chosen, setChosen] = useSearchParams();
  return {
    chosen,
    choose: (name, value) =>
      setChosen(
        (now) => {
          const next = new URLSearchParams(now);
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
  };
}
