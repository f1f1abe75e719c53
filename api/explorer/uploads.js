"use strict";
// Own documents: a file that is dropped on the page, or chosen, is built by the server and then shown.
const Uploads = (() => {
  const { element, button } = Detail;
  const PAUSE = 400;
  const panel = document.getElementById("upload");
  let may = { uploads: "closed", types: [], megabytes: 0 };

  function allow(access) {
    may = access;
    if (may.uploads === "closed") return;
    document.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    });
    for (const end of ["dragleave", "drop"]) document.addEventListener(end, (event) => { if (end === "drop" || !event.relatedTarget) document.body.classList.remove("dropping"); });
    document.addEventListener("drop", (event) => {
      const [file] = event.dataTransfer.files;
      if (file) { event.preventDefault(); send(file); }
    });
  }

  // A button for those who do not drop; null where the server takes nothing.
  function chooser() {
    if (may.uploads === "closed") return null;
    const input = element("input");
    Object.assign(input, { type: "file", accept: may.types.join(","), hidden: true });
    input.addEventListener("change", () => input.files[0] && send(input.files[0]));
    return element("div", "adding", button(Words.text("addDocument"), () => input.click(), "example"), input,
      element("p", "hint", Words.text("addHint", may.types.join(" "), may.megabytes)));
  }

  function tell(text, done, total, className = "") {
    const bar = total ? Object.assign(element("progress"), { value: done, max: total }) : null;
    bar?.setAttribute("aria-label", text);
    const close = button("×", () => { panel.hidden = true; }, "close");
    close.setAttribute("aria-label", Words.text("close"));
    panel.hidden = false;
    panel.className = className;
    panel.replaceChildren(element("p", "", text), ...(bar ? [bar] : []), close);
  }

  async function send(file) {
    const name = Words.short(file.name, 60);
    if (!may.types.some((type) => file.name.toLowerCase().endsWith(type))) { tell(Words.text("wrongType", name, may.types.join(" ")), 0, 0, "failed"); return; }
    if (file.size > may.megabytes * 2 ** 20) { tell(Words.text("tooLarge", name, may.megabytes), 0, 0, "failed"); return; }
    try {
      tell(Words.text("sending", name));
      let upload = await Client.upload(file, Marks.token());
      while (["waiting", "building"].includes(upload.state)) {
        tell(Words.text(upload.state, name), upload.done, upload.total);
        await new Promise((done) => { setTimeout(done, PAUSE); });
        upload = await Client.uploaded(upload.id);
      }
      if (upload.state === "failed") { tell(upload.problem, 0, 0, "failed"); return; }
      // The data are others now: the page begins anew, with what was added.
      State.set({ document: upload.document, doc: upload.document, view: "graph", select: "", at: "", q: "", path: "", open: "", v: "" });
      location.reload();
    } catch (error) {
      tell(error.message, 0, 0, "failed");
    }
  }

  return { allow, chooser };
})();
