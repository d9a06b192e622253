// Maps that follow the text: the paragraph in the middle of the window says what the map beside it shows.
// Without this script, and in print, each paragraph has a still of its own.
document.querySelectorAll(".cg-stepper").forEach(figure => {
  const told = [...figure.querySelectorAll(".cg-told")];
  const stage = figure.querySelector(".cg-stage");
  const show = now => told.forEach((item, number) => {
    const opacity = number === now ? 1 : number < now ? figure.dataset.past : 0;
    stage.style.setProperty(`--s${number + 1}`, opacity);
    item.classList.toggle("cg-now", number === now);
    item.toggleAttribute("aria-current", number === now);
  });
  figure.classList.add("cg-live");
  show(0);
  told.forEach((item, number) => item.addEventListener("focusin", () => show(number)));
  // On a phone the map lies above the words, so the line that they cross is lower.
  const line = matchMedia("(max-width: 700px)").matches ? "-78% 0px -22% 0px" : "-50% 0px -50% 0px";
  const watch = new IntersectionObserver(
    entries => entries.filter(entry => entry.isIntersecting).forEach(entry => show(told.indexOf(entry.target))),
    { rootMargin: line });
  told.forEach(item => watch.observe(item));
});
