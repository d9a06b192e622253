// Citing: a button that copies how to cite the page, a figure, a question or any row, as text, BibTeX or CSL-JSON.
// What all citations share stands in the page (script#cg-book); the day of access is the reader's.
document.addEventListener("DOMContentLoaded", () => {
  const source = document.getElementById("cg-book");
  if (!source || !navigator.clipboard) return;
  const book = JSON.parse(source.textContent), today = new Date();
  const [year, month, day] = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
  // By name here: to ask the browser takes a phone longer than all else in this file.
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const accessed = `${day} ${MONTHS[month - 1]} ${year}`;

  const forms = (part, anchor) => {
    const here = `${location.pathname.split("/").slice(-2).join("/")}${anchor ? `#${anchor}` : ""}`;
    const address = book.url ? `${book.url.replace(/\/$/, "")}/${here}` : "";
    const key = `${book.key}-${(anchor || book.page || "book").replace(/[^a-z0-9-]/gi, "-")}`;
    const csl = {
      id: key, type: part ? "chapter" : "book", title: part || book.title, "container-title": part ? book.title : undefined,
      author: [{ literal: book.author }], version: book.version, URL: address || undefined, DOI: book.doi || undefined,
      issued: { "date-parts": [[Number(book.year)]] }, accessed: { "date-parts": [[year, month, day]] }, note: book.licence,
    };
    const fields = { title: part || book.title, booktitle: part ? book.title : "", author: `{${book.author}}`, year: book.year,
      version: book.version, url: address, doi: book.doi, urldate: `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` };
    return {
      Text: `${[book.author, part && `“${part}”`, `${book.title} (${book.year})`, `version ${book.version}`, address || (anchor && here), `accessed ${accessed}`].filter(Boolean).join(", ")}. ${book.licence}.`,
      BibTeX: `@${part ? "incollection" : "book"}{${key},\n${Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},`).join("\n")}\n}`,
      "CSL-JSON": JSON.stringify([csl], null, 2),
    };
  };

  const menu = (part, anchor) => {
    const box = document.createElement("details"), head = document.createElement("summary"), text = document.createElement("p");
    const said = document.createElement("span");
    box.className = "cg-copy";
    head.textContent = "Cite";
    said.setAttribute("role", "status");
    box.append(head, text);
    for (const [name, words] of Object.entries(forms(part, anchor))) {
      if (name === "Text") text.textContent = words;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `Copy ${name === "Text" ? "as text" : name}`;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(words);
        said.textContent = ` ${name} copied`;
      });
      box.append(button);
    }
    box.append(said);
    return box;
  };

  // A row's menu is made when the row is opened, a figure's in its quiet line, the page's at its end.
  document.querySelectorAll(".cg-entry").forEach((entry) => entry.addEventListener("toggle", () => {
    if (entry.open && !entry.querySelector(".cg-copy")) entry.append(menu(entry.querySelector("h3").textContent, entry.id));
  }));
  document.querySelectorAll("figure[data-figure] .cg-row").forEach((row) => {
    const figure = row.closest("figure");
    const words = [".cg-number", ".cg-title"].map((name) => figure.querySelector(name)?.textContent.trim());
    row.querySelector("details").replaceWith(menu(words.filter(Boolean).join(". "), figure.id));  // the first is Cite
  });
  const article = document.querySelector("article.bd-article");
  article?.append(menu(book.page, ""));
});
