import { chromium } from "playwright";
const base = process.argv[2], out = process.argv[3];
const jobs = process.argv.slice(4); // role:lang:theme:width:path
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu","--disable-quic","--no-first-run","--disable-background-networking","--disable-component-update","--disable-sync"] });
const states = {};
for (const j of jobs) {
  const [role, theme, width, path] = j.split("|");
  const ctx = await b.newContext({ viewport: { width: +width, height: +width < 500 ? 780 : 900 }, colorScheme: theme, storageState: states[role] });
  const p = await ctx.newPage();
  p.on("console", m => ["error","warning"].includes(m.type()) && console.log(path, m.type(), m.text().slice(0,200)));
  if (role !== "anon" && !states[role]) {
    const r = await ctx.request.post(base + "/api/v1/sign-in", { data: { email: role + "@demo.test", password: "estrade-demo" }, headers: { origin: base } });
    if (!r.ok()) console.log("sign-in", r.status(), await r.text());
    states[role] = await ctx.storageState();
  }
  const r = await p.goto(base + path, { waitUntil: "load" });
  await p.evaluate(() => document.fonts.ready);
  const name = `${out}/${role}-${theme}-${width}-${path.replace(/[^a-z0-9]+/gi, "_").slice(0,60)}.png`;
  await p.screenshot({ path: name, fullPage: true });
  const over = await p.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  console.log(r.status(), name.split("/").pop(), over ? "SCROLLS SIDEWAYS" : "");
  await ctx.close();
}
await b.close();
