/** Tables that stay readable at the width of a telephone: numbers close up, sentences become cards. */
export const style = `
.notice:empty { display: none; }
.notice { border: 2px solid; border-radius: .4rem; padding: .5rem .9rem; margin: 0 0 1rem; font-weight: 600; }
section { margin: 0 0 2rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .95rem; }
caption { text-align: left; padding: 0 0 .5rem; opacity: .8; font-size: .9rem; line-height: 1.4; }
th, td { text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); font-weight: 400; }
tbody th { font-weight: 600; }
thead th { font-size: .85rem; opacity: .8; border-bottom-color: currentColor; }
th code, small { font-size: .8rem; font-weight: 400; opacity: .8; }
.numbers td, .numbers thead th:not(:first-child) { text-align: right; }
.numbers th, .numbers td { overflow-wrap: normal; }
.numbers th:last-child, .numbers td:last-child { padding-right: 0; }
.none { opacity: .6; }
.lines { list-style: none; padding: 0; }
.lines li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; border-left: 3px solid; padding-left: .75rem; }
.dead td:nth-child(3) { white-space: nowrap; }
.do { display: flex; flex-wrap: wrap; gap: .5rem; align-items: start; }
.do form { margin: 0; }
.do button, .do summary, .lines button { font-size: .9rem; padding: .25rem .7rem; border: 2px solid; border-radius: .4rem; cursor: pointer; }
.do details[open] { flex-basis: 100%; }
.do summary { display: inline-block; list-style: none; border-style: dotted; }
.do summary::-webkit-details-marker { display: none; }
.do details p { margin: .4rem 0; font-size: .9rem; }
@media (min-width: 48rem) { .do { min-width: 10.5rem; } }
@media (max-width: 40rem) {
  .numbers { font-size: .85rem; }
  .numbers th, .numbers td { padding-right: min(.45rem, 1.2vw); }
  .cards, .cards caption, .cards tbody, .cards tr, .cards th, .cards td { display: block; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tr { padding: .6rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
  .cards th, .cards td { border: 0; padding: .1rem 0; }
  .cards td[data-label]::before { content: attr(data-label) ': '; opacity: .8; }
  .do { padding-top: .4rem; }
  .dead td:nth-child(3) { white-space: normal; }
}
@media (max-width: 23rem) {
  .numbers { font-size: .72rem; }
  .numbers thead th { font-size: .68rem; }
}
`;
