// A live session with a full hall: a thousand players on this machine, and ten thousand requests that
// wait for what is not there yet.
import { execFileSync, fork } from "node:child_process";
import path from "node:path";

import { announced, membersOf } from "./broadcast.mjs";
import { encoded, sendEncoded, unplug } from "./encoder.mjs";
import { figure, median, remark } from "./figures.mjs";
import { get, signIn } from "./http.mjs";
import { LIVE_GROWTH, LIVE_HELD, LIVE_LATE, LIVE_PART, LIVE_STALLS } from "./peer.mjs";
import { PASSWORD, STAFF, WORK, cpuSeconds, createAccounts, machineSeconds, memory, serve, sleep } from "./server.mjs";

const SECTION = "Live";
const SECONDS = Number(process.env.ESTRADE_BENCH_LIVE_SECONDS ?? 60);
const PLAYERS = 1000;
const MEMBERS = 40;
/** As many as either side may have open, less what each needs besides. */
const files = Number(execFileSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" })) || Infinity;
const WANTED = 10_000;
const HELD = Math.min(WANTED, files - 500);

/** A server of its own: what one load leaves in memory is not to hide what another takes. */
async function house(name, count) {
  const data = path.join(WORK, name);
  await createAccounts(data);
  // What was sent is not made into recordings meanwhile.
  const server = await serve(data, "web");
  const staff = await signIn(server, STAFF, PASSWORD);
  return { server, staff, members: await membersOf(server, data, count) };
}

/** A load in a process of its own. */
function load(server, args, viewers) {
  const child = fork(path.join(import.meta.dirname, "viewers.mjs"), args, { stdio: ["pipe", "inherit", "inherit", "ipc"] });
  process.once("exit", () => child.kill("SIGKILL"));
  child.stdin.end(JSON.stringify({ port: Number(new URL(server.url).port), viewers }));
  const says = () =>
    new Promise((done, failed) => {
      child.once("message", done);
      child.once("exit", (code) => failed(new Error(`the load ended with ${code}`)));
    });
  return { child, says };
}

const viewersOf = (live, members) =>
  Promise.all(members.map(async (cookie) => ({ cookie, media: (await live.open(cookie)).replace("index.m3u8", "") })));

{
  const { server, staff, members } = await house("hall", MEMBERS);
  const small = encoded("hall", { rate: "1M" });
  const live = await announced(server, staff, "Salle pleine");
  const sender = sendEncoded(small, live.url);
  const { says } = load(server, ["watch", String(SECONDS), String(PLAYERS)], await viewersOf(live, members));
  const [cpu, machine] = [cpuSeconds(server.pid), machineSeconds()];
  const samples = [];
  const sampling = setInterval(() => samples.push(memory(server.pid).rss), 1000);
  const { players, playlists, parts, bytes, stalls, refused, late, part, cpu: own } = await says();
  clearInterval(sampling);
  const used = cpuSeconds(server.pid) - cpu;
  const others = machineSeconds() - machine - used - own;
  await unplug(sender);
  await server.stop();
  const how = `\`viewers.mjs\`: ${players} players for ${SECONDS} s, each with two connections, of ${MEMBERS} members who are signed in`;
  const missed = Object.entries(refused).map(([what, count]) => `${count} times ${what}`);
  figure(SECTION, {
    what: `${PLAYERS} players: asked to last byte of a part`,
    value: part.p99,
    note: `99 of 100 of ${parts}; median ${part.p50.toFixed(1)}, longest ${part.most.toFixed(0)}${missed.length ? `; **${missed}**` : ""}`,
    ...LIVE_PART,
    how,
  });
  figure(SECTION, {
    what: "the same: stalls",
    value: stalls + Object.values(refused).reduce((sum, count) => sum + count, 0),
    note: "players whose held-back second ran out, and requests that were refused",
    ...LIVE_STALLS,
    how: "three parts held back, as the playlist says",
  });
  figure(SECTION, {
    what: "the same: a playlist after the first player had it",
    value: late.p99,
    note: `99 of 100 of ${playlists}; median ${late.p50.toFixed(1)}`,
    ...LIVE_LATE,
    how,
  });
  const third = Math.floor(samples.length / 3);
  figure(SECTION, {
    what: "the same: growth of memory",
    value: median(samples.slice(-third)) - median(samples.slice(third, 2 * third)),
    note: `${median(samples.slice(-third)).toFixed(0)} MB in the last third`,
    ...LIVE_GROWTH,
    how: "`Rss` every second, median of the last third less that of the second",
  });
  const perSecond = (playlists + parts) / SECONDS;
  figure(SECTION, {
    what: "the same: processor time per request",
    value: (used / (playlists + parts)) * 1e6,
    unit: "µs",
    note: `${perSecond.toFixed(0)} requests/s, ${(bytes / SECONDS / 1e6).toFixed(0)} MB/s; the server ${(used / SECONDS).toFixed(2)} cores, the load ${(own / SECONDS).toFixed(2)}, everything else ${(others / SECONDS).toFixed(2)}`,
    how: "/proc/PID/stat",
  });
}

// --- Those who wait ------------------------------------------------------------------------

{
  // Key pictures far apart make long segments: nobody is woken before all have come.
  const { server, staff, members } = await house("waiting", 4);
  const slow = encoded("slow", { rate: "300k", apart: 6, size: "640x360" });
  const live = await announced(server, staff, "En attente");
  const sender = sendEncoded(slow, live.url);
  const viewers = await viewersOf(live, members);
  await sleep(5000);
  const before = memory(server.pid).rss;
  const { child, says } = load(server, ["hold", String(HELD)], viewers);
  await says();
  const { body } = await get(`${server.url}${viewers[0].media}live/v/index.m3u8`, { headers: { cookie: viewers[0].cookie, "accept-encoding": "identity" } });
  const [, number] = body.toString().match(/PRELOAD-HINT:TYPE=PART,URI="\d+-(\d+)\./);
  child.send(`live/v/index.m3u8?_HLS_msn=${Number(number) + 1}`);
  const { held } = await says();
  const after = memory(server.pid).rss;
  const { spread, refused } = await says();
  await unplug(sender);
  await server.stop();
  const missed = Object.entries(refused).map(([what, count]) => `; **${count} times ${what}**`);
  figure(SECTION, {
    what: `${HELD.toLocaleString("fr-CA")} requests that wait: memory of each`,
    value: ((after - before) * 1000) / held,
    note: `${held} waited at that moment; all were answered within ${spread.toFixed(0)} ms${missed.join("")}${HELD < WANTED ? `; \`ulimit -n\` allows no more than ${files} files` : ""}`,
    ...LIVE_HELD,
    how: "one connection each, `Rss` before and while they wait",
  });
}
remark(SECTION, `The players are simulated: plain sockets, ${MEMBERS} sign-ins shared among them, every playlist and every part of picture and sound with its cookie checked. What they play is 720p at 1 Mbit/s, sent by ffmpeg as it was encoded beforehand. Load and server share the machine.`);
