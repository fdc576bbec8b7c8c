"use strict";
(() => {
  const { people, rungs } = JSON.parse(document.getElementById("people").textContent);
  const at = (id) => document.getElementById(id);
  const stage = at("stage"), list = at("list"), card = at("card"), seek = at("seek"), side = at("side");
  const svg = stage.querySelector("svg");
  const view = svg.viewBox.baseVal;
  const make = (tag, text, attributes = {}) => {
    const it = document.createElement(tag);
    if (text !== undefined) it.textContent = text;
    for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value);
    return it;
  };
  const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

  // Who reports to whom. Managers come before their reports.
  const tops = [];
  for (const it of people) {
    it.below = [];
    it.up = people[it.manager];
    it.level = it.up ? it.up.level + 1 : 0;
    (it.up ? it.up.below : tops).push(it);
  }
  const chainOf = (it) => { const chain = []; while ((it = it.up)) chain.push(it); return chain; };

  // The picture: one point of it is `zoom` pixels wide, and its upper left corner is `x`, `y` pixels from that of the stage.
  let zoom = 1, x = 0, y = 0;
  svg.style.width = `${view.width}px`;
  svg.style.height = `${view.height}px`;
  const place = () => { svg.style.transform = `translate(${x}px,${y}px) scale(${zoom})`; };
  const fitted = () => Math.min(stage.clientWidth / view.width, stage.clientHeight / view.height);
  const fit = () => {
    zoom = fitted();
    x = (stage.clientWidth - view.width * zoom) / 2;
    y = (stage.clientHeight - view.height * zoom) / 2;
    place();
  };
  const zoomBy = (by, px = stage.clientWidth / 2, py = stage.clientHeight / 2) => {
    const next = Math.min(8, Math.max(Math.min(fitted(), 1) / 2, zoom * by));
    x = px - (px - x) * next / zoom;
    y = py - (py - y) * next / zoom;
    zoom = next;
    place();
  };
  const pan = (dx, dy) => { x += dx; y += dy; place(); };
  const show = ([left, top, width, height]) => {
    if (zoom < 0.75) zoom = 1;
    const cx = (left + width / 2 - view.x) * zoom, cy = (top + height / 2 - view.y) * zoom;
    const free = card.hidden ? 0 : Math.min(card.offsetWidth + 12, stage.clientWidth / 2);
    const seen = cx + x > 60 && cx + x < stage.clientWidth - free - 60 && cy + y > 40 && cy + y < stage.clientHeight - 40;
    if (!seen) { x = (stage.clientWidth - free) / 2 - cx; y = stage.clientHeight / 2 - cy; }
    place();
  };
  const under = (event) => {
    const box = stage.getBoundingClientRect();
    const px = (event.clientX - box.left - x) / zoom + view.x, py = (event.clientY - box.top - y) / zoom + view.y;
    return people.findLast(({ box: b }) => px >= b[0] && px <= b[0] + b[2] && py >= b[1] && py <= b[1] + b[3]);
  };

  // What stands out in the picture: three paths over it.
  const lit = document.createElementNS(svg.namespaceURI, "g");
  lit.id = "lit";
  const [found, near, self] = ["found", "near", "self"].map((name) => {
    const path = document.createElementNS(svg.namespaceURI, "path");
    path.setAttribute("class", name);
    return lit.appendChild(path);
  });
  svg.appendChild(lit);
  const around = (path, some) => {
    const boxes = some.map(({ box: [l, t, w, h] }) => `M${l - 1} ${t - 1}h${w + 2}v${h + 2}h${-w - 2}z`);
    path.setAttribute("d", boxes.join(""));
  };

  // The list of people, a row each, as deep as its level; a folded branch has no rows.
  const rows = new Map();
  let chosen = null;
  const row = (it, level, open) => {
    const line = make("div", undefined, { role: "treeitem", class: "row", tabindex: "-1", "aria-level": level + 1, "aria-selected": it === chosen });
    line.style.setProperty("--level", Math.min(level, 16));
    if (open !== undefined && it.below.length) line.setAttribute("aria-expanded", open);
    line.append(make("i"), make("b", it.name), make("span", it.title || it.rung));
    if (it.all) line.append(make("em", it.all.toLocaleString("en"), { title: plural(it.all, "person below", "people below") }));
    line.person = it;
    rows.set(it, line);
    return line;
  };
  const isOpen = (line) => line.getAttribute("aria-expanded") === "true";
  const fold = (line, open) => {
    if (!line.hasAttribute("aria-expanded") || isOpen(line) === open) return;
    line.setAttribute("aria-expanded", open);
    const level = Number(line.getAttribute("aria-level"));
    if (open) {
      const some = document.createDocumentFragment();
      for (const it of line.person.below) some.append(row(it, level, false));
      line.after(some);
      return;
    }
    while (line.nextSibling && Number(line.nextSibling.getAttribute("aria-level")) > level) {
      rows.delete(line.nextSibling.person);
      line.nextSibling.remove();
    }
  };
  // Everybody down to a level, in the order of the branches.
  const unfoldTo = (levels) => {
    rows.clear();
    const some = document.createDocumentFragment(), left = [...tops].reverse();
    while (left.length) {
      const it = left.pop(), open = it.level < levels;
      some.append(row(it, it.level, open));
      if (open) for (let n = it.below.length - 1; n >= 0; n--) left.push(it.below[n]);
    }
    list.replaceChildren(some);
    focusable(list.firstChild);
  };
  let reached = null;
  const focusable = (line) => {
    if (reached) reached.tabIndex = -1;
    reached = line;
    if (line) line.tabIndex = 0;
  };
  const reveal = (it) => {
    if (!seek.value.trim()) {
      for (const above of chainOf(it).reverse()) { const line = rows.get(above); if (line) fold(line, true); }
    }
    return rows.get(it);
  };

  const choose = (it, focus) => {
    if (chosen && rows.get(chosen)) rows.get(chosen).setAttribute("aria-selected", "false");
    chosen = it;
    card.hidden = !it;
    if (!it) { around(near, []); around(self, []); return; }
    const line = reveal(it);
    if (line) {
      line.setAttribute("aria-selected", "true");
      focusable(line);
      line.scrollIntoView({ block: "nearest" });
      if (focus) line.focus();
    }
    around(near, chainOf(it).concat(it.below));
    around(self, [it]);
    tell(it);
    show(it.box);
  };
  const link = (it) => {
    const button = make("button", it.name, { class: "link", type: "button" });
    button.onclick = () => choose(it);
    return button;
  };
  const tell = (it) => {
    const facts = make("dl");
    const fact = (name, value) => {
      if (!value) return;
      const cell = make("dd");
      cell.append(value);
      facts.append(make("dt", name), cell);
    };
    fact("Title", it.title);
    fact("Rung", [it.rung, rungs[it.rung_at]].filter(Boolean).join(" · "));
    fact("Track", { ic: "Individual contributors", management: "Management" }[it.track]);
    fact("Team", it.team);
    fact("Location", it.location);
    fact("Manager", it.up && link(it.up));
    fact("Pay", it.pay);
    if (it.all) fact("Below", `${plural(it.below.length, "report", "reports")}, ${plural(it.all, "person", "people")} in all`);
    const parts = [make("h2", it.name), facts];
    const part = (title, items) => {
      const all = make("ul");
      for (const item of items) { const li = make("li"); li.append(item); all.append(li); }
      parts.push(make("h3", title), all);
    };
    if (it.found) part("Findings", it.found);
    if (it.below.length) {
      const most = 40, items = it.below.slice(0, most).map(link);
      if (it.below.length > most) items.push(`and ${(it.below.length - most).toLocaleString("en")} more`);
      part("Reports", items);
    }
    at("about").replaceChildren(...parts);
    card.scrollTop = 0;
  };

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let results = [];
  const search = () => {
    const words = plain(seek.value).split(/\s+/).filter(Boolean);
    at("folds").hidden = words.length > 0;
    if (!words.length) {
      results = [];
      around(found, []);
      at("count").textContent = "";
      unfoldTo(start);
      if (chosen) reveal(chosen);
      return;
    }
    for (const it of people) it.said ??= plain([it.name, it.title, it.rung, it.team, it.location].filter(Boolean).join(" "));
    results = people.filter((it) => words.every((word) => it.said.includes(word)));
    around(found, results);
    at("count").textContent = results.length ? plural(results.length, "person", "people") : "No one found";
    rows.clear();
    const most = 300, some = document.createDocumentFragment();
    for (const it of results.slice(0, most)) some.append(row(it, 0));
    if (results.length > most) some.append(make("div", `and ${(results.length - most).toLocaleString("en")} more`, { class: "row" }));
    list.replaceChildren(some);
    focusable(list.querySelector("[role=treeitem]"));
  };

  // As many levels as fit a first look.
  let start = 0;
  for (let seen = tops.length, next = tops; start < 12; start++) {
    next = next.flatMap((it) => it.below);
    seen += next.length;
    if (!next.length || seen > 60) break;
  }

  list.onclick = (event) => {
    const line = event.target.closest("[role=treeitem]");
    if (!line) return;
    if (event.target.closest("i") && line.hasAttribute("aria-expanded")) { focusable(line); fold(line, !isOpen(line)); }
    else choose(line.person);
  };
  list.onkeydown = (event) => {
    const line = event.target.closest("[role=treeitem]");
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    const go = (to) => { if (to && to.person) { focusable(to); to.focus(); } };
    const keys = {
      ArrowDown: () => go(line.nextSibling),
      ArrowUp: () => go(line.previousSibling),
      ArrowRight: () => (isOpen(line) ? go(line.nextSibling) : fold(line, true)),
      ArrowLeft: () => (isOpen(line) ? fold(line, false) : go(rows.get(line.person.up))),
      Home: () => go(list.firstChild),
      End: () => go(list.lastChild),
      Enter: () => choose(line.person, true),
      " ": () => choose(line.person, true),
    };
    if (keys[event.key]) { keys[event.key](); event.preventDefault(); event.stopPropagation(); }
  };
  seek.oninput = search;
  seek.onkeydown = (event) => {
    if (event.key === "Enter" && results.length) { choose(results[0], true); event.preventDefault(); }
    if (event.key === "ArrowDown" && reached) { reached.focus(); event.preventDefault(); }
  };

  const fingers = new Map();
  let moved = 0;
  stage.onpointerdown = (event) => {
    if (event.button > 0) return;
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    stage.setPointerCapture(event.pointerId);
  };
  stage.onpointermove = (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const dx = event.clientX - before[0], dy = event.clientY - before[1];
    moved += Math.abs(dx) + Math.abs(dy);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (other) {
      const box = stage.getBoundingClientRect();
      const apart = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]) || 1;
      zoomBy(apart([event.clientX, event.clientY]) / apart(before), other[0] - box.left, other[1] - box.top);
    } else if (moved > 4) {
      stage.classList.add("moving");
      pan(dx, dy);
    }
  };
  stage.onpointerup = stage.onpointercancel = (event) => {
    const was = fingers.delete(event.pointerId);
    stage.classList.remove("moving");
    if (was && event.type === "pointerup" && moved <= 4) choose(under(event) ?? null);
  };
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = stage.getBoundingClientRect(), unit = event.deltaMode === 1 ? 16 : 1;
    if (event.ctrlKey || event.metaKey) zoomBy(Math.exp(-event.deltaY * unit / 300), event.clientX - box.left, event.clientY - box.top);
    else if (event.shiftKey && !event.deltaX) pan(-event.deltaY * unit, 0);
    else pan(-event.deltaX * unit, -event.deltaY * unit);
  }, { passive: false });

  const root = document.documentElement;
  const dark = () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    at("dark").setAttribute("aria-pressed", root.dataset.theme === "dark");
  };
  at("dark").setAttribute("aria-pressed", root.dataset.theme === "dark");
  const toggle = () => {
    side.hidden = !side.hidden;
    at("people-button").setAttribute("aria-pressed", !side.hidden);
  };
  const buttons = {
    fit, dark, close: () => choose(null), print: () => window.print(), "people-button": toggle,
    "zoom-in": () => zoomBy(1.25), "zoom-out": () => zoomBy(0.8), unfold: () => unfoldTo(Infinity), fold: () => unfoldTo(0),
  };
  for (const [id, act] of Object.entries(buttons)) at(id).onclick = act;
  document.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (seek.value) { seek.value = ""; search(); } else choose(null);
      return;
    }
    if (event.target === seek) return;
    const step = 80;
    const keys = {
      "/": () => { if (side.hidden) toggle(); seek.focus(); },
      "+": () => zoomBy(1.25), "=": () => zoomBy(1.25), "-": () => zoomBy(0.8), 0: fit,
      ArrowLeft: () => pan(step, 0), ArrowRight: () => pan(-step, 0), ArrowUp: () => pan(0, step), ArrowDown: () => pan(0, -step),
    };
    if (keys[event.key]) { keys[event.key](); event.preventDefault(); }
  };
  let untouched = true;
  for (const what of ["pointerdown", "wheel", "keydown"]) addEventListener(what, () => { untouched = false; }, { once: true, capture: true, passive: true });
  addEventListener("resize", () => { if (untouched) fit(); });

  // A picture that says nothing of single people has no list of them.
  if (people.length) unfoldTo(start);
  else for (const it of [side, seek, at("people-button"), at("count")]) it.hidden = true;
  if (innerWidth <= 760 && !side.hidden) toggle();
  fit();
})();
