// In <head>, before the first paint: the theme that the reader chose, and the
// page's nonce for the styles of the player's elements (player/nonce.js).
try {
  globalThis.estradeNonce = document.currentScript.nonce;
  const theme = localStorage.getItem("theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the device's own preference then stands.
}
