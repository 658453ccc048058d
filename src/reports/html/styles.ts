import { chartColours } from '../charts/palette.ts';

const darkChart: Record<keyof typeof chartColours, string> = {
  ink: '#e8eaed',
  quiet: '#aab2bb',
  rule: '#737c86',
  accent: '#8ea6bc',
  accentInk: '#b3c5d6',
  band: '#2a333c',
  paper: '#14171a',
};

/** The strips carry literal colours (a PDF needs them); in the dark the style sheet repaints those and no others. */
export const darkStrips = (Object.keys(chartColours) as (keyof typeof chartColours)[])
  .map((name) => {
    const from = chartColours[name];
    const to = darkChart[name];
    return `svg [fill="${from}"]{fill:${to}}svg [stroke="${from}"]{stroke:${to}}`;
  })
  .join('\n');

export const styles = `
:root{color-scheme:light dark;--ink:#16191d;--quiet:#4d555e;--rule:#c9ced4;--accent:#3f5468;--paper:#fff}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 Roboto,"Segoe UI",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:54rem;margin:0 auto;padding:0 1rem}
header{padding-top:2.5rem}
h1{font-size:1.5rem;line-height:1.25;font-weight:600;margin:0 0 .5rem}
header p{margin:0;color:var(--quiet);font-size:.9375rem}
section{border-top:1px solid var(--rule);padding:.9rem 0 1.1rem;margin:0}
header+main section:first-child{margin-top:1.25rem}
h2{font-size:.9375rem;line-height:1.6;font-weight:600;color:var(--accent);margin:0 0 .35rem}
.body>:first-child{margin-top:0}
.body>:last-child{margin-bottom:0}
p{margin:0 0 .5rem}
ul,ol{margin:0;padding-left:1.15rem}
li{margin:0 0 .25rem}
.note,.meta,caption,figcaption{color:var(--quiet);font-size:.875rem}
.urgent,.raised-since{border:2px solid var(--ink);padding:.9rem .75rem 1.1rem}
.alert{border-left:3px solid var(--ink);padding-left:.75rem;font-weight:600}
.urgent .point{border-left:3px solid var(--ink);padding-left:.75rem}
.urgent .point p:first-child{font-weight:600}
.point{margin:0 0 1.1rem}
.point p{margin:0 0 .2rem}
.ask{font-weight:600}
.ask b{font-weight:inherit}
h3{font-size:.9375rem;font-weight:600;margin:0 0 .15rem}
sup{font-size:.7em;line-height:0}
sup a{color:var(--accent);text-decoration:none;padding:0 .1em}
a{color:var(--accent)}
table{border-collapse:collapse;width:100%;font-size:.9375rem;margin:0 0 1.1rem;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:0 0 .25rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--rule);font-weight:400;overflow-wrap:break-word}
tbody th{overflow-wrap:anywhere}
.red-flags tbody th{overflow-wrap:break-word}
.medicine-list tbody th,.labs tbody th{min-width:6.5rem}
thead th{color:var(--quiet);font-size:.8125rem;border-bottom-color:var(--ink)}
figure{margin:0 0 .5rem}
dl{margin:0}
dl div{margin:0 0 .3rem}
dt,dd{display:inline;margin:0}
dt{font-weight:600}
.brief{margin:0 0 .6rem}
.brief>b{color:var(--accent)}
.number{text-align:right}
thead .number{white-space:nowrap}
.whole{white-space:nowrap}
.narrow{display:none}
.share{display:flex;align-items:center;gap:.9rem}
.share svg{width:6.5rem;flex:none}
.strips{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr));gap:1.25rem 1.75rem}
svg{display:block;width:100%;height:auto}
figcaption{line-height:1.4}
.references{font-size:.875rem}
footer{padding-bottom:2.5rem;color:var(--quiet);font-size:.8125rem}
form{margin:.75rem 0}
button{font:inherit;font-size:.9375rem;color:var(--ink);background:none;border:2px solid;border-radius:.4rem;padding:.4rem .85rem;cursor:pointer}
button:focus-visible{outline:3px solid;outline-offset:2px}
footer p:first-child{border-top:1px solid var(--rule);padding-top:.9rem}
@media (min-width:48rem){
section{display:grid;grid-template-columns:8.5rem minmax(0,1fr);column-gap:1.5rem}
.charts,.figure{display:block}
.what-changed table,.labs table{font-size:.875rem}
.medicine-list td:nth-child(n+3),.timeline td:nth-child(2){white-space:nowrap}
.what-changed td{white-space:nowrap;padding-right:.6rem}
.charts .note{margin-bottom:.9rem}
}
@media (min-width:56rem){
.labs td:nth-child(n+6){white-space:nowrap}
}
@media (max-width:34rem){
.wide{display:none}
.narrow{display:block}
.number{text-align:left}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));column-gap:.75rem;padding:.4rem 0;border-bottom:1px solid var(--rule)}
tbody th{grid-column:1/-1;font-weight:500}
th,td{border:0;padding:.1rem 0}
.above{display:none}
td::before{content:attr(data-label);display:block;color:var(--quiet);font-size:.75rem}
.timeline tr{grid-template-columns:2rem minmax(0,1fr)}
.timeline tbody th{grid-column:1;grid-row:1/3;font-weight:400}
.timeline td{grid-column:2}
.timeline td::before{content:none}
.red-flags tr{grid-template-columns:minmax(0,1fr)}
}
@media (prefers-color-scheme:dark){
:root{--ink:#e8eaed;--quiet:#aab2bb;--rule:#3c444c;--accent:#b3c5d6;--paper:#14171a}
${darkStrips}
}
@media print{
@page{margin:12mm 15mm}
:root{color-scheme:light;--ink:#000;--quiet:#333;--rule:#bbb;--accent:#000;--paper:#fff}
html{font-size:8.4pt}
body{line-height:1.28}
header+main section:first-child{margin-top:.4rem}
section{display:grid;grid-template-columns:7.6rem minmax(0,1fr);column-gap:1rem;padding:.28rem 0 .3rem}
.charts,.figure{display:block}
.wide{display:block}
.narrow{display:none}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
h1{font-size:1.6rem;margin:0 0 .2rem}
h2,h3{break-after:avoid}
p,.brief,table,figure{margin-bottom:.2rem}
th,td{padding:.15rem .6rem .1rem 0}
.page-one{break-after:page}
.point,figure,tr,.alert,.brief,dl div{break-inside:avoid}
.strips{grid-template-columns:1fr 1fr}
.share svg{width:23mm}
a{color:inherit;text-decoration:none}
nav,form{display:none}
}
`;
