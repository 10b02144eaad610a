// Asking Python for a file, and handing it to the browser to save: its bytes come with the answer, so
// that no address of a server is needed.

const TYPES = { csv: "text/csv", html: "text/html", pdf: "application/pdf", png: "image/png" };

export function saveFile(name, bytes, type = "application/octet-stream") {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Ask Python for files and save what comes; `heard` gets this view's answers: `all`, or that to its latest question. */
export function createAsker(model, file, heard, { all = false } = {}) {
  const me = Math.random().toString(36).slice(2);
  let asked = 0;
  const hear = () => {
    const answer = model.get("answer");
    const ours = all ? answer.ask?.startsWith(`${me} `) : answer.ask === `${me} ${asked}`;
    if (!ours) return;
    if (answer.name) saveFile(answer.name, model.get(file), TYPES[answer.name.split(".").pop()]);
    heard(answer);
  };
  model.on("change:answer", hear);
  return {
    ask(request) {
      asked += 1;
      model.set("asked", { ask: `${me} ${asked}`, ...request });
      model.save_changes();
    },
    close: () => model.off("change:answer", hear),
  };
}
