/** What the live page needs beside the one stylesheet of all pages: buttons, and lists that grow. */
export const LIVE_STYLESHEET = `
.toolbar{display:flex;flex-wrap:wrap;gap:.4rem .7rem;align-items:center}
.toolbar.panel{position:sticky;top:0;z-index:1;margin:1rem 0 1.2rem}
.tiles{grid-template-columns:repeat(auto-fit,minmax(10rem,1fr))}
.tile dd{font-size:1.3rem;white-space:nowrap}
.toolbar .clock{min-width:7.5rem;text-align:right;font-size:1.05rem}
button,select{font:inherit;font-size:.86rem;color:var(--ink);background:var(--paper);border:1px solid var(--strong-rule);border-radius:4px;padding:.2rem .7rem}
button:hover:enabled{border-color:var(--link)}
button:disabled,select:disabled{color:var(--dim);border-color:var(--rule)}
.happenings{margin:.4rem 0;padding-left:1.4rem}
.happenings.plain{list-style:none;padding-left:0}
.happenings li+li{margin-top:.25rem}
.panel>h2{font-size:1rem}
.choices{list-style:none;margin:.6rem 0;padding:0;display:grid;gap:.6rem}
.choices .toolbar{margin-top:.4rem}
.choice{display:inline-flex;gap:.35rem;align-items:center;margin-right:.8rem}
`;

/** SHA-256 of it, base64. A test pins it. */
export const LIVE_STYLESHEET_SHA256 = '0uoCOxFO4XC2M3DihQsQ9QbtUxi9V9Hl5efztAW0FdE=';
