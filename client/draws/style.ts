/** Beside the style of everything else. */
export const STYLE = `
.draw{display:grid;gap:.75rem;justify-items:center;text-align:center}
.draw button.play{padding:.5rem 1rem;background:var(--sojourn-accent,light-dark(#0b6b4b,#4fbf93));color:var(--sojourn-card,light-dark(#fff,#1c2024));font-weight:600}
.draw button[aria-disabled=true]{opacity:.6;cursor:default}
.said{min-height:1.4em;font-weight:600}
.wheel{position:relative;width:min(16rem,80vw,100%);aspect-ratio:1}
.disc{width:100%;height:100%;border-radius:50%;overflow:hidden;position:relative;transition:transform 4s cubic-bezier(.15,.7,.1,1)}
.disc.still{transition:none}
.sector{position:absolute;left:50%;top:calc(50% - .6em);width:50%;padding:0 .6rem 0 1.5rem;transform-origin:left center;text-align:right;color:#fff;font-size:.75rem;line-height:1.2em;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.pointer{position:absolute;left:calc(50% - .6rem);top:-.3rem;border:.6rem solid transparent;border-top:1.1rem solid var(--sojourn-ink,light-dark(#191c1a,#eceeed));border-bottom:0}
.scratch,.gift{position:relative;width:min(18rem,80vw,100%);height:8rem;display:grid;place-items:center;border-radius:10px;border:1px solid var(--sojourn-line,light-dark(#d5d8d3,#3a4147));overflow:hidden}
.inside{margin:0;padding:0 1rem;font-size:1.2rem;font-weight:600;overflow-wrap:anywhere}
.cover{position:absolute;inset:0;display:grid;grid-template:repeat(5,1fr)/repeat(8,1fr);touch-action:none;user-select:none;cursor:crosshair;transition:opacity .6s}
.cover.off{opacity:0;pointer-events:none}
.cell{background:#8d9691}
.cell.off{opacity:0}
.gift{align-items:start;padding-top:1rem}
.chest,.lid{position:absolute;left:20%;right:20%;background:#7a3e9d;background-image:linear-gradient(90deg,transparent 45%,#e7c24a 45% 55%,transparent 55%)}
.chest{bottom:0;height:3.2rem}
.lid{bottom:3.2rem;height:1.6rem;left:18%;right:18%;transition:transform 1s ease-in,opacity 1s}
.open .lid{transform:translateY(-5rem) rotate(-20deg);opacity:0}
@media (prefers-reduced-motion:reduce){.disc,.cover,.lid{transition:none}}
`;
