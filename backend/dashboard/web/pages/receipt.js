/** One receipt, fetched with the token in a header and saved from here: no address ever opens one. */

/** @typedef {import("../desk.js").Desk} Desk */

/** @param {Desk} desk @param {string} id @returns {Promise<import("../desk.js").View>} */
export async function load(desk, id) {
  return { screen: "receipt", receipt: (await desk.client.get(`/receipts/${id}`)).receipt };
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  leave: () => history.back(),
  save: (id, format) =>
    void desk.act(async () =>
      saveAs(await desk.client.file(`/receipts/${id}/export?format=${format}`), `receipt-${id}.${format}`),
    ),
});

/** @param {Blob} file @param {string} name */
export function saveAs(file, name) {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
