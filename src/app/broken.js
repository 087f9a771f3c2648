// Tells the reader that the page has stopped. After a WebAssembly trap the page's own code can no longer do so.
let isBroken = false;
const showBroken = (error) => {
  const places = String(error?.stack).match(/wasm-function\[\d+\](:0x[0-9a-f]+)?/g);
  // A file of the page's code that was cut off does not compile or link.
  const { RuntimeError, CompileError, LinkError } = WebAssembly;
  const isTrap = [RuntimeError, CompileError, LinkError].some((kind) => error instanceof kind);
  // A stack overflow or failed allocation is a RangeError; it counts if it was thrown inside WebAssembly.
  if (!isTrap && !(error instanceof RangeError && places)) return;
  if (isBroken) return;
  isBroken = true;
  const place = [...new Set(places)].slice(0, 3).join(" ");
  document.documentElement.dataset.failed ||= place;
  document.getElementById("app")?.setAttribute("hidden", "");
  const words = document.getElementById("broken-place");
  if (words) words.textContent = `${error.message} ${place} ${import.meta.url.split("/").pop().slice(0, 24)}`;
  // An empty `href` drops the part after #, which holds the search.
  document.getElementById("broken-again")?.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
  const broken = document.getElementById("broken");
  broken?.removeAttribute("hidden");
  broken?.focus();
};
addEventListener("error", (event) => showBroken(event.error));
addEventListener("unhandledrejection", (event) => showBroken(event.reason));
