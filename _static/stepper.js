// Maps that follow the text: the last paragraph that has come past a line in the window says what the map shows.
// Without this script, and in print, each paragraph has a still of its own.
document.querySelectorAll(".cg-stepper").forEach(figure => {
  const told = [...figure.querySelectorAll(".cg-told")];
  const stage = figure.querySelector(".cg-stage");
  const show = now => told.forEach((item, number) => {
    const opacity = number === now ? 1 : number < now ? stage.dataset.past : 0;
    stage.style.setProperty(`--s${number + 1}`, opacity);
    item.classList.toggle("cg-now", number === now);
    if (number === now) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
  const follow = () => {
    // On a phone the map lies above the words, so the line is lower.
    const line = innerHeight * (matchMedia("(max-width: 700px)").matches ? .78 : .6);
    show(Math.max(told.findLastIndex(item => item.getBoundingClientRect().top < line), 0));
  };
  let waits = false;
  addEventListener("scroll", () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; follow(); });
  }, { passive: true });
  told.forEach((item, number) => item.addEventListener("focusin", () => show(number)));
  figure.classList.add("cg-live");
  follow();
});
