import { PLAYER_STYLES } from './player-styles.js';

const LIGHT = `--ground:#f5f6f8;--paper:#ffffff;--sunken:#eef0f3;--ink:#161a20;--dim:#59626f;--rule:#dde1e7;--strong-rule:#b9c1cb;
--link:#1d5bb8;--good:#176639;--good-ground:#e3f3e9;--bad:#b0201c;--bad-ground:#fce9e7;--warn:#82500a;--warn-ground:#fbf0dc;--info:#5a3ea6;--info-ground:#eeeafa;
--read:#2f6fb5;--read-ground:#d8e6f6;--write:#0b6e6e;--write-ground:#cfe9e6;--broker:#8a4b08;--broker-ground:#f6e2c6;--data:#0b5c5c;--wait:#98a1ad;--held-ground:#ddd5f5;`;
const DARK = `--ground:#0e1116;--paper:#161b22;--sunken:#1e242d;--ink:#e5e9ef;--dim:#9ba6b4;--rule:#2a323d;--strong-rule:#47525f;
--link:#84b4ff;--good:#6fd79b;--good-ground:#12301f;--bad:#ff9088;--bad-ground:#3a1917;--warn:#f0bb62;--warn-ground:#33270f;--info:#bba8ff;--info-ground:#272043;
--read:#6ea8ea;--read-ground:#1b3350;--write:#5cc9c0;--write-ground:#12393a;--broker:#e5ab61;--broker-ground:#3e2c12;--data:#74d6cd;--wait:#6d7885;--held-ground:#352b5c`;

/**
 * The one stylesheet of all pages: system fonts, tabular figures, dark and light by
 * the reader's preference, print. Contrast of every text colour on its ground is at
 * least 4.5 to 1 (a test computes it from the custom properties below).
 */
export const STYLESHEET = `
:root{color-scheme:light dark;
${LIGHT}
--mono:ui-monospace,"SF Mono","Cascadia Mono","Roboto Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","DejaVu Sans",sans-serif}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){
${DARK}}}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark;
${DARK}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.skip{position:absolute;left:-9999px}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem .8rem;z-index:1}
.frame{max-width:1280px;margin:0 auto;padding:1.6rem 2rem 4rem}
h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.015em;margin:.2rem 0 .5rem;font-weight:650;text-wrap:balance}
h2{font-size:1.2rem;letter-spacing:-.01em;margin:0;font-weight:650}
h3{font-size:.95rem;margin:1.9rem 0 .5rem;font-weight:650}
p{margin:.4rem 0;max-width:78ch}
a{color:var(--link);text-underline-offset:.18em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
code,.mono{font-family:var(--mono);font-size:.86em;font-variant-ligatures:none}
.eyebrow{color:var(--dim);font-size:.82rem;display:flex;flex-wrap:wrap;gap:.1rem 1rem;justify-content:space-between}
.brand{font-weight:700;color:var(--ink);letter-spacing:-.01em}
.dim{color:var(--dim)}
.trail{display:flex;flex-wrap:wrap;gap:0 1rem}.trail a{padding:.18rem 0;min-height:24px}
.small{font-size:.84rem}
.meta{color:var(--dim);font-size:.86rem;display:flex;flex-wrap:wrap;gap:.1rem 1.3rem;margin:.3rem 0 1.3rem;padding:0;list-style:none}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.cards{list-style:none;margin:0;padding:0;display:grid;gap:.8rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,34rem),1fr))}
.card{background:var(--paper);border:1px solid var(--rule);border-left:5px solid var(--strong-rule);border-radius:6px;padding:.95rem 1.2rem 1rem}
.card.pass{border-left-color:var(--good)}.card.fail{border-left-color:var(--bad)}.card.inconclusive{border-left-color:var(--warn)}
.card-head{display:flex;flex-wrap:wrap;gap:.35rem .6rem;align-items:center;font-size:.84rem}
.card-head .set{font-weight:650;font-size:.95rem;margin-right:.2rem}
.sentence{font-size:1.32rem;line-height:1.3;letter-spacing:-.012em;font-weight:600;margin:.4rem 0 .35rem;max-width:none;text-wrap:balance}
.badge{display:inline-flex;align-items:center;gap:.35em;border-radius:4px;padding:.06rem .5rem;font-size:.8rem;font-weight:650;white-space:nowrap;max-width:100%;border:1px solid transparent}
.badge.pass,.badge.good{color:var(--good);background:var(--good-ground)}
.badge.fail,.badge.bad{color:var(--bad);background:var(--bad-ground)}
.badge.inconclusive,.badge.warn{color:var(--warn);background:var(--warn-ground)}
.badge.info{color:var(--info);background:var(--info-ground)}
.badge.quiet{color:var(--dim);background:none;border-color:var(--rule);font-weight:500}
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem 1rem;margin:.75rem 0 0;font-size:.86rem}
.facts dt{color:var(--dim)}
.facts dd{margin:0;min-width:0}
.command{display:block;background:var(--sunken);border-radius:4px;padding:.3rem .6rem;user-select:all;-webkit-user-select:all;white-space:pre-wrap}
.argument{white-space:nowrap}
.replay{margin:.7rem 0 0;max-width:none}
.sentence-cell{min-width:15rem}
.strip-cell,.layers-cell{min-width:9.5rem}
.files-cell{white-space:nowrap}
.digest{user-select:all;-webkit-user-select:all;color:var(--dim)}
.strip{display:inline-flex;flex-wrap:wrap;gap:.18rem .3rem;align-items:center;vertical-align:middle}
.strip .step{display:inline-flex;align-items:center;gap:.05rem;font-size:.8rem}
.icon{flex:none;vertical-align:-.2em;overflow:visible}
section.block{margin-top:2.2rem}
section.block>h2,.run-head{margin-bottom:.6rem}
.run{margin-top:2.6rem;padding-top:1.5rem;border-top:2px solid var(--strong-rule)}
.run-head{display:flex;flex-wrap:wrap;gap:.4rem .7rem;align-items:center}
.scroll{position:relative;overflow-x:auto;background:var(--paper);border:1px solid var(--rule);border-radius:6px}
.scroll.tall{max-height:88vh;overflow:auto}.tall thead th{position:sticky;top:0;z-index:1}
table{border-collapse:collapse;width:100%;overflow-wrap:break-word;font-size:.86rem;line-height:1.4}
caption{text-align:left;padding:.55rem .8rem;color:var(--dim);font-size:.84rem;border-bottom:1px solid var(--rule)}
th,td{text-align:left;vertical-align:baseline;padding:.36rem .8rem;border-bottom:1px solid var(--rule)}
tbody tr:last-child>*{border-bottom:0}
thead th{color:var(--dim);font-weight:550;font-size:.8rem;white-space:nowrap;background:var(--paper)}
tbody th{font-weight:600}
.number{text-align:right;white-space:nowrap}
.nowrap{white-space:nowrap}
td.none{color:var(--dim)}
td,th{min-width:4.5rem}
td small,th small{display:block;color:var(--dim);font-size:.79rem;font-weight:400;line-height:1.35}
tr.bad>td:first-child,tr.bad>th:first-child{box-shadow:inset 3px 0 0 var(--bad)}
tr.warn>td:first-child,tr.warn>th:first-child{box-shadow:inset 3px 0 0 var(--warn)}
tbody.group{border-top:2px solid var(--rule)}
.word{white-space:nowrap;font-weight:600}
.word.good{color:var(--good)}.word.bad{color:var(--bad)}.word.warn{color:var(--warn)}.word.info{color:var(--info)}.word.quiet{color:var(--dim);font-weight:400}
.stack{display:grid;gap:.9rem;grid-template-columns:minmax(0,1fr)}
.spaced{margin-top:.9rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:.9rem;align-items:start}
.thirds{grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr))}
.note{border-left:3px solid var(--strong-rule);padding:.15rem .8rem;color:var(--dim);font-size:.86rem;margin:.6rem 0}
.note.cut{border-left-color:var(--warn)}
.panel{background:var(--paper);border:1px solid var(--rule);border-radius:6px;padding:.8rem 1.1rem}
.panel h3{margin-top:0}
.panel ul{margin:.3rem 0 .2rem;padding-left:1.15rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.8rem;margin:0 0 1.4rem;padding:0}
.tile{background:var(--paper);border:1px solid var(--rule);border-radius:6px;padding:.65rem 1rem;display:flex;flex-direction:column-reverse}
.tile dt{color:var(--dim);font-size:.82rem}
.tile dd{margin:0;font-size:1.5rem;font-weight:650;letter-spacing:-.02em;line-height:1.25}
.bars{width:9rem;height:8px;display:block}
.bars .base{fill:var(--sunken)}.bars .amount{fill:var(--strong-rule)}.bars .amount.off{fill:var(--bad)}
details{margin:.7rem 0}
summary{cursor:pointer;font-size:.86rem;color:var(--link);width:max-content;max-width:100%}
details[open]>summary{margin-bottom:.5rem}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;margin:.55rem 0;padding:0;font-size:.82rem;color:var(--dim)}
.legend li{display:inline-flex;align-items:center;gap:.35rem}
.swatch{width:26px;height:13px;flex:none}
.timeline{display:block;width:100%;height:auto;min-width:940px;font:11px var(--mono)}
.timeline-box{padding:.6rem .7rem .3rem}
.timeline text{fill:var(--ink)}
.timeline .group-name{font:650 11px var(--sans);fill:var(--ink)}
.timeline .lane-name{font-size:10.5px;fill:var(--dim)}
.timeline .tick-label,.timeline .break-label{text-anchor:middle;font:10.5px var(--sans);fill:var(--dim)}
.timeline .break-label{paint-order:stroke;stroke:var(--sunken);stroke-width:7px;stroke-linejoin:round}
.grid{stroke:var(--rule);stroke-width:1;fill:none}
.lane-rule{stroke:var(--rule);stroke-width:1}
.break-ground{fill:var(--sunken)}
.zigzag{fill:none;stroke:var(--strong-rule);stroke-width:1}
.bar{stroke-width:1}
.op-read{fill:var(--read-ground);stroke:var(--read)}
.op-write{fill:var(--write-ground);stroke:var(--write)}
.op-broker{fill:var(--broker-ground);stroke:var(--broker)}
.held{fill:var(--held-ground);stroke:var(--info)}
.wait{fill:url(#hatch);stroke:var(--wait);stroke-dasharray:3 2}
.hatch-ground{fill:var(--paper)}.hatch-line{fill:var(--rule)}
.effect{stroke:var(--ink);stroke-width:1.8;fill:none}
.timeline .bar-label{font-size:9.5px;paint-order:stroke;stroke:var(--paper);stroke-width:2.5px;stroke-opacity:.55}
.timeline .mark-label{font:650 10.5px var(--sans)}
.leader{stroke:var(--strong-rule);stroke-width:1;fill:none}
.violation.many{stroke-opacity:.3}
.violation{stroke:var(--bad);stroke-width:1.2;stroke-dasharray:4 3;fill:none}
.divergence{stroke:var(--info);stroke-width:1.6;stroke-dasharray:2 3;fill:none}
.timeline .divergence-label{font:650 10px var(--sans);fill:var(--info);paint-order:stroke;stroke:var(--paper);stroke-width:4px}
.steps{list-style:none;margin:.6rem 0;padding:0;font-size:.9rem}
.steps li{display:grid;grid-template-columns:3.2rem minmax(0,1fr);gap:.6rem;padding:.16rem .4rem;border-left:3px solid transparent}
.steps li.deviates{border-left-color:var(--info);background:var(--info-ground)}
.steps .number{color:var(--dim);text-align:right}
.dots td,.dots th{padding:.22rem .6rem}
.dot-in{font-weight:700}.dot-out{color:var(--dim)}
.defs{position:absolute}
.solid{fill:currentColor;stroke:var(--paper);stroke-width:1}
.outline{fill:none;stroke:currentColor;stroke-width:1.7;stroke-linejoin:round;stroke-linecap:round}
.tone-good{color:var(--good)}.tone-bad{color:var(--bad)}.tone-info{color:var(--info)}.tone-warn{color:var(--warn)}.tone-dim{color:var(--dim)}.tone-data{color:var(--data)}
.timeline text.tone-good{fill:var(--good)}.timeline text.tone-bad{fill:var(--bad)}.timeline text.tone-info{fill:var(--info)}
${PLAYER_STYLES}footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--rule);color:var(--dim);font-size:.82rem}
@media (max-width:640px){.argument{white-space:normal}.enriched .replay{grid-template-columns:minmax(0,1fr)}.enriched .replay .copy-button{justify-self:start}.search{flex-wrap:wrap}.search input{min-width:0;width:100%}.plain-button,.files-cell a,.group-head a,.trend-cell{min-height:24px;display:inline-block}.badge{white-space:normal}.frame{padding:1rem 1rem 3rem}h1{font-size:1.4rem}.sentence{font-size:1.1rem}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.45rem}th,td{padding:.34rem .55rem}}
@media print{:root,:root[data-theme]{--ground:#fff;--paper:#fff;--sunken:#f2f2f2;--ink:#000;--dim:#444;--rule:#ccc;--strong-rule:#888;--link:#000;--good:#0b4d28;--good-ground:#fff;--bad:#8f0f0c;--bad-ground:#fff;--warn:#5f3a05;--warn-ground:#fff;--info:#3c2784;--info-ground:#fff;--read:#2f6fb5;--read-ground:#e5eefa;--write:#0b6e6e;--write-ground:#e0f2f0;--broker:#8a4b08;--broker-ground:#f9ecd9;--data:#0b5c5c;--wait:#777;--held-ground:#eae5fa}
body{font-size:11px}.frame{max-width:none;padding:0}.skip,nav,#player,.copy-button,.theme-button{display:none!important}.enriched .still{display:revert}.badge{border-color:currentColor}.scroll,.scroll.tall{overflow:visible;max-height:none}.timeline{min-width:0}.card,.scroll,.panel,tr{break-inside:avoid}h2,h3{break-after:avoid}.run{break-before:page}}
`;

/** SHA-256 of the stylesheet, base64: the pages' policy lets exactly this style through. A test pins it. */
export const STYLESHEET_SHA256 = 'WmE4t97SI7fDBG+pKaGrLmtzK5Qj9C10TLbr24qupxk=';
