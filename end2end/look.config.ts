// Pictures of every page for people to look at: `npm run look -- folder`.
import config from "./playwright.config";

export default {
  ...config,
  timeout: 240_000,
  projects: [
    { name: "opening", testMatch: "world/opening.ts" },
    { name: "look", testMatch: "look.ts", dependencies: ["opening"] },
  ],
};
