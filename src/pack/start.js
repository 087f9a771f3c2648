try {
  const packed = document.querySelector("script[data-wasm]").textContent;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  await __wbg_init({ module_or_path: await new Response(unpacked).arrayBuffer() });
} catch (error) {
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent =
    `This page could not start: ${error}. The file may be damaged; ask for a new copy, or try a newer browser.`;
  document.body.prepend(message);
}
