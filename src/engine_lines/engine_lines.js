// Builds an archive from lines of JSON, for engine.js. wasm-bindgen generated the code above.

// The mark of the build; its module has the same one.
export const BUILD = '';

let starting;

export function start(module) {
  return (starting ??= __wbg_init({ module_or_path: module }).catch((error) => { starting = undefined; throw error; }));
}

// The files of the archive that these lines make, with their names.
export function made(lines) {
  const made = MadeFiles.of_lines(lines);
  const files = [];
  for (let name; (name = made.name()) !== undefined; ) files.push([name, made.take()]);
  made.free();
  return files;
}

// The name of a worker that runs this script.
export const WORKER = 'dateline-engine';

if (typeof DedicatedWorkerGlobalScope !== 'undefined' && globalThis.name === WORKER) {
  onmessage = async ({ data: { lines, module } }) => {
    try {
      await start(module);
      const files = made(lines);
      postMessage({ files }, files.map(([, file]) => file.buffer));
    } catch (thrown) {
      postMessage(typeof thrown === 'string' ? { thrown } : {}); // The page tries by itself.
    }
  };
}
