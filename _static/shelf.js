// The reference pages: search, filters and sorting for the rows that stand in the page. Without it all rows show.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".cg-shelf").forEach((shelf, number) => {
    const rows = [...shelf.querySelectorAll(".cg-entry, tbody tr")];
    if (rows.length > 30) filter(shelf, rows, number);
    shelf.querySelectorAll(".cg-table").forEach(sortable);
  });

  function filter(shelf, rows, number) {
    const bar = document.createElement("form"), found = document.createElement("output"), controls = [];
    bar.className = "cg-bar";
    bar.setAttribute("role", "search");
    bar.setAttribute("aria-label", number ? `Rows, part ${number + 1}` : "Rows");
    const control = (label, field) => {
      const box = document.createElement("label");
      box.append(label, field);
      bar.append(box);
      controls.push(field);
      return field;
    };
    const wanted = control("Search", document.createElement("input"));
    wanted.type = "search";
    const facets = new Map();
    for (const row of rows) for (const [name, value] of Object.entries(row.dataset)) {
      if (!facets.has(name)) facets.set(name, new Map());
      facets.get(name).set(value, (facets.get(name).get(value) ?? 0) + 1);
    }
    const chosen = [...facets].filter(([, values]) => values.size > 1).map(([name, values]) => {
      const field = document.createElement("select");
      field.add(new Option("all", ""));
      for (const [value, count] of [...values].sort()) field.add(new Option(`${value} (${count})`, value));
      control(name[0].toUpperCase() + name.slice(1), field);
      return [name, field];
    });
    bar.append(found);
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const groups = [...shelf.querySelectorAll(".cg-place, .cg-scroll, h2")];

    const show = () => {
      const words = wanted.value.toLowerCase().split(/\s+/).filter(Boolean);
      const picked = chosen.filter(([, field]) => field.value);
      let count = 0;
      rows.forEach((row, at) => {
        row.hidden = picked.some(([name, field]) => row.dataset[name] !== field.value)
          || words.some((word) => !texts[at].includes(word));
        if (!row.hidden) count += 1;
      });
      found.value = `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")} shown`;
      // A heading, a table or a place without a row to show goes as well.
      const filtered = count < rows.length;
      groups.forEach((group) => {
        if (group.tagName !== "H2") group.hidden = filtered && !group.querySelector("tbody tr:not([hidden])");
        else if (!group.closest(".cg-place")) {
          let next = group.nextElementSibling;
          while (next && next.tagName !== "H2" && (next.hidden || !next.matches(".cg-entry, .cg-scroll"))) next = next.nextElementSibling;
          group.hidden = filtered && (!next || next.tagName === "H2");
        }
      });
    };
    const reach = () => {
      // The row that an address names is shown whatever the filters say.
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !shelf.contains(target) || !target.closest("[hidden]")) return;
      bar.reset();
      show();
      target.scrollIntoView();
    };
    bar.addEventListener("input", show);
    bar.addEventListener("submit", (event) => event.preventDefault());
    window.addEventListener("hashchange", reach);
    shelf.prepend(bar);
    show();
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
