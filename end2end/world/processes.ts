// What the kernel knows of programs: who was started by whom, and who is still there.
import { readFileSync, readdirSync } from "node:fs";

/** What a file under /proc says; nothing where its process is gone. */
function told(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}

function numbers(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Everything that a process has started, and what that has. */
export function below(pid: number): number[] {
  const children = numbers(`/proc/${pid}/task`).flatMap((task) =>
    told(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...below(child)]);
}

/** The words with which a program was called. */
const called = (pid: number) => told(`/proc/${pid}/cmdline`).split("\0");

/** The ffmpegs below a process; with a word, those that were called with it. */
export function engines(pid: number, word?: string): number[] {
  return below(pid).filter(
    (child) => told(`/proc/${child}/comm`).trim() === "ffmpeg" && (word === undefined || called(child).includes(word)),
  );
}

/** Every program, whoever started it, that was called with something of a folder. */
export function touching(folder: string): string[] {
  return numbers("/proc")
    .filter((pid) => pid !== process.pid)
    .map((pid) => [pid, called(pid).join(" ")] as const)
    .filter(([, words]) => words.includes(folder))
    .map(([pid, words]) => `${pid}: ${words}`);
}

/** Ends a process at once: it gets no chance to say a word. */
export const strike = (pid: number) => process.kill(pid, "SIGKILL");
