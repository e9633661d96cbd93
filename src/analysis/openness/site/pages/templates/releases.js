"use strict";

// The table of releases: everything is in memory (releases-data.js), a page of 50 rows is in the document.
// Every column is a list of numbers that sort as the column does: places in a list of values, or of scores.
{
  const { coded, metrics, name: names, id: ids, record: records, judging, sources, states, reasons, pages } = openness.releases;
  const PAGE = 50;
  const FILTERS = { group: "developer_group", tier: "license_tier", access: "access" };
  const metricOf = new Map(metrics.map((metric) => [metric.name, metric]));
  const stubs = new Set(openness.releases.stub);

  const element = (id) => document.getElementById(id);
  const form = element("filters");
  const body = document.querySelector("#releases tbody");
  const headings = [...document.querySelectorAll("#releases thead th")];
  const sortedFirst = headings.find((heading) => heading.hasAttribute("aria-sort")).dataset.key;
  const DEFAULTS = { q: "", source: "judged", group: "", tier: "", access: "", blank: "", sort: `-${sortedFirst}`, page: "1" };

  const make = (tag, content, properties = {}) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...[content].flat().filter((part) => part !== null && part !== undefined));
    return made;
  };
  const value = (column, row) => coded[column].values[coded[column].codes[row]] ?? null;
  const words = (column, row) => (coded[column].labels ?? coded[column].values)[coded[column].codes[row]] ?? null;
  const score = (metric, row) => ({ text: metric.text[metric.codes[row]], place: metric.place[metric.codes[row]] });
  const unbroken = (text) => text.replace(/(\d) of (?=\d)/g, "$1\u00a0of\u00a0");
  const stateOf = (place) => (place < 0 ? states[-place - 1] : "scored");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // Which metrics have anything to say of a source's releases, blank records among it.
  const supported = new Map(coded.source.values.map((source) => [source, new Set()]));
  for (const metric of metrics) {
    const says = metric.place.map((place) => place >= -2);
    metric.codes.forEach((code, row) => says[code] && supported.get(value("source", row)).add(metric.name));
  }

  const memberOf = (source) =>
    source === "all" ? () => true : source === "judged" ? (one) => judging.includes(one) : (one) => one === source;
  const shown = (source) => {
    const member = memberOf(source);
    const found = new Set();
    for (const [one, own] of supported) if (member(one)) own.forEach((metric) => found.add(metric));
    return found;
  };

  // --- What is asked: read from the address, and written back to it -------------------------------------------------

  const choices = (id) => [...element(id).options].map((option) => option.value);
  const sortable = new Set(headings.map((heading) => heading.dataset.key));
  const allowed = {
    // The mark of bytes that are no text.
    q: (text) => text.length <= 200 && !text.includes("\ufffd"),
    source: (text) => choices("source").includes(text),
    group: (text) => choices("group").includes(text),
    tier: (text) => choices("tier").includes(text),
    access: (text) => choices("access").includes(text),
    blank: (text) => text === "hide",
    sort: (text) => sortable.has(text.replace(/^-/, "")),
    page: (text) => /^[1-9]\d{0,5}$/.test(text),
  };
  /** What an address asks for; null where it asks for nothing of ours, such as the link to the content. */
  const read = (address) => {
    const found = { ...DEFAULTS };
    const given = [...new URLSearchParams(address.replace(/^#/, ""))].filter(([key]) => Object.hasOwn(DEFAULTS, key));
    for (const [key, text] of given) if (allowed[key](text)) found[key] = text;
    return given.length || !address.replace(/^#/, "") ? found : null;
  };
  let asked = read(location.hash) ?? { ...DEFAULTS };
  const write = () => {
    const said = Object.entries(asked).filter(([key, text]) => text !== DEFAULTS[key]);
    const address = `#${new URLSearchParams(said)}`;
    if (address !== location.hash) history.replaceState(null, "", said.length ? address : location.pathname + location.search);
  };

  // --- Which rows, in which order -----------------------------------------------------------------------------------

  let texts = null;
  const searched = () => {
    texts ??= names.map((name, row) =>
      fold([name, words("developer_name", row), `${value("source", row)}:${ids[row]}`, value("license", row), `family:${value("family", row)};`].join("\n"))
    );
    return texts;
  };
  const order = (sort) => {
    const key = sort.replace(/^-/, "");
    const direction = sort.startsWith("-") ? -1 : 1;
    if (key === "name") return (a, b) => direction * (a - b);
    const metric = metricOf.get(key);
    const codes = metric ? metric.codes : coded[key].codes;
    const place = metric ? (row) => metric.place[codes[row]] : (row) => codes[row];
    // What has no value comes last in either direction; rows that are alike stay in the order of their names.
    return (a, b) => {
      const [one, other] = [place(a), place(b)];
      if (one < 0 || other < 0) return other - one || a - b;
      return direction * (one - other) || a - b;
    };
  };
  const find = () => {
    const terms = fold(asked.q).split(/\s+/).filter(Boolean);
    const haystack = terms.length ? searched() : null;
    const member = coded.source.values.map(memberOf(asked.source));
    const wanted = Object.entries(FILTERS)
      .filter(([key]) => asked[key])
      .map(([key, column]) => [coded[column].codes, coded[column].values.indexOf(asked[key])]);
    const found = [];
    for (let row = 0; row < names.length; row += 1) {
      if (!member[coded.source.codes[row]]) continue;
      if (asked.blank && stubs.has(row)) continue;
      if (!wanted.every(([codes, code]) => codes[row] === code)) continue;
      if (haystack && !terms.every((term) => haystack[row].includes(term))) continue;
      found.push(row);
    }
    return found.sort(order(asked.sort));
  };

  // --- A row, and what unfolds under it -----------------------------------------------------------------------------

  const note = (text) => (text ? make("span", text, { className: "note" }) : null);
  const link = (text, href) => make("a", text, { href });
  const line = (row, visible) => {
    const tag = stubs.has(row) ? make("span", "blank record", { className: "tag" }) : null;
    const button = make("button", make("span", names[row]), { type: "button", className: "unfold" });
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => unfold(button, row));
    const made = make("tr", [
      make("th", [button, tag && " ", tag], { scope: "row" }),
      make("td", [words("developer_name", row) ?? "not known", note(words("developer_group", row))]),
      make("td", words("source", row)),
      make("td", value("release_date", row) ?? "not known", { className: "date" }),
      make("td", [words("license_tier", row), note(words("license", row))]),
      make("td", words("access", row)),
    ]);
    for (const metric of metrics) {
      if (!visible.has(metric.name)) continue;
      const { text, place } = score(metric, row);
      made.append(make("td", unbroken(text), { className: stateOf(place) }));
    }
    made.append(make("td", words("weakest", row) ?? ""));
    return made;
  };

  const stem = (row) => {
    const own = records[row];
    return own ? `${value("source", row)}/${own === 1 ? ids[row] : own}` : null;
  };
  const evidence = (text) => {
    if (text === null) return "none given";
    if (!/^https?:\/\//i.test(text)) return text;
    const where = text.replace(/^https?:\/\/(www\.)?/i, "").split(/[/?#]/)[0];
    return link(where, text);
  };
  const grid = (caption, heads, lines) =>
    make("div", make("table", [
      make("caption", caption),
      make("thead", make("tr", heads.map((head) => make("th", head, { scope: "col" })))),
      make("tbody", lines.map(([first, ...rest]) =>
        make("tr", [make("th", first, { scope: "row" }), ...rest.map((cell) => make("td", cell ?? "none"))]))),
    ]), { className: "scroll" });

  const detail = (row, details) => {
    const source = value("source", row);
    const own = details && Object.hasOwn(details.rows, ids[row]) ? details.rows[ids[row]] : { c: [], s: [] };
    const made = [];
    const page = pages[source] ? link("its page", pages[source] + names[row]) : null;
    made.push(make("p", [make("code", `${source}:${ids[row]}`), `, ${sources[source]}`, page && ": ", page]));
    const family = value("family", row);
    if (family) {
      const address = `#${new URLSearchParams({ q: `family:${family};`, source: "all" })}`;
      made.push(make("p", ["Of the family ", make("code", family), ", of which ", link("other sources list releases too", address), "."]));
    }
    if (own.s.length) {
      made.push(grid("Scores", ["Metric", "Version", "Result", "Criteria judged", "First failure", "Weakest part"],
        own.s.map(([metric, version, text, state, judged, all, failure, weakest]) =>
          [metric, version, make("span", text, { className: state }), `${judged} of ${all}`, failure, weakest])));
    }
    const missing = metrics.filter((metric) => score(metric, row).place < -2);
    if (missing.length) {
      made.push(make("details", [
        make("summary", `${missing.length} ${missing.length === 1 ? "metric" : "metrics"} without a score`),
        make("ul", missing.map((metric) => {
          const reason = (reasons[source] ?? {})[metric.name];
          return make("li", `${metric.heading}: ${score(metric, row).text}${reason ? `, because ${reason}` : ""}.`);
        })),
      ]));
    }
    if (own.c.length) {
      const { component, status, license, evidence: links } = details.values;
      made.push(grid("Parts, as the source judges them", ["Part", "Status", "License", "Evidence"],
        own.c.map(([part, state, license_, proof]) => [component[part], status[state], license[license_], evidence(links[proof])])));
    }
    const path = stem(row);
    if (path) {
      const badges = metrics.filter((metric) => score(metric, row).place >= -2).map((metric) => {
        const image = make("img", [], { src: `exports/badges/${path}/${metric.name}.svg`, height: 20 });
        image.alt = `Badge: ${metric.heading}: ${score(metric, row).text}`;
        return make("a", image, { href: image.getAttribute("src") });
      });
      made.push(make("p", [link("Record as JSON", `exports/releases/${path}.json`), ...badges], { className: "files" }));
    } else {
      made.push(make("p", ["Its source passes on licenses and judges no parts. ", make("code", `openness export ${source}:${ids[row]}`), " writes its record."]));
    }
    return make("div", made);
  };

  const loading = new Map();
  const load = (source) => {
    if (!judging.includes(source)) return Promise.resolve(null);
    if (!loading.has(source)) {
      loading.set(source, new Promise((resolve, reject) => {
        const script = make("script", [], { src: `assets/details-${source}.js` });
        script.addEventListener("load", () => resolve(openness.details[source]));
        script.addEventListener("error", () => { loading.delete(source); reject(new Error(`assets/details-${source}.js cannot be read`)); });
        document.head.append(script);
      }));
    }
    return loading.get(source);
  };

  const unfold = async (button, row) => {
    const own = button.closest("tr");
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) {
      own.nextElementSibling.remove();
      button.removeAttribute("aria-controls");
      return;
    }
    const cell = make("td", "Reading the details", { colSpan: own.cells.length });
    const made = make("tr", cell, { className: "detail", id: `detail-${row}` });
    own.after(made);
    button.setAttribute("aria-controls", made.id);
    try {
      cell.replaceChildren(detail(row, await load(value("source", row))));
    } catch (error) {
      cell.replaceChildren(`The details cannot be shown: ${error.message}.`);
    }
  };

  // --- The page -----------------------------------------------------------------------------------------------------

  const number = (count) => count.toLocaleString("en-US");
  const render = () => {
    const found = find();
    const last = Math.max(1, Math.ceil(found.length / PAGE));
    const page = Math.min(Number(asked.page), last);
    asked.page = String(page);
    const visible = shown(asked.source);
    const from = (page - 1) * PAGE;
    body.replaceChildren(...found.slice(from, from + PAGE).map((row) => line(row, visible)));
    const key = asked.sort.replace(/^-/, "");
    for (const heading of headings) {
      heading.hidden = "metric" in heading.dataset && !visible.has(heading.dataset.key);
      heading.removeAttribute("aria-sort");
      if (heading.dataset.key === key) heading.setAttribute("aria-sort", asked.sort.startsWith("-") ? "descending" : "ascending");
    }
    const many = found.length === 1 ? "1 release" : `${number(found.length)} releases`;
    const sorted = headings.find((heading) => heading.hasAttribute("aria-sort"));
    const by = `sorted by ${sorted.textContent}, ${sorted.getAttribute("aria-sort")}`;
    element("count").textContent = found.length > PAGE
      ? `${many}, ${number(from + 1)} to ${number(Math.min(from + PAGE, found.length))} shown, ${by}`
      : found.length ? `${many}, all shown, ${by}` : "No release fits; clear a filter or shorten the search";
    element("page").textContent = `Page ${number(page)} of ${number(last)}`;
    element("previous").setAttribute("aria-disabled", String(page === 1));
    element("next").setAttribute("aria-disabled", String(page === last));
    write();
  };
  const ask = (changes) => {
    asked = { ...asked, page: "1", ...changes };
    render();
  };
  const fill = () => {
    for (const id of ["q", "source", "group", "tier", "access"]) element(id).value = asked[id];
    element("blank").checked = asked.blank === "hide";
  };

  for (const heading of headings) {
    const { key, first = "ascending" } = heading.dataset;
    const button = make("button", heading.textContent, { type: "button" });
    button.addEventListener("click", () => {
      const now = heading.getAttribute("aria-sort");
      const next = now ? (now === "ascending" ? "descending" : "ascending") : first;
      ask({ sort: next === "descending" ? `-${key}` : key });
    });
    heading.replaceChildren(button);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  element("q").addEventListener("input", (event) => ask({ q: event.target.value }));
  for (const id of ["source", "group", "tier", "access"]) element(id).addEventListener("change", (event) => ask({ [id]: event.target.value }));
  element("blank").addEventListener("change", (event) => ask({ blank: event.target.checked ? "hide" : "" }));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    asked = { ...DEFAULTS };
    fill();
    render();
  });
  const turn = (id, step) => element(id).addEventListener("click", () => {
    if (element(id).getAttribute("aria-disabled") === "true") return;
    ask({ page: String(Number(asked.page) + step) });
    element("frame").scrollTop = 0;
  });
  turn("previous", -1);
  turn("next", 1);
  addEventListener("hashchange", () => {
    const said = read(location.hash);
    if (said === null) return;
    asked = said;
    fill();
    render();
  });

  form.hidden = false;
  element("pages").hidden = false;
  fill();
  render();
}
