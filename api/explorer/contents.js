"use strict";
// The view of the text: a document with its tree of sections beside it, or the list of all documents.
const Contents = (() => {
  const by = (id) => document.getElementById(id);
  const { element, button } = Detail;
  const MOST = 100, PLAIN = 16;
  let drawn = "";

  async function show() {
    const { documents } = await Client.documents();
    const id = State.values.doc || State.values.document || (documents.length === 1 ? documents[0].id : "");
    by("text").classList.toggle("listing", !id);
    Reader.place(true);
    if (!id) { await all(documents); return; }
    const at = Explorer.placed(State.values.at);
    if (at?.doc === id) await Reader.show(id, at.start, at.end); else await Reader.show(id, 0, 0);
    tree(Reader.doc, documents.length);
  }

  async function all(documents) {
    drawn = "";
    const find = async (q) => {
      const fit = documents.filter((d) => [d.title, d.id, d.issuer, d.place, d.number].some((text) => (text || "").toLowerCase().includes(q.toLowerCase())));
      return { items: fit.slice(0, MOST), total: fit.length };
    };
    by("contents").replaceChildren(element("h2", "label", Words.text("documents", documents.length)),
      await Chooser.open(Words.text("findDocument"), find, (d) => {
        const open = button("", () => Explorer.open(d.id), "choice");
        open.lang = "zh";
        open.append(element("b", "", Words.short(d.title || d.id, 80)), facts(d));
        return open;
      }));
  }

  const facts = (d) => element("span", "where", [d.issuer, d.number, d.date, d.period].filter(Boolean).map((part) => Words.short(part, 40)).join(" · "));

  // Many reports bear the same title; issuer and period tell them apart.
  const label = (d) => (Array.from(d.title || d.id).length > PLAIN ? Words.short(d.title || d.id, 60) : [d.title || d.id, d.issuer && !(d.title || "").includes(d.issuer) ? d.issuer : "", (d.title || "").match(/\d{4}/) ? "" : d.date || d.period].filter(Boolean).map((part) => Words.short(part, 40)).join(" · "));

  function tree(doc, count) {
    const key = doc.id + Words.language;
    if (drawn === key) return;
    drawn = key;
    const entries = doc.sections.map((s) => {
      const entry = button(Words.short([s.number, s.title].filter(Boolean).join(" "), 60), () => go(s.index), "entry");
      entry.dataset.section = s.index;
      entry.style.setProperty("--level", Math.min(s.level, 5) - 1);
      return element("li", "", entry);
    });
    const back = count > 1 ? button("‹ " + Words.text("documents", count), () => Explorer.open(""), "back") : null;
    const list = element("ol", "tree", ...entries);
    list.lang = "zh";
    by("contents").replaceChildren(...[back, element("h2", "label", Words.text("contents")), facts(doc), list].filter(Boolean));
    follow();
  }

  function go(section) {
    const head = by("reader-text").querySelector(`[data-section="${section}"]`);
    if (head) Reader.scroll(head);
    by("reader-text").focus({ preventScroll: true });
  }

  // The section that is being read is marked in the tree.
  function follow() {
    const body = by("reader-text");
    const line = body.getBoundingClientRect().top + body.clientHeight / 2.6;
    const heads = [...body.querySelectorAll("[data-section]")];
    const now = heads.filter((head) => head.getBoundingClientRect().top <= line).pop();
    for (const entry of by("contents").querySelectorAll(".entry")) {
      if (now && entry.dataset.section === now.dataset.section) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    }
  }

  let waiting = false;
  by("reader-text").addEventListener("scroll", () => {
    if (waiting || by("text").hidden) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });

  return { show, label };
})();
