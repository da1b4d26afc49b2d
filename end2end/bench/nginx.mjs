// nginx at its best, with the same bytes: sendfile, its files kept open, no log.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { get } from "./http.mjs";
import { WORK, begin, childrenOf, end, freePorts, sleep } from "./server.mjs";

/**
 * Serves files from a folder of its own; nothing where nginx is not installed.
 * @param {Record<string, Buffer>} files by name
 */
export async function startNginx(files) {
  let version;
  try {
    version = execFileSync("sh", ["-c", "nginx -v 2>&1"], { encoding: "utf8" }).match(/nginx\/[\d.]+/)[0];
  } catch {
    return undefined;
  }
  const folder = path.join(WORK, "nginx");
  mkdirSync(path.join(folder, "www"), { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, "www", name), bytes);
  const [port] = await freePorts(1);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
  writeFileSync(
    path.join(folder, "nginx.conf"),
    `${process.getuid() === 0 ? "user root;" : ""} worker_processes 2; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
     events { worker_connections 1024; }
     http { ${temporary.join(" ")} access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
       open_file_cache max=100 inactive=60s; open_file_cache_valid 60s; types { video/mp4 mp4 m4s; }
       server { listen 127.0.0.1:${port}; root ${folder}/www; } }`,
  );
  const child = begin("nginx", ["-p", folder, "-c", path.join(folder, "nginx.conf"), "-e", path.join(folder, "error.log")], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  for (const [name, bytes] of Object.entries(files)) {
    for (let attempt = 0; ; attempt++) {
      const answer = await get(`${url}/${name}`).catch(() => undefined);
      if (answer?.body.equals(bytes)) break;
      if (attempt > 100) throw new Error(`nginx does not serve: ${readFileSync(path.join(folder, "error.log"), "utf8")}`);
      await sleep(50);
    }
  }
  return { version, url, pids: () => [child.pid, ...childrenOf(child.pid)], stop: () => end(child) };
}

const RTMP = "/usr/lib/nginx/modules/ngx_rtmp_module.so";

/**
 * Takes in what an encoder sends and offers it as HLS, as shortly as nginx-rtmp can: segments of two
 * seconds. Nothing where the module is not installed.
 */
export async function startRtmpPeer() {
  if (!existsSync(RTMP)) return undefined;
  const folder = path.join(WORK, "nginx-rtmp");
  mkdirSync(path.join(folder, "hls"), { recursive: true });
  const [rtmp, web] = await freePorts(2);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
  writeFileSync(
    path.join(folder, "nginx.conf"),
    `load_module ${RTMP}; ${process.getuid() === 0 ? "user root;" : ""} worker_processes 1; daemon off; pid ${folder}/pid;
     error_log ${folder}/error.log; events { worker_connections 1024; }
     rtmp { server { listen 127.0.0.1:${rtmp}; application live {
       live on; hls on; hls_path ${folder}/hls; hls_fragment 2s; hls_playlist_length 12s; } } }
     http { ${temporary.join(" ")} access_log off; types { application/vnd.apple.mpegurl m3u8; video/mp2t ts; }
       server { listen 127.0.0.1:${web}; root ${folder}; add_header Cache-Control no-cache; } }`,
  );
  const child = begin("nginx", ["-p", folder, "-c", path.join(folder, "nginx.conf"), "-e", path.join(folder, "error.log")], { stdio: "ignore" });
  const url = `http://127.0.0.1:${web}`;
  for (let attempt = 0; !(await get(url).catch(() => undefined)); attempt++) {
    if (attempt > 100) throw new Error(`nginx does not serve: ${readFileSync(path.join(folder, "error.log"), "utf8")}`);
    await sleep(50);
  }
  return { version: "nginx-rtmp", rtmp: `rtmp://127.0.0.1:${rtmp}/live/room`, playlist: `${url}/hls/room.m3u8`, stop: () => end(child) };
}
