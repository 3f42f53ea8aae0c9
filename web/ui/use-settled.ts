import { useEffect, useState } from 'react';

const PAUSE_MS = 350;

/** A value as it was when it had not changed for a moment: for questions about what somebody is typing. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
