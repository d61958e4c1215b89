// Files and folders that are dropped, or chosen, go to the library in one go; how far they are is told by the server.
"use strict";

const form = document.getElementById("drop");

async function inside(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => { entry.file(resolve, reject); })];
  const reader = entry.createReader();
  const files = [];
  for (;;) {
    const entries = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (entries.length === 0) return files;
    for (const each of entries) files.push(...await inside(each));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return [...transfer.files];
  const files = [];
  for (const entry of entries) files.push(...await inside(entry));
  return files.filter((file) => !file.name.startsWith(".") && !file.name.startsWith("~$"));
}

async function send(files) {
  if (files.length === 0) { tell("没有收到文件"); return; }
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > Number(form.dataset.largest) * 1024 * 1024) { tell("一次上传的文件太大，请分几次"); return; }
  tell(`正在上传 ${files.length} 个文件`);
  form.setAttribute("aria-busy", "true");
  const data = new FormData();
  files.forEach((file) => data.append("files", file, file.name));
  const response = await fetch("/ingest", { method: "POST", body: data, headers: { "X-Form-Token": token() } });
  form.removeAttribute("aria-busy");
  if (response.ok) { window.location.assign("/ingest"); return; }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  tell(page.querySelector("h1")?.textContent || "上传没有成功");
}

form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
form.addEventListener("dragleave", () => form.classList.remove("over"));
form.addEventListener("drop", async (event) => {
  event.preventDefault();
  form.classList.remove("over");
  send(await dropped(event.dataTransfer));
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  send([...document.getElementById("files").files]);
});

// When the reading in is over, the list of failures below is another one.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "state" && !event.detail.target.querySelector("progress")) {
    htmx.ajax("GET", "/ingest", { target: "[aria-label='未能读入的文件']", select: "[aria-label='未能读入的文件']", swap: "outerHTML" });
  }
});
