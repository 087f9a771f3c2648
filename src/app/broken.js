// Shows that the page has stopped: where WebAssembly traps, no code of the page can say so any more.
let isBroken = false;
const showBroken = (error) => {
  const places = String(error?.stack).match(/wasm-function\[\d+\](:0x[0-9a-f]+)?/g);
  const isTrap = error instanceof WebAssembly.RuntimeError;
  // A call too deep, or memory that cannot be had, are other errors; what counts is where they were thrown.
  if (!isTrap && !(error instanceof RangeError && places)) return;
  if (isBroken) return;
  isBroken = true;
  const place = [...new Set(places)].slice(0, 3).join(" ");
  document.documentElement.dataset.failed ||= place;
  document.getElementById("app")?.setAttribute("hidden", "");
  const words = document.getElementById("broken-place");
  if (words) words.textContent = `${error.message} ${place} ${import.meta.url.split("/").pop().slice(0, 24)}`;
  // The address of a link without words lacks what stands after #, where the search stands.
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
