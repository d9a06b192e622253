// The Explorer's drawings: the map with who holds what and the events' marks, and the pulse of events a week. Both are
// SVG made of strings; explorer.js says what they show. A unit of the data is a thousandth of a degree of latitude.
window.cgDrawings = (D) => {
  const RING = [0, 7, 10, 14], DAY = 864e5, measure = document.createElement("canvas").getContext("2d");
  const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const width = (text, font) => { measure.font = font; return measure.measureText(text).width; };
  const FONT = "'Source Sans 3', system-ui, sans-serif";

  // The window grown to the box's shape; where the ground ends before that, it is cut to the shape.
  function fit([left, top, right, bottom], shape) {
    const [x0, y0, x1, y1] = D.extent;
    let wide = Math.max(right - left, (bottom - top) * shape), high = wide / shape;
    if (high > y1 - y0) [wide, high] = [(y1 - y0) * shape, y1 - y0];
    if (wide > x1 - x0) [wide, high] = [x1 - x0, (x1 - x0) / shape];
    const x = Math.min(Math.max((left + right - wide) / 2, x0), x1 - wide);
    const y = Math.min(Math.max((top + bottom - high) / 2, y0), y1 - high);
    return [x, y, wide, high];
  }

  function map(box, picked) {
    const [x0, y0, x1, y1] = D.extent;
    const href = new URL("../relief.webp", location.href).href;
    box.innerHTML = `<svg><defs></defs><g class="cg-x-ground"><image class="cg-relief" href="${escape(href)}" x="${x0}" y="${y0}" width="${x1 - x0}"
      height="${y1 - y0}" preserveAspectRatio="none"/><path class="cg-x-water" d="${D.water.join("")}"/>
      <path class="cg-x-river" d="${D.rivers.join("")}"/></g><g class="cg-x-marks"></g><g class="cg-x-names"></g></svg>`;
    const svg = box.firstChild, [defs, ground, marks, names] = svg.children;
    let spots = [], shown = {};

    // Two holders at once are striped.
    function fill(holders) {
      const colours = holders.map((holder) => D.holders[holder][0]);
      if (colours.length < 2) return colours[0];
      const id = `cg-x-${holders.join("-")}`;
      if (!document.getElementById(id)) {
        defs.insertAdjacentHTML("beforeend", `<pattern id="${id}" width="${colours.length * 3}" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          ${colours.map((colour, at) => `<rect x="${at * 3}" width="3" height="6" fill="${colour}"/>`).join("")}</pattern>`);
      }
      return `url(#${id})`;
    }

    function draw(now = shown) {
      shown = now;
      const W = box.clientWidth, H = box.clientHeight;
      if (!W || !now.window) return;
      const [x, y, wide] = fit(now.window, W / H), scale = W / wide, narrow = W < 500;
      svg.setAttribute("viewBox", `0 0 ${W} ${H}`);
      ground.setAttribute("transform", `scale(${scale}) translate(${-x} ${-y})`);
      const zoomed = wide < 3000, radius = narrow ? 4 : zoomed ? 6.5 : 5, empty = zoomed && !narrow ? 4 : 2.6;
      spots = now.spots.map((spot) => ({ ...spot, px: (spot.x - x) * scale, py: (spot.y - y) * scale }))
        .filter((spot) => spot.px > 2 && spot.py > 2 && spot.px < W - 2 && spot.py < H - 2)
        .sort((one, other) => one.events.length - other.events.length || one.px - other.px);
      marks.innerHTML = spots.map((spot, at) => {
        const place = `cx="${spot.px.toFixed(1)}" cy="${spot.py.toFixed(1)}"`, ring = RING[spot.weight] * (narrow ? .85 : 1);
        const dot = !spot.ever ? "" : spot.run
          ? `<circle class="cg-x-under" ${place} r="${spot.run.held ? radius : radius * .6}"/><circle class="cg-x-dot" ${place} r="${spot.run.held ? radius : radius * .6}" fill="${fill(spot.run.holders)}"${spot.run.sure ? "" : ' fill-opacity=".6"'}/>`
          : `<circle class="cg-x-nobody" ${place} r="${empty}"/>`;
        const many = spot.events.length > 1 ? `<circle class="cg-x-many" ${place} r="${ring + 3}"/>` : "";
        const mark = spot.events.length ? `<circle class="cg-x-ring" ${place} r="${ring}"${spot.exact ? "" : ' stroke-dasharray="3 2.5"'}/>${many}` : "";
        return `<g class="cg-x-spot" role="button" tabindex="${at === spots.length - 1 ? 0 : -1}" data-at="${at}" aria-label="${escape(spot.said)}">
          <circle class="cg-x-hit" ${place} r="${Math.max(ring || 0, 12)}"/>${mark}${dot}</g>`;
      }).join("");
      // Where one turning point finds no room for its words none has them: no side's deeds stand alone.
      if (!name(W, H, narrow, zoomed, shown.worded)) name(W, H, narrow, zoomed, false);
    }

    // Names where there is room: turning points in words, then events' places, then towns.
    function name(W, H, narrow, zoomed, worded) {
      let whole = true;
      const taken = spots.filter((spot) => spot.events.length || spot.run).map((spot) => {
        const r = spot.events.length ? RING[spot.weight] * .8 : 5;
        return [spot.px - r, spot.py - r, spot.px + r, spot.py + r, spot];
      });
      const size = 13, leading = 15, room = narrow ? 130 : 190;
      const wanted = spots.filter((spot) => spot.events.length || spot.town && (zoomed || spot.run || spot.town > 1) || zoomed && spot.run)
        .sort((one, other) => (other.weight - one.weight) || other.town - one.town || other.events.length - one.events.length);
      names.innerHTML = wanted.map((spot) => {
        const turn = worded && spot.weight === 3 ? spot.events.filter((event) => event.turn).map((event) => event.turn).join("; ") : "";
        const plain = spot.events.length > 4 && !narrow ? [[`${spot.label}: ${spot.events.length} events`], [spot.label]] : [[spot.label]];
        const choices = turn ? [lines(`${spot.label}: ${turn}`, room, size), ...plain] : plain;
        for (const text of choices) {
          if (turn && text !== choices[0]) whole = false;
          const bold = spot.events.length ? 600 : 400, w = Math.max(...text.map((line) => width(line, `${bold} ${size}px ${FONT}`))) + 2;
          const h = text.length * leading, gap = (spot.events.length ? RING[spot.weight] * (narrow ? .85 : 1) + 3 * (spot.events.length > 1) : 6) + 3;
          const tries = [[spot.px + gap, spot.py - h / 2, "start"], [spot.px - gap - w, spot.py - h / 2, "end"],
            [spot.px - w / 2, spot.py - gap - h, "middle"], [spot.px - w / 2, spot.py + gap, "middle"]];
          for (const [left, top, anchor] of tries) {
            const area = [left, top, left + w, top + h];
            if (left < 2 || top < 2 || area[2] > W - 2 || area[3] > H - 2) continue;
            if (taken.some((other) => other[4] !== spot && other[0] < area[2] && other[2] > left && other[1] < area[3] && other[3] > top)) continue;
            taken.push(area);
            const at = { start: left, end: left + w, middle: left + w / 2 }[anchor];
            return `<text text-anchor="${anchor}" class="${spot.events.length ? "cg-x-event" : "cg-x-town"}">${text.map((line, number) =>
              `<tspan x="${at.toFixed(1)}" y="${(top + 12 + number * leading).toFixed(1)}">${escape(line)}</tspan>`).join("")}</text>`;
          }
        }
        return "";
      }).join("");
      return whole;
    }

    const chosen = (event) => event.target.closest?.(".cg-x-spot");
    box.addEventListener("click", (event) => { const at = chosen(event); if (at) picked(spots[at.dataset.at], at); });
    box.addEventListener("keydown", (event) => {
      const at = chosen(event), step = { ArrowRight: -1, ArrowDown: -1, ArrowLeft: 1, ArrowUp: 1 }[event.key];
      if (!at) return;
      if (event.key === "Enter" || event.key === " ") picked(spots[at.dataset.at], at);
      else if (step) {  // from the largest to the smallest, which are drawn first
        const next = marks.children[(+at.dataset.at + step + spots.length) % spots.length];
        at.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      } else return;
      event.preventDefault();
    });
    new ResizeObserver(() => draw()).observe(box);
    return draw;
  }

  function lines(text, room, size) {
    const found = [""];
    text.split(" ").forEach((word) => {
      const longer = `${found.at(-1)} ${word}`.trim();
      if (width(longer, `600 ${size}px ${FONT}`) > room && found.at(-1)) found.push(word);
      else found[found.length - 1] = longer;
    });
    return found;
  }

  // The weeks from `first` to `last` (days); `brushed(from, to, done)` while a span is dragged, a click is one day.
  function pulse(box, first, last, brushed) {
    box.innerHTML = "<svg><rect class='cg-x-span' y='0'/><g></g><g></g></svg>";
    const svg = box.firstChild, [span, bars, words] = svg.children;
    let shown = {}, from = null;
    const day = (event) => {
      const area = box.getBoundingClientRect();
      return Math.round(first + Math.min(Math.max((event.clientX - area.left) / area.width, 0), 1) * (last - first));
    };

    function draw(now = shown) {
      shown = now;
      const W = box.clientWidth, AXIS = 18, BARS = 80, x = (at) => (at - first) / (last - first) * W;
      if (!W || !now.weeks) return;
      const ends = [], points = now.turns.map((event) => {  // each turning point's words in the first row with room
        const at = x((event.first + event.last) / 2), w = width(event.turn, `12px ${FONT}`), left = Math.min(Math.max(at - 3, 0), W - w);
        const row = W > 500 ? [...ends, -1].findIndex((edge) => edge < left) : -1;
        if (row >= 0) ends[row] = left + w + 10;
        return { event, at, left, row };
      });
      const rows = ends.length;
      box.style.height = rows ? `${rows * 16 + BARS + AXIS}px` : "";
      const H = box.clientHeight, floor = H - AXIS, room = floor - rows * 16 - 4, most = Math.max(...now.weeks, 1), bar = Math.max(x(first + 7) - 1, 1);
      svg.setAttribute("viewBox", `0 0 ${W} ${H}`);
      const [begin, end] = now.span ?? [first, first];
      span.toggleAttribute("hidden", !now.span);
      span.setAttribute("x", x(Math.max(begin, first)));
      span.setAttribute("width", Math.max(x(Math.min(end + 1, last)) - x(Math.max(begin, first)), 2));
      span.setAttribute("height", floor);
      let drawn = now.weeks.map((count, week) => count ? `M${x(first + week * 7).toFixed(1)} ${floor}v${(-count / most * room).toFixed(1)}h${bar.toFixed(1)}V${floor}z` : "").join("");
      drawn = `<path class="cg-x-bars" d="${drawn}"/>`;
      for (let year = 1918; year < 1922; year++) {
        const at = x(Date.UTC(year, 0) / DAY);
        drawn += `<path class="cg-x-year" d="M${at.toFixed(1)} 0V${H}"/><text x="${(at + 4).toFixed(1)}" y="${H - 4}">${year}</text>`;
      }
      bars.innerHTML = drawn;
      words.innerHTML = points.map(({ at, row }) => `<path class="cg-x-stem" d="M${at.toFixed(1)} ${row < 0 ? 2 : row * 16 + 14}V${floor}"/>`).join("")
        + points.map(({ event, left, row }) => row < 0 ? "" : `<text x="${left.toFixed(1)}" y="${row * 16 + 12}">${escape(event.turn)}</text>`).join("");
    }

    const drag = (event, done) => {
      const to = day(event);
      brushed(Math.min(from, to), Math.max(from, to), done);
    };
    box.addEventListener("pointerdown", (event) => { from = day(event); box.setPointerCapture(event.pointerId); });
    box.addEventListener("pointermove", (event) => { if (from !== null) drag(event, false); });
    box.addEventListener("pointerup", (event) => { if (from !== null) drag(event, true); from = null; });
    box.addEventListener("pointercancel", () => { from = null; });
    new ResizeObserver(() => draw()).observe(box);
    return draw;
  }
  // A point's card: who holds it, and its events as a list. `about` says what stands in it.
  function card(box, about) {
    let opener = null;
    const make = (name, what) => Object.assign(document.createElement(name), what);
    function close() {
      if (box.hidden) return;
      box.hidden = true;
      if (opener?.isConnected) opener.focus({ preventScroll: true });
    }
    function open(spot, mark) {
      const { title, holder, rows, place } = about(spot), list = make("ul", {}), shut = make("button", { type: "button", textContent: "Close" });
      opener = mark;
      list.append(...rows.map(([date, link]) => {
        const item = make("li", {});
        item.append(`${date}: `, link);
        return item;
      }));
      shut.addEventListener("click", close);
      box.replaceChildren(shut, make("h2", { id: "cg-x-spot", textContent: title }), make("p", { textContent: holder }), list,
        make("a", { href: `places.html#${place}`, textContent: "All on this place" }));
      box.hidden = false;
      box.focus({ preventScroll: true });
    }
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
    return { open, close };
  }
  return { map, pulse, card };
};
