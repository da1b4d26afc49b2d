// The figures of one run, one JSON line each, so that a step that fails takes no other's along.
import { appendFileSync } from "node:fs";

/**
 * Keeps a figure.
 * @param {string} section
 * @param {{ what: string, value: number, unit?: string, note?: string, peer?: string,
 *   budget?: { most?: number, least?: number, unit: string }, how: string }} figure
 */
export function figure(section, figure) {
  appendFileSync(process.env.BENCH_RESULTS, `${JSON.stringify({ section, ...figure })}\n`);
}

/** Keeps a sentence that stands below a section's table. */
export function remark(section, text) {
  appendFileSync(process.env.BENCH_RESULTS, `${JSON.stringify({ section, remark: text })}\n`);
}

export const sorted = (values) => [...values].sort((a, b) => a - b);

/** The value that a share of the others does not exceed (nearest rank). */
export function percentile(values, share) {
  const order = sorted(values);
  return order[Math.max(0, Math.ceil(share * order.length) - 1)];
}

export const median = (values) => percentile(values, 0.5);

if (process.argv[2] === "failed") remark("Not measured", `\`${process.argv[3]}\`: ${process.argv[4]}.`);
