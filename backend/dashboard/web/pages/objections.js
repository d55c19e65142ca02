/** The objection forms of an account: what is asked of the service, and how far that is. */

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../screens/objection.js").State} State */
/** @typedef {import("../screens/objection.js").Said} Said */

/** In milliseconds; the service gives up before. */
const PATIENCE = 200_000;

/** The forms, and how far the one is that is in hand: that stays while the page is asked for anew.
 *  @param {Desk} desk @param {{id: number}} account @param {any} platform */
export async function formsOf(desk, account, platform) {
  const objections = platform.forms?.length ? await desk.client.all(`/accounts/${account.id}/forms`) : [];
  const same = desk.view.account?.id === account.id && desk.view.objecting;
  return { objections, objecting: same || { form: "", stage: "" } };
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  readForm: (form, words) => void desk.act(() => read(desk, form, words)),
  sendForm: () => void desk.act(() => send(desk)),
  leaveForm: () => move(desk, desk.view.objecting, { stage: "" }),
  sentForm: (form) =>
    void desk.act(async () => {
      const state = desk.view.objecting;
      const outcome = await desk.client.post(pathOf(desk, form, "sent"), undefined);
      await over(desk, state, { form, outcome });
    }),
});

/** Cut off when somebody leaves the page: then nobody reads it. @param {Desk} desk @param {string} form
 *  @param {Said} words */
async function read(desk, form, words) {
  const state = desk.view.objecting;
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  move(desk, state, { form, words, stage: "reading", read: null, outcome: null });
  desk.leaving = leave;
  try {
    const found = await desk.client.long(pathOf(desk, form, "read"), words, PATIENCE, leaving.signal);
    if (found.stopped) await over(desk, state, { outcome: found.stopped });
    else move(desk, state, { stage: "read", read: found });
  } catch (error) {
    move(desk, state, { stage: "" });
    if (!leaving.signal.aborted) throw error;
  } finally {
    if (desk.leaving === leave) desk.leaving = null;
  }
}

/** The service finishes it also when nobody waits for it. @param {Desk} desk */
async function send(desk) {
  /** @type {State} */
  const state = desk.view.objecting;
  const { form, words, read: found } = state;
  const wish = { ...words, approval: found?.approval, again: Boolean(found?.sent) };
  move(desk, state, { stage: "sending" });
  try {
    const outcome = await desk.client.long(pathOf(desk, form, "send"), wish, PATIENCE);
    await over(desk, state, { outcome });
  } catch (error) {
    move(desk, state, { stage: "" });
    throw error;
  }
}

/** Shows what came of it, and the account as it stands now. @param {Desk} desk @param {State} state
 *  @param {Partial<State>} changes */
async function over(desk, state, changes) {
  move(desk, state, { ...changes, stage: "done" });
  if (desk.view.objecting === state) await desk.again();
}

/** The next stage. The focus goes there, unless it is elsewhere on the page.
 *  @param {Desk} desk @param {State} state @param {Partial<State>} changes */
function move(desk, state, changes) {
  Object.assign(state, changes);
  if (desk.view.objecting !== state) return;
  desk.show({ ...desk.view, sure: "" });
  const stage = document.getElementById(`stage-${state.form}`);
  const nowhere = document.activeElement === document.body || document.activeElement === null;
  if (nowhere || stage?.contains(document.activeElement)) stage?.focus();
  if (changes.stage) desk.announce(stage?.textContent ?? "");
}

/** @param {Desk} desk @param {string} form @param {string} what */
const pathOf = (desk, form, what) => `/accounts/${desk.view.account.id}/forms/${encodeURIComponent(form)}/${what}`;
