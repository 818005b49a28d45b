// Runs before the page is drawn: light or dark as the reader chose, and what needs scripts is shown.
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  let scheme = null;
  let view = null;
  try {
    scheme = localStorage.getItem("scheme");
    view = localStorage.getItem("view");
  } catch {
    // storage is closed to us: the system's colours
  }
  if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
  const asked = new URLSearchParams(location.search).get("view") ?? view;
  if (asked === "both") root.classList.add("view-coming"); // languages.js puts the other language beside this one
})();
