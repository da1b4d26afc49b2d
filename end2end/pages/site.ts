// Every page of the site: its address in both languages, and who may see it.
import { type Demo } from "../world/demo";
import { type Role } from "../world/people";

export type Locale = "fr" | "en";
export const locales: Locale[] = ["fr", "en"];

/** What `lang` says in each language: Canadian usage. */
export const tags = { fr: "fr-CA", en: "en-CA" };

/** A page. */
export type Stop = {
  /** What it is called in a test's title. */
  name: string;
  /** Who looks at it. */
  as: Role | "nobody";
  /** Its address. */
  path: Record<Locale, string>;
  /** The status it is answered with. */
  status: number;
  /** Whether its address says what it is in every language, so that it names its counterpart. */
  alternates: boolean;
};

function stop(name: string, as: Stop["as"], fr: string, en: string, more: Partial<Stop> = {}): Stop {
  const path = { fr: `/fr${fr}`, en: `/en${en}` };
  return { name, as, path, status: 200, alternates: true, ...more };
}

/** Every page, with the ids of the demo organisation. */
export function site(demo: Demo): Stop[] {
  const own = { alternates: false };
  return [
    stop("home of a stranger", "nobody", "", ""),
    stop("home of a member", "member", "", ""),
    stop("catalogue", "member", "/catalogue", "/catalogue"),
    stop("catalogue with nothing in it", "member", "/catalogue?q=zzz&level=beginner", "/catalogue?q=zzz&level=beginner"),
    stop("session", "member", `/seances/${demo.breathing}`, `/sessions/${demo.breathing}`),
    stop("session of a stranger", "nobody", `/seances/${demo.breathing}`, `/sessions/${demo.breathing}`),
    stop("guide", "member", `/seances/${demo.guide}`, `/sessions/${demo.guide}`),
    stop("guide of a stranger", "nobody", `/seances/${demo.guide}`, `/sessions/${demo.guide}`),
    stop("sign-in", "nobody", "/connexion", "/sign-in"),
    stop("forgotten password", "nobody", "/connexion/mot-de-passe-oublie", "/sign-in/forgotten-password"),
    stop("new password without its link", "nobody", "/connexion/nouveau-mot-de-passe", "/sign-in/new-password", { status: 410 }),
    stop("history", "member", "/mon-espace/historique", "/my-space/history"),
    stop("my data", "member", "/mon-espace/mes-donnees", "/my-space/my-data"),
    stop("privacy", "nobody", "/confidentialite", "/privacy"),
    stop("definitions", "nobody", "/definitions", "/definitions"),
    stop("inventory", "staff", "/inventaire", "/inventory"),
    stop("new item", "staff", "/inventaire/nouveau", "/inventory/new"),
    stop("import", "staff", "/inventaire/importer", "/inventory/import"),
    stop("import report", "staff", `/inventaire/importations/${demo.import}`, `/inventory/imports/${demo.import}`, own),
    stop("changing many items", "staff", `/inventaire/en-lot?id=${demo.item}`, `/inventory/bulk?id=${demo.item}`),
    stop("starting work on many items", "staff", `/inventaire/en-lot?id=${demo.item}&start=1`, `/inventory/bulk?id=${demo.item}&start=1`),
    stop("item", "staff", `/inventaire/${demo.item}`, `/inventory/${demo.item}`, own),
    stop("item's form", "staff", `/inventaire/${demo.item}/modifier`, `/inventory/${demo.item}/edit`, own),
    stop("rights to watch", "staff", "/droits", "/rights"),
    stop("required rights", "manager", "/droits/exigences", "/rights/requirements"),
    stop("asking for content", "member", "/demander?q=capoeira", "/ask?q=capoeira"),
    stop("backlog", "staff", "/a-numeriser", "/backlog"),
    stop("demand", "staff", "/a-numeriser/demandes", "/backlog/demand"),
    stop("weights", "manager", "/a-numeriser/ponderation", "/backlog/weights"),
    stop("labels", "staff", `/inventaire/autocollants?item=${demo.item}`, `/inventory/labels?item=${demo.item}`),
    stop("own fields", "manager", "/inventaire/champs", "/inventory/fields"),
    stop("vocabulary", "staff", "/inventaire/vocabulaire", "/inventory/vocabulary"),
    stop("duplicates", "staff", "/inventaire/doublons", "/inventory/duplicates"),
    stop("my tasks", "staff", "/mes-taches", "/my-tasks"),
    stop("board", "staff", "/tableau", "/board"),
    stop("steps of each kind", "manager", "/tableau/etapes", "/board/steps"),
    stop("pilots", "manager", "/pilotes", "/pilots"),
    stop("new pilot", "manager", "/pilotes/nouveau", "/pilots/new"),
    stop("pilot", "manager", `/pilotes/${demo.pilot}`, `/pilots/${demo.pilot}`, own),
    stop("pilot's form", "manager", `/pilotes/${demo.pilot}/modifier`, `/pilots/${demo.pilot}/edit`, own),
    stop("pilot's uptake", "manager", `/pilotes/${demo.pilot}/adoption`, `/pilots/${demo.pilot}/uptake`, own),
    stop("pilot's sheet", "manager", `/pilotes/${demo.pilot}/fiche`, `/pilots/${demo.pilot}/sheet`, own),
    stop("form of a pilot's sheet", "manager", `/pilotes/${demo.pilot}/fiche/modifier`, `/pilots/${demo.pilot}/sheet/edit`, own),
    stop("pilot's versions", "manager", `/pilotes/${demo.pilot}/versions`, `/pilots/${demo.pilot}/versions`, own),
    stop("pilot's cohort", "manager", `/pilotes/${demo.pilot}/cohorte`, `/pilots/${demo.pilot}/cohort`, own),
    stop("pilot's costs", "manager", `/pilotes/${demo.pilot}/couts`, `/pilots/${demo.pilot}/costs`, own),
    stop("prices", "manager", "/pilotes/tarifs", "/pilots/prices"),
    stop("decisions", "manager", "/pilotes/decisions", "/pilots/decisions"),
    stop("code of an invitation", "nobody", "/invitation", "/invitation"),
    stop("members", "admin", "/administration/membres", "/administration/members"),
    stop("destinations", "admin", "/administration/destinations", "/administration/feeds"),
    stop("destination", "admin", `/administration/destinations/${demo.feed}`, `/administration/feeds/${demo.feed}`, own),
    stop("page that is not there", "nobody", "/nulle-part", "/nowhere", { status: 404, alternates: false }),
    stop("page for members", "nobody", "/mon-espace/historique", "/my-space/history", { status: 401 }),
    stop("page for staff", "member", "/inventaire", "/inventory", { status: 403 }),
  ];
}

/** The stops of one visit per person, since a browser holds one sign-in. */
export const people = ["nobody", "member", "staff", "manager", "admin"] as const;
