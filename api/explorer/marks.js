"use strict";
// What readers say of claims, values and things: shown to all, and taken where the server takes it.
const Marks = (() => {
  const { element, button } = Detail;
  const VERDICTS = { right: "verdictRight", wrong: "verdictWrong", same: "verdictSame" };
  let access = "closed", all = [];

  async function load() {
    const [may, found] = await Promise.all([Client.access(), Client.marks()]);
    access = may.marks;
    all = found.marks;
    return may;
  }

  // Private windows may have no storage; the name is then asked for each time.
  function kept(storage, key, value) {
    try {
      if (value !== undefined) storage().setItem(key, value);
      return storage().getItem(key) || "";
    } catch { return ""; }
  }
  const author = (value) => kept(() => localStorage, "zhengce.author", value);
  const token = (value) => kept(() => sessionStorage, "zhengce.token", value);

  const of = (about) => all.filter((m) => m.about === about || (m.verdict === "same" && m.other === about));
  const doubted = (about) => of(about).some((m) => m.verdict === "wrong");

  // What was said of something, and the buttons to say more.
  function controls(about) {
    const box = element("div", "marks");
    const refresh = () => box.replaceChildren(...of(about).map((m) => said(m, refresh)), ...offered(about, box, refresh));
    refresh();
    return box;
  }

  // Claims and values of a thing that were marked wrong, and that the data therefore no longer show.
  function withheld(card) {
    const seen = new Set([...card.outgoing, ...card.incoming].map((c) => [c.subject.id, c.predicate, c.object.id].join("|"))
      .concat(card.observations.flatMap((o) => o.evidence.map((e) => `${card.id}|value|${e.doc}:${e.start}-${e.end}`))));
    const gone = all.filter((m) => m.verdict === "wrong" && !seen.has(m.about) && m.about.includes("|") && m.about.split("|").includes(card.id));
    if (!gone.length) return [];
    return [element("h3", "label", Words.text("withheld"), element("span", "count", String(gone.length))), element("ul", "claims", ...gone.map(held))];
  }

  function held(mark) {
    const [from, predicate, to] = mark.about.split("|"), line = element("li", "claim withheld", element("div", "triple", Words.text(predicate)));
    const refresh = () => line.replaceChildren(element("p", "hint", Words.text("backNext")));
    line.append(said(mark, refresh));
    Explorer.guarded(async () => {
      const ends = await Promise.all([from, predicate === "value" || Words.has(to) ? null : to].map((id) => id && Explorer.card(id)));
      line.firstChild.textContent = [ends[0].label, Words.text(predicate), ends[1]?.label ?? (predicate === "value" ? to : Words.text(to))].map((part) => Words.short(part, 40)).join(" → ");
    });
    return line;
  }

  // Things that were marked wrong and that the data therefore no longer show, by the names that documents give them.
  async function gone() {
    const marked = all.filter((m) => m.verdict === "wrong" && !m.about.includes("|"));
    if (!marked.length || Client.offline) return [];
    const lost = await Client.lost(marked.map((m) => m.about));
    const lines = marked.filter((m) => lost.has(m.about)).map((mark) => {
      const line = element("li", "claim withheld", element("div", "triple", Words.short(lost.get(mark.about), 60)));
      line.append(said(mark, () => line.replaceChildren(element("p", "hint", Words.text("backNext")))));
      return line;
    });
    return lines.length ? [element("h2", "label", Words.text("withheld"), element("span", "count", String(lines.length))), element("ul", "claims", ...lines)] : [];
  }

  function said(mark, refresh) {
    const undo = access === "closed" ? null : button(Words.text("undo"), () => Explorer.guarded(async () => {
      await Client.undo(mark.id, author() || mark.author, token());
      all = all.filter((m) => m.id !== mark.id);
      refresh();
    }), "undo");
    const facts = [Words.text(VERDICTS[mark.verdict]), Words.short(mark.author, 30), mark.time.slice(0, 10), Words.short(mark.note, 200)];
    return element("p", "mark-said " + mark.verdict, facts.filter(Boolean).join(" · "), undo);
  }

  function offered(about, box, refresh) {
    if (access === "closed") return [];
    return ["right", "wrong"].filter((verdict) => !of(about).some((m) => m.verdict === verdict)).map((verdict) => {
      const node = button(verdict === "right" ? "✓" : "✗", () => ask({ verdict, about }, box, refresh), "judge");
      node.title = Words.text(VERDICTS[verdict]);
      node.setAttribute("aria-label", node.title);
      return node;
    });
  }

  function field(label, value, type = "text") {
    const input = element("input");
    Object.assign(input, { type, value, maxLength: type === "password" ? 500 : 100, placeholder: label, autocomplete: "off" });
    input.setAttribute("aria-label", label);
    return input;
  }

  function ask(mark, box, refresh) {
    const name = field(Words.text("yourName"), author()), why = field(Words.text("why"), "");
    const secret = access === "token" ? field(Words.text("token"), token(), "password") : null;
    name.required = true;
    const send = element("button", "send", Words.text("mark"));
    const form = element("form", "marking", element("span", "hint", Words.text(VERDICTS[mark.verdict])), name, why, secret, send, button(Words.text("cancel"), refresh));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      Explorer.guarded(async () => {
        author(name.value.trim());
        if (secret) token(secret.value);
        all.push(await Client.mark({ ...mark, author: name.value.trim(), note: why.value.trim() }, token()));
        refresh();
      });
    });
    box.replaceChildren(form);
    (name.value ? why : name).focus();
  }

  // Choose the thing that this one is the same as.
  async function same(card, box) {
    const refresh = () => box.replaceChildren();
    const find = async (q) => {
      const found = await Client.entities(q, card.class, 12);
      return { items: found.nodes.filter((n) => n.id !== card.id), total: 0 };
    };
    box.replaceChildren(await Chooser.open(Words.text("sameAs", Words.short(card.label, 20)), find,
      (item) => button(Words.short(item.label, 60), () => ask({ verdict: "same", about: card.id, other: item.id }, box, () => Explorer.select(card.id)), "choice")));
    box.querySelector("input").focus();
  }

  return { load, controls, withheld, gone, doubted, same, of, token, get open() { return access !== "closed"; } };
})();
