// Who comes to the site: the four demo accounts, and members made for one test.
import path from "node:path";

import { type APIRequestContext, expect, request } from "@playwright/test";

/** Where films and sign-ins are kept for this run. */
export const props = process.env.E2E_PROPS_DIR as string;

/** The password of every demo account. */
export const demoPassword = "estrade-demo";

/** The demo accounts, by what they may do. */
export const demo = {
  member: "membre@demo.test",
  staff: "personnel@demo.test",
  manager: "gestion@demo.test",
  admin: "admin@demo.test",
};

export type Role = keyof typeof demo;
/** A sign-in as a browser keeps it. */
export type SignedIn = Awaited<ReturnType<APIRequestContext["storageState"]>>;

/** The file with the sign-in of a demo account. */
export const signIn = (role: Role) => path.join(props, `${role}.json`);

/** A member with an account of their own, and with nothing in their history. */
export type Newcomer = { name: string; email: string; password: string };

let made = 0;

/** A word that no other test of this run or an earlier one has used; with a figure first, it is no message's name. */
export function unheard(): string {
  made += 1;
  return [`0${Date.now().toString(36)}`, process.pid.toString(36), made.toString(36)].join("-");
}

/** The e-mail address and name of somebody who has no account yet. */
export function stranger(name = "Ana Silva"): Newcomer {
  return { name, email: `${unheard()}@example.org`, password: `chaise-${unheard()}` };
}

/** Signs in, as from one more device. */
export async function signedIn(baseURL: string, email: string, password: string): Promise<SignedIn> {
  const doorway = await request.newContext({ baseURL });
  const answer = await doorway.post("/api/v1/sign-in", { data: { email, password } });
  expect(answer.status(), `${email}: ${await answer.text()}`).toBe(200);
  const state = await doorway.storageState();
  await doorway.dispose();
  return state;
}
