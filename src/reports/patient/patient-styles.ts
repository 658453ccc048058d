import { darkStrips } from '../html/styles.ts';

/** Larger than a page for doctors, on one column, with room between what is said. */
export const patientStyles = `
:root{color-scheme:light dark;--ink:#16191d;--quiet:#4d555e;--rule:#c9ced4;--paper:#fff}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;font-size:118.75%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 Roboto,"Segoe UI",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:36rem;margin:0 auto;padding:0 1rem}
header{padding-top:2rem}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .6rem}
h2{font-size:1.2rem;line-height:1.3;margin:0 0 .5rem}
p{margin:0 0 .6rem}
section{border-top:2px solid var(--rule);padding:1rem 0 .6rem}
header+main section:first-child{margin-top:.8rem}
ul{margin:0 0 .6rem;padding-left:1.2rem}
li{margin:0 0 .4rem}
article{margin:0 0 1.6rem}
.strong{font-weight:700}
[role=alert]{border:3px solid var(--ink);padding:1rem .9rem .5rem;margin:0 0 1rem}
figure{margin:.4rem 0 0}
svg{display:block;width:100%;height:auto}
.whole{white-space:nowrap}
.narrow{display:none}
footer{padding-bottom:2rem;color:var(--quiet);font-size:.75rem}
@media screen and (max-width:30rem){
.wide{display:none}
.narrow{display:block}
}
@media screen and (prefers-color-scheme:dark){
:root{--ink:#e8eaed;--quiet:#aab2bb;--rule:#3c444c;--paper:#14171a}
${darkStrips}
}
@media print{
@page{margin:16mm 17mm}
:root{color-scheme:light;--ink:#000;--quiet:#333;--rule:#999}
html{font-size:13pt}
p,li{orphans:3;widows:3}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
footer{padding-bottom:0}
body{line-height:1.45}
section{padding:.7rem 0 .4rem}
article{margin-bottom:1rem}
svg,li,[role=alert]{break-inside:avoid}
h2{break-after:avoid}
}
`;
