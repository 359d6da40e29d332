/** What the moving part of a page looks like. It is in every page: the policy knows one stylesheet. */
export const PLAYER_STYLES = `button,select,input[type=search]{font:inherit;font-size:.84rem;color:var(--ink);background:var(--paper);border:1px solid var(--strong-rule);border-radius:5px;padding:.22rem .6rem;line-height:1.35}
button{cursor:pointer}
button:hover{border-color:var(--link)}
.strong-button{background:var(--bad-ground);border-color:var(--bad);color:var(--bad);font-weight:650}
.plain-button{font-size:.78rem;padding:.1rem .5rem;color:var(--dim);border-color:var(--rule)}
.copy-button{margin:.3rem 0 0;align-self:start}
.enriched .replay{display:grid;grid-template-columns:minmax(0,1fr) max-content;gap:.15rem .5rem}.enriched .replay>span{grid-column:1/-1}.enriched .replay .copy-button{margin:0;align-self:stretch}
.sign{flex:none;fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.theme-button{margin-left:auto}
.eyebrow{align-items:center}
.enriched .still{display:none}
#player>h2{margin-bottom:.5rem}
.controls{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:0 0 .6rem;font-size:.84rem}
.controls select{max-width:18rem}
.button-group{display:inline-flex;gap:.3rem;align-items:center}
.filters{margin:0}
.filters[open]{flex-basis:100%}
.filter-box{display:flex;flex-wrap:wrap;gap:.5rem 1.1rem;align-items:center;font-size:.84rem;margin-top:.2rem}
.filter-box fieldset{display:inline-flex;flex-wrap:wrap;gap:.1rem .8rem;border:0;padding:0;margin:0}
.filter-box legend{float:left;color:var(--dim);padding:0;margin-right:.6rem}
.filter-box .note{margin:0}
.player-frame{background:var(--paper);border:1px solid var(--rule);border-radius:6px;padding:.6rem .8rem .8rem}
.canvas-box{position:relative;overflow-x:auto;overflow-y:hidden}
.canvas-box canvas{display:block;touch-action:pan-y}
.tip{position:absolute;z-index:2;pointer-events:none;background:var(--ink);color:var(--paper);font-size:.78rem;line-height:1.35;padding:.25rem .55rem;border-radius:4px;max-width:25rem;overflow:hidden;max-height:7rem}
.legend-line{margin:.35rem 0 .6rem;max-width:none}.legend-line .icon{margin:0 .1rem 0 .5rem}
kbd{font:600 .78em var(--mono);border:1px solid var(--strong-rule);border-radius:3px;padding:0 .3em}
.moment{border-top:1px solid var(--rule);padding-top:.7rem}
.scrubber{display:flex;gap:.6rem;align-items:center}
.scrubber input{flex:1;min-width:6rem;accent-color:var(--link)}
.now{font-family:var(--mono);font-size:.86rem;min-height:1.5em;max-width:none;margin:.5rem 0;overflow:hidden;max-height:6rem}
.worlds.two .facts-grid{grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr))}.worlds.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:0 1.6rem}
.world h3{margin:.7rem 0 .1rem}
.facts-grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:.2rem 1.6rem}
.fact h4{font-size:.78rem;color:var(--dim);font-weight:600;margin:.6rem 0 .15rem}
.fact p{margin:0;font-size:.84rem}
.plain{list-style:none;margin:0;padding:0;font-size:.82rem;line-height:1.45;max-height:13rem;overflow:hidden}
.plain .taken{font-weight:650}
.tight{width:auto;font-size:.82rem}
.tight td,.tight th{padding:.1rem .9rem .1rem 0;min-width:0;border:0}
.tight td.number,.tight th.number{padding-right:.6rem}
.amounts{display:grid;grid-template-columns:max-content max-content;gap:.05rem 1rem;margin:0;font-size:.84rem}
.amounts dt{color:var(--dim)}.amounts dd{margin:0;text-align:right}
.charts{border-top:1px solid var(--rule);margin-top:.8rem;padding-top:.5rem}
.chart{margin:.3rem 0}
.chart figcaption,.chart-head{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;font-size:.8rem;color:var(--dim);align-items:center}
.chart-title{font-weight:600;color:var(--ink)}
.chart-key{display:inline-flex;gap:.35rem;align-items:center}
.chart-key path{fill:none;stroke-width:2}
.line-ink{stroke:var(--ink);fill:none}.line-good{stroke:var(--good);fill:none}.line-broker{stroke:var(--broker);fill:none}.line-data{stroke:var(--data);fill:none}
.money{display:block;width:100%;height:auto;background:var(--paper);border:1px solid var(--rule);border-radius:6px}.money text{font:10.5px var(--sans);fill:var(--dim)}
.grid-table{width:auto}.grid-table th{font-weight:550;font-size:.8rem}
.grid-cell{text-align:left;font-weight:650;border:1px solid var(--rule);min-width:8.5rem}.grid-cell.pass{background:var(--good-ground);color:var(--good)}.grid-cell.fail{background:var(--bad-ground);color:var(--bad)}.grid-cell.inconclusive{background:var(--warn-ground);color:var(--warn)}.grid-cell small{display:inline;margin-left:.5em;color:inherit;font-weight:500}
.chip{border-radius:999px}.chip[aria-pressed=true]{background:var(--link);border-color:var(--link);color:var(--paper)}
.search{display:flex;flex-wrap:wrap;gap:.8rem;align-items:center;margin:1.4rem 0 .8rem;font-size:.84rem}.search input{min-width:16rem}
.trend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem;margin:0;padding:0}
.trend-cell{display:inline-flex;gap:.25em;align-items:center;min-width:2.3rem;justify-content:center;border-radius:4px;padding:.1rem .35rem;text-decoration:none;font-weight:650;border:1.5px solid transparent}
.trend-cell.pass{color:var(--good);background:var(--good-ground)}.trend-cell.fail{color:var(--bad);background:var(--bad-ground)}.trend-cell.inconclusive{color:var(--warn);background:var(--warn-ground)}.trend-cell.unexpected{border-color:currentColor}
[hidden]{display:none!important}
.chart-place{overflow-x:auto;overflow-y:hidden}
.downloads{font-size:.84rem;display:flex;flex-wrap:wrap;gap:.4rem .6rem;align-items:center;margin-top:.6rem}
`;
