// The player of a page:
//
//   <media-controller data-player>
//     <hls-video slot="media" playsinline crossorigin preload="metadata"></hls-video>
//     <media-control-bar>...</media-control-bar>
//   </media-controller>
//
// The page is complete without this script; it gives the tags their behaviour.
// hls.js is a chunk of its own, fetched when there is something to play.
import "./nonce.js";
import "./language.js";

import "media-chrome/dist/media-controller.js";
import "media-chrome/dist/media-control-bar.js";
import "media-chrome/dist/media-play-button.js";
import "media-chrome/dist/media-seek-backward-button.js";
import "media-chrome/dist/media-seek-forward-button.js";
import "media-chrome/dist/media-live-button.js";
import "media-chrome/dist/media-time-range.js";
import "media-chrome/dist/media-time-display.js";
import "media-chrome/dist/media-mute-button.js";
import "media-chrome/dist/media-volume-range.js";
import "media-chrome/dist/media-playback-rate-button.js";
import "media-chrome/dist/media-fullscreen-button.js";
import "media-chrome/dist/media-pip-button.js";
import "media-chrome/dist/media-loading-indicator.js";
import "media-chrome/dist/media-poster-image.js";
import "media-chrome/dist/media-error-dialog.js";
// The menus make their lines of this element and do not fetch it themselves.
import "media-chrome/dist/menu/media-chrome-menu-item.js";
import "media-chrome/dist/menu/media-captions-menu.js";
import "media-chrome/dist/menu/media-captions-menu-button.js";
import "media-chrome/dist/menu/media-audio-track-menu.js";
import "media-chrome/dist/menu/media-audio-track-menu-button.js";
import "media-chrome/dist/menu/media-rendition-menu.js";
import "media-chrome/dist/menu/media-rendition-menu-button.js";

import { HlsVideo } from "./hls-video.js";
import { signsBeside } from "./signs.js";

customElements.define("hls-video", HlsVideo);
for (const controller of document.querySelectorAll("[data-player]")) signsBeside(controller);
