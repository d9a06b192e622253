// Search over entries and sections: every form.bd-search gets a list of hits. Library and documents are scripts, loaded on
// first focus, so that a page opened from a file can have them too. Without JavaScript the form leads to search.html.
document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement.dataset.content_root ?? "./";
  const MOST = 12, WHOLE = 50; // hits in the dialog and on the search page
  let index, documents, loading;

  // Letters without their marks, so that Şuşa finds Susa; what decomposes to no Latin letter is named here.
  const LETTERS = { ə: "e", ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", ъ: "", ь: "", "’": "", "'": "", ʻ: "" };
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[əıłøđßæъь’'ʻ]/g, (x) => LETTERS[x]);
  // 14,436 and 14436 are one word.
  const words = (text) => fold(text).replace(/(\d)[,\u00a0\u202f](?=\d{3})/g, "$1").split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  const script = (file) => new Promise((done, failed) => {
    const element = document.createElement("script");
    Object.assign(element, { src: root + file, onload: done, onerror: () => failed(new Error(file)) });
    document.head.append(element);
  });

  const load = () => (loading ??= Promise.all([script("_static/library/minisearch.js"), script("search-data.js")]).then(() => {
    documents = window.contestedGround;
    index = new MiniSearch({
      fields: ["title", "names", "text"], tokenize: words, processTerm: (term) => term,
      searchOptions: {
        boost: { title: 3, names: 3, text: 1 }, prefix: (term) => term.length > 2,
        fuzzy: (term) => (/\d/.test(term) || term.length < 4 ? false : 0.2), combineWith: "AND",
        boostDocument: (id) => documents[id][5],
      },
    });
    index.addAll(documents.map(([, , title, names, text], id) => ({ id, title, names, text })));
  }));

  // A title or another name that equals what was typed comes first, the title before the name; if nothing holds all words, rows that hold some follow.
  const find = (query, most) => {
    const typed = words(query).join(" ");
    if (!typed) return [];
    const equal = (name) => words(name).join(" ") === typed;
    const weight = ([, kind, title, names]) => (kind === "source" ? 1 : equal(title) ? 60 : names.split(" · ").some(equal) ? 20 : 1);
    const all = index.search(query), some = all.length ? all : index.search(query, { combineWith: "OR" });
    return some.map((hit) => ({ ...hit, score: hit.score * weight(documents[hit.id]) }))
      .sort((a, b) => b.score - a.score || a.id - b.id).slice(0, most);
  };

  // The words of a hit that were found, in <mark>.
  const marked = (text, terms) => text.split(/([^\p{L}\p{N}\p{M},’']+)/u).map((part) => {
    if (!words(part).some((word) => terms.includes(word))) return part;
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });

  const line = ({ id, terms }, option) => {
    const [address, kind, title, names, text] = documents[id];
    const link = document.createElement("a"), head = document.createElement("strong"), small = document.createElement("small");
    const other = names.split(" · ").find((name) => words(name).some((word) => terms.includes(word)));
    const shown = words(title).some((word) => terms.includes(word)) || !other ? "" : `${other} · `;
    head.append(...marked(title, terms));
    small.append(`${kind} · `, ...marked(shown + text, terms));
    link.append(head, small);
    link.href = root + address;
    if (option) link.tabIndex = -1;
    return link;
  };

  document.querySelectorAll("form.bd-search").forEach((form, number) => {
    const input = form.querySelector("input"), page = form.hasAttribute("data-page");
    const list = document.createElement("div"), status = document.createElement("p");
    let chosen = -1;
    list.id = `cg-hits-${number}`;
    list.className = "cg-hits";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Hits");
    status.className = "cg-hits-said";
    status.setAttribute("role", "status");
    input.placeholder = "Search names, events, numbers";
    input.setAttribute("aria-label", "Search the book");
    for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) input.setAttribute(name, value);
    form.after(status, list);

    const choose = (at) => {
      const links = [...list.children];
      links.forEach((link, here) => link.setAttribute("aria-selected", here === at));
      chosen = at;
      if (links[at]) {
        input.setAttribute("aria-activedescendant", links[at].id);
        links[at].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };

    const show = async () => {
      await load();
      const query = input.value.trim(), hits = find(query, page ? WHOLE : MOST);
      list.replaceChildren(...hits.map((hit, at) => {
        const link = line(hit, true);
        link.id = `${list.id}-${at}`;
        link.setAttribute("role", "option");
        return link;
      }));
      input.setAttribute("aria-expanded", String(hits.length > 0));
      status.textContent = !query ? "" : hits.length ? `${hits.length === (page ? WHOLE : MOST) ? "The best " : ""}${hits.length} hits` : `Nothing for “${query}”. Try a shorter word, or another spelling.`;
      choose(hits.length && !page ? 0 : -1);
    };
    const fail = () => { status.textContent = "The search could not be loaded; the lists of the reference shelf hold every entry."; };

    input.addEventListener("focus", () => load().catch(fail), { once: true });
    input.addEventListener("input", () => show().catch(fail));
    input.addEventListener("keydown", (event) => {
      const last = list.children.length - 1;
      if (event.key === "ArrowDown" && last >= 0) choose(chosen >= last ? 0 : chosen + 1);
      else if (event.key === "ArrowUp" && last >= 0) choose(chosen <= 0 ? last : chosen - 1);
      else return;
      event.preventDefault();
    });
    form.addEventListener("submit", (event) => {
      const link = list.children[Math.max(chosen, 0)];
      if (!link) return;
      event.preventDefault();
      link.click();
    });
    list.addEventListener("click", () => document.getElementById("pst-search-dialog")?.close?.());
    if (page) {
      input.value = new URLSearchParams(location.search).get("q") ?? "";
      if (input.value) show().catch(fail);
    }
  });

  // "/" opens the search as Ctrl+K does, unless one is typing.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    const dialog = document.getElementById("pst-search-dialog"), page = document.querySelector("form.bd-search[data-page] input");
    if (page) page.focus();
    else { dialog.showModal(); dialog.querySelector("input").focus(); }
  });
});
