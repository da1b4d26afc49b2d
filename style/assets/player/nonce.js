// Must be imported before any element: the bundler writes
// `<style nonce="${globalThis.estradeNonce}">` into the elements' templates, and
// the browser applies those styles only with the nonce of the page's policy.
// `theme.js` keeps it; without that script any script tag of the page has it.
const nonce = globalThis.estradeNonce || document.querySelector("script[nonce]")?.nonce || "";

globalThis.estradeNonce = nonce.replaceAll(/[^\w+/=-]/g, "");
