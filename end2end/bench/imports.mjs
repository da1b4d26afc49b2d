// A table brought into the inventory.
import { api } from "./http.mjs";
import { sleep } from "./server.mjs";

/** Sends a table and waits until it is read: its report, and how many seconds both took. */
export async function importTable(server, cookie, table) {
  const form = new FormData();
  form.set("file", new Blob([table], { type: "text/csv" }), "items.csv");
  form.set("check_only", "false");
  const began = performance.now();
  const answer = await fetch(`${server.url}/api/v1/imports`, { method: "POST", body: form, headers: { cookie } });
  if (answer.status !== 202) throw new Error(`import: ${answer.status} ${await answer.text()}`);
  const { id } = await answer.json();
  for (;;) {
    const { json: report } = await api(server, "GET", `/api/v1/imports/${id}`, { cookie });
    if (report.state === "failed") throw new Error(`the import failed: ${JSON.stringify(report.problems)}`);
    if (report.state === "done") return { report, seconds: (performance.now() - began) / 1000 };
    await sleep(20);
  }
}
