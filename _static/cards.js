// A card for each link to a row: what the row says, shown on hover, focus or tap. Without JavaScript the link itself
// leads to the row. The cards' texts stand in the page (script#cg-cards), so nothing is fetched.
document.addEventListener("DOMContentLoaded", () => {
  const source = document.getElementById("cg-cards");
  if (!source) return;
  const cards = JSON.parse(source.textContent);
  const card = document.createElement("div");
  card.id = "cg-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.querySelector("article").append(card);
  let shown = null, timer = 0, pointer = "";

  const link = (event) => event.target.closest?.("a.row-link");

  const show = (anchor) => {
    const text = cards[anchor.getAttribute("href")];
    clearTimeout(timer);
    if (!text || shown === anchor) return;
    hide();
    const title = document.createElement("strong");
    title.textContent = text.title;
    card.replaceChildren(title, ...text.lines.map(([label, words]) => {
      const line = document.createElement("p");
      line.textContent = `${label}: ${words}`;
      return line;
    }));
    card.hidden = false;
    const box = anchor.getClientRects()[0], edge = 8, root = document.documentElement;
    const home = card.offsetParent.getBoundingClientRect();
    const left = Math.max(edge, Math.min(box.left, root.clientWidth - card.offsetWidth - edge));
    const below = box.bottom + card.offsetHeight + edge < root.clientHeight || box.top < card.offsetHeight + edge;
    card.style.left = `${left - home.left}px`;
    card.style.top = `${(below ? box.bottom + 4 : box.top - card.offsetHeight - 4) - home.top}px`;
    anchor.setAttribute("aria-describedby", card.id);
    shown = anchor;
  };

  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    card.hidden = true;
    shown = null;
  };

  const soon = (action) => { clearTimeout(timer); timer = setTimeout(action, 150); };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (link(event)) soon(() => show(link(event)));
    else if (card.contains(event.target)) clearTimeout(timer);
    else if (shown && shown !== document.activeElement) soon(hide);
  });
  document.addEventListener("focusin", (event) => (link(event) ? show(link(event)) : hide()));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  // The first tap shows the card, the second follows the link.
  document.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    if (pointer !== "touch") return;
    if (link(event)) link(event).dataset.tapped = shown === link(event);
    else if (!card.contains(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const anchor = link(event);
    if (pointer !== "touch" || !anchor || anchor.dataset.tapped === "true" || !cards[anchor.getAttribute("href")]) return;
    event.preventDefault();
    show(anchor);
  });
});
