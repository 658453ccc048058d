import { type DailyChoice, dailyChoices, type NoticePreferences } from '../domain/contact.ts';
import { escapeHtml, layout } from './layout.ts';

export interface NotificationsView {
  readonly slug: string;
  readonly preferences: NoticePreferences;
  /** In words, one a line. */
  readonly ways: readonly string[];
  /** What has just been done, in words. */
  readonly said: readonly string[];
}

const dailyWords: Readonly<Record<DailyChoice, string>> = {
  changes: 'when it brought something new (three times in seven days at most)',
  'every-day': 'every day',
  never: 'never',
};

/** Where a person chooses how much they are told, and turns it on in the browser they sit at. */
export function notificationsPage({ slug, preferences, ways, said }: NotificationsView): string {
  const own = `/people/${encodeURIComponent(slug)}`;
  const status = said.map((line) => `<p role="status">${escapeHtml(line)}</p>`).join('\n');
  return layout(
    `Notifications of ${slug}`,
    `${status}
<form method="post" action="${own}/notifications">
<fieldset><legend>Tell of a night by itself</legend>
${dailyChoices.map((choice) => radio(choice, preferences.daily === choice)).join('\n')}
</fieldset>
<p>${box('digest', 'Tell of each week', preferences.digest)}</p>
<p>${box('values', 'Health values may stand in the texts of notices', preferences.values)}<br>
<small>Subjects and titles never hold any. What a push message says can be read on a locked screen.</small></p>
<p>Red flags, and the pack for an appointment, are told whatever is chosen here.</p>
<p class="actions"><button type="submit">Save</button></p>
</form>
<section aria-labelledby="browser">
<h2 id="browser">This browser</h2>
<p id="state" role="status">Push messages need a script and a secure address (https, or this machine itself).</p>
<p class="actions"><button type="button" id="turn" hidden>Tell me in this browser</button></p>
</section>
<section aria-labelledby="ways">
<h2 id="ways">Ways</h2>
<ul>
${ways.map((way) => `<li>${escapeHtml(way)}</li>`).join('\n')}
</ul>
<form method="post" action="${own}/notifications/test" class="actions"><button type="submit">Send a test</button></form>
</section>
<p><a href="${own}">Back to the talking points of ${escapeHtml(slug)}</a></p>
<script data-person="${escapeHtml(slug)}">${pushPageScript}</script>`,
    { style },
  );
}

function radio(choice: DailyChoice, isChosen: boolean): string {
  return `<label><input type="radio" name="daily" value="${choice}"${isChosen ? ' checked' : ''}> ${dailyWords[choice]}</label>`;
}

function box(name: string, label: string, isOn: boolean): string {
  return `<label><input type="checkbox" name="${name}" value="on"${isOn ? ' checked' : ''}> ${label}</label>`;
}

/**
 * The same for every page, so that the policy can name it by its digest. A browser has one subscription for all people of
 * this server; who is told in it is marked in the browser.
 */
export const pushPageScript = `
const person = document.currentScript.dataset.person;
const state = document.getElementById('state');
const turn = document.getElementById('turn');
const path = '/api/people/' + encodeURIComponent(person) + '/push-subscriptions';
const send = (method, body) =>
  fetch(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
    .then((answer) => { if (!answer.ok) throw new Error('refused'); });
const mark = 'told:' + person;
const isTold = (subscription) => subscription !== null && localStorage.getItem(mark) === subscription.endpoint;
const toldHere = () => Object.keys(localStorage).filter((name) => name.startsWith('told:')).length;
const show = (subscription) => {
  state.textContent = isTold(subscription) ? 'This browser is told.' : 'This browser is not told.';
  turn.textContent = isTold(subscription) ? 'Stop telling me here' : 'Tell me in this browser';
  turn.hidden = false;
};
const turnOn = async (manager, known) => {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('not allowed');
  if (known && toldHere() === 0) await known.unsubscribe();
  const { key } = await (await fetch('/api/push/key')).json();
  const subscription = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await send('POST', subscription);
  localStorage.setItem(mark, subscription.endpoint);
};
const turnOff = async (subscription) => {
  await send('DELETE', { endpoint: subscription.endpoint });
  localStorage.removeItem(mark);
  if (toldHere() === 0) await subscription.unsubscribe();
};
const begin = async () => {
  const { pushManager: manager } = await navigator.serviceWorker.register('/push-worker.js');
  await navigator.serviceWorker.ready;
  show(await manager.getSubscription());
  turn.addEventListener('click', async () => {
    turn.disabled = true;
    try {
      const subscription = await manager.getSubscription();
      await (isTold(subscription) ? turnOff(subscription) : turnOn(manager, subscription));
      show(await manager.getSubscription());
    } catch {
      state.textContent = 'That did not work. The browser may not allow notifications of this page.';
    }
    turn.disabled = false;
  });
};
if ('serviceWorker' in navigator && 'PushManager' in window) {
  begin().catch(() => { state.textContent = 'This browser takes no push messages from here.'; });
}
`;

const style = `
fieldset { border: 1px solid; border-radius: .4rem; margin: 0 0 1rem; padding: .5rem 1rem 1rem; }
fieldset label { display: block; margin: .4rem 0; }
input:focus-visible { outline: 3px solid; outline-offset: 2px; }
[hidden] { display: none; }
`;
