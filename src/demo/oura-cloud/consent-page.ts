import type { CloudAccount } from './account.ts';

/** The page a member would see in the browser: who, what for, Allow or Deny. Plain HTML, no script. */
export function consentPage(
  accounts: readonly CloudAccount[],
  scopes: readonly string[],
  query: URLSearchParams,
): string {
  const hidden = [...query]
    .filter(([name]) => name !== 'login_hint')
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`);
  const hint = query.get('login_hint');
  const choices = accounts.map(
    ({ id, name }) =>
      `<option value="${escapeHtml(id)}"${id === hint ? ' selected' : ''}>${escapeHtml(name ?? id)}</option>`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Simulated ring cloud</title></head>
<body>
<h1>Simulated ring cloud</h1>
<p>${escapeHtml(query.get('client_id') ?? '')} asks to read: ${escapeHtml(scopes.join(', '))}.</p>
<form method="post" action="/oauth/authorize">
${hidden.join('\n')}
<label>Member <select name="login_hint">${choices.join('')}</select></label>
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
