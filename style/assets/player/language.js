// Must be imported before any element: labels are read when elements are made.
import { addTranslation, setLanguage } from "media-chrome/dist/utils/i18n.js";
import { Fr } from "media-chrome/dist/lang/fr.js";

addTranslation("fr", {
  ...Fr,
  "Playback rate": "Vitesse de lecture",
  "Playback rate {playbackRate}": "Vitesse de lecture : {playbackRate}",
  "current playback rate": "vitesse de lecture actuelle",
  "closed captions": "Sous-titres",
  "chapter: {chapterName}": "chapitre : {chapterName}",
  "{time} remaining": "encore {time}",
  "Source Not Supported": "Format non pris en charge",
});
setLanguage(document.documentElement.lang || "fr");
