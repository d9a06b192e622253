// The Explorer: one choice (theatre, time, kinds, person, source, words) that map, pulse, form, list and address show.
// Its data are explorer-data.js, its drawings explorer-map.js. Time is a month, a span of days, or all years.
document.addEventListener("DOMContentLoaded", async () => {
  const pause = () => new Promise((done) => setTimeout(done));  // a slow phone answers to fingers between the parts
  const D = window.cgExplorer, home = document.getElementById("cg-x");
  if (!D || !home) return;
  await pause();
  const DAY = 864e5, PAGE = 50, BITS = { fighting: 1, harm: 2, talks: 4 };
  const named = (kind) => D[kind].map((row) => Object.fromEntries(D.fields[kind].map((name, at) => [name, row[at]])));
  const [events, places, spots, runs, actors] = ["events", "places", "spots", "runs", "actors"].map(named);
  const $ = (id) => document.getElementById(`cg-x-${id}`), form = home.querySelector("form"), fields = form.elements;
  const slider = $("slider"), body = $("rows"), more = $("more"), play = $("play"), told = $("told");
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f'’ʻʿ]/g, "").replace(/ə/g, "e").replace(/ı/g, "i");
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10), number = (date) => Date.parse(date) / DAY;
  const months = [];
  for (let [year, month] = D.months[0].split("-").map(Number); months.at(-1) !== D.months[1];) {
    months.push(`${year}-${String(month).padStart(2, "0")}`);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  const endOf = (month) => Date.UTC(+month.slice(0, 4), +month.slice(5), 0) / DAY;
  const NAMES = "January February March April May June July August September October November December".split(" ");
  const inWords = (month) => `${NAMES[month.slice(5) - 1]} ${month.slice(0, 4)}`;
  const first = number(`${months[0]}-01`), last = endOf(months.at(-1)), START = "1918-12";
  const count = (many, one) => `${many.toLocaleString("en")} ${one}${many === 1 ? "" : "s"}`;
  events.forEach((event) => { event.spot = places[event.place]?.spot ?? -1; });
  const textOf = (event) => {  // made when somebody searches
    const place = places[event.place], people = event.actors.map((at) => `${actors[at].label} ${actors[at].names}`);
    return event.text ??= fold([event.title, place?.label, place?.names, ...people, event.who || ""].join(" "));
  };
  const held = new Map();
  runs.forEach((run) => held.set(run.place, [...held.get(run.place) ?? [], run]));
  spots.forEach((spot) => {
    spot.ever = spot.places.some((place) => held.has(place));
    spot.label = places[spot.places[0]].label;
  });
  let state = {}, month = START, shown = [], limit = PAGE, timer = 0, before = null, version = 0;

  // The address: short names and what differs from the plain view alone.
  function read() {
    const asked = new URLSearchParams(location.hash.slice(1)), get = (name) => asked.get(name) ?? "";
    const when = get("when"), valid = /^(all|\d{4}-\d\d|\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d)$/.test(when) && !(months.includes(when) === false && when.length === 7);
    state = { theatre: get("theatre"), when: valid ? when : START, only: get("only").split(",").filter((name) => BITS[name]),
      who: get("who"), source: get("source"), words: get("words"), view: get("view") };
    if (!valid && (state.words || state.who)) state.when = "all";
    if (!D.theatres.includes(state.theatre)) state.theatre = "";
    before = null;
  }
  function address() {
    const kept = Object.entries({ ...state, only: state.only.join(",") }).filter(([name, value]) => value && !(name === "when" && value === START && !state.words && !state.who));
    return kept.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%20/g, "+")}`).join("&");
  }
  function change(what, keep) {
    if ("words" in what || "who" in what) {  // words and names look through all years, and back
      const asks = (what.words ?? state.words) || (what.who ?? state.who);
      if (asks && months.includes(state.when)) [before, state.when] = [state.when, "all"];
      else if (!asks && before && state.when === "all") [state.when, before] = [before, null];
    }
    Object.assign(state, what);
    update();
    const hash = `#${address()}`;
    if (keep || hash === (location.hash || "#")) history.replaceState(null, "", hash);
    else history.pushState(null, "", hash);
  }

  const span = () => state.when === "all" ? null : state.when.length === 7
    ? [number(`${state.when}-01`), endOf(state.when)] : state.when.split("..").map(number);

  // Each part of the choice is a test of its own, so that an empty result can say which one was too much.
  function tests() {
    const words = fold(state.words).split(/\s+/).filter(Boolean), time = span(), bits = state.only.reduce((sum, name) => sum | BITS[name], 0);
    const theatre = D.theatres.indexOf(state.theatre), source = D.sources.findIndex((row) => row[0] === state.source), who = fold(state.who);
    const found = new Set(actors.flatMap((actor, at) => actor.id === state.who || fold(`${actor.label} ${actor.names}`).includes(who) ? [at] : []));
    const exact = actors.findIndex((actor) => actor.id === state.who || actor.label === state.who);
    return Object.entries({
      time: time && ((event) => event.first !== null && event.first <= time[1] && event.last >= time[0]),
      theatre: state.theatre && ((event) => event.theatre === theatre),
      kind: bits && ((event) => event.classes & bits),
      who: who && (exact >= 0 ? (event) => event.actors.includes(exact) : (event) => event.actors.some((at) => found.has(at))),
      source: state.source && ((event) => event.source === source),
      words: words.length && ((event) => words.every((word) => textOf(event).includes(word))),
    }).filter((pair) => pair[1]);
  }

  // The parts of the page that follow from the choice, each a function that draws it.
  function parts() {
    const asked = tests(), time = span(), inside = (event) => !event.rough || !time || (event.first >= time[0] && event.last <= time[1]);
    if (state.when.length === 7) month = state.when;
    else if (time) month = iso(Math.min(Math.max(time[1], first), last)).slice(0, 7);
    const untimed = events.filter((event) => asked.every(([name, test]) => name === "time" || test(event)));
    const all = time ? untimed.filter(asked.find(([name]) => name === "time")[1]) : untimed;
    shown = [...all.filter(inside), ...all.filter((event) => !inside(event))];
    const clear = shown.filter(inside);
    limit = PAGE;
    card.close();
    const weeks = new Array(Math.ceil((last - first) / 7)).fill(0);
    untimed.forEach((event) => {
      const week = Math.floor(((event.first + event.last) / 2 - first) / 7);
      if (event.first !== null && !event.rough && week in weeks) weeks[week] += 1;
    });
    const points = state.theatre ? turns().filter((event) => event.last >= first && event.first <= last) : [];
    return [() => { controls(time); words(clear.length, asked); }, () => map(clear),
      () => drawPulse({ weeks, turns: points, span: time }), () => list()];  // from the top down, so that nothing moves
  }
  function update() {
    version += 1;
    parts().forEach((draw) => draw());
  }

  function map(clear) {
    const from = number(`${month}-01`), to = endOf(month), at = new Map();
    clear.forEach((event) => { if (event.spot >= 0) at.set(event.spot, [...at.get(event.spot) ?? [], event]); });
    const now = new Map();  // of a month in which a place changes hands the last holder told counts
    runs.forEach((run) => { if (run.since <= to && run.until > from && !(now.get(run.place)?.since > run.since)) now.set(run.place, run); });
    const drawn = spots.map((spot, place) => {
      const run = now.get(spot.places.find((one) => now.has(one))), here = at.get(place) ?? [];
      const holder = run ? `${run.words}${run.held ? "" : " (troops or a claim alone)"}${run.sure ? "" : ", not certain"}` : spot.ever ? "no holder told" : "";
      return { ...spot, run, events: here, holder, weight: here.reduce((most, event) => Math.max(most, event.weight), 0),
        said: [spot.label, holder, here.length ? count(here.length, "event") : ""].filter(Boolean).join("; ") };
    }).filter((spot) => spot.ever || spot.events.length);
    drawMap({ spots: drawn, window: D.windows[state.view] ?? D.windows[state.theatre] ?? D.windows.whole, worded: state.when !== "all" });
    const seen = new Set(drawn.flatMap((spot) => spot.run?.holders ?? []));
    $("key").innerHTML = `Who is told to hold it: ${Object.entries(D.holders).filter(([name]) => seen.has(name)).map(([, [colour, label]]) =>
      `<span><svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="4.5" fill="${colour}"/></svg>${label}</span>`).join(" ")}
      <span>striped: two at once</span> <span>hollow: nobody told of</span> <span>small: troops, or a claim alone</span> <span>ring: an event, larger if weightier, by the editors’ choice</span> <span>double ring: several</span>`;
  }

  const turns = () => events.filter((event) => event.turn && event.first !== null && (!state.theatre || D.theatres[event.theatre] === state.theatre));
  const ofMonth = () => turns().filter((event) => !event.rough && iso(event.first).slice(0, 7) === month);
  function say(points) {
    told.replaceChildren(...points.map((event) => Object.assign(document.createElement("span"), { textContent: `${event.date}: ${event.turn}` })));
  }

  function words(clear, asked) {
    const here = state.when === "all" ? "in all years" : state.when.length === 7 ? `in ${inWords(state.when)}` : `from ${state.when.replace("..", " to ")}`;
    const rough = shown.length - clear, away = shown.slice(0, clear).filter((event) => event.spot < 0).length;
    $("count").textContent = `${count(shown.length, "event")} ${here}.${rough ? ` ${rough} of them dated too roughly for the map.` : ""}${away ? ` ${away} without a point on it.` : ""}`;
    $("month").textContent = state.when === "all" ? `All years; holders of ${inWords(month)}` : state.when.length === 7 ? inWords(month) : `${here.slice(5)}; holders of ${inWords(month)}`;
    const near = $("near");
    near.replaceChildren();
    if (!timer) say(state.when.length === 7 ? ofMonth() : []);
    if (shown.length || !asked.length) return;
    const LEAVE = { time: ["at other times", { when: "all" }], theatre: ["in other theatres", { theatre: "" }], kind: ["of other kinds", { only: [] }],
      who: ["with other people", { who: "" }], source: ["from other sources", { source: "" }], words: ["without these words", { words: "" }] };
    const related = new Set(), ways = asked.map(([name]) => {
      const found = events.filter((event) => asked.every(([other, test]) => other === name || test(event)));
      found.forEach((event) => related.add(event));
      return [found.length, ...LEAVE[name]];
    }).filter(([many]) => many);
    near.append(`0 here, ${related.size.toLocaleString("en")} related${ways.length ? ": " : "."}`, ...ways.map(([many, label, what]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `${many.toLocaleString("en")} ${label}`;
      button.addEventListener("click", () => change(what));
      return button;
    }));
  }

  const entry = (event) => `chronology-${D.theatres[event.theatre].replaceAll("_", "-")}.html#${event.id}`;
  const word = (event) => event.who || (event.source === D.sources.findIndex((row) => row[0] === "article") ? "the article, nobody named" : D.sources[event.source][1]);
  function link(event) {
    const anchor = document.createElement("a");
    anchor.href = entry(event);
    anchor.textContent = event.title;
    return anchor;
  }
  function list(from = 0) {
    const LABELS = ["Date", "Event", "Place", "Whose word", "Rival answers"];
    if (!from) body.replaceChildren();
    body.append(...shown.slice(from, limit).map((event) => {
      const row = document.createElement("tr"), place = places[event.place];
      const cells = [event.date, link(event), place?.label ?? "", word(event), event.rivals || ""].map((value, at) => {
        const cell = document.createElement(at ? "td" : "th");
        if (at) cell.dataset.label = LABELS[at];
        else cell.scope = "row";
        cell.append(value);
        return cell;
      });
      if (event.harm) cells[1].append(Object.assign(document.createElement("small"), { textContent: ` · people ${event.harm}` }));
      row.append(...cells);
      return row;
    }));
    more.hidden = shown.length <= limit;
    more.textContent = `Show ${Math.min(PAGE, shown.length - limit)} more of ${shown.length.toLocaleString("en")}`;
  }

  function controls(time) {
    slider.max = months.length - 1;
    slider.value = months.indexOf(month);
    slider.setAttribute("aria-valuetext", inWords(month));
    $("all").setAttribute("aria-pressed", state.when === "all");
    form.querySelectorAll("[data-only]").forEach((button) => button.setAttribute("aria-pressed", state.only.includes(button.dataset.only)));
    const actor = actors.find((one) => one.id === state.who);
    const values = { theatre: state.theatre, source: state.source, words: state.words, who: actor ? actor.label : state.who, preset: "" };
    Object.entries(values).forEach(([name, value]) => { if (fields[name] !== document.activeElement || name === "preset") fields[name].value = value; });
    fields.from.value = time ? iso(time[0]) : "";
    fields.to.value = time ? iso(time[1]) : "";
  }

  // Play: a month at a time, staying at turning points to show their words. Whoever asks for less motion steps to them.
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const name = () => { play.textContent = still.matches ? "Next turning point" : timer ? "Pause" : "Play"; play.setAttribute("aria-pressed", Boolean(timer)); };
  function stop() { clearTimeout(timer); timer = 0; name(); }
  function go(by, keep) {
    const at = Math.min(Math.max(months.indexOf(month) + by, 0), months.length - 1);
    change({ when: months[at] }, keep);
    return at;
  }
  function step() {
    if (month === months.at(-1)) { stop(); return; }
    go(1, true);
    const points = ofMonth();
    const next = () => {
      const point = points.shift();
      if (point) say([point]);
      timer = setTimeout(points.length ? next : step, point ? 1500 + 25 * point.turn.length : 700);
    };
    say([]);
    next();
  }
  play.addEventListener("click", () => {
    if (timer) { stop(); return; }
    if (month === months.at(-1)) change({ when: months[0] }, true);
    if (still.matches) {
      do go(1, true); while (!ofMonth().length && month !== months.at(-1));
      return;
    }
    timer = setTimeout(step, 0);
    name();
  });
  still.addEventListener("change", stop);

  slider.addEventListener("input", () => { stop(); change({ when: months[slider.value] }, true); });
  slider.addEventListener("change", () => change({ when: months[slider.value] }));
  $("back").addEventListener("click", () => { stop(); go(-1); });
  $("on").addEventListener("click", () => { stop(); go(1); });
  $("all").addEventListener("click", () => { stop(); change({ when: state.when === "all" ? month : "all" }); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const only = event.target.dataset?.only;
    if (only) change({ only: Object.keys(BITS).filter((name) => state.only.includes(name) !== (name === only)) });
  });
  form.addEventListener("input", ({ target }) => {
    if (target.name === "words" || target.name === "who") change({ [target.name]: target.value.trim() }, true);
  });
  form.addEventListener("change", ({ target }) => {
    stop();
    if (target.name === "preset" && target.value) { location.hash = target.value; return; }
    if (target.name === "theatre") change({ theatre: target.value, view: "" });
    else if (target.name === "source") change({ source: target.value });
    else if (["from", "to"].includes(target.name) && target.value) {  // the other side follows, to the year's end or start
      let [from, to] = [fields.from.value, fields.to.value], year = target.value.slice(0, 4);
      if (target.name === "from" && !(to >= from)) to = `${year}-12-31`;
      if (target.name === "to" && !(from && from <= to)) from = `${year}-01-01`;
      change({ when: `${from}..${to}` });
    }
  });
  $("reset").addEventListener("click", () => { stop(); form.reset(); before = null; change({ theatre: "", when: START, only: [], who: "", source: "", words: "", view: "" }); });
  more.addEventListener("click", () => {
    const from = limit;
    limit += PAGE;
    list(from);
    body.rows[from]?.querySelector("a").focus();
  });
  $("link").addEventListener("click", async ({ target }) => {
    history.replaceState(null, "", `#${address() || `when=${state.when}`}`);
    const copied = await Promise.race([navigator.clipboard?.writeText(location.href).then(() => true, () => false),
      new Promise((done) => setTimeout(done, 500, false))]);  // a page from a file may never get an answer
    target.textContent = copied ? "Link copied" : "The link is in the address bar";
    setTimeout(() => { target.textContent = "Copy link"; }, 2500);
  });
  $("csv").addEventListener("click", () => {
    const quote = (value) => /[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value;
    const rows = shown.map((event) => [event.id, event.date, event.title, D.theatres[event.theatre], places[event.place]?.label ?? "", word(event),
      D.sources[event.source][0], event.locator, event.rivals, event.harm || ""]);
    const text = [["event_id", "date", "title", "theatre", "place", "whose_word", "source_id", "locator", "rival_answers", "harm"], ...rows];
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(new Blob([text.map((row) => `${row.map(quote).join(",")}\n`).join("")], { type: "text/csv" }));
    anchor.download = "contested-ground-events.csv";
    anchor.click();
    URL.revokeObjectURL(anchor.href);
  });
  addEventListener("hashchange", () => { if (location.hash !== `#${address()}`) { stop(); read(); update(); } });
  addEventListener("popstate", () => { stop(); read(); update(); });

  const drawings = window.cgDrawings(D);
  home.hidden = false;
  const card = drawings.card($("card"), (spot) => ({ title: spot.places.map((at) => places[at].label).join(" · "), place: places[spot.places[0]].id,
    holder: spot.holder && `${inWords(month)}: ${spot.holder}`, rows: spot.events.map((event) => [event.date, link(event)]) }));
  const drawMap = drawings.map($("map"), card.open);
  let waiting = 0;
  const drawPulse = drawings.pulse($("pulse"), first, last, (from, to, done) => {
    stop();
    cancelAnimationFrame(waiting);
    const what = { when: to - from < 4 ? iso(to).slice(0, 7) : `${iso(from)}..${iso(to)}` };
    if (done) change(what);
    else if (to - from >= 4) waiting = requestAnimationFrame(() => change(what, true));
  });
  const fold_ = home.querySelector(".cg-x-fold"), phone = matchMedia("(max-width: 600px)");
  const folds = () => { fold_.open = !phone.matches; };
  phone.addEventListener("change", folds);
  folds();
  name();
  read();
  for (const draw of parts()) {
    await pause();
    if (!version) draw();  // else somebody has chosen meanwhile
  }
  home.dataset.drawn = "";
});
