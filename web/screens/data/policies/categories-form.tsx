import { useState } from 'react';
import { useWords } from '../../../words/words.tsx';
import { CapCells, type PoliciesProps } from './caps-form.tsx';
import { categoriesOf, categoryName, withCategory } from './draft.ts';

/** What holds for messages of single categories. */
export function CategoriesForm({ draft, change }: PoliciesProps) {
  const words = useWords().policies;
  const [name, setName] = useState('');
  const categories = [...categoriesOf(draft)];
  const add = () => {
    const category = categoryName(name);
    if (category === '') return;
    change(withCategory(draft, category, { exempt: true }));
    setName('');
  };
  return (
    <fieldset>
      <legend>{words.categories}</legend>
      {categories.length > 0 && (
        <table className="list caps">
          <tbody>
            {categories.map(([category, rule]) => (
              <tr key={category}>
                <th scope="row">{category}</th>
                <td>
                  <select
                    value={'cap' in rule ? 'cap' : 'exempt'}
                    aria-label={words.ruleOf(category)}
                    onChange={({ target }) => {
                      const isCap = target.value === 'cap';
                      const wanted = isCap ? { cap: { messages: 1, days: 7 } } : { exempt: true as const };
                      change(withCategory(draft, category, wanted));
                    }}
                  >
                    <option value="exempt">{words.exempt}</option>
                    <option value="cap">{words.own}</option>
                  </select>
                </td>
                {'cap' in rule ? (
                  <CapCells
                    name={category}
                    cap={rule.cap}
                    set={(cap) => change(withCategory(draft, category, { cap }))}
                  />
                ) : (
                  <td colSpan={2} className="soft">
                    {words.noCap}
                  </td>
                )}
                <td className="number">
                  <button
                    className="button small danger"
                    type="button"
                    aria-label={words.removeOf(category)}
                    onClick={() => change(withCategory(draft, category, null))}
                  >
                    ✕
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="row ends">
        <label className="field">
          <span className="label">{words.newCategory}</span>
          <input value={name} maxLength={40} onChange={({ target }) => setName(target.value)} />
        </label>
        <button className="button" type="button" disabled={categoryName(name) === ''} onClick={add}>
          {words.addCategory}
        </button>
        <span className="small soft">{words.categoriesHint}</span>
      </div>
    </fieldset>
  );
}
