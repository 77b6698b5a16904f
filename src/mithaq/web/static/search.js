// The search of a written site: words are looked for in an index that stands beside the pages.
"use strict";
(function () {
  const place = document.getElementById("found");
  if (!place) return;
  const most = 60;
  const asked = (new URLSearchParams(window.location.search).get("q") || "").slice(0, 200);
  for (const input of document.querySelectorAll('input[name="q"]')) input.value = asked;
  // Marks, tatweel, and letters that are written for one another are one, as in the register's own search.
  const fold = (text) => text.normalize("NFKD").toLowerCase()
    .replace(/[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g, "")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647")
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660));
  const words = fold(asked).split(/[\s"*]+/).filter(Boolean);
  const status = document.getElementById("status");
  const say = (text) => { status.textContent = text; };
  if (!words.length) return;
  fetch(place.dataset.index).then((answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }).then((index) => {
    const scored = [];
    for (const row of index.rows) {
      const shown = fold(row[1]);
      const all = shown + " " + fold(row[3]);
      if (!words.every((word) => all.includes(word))) continue;
      let score = 0;
      for (const word of words) {
        if ((" " + shown).includes(" " + word)) score += 2;
        else if (shown.includes(word)) score += 1;
      }
      scored.push([score, scored.length, row]);
    }
    scored.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    say((scored.length ? place.dataset.some : place.dataset.none).replace("{0}", String(scored.length)));
    for (const [, , row] of scored.slice(0, most)) {
      const item = document.createElement("li");
      const sort = document.createElement("span");
      sort.className = "faint";
      sort.textContent = index.sorts[row[0]] + " ";
      const link = document.createElement("a");
      link.href = row[2];
      const name = document.createElement("bdi");
      name.textContent = row[1];
      link.append(name);
      item.append(sort, link);
      place.append(item);
    }
  }).catch(() => say(place.dataset.failed));
})();
