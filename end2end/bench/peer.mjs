// What a peer was measured at, and what we set ourselves against it. Constants: the peer is not
// started here. Its set-up: gunicorn, celery, nginx, PostgreSQL and Redis, the load generator on
// the same two cores, 10 000 media rows.

export const PEER = "MediaCMS 8.3.2";
export const PEER_WHERE = "MediaCMS 8.3.2, measured 2026-11 on a two-core Debian 12 machine";

const ms = (most) => ({ most, unit: "ms" });
const MB = (most) => ({ most, unit: "MB" });
const kB = (most) => ({ most, unit: "kB" });
const rate = (least) => ({ least, unit: "requests/s" });

export const LIST = { peer: "92 ms", budget: ms(10) };
export const LIST_RATE = { peer: "18 requests/s", budget: rate(500) };
export const LIST_P99 = { peer: "2 100 ms", budget: ms(100) };
export const SEARCH = { peer: "125–160 ms", budget: ms(15) };
export const SEARCH_RATE = { peer: "10.8 requests/s", budget: rate(300) };
export const SEARCH_P99 = { peer: "3 700 ms", budget: ms(100) };
export const SESSION = { peer: "275 ms", budget: ms(10) };
export const CODE_HOME = { peer: "286 kB", budget: kB(100) };
export const CODE_SESSION = { peer: "1 260 kB", budget: kB(100) };
export const PLAYER = { budget: kB(260) };
export const IDLE = { peer: "1 841 MB, 43 processes", budget: MB(80) };
export const COLD_START = { peer: "5.9 s", budget: { most: 0.3, unit: "s" } };
export const FIRST_RENDITION = { peer: "24.8 s", budget: { most: 4, unit: "s" } };
export const LADDER = { peer: "127 s" };
export const LADDER_CPU = { peer: "4.1", budget: { most: 2.5, unit: "CPU-s per s of media" } };
export const OVERHEAD = { budget: { most: 1.1, unit: "times" } };
export const TEN_MINUTES = { budget: { most: 8, unit: "s" } };
export const UPLOAD_SPEED = { budget: { least: 0.7, unit: "of cp" } };
export const UPLOAD_MEMORY = { budget: MB(150) };
/** Memory is flat where it grows by no more than its own noise. */
export const UPLOAD_GROWTH = { budget: MB(10) };
/** Shares of what nginx does in the same minutes. */
export const DELIVERY_RATE = 0.95;
export const DELIVERY_THROUGHPUT = 0.7;
export const DELIVERY_CPU = { budget: { most: 0.3, unit: "CPU-s per GB" } };
/** From the room to the screen: what low latency promises, and what an ordinary player gets. */
export const LIVE_LATENCY = { budget: { most: 2, unit: "s" } };
export const LIVE_ORDINARY = { budget: { most: 8, unit: "s" } };
export const LIVE_STALLS = { budget: { most: 0, unit: "" } };
export const LIVE_START = { budget: { most: 3, unit: "s" } };
export const LIVE_COST = { budget: { most: 5, unit: "% of a core" } };
export const LIVE_PART = { budget: ms(500) };
export const LIVE_LATE = { budget: ms(500) };
export const LIVE_GROWTH = { budget: MB(10) };
export const LIVE_HELD = { budget: kB(25) };
