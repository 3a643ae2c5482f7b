// The buttons, and the beginning.
byId("totals").textContent = data.totals;
byId("color").value = data.color;
byId("color").addEventListener("change", setColor);
byId("collapse").addEventListener("click", () => setAll(true));
byId("expand").addEventListener("click", () => setAll(false));
byId("in").addEventListener("click", () => zoom(1.25));
byId("out").addEventListener("click", () => zoom(0.8));
byId("fit").addEventListener("click", fit);
byId("whole").addEventListener("click", fitAll);
byId("theme").addEventListener("click", () => {
  const page = document.documentElement;
  const dark = page.dataset.theme ? page.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = dark ? "light" : "dark";
});
for (const id of ["collapse", "expand"]) byId(id).hidden = groups.length === 0;
build();
buildTable();
buildChanges();
markChanges();
refresh();
begin();
follow();
