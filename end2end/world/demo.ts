// Where the things of the demo organisation are, found once at the opening.
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";

import { props } from "./people";

/** Ids of one of each, for pages that need one. */
export type Demo = {
  /** The session of "Étirements du matin", forty seconds long. */
  stretching: string;
  /** The session of "Respiration guidée", which the demo member has begun. */
  breathing: string;
  /** The session of the guide. */
  guide: string;
  /** A session of twelve seconds. */
  short: string;
  /** The item of "Étirements du matin". */
  item: string;
  /** The item of "Marche par intervalles". */
  otherItem: string;
  pilot: string;
  import: string;
  feed: string;
};

const file = path.join(props, "demo.json");

export const keepDemo = (demo: Demo) => writeFile(file, JSON.stringify(demo));

export const demo = (): Demo => JSON.parse(readFileSync(file, "utf8")) as Demo;
