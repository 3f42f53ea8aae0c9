import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/words.tsx';

interface SearchBoxProps {
  readonly value: string;
  readonly change: (value: string) => void;
}

/** So long after the last key the search is asked. */
const PAUSE_MS = 250;

/** Searches by how an id begins; a slash anywhere on the page leads to it. */
export function SearchBox({ value, change }: SearchBoxProps) {
  const words = useWords().customers;
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // The address was changed by something else, such as a chip that was removed.
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = document.activeElement?.matches('input, select, textarea') ?? false;
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setKnown(text.trim());
      change(text.trim());
    }, PAUSE_MS);
  };
  return (
    <input
      ref={input}
      className="search"
      type="search"
      aria-label={words.search}
      aria-keyshortcuts="/"
      placeholder={`${words.search} (/)`}
      title={words.searchHint}
      value={typed}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => type(target.value)}
    />
  );
}
