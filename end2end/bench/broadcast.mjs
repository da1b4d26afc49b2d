// Live sessions, and the members who watch them.
import { api, signIn } from "./http.mjs";
import { PASSWORD, command, sleep } from "./server.mjs";

const ADMIN = "admin@bench.test";

/** So many members, newly signed in: their cookies. */
export async function membersOf(server, data, count) {
  const words = ["user", "create", "--email", ADMIN, "--name", "Chantal Roy", "--role", "admin", "--password-stdin"];
  await command(data, words, PASSWORD);
  const cookie = await signIn(server, ADMIN, PASSWORD);
  const members = [];
  for (let made = 0; made < count; made++) {
    const email = `membre-${made}@bench.test`;
    const body = { name: "Ana Silva", email, password: PASSWORD, role: "member", locale: "fr" };
    await api(server, "POST", "/api/v1/members", { cookie, body });
    members.push(await signIn(server, email, PASSWORD));
  }
  return members;
}

/** A session that is to begin: where its encoder sends to, and how a member opens it. */
export async function announced(server, staff, name) {
  const title = { fr: name, en: name };
  const { json: item } = await api(server, "POST", "/api/v1/items", { cookie: staff, body: { kind: "class", title } });
  const now = Date.now();
  const live = { starts_at: new Date(now).toISOString(), ends_at: new Date(now + 3_600_000).toISOString() };
  const { json: session } = await api(server, "POST", "/api/v1/sessions", { cookie: staff, body: { item_id: item.id, live } });
  await api(server, "POST", `/api/v1/sessions/${session.id}/publish`, { cookie: staff });
  const { json: door } = await api(server, "POST", `/api/v1/lives/${session.id}/key`, { cookie: staff, body: {} });
  const open = async (cookie) => {
    for (;;) {
      const opened = await api(server, "POST", `/api/v1/sessions/${session.id}/watch`, { cookie, body: {} }).catch(() => undefined);
      if (opened?.json.live) return opened.json.playlist_url;
      await sleep(100);
    }
  };
  return { url: `${door.server}/${door.key}`, open };
}

