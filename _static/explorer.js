// The Explorer: its form holds all that is chosen. The fields pick the rows, Vega draws them on timeline and map; what is
// dragged or clicked there goes into the fields. The address keeps the fields, so that a choice can be linked.
document.addEventListener("DOMContentLoaded", async () => {
  const stored = document.getElementById("cg-explorer");
  if (!stored) return;
  const { events, ...specs } = JSON.parse(stored.textContent);
  const home = document.querySelector(".cg-explorer"), form = home.querySelector("form"), fields = form.elements;
  const body = home.querySelector("tbody"), more = document.getElementById("cg-more"), PAGE = 50, DAY = 864e5;
  const texts = new Map(events.map((event) => [event, `${event.title} ${event.spot ?? ""} ${event.place ?? ""} ${event.who ?? ""}`.toLowerCase()]));
  let shown = [], limit = PAGE;
  home.hidden = false;
  const [timeline, map] = await Promise.all(["timeline", "map"].map(draw));
  const whole = [timeline.signal("first"), timeline.signal("last")];  // the years of the timeline

  async function draw(name) {
    const box = document.getElementById(`cg-${name}`), { width, height } = specs[name];
    const { view } = await vegaEmbed(box, specs[name], { mode: "vega", renderer: "svg", actions: false, defaultStyle: false });
    const fit = () => view.width(box.clientWidth).height(name === "map" ? box.clientWidth / width * height : height).runAsync();
    new ResizeObserver(() => { if (box.clientWidth !== view.width()) fit(); }).observe(box);
    await fit();
    return view;
  }

  // Days from 1970; an event stays when any of its days may be among those asked for.
  const span = () => [Date.parse(fields.from.value) / DAY || -Infinity, Date.parse(fields.to.value) / DAY + 1 || Infinity];

  function update() {
    const [first, last] = span(), anyTime = first === -Infinity && last === Infinity;
    const words = fields.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = ["theatre", "kind", "voice"].filter((name) => fields[name].value);
    const everywhere = events.filter((event) => chosen.every((name) => event[name] === fields[name].value)
      && words.every((word) => texts.get(event).includes(word))
      && (anyTime || (event.from < last && event.until > first)));
    shown = everywhere.filter((event) => !fields.place.value || event.spot === fields.place.value);
    limit = PAGE;
    const edges = [Math.max(first * DAY, whole[0]), Math.min(last * DAY, whole[1])];
    const [from, to] = edges[0] < edges[1] ? edges : whole;
    const off = [shown.filter((event) => event.from !== undefined && event.height === undefined).length,
      shown.filter((event) => event.from === undefined).length];
    form.querySelector("output").value = `${count(shown.length)} of ${count(events.length)} events shown. Not on the `
      + `timeline: ${off[0]} of other years, ${off[1]} without a date. Not on the map: ${count(shown.filter((event) => !("x" in event)).length)}.`;
    timeline.description(`Timeline of ${count(shown.length)} events by theatre: ${tally(shown, "theatre")}. The table lists them.`);
    timeline.signal("first", from).signal("last", to).data("events", copies(shown)).runAsync();
    map.description(`Map of where ${count(everywhere.length)} events are told to have happened; most often: `
      + `${tally(everywhere.filter((event) => "x" in event), "spot")}. The field Place chooses one.`);
    map.signal("chosen", fields.place.value).data("events", copies(everywhere)).runAsync();
    list();
  }

  const copies = (rows) => rows.map((event) => ({ ...event }));  // Vega writes into what it gets
  const count = (number) => number.toLocaleString("en");
  function tally(rows, name) {
    const found = new Map();
    rows.forEach((event) => found.set(event[name], (found.get(event[name]) ?? 0) + 1));
    return [...found].sort((one, other) => other[1] - one[1]).slice(0, 10).map((pair) => pair.join(" ")).join(", ") || "none";
  }

  function list() {
    body.replaceChildren(...shown.slice(0, limit).map((event) => {
      const row = document.createElement("tr"), page = event.theatre.replaceAll(" ", "-");
      const cells = [
        [event.date],
        [link(`chronology-${page}.html#${event.id}`, event.title)],
        event.place ? [link(`places.html#${event.placeId}`, event.place)] : [],
        event.paragraphs.flatMap((number, at) => [at ? ", " : "", link(`article.html#p${number}`, number)]),
        [event.who ? `${event.voice}: ${event.who}` : event.voice],
      ];
      row.append(...cells.map((parts, at) => {
        const cell = document.createElement(at ? "td" : "th");
        if (!at) cell.scope = "row";
        cell.append(...parts);
        return cell;
      }));
      return row;
    }));
    more.hidden = shown.length <= limit;
    more.textContent = `Show ${count(Math.min(PAGE, shown.length - limit))} more of ${count(shown.length - limit)}`;
  }

  function link(address, words) {
    const anchor = document.createElement("a");
    anchor.href = address;
    anchor.textContent = words;
    return anchor;
  }

  function change() {
    const kept = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", `${kept}` ? `#${kept}` : location.pathname + location.search);
    update();
  }

  function read() {
    form.reset();
    new URLSearchParams(location.hash.slice(1)).forEach((value, name) => {
      if (fields.namedItem(name)) fields.namedItem(name).value = value;
    });
    update();
  }

  form.addEventListener("input", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", () => { form.reset(); change(); });
  window.addEventListener("hashchange", read);
  map.addEventListener("click", (event, item) => {
    const spot = item?.datum?.spot ?? "";
    fields.place.value = spot === fields.place.value ? "" : spot;
    change();
  });
  window.addEventListener("pointerup", () => {
    const dragged = timeline.signal("span").start;
    if (!dragged) return;
    [fields.from.value, fields.to.value] = dragged.map((time) => new Date(Math.floor(time / DAY) * DAY).toISOString().slice(0, 10));
    timeline.signal("span_x", [0, 0]);  // the span now fills the timeline
    change();
  });
  more.addEventListener("click", () => {
    const at = limit;
    limit += PAGE;
    list();
    body.rows[at].querySelector("a").focus();
  });
  read();
});
