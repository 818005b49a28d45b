// Without a connection: a browser does not serve what is stored to a sandboxed frame, but it does to this page, which
// puts the stored document into a sandboxed frame of its own and passes on what the two have to say to each other.

const inner = document.createElement("iframe");
inner.setAttribute("sandbox", "allow-scripts");

addEventListener("message", ({ source, origin, data, ports }) => {
  if (source === inner.contentWindow) parent.postMessage(data, location.origin);
  else if (source === parent && origin === location.origin) inner.contentWindow?.postMessage(data, "*", [...ports]);
});

const answer = await fetch(new URL(location.hash.slice(1), new URL("../runtime/", location.href)));
if (answer.ok) {
  inner.srcdoc = await answer.text();
  document.body.append(inner);
}
