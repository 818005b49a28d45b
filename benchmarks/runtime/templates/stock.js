import { loadPyodide } from "./pyodide/pyodide.mjs";

async function boot() {
  const wheels = $wheels.map(async (address) => (await fetch(address)).arrayBuffer());
  const python = await loadPyodide({ stdout: (text) => postMessage(text), stderr: (text) => postMessage(text) });
  for (const wheel of await Promise.all(wheels)) python.unpackArchive(wheel, "wheel");
  postMessage(null);
  return python;
}

const booted = boot();
onmessage = async ({ data }) => {
  const python = await booted;
  python.runPython(data, { globals: python.toPy({ __name__: "__main__" }) });
};
