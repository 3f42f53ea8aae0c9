import { useState } from 'react';
import { useWords } from '../words/words.tsx';

/** Something that is shown only now, with a button that copies it. */
export function Secret({ text }: { readonly text: string }) {
  const words = useWords().ui;
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  };
  return (
    <>
      <p className="row">
        <code className="secret grow">{text}</code>
        <button className="button" type="button" onClick={() => void copy()}>
          {words.copy}
        </button>
      </p>
      <p role="status" className="small up">
        {isCopied && words.copied}
      </p>
    </>
  );
}
