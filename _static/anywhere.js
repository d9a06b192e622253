// A chapter's boxes are folded on phones, and open on paper, where a line says what address was printed and when.
document.addEventListener("DOMContentLoaded", () => {
  const boxes = [...document.querySelectorAll(".cg-fold")];
  const named = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const reveal = () => {
    const target = named();
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS" && !at.open) at.open = true;
    const box = target?.querySelector(":scope > .cg-fold");
    if (box) box.open = true;
  };
  // All is measured before anything moves: each change would have the whole page laid out anew.
  const tall = (part) => part.offsetHeight >= 2 * innerHeight;
  const tables = !matchMedia("(max-width: 600px)").matches ? [] :
    [...document.querySelectorAll("article > section table, article div.cell_output table")]
      .filter((table) => !table.closest("details:not([open])") && tall(table));
  const drawings = [...document.querySelectorAll("article figure:not(.cg-stepper) svg.cg-narrow")]
    .filter((drawing) => drawing.getClientRects().length && tall(drawing.closest("figure")));
  // A table of over two screens is folded on a phone too.
  for (const table of tables) {
    const box = document.createElement("details"), handle = document.createElement("summary");
    box.className = "cg-fold";
    handle.textContent = `${table.caption?.textContent || "A table"}, ${table.tBodies[0]?.rows.length} rows: show or hide`;
    const whole = table.closest(".pst-scrollable-table-container") || table;
    whole.replaceWith(box);
    box.append(handle, whole);
    boxes.push(box);
  }
  // A drawing of over two screens moves in a window of its own.
  for (const drawing of drawings) {
    const box = document.createElement("div");
    box.className = "cg-window";
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", drawing.closest("figure").querySelector(".cg-title")?.textContent || "A drawing");
    drawing.replaceWith(box);
    box.append(drawing);
  }
  const narrow = matchMedia("(max-width: 600px)");
  const fold = () => { boxes.forEach((box) => { box.open = !narrow.matches; }); if (location.hash) reveal(); };
  narrow.addEventListener("change", fold);
  if (narrow.matches) fold();
  window.addEventListener("hashchange", reveal);

  const foot = document.querySelector(".cg-foot"), line = document.createElement("p");
  line.className = "cg-printed";
  foot?.append(line);
  let closed = [];
  window.addEventListener("beforeprint", () => {
    line.textContent = `Printed from ${location.href} on ${new Date().toISOString().slice(0, 10)}`;
    closed = [...document.querySelectorAll(".bd-article details:not([open], .cg-code, .cg-row details)")];
    closed.forEach((box) => { box.open = true; });
  });
  window.addEventListener("afterprint", () => closed.forEach((box) => { box.open = false; }));
});
