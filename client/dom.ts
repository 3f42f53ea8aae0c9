const STYLE = `
:host{display:block;font:inherit;color:inherit}
*{box-sizing:border-box}
.box{display:flex;gap:.75rem;align-items:start;padding:.75rem 1rem;margin:0 0 .5rem;border:1px solid var(--sojourn-line,light-dark(#d5d8d3,#3a4147));border-radius:10px;background:var(--sojourn-card,light-dark(#fff,#1c2024));color:var(--sojourn-ink,light-dark(#191c1a,#eceeed))}
.text{flex:1;min-width:0;overflow-wrap:anywhere}
.title{margin:0;font-weight:600}
p{margin:.15rem 0 0}
a{color:var(--sojourn-accent,light-dark(#0b6b4b,#4fbf93))}
button{min-width:2rem;min-height:2rem;border:0;border-radius:6px;background:none;color:inherit;font:inherit;cursor:pointer}
a:focus-visible,button:focus-visible{outline:2px solid var(--sojourn-accent,light-dark(#0b6b4b,#4fbf93));outline-offset:2px}
.toasts{position:fixed;z-index:2147483000;inset:auto 1rem 1rem auto;width:min(22rem,calc(100vw - 2rem))}
.toasts .box{box-shadow:0 8px 30px #0004;animation:in .25s ease-out}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.75rem;margin:.5rem 0 0;padding:0;list-style:none}
li{display:grid;gap:.15rem;align-content:start}
img{width:100%;aspect-ratio:1;object-fit:contain}
progress{width:100%;height:.6rem;accent-color:var(--sojourn-accent,light-dark(#0b6b4b,#4fbf93))}
@keyframes in{from{opacity:0;transform:translateY(.5rem)}}
@media (prefers-reduced-motion:reduce){.toasts .box{animation:none}}
`;

let sheet: CSSStyleSheet | undefined;

/** A root of its own: neither the styles of the page nor ours reach the other. No style element, so that a strict policy holds. */
export function rootOf(host: Element): ShadowRoot {
  if (host.shadowRoot) return host.shadowRoot;
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  return root;
}

/** An element with text; what journeys say is never anything else. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}
