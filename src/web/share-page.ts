import { layout } from './layout.ts';

/** One page for whatever is not to be seen: it must not tell what is the matter. */
export const nothingSharedPage = layout(
  'There is nothing to see here',
  '<p>This link is not valid, or no longer valid, or was tried too often. Wait a quarter of an hour and try once more; then ask the one who sent it to you for a new one.</p>',
);

export const notNowPage = layout(
  'This did not work',
  '<p>The page cannot be shown at this moment. Please try again in a few minutes.</p>',
);

export function passcodePage({ wasWrong }: { readonly wasWrong: boolean }): string {
  const complaint = wasWrong ? '<p role="alert"><strong>That was not the passcode.</strong></p>\n' : '';
  return layout(
    'A passcode, please',
    `${complaint}<p>Whoever sent you this link has given you a passcode for it.</p>
<form method="post" class="actions">
<label for="passcode">Passcode</label>
<input id="passcode" name="passcode" type="password" required maxlength="100" autocomplete="off" autocapitalize="none" spellcheck="false">
<button type="submit">Show the page</button>
</form>`,
    {
      style:
        'input { font: inherit; padding: .45rem .6rem; max-width: 100%; }\n.actions label { align-self: center; }\n',
    },
  );
}
