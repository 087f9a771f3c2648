const unpacked = (text) => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
};
// The parts of the viewer stand in the page, which may fetch nothing.
globalThis.datelinePart = async (name) => unpacked(document.querySelector(`script[data-viewer="${name}.wasm"]`).textContent);
try {
  const module = await unpacked(document.querySelector("script[data-wasm]").textContent).arrayBuffer();
  await __wbg_init({ module_or_path: module });
} catch (error) {
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent =
    `This page could not start: ${error}. The file may be damaged; ask for a new copy, or try a newer browser.`;
  document.body.prepend(message);
}
