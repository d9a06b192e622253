// The reference pages: opening what an address names, and search, filters and sorting for the rows that stand in the
// page. Without it every row stands in its place, behind its one line.
document.addEventListener("DOMContentLoaded", () => {
  // An address opens the entry that it names, and what that lies in; paper shows all.
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target?.scrollIntoView();
  };
  window.addEventListener("hashchange", open);
  if (location.hash) open();
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(".cg-shelf details:not([open])")];
    closed.forEach((entry) => { entry.open = true; });
  });
  window.addEventListener("afterprint", () => closed.forEach((entry) => { entry.open = false; }));

  document.querySelectorAll(".cg-bar").forEach(filter);
  document.querySelectorAll(".cg-shelf .cg-table").forEach(sortable);

  function filter(bar) {
    const shelf = bar.parentElement, rows = [...shelf.querySelectorAll(".cg-entry, tbody tr")];
    const wanted = bar.querySelector("input"), chosen = [...bar.querySelectorAll("select")];
    let texts; // read when somebody types
    const groups = [...shelf.querySelectorAll("table, .cg-place, h2:not(summary *)")], near = document.createElement("p");
    const opened = new Set();
    near.className = "cg-near";
    bar.after(near);
    bar.hidden = false;

    const show = () => {
      const words = wanted.value.toLowerCase().split(/\s+/).filter(Boolean);
      const picked = chosen.filter((field) => field.value);
      let count = 0;
      texts ??= rows.map((row) => row.textContent.toLowerCase());
      rows.forEach((row, at) => {
        row.hidden = picked.some((field) => row.dataset[field.name] !== field.value)
          || words.some((word) => !texts[at].includes(word));
        if (!row.hidden) count += 1;
      });
      bar.querySelector("output").value = `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")} shown`;
      // Nothing here may still be something elsewhere.
      near.replaceChildren();
      if (count === 0 && words.length) {
        const link = document.createElement("a");
        link.href = `${document.documentElement.dataset.content_root}search.html?q=${encodeURIComponent(wanted.value)}`;
        link.textContent = `Look for “${wanted.value}” in the whole book`;
        near.append(picked.length ? "Nothing with these filters. " : "Nothing on this page. ", link);
      }
      // A table, a place or a heading without a row to show goes as well.
      groups.forEach((group) => { group.hidden = count < rows.length && !rowsOf(group).some((row) => !row.hidden); });
      // A place opens to the rows that were found in it, and closes with the end of the search.
      const places = groups.filter((group) => group.matches(".cg-place"));
      if (words.length || picked.length) {
        places.filter((place) => !place.hidden && !place.open).forEach((place) => { place.open = true; opened.add(place); });
      } else {
        opened.forEach((place) => { place.open = false; });
        opened.clear();
      }
    };
    const rowsOf = (group) => {
      if (group.tagName !== "H2") return [...group.querySelectorAll("tbody tr")];
      const found = [];
      for (let next = group.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) {
        found.push(...(next.matches(".cg-entry") ? [next] : next.querySelectorAll("tbody tr")));
      }
      return found;
    };
    const reach = () => {
      // The row that an address names is shown whatever the filters say.
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !shelf.contains(target) || !target.closest("[hidden]")) return;
      bar.reset();
      show();
      open();
    };
    bar.addEventListener("input", show);
    bar.addEventListener("submit", (event) => event.preventDefault());
    window.addEventListener("hashchange", reach);
    if (wanted.value || chosen.some((field) => field.value)) {  // what the browser kept from the last visit
      show();
      reach();
    }
  }

  function sortable(table) {
    const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
    if (body.rows.length < 3) return;
    const key = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const way = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", way);
        const sorted = [...body.rows].sort((a, b) => {
          const [one, two] = [key(a, column), key(b, column)];
          if (!one || !two) return (one ? 0 : 1) - (two ? 0 : 1);  // empty cells last, either way
          return one.localeCompare(two, "en", { numeric: true }) * (way === "ascending" ? 1 : -1);
        });
        body.append(...sorted);
      });
    });
  }
});
