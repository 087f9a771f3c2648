// The bytes that an element of the page contains as base64 text. Throws if the text is invalid.
globalThis.datelineBytes = ({ textContent: text }) =>
  Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const unpacked = (selector) => {
  const bytes = datelineBytes(document.querySelector(selector));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
};
// The page contains all parts of the viewer, because it may not fetch anything.
globalThis.datelinePart = async (name) => unpacked(`script[data-viewer="${name}.wasm"]`);
try {
  const module = await unpacked("script[data-wasm]").arrayBuffer();
  await __wbg_init({ module_or_path: module });
} catch (error) {
  datelineNotStarted(error);
}
