/** Looks of the small window: the product's paper and teal, by the system's theme. */
export const windowStyle = `
:root{color-scheme:light dark;--bg:#fff;--fg:#18181b;--muted:#52525b;--line:#d4d4d8;--input:#84848d;--accent:#0b7a78;--on:#fff;--danger:#b42318;--soft:#f4f4f5}
@media (prefers-color-scheme:dark){:root{--bg:#18181b;--fg:#f4f4f5;--muted:#a1a1aa;--line:#3f3f46;--input:#71717a;--accent:#3fb5b0;--on:#0c1f1f;--danger:#f97066;--soft:#27272a}}
*{box-sizing:border-box}[hidden]{display:none!important}
body{margin:0;background:var(--bg);color:var(--fg);font:14px/20px Inter,system-ui,sans-serif}
header{display:flex;align-items:center;justify-content:space-between;gap:12px;padding:12px 16px;border-bottom:1px solid var(--line)}
nav{display:flex;gap:4px}nav a,nav span{padding:6px 8px;border-radius:4px;font-size:12px;color:var(--muted);text-decoration:none}
nav span{background:var(--soft);color:var(--fg)}
main{padding:16px;max-width:520px;margin:0 auto}
h1{font-size:16px;line-height:24px;margin:0}p{margin:4px 0 0}.muted,.what{color:var(--muted)}
body:not([data-state=idle]) .idle,body:not([data-state=asked]) .asked,body:not([data-state=done]) .done,body[data-state=done] form,body[data-state=done] details{display:none}
ul{list-style:none;margin:12px 0 0;padding:0;display:grid;gap:8px}.item{border:1px solid var(--line);border-radius:6px;padding:8px 12px}
.hash{display:block;font:12px/16px ui-monospace,monospace;color:var(--muted)}
fieldset{border:0;margin:16px 0 0;padding:0}legend{font-weight:600;padding:0;margin-bottom:8px}
#keys{display:grid;gap:6px;max-height:300px;overflow:auto;padding:2px}
.key{display:flex;gap:10px;align-items:flex-start;border:1px solid var(--line);border-radius:6px;padding:8px 10px;cursor:pointer}
.key:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.key input{margin:3px 0 0;accent-color:var(--accent)}.words{display:grid;min-width:0}.who{font-weight:600;overflow-wrap:anywhere}
.number{font:12px/16px ui-monospace,monospace;color:var(--muted)}.state{margin-left:auto;color:var(--danger);font-size:12px;white-space:nowrap}
.field{display:grid;gap:4px;margin-top:12px}.field span{font-weight:500}
.field input,.field select{height:40px;padding:0 10px;border:1px solid var(--input);border-radius:6px;background:var(--bg);color:var(--fg);font:inherit;width:100%}
.buttons{display:flex;justify-content:flex-end;gap:8px;margin-top:16px}
button{min-height:40px;padding:0 14px;border:1px solid var(--input);border-radius:6px;background:var(--bg);color:var(--fg);font:inherit;font-weight:500;cursor:pointer}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--on)}button:disabled{opacity:.6;cursor:default}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
details{margin-top:20px;border-top:1px solid var(--line);padding-top:12px}summary{cursor:pointer;color:var(--accent);font-weight:500;min-height:28px}
.field input[readonly]{background:var(--soft);color:var(--muted);font:12px/16px ui-monospace,monospace}
.kinds{display:flex;flex-wrap:wrap;gap:16px;margin-top:8px}.kinds label{min-height:28px;display:inline-flex;gap:6px;align-items:center}
#error{border:1px solid var(--danger);color:var(--danger);border-radius:6px;padding:8px 12px;margin-bottom:12px}
`;
